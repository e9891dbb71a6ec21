package experiment

import (
	"context"
	"testing"

	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/search"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// Whatever a search finds wrong comes out alike under the interpreter lock itself, on the simulated machine: take_gil and drop_gil
// permit each switch of the example.
func TestWhatIsFoundWrongIsWrongUnderTheLockItself(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine at a time, for long")
	}
	confirmed := map[string]int{}
	for _, p := range workload.All() {
		for _, lock := range []gil.Config{{}, {Discipline: gil.Interval}, {Discipline: gil.Interval, Checks: gil.Calls311}, {Discipline: gil.Coop}} {
			s := smallest(t, p, lock)
			o := search.Options{Strategy: "portfolio", Runs: 80, MaxSteps: 2000}
			found, err := s.Search(context.Background(), o)
			if err != nil || found.Example == nil {
				continue
			}
			tr, _, err := s.Confirm(context.Background(), o, found.Example)
			if err == nil {
				err = trace.Check(tr)
			}
			if err != nil {
				t.Errorf("%s under %v %v: the search finds %q: %v\n%s", p.Name, lock.Discipline, lock.Checks, found.Example.Result, err, found.Example.Schedule)
				continue
			}
			confirmed[p.Name]++
		}
	}
	if len(confirmed) < 9 {
		t.Errorf("only %v were found wrong", confirmed)
	}
}

// sizes are the parameters of the smallest size of a program.
var sizes = map[string]string{
	"spin": "rounds=1", "countdown": "n=2", "pi": "n=2", "balance": "count=1", "balance-locked": "count=1", "races": "count=1",
	"tickets": "tickets=1", "audit": "transfers=1", "collector": "count=1", "sleepers": "sleeps=1", "mixed": "requests=1,spin=1",
	"event": "asks=1", "names": "rounds=1", "producer": "items=1,buffer=1", "joinable": "tasks=1", "pool": "tasks=1", "futures": "tasks=1",
	"crawler": "pages=1", "full-queue": "items=2,buffer=1", "generator": "rounds=1", "greenlet": "rounds=1",
	"hub-producer-consumer": "items=1,buffer=1,consumers=1", "hub-pool": "pages=1,size=1", "multiprogram": "phases=1,compute=1",
	"queued-number": "work=1", "waitdata": "size=28", "semaphore": "permits=1",
}

// smallest returns the setup of a program at its smallest size.
func smallest(t *testing.T, p *workload.Program, lock gil.Config) *Setup {
	t.Helper()
	threads := 0
	if p.Threads > 1 {
		threads = max(2, p.Least)
	}
	in, err := p.Input(threads, paramsOf(sizes[p.Name]))
	if err != nil {
		t.Fatal(p.Name, err)
	}
	s, err := New(p, in, "", sim.Config{Cores: 1, Seed: 1, GIL: lock})
	if err != nil {
		t.Fatal(p.Name, err)
	}
	return s
}
