package workload

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// The schedules of the tutorials.
const (
	minus8   = "../schedules/balance-minus-8.trace"
	tooEarly = "../schedules/collector-frees-too-early.trace"
)

// follow replays the schedule by order under a lock: the one of its header, unless another one is given.
func follow(t *testing.T, path string, other *gil.Config) (Outcome, error) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	tr, err := trace.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	cfg, err := sim.ConfigOf(tr.Header)
	if err != nil {
		t.Fatal(err)
	}
	lock, err := gil.ConfigOf(tr.Header)
	if err != nil {
		t.Fatal(err)
	}
	if other != nil {
		lock = *other
	}
	cfg.GIL = lock
	if cfg.Strategy, err = choice.ByOrder(tr); err != nil {
		t.Fatal(err)
	}
	p := Find(tr.Program)
	in, err := p.InputOf(tr.Params)
	if err != nil {
		t.Fatal(err)
	}
	o, _, err := run(p, in, cfg)
	return o, err
}

func TestTheTutorialsScheduleEndsAtMinus8(t *testing.T) {
	for _, lock := range []*gil.Config{
		nil, // as its header says: interval, every
		{Discipline: gil.Off},
	} {
		o, err := follow(t, minus8, lock)
		if err != nil {
			t.Errorf("with %+v: %v", lock, err)
		}
		if o.Result != "balance = -8" || o.OK {
			t.Errorf("with %+v the result is %q (right: %t), want balance = -8", lock, o.Result, o.OK)
		}
	}
}

func TestTheTutorialsScheduleIsRefusedWhereNoSwitchCanFallBetweenLoadAndStore(t *testing.T) {
	for _, lock := range []gil.Config{
		{Discipline: gil.Interval, Checks: gil.Calls},
		{Discipline: gil.Interval, Checks: gil.Calls311},
		{Discipline: gil.Coop},
	} {
		o, err := follow(t, minus8, &lock)
		var divergence *choice.DivergenceError
		if !errors.As(err, &divergence) {
			t.Errorf("under %s+%s the schedule ends with %q and the error %v, want it to be refused", lock.Discipline, lock.Checks, o.Result, err)
			continue
		}
		for _, place := range []string{"Thread-2", "Thread-1", "8 bytecodes", "store"} {
			if !strings.Contains(err.Error(), place) {
				t.Errorf("under %s+%s the refusal does not name the place (%q): %v", lock.Discipline, lock.Checks, place, err)
			}
		}
	}
}

func TestWithoutTheLockTheCollectorFreesAnObjectThatIsUsed(t *testing.T) {
	o, err := follow(t, tooEarly, nil)
	if err != nil || o.OK || o.Metrics[0].Value != 1 {
		t.Errorf("%q, %v, want an object that is used after it was freed (%v)", o.Result, o.Metrics, err)
	}
}

func TestWithALockTheCollectorCannotFreeTooEarly(t *testing.T) {
	for _, s := range settings() {
		if s.discipline == gil.Off {
			continue
		}
		_, err := follow(t, tooEarly, &gil.Config{Discipline: s.discipline, Checks: s.checks})
		var divergence *choice.DivergenceError
		if !errors.As(err, &divergence) {
			t.Errorf("under %s the schedule ends with %v, want it to be refused", s, err)
		}
	}
}
