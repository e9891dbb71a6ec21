# Echo servers that wait for many sockets at once: with select, with poll and with epoll.
import select
import socket
import threading


def client(port, words, out):
    s = socket.create_connection(('127.0.0.1', port))
    for word in words:
        s.sendall(word)
        out.append(s.recv(100))
    s.close()


def with_select(server, most):
    inputs, outputs, queues = [server], [], {}
    closed = 0
    while closed < most:
        readable, writable, exceptional = select.select(inputs, outputs, inputs)
        for s in readable:
            if s is server:
                conn, addr = s.accept()
                conn.setblocking(False)
                inputs.append(conn)
                queues[conn] = []
                continue
            data = s.recv(1024)
            if data:
                queues[s].append(data)
                if s not in outputs:
                    outputs.append(s)
            else:
                if s in outputs:
                    outputs.remove(s)
                inputs.remove(s)
                s.close()
                closed += 1
        for s in writable:
            if queues.get(s):
                s.send(queues[s].pop(0)[::-1])
            elif s in outputs:
                outputs.remove(s)
        assert not exceptional


def with_poll(server, most):
    poller = select.poll()
    poller.register(server, select.POLLIN)
    by_fd = {server.fileno(): server}
    while most:
        for fd, event in poller.poll(1000):
            s = by_fd[fd]
            if s is server:
                conn, addr = s.accept()
                by_fd[conn.fileno()] = conn
                poller.register(conn, select.POLLIN | select.POLLHUP)
            elif event & (select.POLLIN | select.POLLHUP):
                data = s.recv(100)
                if data:
                    s.sendall(data[::-1])
                else:
                    poller.unregister(fd)
                    s.close()
                    most -= 1


def with_epoll(server, most):
    server.setblocking(False)
    epoll = select.epoll()
    epoll.register(server.fileno(), select.EPOLLIN)
    connections, answers = {}, {}
    while most:
        for fileno, event in epoll.poll(1):
            if fileno == server.fileno():
                conn, addr = server.accept()
                conn.setblocking(0)
                epoll.register(conn.fileno(), select.EPOLLIN)
                connections[conn.fileno()] = conn
            elif event & select.EPOLLIN:
                data = connections[fileno].recv(100)
                if data:
                    answers[fileno] = data[::-1]
                    epoll.modify(fileno, select.EPOLLOUT)
                else:
                    epoll.unregister(fileno)
                    connections.pop(fileno).close()
                    most -= 1
            elif event & select.EPOLLOUT:
                connections[fileno].send(answers.pop(fileno))
                epoll.modify(fileno, select.EPOLLIN)
    epoll.unregister(server)
    epoll.close()
    print(epoll.closed)
    try:
        epoll.poll()
    except ValueError as e:
        print(e)


for serve in with_select, with_poll, with_epoll:
    server = socket.create_server(('127.0.0.1', 0))
    t = threading.Thread(target=serve, args=(server, 3))
    t.start()
    heard = [[], [], []]
    clients = [threading.Thread(target=client, args=(server.getsockname()[1], [b'abc', b'%d' % (100 + i)], heard[i])) for i in range(3)]
    for c in clients:
        c.start()
    for c in clients:
        c.join()
    t.join()
    server.close()
    print(serve.__name__, heard)

a, b = socket.socketpair()
print(select.select([a], [], [], 0), [s is b for s in select.select([a, b], [b], [])[1]])
a.send(b'x')
print([s is b for s in select.select([b], [], [b], 5)[0]])
poller = select.poll()
poller.register(b)
print([event for fd, event in poller.poll()] == [select.POLLIN | select.POLLOUT])
poller.modify(b, select.POLLIN)
print([event for fd, event in poller.poll(0)])
fd = b.fileno()
b.close()
print(poller.poll(0) == [(fd, select.POLLNVAL)])
for call in (lambda: select.select([b], [], []), lambda: select.select([fd], [], [], 0), lambda: select.select(['x'], [], []),
             lambda: select.select(1, [], []), lambda: select.select([], [], [], -1), lambda: select.select([], [], [], 'x'),
             lambda: poller.modify(a, 1), lambda: poller.unregister(a), lambda: select.epoll().register(999), lambda: select.epoll().unregister(a)):
    try:
        call()
        print('no error')
    except Exception as e:
        print(type(e).__name__, e if not isinstance(e, KeyError) else e.args == (a.fileno(),))
ep = select.epoll()
ep.register(a, select.EPOLLIN | select.EPOLLET)
try:
    ep.register(a, select.EPOLLIN)
except FileExistsError as e:
    print(e)
print(select.EPOLLET, select.EPOLLONESHOT, select.EPOLLRDHUP, select.error is OSError)
