// This file tests what a trace keeps of a sleep.

package gevent_test

import (
	"testing"
	"time"

	"github.com/gilsim/gilsim/greenlet/gevent"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// TestASleepIsAStepOfItsGreenlet holds that a trace, and so each picture, tells that a greenlet sleeps, whether it calls gevent.sleep
// or a time.sleep that is patched.
func TestASleepIsAStepOfItsGreenlet(t *testing.T) {
	for name, sleep := range map[string]func(t *sched.Thread, d time.Duration){
		"gevent.Sleep": gevent.Sleep, "Thread.Sleep": (*sched.Thread).Sleep,
	} {
		tr, err := recorded(t, exactly(), func(t *sched.Thread) {
			gevent.Patch(t)
			gevent.Spawn(t, "sleeper", func(t *sched.Thread) (any, error) { sleep(t, time.Second); return nil, nil }).Join(t)
		})
		if err != nil {
			t.Fatal(err)
		}
		sleeps := 0
		for _, e := range tr.Events {
			if actor, _ := tr.Names.Object(e.Actor); e.Kind == trace.Sleep && e.Arg == int64(time.Second) && actor.Name == "sleeper" {
				sleeps++
			}
		}
		if sleeps != 1 {
			t.Errorf("%s: the trace tells of %d sleeps, want 1", name, sleeps)
		}
	}
}
