// This file defines the machines that the tests run on.

package futures_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/diff"
)

// machine is the real machine: bytecodes of 2 ns.
var machine = machinetest.Real{
	Loop:    sync.OnceValue(func() *native.Loop { return native.Calibrate(2000, 9) }),
	Timeout: 10 * time.Second,
	Locks:   []gil.Config{{}, {Discipline: gil.On, Checks: gil.Calls311, Interval: 200 * time.Microsecond}},
}

// What the tests call by shorter names.
var (
	exactly   = machinetest.Exactly
	simulated = machinetest.Simulated
	recorded  = machine.Record
	really    = machine.Run
	onBoth    = machine.OnBoth
	must      = machinetest.Must
)

// replay replays a run under a lock by order on the simulated machine: it must do the same steps.
func replay(t testing.TB, tr *trace.Trace, lock gil.Config, main func(t *sched.Thread)) {
	t.Helper()
	order, err := choice.ByOrder(tr)
	if err != nil {
		t.Error(err)
		return
	}
	again, err := sim.Record(sim.Config{Strategy: order, GIL: lock}, main)
	if err != nil {
		t.Errorf("the replay fails: %v", err)
	}
	if d := diff.Traces(tr, again, diff.Steps); d != nil {
		t.Errorf("after %d steps the run does %+v, and the replay %+v", d.Common, d.A.Next, d.B.Next)
	}
}

// failsWith runs a program on both machines, which must fail with a misuse of this text.
func failsWith(t *testing.T, text string, main func(t *sched.Thread)) {
	t.Helper()
	_, err := simulated(t, sim.Config{}, main)
	for _, err := range []error{err, really(t, gil.Config{}, main)} {
		var m *sched.MisuseError
		if !errors.As(err, &m) || m.Msg != text {
			t.Errorf("error %v, want %s", err, text)
		}
	}
}
