package workload

import (
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/sim"
)

// Whoever does the work, it is the same work; and processes do it at the same time, with the lock too.
func TestTheSameWorkIsDoneByThreadsProcessesAndAPool(t *testing.T) {
	lock := gil.Config{Discipline: gil.On, Checks: gil.Calls311}
	for _, p := range []*Program{spin(), countdown(), pi()} {
		wall := map[string]time.Duration{}
		for _, by := range p.Param(paramBy).Words {
			o, r, err := run(p, input(t, p, 2, params(paramBy, by)), sim.Config{Cores: 2, GIL: lock})
			if err != nil || !o.OK {
				t.Errorf("%s by %s: %q, want %q; %v", p.Name, by, o.Result, o.Want, err)
			}
			wall[by] = r.Wall
			if !p.StartsProcesses(params(paramBy, by)) && by != byThreads {
				t.Errorf("%s by %s is said to start no process", p.Name, by)
			}
		}
		if 4*wall[byProcesses] > 3*wall[byThreads] { // half, and their start
			t.Errorf("%s takes %v by processes and %v by threads on two cores, want half and their start", p.Name, wall[byProcesses], wall[byThreads])
		}
		if p.StartsProcesses(nil) {
			t.Errorf("%s is said to start processes, though threads do the work by default", p.Name)
		}
	}
}

func TestWhatStartingTakesStandsApart(t *testing.T) {
	p := processes()
	for _, by := range p.Param(paramBy).Words {
		o, _, err := run(p, input(t, p, 3, params(paramBy, by, "apart", "true", "rounds", "100000", "pool", "2")), sim.Config{Cores: 2, GIL: gil.Config{Discipline: gil.On}})
		if err != nil || !o.OK || len(o.Metrics) != 3 {
			t.Errorf("by %s: %q, want %q; %v; %d figures, want 3", by, o.Result, o.Want, err, len(o.Metrics))
			continue
		}
		all, start, work := o.Metrics[0].Value, o.Metrics[1].Value, o.Metrics[2].Value
		starts := by == byProcesses || by == byPool
		if diff := all - start - work; diff > 1e-9 || diff < -1e-9 || starts != (start > 0.004) || work < 0.002 {
			t.Errorf("by %s: %v s are %v of start and %v of work; processes take some 6 ms to start, and nobody else does", by, all, start, work)
		}
	}
}

// A parameter that is younger than recordings is not told where it has its default, so that they are still of the same program.
func TestASilentParameterIsToldOnlyIfItWasGiven(t *testing.T) {
	p := spin()
	if got := p.Given(input(t, p, 2, nil)); len(got) != 2 {
		t.Errorf("by default it tells %v, want the threads and the rounds", got)
	}
	got := p.Given(input(t, p, 2, params(paramBy, byPool)))
	if len(got) != 3 || got[2].Value != byPool {
		t.Errorf("it tells %v, want who does the work", got)
	}
	in, err := p.InputOf(got)
	if err != nil || in.Word(paramBy) != byPool {
		t.Errorf("read again it is by %q, %v", in.Word(paramBy), err)
	}
}
