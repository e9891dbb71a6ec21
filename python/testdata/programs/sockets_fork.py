# An echo server with a process for each connection.
import os
import socket

server = socket.create_server(('127.0.0.1', 0))
port = server.getsockname()[1]
client = os.fork()
if client == 0:
    server.close()
    for word in b'one', b'two':
        with socket.create_connection(('127.0.0.1', port)) as s:
            s.sendall(word)
            s.shutdown(socket.SHUT_WR)
            print(b''.join(iter(lambda: s.recv(10), b'')).decode(), flush=True)
    os._exit(5)
ends = []
for _ in range(2):
    conn, addr = server.accept()
    pid = os.fork()
    if pid == 0:
        server.close()
        while True:
            data = conn.recv(100)
            if not data:
                break
            conn.sendall(data * 2)
        conn.close()
        os._exit(3)
    conn.close()  # the child has it, too
    ends.append(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
ends.append(os.waitstatus_to_exitcode(os.waitpid(client, 0)[1]))
print(ends, flush=True)
a, b = socket.socketpair()
if os.fork() == 0:
    a.close()
    b.sendall(b'from the child')
    os._exit(0)
b.close()
print(a.recv(100), a.recv(100))
os.wait()
try:
    os.wait()
except ChildProcessError as e:
    print(e)
