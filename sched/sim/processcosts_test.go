package sim_test

import (
	"testing"
	"time"

	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
)

// The machine says what a process costs that executes the program; of another program the one that starts it does.
func TestTheMachineSaysWhatProcessesCost(t *testing.T) {
	const ms = time.Millisecond
	for _, tt := range []struct {
		costs sched.ProcessCosts
		bare  bool
		want  time.Duration
	}{
		{sched.ProcessCosts{}, false, 5 * ms},
		{sched.ProcessCosts{Start: 3 * ms, Begin: 20 * ms, End: 7 * ms}, false, 27 * ms},
		{sched.ProcessCosts{Start: 3 * ms, Begin: 20 * ms, End: 7 * ms}, true, 5 * ms},
	} {
		c := machinetest.Exactly(2)
		c.Processes = tt.costs
		var took time.Duration
		if _, err := sim.Run(c, func(t *sched.Thread) {
			p := t.StartProcess(sched.StartedProcess{Name: "child", Bare: tt.bare, Parent: ms, Child: 5 * ms, Function: func(*sched.Thread) {}})
			t.Wait(p, sched.Forever)
			took = t.Now()
		}); err != nil {
			t.Fatal(err)
		}
		if took.Round(ms) != tt.want {
			t.Errorf("%+v, another program: %v: it takes %v, want %v", tt.costs, tt.bare, took, tt.want)
		}
	}
}
