// This file tests which steps depend on each other.

package trace

import "testing"

func TestStepsDependIfTheyTouchTheSameAndOneWrites(t *testing.T) {
	for _, c := range []struct {
		name string
		a, b Event // of threads 1 and 2
		want bool
	}{
		{"two loads", Event{Kind: Load, Obj: 3}, Event{Kind: Load, Obj: 3}, false},
		{"load and store", Event{Kind: Load, Obj: 3}, Event{Kind: Store, Obj: 3}, true},
		{"stores to two variables", Event{Kind: Store, Obj: 3}, Event{Kind: Store, Obj: 4}, false},
		{"an attempt and a release", Event{Kind: Try, Obj: 3, Arg: Refused}, Event{Kind: Release, Obj: 3}, true},
		{"two takes of a lock", Event{Kind: Take, Obj: 3}, Event{Kind: Take, Obj: 3}, true},
		{"a lock and a thread of one number", Event{Kind: Acquire, Obj: 2}, Event{Kind: End}, false},
		{"put and get", Event{Kind: Put, Obj: 3}, Event{Kind: Get, Obj: 3}, true},
		{"spawn and start", Event{Kind: Spawn, Obj: 2}, Event{Kind: Start}, true},
		{"fork and start", Event{Kind: Fork, Obj: 2}, Event{Kind: Start}, true},
		{"join and end", Event{Kind: Join, Obj: 2}, Event{Kind: End}, true},
		{"join and crash", Event{Kind: Join, Obj: 2}, Event{Kind: Crash}, true},
		{"joins of one thread", Event{Kind: Join, Obj: 3}, Event{Kind: Join, Obj: 3}, false},
		{"join of another thread", Event{Kind: Join, Obj: 3}, Event{Kind: End}, false},
		{"two prints", Event{Kind: Print, Arg: 1}, Event{Kind: Print, Arg: 2}, true},
		{"two sleeps", Event{Kind: Sleep, Arg: 5}, Event{Kind: Sleep, Arg: 5}, false},
		{"switches to the own code", Event{Kind: Switch}, Event{Kind: Switch}, false},
	} {
		c.a.Thread, c.b.Thread = 1, 2
		if got := Dependent(&c.a, &c.b); got != c.want {
			t.Errorf("%s: dependent: %t, want %t", c.name, got, c.want)
		}
		if got := Dependent(&c.b, &c.a); got != c.want {
			t.Errorf("%s, the other way round: dependent: %t, want %t", c.name, got, c.want)
		}
		if c.b.Thread = 1; !Dependent(&c.a, &c.b) {
			t.Errorf("%s of one thread: not dependent", c.name)
		}
	}
}

// What a step touches is known when it is announced: all that may come of it is left out.
func TestAnAnnouncedStepTouchesWhatItsEventWill(t *testing.T) {
	for _, kind := range Kinds() {
		e := Event{Time: 5, Kind: kind, Thread: 1, Actor: 4, Obj: 3, Core: 1, Arg: 7}
		if announced := TouchOf(kind, 1, 3); announced != e.Touch() {
			t.Errorf("%v: announced %+v, done %+v", kind, announced, e.Touch())
		}
		if kind.Spec().Writes && !e.Touch().Writes {
			t.Errorf("%v writes, but its touch does not", kind)
		}
	}
}
