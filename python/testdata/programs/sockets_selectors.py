# selectors, socketserver, and files made of sockets.
import selectors
import socket
import socketserver
import threading

sel = selectors.DefaultSelector()
served = []


def accept(sock, mask):
    conn, addr = sock.accept()
    conn.setblocking(False)
    sel.register(conn, selectors.EVENT_READ, read)


def read(conn, mask):
    data = conn.recv(1000)
    if data:
        served.append(data)
        conn.send(data.title())
    else:
        sel.unregister(conn)
        conn.close()
        served.append('end')


def ask(port, word):
    with socket.create_connection(('localhost', port)) as s:
        s.sendall(word)
        print(s.recv(100))


server = socket.create_server(('127.0.0.1', 0))
server.setblocking(False)
key = sel.register(server, selectors.EVENT_READ, accept)
print(key.fileobj is server, key.events, key.data is accept, len(sel.get_map()), sel.get_key(server) is key)
t = threading.Thread(target=ask, args=(server.getsockname()[1], b'good morning'))
t.start()
while 'end' not in served:
    for key, mask in sel.select(timeout=1):
        key.data(key.fileobj, mask)
t.join()
print(served, sel.select(0))
try:
    sel.register(server, selectors.EVENT_READ)
except KeyError as e:
    print('registered' in str(e))
sel.unregister(server)
for call in lambda: sel.unregister(server), lambda: sel.register('x', 1), lambda: sel.register(server, 0):
    try:
        call()
    except (KeyError, ValueError) as e:
        print(type(e).__name__, str(e)[:20])
sel.close()
server.close()
for kind in selectors.SelectSelector, selectors.PollSelector, selectors.EpollSelector:
    a, b = socket.socketpair()
    with kind() as s:
        s.register(a, selectors.EVENT_READ | selectors.EVENT_WRITE, 'a')
        s.register(b, selectors.EVENT_READ, 'b')
        print(kind.__name__, [(key.data, events) for key, events in s.select(1)])
        a.send(b'x')
        s.modify(a, selectors.EVENT_READ, 'A')
        print([(key.data, events) for key, events in s.select(1)])
    a.close()
    b.close()


class Upper(socketserver.BaseRequestHandler):
    def handle(self):
        data = self.request.recv(1024).strip()
        self.request.sendall(data.upper())


class Lines(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.wfile.write(b'%d ' % len(line) + line)


class Threaded(socketserver.ThreadingMixIn, socketserver.TCPServer):
    allow_reuse_address = True


for handler, kind in (Upper, socketserver.TCPServer), (Lines, Threaded):
    with kind(('127.0.0.1', 0), handler) as server:
        t = threading.Thread(target=server.serve_forever, kwargs={'poll_interval': 0.05})
        t.start()
        for text in 'one\n', 'two\nthree\n':
            with socket.create_connection(server.server_address) as s:
                s.sendall(text.encode())
                s.shutdown(socket.SHUT_WR)
                with s.makefile('r') as f:
                    print(handler.__name__, list(f))
        server.shutdown()
        t.join()


class Datagrams(socketserver.BaseRequestHandler):
    def handle(self):
        data, sock = self.request
        sock.sendto(data + b'!', self.client_address)


with socketserver.UDPServer(('127.0.0.1', 0), Datagrams) as server:
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.sendto(b'hey', server.server_address)
    server.handle_request()
    print(s.recv(10))

a, b = socket.socketpair()
out = a.makefile('w')
out.write('first\n')
out.write('second\nthird')
out.flush()
out.close()
a.close()
lines = b.makefile()
print(repr(lines.readline()), lines.read(3), lines.readlines(), repr(lines.read()))
lines.close()
b.close()
try:
    lines.read()
except ValueError as e:
    print(e)
