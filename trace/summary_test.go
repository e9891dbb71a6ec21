// This file tests the figures of a summary against ones worked out by hand.

package trace_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gilsim/gilsim/internal/scene"
	"github.com/gilsim/gilsim/trace"
)

func TestEveryFigureOfARunThroughAllStates(t *testing.T) {
	got := trace.Summarize(&scene.AllStates().Trace)
	want := &trace.Summary{
		Wall: 40 * scene.Millisecond, CPU: 38 * scene.Millisecond, CPUPercent: 95,
		Busy: []time.Duration{28 * scene.Millisecond, 10 * scene.Millisecond},
		Threads: []trace.ThreadSummary{
			{ID: 1, Name: "MainThread", Life: 40 * scene.Millisecond, Ran: 16 * scene.Millisecond, Held: 10 * scene.Millisecond, Ready: 2 * scene.Millisecond, Blocked: 22 * scene.Millisecond,
				Voluntary: 2, Takes: 1, Bytecodes: 9},
			{ID: 2, Name: "worker with a very long name", Life: 32 * scene.Millisecond, Ran: 12 * scene.Millisecond, Held: 12 * scene.Millisecond, Ready: 15 * scene.Millisecond,
				Blocked: 5 * scene.Millisecond, IO: 5 * scene.Millisecond, Voluntary: 2, Takes: 2, Bytecodes: 9},
			{ID: 3, Name: "größer", Life: 20 * scene.Millisecond, Ran: 10 * scene.Millisecond, Held: 10 * scene.Millisecond, LockWait: 10 * scene.Millisecond,
				Voluntary: 2, Takes: 1, Bytecodes: 9},
		},
		Lock: trace.LockSummary{
			Acquisitions: 4, Handoffs: 3, Wakeups: 1,
			Holds: trace.Times{Count: 4, Total: 32 * scene.Millisecond, Longest: 10 * scene.Millisecond, Median: 10 * scene.Millisecond},
			Waits: trace.Times{Count: 1, Total: 10 * scene.Millisecond, Longest: 10 * scene.Millisecond, Median: 10 * scene.Millisecond},
		},
		Switches: switches("io", 1, "join", 1, "gil", 1, "exit", 3),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("summary (-want +got):\n%s", diff)
	}
}

// switches returns the list of reasons with these counts, given as word and count in turn, and 0 for the rest.
func switches(counts ...any) []trace.SwitchCount {
	var list []trace.SwitchCount
	for r := trace.ReasonIO; r <= trace.ReasonExit; r++ {
		c := trace.SwitchCount{Reason: r.String()}
		for i := 0; i < len(counts); i += 2 {
			if counts[i] == c.Reason {
				c.Count = int64(counts[i+1].(int))
			}
		}
		list = append(list, c)
	}
	return list
}

func TestLockFiguresByDiscipline(t *testing.T) {
	// a's first tick check changes nothing: it has the lock again before b comes. At the second one its slice ends.
	failed := scene.New("a", "b")
	failed.Do(1, trace.Run, 0, 0).Do(1, trace.Take, scene.TheGIL, 0).Do(1, trace.Phase, scene.TheGIL, 100).On(1).Do(2, trace.Run, 0, 0).Wait(2, scene.TheGIL)
	failed.At(100).On(0).Do(1, trace.Drop, scene.TheGIL, 100).Do(1, trace.Unpark, 2, 10).Do(1, trace.Take, scene.TheGIL, 0)
	failed.At(110).On(1).Do(2, trace.Run, 0, 0).Do(2, trace.Fail, scene.TheGIL, 0).Wait(2, scene.TheGIL)
	failed.At(200).On(0).Do(1, trace.Drop, scene.TheGIL, 200).Do(1, trace.Unpark, 2, 10).At(205).Do(1, trace.Expire, 0, 200)
	failed.At(210).Do(2, trace.Run, 0, 0).Do(2, trace.Take, scene.TheGIL, 1).At(220).On(1).Do(1, trace.Run, 0, 0).Wait(1, scene.TheGIL)

	quick := scene.New("a", "b")
	quick.Do(1, trace.Run, 0, 0).Do(1, trace.Take, scene.TheGIL, 0).On(1).Do(2, trace.Run, 0, 0).Do(2, trace.Request, 1, 0).Wait(2, scene.TheGIL)
	quick.At(50).On(0).Do(1, trace.Drop, scene.TheGIL, 7).Do(1, trace.Unpark, 2, 10).At(60).On(1).Do(2, trace.Run, 0, 0).Do(2, trace.Take, scene.TheGIL, 1)
	quick.At(70).On(0).Wait(1, scene.TheGIL).At(100).On(1).Do(2, trace.Drop, scene.TheGIL, 9).Do(2, trace.Unpark, 1, 0)
	quick.On(0).Do(1, trace.Run, 0, 0).Do(1, trace.Take, scene.TheGIL, 2)

	early := scene.New("a", "b")
	early.Do(1, trace.Run, 0, 0).Do(1, trace.Take, scene.TheGIL, 0).On(1).Do(2, trace.Run, 0, 0).Do(2, trace.Request, 1, 0).Wait(2, scene.TheGIL)
	early.At(50).On(0).Do(1, trace.Drop, scene.TheGIL, 7).Do(1, trace.Park, scene.TheDisk, 20)
	early.At(70).Do(1, trace.Timeout, 0, 0).Do(1, trace.Run, 0, 0).Do(1, trace.Take, scene.TheGIL, 0)

	again := scene.New("a")
	again.Do(1, trace.Run, 0, 0).Do(1, trace.Take, scene.TheGIL, 0).Do(1, trace.Phase, scene.TheGIL, 1).At(5).Do(1, trace.Drop, scene.TheGIL, 1).Wait(1, scene.TheGIL)
	again.At(10).Do(1, trace.Run, 0, 0).Do(1, trace.Park, scene.TheDisk, 5)
	again.At(15).Do(1, trace.Timeout, 0, 0).Do(1, trace.Run, 0, 0).At(20).Do(1, trace.Take, scene.TheGIL, 0)

	for _, c := range []struct {
		rule     string
		trace    *trace.Trace
		lock     trace.LockSummary
		switches []trace.SwitchCount
	}{
		{"a hand-over on request is one wake-up: that the old holder learns of it is none", scene.Duel(2),
			trace.LockSummary{Acquisitions: 3, Handoffs: 2, Forced: 2, Wakeups: 2,
				Holds: trace.Times{Count: 2, Total: 5_007_600 + 5_006_800, Longest: 5_007_600, Median: (5_007_600 + 5_006_800) / 2},
				Waits: trace.Times{Count: 2, Total: 5_007_000 + 5_015_500, Longest: 5_015_500, Median: 5_007_000}},
			switches("gil", 5, "interval", 2)},
		{"who has let go on request and comes too late to wait for the hand-over waits for the lock", &quick.Trace,
			trace.LockSummary{Acquisitions: 3, Handoffs: 2, Forced: 1, Wakeups: 2,
				Holds: trace.Times{Count: 2, Total: 90, Longest: 50, Median: 40},
				Waits: trace.Times{Count: 2, Total: 60 + 30, Longest: 60, Median: 30}},
			switches("gil", 1, "interval", 1)},
		{"a tick check that changes nothing is a take but no hand-over", &failed.Trace,
			trace.LockSummary{Acquisitions: 3, Handoffs: 1, Wakeups: 2, Failed: 1, FailedShare: 0.5,
				Holds: trace.Times{Count: 2, Total: 200, Longest: 100, Median: 100},
				Waits: trace.Times{Count: 1, Total: 210, Longest: 210, Median: 210}},
			switches("gil", 2, "ticks", 1, "slice", 1)},
		{"a drop for a blocking call answers a request that is there", &early.Trace,
			trace.LockSummary{Acquisitions: 2, Forced: 1, Holds: trace.Times{Count: 1, Total: 50, Longest: 50, Median: 50}},
			switches("gil", 1, "io", 1)},
		{"who parks on something else no longer wants the lock", &again.Trace,
			trace.LockSummary{Acquisitions: 2, Holds: trace.Times{Count: 1, Total: 5, Longest: 5, Median: 5}},
			switches("ticks", 1, "io", 1)},
	} {
		t.Run(c.rule, func(t *testing.T) {
			got := trace.Summarize(c.trace)
			if diff := cmp.Diff(c.lock, got.Lock); diff != "" {
				t.Errorf("lock (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.switches, got.Switches); diff != "" {
				t.Errorf("switches (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTwoInterpreterLocksAreCountedTogetherButHandedOnAlone(t *testing.T) {
	got := trace.Summarize(&scene.TwoLocks().Trace)
	want := trace.LockSummary{Acquisitions: 3, Handoffs: 1, Forced: 1, Wakeups: 1,
		Holds: trace.Times{Count: 1, Total: 20, Longest: 20, Median: 20},
		Waits: trace.Times{Count: 1, Total: 20, Longest: 20, Median: 20}}
	if diff := cmp.Diff(want, got.Lock); diff != "" {
		t.Errorf("lock (-want +got):\n%s", diff)
	}
	for i, held := range []time.Duration{40, 20, 10} {
		if got.Threads[i].Held != held {
			t.Errorf("%s held its lock for %v, want %v", got.Threads[i].Name, got.Threads[i].Held, held)
		}
	}
}

func TestEveryWayToLoseACoreHasItsReasonAndItsState(t *testing.T) {
	for _, c := range []struct {
		reason string
		leave  func(s *scene.Scene) *scene.Scene
		state  trace.State
		forced int64
	}{
		{"io", func(s *scene.Scene) *scene.Scene { return s.Wait(1, scene.TheDisk) }, trace.StateIO, 0},
		{"sleep", func(s *scene.Scene) *scene.Scene { return s.Do(1, trace.Park, scene.TheTimer, 5) }, trace.StateSleep, 0},
		{"lock", func(s *scene.Scene) *scene.Scene { return s.Wait(1, scene.TheMutex) }, trace.StateAcquire, 0},
		{"join", func(s *scene.Scene) *scene.Scene { return s.Wait(1, scene.TheEnd) }, trace.StateJoin, 0},
		{"wait", func(s *scene.Scene) *scene.Scene { return s.Wait(1, scene.TheQueue) }, trace.StateWait, 0},
		{"wait", func(s *scene.Scene) *scene.Scene { return s.Wait(1, 99) }, trace.StateWait, 0},
		{"gil", func(s *scene.Scene) *scene.Scene { return s.Wait(1, scene.TheGIL) }, trace.StateLock, 0},
		{"interval", func(s *scene.Scene) *scene.Scene {
			return s.Do(2, trace.Request, 1, 0).Do(1, trace.Drop, scene.TheGIL, 1).Wait(1, scene.TheGIL)
		}, trace.StateLock, 0},
		{"ticks", func(s *scene.Scene) *scene.Scene {
			return s.Do(1, trace.Phase, scene.TheGIL, 1).Do(1, trace.Drop, scene.TheGIL, 1).Wait(1, scene.TheGIL)
		}, trace.StateLock, 0},
		{"gil", func(s *scene.Scene) *scene.Scene { return s.Do(1, trace.Drop, scene.TheGIL, 1).Wait(1, scene.TheGIL) }, trace.StateLock, 0},
		{"yield", func(s *scene.Scene) *scene.Scene { return s.Do(1, trace.Park, scene.TheTimer, 0) }, trace.StateReady, 0},
		{"slice", func(s *scene.Scene) *scene.Scene { return s.Do(1, trace.Expire, 0, 1) }, trace.StateReady, 1},
		{"preempt", func(s *scene.Scene) *scene.Scene { return s.Do(1, trace.Preempt, 2, 1) }, trace.StateReady, 1},
		{"exit", func(s *scene.Scene) *scene.Scene { return s.Do(1, trace.Exit, 0, 1) }, trace.StateEnded, 0},
	} {
		s := scene.New("a", "b").Do(1, trace.Run, 0, 0).Do(2, trace.Run, 0, 0).At(10)
		c.leave(s)
		s.At(25).Do(2, trace.Now, 0, 0)
		sum := trace.Summarize(&s.Trace)
		if diff := cmp.Diff(switches(c.reason, 1), sum.Switches); diff != "" {
			t.Errorf("%s: switches (-want +got):\n%s", c.reason, diff)
		}
		got, want := sum.Threads[0], spentIn(c.state, 10, 15)
		want.Voluntary, want.Forced = 1-c.forced, c.forced
		got.ID, got.Name, got.Bytecodes = 0, "", 0
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: thread (-want +got):\n%s", c.reason, diff)
		}
	}
}

// spentIn returns the times of a thread that ran and then was in a state.
func spentIn(state trace.State, ran, then time.Duration) trace.ThreadSummary {
	t := trace.ThreadSummary{Ran: ran, Life: ran + then}
	switch state {
	case trace.StateLock:
		t.LockWait = then
	case trace.StateReady:
		t.Ready = then
	case trace.StateIO:
		t.IO, t.Blocked = then, then
	case trace.StateSleep, trace.StateAcquire, trace.StateJoin, trace.StateHub, trace.StateWait:
		t.Blocked = then
	case trace.StateEnded:
		t.Life = ran
	}
	return t
}

func TestAnEmptyRunHasAnEmptySummary(t *testing.T) {
	got := trace.Summarize(&trace.Trace{Names: &trace.Names{}})
	if diff := cmp.Diff(&trace.Summary{Switches: switches()}, got); diff != "" {
		t.Errorf("summary (-want +got):\n%s", diff)
	}
}

func TestWhatIsStillGoingOnCountsUpToTheLastEvent(t *testing.T) {
	s := scene.New("a", "b").Do(1, trace.Run, 0, 0).Do(1, trace.Take, scene.TheGIL, 0).Do(1, trace.Spawn, 2, 0).At(30).Do(1, trace.Load, scene.TheBalance, 1)
	got := trace.Summarize(&s.Trace)
	want := []trace.ThreadSummary{{ID: 1, Name: "a", Life: 30, Ran: 30, Held: 30, Takes: 1}, {ID: 2, Name: "b", Life: 30, Ready: 30}}
	if diff := cmp.Diff(want, got.Threads); diff != "" {
		t.Errorf("threads (-want +got):\n%s", diff)
	}
	if got.Lock.Holds.Count != 0 {
		t.Errorf("a hold that has not ended was counted: %+v", got.Lock.Holds)
	}
}
