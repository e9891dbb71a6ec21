// This file holds that what belongs to a hub is refused in another run than its own.

package gevent_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/greenlet/generator"
	"github.com/gilsim/gilsim/greenlet/gevent"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// strangers make something in one run, and return what uses it in another one.
var strangers = map[string]func(t *sched.Thread) (use func(t *sched.Thread)){
	"semaphore": func(t *sched.Thread) func(*sched.Thread) {
		s := gevent.NewSemaphore(t, 0)
		return func(t *sched.Thread) { s.Acquire(t) }
	},
	"event waited for": func(t *sched.Thread) func(*sched.Thread) {
		e := gevent.NewEvent(t)
		return func(t *sched.Thread) { e.Wait(t) }
	},
	"event set": func(t *sched.Thread) func(*sched.Thread) {
		e := gevent.NewEvent(t)
		gevent.Spawn(t, "", func(t *sched.Thread) (any, error) { e.Wait(t); return nil, nil })
		gevent.Sleep(t, time.Millisecond)
		return e.Set
	},
	"result": func(t *sched.Thread) func(*sched.Thread) {
		r := gevent.NewAsyncResult(t)
		return func(t *sched.Thread) { r.Get(t) }
	},
	"queue": func(t *sched.Thread) func(*sched.Thread) {
		q := gevent.NewQueue[int](t, 0)
		return func(t *sched.Thread) { q.Get(t) }
	},
	"joined": func(t *sched.Thread) func(*sched.Thread) {
		g := gevent.Spawn(t, "", func(t *sched.Thread) (any, error) { return nil, nil })
		return g.Join
	},
	"killed": func(t *sched.Thread) func(*sched.Thread) {
		g := gevent.Spawn(t, "", func(t *sched.Thread) (any, error) { gevent.Sleep(t, time.Hour); return nil, nil })
		gevent.Sleep(t, time.Millisecond)
		return func(t *sched.Thread) { g.Kill(t, nil) }
	},
	"switched to": func(t *sched.Thread) func(*sched.Thread) {
		g := greenlet.New(t, "g", func(*sched.Thread, greenlet.Args) (any, error) { return nil, nil })
		return func(t *sched.Thread) {
			if _, err := g.Switch(t); err != nil {
				t.Fail("%v", err)
			}
		}
	},
	"resumed": func(t *sched.Thread) func(*sched.Thread) {
		g := generator.New("g", func(t *sched.Thread, y *generator.Yielder[int]) (any, error) { y.Yield(1); return nil, nil })
		g.Next(t)
		return func(t *sched.Thread) {
			_, err := g.Next(t)
			if err != nil {
				t.Fail("%v", err)
			}
		}
	},
}

func TestWhatBelongsToAnotherRunIsRefusedInASentence(t *testing.T) {
	machines := map[string]func(main func(t *sched.Thread)) error{
		"simulated": func(main func(t *sched.Thread)) error {
			_, err := sim.Record(sim.Config{}, main)
			return err
		},
		"real": func(main func(t *sched.Thread)) error {
			_, err := native.Run(context.Background(), native.Config{Timeout: 10 * time.Second, Recorder: new(trace.Buffer)}, main)
			return err
		},
	}
	for name, make := range strangers {
		for made, first := range machines {
			for used, second := range machines {
				var use func(t *sched.Thread)
				if err := first(func(t *sched.Thread) { use = make(t) }); err != nil {
					t.Fatalf("%s, made: %v", name, err)
				}
				err := second(use)
				if err == nil || strings.Contains(err.Error(), "runtime error") || strings.Contains(err.Error(), "did not end") || !strings.Contains(err.Error(), "another") {
					t.Errorf("%s, made %s, used %s: the run ends with %v", name, made, used, err)
				}
			}
		}
	}
}
