package experiment

import (
	"testing"

	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// present is the lock of the latest CPython that has one, as the command has it by default.
func present(t testing.TB) gil.Config {
	era, err := gil.CPython("3.13")
	if err != nil {
		t.Fatal(err)
	}
	return era.Lock
}

// under returns the same lock with another discipline.
func under(t testing.TB, d gil.Discipline) gil.Config {
	lock := present(t)
	lock.Discipline = d
	return lock
}

// inputOf returns what a program is run with: the number of threads, 0 for its own, and the values of parameters by turns with
// their names.
func inputOf(t testing.TB, program string, threads int, params ...string) (*workload.Program, workload.Input) {
	t.Helper()
	var given []trace.Param
	for i := 0; i < len(params); i += 2 {
		given = append(given, trace.Param{Key: params[i], Value: params[i+1]})
	}
	p := workload.Find(program)
	in, err := p.Input(threads, given)
	if err != nil {
		t.Fatal(err)
	}
	return p, in
}

// setupOf returns the setup of a program on a machine of the default profile, under the era if there is one.
func setupOf(t testing.TB, machine sim.Config, python, program string, threads int, params ...string) *Setup {
	t.Helper()
	p, in := inputOf(t, program, threads, params...)
	profile, err := sim.Profile(sim.Profiles()[0])
	if err != nil {
		t.Fatal(err)
	}
	profile.Cores, profile.Seed, profile.GIL = machine.Cores, max(1, machine.Seed), machine.GIL
	s, err := New(p, in, python, profile)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestATraceHoldsAllThatItsReplayNeeds(t *testing.T) {
	era, err := gil.CPython("3.9")
	if err != nil {
		t.Fatal(err)
	}
	era.Lock.WakeOrder = choice.Shuffled
	s := setupOf(t, sim.Config{Cores: 2, Seed: 5, GIL: era.Lock}, "3.9", "spin", 3, "rounds", "100")
	again, err := FromHeader(s.Program, s.Header())
	if err != nil {
		t.Fatal(err)
	}
	if again.Lock() != s.Lock() {
		t.Errorf("the lock is %+v, want %+v", again.Lock(), s.Lock())
	}
	if again.Python != "3.9" {
		t.Errorf("the era is %q, want 3.9", again.Python)
	}
	if again.Machine.Cores != 2 || again.Machine.Bytecode != 3389 || again.Machine.Seed != 5 {
		t.Errorf("the machine is %+v", again.Machine)
	}
	if again.Input.Threads != 3 || again.Input.Int("rounds") != 100 {
		t.Errorf("the program has %d threads and %d rounds", again.Input.Threads, again.Input.Int("rounds"))
	}
}
