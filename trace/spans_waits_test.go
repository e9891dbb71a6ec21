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
