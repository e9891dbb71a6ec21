# Datagrams.
import socket
import threading


def attempt(call):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)


def serve(s):
    while True:
        data, addr = s.recvfrom(1024)
        if data == b'exit':
            break
        s.sendto(b'hello, ' + data, addr)


server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(('127.0.0.1', 0))
t = threading.Thread(target=serve, args=(server,))
t.start()
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for name in b'Ann', b'Bob':
    print(client.sendto(name, server.getsockname()))
    data, addr = client.recvfrom(1024)
    print(data, addr == server.getsockname())
client.sendto(b'exit', server.getsockname())
t.join()
client.settimeout(0.02)
attempt(lambda: client.recvfrom(10))
client.setblocking(False)
attempt(lambda: client.recv(10))
attempt(lambda: client.send(b'x'))
attempt(lambda: client.getpeername())
attempt(lambda: client.listen())
attempt(lambda: client.accept())
attempt(lambda: client.sendto(b'x' * 70000, server.getsockname()))
attempt(lambda: client.sendto(b'x'))
attempt(lambda: client.sendto('x', server.getsockname()))
other = socket.socket(type=socket.SOCK_DGRAM)
attempt(lambda: other.bind(server.getsockname()))
other.connect(server.getsockname())
print(other.getpeername() == server.getsockname(), other.getsockname()[0])
print(other.send(b'a long one'))
print(server.recvfrom(4)[0], server.getsockname()[0])
server.close()
other.send(b'nobody is there')
other.settimeout(1)
attempt(lambda: other.recv(10))
other.close()
attempt(lambda: other.recv(10))
client.close()
