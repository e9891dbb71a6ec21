// This file tests what is different from Python, or is not there at all.

package greenlet_test

import (
	"errors"
	"testing"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/sched"
)

// TestAGreenletExitStartsAPendingParent holds that it is the argument: in greenlet 2.0 and 3 the parent gets none.
func TestAGreenletExitStartsAPendingParent(t *testing.T) {
	exit := &greenlet.GreenletExit{Args: []any{"x"}}
	err := simulated(func(th *sched.Thread) {
		p := greenlet.New(th, "p", func(_ *sched.Thread, a greenlet.Args) (any, error) { return a.Pos, nil })
		c := greenlet.NewChild("c", func(*sched.Thread, greenlet.Args) (any, error) { return nil, exit }, p)
		value, err := c.Switch(th)
		if pos, ok := value.(greenlet.Tuple); !ok || len(pos) != 1 || pos[0] != exit || err != nil {
			t.Errorf("the parent started with %v, %v", value, err)
		}
	})
	if err != nil {
		t.Error(err)
	}
}

// TestAnErrorThatWrapsAGreenletExitIsOne holds that it counts as an instance of a subclass does in Python.
func TestAnErrorThatWrapsAGreenletExitIsOne(t *testing.T) {
	exit := errors.Join(errors.New("no more work"), &greenlet.GreenletExit{})
	err := simulated(func(th *sched.Thread) {
		value, err := greenlet.New(th, "g", func(*sched.Thread, greenlet.Args) (any, error) { return nil, exit }).Switch(th)
		if value != exit || err != nil {
			t.Errorf("the parent got %v, %v", value, err)
		}
	})
	if err != nil {
		t.Error(err)
	}
}

// TestNamesAreCountedFromTheFirstSwitch holds that greenlets without a name get one when they start, thread by thread.
func TestNamesAreCountedFromTheFirstSwitch(t *testing.T) {
	names := func(t *sched.Thread) [3]string {
		a, b := greenlet.New(t, "", twice), greenlet.New(t, "", twice)
		b.Switch(t)
		before := a.Name()
		a.Switch(t)
		return [3]string{before, a.Name(), b.Name()}
	}
	err := simulated(func(th *sched.Thread) {
		main := names(th)
		var other [3]string
		th.Join(th.Spawn("", func(t *sched.Thread) { other = names(t) }))
		if want := [3]string{"", "greenlet-2", "greenlet-1"}; main != want || other != want {
			t.Errorf("the names are %q and %q, want %q", main, other, want)
		}
	})
	if err != nil {
		t.Error(err)
	}
}
