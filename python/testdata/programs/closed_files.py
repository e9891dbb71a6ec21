"""What the files before pipes and sockets say once they are closed, or are not for that; and how they read lines."""
import socket
import subprocess


def show(what, call):
    try:
        print(what, repr(call()))
    except Exception as e:
        print(what, type(e).__name__, e)


for text in False, True:
    p = subprocess.Popen(['echo', 'hi'], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=text)
    p.wait()
    p.stdout.close()
    p.stdin.close()
    show('read', p.stdout.read)
    show('readline', p.stdout.readline)
    show('write', lambda: p.stdin.write('x' if text else b'x'))
    show('flush', p.stdin.flush)
    show('list', lambda: list(p.stdout))
    show('fileno', p.stdout.fileno)
    show('with', p.stdout.__enter__)
a, b = socket.socketpair()
for mode in 'rb', 'r', 'wb', 'w':
    f = a.makefile(mode)
    f.close()
    show(mode, f.read)
    show(mode, f.readline)
    show(mode, lambda: f.write(b'x' if 'b' in mode else 'x'))
    show(mode, f.flush)
show('bytes', lambda: a.makefile('wb').write('x'))
show('text', lambda: a.makefile('w').write(b'x'))
f = a.makefile('r')
b.sendall(b'one\r\ntwo\nthree')
b.close()
show('lines', lambda: [f.readline(), f.readline(2), f.read()])
