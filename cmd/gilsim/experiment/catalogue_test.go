package experiment

import (
	"context"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/search"
	"github.com/gilsim/gilsim/trace"
)

// Each program of the catalogue is searched, or one sentence says why it cannot be; what is INCOMPLETE says what was in the way.
func TestEveryProgramOfTheCatalogueIsSearchedOrRefused(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine at a time, for long")
	}
	searched := 0
	for _, p := range workload.All() {
		s := smallest(t, p, gil.Config{})
		found, err := s.Search(context.Background(), search.Options{Runs: 200, MaxSteps: 1000})
		switch {
		case err != nil:
			if text := err.Error(); strings.Contains(text, "\n") || len(text) < 20 || strings.Contains(text, "BUG") {
				t.Errorf("%s is refused by %q: that is no sentence", p.Name, text)
			}
			continue
		case found.Verdict == search.Incomplete && len(found.Why) == 0:
			t.Errorf("%s: nothing says why it is incomplete", p.Name)
		case found.Verdict == search.Pass && !found.Complete || found.Verdict == search.Fail && found.Example == nil:
			t.Errorf("%s: %+v", p.Name, found)
		}
		searched++
	}
	if searched < 37 {
		t.Errorf("only %d programs were searched", searched)
	}
}

// The tutorials' deadlocks and lost updates are found in their simplest form, and the forms that repair them pass: at the smallest
// size, without a lock and under the one of today.
func TestTheTutorialsFaultsAreFoundAndTheirRepairsPass(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine at a time, for long")
	}
	const ordered = true // sleeps end in the order of time
	for _, c := range []struct {
		program, params string
		ordered         bool
		wrong           string // the result of the simplest wrong run; "": it passes
		off, on         int    // preemptions of that
	}{
		{"balance-locked", "count=1", false, "", 0, 0},
		{"sleep-race", "lock=false", false, "num = 1", 1, 1},
		{"sleep-race", "lock=true", false, "", 0, 0},
		{"tickets", "tickets=1,lock=absent", false, "-1 tickets left", 1, 1},
		{"tickets", "tickets=1,lock=sale", false, "", 0, 0},
		{"tickets", "tickets=1,lock=all", false, "", 0, 0},
		{"audit", "transfers=1,lock=false,log=0s,think=0s", ordered, "the auditor finds a wrong sum", 1, 1},
		{"audit", "transfers=1,lock=true,log=0s,think=0s", ordered, "", 0, 0},
		{"deadlock", "kind=chopsticks", false, "deadlock: 2 threads wait for each other in a circle", 1, 1},
		{"deadlock", "kind=chopsticks", ordered, "deadlock: 2 threads wait for each other in a circle", 0, 0},
		{"deadlock", "kind=twice", false, "deadlock: 1 thread waits for itself", 0, 0},
		{"rlock", "objects=different", false, "deadlock: 2 threads wait for each other in a circle", 1, 1},
		{"rlock", "objects=same", false, "", 0, 0},
		{"full-queue", "items=2,buffer=1", false, "deadlock: 2 threads wait, and nobody can wake them", 0, 0},
		{"local", "variable=global", false, "1 of 2 threads greet their own student", 1, 1},
		{"local", "variable=local", false, "", 0, 0},
		{"joinable", "tasks=1,wait=empty", ordered, "0 of 1 tasks are done", 0, 0},
		{"joinable", "tasks=1,wait=join", false, "", 0, 0},
		{"daemon", "daemon=false", ordered, "", 0, 0},
		{"names", "rounds=1,join=true", false, "", 0, 0},
		{"server-bug", "bug=eof,most=1", false, "5 bytes received, 1 blank lines printed", 0, 0},
		{"server-bug", "bug=eof,fixed=true", false, "", 0, 0},
		{"server-bug", "bug=iterate", false, "2 clients are gone, 1 of their connections left", 0, 0},
		{"server-bug", "bug=iterate,fixed=true", false, "", 0, 0},
		{"server-bug", "bug=lost-send,messages=1,size=8193", ordered, "8193 bytes sent, 8192 came back", 0, 0},
		{"server-bug", "bug=lost-send,messages=1,size=8193,fixed=true", ordered, "", 0, 0},
		{"server-bug", "bug=lost-send,messages=1,size=8192", ordered, "", 0, 0}, // that is the smallest size that fails
	} {
		for _, lock := range []gil.Config{{}, {Discipline: gil.Interval, Checks: gil.Calls311}} {
			s := smallest(t, workload.Find(c.program), lock)
			in, err := s.Program.Input(s.Input.Threads, paramsOf(c.params))
			if err != nil {
				t.Fatal(c.program, err)
			}
			s.Input = in
			found, err := s.Search(context.Background(), search.Options{Runs: 20_000, MaxSteps: 2000, Ordered: c.ordered})
			if err != nil {
				t.Fatal(c.program, err)
			}
			e := found.Example
			want := c.off
			if lock.Discipline != gil.Off {
				want = c.on
			}
			switch {
			case c.wrong == "" && found.Verdict != search.Pass:
				t.Errorf("%s %s under %v: %v %v, want it to pass", c.program, c.params, lock.Discipline, found.Verdict, found.Why)
			case c.wrong != "" && (e == nil || e.Result != c.wrong || e.Preemptions != want || !e.Simplest):
				t.Errorf("%s %s under %v: %+v, want %q after %d preemptions, the simplest one", c.program, c.params, lock.Discipline, e, c.wrong, want)
			}
		}
	}
}

// paramsOf reads parameters such as "count=1,lock=true".
func paramsOf(text string) (list []trace.Param) {
	for word := range strings.SplitSeq(text, ",") {
		if key, value, ok := strings.Cut(word, "="); ok {
			list = append(list, trace.Param{Key: key, Value: value})
		}
	}
	return list
}
