# What calls on sockets raise, and in which words.
import errno
import socket
import threading
import time


def attempt(what, call):
    try:
        print(what, call())
    except Exception as e:
        print(what, type(e).__name__, e, getattr(e, 'errno', None))


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


port = free_port()
attempt('refused', lambda: socket.socket().connect(('127.0.0.1', port)))
attempt('refused by connect_ex', lambda: errno.errorcode[socket.socket().connect_ex(('127.0.0.1', port))])
attempt('create_connection', lambda: socket.create_connection(('127.0.0.1', port)))
s = socket.socket()
attempt('not connected, send', lambda: s.send(b'x'))
attempt('not connected, recv', lambda: s.recv(1))
attempt('not connected, shutdown', lambda: s.shutdown(socket.SHUT_RDWR))
attempt('not connected, getpeername', s.getpeername)
attempt('unbound', s.getsockname)
attempt('str', lambda: s.send('x'))
attempt('negative', lambda: s.recv(-1))
attempt('accept without listen', s.accept)
attempt('address', lambda: s.connect('127.0.0.1'))
attempt('long address', lambda: s.bind(('127.0.0.1', 1, 2)))
attempt('port', lambda: s.bind(('127.0.0.1', 65536)))
attempt('port is a str', lambda: s.connect(('127.0.0.1', '80')))
attempt('host', lambda: s.connect((1, 80)))
attempt('time-out', lambda: s.settimeout(-1))
attempt('time-out', lambda: s.settimeout('1'))
s.close()
attempt('closed, send', lambda: s.send(b'x'))
attempt('closed, accept', s.accept)
attempt('closed, close', s.close)

server = socket.socket()
server.bind(('127.0.0.1', 0))
server.listen()
other = socket.socket()
attempt('in use', lambda: other.bind(server.getsockname()))
attempt('again', lambda: server.bind(('127.0.0.1', 0)))
try:
    socket.create_server(server.getsockname())
except OSError as e:
    print(e.errno, e.strerror.replace(str(server.getsockname()[1]), 'PORT'))
server.settimeout(0.05)
before = time.monotonic()
attempt('accept in time', server.accept)
print(0.05 <= time.monotonic() - before < 0.5, server.gettimeout(), server.getblocking())
server.setblocking(False)
print(server.gettimeout(), server.getblocking(), server.timeout)
attempt('accept at once', server.accept)
print(socket.timeout is TimeoutError, issubclass(socket.gaierror, OSError), socket.error is OSError)

client = socket.socket()
client.setblocking(False)
number = client.connect_ex(server.getsockname())
print(number in (0, errno.EINPROGRESS))
time.sleep(0.01)
print(client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
conn, addr = server.accept()
print(conn.getblocking(), addr == client.getsockname(), conn.getsockname() == server.getsockname())
attempt('nothing yet', lambda: client.recv(10))
conn.send(b'abcdef')
time.sleep(0.01)
print(client.recv(4), client.recv(4))
room = bytearray(5)
conn.sendall(b'xyz')
time.sleep(0.01)
print(client.recv_into(room), room)
conn.shutdown(socket.SHUT_WR)
time.sleep(0.01)
print(client.recv(10))
client.send(b'and now')
client.close()
time.sleep(0.01)
print(conn.recv(3))
conn.close()

# The other end is gone: first a reset, then a broken pipe.
client = socket.create_connection(server.getsockname(), timeout=5)
time.sleep(0.01)
conn, addr = server.accept()
client.sendall(b'not read')
time.sleep(0.01)
conn.close()
time.sleep(0.01)
attempt('reset', lambda: client.recv(10))
attempt('pipe', lambda: client.send(b'x'))
print(client.gettimeout(), client.detach() > 0, client.fileno())

# A send buffer fills.
client = socket.create_connection(server.getsockname())
time.sleep(0.01)
conn, addr = server.accept()
client.setblocking(False)
sent = 0
try:
    while True:
        sent += client.send(b'x' * 4096)
except BlockingIOError as e:
    print(e, sent > 50000)
client.settimeout(0.01)
attempt('no room', lambda: client.sendall(b'x' * 10000000))
received = 0


def drain():
    global received
    while True:
        data = conn.recv(100000)
        if not data:
            break
        received += len(data)


t = threading.Thread(target=drain)
t.start()
client.settimeout(None)
client.sendall(b'y' * 3000000)
client.close()
t.join()
print(received >= sent + 3000000)
attempt('family', lambda: socket.socket(99))
attempt('host name', lambda: socket.gethostbyname('no.such.host.invalid') and 'found')
print(socket.gethostbyname('localhost'), socket.inet_aton('10.1.2.3'), socket.inet_ntoa(b'\x7f\0\0\1'), socket.htons(1), socket.ntohl(1))
print(socket.AF_INET, repr(socket.AF_INET), repr(socket.SOCK_DGRAM), socket.SHUT_RD, socket.SO_REUSEADDR, socket.IPPROTO_TCP)
print(socket.getaddrinfo('127.0.0.1', 80, type=socket.SOCK_STREAM, family=socket.AF_INET)[0][3:])
print(server.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE), server.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR))
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
print(server.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR))
print(server.family, server.type, server.proto, repr(server.family))
with socket.socket() as s:
    print(s.fileno() > 2)
print(s.fileno(), s)
socket.create_connection(('127.0.0.1', port))
