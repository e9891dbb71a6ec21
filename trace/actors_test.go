// This file holds the tracker of actors, and all that counts by it, against a model with a stack for each greenlet.

package trace_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/gilsim/gilsim/internal/scene"
	"github.com/gilsim/gilsim/trace"
)

func TestTheRulesKnowWhoIsCurrent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr, _ := scene.AnyGreenlets(t)
		if err := trace.Check(tr); err != nil {
			t.Fatalf("%v in:\n%v", err, tr.Events)
		}
	})
}

func TestFiguresOfActorsAreThoseOfTheModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr, want := scene.AnyGreenlets(t)
		got := map[int32]*trace.ActorSummary{}
		for _, th := range trace.Summarize(tr).Threads {
			var ran time.Duration
			for _, a := range th.Actors {
				ran += a.Ran
				if a.ID != 0 {
					got[a.ID] = &a
				}
			}
			if th.Actors != nil && ran != th.Ran {
				t.Fatalf("the actors of T%d ran for %v, and it ran for %v", th.ID, ran, th.Ran)
			}
		}
		for id, a := range want {
			if a.Turns == 0 {
				delete(want, id) // it is defined, and nobody has switched to it
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("figures (-model +summary):\n%s\nof:\n%v", diff, tr.Events)
		}
	})
}

// An event that is done by somebody else than the current actor is noticed, whoever that is.
func TestAnotherActorIsNoticed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr, _ := scene.AnyGreenlets(t)
		e := &tr.Events[rapid.IntRange(0, len(tr.Events)-1).Draw(t, "event")]
		e.Actor = (e.Actor + rapid.Int32Range(1, int32(tr.Names.Objects())).Draw(t, "shift")) % int32(tr.Names.Objects()+1)
		if trace.Check(tr) == nil {
			t.Fatalf("no rule is broken by o%d in event %+v", e.Actor, *e)
		}
	})
}

func TestRunsWithGreenletsObeyTheRules(t *testing.T) {
	for name, tr := range map[string]*trace.Trace{"greenlets": scene.Greenlets(), "two loops": scene.TwoLoops(), "throng": scene.Throng(3)} {
		if err := trace.Check(tr); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A thread's hubs and event loops stand before its other actors, and each stands there once, however often it has its turn.
func TestHubsAndLoopsAreFirstOfTheActorsOfAThread(t *testing.T) {
	const head = "gilsim trace 1\nseed 1\nthread T1 \"main\"\nobject o1 greenlet \"a\"\nobject o2 hub \"hub\"\n" +
		"object o3 task \"job\"\nobject o4 loop \"loop\"\nobject o5 greenlet \"b\"\n0 c0 T1 run - 0\n0 c0 T1 start - 0\n"
	for _, tc := range []struct {
		name, lines string
		want        []int32
	}{
		{"a hub after a greenlet", "1 c0 T1 switch o1 0\n1 c0 T1.1 switch o2 0\n1 c0 T1.2 switch o1 0\n1 c0 T1.1 switch o5 0\n1 c0 T1.5 switch - 0\n", []int32{2, 1, 5}},
		{"a loop after a task that is ready", "1 c0 T1 ready o3 0\n1 c0 T1 resume o4 0\n1 c0 T1.4 resume o3 0\n1 c0 T1.3 yield o4 1\n1 c0 T1.4 yield - 1\n", []int32{4, 3}},
	} {
		tr, err := trace.Read(strings.NewReader(head + tc.lines + "2 c0 T1 end - 0\n2 c0 T1 exit - 0\n"))
		if err != nil {
			t.Fatal(err)
		}
		var got []int32
		for _, a := range trace.Summarize(tr).Threads[0].Actors {
			if a.ID != 0 {
				got = append(got, a.ID)
			}
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.name, diff)
		}
	}
}
