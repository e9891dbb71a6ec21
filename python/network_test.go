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

// A program that opens a socket says in a sentence why it cannot be run for real, whatever it opens first, and one for datagrams why it
// cannot be searched.
func TestSocketsAreNotReal(t *testing.T) {
	for _, source := range []string{"import socket\nsocket.socket()", "import select\nselect.epoll()", "import select\nselect.poll()"} {
		p := compile(t, "opens.py", source, "3.11")
		if !p.UsesNetwork() {
			t.Errorf("%q uses no network", source)
		}
		if _, err := native.RunRunner(context.Background(), realMachine(t, "3.11", 0), p.Start(python.Options{})); err == nil || !strings.Contains(err.Error(), "a real run has none yet") {
			t.Errorf("%q for real: %v", source, err)
		}
		if found, err := searchFile(p, "3.11", search.Options{Runs: 5000}); err != nil || found.Verdict != search.Pass {
			t.Errorf("%q searched: %+v, %v", source, found, err)
		}
	}
	_, err := searchFile(compile(t, "opens.py", "import socket\nsocket.socket(type=socket.SOCK_DGRAM)", "3.11"), "3.11", search.Options{})
	if err == nil || !strings.Contains(err.Error(), "a search has only streams yet") {
		t.Errorf("a socket for datagrams: %v", err)
	}
	if compile(t, "monkey.py", "from gevent import monkey\nmonkey.patch_all()", "3.11").UsesNetwork() {
		t.Error("a program that has gevent patch what it does not import uses the network")
	}
}

// searchFile searches a program: what is written to the standard error is wrong.
func searchFile(p *python.Program, version string, o search.Options) (*search.Found, error) {
	era, err := gil.CPython(version)
	if err != nil {
		return nil, err
	}
	o.GIL, o.Strategy = era.Lock, "dpor"
	return search.Search(func() search.Run {
		e := p.Start(python.Options{})
		return search.Run{
			Program: serial.Program{Runner: func() sched.Runner { return e }},
			Judge: func() (string, bool) {
				r := e.Result()
				return strings.TrimSpace(r.Stdout + r.Stderr), r.Stderr == ""
			},
		}
	}, o)
}

// conversations are programs of a server and its clients. Each has a fault, or none, whatever the timing.
var conversations = []struct {
	name, source string
	wrong        string // what a wrong result begins with; "": there is none
	right        string // what the right ones are
}{
	{"two sends can come as one", `
    c = socket.create_connection(a)
    c.sendall(b'ab')
    c.sendall(b'cd')
t = start()
print(s.accept()[0].recv(10))
t.join()`, "", "b'ab'|b'abcd'"},
	{"data to their end", `
    with socket.create_connection(a) as c:
        c.sendall(b'ab')
        c.sendall(b'cd')
t = start()
got, (conn, _) = b'', s.accept()
while True:
    data = conn.recv(3)
    if not data:
        break
    got += data
print(got)
t.join()`, "", "b'abcd'"},
	{"close does not end another thread's accept", `
    try:
        s.accept()
    except OSError as e:
        print(e.errno)
t = start()
s.close()
t.join()`, "deadlock", "9"},
	{"shutdown ends another thread's accept", `
    try:
        s.accept()
    except OSError as e:
        print(e.errno)
t = start()
s.shutdown(socket.SHUT_RDWR)
t.join()`, "", "22"},
	{"close does not end another thread's recv, and shutdown of the other end does", `
    with socket.create_connection(a) as c:
        c.shutdown(socket.SHUT_WR)
        print(c.recv(1))
t = start()
conn = s.accept()[0]
print(conn.recv(1))
conn.close()
t.join()`, "", "b''\nb''"},
	{"both wait for the first word", `
    c = socket.create_connection(a)
    c.recv(1)
    c.sendall(b'x')
t = start()
conn = s.accept()[0]
conn.recv(1)
conn.sendall(b'y')
t.join()`, "deadlock", ""},
	{"an unread word resets the connection", `
    c = socket.create_connection(a)
    c.sendall(b'x')
    try:
        print(c.recv(1))
    except ConnectionResetError:
        print('reset')
t = start()
s.accept()[0].close()
t.join()`, "", "b''|reset"},
	{"a look that is too early", `
    socket.create_connection(a).sendall(b'x')
t = start()
conn = s.accept()[0]
conn.setblocking(False)
try:
    print(conn.recv(1))
except BlockingIOError:
    print('nothing')
t.join()`, "", "b'x'|nothing"},
	{"who asks again and again gets it", `
    socket.create_connection(a).sendall(b'x')
t = start()
conn = s.accept()[0]
conn.setblocking(False)
while True:
    try:
        print(conn.recv(1))
        break
    except BlockingIOError:
        pass
t.join()`, "", "b'x'"},
	{"a selector", `
    with socket.create_connection(a) as c:
        c.sendall(b'x')
        print(c.recv(1))
import selectors
with selectors.DefaultSelector() as p:
    p.register(s, selectors.EVENT_READ)
    t = start()
    while p.get_map():
        for key, _ in p.select():
            if key.fileobj is s:
                p.register(s.accept()[0], selectors.EVENT_READ)
                p.unregister(s)
            elif key.fileobj.recv(1):
                key.fileobj.sendall(b'y')
            else:
                p.unregister(key.fileobj)
t.join()`, "", "b'y'"},
	{"a count of requests without a lock", `
    global served
    conn = s.accept()[0]
    n = served
    conn.recv(1)
    served = n + 1
served = 0
clients = [socket.create_connection(a) for _ in range(2)]
for c in clients:
    c.sendall(b'x')
t = start()
f()
t.join()
print(served)`, "", "1|2"},
}

func TestASearchFindsWhatComesOfSockets(t *testing.T) {
	if testing.Short() {
		t.Skip("it makes thousands of runs")
	}
	const head = `
import socket, threading
def start():
    t = threading.Thread(target=f)
    t.start()
    return t
s = socket.create_server(('127.0.0.1', 0))
a = s.getsockname()
def f():`
	for _, c := range conversations {
		for _, version := range []string{"3.12", "3.13t"} {
			found, err := searchFile(compile(t, "conversation.py", head+c.source, version), version, search.Options{Runs: 5000})
			if err != nil {
				t.Fatal(c.name, err)
			}
			var right, wrong []string
			for _, o := range found.Outcomes {
				if o.OK {
					right = append(right, o.Result)
				} else {
					wrong = append(wrong, o.Result)
				}
			}
			t.Logf("%s in %s: %d classes, %d runs", c.name, version, found.Classes, found.Runs)
			fails := len(wrong) > 0
			if got := strings.Join(right, "|"); !found.Complete || got != c.right || fails != (c.wrong != "") || fails && !strings.HasPrefix(wrong[0], c.wrong) {
				t.Errorf("%s in %s: right are %q, wrong %q; %v", c.name, version, got, wrong, found.Why)
			}
		}
	}
}
