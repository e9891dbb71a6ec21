package python_test

import (
	"context"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/python"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/search"
	"github.com/gilsim/gilsim/sched/serial"
)

// In a program that gevent has patched a call on a socket, and select, lets the other greenlets run: three conversations of a tenth of a
// second each take a tenth of a second in all, and what gevent's own sockets say is said.
func TestPatchedSocketsSwitchGreenlets(t *testing.T) {
	const source = `
from gevent import monkey
monkey.patch_all()
import gevent
import select
import socket
import threading
import time

log = []

def handle(conn):
    while True:
        data = conn.recv(100)
        if not data:
            break
        time.sleep(0.1)
        conn.sendall(data.upper())
    conn.close()

def serve(server, n):
    for _ in range(n):
        conn, addr = server.accept()
        gevent.spawn(handle, conn)

def client(i):
    c = socket.create_connection(server.getsockname())
    log.append('sends %d' % i)
    c.sendall(b'hello %d' % i)
    log.append(c.recv(100).decode())
    c.close()

server = socket.socket()
server.bind(('127.0.0.1', 0))
server.listen(5)
start = time.time()
gevent.joinall([gevent.spawn(serve, server, 3)] + [gevent.spawn(client, i) for i in range(3)])
print(log, 0.1 <= time.time() - start < 0.12)
server.settimeout(0.05)
try:
    server.accept()
except socket.timeout as e:
    print(repr(e))
try:
    socket.create_connection(('127.0.0.1', 1))
except ConnectionRefusedError as e:
    print(e)
a, b = socket.socketpair()
gevent.spawn_later(0.05, a.send, b'x')
print(select.select([b], [], [], 1)[0] == [b], select.select([a], [], [], 0.01), hasattr(select, 'poll'))
b.recv(1)
gevent.spawn_later(0.01, b.close)
try:
    b.recv(1)
except OSError as e:
    print(e)
t = threading.Thread(target=client, args=(9,))
t.start()
serve(server, 1)
t.join()
print(log[-1])
try:
    with gevent.Timeout(0.01):
        server.settimeout(None)
        server.accept()
except gevent.Timeout as e:
    print(e)
`
	const want = `['sends 0', 'sends 1', 'sends 2', 'HELLO 0', 'HELLO 1', 'HELLO 2'] True
TimeoutError('timed out')
[Errno 111] Connection refused
True ([], [], []) False
[Errno 9] File descriptor was closed in another greenlet
HELLO 9
0.01 seconds
`
	r := run(t, compile(t, "patched.py", source, "3.11"), machine(t, "3.11", 0, 1), python.Options{})
	compareText(t, "standard output", r.Stdout, want)
	if r.Stderr != "" {
		t.Error(r.Stderr)
	}
}

// A program that opens a socket says in a sentence why it can neither be run for real nor searched, whatever it opens first.
func TestSocketsAreSimulatedOnly(t *testing.T) {
	const why = "neither a real run nor a search has them yet"
	for _, source := range []string{"import socket\nsocket.socket()", "import select\nselect.epoll()", "import select\nselect.poll()"} {
		p := compile(t, "opens.py", source, "3.11")
		if !p.UsesNetwork() {
			t.Errorf("%q uses no network", source)
		}
		if _, err := native.RunRunner(context.Background(), realMachine(t, "3.11", 0), p.Start(python.Options{})); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%q for real: %v", source, err)
		}
		_, err := search.Search(func() search.Run {
			e := p.Start(python.Options{})
			return search.Run{Program: serial.Program{Runner: func() sched.Runner { return e }}, Judge: func() (string, bool) { return "", true }}
		}, search.Options{GIL: gil.Config{Discipline: gil.On}, Strategy: "dpor", Runs: 10})
		if err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%q searched: %v", source, err)
		}
	}
	if compile(t, "monkey.py", "from gevent import monkey\nmonkey.patch_all()", "3.11").UsesNetwork() {
		t.Error("a program that has gevent patch what it does not import uses the network")
	}
}
