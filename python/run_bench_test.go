package python_test

import (
	"strings"
	"testing"

	"github.com/gilsim/gilsim/python"
)

// BenchmarkRound is one round of a loop in one of two threads, under the lock and without it: what an operation on each thing
// costs the simulation.
func BenchmarkRound(b *testing.B) {
	for _, each := range []struct{ name, setup, round string }{
		{"global", "", "count = count + 1"},
		{"attribute", "class C: n = 0\no = C()", "o.n += 1"},
		{"call", "def f(a): return a", "f(1)"},
		{"with lock", "lock = threading.Lock()", "with lock:\n            pass"},
		{"acquire, release", "lock = threading.Lock()", "lock.acquire()\n        lock.release()"},
		{"with RLock", "lock = threading.RLock()", "with lock:\n            pass"},
		{"queue put, get", "import queue\nq = queue.Queue()", "q.put(1)\n        q.get()"},
		{"list append", "l = []", "l.append(1)"},
		{"generator", "g = (0 for _ in iter(int, 1))", "next(own)"},
	} {
		for _, version := range []string{"3.11", "3.13t"} {
			b.Run(each.name+"/"+version, func(b *testing.B) {
				const rounds = 50_000
				source := strings.NewReplacer("SETUP", each.setup, "ROUND", each.round).Replace(`import threading
count = 0
SETUP
def run():
    global count
    own = (0 for _ in iter(int, 1))
    for i in range(50000):
        ROUND
threads = [threading.Thread(target=run) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
`)
				p := compile(b, "rounds.py", source, version)
				for b.Loop() {
					run(b, p, machine(b, version, 0, 1), python.Options{})
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/(2*rounds), "ns/round")
			})
		}
	}
}
