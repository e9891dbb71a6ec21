package survey

import (
	"context"
	"testing"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
)

// What is measured of processes gives the costs with which the same is predicted: of few cores, which all are busy, and of many, where the
// one that starts them is what takes long.
func TestTheCostsOfProcessesAreThoseThatTakeAsLong(t *testing.T) {
	const ms = time.Millisecond
	for _, tt := range []struct {
		n, cores int
		measured phases
		want     sched.ProcessCosts
	}{
		{4, 2, phases{start: 8 * ms, begin: 44 * ms, end: 6 * ms}, sched.ProcessCosts{Start: 2 * ms, Begin: 20 * ms, End: 3 * ms}},
		{128, 64, phases{start: 256 * ms, begin: 276 * ms, end: 4 * ms}, sched.ProcessCosts{Start: 2 * ms, Begin: 20 * ms, End: 2 * ms}},
		{2, 1, phases{start: 4 * ms, begin: 3 * ms, end: 2 * ms}, sched.ProcessCosts{Start: 2 * ms, End: ms}},
	} {
		if got := tt.measured.costs(tt.n, tt.cores); got != tt.want {
			t.Errorf("%d processes on %d cores, %+v: they cost %+v, want %+v", tt.n, tt.cores, tt.measured, got, tt.want)
		}
	}
}

func TestWhatAProcessCostsIsMeasured(t *testing.T) {
	if !native.HasProcesses {
		t.Skip("there are no real processes on this system")
	}
	if costs, err := Processes(context.Background(), 1); err != nil || costs.Start <= 0 || costs.Begin <= 0 || costs.End <= 0 {
		t.Errorf("%+v, %v: each of them takes time", costs, err)
	}
}
