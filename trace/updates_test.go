// This file tests which stores lose an update.

package trace

import (
	"strings"
	"testing"
)

func TestAStoreLosesWhatItsThreadHasNotRead(t *testing.T) {
	const x, y = theBalance, theName
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

func TestWhatWasReadBeforeAGapIsForgotten(t *testing.T) {
	s := newScene("MainThread", "Thread-1", "Thread-2")
	s.do(2, Load, theBalance, 0).do(3, Store, theBalance, 8).do(2, Store, theBalance, 5)
	for _, c := range []struct {
		opt  ColumnsOptions
		lost bool
	}{
		{ColumnsOptions{}, true},
		{ColumnsOptions{Gaps: []Gap{{At: 2, Steps: 1000}}}, false},
		{ColumnsOptions{Gaps: []Gap{{At: 2, Steps: 1000}}, Lost: &LostUpdate{s.Events[0], s.Events[1], s.Events[2]}}, true},
	} {
		text := pictureText(t, Columns(&s.Trace, c.opt))
		if lost := strings.Contains(text, "lost update: Thread-1 had read 0 before Thread-2 wrote 8"); lost != c.lost {
			t.Errorf("%+v: a lost update is pointed out: %t, want %t\n%s", c.opt, lost, c.lost, text)
		}
		if gap := strings.Contains(text, "… 1,000 more steps …"); gap != (c.opt.Gaps != nil) {
			t.Errorf("%+v: the gap is shown: %t\n%s", c.opt, gap, text)
		}
	}
}
