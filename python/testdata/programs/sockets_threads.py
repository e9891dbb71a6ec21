# An echo server with a thread for each connection, and three clients.
import socket
import threading


def serve(conn, addr):
    with conn:
        while True:
            data = conn.recv(1024)
            if not data:
                break
            conn.sendall(data.upper())


def accept(server, n):
    threads = []
    for _ in range(n):
        conn, addr = server.accept()
        assert addr == conn.getpeername() and addr[0] == '127.0.0.1'
        t = threading.Thread(target=serve, args=(conn, addr))
        t.start()
        threads.append(t)
    for t in threads:
        t.join()


said = {}


def client(number, port):
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
        s.connect(('127.0.0.1', port))
        for word in ('hello', 'number %d' % number):
            s.sendall(word.encode())
            said.setdefault(number, []).append(s.recv(1024))


server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(('localhost', 0))
server.listen(5)
acceptor = threading.Thread(target=accept, args=(server, 3))
acceptor.start()
clients = [threading.Thread(target=client, args=(i, server.getsockname()[1])) for i in range(3)]
for c in clients:
    c.start()
for c in clients:
    c.join()
acceptor.join()
server.close()
print(sorted(said.items()))
print(server.fileno(), server)
