// This file tests the words for each kind of event.

package view

import (
	"testing"

	"github.com/gilsim/gilsim/internal/scene"
	"github.com/gilsim/gilsim/trace"
)

func TestEveryKindHasItsWords(t *testing.T) {
	s := scene.New("MainThread", "Thread-1", "")
	bob := int64(s.Names.AddText("Bob\n"))
	for _, c := range []struct {
		event trace.Event
		want  string
	}{
		{trace.Event{Kind: trace.Load, Obj: scene.TheBalance, Arg: -1300000}, "balance → -1300000"},
		{trace.Event{Kind: trace.Store, Obj: scene.TheName, Arg: bob}, `name ← Bob\n`},
		{trace.Event{Kind: trace.Load, Obj: scene.TheName, Arg: 99}, "name → "},
		{trace.Event{Kind: trace.Load, Obj: 99, Arg: 1}, "o99 → 1"},
		{trace.Event{Kind: trace.Print, Arg: bob, Actor: scene.TheTask}, `print "Bob"`},
		{trace.Event{Kind: trace.Switch, Thread: 1, Obj: scene.TheHub}, "→ hub"},
		{trace.Event{Kind: trace.Switch, Thread: 1, Actor: scene.TheTask, Arg: 1}, "end → MainThread"},
		{trace.Event{Kind: trace.Throw, Thread: 1, Actor: scene.TheTask, Obj: scene.TheOther}, "throw → task2"},
		{trace.Event{Kind: trace.Resume, Thread: 1, Obj: scene.TheGen}, "resume → numbers"},
		{trace.Event{Kind: trace.Yield, Thread: 1, Actor: scene.TheGen, Arg: 1}, "end yield → MainThread"},
		{trace.Event{Kind: trace.Spawn, Obj: 2}, "spawn Thread-1"},
		{trace.Event{Kind: trace.Join, Obj: 3}, "join T3"},
		{trace.Event{Kind: trace.Acquire, Obj: scene.TheMutex}, "acquire mutex"},
		{trace.Event{Kind: trace.Sleep, Arg: 0}, "sleep 0 ns"},
		{trace.Event{Kind: trace.IO, Obj: scene.TheDisk, Arg: 2_500_000}, "io disk 2.5 ms"},
		{trace.Event{Kind: trace.Random, Arg: 12345}, "random 12345"},
		{trace.Event{Kind: trace.Take, Obj: scene.TheGIL, Arg: 7}, "take gil"},
		{trace.Event{Kind: trace.Request, Obj: 2}, "request Thread-1"},
		{trace.Event{Kind: trace.Phase, Obj: scene.TheGIL, Arg: 57}, "phase gil 57"},
		{trace.Event{Kind: trace.Run, Core: 1, Arg: 2000}, "run on core 1"},
		{trace.Event{Kind: trace.Run, Core: trace.NoCore}, "run"},
		{trace.Event{Kind: trace.Park, Obj: scene.TheGIL, Arg: 5 * scene.Millisecond}, "park gil 5 ms"},
		{trace.Event{Kind: trace.Park, Obj: scene.TheEnd, Arg: -1}, "park Thread-1"},
		{trace.Event{Kind: trace.Unpark, Obj: 2}, "unpark Thread-1"},
		{trace.Event{Kind: trace.Preempt, Obj: 2, Arg: 12}, "preempt Thread-1"},
		{trace.Event{Kind: trace.Turn, Arg: 1200}, "turn to bytecode 1,200"},
		{trace.Event{Kind: trace.Turn, Arg: -1}, "turn to next wait or end"},
		{trace.Event{Kind: 255}, "none"},
	} {
		if got := (labels{s.Names}).words(&c.event); got != c.want {
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
