// This file holds that runs of one program share nothing that changes.

package python_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/gilsim/gilsim/python"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// Runs of one compiled program at the same time are the runs that there would be one after the other, events included. Under the
// race detector nothing that they share is written.
func TestRunsOfOneProgramShareNothingThatChanges(t *testing.T) {
	const source = `
import threading, queue, collections, dataclasses, enum, logging, random, functools
import concurrent.futures
from gevent import spawn, joinall

class Colour(enum.Enum):
    RED = 1

@dataclasses.dataclass
class Point:
    x: int
    tags: tuple = ("a", 1.5, None, True, ..., NotImplemented, b"b", frozenset((1, 2)))

class Account:
    limit = 3
    def __init__(self):
        self.money = None
    def add(self, n):
        self.money = (self.money or 0) + n

acc, q, seen = Account(), queue.Queue(), {}
def work(n):
    for i in range(30):
        acc.add(n)
        seen[n, Colour.RED] = Point(i)
        q.put((n, float(i), ...))
threads = [threading.Thread(target=work, args=(n,)) for n in (1, 2)]
for t in threads: t.start()
for t in threads: t.join()
with concurrent.futures.ThreadPoolExecutor(2) as pool:
    squares = list(pool.map(lambda n: n * n, range(4)))
joinall([spawn(work, 3)])
print(acc.money, len(seen), q.qsize(), squares, random.Random(1).random())
`
	for _, version := range []string{"2.7", "3.11", "3.13t"} {
		p := compile(t, "shared.py", source, version)
		one := func(seed uint64) (string, []trace.Event) {
			var events trace.Buffer
			c := machine(t, version, 20*time.Microsecond, seed)
			c.Recorder, c.Names = &events, new(trace.Names)
			e := p.Start(python.Options{})
			if _, err := sim.RunRunner(c, e); err != nil {
				t.Errorf("%s: %v\n%s", version, err, e.Result().Stderr)
			}
			return e.Result().Stdout, events.Events
		}
		outputs, traces := make([]string, 8), make([][]trace.Event, 8)
		var group sync.WaitGroup
		for i := range outputs { // before any run alone: one that has written something may leave nothing to write to others
			group.Go(func() { outputs[i], traces[i] = one(1) })
		}
		group.Wait()
		want, alone := one(1)
		for i, got := range outputs {
			if got != want || !slices.Equal(traces[i], alone) {
				t.Errorf("%s: beside others it prints %q, alone %q; %d events, alone %d", version, got, want, len(traces[i]), len(alone))
			}
		}
	}
}
