package trace

import "testing"

// A reader meets the definitions of objects in any order: what is looked up must not fix what a lower number is.
func TestWaitsAreKnownInWhateverOrderObjectsAreDefined(t *testing.T) {
	names := new(Names)
	w := waitTable{names: names}
	names.defineObject(3, Info{ClassIO, "disk"})
	if got := w.of(3); got != waitIO {
		t.Errorf("object 3 is a wait of kind %d, want %d", got, waitIO)
	}
	names.defineObject(1, Info{ClassGIL, "gil"})
	if got := w.of(1); got != waitGIL {
		t.Errorf("object 1, defined later, is a wait of kind %d, want %d", got, waitGIL)
	}
}

// In a Python file a condition, an event and a queue park on a lock that is made for one wait: that is no wait for a lock of the program.
func TestTheLockOfOneWaitStandsForTheCondition(t *testing.T) {
	names := new(Names)
	w := waitTable{names: names}
	for i, c := range []struct {
		name string
		want waitKind
	}{{"lock", waitLock}, {"lock-12.waiter", waitOther}, {"waiter", waitLock}, {"q.mutex", waitLock}} {
		names.defineObject(int32(i+1), Info{ClassLock, c.name})
		if got := w.of(int32(i + 1)); got != c.want {
			t.Errorf("who parks on the lock %q has a wait of kind %d, want %d", c.name, got, c.want)
		}
	}
}
