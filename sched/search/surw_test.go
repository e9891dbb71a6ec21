package search

import (
	"testing"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/serial"
)

// Where one store falls among four of another thread is uniform, whatever else both do.
func TestASelectivelyUniformWalkIsUniform(t *testing.T) {
	place, stores := 0, 0
	p := bodies(func(t *sched.Thread) []func(t *sched.Thread) {
		x, y := sched.NewVar(t, "x", 0), sched.NewVar(t, "y", 0)
		place, stores = 0, 0
		return []func(t *sched.Thread){
			func(t *sched.Thread) {
				for range 6 {
					y.Get(t)
				}
				x.Set(t, 1)
				place = stores
			},
			func(t *sched.Thread) {
				for range 4 {
					x.Set(t, 2)
					stores++
				}
			},
		}
	})
	m, s := serial.New(serial.Config{}), &surw{drawn: drawn{generator(1)}}
	defer m.Close()
	var counts [5]int
	const runs = 2000
	for range runs {
		s.Begin()
		if out := m.Run(p().Program, s, nil); out.Err != nil {
			t.Fatal(out)
		}
		counts[place]++
	}
	for place, n := range counts {
		if n < runs/5*8/10 || n > runs/5*12/10 {
			t.Errorf("after %d of the stores in %d runs of %d, want about a fifth: %v", place, n, runs, counts)
		}
	}
}

// It finds what must be found.
func TestASelectivelyUniformWalkFindsALostUpdate(t *testing.T) {
	f := exhaust(t, counter(2, 1), Options{Strategy: "surw", Runs: 50})
	if f.Verdict != Incomplete || results(f) != "1 2" {
		t.Errorf("%v, results %s", f.Verdict, results(f))
	}
}
