package python_test

import (
	"strings"
	"testing"
)

// looping are programs whose thread g loops until something is so that f does, without doing anything but to look, in several ways; and
// what can come of them under any version. A search that made all their rounds would have no end.
var looping = []struct{ name, source, want string }{
	{"a variable", `
stop = False
def f():
    global stop
    stop = True
def g():
    while not stop: pass
result = lambda: stop`, "True"},
	{"a call of the library, and a pause", `
import queue, time
q = queue.Queue()
def f(): q.put(1)
def g():
    while q.empty(): time.sleep(0.01)
result = lambda: q.get()`, "1"},
	{"an exception in each round", `
import queue
q = queue.SimpleQueue()
got = []
def f(): q.put(1)
def g():
    while not got:
        try: got.append(q.get_nowait())
        except queue.Empty: pass
result = lambda: got[0]`, "1"},
	{"a lock that is tried", `
l, n = _thread.allocate_lock(), [0]
def f():
    while not l.acquire(False): pass
    n[0] += 1
    l.release()
g = f
result = lambda: n[0]`, "2"},
	{"objects that each round makes anew", `
d = {}
def f(): d["x"] = 1
def g():
    for _ in range(2):
        while not any(k == "x" for k in list(d)):
            seen = [d.get("x"), {"y": (1, "z")}]
result = lambda: len(d)`, "1"},
	{"a value among all of a list", `
l = [0, 0]
def f(): l[1] = 5
def g():
    while 5 not in l: pass
result = lambda: l[1]`, "5"},
	{"a list of the thread's own says how often", `
stop, n = False, []
def f():
    global stop
    stop = True
def g():
    tries = []
    while not stop and len(tries) < 2: tries.append(1)
    n.append(len(tries))
result = lambda: n[0]`, "0 1 2"},
	{"an iterator of the thread's own does", `
stop, n = False, []
def f():
    global stop
    stop = True
def g():
    tries = iter([1, 2])
    while not stop and next(tries, 0): pass
    n.append(list(tries))
result = lambda: len(n[0])`, "0 1 2"},
	{"nothing at all", `
def f(): pass
def g():
    while True: pass
result = lambda: 0`, "livelock: thread-2 looks again and again at what nobody changes"},
	{"each other", `
a = b = False
def f():
    global a
    a = True
    while b: pass
    a = False
def g():
    global b
    b = True
    while a: pass
    b = False
result = lambda: a or b`, "False livelock: 2 threads look again and again at what nobody changes: thread-1, …"},
}

func TestLoopsThatOnlyLookEnd(t *testing.T) {
	if testing.Short() {
		t.Skip("it makes thousands of runs")
	}
	for _, c := range looping {
		t.Run(c.name, func(t *testing.T) {
			for _, version := range [...]string{"3.9", "3.13t"} {
				if got := possible(t, "import _thread\n"+c.source, version); got != c.want {
					t.Errorf("%s: possible are %s, want %s", version, got, c.want)
				}
			}
		})
	}
}

// A loop that counts what it does is made as often as a run may have steps, and proves nothing.
func TestALoopThatCountsIsCut(t *testing.T) {
	found := searchFor(t, `
stop, n = False, 0
def f():
    global stop
    stop = True
def g():
    global n
    while not stop: n += 1
result = lambda: 0`, "3.13t", 1000)
	if found.Complete || len(found.Why) == 0 || !strings.Contains(found.Why[0], "had more than") {
		t.Errorf("complete: %v, %v", found.Complete, found.Why)
	}
}
