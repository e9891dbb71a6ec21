// This file holds what the standard library does in the eras of CPython.

package gil_test

import (
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
)

// under returns the machine of the reference figures under a version.
func under(t *testing.T, version string) sim.Config {
	t.Helper()
	era, err := gil.CPython(version)
	if err != nil {
		t.Fatal(err)
	}
	c, err := sim.Profile("vm")
	if err != nil {
		t.Fatal(err)
	}
	c.Cores, c.GIL, c.Bytecode, c.Library = 2, era.Lock, era.Bytecode, era.Library
	return c
}

// TestS7SleepZeroHasAnEra: a thread works for 1 ms and sleeps 0, again and again; main sleeps 1 ms 500 times beside it. Up to 3.10
// the sleep is a select that comes back before anybody has woken, so that main starves; from 3.11 on it gives the core up, and main
// ends after 0.6 to 0.75 s (held to 10 % beyond).
func TestS7SleepZeroHasAnEra(t *testing.T) {
	for _, c := range []struct {
		version string
		starves bool
	}{{"3.6", true}, {"3.9", true}, {"3.10", true}, {"3.11", false}, {"3.13", false}, {"3.14", false}} {
		cfg := under(t, c.version)
		ms := int64(time.Millisecond) * 1000 / cfg.Bytecode / 10
		for _, data := range []bool{false, true} {
			ended := time.Duration(0)
			_, err := sim.Run(cfg, func(t *sched.Thread) {
				if data {
					t.SpawnRunner("worker", &sleeper{rounds: 2000, round: ms})
				} else {
					t.Spawn("worker", func(t *sched.Thread) {
						for range 2000 {
							t.Loop(ms, 10)
							t.Sleep(0)
						}
					})
				}
				for range 500 {
					t.Sleep(time.Millisecond)
				}
				ended = t.Now()
			})
			if err != nil {
				t.Fatal(err)
			}
			if c.starves != (ended > 1900*time.Millisecond) || !c.starves && (ended < 540*time.Millisecond || ended > 825*time.Millisecond) {
				t.Errorf("%s, plain data %v: main ends after %v", c.version, data, ended)
			}
		}
	}
}

// sleeper is the worker as plain data.
type sleeper struct {
	rounds, round int64
	sleeps        bool
	op            sched.Op
}

func (s *sleeper) Resume(t *sched.Thread, w sched.Wake) sched.Request {
	for {
		if s.op == nil {
			if s.rounds == 0 {
				return sched.Request{Kind: sched.End}
			}
			if s.op = sched.Op(sched.Code{N: 10 * s.round, Round: 10}); s.sleeps {
				s.op = sched.SleepOp(0)
				s.rounds--
			}
			s.sleeps, w = !s.sleeps, sched.Begin
		}
		r, done := s.op.Step(t, w)
		if !done {
			return r
		}
		s.op = nil
	}
}
