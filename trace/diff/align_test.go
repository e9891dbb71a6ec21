package diff

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/gilsim/gilsim/internal/scene"
	"github.com/gilsim/gilsim/trace"
)

func TestARunIsAlignedWithItself(t *testing.T) {
	tr := scene.Balance()
	al := Align(tr, tr)
	if al.Parts || len(al.Pairs) != 19 || al.A != len(tr.Events) || al.B != len(tr.Events) {
		t.Errorf("%d pairs, parting at %d and %d (%v)", len(al.Pairs), al.A, al.B, al.Parts)
	}
	for _, p := range al.Pairs {
		if p[0] != p[1] {
			t.Errorf("step %d belongs to %d", p[0], p[1])
		}
	}
}

// In one run Thread-1 goes first, in the other Thread-2: from there on each thread's steps are still paired with its own.
func TestThreadsAreAlignedAfterTheRunsPart(t *testing.T) {
	run := func(first, second int32) *trace.Trace {
		s := scene.New("MainThread", "Thread-1", "Thread-2")
		s.Do(1, trace.Start, 0, 0).Do(1, trace.Spawn, 2, 0).Do(1, trace.Spawn, 3, 0)
		for i, thread := range []int32{first, second} {
			s.Do(thread, trace.Run, 0, 2000).Do(thread, trace.Start, 0, 0).Do(thread, trace.Load, scene.TheBalance, int64(i)).Do(thread, trace.Store, scene.TheBalance, int64(i+1))
		}
		s.Do(second, trace.Print, 0, int64(s.Names.AddText("over")))
		return &s.Trace
	}
	al := Align(run(2, 3), run(3, 2))
	want := [][2]int{{0, 0}, {1, 1}, {2, 2}, {4, 8}, {5, 9}, {6, 10}, {8, 4}, {9, 5}, {10, 6}}
	if !al.Parts || al.A != 4 || al.B != 4 {
		t.Errorf("they part at %d and %d (%v)", al.A, al.B, al.Parts)
	}
	for i := range want {
		if len(al.Pairs) != len(want) || al.Pairs[i] != want[i] {
			t.Fatalf("got pairs %v, want %v", al.Pairs, want)
		}
	}
}

// Before and after a mistake was mended: the steps that the lock adds stand alone, and all others are paired, round by round.
func TestStepsThatOneRunAddsStandAlone(t *testing.T) {
	const rounds = 4
	run := func(locked bool) *trace.Trace {
		s := scene.New("MainThread", "Thread-1")
		var lock int32
		balance := s.Names.AddObject(trace.ClassVar, "account")
		if locked {
			lock = s.Names.AddObject(trace.ClassLock, "lock")
		}
		for i := range rounds {
			if locked {
				s.Do(1, trace.Acquire, lock, 0)
			}
			s.Do(1, trace.Load, balance, int64(i)).Do(1, trace.Store, balance, int64(i+5))
			if locked {
				s.Do(1, trace.Release, lock, 0)
			}
		}
		s.Do(1, trace.Print, 0, int64(s.Names.AddText("over")))
		return &s.Trace
	}
	for _, c := range []struct{ a, b *trace.Trace }{{run(false), run(true)}, {run(true), run(false)}} {
		al := Align(c.a, c.b)
		if len(al.Pairs) != 2*rounds+1 || !al.Parts || al.A != 0 || al.B != 0 {
			t.Fatalf("%d pairs, want each of the %d steps without the lock; they part at %d and %d", len(al.Pairs), 2*rounds+1, al.A, al.B)
		}
		for i, p := range al.Pairs {
			e, f := c.a.Events[p[0]], c.b.Events[p[1]]
			if e.Kind != f.Kind || e.Arg != f.Arg {
				t.Errorf("pair %d: %v belongs to %v", i, e, f)
			}
		}
	}
}

// Whatever the traces are: no step is in two pairs, the first ones are those that Traces finds common, and it says the same of
// where they part.
func TestAnAlignmentAgreesWithTheDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := scene.AnyTrace(t, 10), scene.AnyTrace(t, 10)
		al, found := Align(a, b), Traces(a, b, Steps)
		if al.Parts != (found != nil) || found != nil && (al.A != found.A.Index || al.B != found.B.Index) {
			t.Fatalf("parts %v at %d and %d, but the difference is %+v", al.Parts, al.A, al.B, found)
		}
		var seenA, seenB = map[int]bool{}, map[int]bool{}
		for _, p := range al.Pairs {
			if seenA[p[0]] || seenB[p[1]] || a.Events[p[0]].Kind != b.Events[p[1]].Kind {
				t.Fatalf("the pair %v is none", p)
			}
			seenA[p[0]], seenB[p[1]] = true, true
		}
	})
}
