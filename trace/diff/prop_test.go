package diff_test

import (
	"fmt"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/gilsim/gilsim/internal/scene"
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/diff"
	"github.com/gilsim/gilsim/trace/view"
)

// drawTale draws a run of a few threads that are spawned by main and work on a few variables and locks.
func drawTale(t *rapid.T) []deed {
	workers := rapid.IntRange(1, 3).Draw(t, "workers")
	var deeds []deed
	for n := range workers {
		deeds = append(deeds, deed{"main", trace.Spawn, worker(n), 0}, deed{worker(n), trace.Start, "", 0})
	}
	kinds := rapid.SampledFrom([]trace.Kind{trace.Load, trace.Load, trace.Store, trace.Acquire, trace.Release, trace.Sleep, trace.Now, trace.Take, trace.Run})
	for range rapid.IntRange(0, 20).Draw(t, "deeds") {
		deeds = append(deeds, drawDeed(t, worker(rapid.IntRange(0, workers-1).Draw(t, "thread")), kinds.Draw(t, "kind")))
	}
	for n := range workers {
		deeds = append(deeds, deed{worker(n), trace.End, "", 9}, deed{"main", trace.Join, worker(n), 0})
	}
	return deeds
}

func worker(n int) string { return fmt.Sprintf("worker-%d", n) }

func drawDeed(t *rapid.T, thread string, kind trace.Kind) deed {
	d := deed{thread: thread, kind: kind}
	if kind.Spec().Obj == trace.Object {
		d.what = classFor(kind) + rapid.SampledFrom([]string{"1", "2"}).Draw(t, "object")
	}
	if kind.Spec().Arg != trace.Nothing {
		d.arg = rapid.Int64Range(0, 3).Draw(t, "arg")
	}
	return d
}

// ofProgram tells whether a deed is the program's.
func ofProgram(d deed) bool { return d.kind.Spec().Group == trace.Program }

// conflict tells whether the order of two deeds counts, by the rule as the design has it. It is the dumb twin of trace.Touch.
func conflict(d, e deed) bool {
	about := func(d, e deed) bool {
		return (d.kind == trace.Start || d.kind == trace.End) && (e.kind == trace.Spawn || e.kind == trace.Join) && e.what == d.thread
	}
	writes := func(d deed) bool { return d.kind.Spec().Writes || d.kind == trace.Spawn }
	if d.what != "" && d.what == e.what && (writes(d) || writes(e)) {
		return true
	}
	return about(d, e) || about(e, d)
}

// drawSwap draws a run, and the same with two neighbours swapped: steps of different threads for which want holds.
func drawSwap(t *rapid.T, want func(d, e deed) bool) (a, b []deed, at int) {
	a = drawTale(t)
	var places []int
	for i := range a[1:] {
		if d, e := a[i], a[i+1]; d.thread != e.thread && ofProgram(d) && ofProgram(e) && want(d, e) {
			places = append(places, i)
		}
	}
	if len(places) == 0 {
		t.Skip("no such neighbours")
	}
	at = rapid.SampledFrom(places).Draw(t, "place")
	b = append([]deed(nil), a...)
	b[at], b[at+1] = b[at+1], b[at]
	return a, b, at
}

func TestSwappingIndependentNeighboursKeepsEquivalence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, _ := drawSwap(t, func(d, e deed) bool { return !conflict(d, e) })
		if got, want := judge(tell(a...), tell(b...)), (verdicts{false, false, true}); got != want {
			t.Fatalf("the same at %+v, want %+v", got, want)
		}
	})
}

func TestSwappingConflictingNeighboursIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, at := drawSwap(t, conflict)
		d := diff.Traces(tell(a...), tell(b...), diff.Equivalent)
		if d == nil || d.Reversed == nil || !d.Reversed.Alone {
			t.Fatalf("the difference is %+v, want a reversed pair alone", d)
		}
		if r := d.Reversed; r.First.Index != at || r.Second.Index != at+1 {
			t.Fatalf("the pair is %d and %d, want %d and the next", r.First.Index, r.Second.Index, at)
		}
		if d.A.Next[0].Index != at || d.B.Next[0].Index != at || d.A.Next[0].Thread == d.B.Next[0].Thread {
			t.Fatalf("next are %+v and %+v, want the pair and the pair swapped", d.A.Next, d.B.Next)
		}
	})
}

// drawRelative draws a run that has much in common with another one.
func drawRelative(t *rapid.T, deeds []deed) *trace.Trace {
	deeds = append([]deed(nil), deeds...)
	for range rapid.IntRange(0, 3).Draw(t, "edits") {
		i := rapid.IntRange(max(0, len(deeds)-30), len(deeds)-2).Draw(t, "place")
		switch rapid.IntRange(0, 3).Draw(t, "edit") {
		case 0, 1:
			deeds[i], deeds[i+1] = deeds[i+1], deeds[i]
		case 2:
			deeds[i].arg ^= 1
		case 3:
			deeds = append(deeds[:i], deeds[i+1:]...)
		}
	}
	out := tell(deeds...)
	if rapid.Bool().Draw(t, "later") {
		out.Events[0].Time += 5
	}
	if rapid.Bool().Draw(t, "renumbered") {
		return renumbered(out)
	}
	return out
}

func TestVerdictsAreSymmetricAndEachLevelHoldsTheNext(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		deeds := drawTale(t)
		a, b := drawRelative(t, deeds), drawRelative(t, deeds)
		got, back := judge(a, b), judge(b, a)
		if got != back {
			t.Fatalf("the same at %+v, the other way round at %+v", got, back)
		}
		if got.exact && !got.steps || got.steps && !got.equivalent {
			t.Fatalf("the same at %+v", got)
		}
		if own := judge(a, copied(a)); own != (verdicts{true, true, true}) {
			t.Fatalf("a trace is the same as its copy at %+v only", own)
		}
	})
}

// The dumb twin of Equivalent: compares every pair of steps.
func TestEquivalentAgreesWithEveryPairOfSteps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		deeds := drawTale(t)
		other := rapid.Permutation(deeds).Draw(t, "permuted")
		if rapid.Bool().Draw(t, "mostly in order") {
			other = append([]deed(nil), deeds...)
			for range 8 {
				i := rapid.IntRange(0, len(other)-2).Draw(t, "place")
				other[i], other[i+1] = other[i+1], other[i]
			}
		}
		if got, want := diff.Traces(tell(deeds...), tell(other...), diff.Equivalent) == nil, equivalentByPairs(deeds, other); got != want {
			t.Fatalf("equivalent: %v, want %v", got, want)
		}
	})
}

// equivalentByPairs gives each step its thread and its number there, and looks at all pairs.
func equivalentByPairs(a, b []deed) bool {
	type identity struct {
		thread string
		nth    int
	}
	order := func(deeds []deed) (steps []identity, what map[identity]deed) {
		what = map[identity]deed{}
		count := map[string]int{}
		for _, d := range deeds {
			if ofProgram(d) {
				if d.kind == trace.Now {
					d.arg = 0 // which time it was does not count
				}
				count[d.thread]++
				id := identity{d.thread, count[d.thread]}
				steps, what[id] = append(steps, id), d
			}
		}
		return steps, what
	}
	stepsA, whatA := order(a)
	stepsB, whatB := order(b)
	if !cmp.Equal(whatA, whatB, cmp.AllowUnexported(deed{})) {
		return false
	}
	place := map[identity]int{}
	for i, id := range stepsB {
		place[id] = i
	}
	for i, x := range stepsA {
		for _, y := range stepsA[i+1:] {
			if place[x] > place[y] && conflict(whatA[x], whatA[y]) {
				return false
			}
		}
	}
	return true
}

// A trace in memory takes a shorter way where it can; it must lead to the same place.
func TestDiffStreamsFindsWhatDiffFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var deeds []deed
		for range rapid.IntRange(0, 3*256).Draw(t, "before") {
			deeds = append(deeds, deed{"main", trace.Sleep, "", 0})
		}
		deeds = append(deeds, drawTale(t)...)
		a, b := drawRelative(t, deeds), drawRelative(t, deeds)
		for level := diff.Exact; level <= diff.Equivalent; level++ {
			want := diff.Traces(a, b, level)
			got, err := diff.Streams(&tape{a.Names, a.Events, io.EOF}, &tape{b.Names, b.Events, io.EOF}, level)
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Fatalf("%v: %v (-Diff +DiffStreams):\n%s", level, err, diff)
			}
		}
	})
}

func TestPicturesOfDifferencesAreNoWiderThanTheyMay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		deeds := drawTale(t)
		long := rapid.StringN(30, 200, -1)
		first := deed{thread: long.Draw(t, "thread"), kind: trace.Store, what: long.Draw(t, "object")}
		deeds = append([]deed{first}, deeds...)
		a, b := drawRelative(t, deeds), drawRelative(t, deeds)
		for level := diff.Exact; level <= diff.Equivalent; level++ {
			d := diff.Traces(a, b, level)
			if d == nil {
				continue
			}
			for _, row := range view.Difference(d, 0).Rows {
				if row.Width() > 100 {
					t.Fatalf("%v: a row has %d characters: %+v", level, row.Width(), row)
				}
			}
		}
	})
}

// Greenlets and generators are known by their names: runs that number them otherwise are the same, and one in which
// another one did a step is not.
func TestGreenletsAreTheSameByTheirNames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr, _ := scene.AnyGreenlets(t)
		other := renumbered(tr)
		if got := judge(tr, other); !got.steps || !got.equivalent {
			t.Fatalf("with other numbers the same at %+v", got)
		}
		e := &other.Events[rapid.IntRange(0, len(other.Events)-1).Draw(t, "event")]
		e.Actor = (e.Actor + 1) % int32(other.Names.Objects()+1)
		if got := judge(tr, other); (got.steps || got.equivalent) && e.Kind.Spec().Group == trace.Program {
			t.Fatalf("the same at %+v, but another one did %+v", got, *e)
		}
	})
}
