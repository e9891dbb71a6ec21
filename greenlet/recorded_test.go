// This file holds recorded runs of greenlets against the rules that every trace obeys.

package greenlet_test

import (
	"context"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// Every program of the oracle, in two threads that lose the processor in the midst of it: one actor is current in each, an
// actor that has ended does nothing more, and the actors' times add up.
func TestTracesOfGreenletsObeyTheRules(t *testing.T) {
	cfg := sim.Config{Cores: 2, GIL: gil.Config{Discipline: gil.On, Interval: 3 * time.Microsecond}}
	turns := int64(0)
	for _, c := range cases(t) {
		run := oracles[c.program.Format]
		tr, err := sim.Record(cfg, func(t *sched.Thread) {
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

func TestTracesOfGreenletsOnTheRealMachineObeyTheRules(t *testing.T) {
	for _, d := range []gil.Discipline{gil.On, gil.Off, gil.Ticks} {
		var events trace.Buffer
		names := new(trace.Names)
		cfg := native.Config{
			GIL: gil.Config{Discipline: d}, Timeout: time.Minute, Loop: quick, Recorder: &events, Names: names,
		}
		if _, err := native.Run(context.Background(), cfg, pingPong); err != nil {
			t.Fatalf("%v: %v", d, err)
		}
		check := trace.NewChecker(names)
		check.Real()
		check.Record(events.Events)
		if err := check.Err(); err != nil {
			t.Errorf("%v: %v", d, err)
		}
		if threads := trace.Summarize(&trace.Trace{Names: names, Events: events.Events}).Threads; len(threads[0].Actors) != 4 {
			t.Errorf("%v: the main thread has the actors %+v, want its own code, ping, pong and balls", d, threads[0].Actors)
		}
	}
}
