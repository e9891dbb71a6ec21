// This file tests how greenlets show in columns and timelines.

package view

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/gilsim/gilsim/internal/scene"
	"github.com/gilsim/gilsim/trace"
)

// The row of a greenlet in a timeline shows it running for as long as it ran.
func TestRowsOfGreenletsShowHowLongTheyRan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr, figures := scene.AnyGreenlets(t)
		line := NewTimeliner(tr.Names, TimelineOptions{Actors: 1000})
		line.Record(tr.Events)
		line.Picture()
		for id, a := range figures {
			var shown stateShares
			if nth := line.spans.FirstTurn(id); 0 < nth && nth <= len(line.actors) {
				for b := range line.actors[nth-1].buckets {
					shown.add(&line.actors[nth-1].buckets[b])
				}
			}
			if shown[trace.StateRunning] != uint64(a.Ran) {
				t.Fatalf("%s has a row in which it runs for %d ns of %d", a.Name, shown[trace.StateRunning], a.Ran)
			}
		}
	})
}

// TestASleepLastsAlthoughItsGreenletAsksForTheTime holds that a greenlet is drawn asleep while a hub waits in its place: before
// that it asks, for the hub, when its time will be over.
func TestASleepLastsAlthoughItsGreenletAsksForTheTime(t *testing.T) {
	asks := scene.Greenlets()
	asks.Events = nil
	for _, e := range scene.Greenlets().Events {
		asks.Events = append(asks.Events, e)
		if e.Kind == trace.Sleep {
			e.Kind, e.Arg = trace.Now, e.Time
			asks.Events = append(asks.Events, e)
		}
	}
	got, want := Timeline(asks, TimelineOptions{}), Timeline(scene.Greenlets(), TimelineOptions{})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the timeline is not the same (-without, +with the question):\n%s", diff)
	}
}

// TestGreenletsThatShowNothingMakeWay holds that the rows of a timeline go to those greenlets that can be seen in it, unless there
// is one for each.
func TestGreenletsThatShowNothingMakeWay(t *testing.T) {
	s := scene.New("MainThread").Do(1, trace.Run, 0, 50_000).Do(1, trace.Start, 0, 0).After(100).To(1, scene.TheHub)
	for i := range 3 {
		task := s.Names.AddObject(trace.ClassGreenlet, fmt.Sprint("task", i))
		link := s.Names.AddObject(trace.ClassGreenlet, fmt.Sprint("link", i))
		s.After(10_000).To(1, link).Do(1, trace.Switch, scene.TheHub, 1).As(scene.TheHub).After(10_000).To(1, task).After(10).Do(1, trace.Switch, scene.TheHub, 0).As(scene.TheHub)
	}
	s.After(50_000).To(1, 0).Do(1, trace.End, 0, 40).Do(1, trace.Exit, 0, 40)
	for actors, want := range map[int]string{
		7: "MainThread hub link0 task0 link1 task1 link2 task2",
		4: "MainThread hub task0 task1 task2",
	} {
		var names []string
		for _, row := range Timeline(&s.Trace, TimelineOptions{Actors: actors}).Rows {
			if len(row) > 0 && row[0].Style == StyleName {
				names = append(names, strings.TrimSpace(row[0].Text))
			}
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("with room for %d the rows are %q, want %q", actors, got, want)
		}
	}
}

// TestColumnsPassOverAHubThatLooksAtItsClock holds that they have a row for what the program asks, and for a hub only with all rows.
func TestColumnsPassOverAHubThatLooksAtItsClock(t *testing.T) {
	s := scene.New("MainThread").Do(1, trace.Run, 0, 50_000).Do(1, trace.Start, 0, 0).Do(1, trace.Now, 0, 0).After(100).To(1, scene.TheHub).Do(1, trace.Now, 0, 100)
	s.After(100).To(1, scene.TheTask).Do(1, trace.Now, 0, 200).After(10).Do(1, trace.Switch, scene.TheHub, 1).As(scene.TheHub).Do(1, trace.Now, 0, 210).After(10).To(1, 0)
	for all, want := range map[bool]int{false: 2, true: 4} {
		rows := 0
		for _, row := range Columns(&s.Trace, ColumnsOptions{Filter: Filter{All: all}}).Rows {
			if slices.ContainsFunc(row, func(c Cell) bool { return strings.Contains(c.Text, "now ") }) {
				rows++
			}
		}
		if rows != want {
			t.Errorf("all=%t: %d rows tell of a question for the time, want %d", all, rows, want)
		}
	}
}
