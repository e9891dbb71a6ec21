// This file tests the words for each kind of event.

package trace

import "testing"

func TestEveryKindHasItsWords(t *testing.T) {
	s := newScene("MainThread", "Thread-1", "")
	bob := int64(s.Names.AddText("Bob\n"))
	for _, c := range []struct {
		event Event
		want  string
	}{
		{Event{Kind: Load, Obj: theBalance, Arg: -1300000}, "balance → -1300000"},
		{Event{Kind: Store, Obj: theName, Arg: bob}, `name ← Bob\n`},
		{Event{Kind: Load, Obj: theName, Arg: 99}, "name → "},
		{Event{Kind: Load, Obj: 99, Arg: 1}, "o99 → 1"},
		{Event{Kind: Print, Arg: bob, Actor: theTask}, `print "Bob"`},
		{Event{Kind: Switch, Thread: 1, Obj: theHub}, "→ hub"},
		{Event{Kind: Switch, Thread: 1, Actor: theTask, Arg: 1}, "end → MainThread"},
		{Event{Kind: Throw, Thread: 1, Actor: theTask, Obj: theOther}, "throw → task2"},
		{Event{Kind: Resume, Thread: 1, Obj: theGen}, "resume → numbers"},
		{Event{Kind: Yield, Thread: 1, Actor: theGen, Arg: 1}, "end yield → MainThread"},
		{Event{Kind: Spawn, Obj: 2}, "spawn Thread-1"},
		{Event{Kind: Join, Obj: 3}, "join T3"},
		{Event{Kind: Acquire, Obj: theMutex}, "acquire mutex"},
		{Event{Kind: Sleep, Arg: 0}, "sleep 0 ns"},
		{Event{Kind: IO, Obj: theDisk, Arg: 2_500_000}, "io disk 2.5 ms"},
		{Event{Kind: Random, Arg: 12345}, "random 12345"},
		{Event{Kind: Take, Obj: theGIL, Arg: 7}, "take gil"},
		{Event{Kind: Request, Obj: 2}, "request Thread-1"},
		{Event{Kind: Phase, Obj: theGIL, Arg: 57}, "phase gil 57"},
		{Event{Kind: Run, Core: 1, Arg: 2000}, "run on core 1"},
		{Event{Kind: Run, Core: NoCore}, "run"},
		{Event{Kind: Park, Obj: theGIL, Arg: 5 * ms}, "park gil 5 ms"},
		{Event{Kind: Park, Obj: theEnd, Arg: -1}, "park Thread-1"},
		{Event{Kind: Unpark, Obj: 2}, "unpark Thread-1"},
		{Event{Kind: Preempt, Obj: 2, Arg: 12}, "preempt Thread-1"},
		{Event{Kind: Turn, Arg: 1200}, "turn to bytecode 1,200"},
		{Event{Kind: Turn, Arg: -1}, "turn to next wait or end"},
		{Event{Kind: 255}, "none"},
	} {
		if got := s.Names.words(&c.event); got != c.want {
			t.Errorf("%+v: got %q, want %q", c.event, got, c.want)
		}
	}
}

func TestEveryThreadHasOneCharacter(t *testing.T) {
	for id, want := range map[int32]byte{1: '1', 9: '9', 10: 'a', 35: 'z', 36: 'A', 61: 'Z', 62: '+', 1 << 30: '+'} {
		if got := threadGlyph(id); got != want {
			t.Errorf("thread %d: got %q, want %q", id, got, want)
		}
	}
}
