// This file holds recorded runs of greenlets against the rules that every trace obeys.

package greenlet_test

import (
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// Every program of the oracle, in two threads that lose the processor in the midst of it: one actor is current in each, an
// actor that has ended does nothing more, and the actors' times add up.
func TestTracesOfGreenletsObeyTheRules(t *testing.T) {
	cfg := sched.Config{Cores: 2, GIL: gil.Config{Discipline: gil.On, Interval: 3 * time.Microsecond}}
	turns := int64(0)
	for _, c := range cases(t) {
		run := oracles[c.program.Format]
		tr, err := sched.Record(cfg, func(t *sched.Thread) {
			t.Spawn("", func(t *sched.Thread) { run(t, &c.program) })
			run(t, &c.program)
		})
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if err := trace.Check(tr); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		for _, thread := range trace.Summarize(tr).Threads {
			turns += checkTimes(t, c.name, &thread)
		}
	}
	if turns < 1000 {
		t.Errorf("all programs together have %d turns", turns)
	}
}

// checkTimes makes sure that the times of a thread's actors are those of the thread, and returns how many turns they had.
func checkTimes(t *testing.T, name string, thread *trace.ThreadSummary) (turns int64) {
	t.Helper()
	var ran time.Duration
	for _, a := range thread.Actors {
		if a.Ran < 0 || a.ID != 0 && a.Turns == 0 {
			t.Errorf("%s: %s has %d turns and ran for %v", name, a.Name, a.Turns, a.Ran)
		}
		ran += a.Ran
		turns += a.Turns
	}
	if thread.Actors != nil && ran != thread.Ran {
		t.Errorf("%s: the actors of %s ran for %v, and it ran for %v", name, thread.Name, ran, thread.Ran)
	}
	return turns
}
