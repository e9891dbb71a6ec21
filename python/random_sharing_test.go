package python_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/python"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/search"
	"github.com/gilsim/gilsim/sched/serial"
	"github.com/gilsim/gilsim/sched/sim"
)

var sharingPrograms = flag.Int("sharing-programs", 12, "how many random programs of library calls are searched, and run at random, too")

var sharingSeed = flag.Uint64("sharing-seed", 1, "which random programs these are")

// sharedObjects are what the threads of such a program share, each with the names that its definition gives; what it needs comes before it.
var sharedObjects = []struct{ names, source, show string }{
	{"C o", "class C:\n    n = 0\n    def __init__(self, n): self.n = n\n    def __repr__(self): return 'C%d' % self.n\n    def add(self, x): l.append(x); return x\n    @property\n    def twice(self): return self.n * 2\no = C(0)", "o.n, C.__dict__.get('n')"},
	{"l push it nested h rest", "l, h = [3, 1, 2], [2, 4]\npush, it, nested = l.append, iter(l), [l, (h,)]", "l, h, list(it), nested"},
	{"d", "d = {'k': 1, 'j': 2}", "d"},
	{"st", "st = {1, 2}", "sorted(st)"},
	{"en", "en = enumerate(h)", "list(en)"},
	{"rest", "rest = itertools.chain(h, h)", "list(rest)"},
	{"cy", "cy = itertools.count()", "next(cy)"},
	{"s", "class S: __slots__ = ('n', 'm')\ns = S()\ns.n = 0", "s.n, getattr(s, 'm', None)"},
	{"a", "class A:\n    def __getattr__(self, name): return o.n\na = A()", "0"},
	{"E dE hE seen", "seen, dE, hE = [], {}, []\nclass E:\n    def __init__(self, n): self.n = n\n    def __eq__(self, other): seen.append(self.n); return self.n == other.n\n    def __lt__(self, other): return self.n + o.n < other.n + 1\n    def __hash__(self): return o.n % 2\n    def __repr__(self): return 'E%d' % self.n", "seen, dE, hE"},
	{"make dd", "def make(): return []\ndd = collections.defaultdict(make)", "dict(dd)"},
	{"cached", "@functools.lru_cache(maxsize=1)\ndef cached(x): return o.n", "cached.cache_info()"},
	{"numbers gen", "def numbers():\n    yield 1\n    yield o.n\n    yield 3\ngen = numbers()", "next(gen, 9)"},
	{"raising", "def raising(x):\n    if o.n > 0: raise ValueError(x)\n    return x", "0"},
	{"It", "class It:\n    def __init__(self, k): self.k = k\n    def __iter__(self): return self\n    def __next__(self):\n        if self.k == 0: raise StopIteration\n        self.k -= 1\n        return o.n", "0"},
	{"od", "od = collections.OrderedDict([('a', 1), ('b', 2)])", "od"},
	{"cn", "cn = collections.Counter()", "cn"},
	{"q", "q = collections.deque([1, 2])", "q"},
	{"qm", "qm = collections.deque([1], maxlen=1)", "qm"},
	{"ql", "ql = collections.deque([[1]])", "ql"},
	{"var", "var = contextvars.ContextVar('var', default=0)", "var.get()"},
	{"ba", "ba = bytearray(b'ab')", "ba"},
	{"x", "x = 0", "x"},
	{"wr", "wr = weakref.ref(o)", "0"},
	{"loc", "loc = threading.local()", "0"},
	{"fn", "def fn(): pass\nfn.n = 0", "fn.n"},
	{"err", "err = ValueError([0])", "err.args"},
	{"ns", "ns = types.SimpleNamespace(n=0)", "ns"},
}

// sharing are statements that do something to what is shared. N is a number, r the thread's own list of what it has seen.
var sharingStatements = []string{
	`functools.partial(l.append, N)()`, `functools.partial(push)(N)`, `list(map(l.append, (N,)))`, `for _ in map(push, (N, 5)): pass`,
	`r.append(functools.reduce(lambda y, z: y + o.n, (1, 1), 0))`, `functools.reduce(lambda y, z: y.append(z) or y, (N,), l)`,
	`sorted((2, 1), key=o.add)`, `max((2, N), key=o.add)`, `any(map(l.append, (N,)))`, `list(filter(l.append, (N,)))`, `operator.methodcaller('append', N)(l)`,
	`r.append(operator.attrgetter('n')(o))`, `r.append(operator.itemgetter(0)(l))`, `operator.setitem(l, 0, N)`, `r.append(operator.getitem(l, 0))`, `operator.iadd(l, [N])`,
	`r.append(list(itertools.chain(l, (9,))))`, `r.append(next(rest, None))`, `r.append(list(itertools.islice(l, 2)))`, `r.append(list(itertools.starmap(o.add, [(N,)])))`,
	`r.append(next(cy))`, `heapq.heappush(h, N)`, `r.append(heapq.heappop(h))`, `heapq.heapify(l)`, `r.append(heapq.nsmallest(1, l))`, `bisect.insort(h, N)`, `r.append(bisect.bisect(h, 3))`,
	`od.move_to_end('a')`, `r.append(list(od))`, `r.append(od.popitem(last=False))`, `od['c'] = N`, `cn.update('ab')`, `cn['a'] += 1`, `r.append(cn.most_common(1))`, `dd['k'].append(N)`, `r.append(len(dd))`,
	`q.append(N)`, `r.append(q.popleft())`, `q.rotate(1)`, `qm.append(N)`, `q.extend(map(lambda y: o.n, (1,)))`, `r.append(list(q))`, `r.append(cached(N))`, `cached.cache_clear()`, `r.append(cached.cache_info().hits)`,
	`var.set(N)`, `r.append(var.get())`, `r.append(pickle.loads(pickle.dumps(nested)))`, `r.append(copy.copy(l))`, `r.append(copy.deepcopy(nested))`,
	`r.append(repr(nested))`, `r.append(str((l,)))`, `r.append(f'{nested}')`, `r.append('%s' % (nested,))`, `r.append('{}'.format((nested,)))`, `r.append(nested == [[3, 1, 2], ([2, 4],)])`, `r.append((l,) < ([3, N],))`,
	`r.append(max([l], [[3]]))`, `r.append(sorted([(l,), ([3],)]))`, `r.append([3, 1, 2] in nested)`, `r.append(nested.index([3, 1, 2]))`, `r.append(sum(l))`, `r.append(sum(it))`, `r.append(next(it, None))`, `r.append(list(it))`,
	`r.append(list(zip(it, it)))`, `r.append(next(en, None))`, `r.append(next(gen, None))`, `r.append(list(zip(l, h)))`, `r.append(list(reversed(l)))`, `r.append(list(enumerate(l)))`,
	`r.append(E(N) in [E(1), E(2)])`, `dE[E(N)] = N`, `r.append(sorted([E(2), E(1)]))`, `heapq.heappush(hE, E(N))`, `r.append(min(E(2), E(1)))`,
	`r.append(a.dyn)`, `s.n += 1`, `s.m = N`, `r.append(hasattr(s, 'm'))`, `o.n += 1`, `o.n = N`, `C.n += 1`, `r.append(o.twice)`, `setattr(o, 'n', getattr(o, 'n') + 1)`, `o.__dict__['n'] += 1`, `vars(o).update(n=N)`, `r.append(vars(o)['n'])`,
	`r.append(dict(vars(o)))`, `del C.n`, `globals()['x'] += 1`, `x += 1`, `r.append(globals()['x'])`, `globals().update(x=N)`, `r.append(eval('x'))`, `exec('global x; x = N')`,
	`l[:] = [N]`, `r.append(l[0:2])`, `del l[0:1]`, `l += [N]`, `l.sort()`, `l.reverse()`, `l.insert(0, N)`, `r.append(l.pop())`, `l.clear()`, `l[0] += 1`, `l[-1] = N`, `l.extend(map(lambda y: o.n, (1, 2)))`, `l.extend(It(2))`, `l.sort(key=o.add)`,
	`d.update(k=N)`, `d |= {'k': N}`, `r.append(d.pop('k', None))`, `r.append(d.popitem())`, `r.append(d.setdefault('z', N))`, `r.append(len(d.keys()))`, `r.append('k' in d.keys())`, `r.append(list(d.items()))`, `r.append(dict(d))`, `r.append({**d})`, `d['z'] = N`, `r.append(d == {'k': 1, 'j': 2})`,
	`st.add(N)`, `st.discard(1)`, `st |= {N}`, `r.append(st & {1, N})`, `r.append(sorted(st))`, `y, *z = l; r.append(z)`, `r.append([*l])`, `r.append((lambda *z: len(z))(*l))`, `ql[0][0] += 1`, `r.append(ql[0].pop())`, `loc.y = N; r.append(loc.y)`, `r.append(hasattr(loc, "y"))`, `fn.n += 1`, `err.args[0][0] += 1`, `ns.n += 1`, `r.append(repr(ns))`, `object.__setattr__(o, "n", object.__getattribute__(o, "n") + 1)`, `r.append(C.add is C.add); C.add = make`, `r.append(o.add(N))`, `ba.append(65)`, `ba[0] = 66`, `r.append(bytes(ba))`, `r.append(','.join(map(str, l)))`,
	`r.append(wr() is o)`, `r.append(list(map(raising, (1, 2))))`, `st.update(It(1))`, `r.append(all(map(o.add, (N, 0))))`, `print(nested)`, `print(o)`, `r.append(isinstance(l, list) and bool(l))`, `r.append(len(nested[0]))`,
	`r.append([y for y in l if y > 1])`, `r.append(list(map(operator.add, l, h)))`, `r.append(tuple(numbers()))`, `r.append(dict.fromkeys(l))`, `l.append(len(list(It(1))))`, `setattr(o, 'n', sum(It(2)))`, `l.append(functools.partial(make)())`,
	`r.append(str(C(o.n)))`, `r.append(abs(o.n))`, `nested.append(l[0])`, `nested[0].append(N)`, `nested[1][0].append(N)`, `r.append(tuple(nested[1]))`, `r.append(min(l, default=0))`, `r.append(l.count(1))`, `r.append(l.copy())`,
}

// sharedRun has a thread of its own do f while the main thread does g, and shows what came of it.
const sharedRun = `
import _thread
done, logs = _thread.allocate_lock(), [[], []]
def body(do, log):
    try: do(log)
    except Exception as e: log.append(type(e).__name__)
def run():
    body(f, logs[0])
    done.release()
done.acquire()
_thread.start_new_thread(run, ())
body(g, logs[1])
done.acquire()
print(logs, SHOW)
`

// sharedModules are the modules that statements use.
var sharedModules = []string{"bisect", "collections", "contextvars", "copy", "functools", "heapq", "itertools", "operator", "pickle", "weakref", "threading", "types"}

// drawSharing draws a program of two threads; body is what they do.
func drawSharing(r *rand.Rand) (source, body string) {
	var b strings.Builder
	drawn := ""
	for _, name := range []string{"f", "g"} {
		fmt.Fprintf(&b, "def %s(r):\n    global x, l, d, st, h\n", name)
		for range 1 + r.IntN(2) {
			line := drawStatement(r, drawn)
			drawn += line + "\n"
			line = someNumber.ReplaceAllString(line, fmt.Sprint(r.IntN(3)))
			fmt.Fprintf(&b, "    %s\n", line)
		}
	}
	return sharingProgram(b.String()), b.String()
}

// drawStatement draws a statement that shares an object with those before, if there are any.
func drawStatement(r *rand.Rand, before string) string {
	names := sharedNames(before)
	for {
		line := sharingStatements[r.IntN(len(sharingStatements))]
		if len(names) == 0 || slices.ContainsFunc(sharedNames(line), func(name string) bool { return slices.Contains(names, name) }) {
			return line
		}
	}
}

// sharedNames returns the names of shared objects that a text has.
func sharedNames(text string) (names []string) {
	for _, name := range identifier.FindAllString(text, -1) {
		for i := range sharedObjects {
			if slices.Contains(strings.Fields(sharedObjects[i].names), name) {
				names = append(names, name)
			}
		}
	}
	return names
}

var someNumber = regexp.MustCompile(`\bN\b`)

var identifier = regexp.MustCompile(`[A-Za-z_]+`)

// sharingProgram is a program whose threads are the functions f and g of the body, with what they need.
func sharingProgram(body string) string {
	var objects, show []string
	uses := map[string]bool{}
	use := func(text string) {
		for _, name := range identifier.FindAllString(text, -1) {
			uses[name] = true
		}
	}
	use(body)
	for i := len(sharedObjects) - 1; i >= 0; i-- {
		o := &sharedObjects[i]
		if !slices.ContainsFunc(strings.Fields(o.names), func(name string) bool { return uses[name] }) {
			continue
		}
		use(o.source)
		objects, show = append(objects, o.source), append(show, o.show)
	}
	slices.Reverse(objects)
	var b strings.Builder
	for _, m := range sharedModules {
		if uses[m] {
			b.WriteString("import " + m + "\n")
		}
	}
	if uses["o"] && !uses["push"] { // its class uses the list
		if !slices.Contains(objects, sharedObjects[1].source) {
			objects, show = append(objects, sharedObjects[1].source), append(show, "l")
		}
	}
	return b.String() + strings.Join(objects, "\n") + "\n" + body + strings.Replace(sharedRun, "SHOW", strings.Join(show, ", "), 1)
}

// No run has another result than those that a search finds which exhausts classes, whatever library calls do to what is shared.
func TestLibraryCallsAreSearchedWhole(t *testing.T) {
	if testing.Short() {
		t.Skip("it makes thousands of runs")
	}
	versions := []string{"3.13t", "3.13t", "3.9", "3.12"}
	r := rand.New(rand.NewPCG(*sharingSeed, 1))
	several := 0
	for i := range *sharingPrograms {
		source, body := drawSharing(r)
		if s := searchShared(t, source, versions[i%len(versions)]); s.whole() {
			s.compare(uint64(i), body)
			if len(s.results) > 1 {
				several++
			}
		}
	}
	t.Logf("%d of %d have several results", several, *sharingPrograms)
}

// waiting are programs that wait with time-outs, in pools or in event loops, and all that they can print without a lock, whatever the timing.
var waiting = []struct{ name, source, results string }{
	{"a get with a time-out", `
import _thread, queue
q = queue.Queue()
def f(): q.put(1)
_thread.start_new_thread(f, ())
try: print(q.get(timeout=1))
except queue.Empty: print('empty')`, "1|empty"},
	{"a notification that is not the one waited for", `
import _thread, threading
c, l = threading.Condition(), []
def f():
    with c: c.notify()
    with c:
        l.append(1)
        c.notify()
_thread.start_new_thread(f, ())
with c: print(c.wait_for(lambda: l, 2))`, "[1]|[]"},
	{"a pool", `
from concurrent.futures import ThreadPoolExecutor
n = [0]
def f(): n[0] += 1
with ThreadPoolExecutor(1) as p:
    p.submit(f)
    n[0] += 1
print(n)`, "[1]|[2]"},
	{"a thread that wakes an event loop", `
import asyncio, _thread
async def main():
    l, loop = [], asyncio.get_running_loop()
    woken = loop.create_future()
    def f():
        l.append(1)
        loop.call_soon_threadsafe(woken.set_result, len(l))
    _thread.start_new_thread(f, ())
    l.append(2)
    print(await woken, l)
asyncio.run(main())`, "1 [1, 2]|2 [1, 2]|2 [2, 1]"},
	{"an update that is lost across an await", `
import asyncio
n = 0
async def add():
    global n
    x = n
    await asyncio.sleep(0)
    n = x + 1
async def main(): await asyncio.gather(add(), add())
asyncio.run(main())
print(n)`, "1"},
}

// The clock that waits of the library look at decides nothing that a time-out does not, so such programs are searched whole.
func TestWaitsWithTimeOutsAreSearchedWhole(t *testing.T) {
	if testing.Short() {
		t.Skip("it makes hundreds of runs")
	}
	for i, c := range waiting {
		t.Run(c.name, func(t *testing.T) {
			s := searchShared(t, c.source, "3.13t")
			if slices.Sort(s.results); strings.Join(s.results, "|") != c.results {
				t.Errorf("possible are %s, want %s", strings.Join(s.results, "|"), c.results)
			}
			s.compare(uint64(i), c.source)
		})
	}
}

// What looks at the clock for another reason is not proved.
func TestTimersOfAnEventLoopAreNotProved(t *testing.T) {
	s := searchShared(t, "import asyncio\nasync def main(): await asyncio.sleep(0.1)\nasyncio.run(main())\n", "3.13t")
	if s.found.Complete || !strings.Contains(strings.Join(s.found.Why, " "), "clock") {
		t.Errorf("complete: %v, %v", s.found.Complete, s.found.Why)
	}
}

// A sharedProgram is a program with all results that a search has found.
type sharedProgram struct {
	*testing.T
	*python.Program
	version string
	lock    gil.Config
	results []string
	found   *search.Found
}

// mostSharingRuns is how many runs the search of a random program has at most.
const mostSharingRuns = 500

func searchShared(t *testing.T, source, version string) *sharedProgram {
	era, err := gil.CPython(version)
	if err != nil {
		t.Fatal(err)
	}
	s := &sharedProgram{T: t, Program: compile(t, "sharing.py", source, version), version: version, lock: era.Lock}
	s.results, s.found = s.search("dpor", mostSharingRuns, 0)
	return s
}

// whole reports whether everything was run.
func (s *sharedProgram) whole() bool { return s.found.Complete || s.found.Runs < mostSharingRuns }

// search returns what a search with a strategy finds that the program can print.
func (s *sharedProgram) search(strategy string, runs int, seed uint64) (results []string, found *search.Found) {
	found, err := search.Search(func() search.Run {
		e := s.Start(python.Options{})
		return search.Run{
			Program: serial.Program{Runner: func() sched.Runner { return e }},
			Judge:   func() (string, bool) { return resultOf(e), true },
		}
	}, search.Options{GIL: s.lock, Strategy: strategy, Runs: runs, Seed: seed})
	if err != nil {
		s.Fatal(err)
	}
	for _, o := range found.Outcomes {
		results = append(results, o.Result)
	}
	return results, found
}

func resultOf(e *python.Execution) string {
	r := e.Result()
	return strings.TrimSpace(r.Stdout + r.Stderr)
}

// compare holds that everything was run, and that no random run has another result: none of the serial machine, whose steps are all drawn,
// and none of the simulated one.
func (s *sharedProgram) compare(seed uint64, body string) {
	s.Helper()
	if !s.found.Complete {
		s.Errorf("%d under %s:\n%s%v", seed, s.version, body, s.found.Why)
	}
	if testing.Verbose() {
		s.Logf("%d under %s: %d classes in %d runs, %d results\n%s", seed, s.version, s.found.Classes, s.found.Runs, len(s.results), body)
	}
	for _, strategy := range []string{"random", "urw", "pos"} {
		others, _ := s.search(strategy, 60, seed)
		for _, result := range others {
			if !s.knows(strategy, seed, body, result) {
				return
			}
		}
	}
	for i := range uint64(12) {
		e := s.Start(python.Options{})
		c := sim.Config{Cores: 2, GIL: s.lock, Strategy: choice.Seeded(i)}
		if i%4 > 0 {
			c = sim.Config{Cores: 1, GIL: s.lock, Strategy: anyone{rand.New(rand.NewPCG(i, 2))}}
		}
		if _, err := sim.RunRunner(c, e); err != nil {
			s.Errorf("%d under %s:\n%s%v", seed, s.version, body, err)
		}
		if !s.knows("the simulated machine", seed, body, resultOf(e)) {
			return
		}
	}
}

// knows reports whether a result has been found.
func (s *sharedProgram) knows(how string, seed uint64, body, result string) bool {
	s.Helper()
	known := slices.Contains(s.results, result)
	if !known {
		s.Errorf("%d under %s:\n%sby %s: %s\nthe search has found only\n%s", seed, s.version, body, how, result, strings.Join(s.results, "\n"))
	}
	return known
}

// anyone is the strategy of a simulated machine on which whoever makes the next step is drawn.
type anyone struct{ *rand.Rand }

func (anyone) Timed() bool { return false }

func (s anyone) Pick(d *choice.Decision) (int64, error) {
	if d.Kind == choice.Next {
		return s.Int64N(int64(len(d.Options))), nil
	}
	return d.Low + s.Int64N(d.High-d.Low+1), nil
}
