package experiment

import (
	"context"
	"testing"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
)

// matrixOf returns the matrix of a program without a lock and with the present one, with one thread and with so many, simulated.
func matrixOf(t *testing.T, cores, threads int, program string, params ...string) *Matrix {
	t.Helper()
	p, one := inputOf(t, program, 1, params...)
	_, many := inputOf(t, program, threads, params...)
	m := &Matrix{Program: p, Cores: cores, Real: new(Real), Predicts: true}
	machine, err := sim.Profile(sim.Profiles()[0])
	if err != nil {
		t.Fatal(err)
	}
	machine.Cores, machine.Seed = cores, 1
	for _, d := range []gil.Discipline{gil.Off, gil.On} {
		machine.GIL = under(t, d)
		if err := m.Add([]workload.Input{one, many}, "", machine); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Run(context.Background(), Cores{}, Watch{}); err != nil {
		t.Fatal(err)
	}
	return m
}

// A program that gives each thread the same work has more of it with more threads, and one that splits it has not. Per
// bytecode the two are alike.
func TestRelativeFiguresArePerWorkDone(t *testing.T) {
	for _, m := range []*Matrix{matrixOf(t, 4, 4, "spin", "rounds", "300000"), matrixOf(t, 4, 4, "countdown", "n", "1000000")} {
		for _, c := range m.Cells {
			want := 1.0
			if c.Lock().Discipline == gil.Off {
				want = float64(c.Threads)
			}
			r := c.Prediction()
			if got := r.Speedup.Median; got < 0.93*want || got > 1.07*want || r.Relative.Median*got < 0.99 || r.Relative.Median*got > 1.01 {
				t.Errorf("%s, %v, %d threads: the speed-up is %v and the relative time %v, want about %v", m.Program.Name, c.Lock().Discipline,
					c.Threads, got, r.Relative.Median, want)
			}
		}
	}
}

func TestMeasuredRatiosAreThoseOfEachRound(t *testing.T) {
	m := matrixOf(t, 1, 2, "spin", "rounds", "1000")
	series := func(walls ...time.Duration) *measure.Series {
		s := seriesOf(walls...)
		for i := range s.Results {
			s.Results[i].Threads = []native.ThreadUsage{{Bytecodes: 100}}
		}
		return s
	}
	m.Cells[0].give(series(10, 20, 60))
	m.Cells[1].give(series(5, 10, 30))
	if got := m.Cells[1].Measurement(); got.Speedup.Median != 2 || got.Speedup.Noise != 0 || got.Relative.Median != 0.5 {
		t.Errorf("the speed-up is %+v, the relative time %+v, want 2 and 0.5 in each round", got.Speedup, got.Relative)
	}
}
