package python_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/sched/search"
)

// searched are programs of two threads f and g, and what they can print without a lock and under that of CPython 3.12, whatever the
// timing. Each is about another way to share something.
var searched = []struct{ name, source, free, locked string }{
	{"check, then act on a dict", `
d, made = {}, []
def f():
    if "k" not in d:
        d["k"] = 1
        made.append(1)
g = f
result = lambda: len(made)`, "1 2", "1"},
	{"get, then act on a dict", `
d, made = {}, []
def f():
    if d.get("k") is None:
        d["k"] = 1
        made.append(1)
g = f
result = lambda: len(made)`, "1 2", "1 2"},
	{"setdefault is one step", `
d = {}
def f(): d.setdefault("k", []).append(1)
g = f
result = lambda: len(d["k"])`, "2", "2"},
	{"a variable of an outer function", `
def outer():
    n = 0
    def f():
        nonlocal n
        n += 1
    return f, lambda: n
f, result = outer()
g = f`, "1 2", "2"},
	{"an attribute of a class", `
class C: n = 0
def f(): C.n += 1
g = f
result = lambda: C.n`, "1 2", "2"},
	{"an attribute that is first found in the class", `
class C: n = 0
o = C()
def f(): o.n += 1
def g(): C.n = 5
result = lambda: o.n`, "1 6", "1 6"},
	{"None, and then a number", `
x = None
seen = []
def f():
    global x
    x = 1
def g(): seen.append(x)
result = lambda: seen[0]`, "1 None", "1 None"},
	{"the length of a list", `
l = []
def f():
    if len(l) == 0: l.append(1)
g = f
result = lambda: len(l)`, "1 2", "1"},
	{"items of a list of their own", `
l = [0, 0]
def f(): l[0] += 1
def g(): l[1] += 1
result = lambda: sum(l)`, "2", "2"},
	{"one item of a list", `
l = [0]
def f(): l[0] += 1
g = f
result = lambda: l[0]`, "1 2", "2"},
	{"the last item", `
l = [1, 2]
def f(): l.append(3)
seen = []
def g(): seen.append(l[-1])
result = lambda: seen[0]`, "2 3", "2 3"},
	{"iteration while another appends", `
l = [1]
seen = []
def f(): l.append(2)
def g():
    for x in l: seen.append(x)
result = lambda: sum(seen)`, "1 3", "1 3"},
	{"iteration over a dict that grows", `
d = {1: 1}
seen = []
def f(): d[2] = 2
def g():
    try:
        for k in d: seen.append(k)
    except RuntimeError: seen.append(10)
result = lambda: sum(seen)`, "1 3 10 11", "1 3 11"},
	{"a sum while another replaces", `
l = [1, 1]
seen = []
def f(): l[1] = 5
def g(): seen.append(sum(l))
result = lambda: seen[0]`, "2 6", "2 6"},
	{"a set", `
s, made = set(), []
def f():
    if 1 not in s:
        s.add(1)
        made.append(1)
g = f
result = lambda: len(made)`, "1 2", "1"},
	{"an iterator that is shared", `
it = iter([1, 2])
seen = []
def f(): seen.append(next(it) * 1)
g = f
result = lambda: sum(seen)`, "3", "3"},
	{"getattr and setattr", `
class C: pass
o = C()
o.n = 0
def f(): setattr(o, "n", getattr(o, "n") + 1)
g = f
result = lambda: o.n`, "1 2", "1 2"},
	{"a look at a lock", `
import _thread
lock = _thread.allocate_lock()
seen = []
def f():
    lock.acquire()
    lock.release()
def g(): seen.append(lock.locked())
result = lambda: seen[0]`, "False True", "False True"},
	{"a look at a queue", `
import queue
q = queue.SimpleQueue()
seen = []
def f(): q.put(1)
def g(): seen.append(q.empty())
result = lambda: seen[0]`, "False True", "False True"},
	{"a flag that is deleted", `
class C: pass
o = C()
o.x = 1
def f(): del o.x
seen = []
def g(): seen.append(hasattr(o, "x"))
result = lambda: seen[0]`, "False True", "False True"},
	{"a module's attribute", `
import queue
queue.n = 0
def f(): queue.n += 1
g = f
result = lambda: queue.n`, "1 2", "2"},
	{"is there anything in a list", `
l = [1]
seen = []
def f():
    try:
        if l: seen.append(l.pop())
    except IndexError: seen.append(5)
g = f
result = lambda: sum(seen)`, "1 6", "1"},
	{"is there anything in a deque", `
import collections
d = collections.deque([1])
seen = []
def f():
    try:
        if d: seen.append(d.popleft())
    except IndexError: seen.append(5)
g = f
result = lambda: sum(seen)`, "1 6", "1"},
	{"who drops the last reference", `
log = []
class C:
    def __del__(self): log.append("d")
x = y = C()
def f():
    global x
    x = None
    log.append("f")
def g():
    global y
    y = None
    log.append("g")
result = lambda: "".join(log)`, "dfg dgf fdg gdf", "fdg gdf"},
	{"a weak reference whose object dies", `
import weakref
class C: pass
x = C()
r = weakref.ref(x)
def f():
    global x
    x = None
def g():
    seen.append(r() is None)
seen = []
result = lambda: seen[0]`, "False True", "False True"},
	{"what a partial does", `
import functools
l = []
def f(): functools.partial(l.append, 1)()
def g(): functools.partial(l.append, 2)()
result = lambda: l[0]`, "1 2", "1 2"},
	{"a default that is made twice", `
import collections
def make(): return []
d = collections.defaultdict(make)
def f(): d["k"].append(1)
g = f
result = lambda: len(d["k"])`, "1 2", "1 2"},
	{"a function that an iterator calls", `
n = [0]
def f(): n[0] = next(map(lambda y: n[0] + 1, (1,)))
g = f
result = lambda: n[0]`, "1 2", "1 2"},
	{"an iterator of the library", `
import itertools
c = itertools.count()
seen = []
def f(): seen.append(next(c))
g = f
result = lambda: sum(seen)`, "1", "1"},
	{"a generator that another thread resumes", `
def numbers():
    yield 1
    yield 2
numbers = numbers()
seen = []
def f():
    try: seen.append(next(numbers))
    except ValueError: seen.append(5)
g = f
result = lambda: sum(seen)`, "3 6", "3 6"},
	{"attributes as a dict", `
class C: pass
o = C()
o.n = 0
def f(): vars(o)["n"] = vars(o)["n"] + 1
def g(): o.n += 1
result = lambda: o.n`, "1 2", "1 2"},
	{"a list in a deque", `
import collections
q = collections.deque([[0]])
def f(): q[0][0] += 1
g = f
result = lambda: q[0][0]`, "1 2", "2"},
	{"a list that is shown as a part of another", `
l = [1]
nested = ([l],)
seen = []
def f(): l[0] = 2
def g(): seen.append(str(nested))
result = lambda: seen[0]`, "([[1]],) ([[2]],)", "([[1]],) ([[2]],)"},
	{"a function of a class that is replaced", `
class C:
    def m(self): return 1
o = C()
def other(self): return 2
def f(): C.m = other
seen = []
def g(): seen.append(o.m())
result = lambda: seen[0]`, "1 2", "1 2"},
	{"a look after a class was called", `
class C:
    def __init__(self): self.n = n
n = 0
def f():
    global n
    n = C().n + 1
g = f
result = lambda: n`, "1 2", "1 2"},
	{"a look after a generator was advanced", `
def numbers():
    while True: yield n
def f():
    global n
    n = next(numbers()) + 1
g = f
n = 0
result = lambda: n`, "1 2", "1 2"},
	{"an iterator that is used up", `
l = [1]
it = iter(l)
seen = []
def f(): l.extend((2, 3))
def g(): seen.append(sum(it))
result = lambda: seen[0]`, "1 6", "1 6"},
	{"a variable that is bound late", `
seen = []
def f():
    try: seen.append(late)
    except NameError: seen.append(0)
def g(): pass
result = lambda: seen[0]`, "0 1", "0 1"},
}

// What a search proves or finds is what really can be, whichever way things are shared.
func TestASearchSeesWhatThreadsShare(t *testing.T) {
	if testing.Short() {
		t.Skip("it makes thousands of runs")
	}
	for _, c := range searched {
		t.Run(c.name, func(t *testing.T) {
			for version, want := range map[string]string{"3.13t": c.free, "3.12": c.locked} {
				if got := possible(t, c.source, version); got != want {
					t.Errorf("%s: possible are %s, want %s", version, got, want)
				}
			}
		})
	}
}

// searchFor searches a program of two threads; a run may have so many steps, 0: as many as is usual.
func searchFor(t *testing.T, source, version string, maxSteps int64) *search.Found {
	t.Helper()
	p := compile(t, "searched.py", source+`
import _thread
done = [_thread.allocate_lock(), _thread.allocate_lock()]
def run(body, end):
    body()
    end.release()
for body, end in (f, done[0]), (g, done[1]):
    end.acquire()
    _thread.start_new_thread(run, (body, end))
late = 1
for end in done: end.acquire()
print(result())
`, version)
	found, err := searchFile(p, version, search.Options{Runs: 3000, MaxSteps: maxSteps})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// possible returns what a program of two threads can print.
func possible(t *testing.T, source, version string) string {
	t.Helper()
	found := searchFor(t, source, version, 0)
	if !found.Complete {
		t.Errorf("%s: not everything was run: %v", version, found.Why)
	}
	var results []string
	for _, o := range found.Outcomes {
		results = append(results, o.Result)
	}
	slices.Sort(results)
	slices.SortStableFunc(results, func(a, b string) int { return len(a) - len(b) })
	if len(results) > 0 && (results[0] == "True" || results[0] == "None") {
		slices.Sort(results)
	}
	t.Logf("%s: %d classes", version, found.Classes)
	return strings.Join(results, " ")
}
