// This file tests the account of what threads and actors do from when to when.

package trace_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/gilsim/gilsim/internal/scene"
	"github.com/gilsim/gilsim/trace"
)

// spansOf returns the spans of a thread or, if actor is not 0, of an actor.
func spansOf(tr *trace.Trace, thread, actor int32) (list []trace.Span) {
	spans := trace.NewSpans(tr.Names, func(s trace.Span) {
		if s.Actor == actor && (actor != 0 || s.Thread == thread) {
			list = append(list, s)
		}
	})
	for i := range tr.Events {
		spans.Step(&tr.Events[i])
	}
	spans.Settle()
	return list
}

func TestAThreadsSpansAreItsLife(t *testing.T) {
	const ms, none = scene.Millisecond, trace.NoCore
	want := []trace.Span{
		{From: 0, To: 10 * ms, Thread: 2, Core: none, State: trace.StateReady},
		{From: 10 * ms, To: 20 * ms, Thread: 2, Core: 0, State: trace.StateRunning},
		{From: 20 * ms, To: 25 * ms, Thread: 2, Core: none, State: trace.StateIO},
		{From: 25 * ms, To: 30 * ms, Thread: 2, Core: none, State: trace.StateReady},
		{From: 30 * ms, To: 32 * ms, Thread: 2, Core: 0, State: trace.StateRunning},
	}
	if diff := cmp.Diff(want, spansOf(&scene.AllStates().Trace, 2, 0)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAnActorsSpansAreThoseOfItsThreadWhileItIsCurrent(t *testing.T) {
	s := scene.New("MainThread").Do(1, trace.Run, 0, 2000).Do(1, trace.Start, 0, 0).After(10).To(1, scene.TheHub)
	s.After(10).To(1, scene.TheTask).After(10).Do(1, trace.Expire, 0, 9).After(10).Do(1, trace.Run, 0, 2000)
	s.After(10).Do(1, trace.Sleep, 0, 50).To(1, scene.TheHub).After(50).To(1, scene.TheTask).After(10)
	s.Do(1, trace.Switch, scene.TheHub, 1).As(scene.TheHub).After(10).To(1, 0)
	const none = trace.NoCore
	want := []trace.Span{
		{From: 20, To: 30, Thread: 1, Actor: scene.TheTask, State: trace.StateRunning},
		{From: 30, To: 40, Thread: 1, Actor: scene.TheTask, Core: none, State: trace.StateReady},
		{From: 40, To: 50, Thread: 1, Actor: scene.TheTask, State: trace.StateRunning},
		{From: 50, To: 100, Thread: 1, Actor: scene.TheTask, Core: none, State: trace.StateSleep},
		{From: 100, To: 110, Thread: 1, Actor: scene.TheTask, State: trace.StateRunning},
	}
	if diff := cmp.Diff(want, spansOf(&s.Trace, 1, scene.TheTask)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The spans of one thread or actor follow each other in time without overlapping, whatever the trace; those of a thread
// have no gaps.
func TestSpansFollowEachOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type owner struct{ thread, actor int32 }
		ends := map[owner]int64{}
		tr := scene.AnyTrace(t, scene.AnyStep(t))
		spans := trace.NewSpans(tr.Names, func(s trace.Span) {
			who := owner{s.Thread, s.Actor}
			end, known := ends[who]
			if s.From >= s.To || s.From < end || known && s.Actor == 0 && s.From != end {
				t.Fatalf("%+v comes after a span that ended at %d", s, end)
			}
			ends[who] = s.To
		})
		for i := range tr.Events {
			if i == len(tr.Events)/2 {
				spans.Settle()
			}
			spans.Step(&tr.Events[i])
		}
		spans.Settle()
	})
}
