package native_test

import (
	"context"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/trace"
)

// Four threads compute under each lock and without one: all of their bytecodes are executed, and the merged trace obeys
// the rules of every trace.
func TestTheSameLockRunsOnRealThreads(t *testing.T) {
	loop := native.Calibrate(2000, 9)
	for _, lock := range []gil.Config{{}, {Discipline: gil.On, Checks: gil.Calls311}, {Discipline: gil.Ticks}, {Discipline: gil.Coop}} {
		t.Run(lock.Discipline.String(), func(t *testing.T) {
			tr := &trace.Trace{Names: new(trace.Names)}
			var buffer trace.Buffer
			cfg := native.Config{GIL: lock, Loop: loop, Recorder: &buffer, Names: tr.Names}
			var done int64
			_, err := native.Run(context.Background(), cfg, func(th *sched.Thread) {
				var crew []*sched.Thread
				for range 4 {
					crew = append(crew, th.Spawn("", func(th *sched.Thread) {
						th.Execute(sched.Code{N: 9 * 100_000, Round: 9, Ticks: 3})
					}))
				}
				for _, other := range crew {
					th.Join(other)
					done += other.Bytecodes()
				}
			})
			tr.Events = buffer.Events
			if want := int64(4 * 9 * 100_000); err != nil || done != want {
				t.Errorf("%d bytecodes, want %d; error %v", done, want, err)
			}
			if err := trace.Check(tr); err != nil {
				t.Error(err)
			}
		})
	}
}
