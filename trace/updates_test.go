// This file tests which stores lose an update.

package trace

import "testing"

func TestAStoreLosesWhatItsThreadHasNotRead(t *testing.T) {
	const x, y = int32(1), int32(2)
	for _, c := range []struct {
		name  string
		steps []Event // thread, kind, object, value
		lost  int64   // the value that the last step loses; -1: it loses nothing
	}{
		{"another wrote after the read", []Event{{Thread: 1, Kind: Load, Obj: x}, {Thread: 2, Kind: Store, Obj: x, Arg: 8},
			{Thread: 1, Kind: Store, Obj: x, Arg: 5}}, 8},
		{"the other one wrote before the read", []Event{{Thread: 2, Kind: Store, Obj: x, Arg: 8}, {Thread: 1, Kind: Load, Obj: x, Arg: 8},
			{Thread: 1, Kind: Store, Obj: x, Arg: 13}}, -1},
		{"it did not read", []Event{{Thread: 2, Kind: Store, Obj: x, Arg: 8}, {Thread: 1, Kind: Store, Obj: x, Arg: 1}}, -1},
		{"it read again", []Event{{Thread: 1, Kind: Load, Obj: x}, {Thread: 2, Kind: Store, Obj: x, Arg: 8},
			{Thread: 1, Kind: Load, Obj: x, Arg: 8}, {Thread: 1, Kind: Store, Obj: x, Arg: 9}}, -1},
		{"it was written back meanwhile", []Event{{Thread: 1, Kind: Load, Obj: x, Arg: 3}, {Thread: 2, Kind: Store, Obj: x, Arg: 8},
			{Thread: 2, Kind: Store, Obj: x, Arg: 3}, {Thread: 1, Kind: Store, Obj: x, Arg: 4}}, -1},
		{"another variable was written", []Event{{Thread: 1, Kind: Load, Obj: x}, {Thread: 2, Kind: Store, Obj: y, Arg: 8},
			{Thread: 1, Kind: Store, Obj: x, Arg: 5}}, -1},
		{"another greenlet of the thread wrote", []Event{{Thread: 1, Actor: 1, Kind: Load, Obj: x}, {Thread: 1, Actor: 2, Kind: Store, Obj: x, Arg: 8},
			{Thread: 1, Actor: 1, Kind: Store, Obj: x, Arg: 5}}, 8},
		{"the last of several stores counts", []Event{{Thread: 1, Kind: Load, Obj: x}, {Thread: 2, Kind: Store, Obj: x, Arg: 8},
			{Thread: 3, Kind: Store, Obj: x, Arg: 9}, {Thread: 1, Kind: Store, Obj: x, Arg: 5}}, 9},
		{"it has stored since it read", []Event{{Thread: 1, Kind: Load, Obj: x}, {Thread: 1, Kind: Store, Obj: x, Arg: 1},
			{Thread: 2, Kind: Store, Obj: x, Arg: 8}, {Thread: 1, Kind: Store, Obj: x, Arg: 5}}, -1},
	} {
		var u Updates
		var lost LostUpdate
		var found bool
		for i := range c.steps {
			lost, found = u.Step(&c.steps[i])
		}
		if found != (c.lost >= 0) || found && lost.Overwritten.Arg != c.lost {
			t.Errorf("%s: lost %d (%v), want %d", c.name, lost.Overwritten.Arg, found, c.lost)
		}
	}
}
