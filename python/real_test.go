// This file runs programs on the real machine, on OS threads under the real lock, or without one.

package python_test

import (
	"context"
	"errors"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/python"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
)

// realMachine is the real machine of a version, with a switch interval.
func realMachine(t testing.TB, version string, interval time.Duration) native.Config {
	t.Helper()
	era, err := gil.CPython(version)
	if err != nil {
		t.Fatal(err)
	}
	if interval > 0 && era.Lock.Discipline != gil.Off {
		era.Lock.Interval = interval
	}
	return native.Config{GIL: era.Lock, Library: era.Library, Bytecode: 5000, Timeout: time.Minute}
}

// runReal runs a program for real under the lock of a version, if it has one.
func runReal(t testing.TB, p *python.Program, version string, interval time.Duration, seed uint64, o python.Options) *python.Result {
	t.Helper()
	e := p.Start(o)
	c := realMachine(t, version, interval)
	c.Seed = seed
	if _, err := native.RunRunner(context.Background(), c, e); err != nil {
		t.Fatalf("%v\n%s", err, e.Result().Stderr)
	}
	return e.Result()
}

// The table of races holds on OS threads, too: what a version never loses is not lost, and what it loses is lost in some run. On a loaded
// computer a thread may be through before another one gets a core, so the runs become longer until they span many of its time slices.
func TestRacesForRealAreThoseOfTheVersion(t *testing.T) {
	if testing.Short() {
		t.Skip("it makes a hundred real runs")
	}
	const tries = 35
	for _, race := range races {
		source := read(t, "testdata/races/"+race.pattern+".py")
		for i, want := range strings.Fields(race.cells) {
			version := raceVersions[i]
			t.Run(race.pattern+" "+version, func(t *testing.T) {
				p := compile(t, race.pattern+".py", source, version)
				runs := tries
				if want == "0" {
					runs = 3
				}
				loses(t, want == "y", runs, func(seed uint64) *python.Result {
					rounds := strconv.Itoa(raceRounds << ((seed - 1) / 5))
					return runReal(t, p, version, 50*time.Microsecond, seed, python.Options{Args: []string{rounds}})
				})
			})
		}
	}
}

// A program that has no say in its schedule prints on OS threads what CPython printed.
func TestProgramsPrintForRealWhatCPythonPrints(t *testing.T) {
	paths, err := filepath.Glob("testdata/language/*.py")
	if err != nil || len(paths) == 0 {
		t.Fatal("no programs", err)
	}
	for _, path := range paths {
		name := filepath.Base(path)
		r := runReal(t, compile(t, name, read(t, path), "3.11"), "3.11", 0, 1, python.Options{})
		compareText(t, name+", standard output", r.Stdout, read(t, strings.TrimSuffix(path, ".py")+".out"))
	}
}

// Locks, queues, conditions, pools, events and timers work on OS threads: the program checks itself.
func TestThreadsWorkTogetherForReal(t *testing.T) {
	const source = `
import queue
import threading
import time
from concurrent.futures import ThreadPoolExecutor

count, lock, done = 0, threading.Lock(), threading.Event()
tasks, results = queue.Queue(5), queue.Queue()

def work():
    global count
    while True:
        n = tasks.get()
        if n is None:
            break
        with lock:
            old = count
            time.sleep(0.0001)
            count = old + 1
        results.put(n * n)
    done.set()

threads = [threading.Thread(target=work) for _ in range(3)]
for t in threads: t.start()
for n in range(60): tasks.put(n)
for _ in threads: tasks.put(None)
for t in threads: t.join()
print(count, sum(results.get() for _ in range(60)), done.wait(1))
with ThreadPoolExecutor(3) as pool:
    print(sum(pool.map(lambda x: x * 2, range(100))))
fired = []
t = threading.Timer(0.001, fired.append, [7])
t.start()
t.join()
r = threading.RLock()
with r:
    with r:
        print(fired, lock.acquire(timeout=0.01), lock.acquire(timeout=0.001))
b = threading.Barrier(2)
threading.Thread(target=b.wait, daemon=True).start()
b.wait()
print('over')
`
	const want = "60 70210 True\n9900\n[7] True False\nover\n"
	for _, version := range []string{"3.9", "3.13", "3.13t"} {
		r := runReal(t, compile(t, "work.py", source, version), version, 50*time.Microsecond, 1, python.Options{})
		if r.Stdout != want || r.Stderr != "" {
			t.Errorf("%s: printed %q, %q, want %q", version, r.Stdout, r.Stderr, want)
		}
	}
}

// What goes wrong in a program is told with its lines, and what it has printed by then is there.
func TestFailuresOfRealRunsNameLines(t *testing.T) {
	const deadlocks = `import threading
a, b, met = threading.Lock(), threading.Lock(), threading.Barrier(2)
def take(x, y):
    with x:
        met.wait()
        y.acquire()
print('begun')
threads = [threading.Thread(target=take, args=p) for p in ((a, b), (b, a))]
for t in threads: t.start()
for t in threads: t.join()
`
	const raises = "import threading\ndef f():\n    return 1 // 0\nt = threading.Thread(target=f)\nt.start()\nt.join()\n"
	for _, version := range []string{"3.13", "3.13t"} {
		e := compile(t, "dead.py", deadlocks, version).Start(python.Options{})
		_, err := native.RunRunner(context.Background(), realMachine(t, version, 0), e)
		var deadlock *sched.DeadlockError
		if !errors.As(err, &deadlock) || !strings.Contains(err.Error(), "dead.py:6") || e.Result().Stdout != "begun\n" {
			t.Errorf("%s: got %v, printed %q", version, err, e.Result().Stdout)
		}
		r := runReal(t, compile(t, "raises.py", raises, version), version, 0, 1, python.Options{})
		if !r.Crashed || !strings.Contains(r.Stderr, `File "raises.py", line 3, in f`) {
			t.Errorf("%s: crashed %v, standard error:\n%s", version, r.Crashed, r.Stderr)
		}
	}
}

// A program that computes or waits for ever ends when its time is over, or when it is interrupted.
func TestEndlessProgramsAreEndedForReal(t *testing.T) {
	for _, c := range []struct{ name, source string }{
		{"computes", "while True: pass"},
		{"recurses", "def f(n): return n if n == 0 else f(n - 1)\nwhile True: f(100)"},
		{"sleeps", "import time\nwhile True: time.sleep(10)"},
		{"in two threads", "import threading\ndef f():\n    while True: pass\nthreading.Thread(target=f).start()\nf()"},
	} {
		for _, version := range []string{"2.7", "3.9", "3.13", "3.13t"} {
			p := compile(t, "endless.py", c.source, version)
			config := realMachine(t, version, 0)
			config.Timeout = 20 * time.Millisecond
			result, err := native.RunRunner(context.Background(), config, p.Start(python.Options{}))
			var timeout *native.TimeoutError
			if !errors.As(err, &timeout) || result.Abandoned != 0 {
				t.Errorf("%s, %s: got %v, %d threads abandoned", c.name, version, err, result.Abandoned)
			}
			ctx, stop := context.WithTimeout(context.Background(), 20*time.Millisecond)
			result, err = native.RunRunner(ctx, realMachine(t, version, 0), p.Start(python.Options{}))
			stop()
			if !errors.Is(err, sched.ErrInterrupted) || result.Abandoned != 0 {
				t.Errorf("%s, %s: got %v, %d threads abandoned", c.name, version, err, result.Abandoned)
			}
		}
	}
}
