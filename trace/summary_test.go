// This file tests the figures of a summary against ones worked out by hand.

package trace

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestEveryFigureOfARunThroughAllStates(t *testing.T) {
	got := Summarize(&allStates().Trace)
	want := &Summary{
		Wall: 40 * ms, CPU: 38 * ms, CPUPercent: 95,
		Busy: []time.Duration{28 * ms, 10 * ms},
		Threads: []ThreadSummary{
			{ID: 1, Name: "MainThread", Life: 40 * ms, Ran: 16 * ms, Held: 10 * ms, Ready: 2 * ms, Blocked: 22 * ms,
				Voluntary: 2, Takes: 1, Bytecodes: 9},
			{ID: 2, Name: "worker with a very long name", Life: 32 * ms, Ran: 12 * ms, Held: 12 * ms, Ready: 15 * ms,
				Blocked: 5 * ms, IO: 5 * ms, Voluntary: 2, Takes: 2, Bytecodes: 9},
			{ID: 3, Name: "größer", Life: 20 * ms, Ran: 10 * ms, Held: 10 * ms, LockWait: 10 * ms,
				Voluntary: 2, Takes: 1, Bytecodes: 9},
		},
		Lock: LockSummary{
			Acquisitions: 4, Handovers: 3, Wakeups: 1,
			Holds: Times{Count: 4, Total: 32 * ms, Longest: 10 * ms, Median: 10 * ms},
			Waits: Times{Count: 1, Total: 10 * ms, Longest: 10 * ms, Median: 10 * ms},
		},
		Switches: switches("io", 1, "join", 1, "gil", 1, "exit", 3),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("summary (-want +got):\n%s", diff)
	}
}

// switches returns the list of reasons with these counts, given as word and count in turn, and 0 for the rest.
func switches(counts ...any) []SwitchCount {
	var list []SwitchCount
	for _, r := range reasonNames {
		c := SwitchCount{Reason: r.word}
		for i := 0; i < len(counts); i += 2 {
			if counts[i] == r.word {
				c.Count = int64(counts[i+1].(int))
			}
		}
		list = append(list, c)
	}
	return list
}

func TestLockFiguresByDiscipline(t *testing.T) {
	// a's first tick check changes nothing: it has the lock again before b comes. At the second one its slice ends.
	failed := newScene("a", "b")
	failed.do(1, Run, 0, 0).do(1, Take, theGIL, 0).do(1, Phase, theGIL, 100).on(1).do(2, Run, 0, 0).wait(2, theGIL)
	failed.at(100).on(0).do(1, Drop, theGIL, 100).do(1, Unpark, 2, 10).do(1, Take, theGIL, 0)
	failed.at(110).on(1).do(2, Run, 0, 0).do(2, Fail, theGIL, 0).wait(2, theGIL)
	failed.at(200).on(0).do(1, Drop, theGIL, 200).do(1, Unpark, 2, 10).at(205).do(1, Expire, 0, 200)
	failed.at(210).do(2, Run, 0, 0).do(2, Take, theGIL, 1).at(220).on(1).do(1, Run, 0, 0).wait(1, theGIL)

	quick := newScene("a", "b")
	quick.do(1, Run, 0, 0).do(1, Take, theGIL, 0).on(1).do(2, Run, 0, 0).do(2, Request, 1, 0).wait(2, theGIL)
	quick.at(50).on(0).do(1, Drop, theGIL, 7).do(1, Unpark, 2, 10).at(60).on(1).do(2, Run, 0, 0).do(2, Take, theGIL, 1)
	quick.at(70).on(0).wait(1, theGIL).at(100).on(1).do(2, Drop, theGIL, 9).do(2, Unpark, 1, 0)
	quick.on(0).do(1, Run, 0, 0).do(1, Take, theGIL, 2)

	early := newScene("a", "b")
	early.do(1, Run, 0, 0).do(1, Take, theGIL, 0).on(1).do(2, Run, 0, 0).do(2, Request, 1, 0).wait(2, theGIL)
	early.at(50).on(0).do(1, Drop, theGIL, 7).do(1, Park, theDisk, 20)
	early.at(70).do(1, Timeout, 0, 0).do(1, Run, 0, 0).do(1, Take, theGIL, 0)

	again := newScene("a")
	again.do(1, Run, 0, 0).do(1, Take, theGIL, 0).do(1, Phase, theGIL, 1).at(5).do(1, Drop, theGIL, 1).wait(1, theGIL)
	again.at(10).do(1, Run, 0, 0).do(1, Park, theDisk, 5)
	again.at(15).do(1, Timeout, 0, 0).do(1, Run, 0, 0).at(20).do(1, Take, theGIL, 0)

	for _, c := range []struct {
		rule     string
		trace    *Trace
		lock     LockSummary
		switches []SwitchCount
	}{
		{"a hand-over on request is one wake-up: that the old holder learns of it is none", duel(2),
			LockSummary{Acquisitions: 3, Handovers: 2, Forced: 2, Wakeups: 2,
				Holds: Times{Count: 2, Total: 5_007_600 + 5_006_800, Longest: 5_007_600, Median: (5_007_600 + 5_006_800) / 2},
				Waits: Times{Count: 2, Total: 5_007_000 + 5_015_500, Longest: 5_015_500, Median: 5_007_000}},
			switches("gil", 5, "interval", 2)},
		{"who has let go on request and comes too late to wait for the hand-over waits for the lock", &quick.Trace,
			LockSummary{Acquisitions: 3, Handovers: 2, Forced: 1, Wakeups: 2,
				Holds: Times{Count: 2, Total: 90, Longest: 50, Median: 40},
				Waits: Times{Count: 2, Total: 60 + 30, Longest: 60, Median: 30}},
			switches("gil", 1, "interval", 1)},
		{"a tick check that changes nothing is a take but no hand-over", &failed.Trace,
			LockSummary{Acquisitions: 3, Handovers: 1, Wakeups: 2, Failed: 1, FailedShare: 0.5,
				Holds: Times{Count: 2, Total: 200, Longest: 100, Median: 100},
				Waits: Times{Count: 1, Total: 210, Longest: 210, Median: 210}},
			switches("gil", 2, "ticks", 1, "slice", 1)},
		{"a drop for a blocking call answers a request that is there", &early.Trace,
			LockSummary{Acquisitions: 2, Forced: 1, Holds: Times{Count: 1, Total: 50, Longest: 50, Median: 50}},
			switches("gil", 1, "io", 1)},
		{"who parks on something else no longer wants the lock", &again.Trace,
			LockSummary{Acquisitions: 2, Holds: Times{Count: 1, Total: 5, Longest: 5, Median: 5}},
			switches("ticks", 1, "io", 1)},
	} {
		t.Run(c.rule, func(t *testing.T) {
			got := Summarize(c.trace)
			if diff := cmp.Diff(c.lock, got.Lock); diff != "" {
				t.Errorf("lock (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.switches, got.Switches); diff != "" {
				t.Errorf("switches (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEveryWayToLoseACoreHasItsReasonAndItsState(t *testing.T) {
	for _, c := range []struct {
		reason string
		leave  func(s *scene) *scene
		state  threadState
		forced int64
	}{
		{"io", func(s *scene) *scene { return s.wait(1, theDisk) }, stateIO, 0},
		{"sleep", func(s *scene) *scene { return s.do(1, Park, theTimer, 5) }, stateBlocked, 0},
		{"lock", func(s *scene) *scene { return s.wait(1, theMutex) }, stateBlocked, 0},
		{"join", func(s *scene) *scene { return s.wait(1, theEnd) }, stateBlocked, 0},
		{"wait", func(s *scene) *scene { return s.wait(1, theQueue) }, stateBlocked, 0},
		{"wait", func(s *scene) *scene { return s.wait(1, 99) }, stateBlocked, 0},
		{"gil", func(s *scene) *scene { return s.wait(1, theGIL) }, stateLock, 0},
		{"interval", func(s *scene) *scene { return s.do(2, Request, 1, 0).do(1, Drop, theGIL, 1).wait(1, theGIL) }, stateLock, 0},
		{"ticks", func(s *scene) *scene { return s.do(1, Phase, theGIL, 1).do(1, Drop, theGIL, 1).wait(1, theGIL) }, stateLock, 0},
		{"gil", func(s *scene) *scene { return s.do(1, Drop, theGIL, 1).wait(1, theGIL) }, stateLock, 0},
		{"yield", func(s *scene) *scene { return s.do(1, Park, theTimer, 0) }, stateReady, 0},
		{"slice", func(s *scene) *scene { return s.do(1, Expire, 0, 1) }, stateReady, 1},
		{"preempt", func(s *scene) *scene { return s.do(1, Preempt, 2, 1) }, stateReady, 1},
		{"exit", func(s *scene) *scene { return s.do(1, Exit, 0, 1) }, stateEnded, 0},
	} {
		s := newScene("a", "b").do(1, Run, 0, 0).do(2, Run, 0, 0).at(10)
		c.leave(s)
		s.at(25).do(2, Now, 0, 0)
		sum := Summarize(&s.Trace)
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
func spentIn(state threadState, ran, then time.Duration) ThreadSummary {
	t := ThreadSummary{Ran: ran, Life: ran + then}
	switch state {
	case stateLock:
		t.LockWait = then
	case stateReady:
		t.Ready = then
	case stateIO:
		t.IO, t.Blocked = then, then
	case stateBlocked:
		t.Blocked = then
	case stateEnded:
		t.Life = ran
	}
	return t
}

func TestAnEmptyRunHasAnEmptySummary(t *testing.T) {
	got := Summarize(&Trace{Names: &Names{}})
	if diff := cmp.Diff(&Summary{Switches: switches()}, got); diff != "" {
		t.Errorf("summary (-want +got):\n%s", diff)
	}
}

func TestWhatIsStillGoingOnCountsUpToTheLastEvent(t *testing.T) {
	s := newScene("a", "b").do(1, Run, 0, 0).do(1, Take, theGIL, 0).do(1, Spawn, 2, 0).at(30).do(1, Load, theBalance, 1)
	got := Summarize(&s.Trace)
	want := []ThreadSummary{{ID: 1, Name: "a", Life: 30, Ran: 30, Held: 30, Takes: 1}, {ID: 2, Name: "b", Life: 30, Ready: 30}}
	if diff := cmp.Diff(want, got.Threads); diff != "" {
		t.Errorf("threads (-want +got):\n%s", diff)
	}
	if got.Lock.Holds.Count != 0 {
		t.Errorf("a hold that has not ended was counted: %+v", got.Lock.Holds)
	}
}

func TestMedianIsAtMostOnePercentOff(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		center := rapid.Int64Range(0, 1<<50).Draw(t, "center")
		stretches := rapid.SliceOfN(rapid.Int64Range(center/2, center+1), 1, 40).Draw(t, "stretches")
		var log stretchLog
		for _, s := range stretches {
			log.add(s)
		}
		got, want := int64(log.times().Median), lowerMedian(stretches)
		if diff := max(got-want, want-got); diff > want/100 {
			t.Fatalf("median of %v: got %d, want %d", stretches, got, want)
		}
	})
}

func TestEveryStretchHasABucketInOrder(t *testing.T) {
	last := -1
	for bit := range 63 {
		for _, s := range []int64{1<<bit - 1, 1 << bit, 1<<bit + 1<<bit/3} {
			b := stretchBucket(s)
			if b < last || b >= stretchBuckets {
				t.Errorf("stretch %d is in bucket %d of %d, the one before in %d", s, b, stretchBuckets, last)
			}
			last = b
		}
	}
	if b := stretchBucket(1<<63 - 1); b != stretchBuckets-1 {
		t.Errorf("the longest stretch is in bucket %d, want the last, %d", b, stretchBuckets-1)
	}
}

// lowerMedian returns the median by sorting.
func lowerMedian(list []int64) int64 {
	list = slices.Sorted(slices.Values(list))
	return list[(len(list)-1)/2]
}

func TestLookingWhileTheRunGoesOnChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr := anyTrace(t, anyStep(t))
		figures, line := NewSummarizer(tr.Names), NewTimeliner(tr.Names, TimelineOptions{})
		cut := rapid.IntRange(0, len(tr.Events)).Draw(t, "cut")
		for _, part := range [][]Event{tr.Events[:cut], tr.Events[cut:]} {
			Tee{figures, line}.Record(part)
			figures.Summary()
			line.Picture()
		}
		if diff := cmp.Diff(Summarize(tr), figures.Summary()); diff != "" {
			t.Fatalf("summary (-at the end +in between):\n%s", diff)
		}
		if diff := cmp.Diff(Timeline(tr, TimelineOptions{}), line.Picture()); diff != "" {
			t.Fatalf("timeline (-at the end +in between):\n%s", diff)
		}
	})
}
