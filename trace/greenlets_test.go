// This file makes the runs with greenlets that the tests of summary, pictures and exports share.

package trace

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRunsWithGreenletsObeyTheRules(t *testing.T) {
	for name, tr := range map[string]*Trace{"greenlets": greenlets(), "two loops": twoLoops(), "throng": throng(3)} {
		if err := Check(tr); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// greenlets returns a run of one thread with a hub, two tasks and a generator: each task stores what the generator in its
// body yields, and sleeps; meanwhile the hub lets the other one go on, or waits for its timer.
func greenlets() *Trace {
	s := newScene("MainThread")
	s.do(1, Run, 0, 50_000).do(1, Take, theGIL, 1).do(1, Start, 0, 0).after(100).to(1, theHub)
	s.after(20).to(1, theTask).after(50).do(1, Resume, theGen, 0).as(theGen)
	s.after(100).do(1, Load, theBalance, 0).after(50).do(1, Yield, theTask, 0).as(theTask)
	s.after(100).do(1, Store, theBalance, 5).do(1, Sleep, 0, 5000).after(10).to(1, theHub)
	s.after(20).to(1, theOther).after(200).do(1, Load, theBalance, 5).do(1, Try, theMutex, Refused).after(10).to(1, theHub)
	s.after(50).do(1, Drop, theGIL, 20).do(1, Park, theTimer, 4290).after(4290).on(NoCore).do(1, Timeout, 0, 0).on(0)
	s.do(1, Run, 0, 50_000).do(1, Take, theGIL, 1).after(50).to(1, theTask)
	s.after(50).do(1, Resume, theGen, 0).as(theGen).after(250).do(1, Yield, theTask, 1).as(theTask)
	s.after(200).do(1, Switch, theHub, 1).as(theHub).after(20).to(1, theOther)
	s.after(300).do(1, Store, theBalance, 9).do(1, Throw, theHub, 1).as(theHub).after(50).to(1, 0)
	return &s.after(200).do(1, End, 0, 40).do(1, Drop, theGIL, 40).do(1, Exit, 0, 40).Trace
}

// twoLoops returns a run of two threads on one core without an interpreter lock, each with a greenlet of its own.
func twoLoops() *Trace {
	s := newScene("MainThread", "Thread-1")
	s.do(1, Run, 0, 50_000).do(1, Start, 0, 0).do(1, Spawn, 2, 0).after(50).to(1, theTask)
	s.after(100).do(1, Load, theBalance, 0).do(1, Expire, 0, 3).after(50).as(0)
	s.do(2, Run, 0, 50_000).do(2, Start, 0, 0).after(50).to(2, theOther).after(50).do(2, Store, theBalance, 8)
	s.do(2, Switch, 0, 1).as(0).after(50).do(2, End, 0, 9).do(2, Exit, 0, 9).after(50).as(theTask)
	s.do(1, Run, 0, 50_000).after(50).do(1, Store, theBalance, 5)
	s.do(1, Crash, 0, int64(s.Names.AddText("no more"))).as(0).do(1, Exit, 0, 9)
	return &s.Trace
}

// throng returns a run of so many greenlets, each of which has two turns.
func throng(n int) *Trace {
	s := newScene("MainThread").do(1, Run, 0, 50_000).do(1, Start, 0, 0)
	first := int32(s.Names.Objects()) + 1
	for range n {
		s.Names.AddObject(ClassGreenlet, "task")
	}
	for turn := range int64(2) {
		for i := range int32(n) {
			s.after(100).to(1, first+i).after(100).do(1, Switch, theHub, turn).as(theHub)
		}
	}
	return &s.to(1, 0).Trace
}

// TestASleepLastsAlthoughItsGreenletAsksForTheTime holds that a greenlet is drawn asleep while a hub waits in its place: before
// that it asks, for the hub, when its time will be over.
func TestASleepLastsAlthoughItsGreenletAsksForTheTime(t *testing.T) {
	asks := greenlets()
	asks.Events = nil
	for _, e := range greenlets().Events {
		asks.Events = append(asks.Events, e)
		if e.Kind == Sleep {
			e.Kind, e.Arg = Now, e.Time
			asks.Events = append(asks.Events, e)
		}
	}
	got, want := Timeline(asks, TimelineOptions{}), Timeline(greenlets(), TimelineOptions{})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the timeline is not the same (-without, +with the question):\n%s", diff)
	}
}

// TestGreenletsThatShowNothingMakeWay holds that the rows of a timeline go to those greenlets that can be seen in it, unless there
// is one for each.
func TestGreenletsThatShowNothingMakeWay(t *testing.T) {
	s := newScene("MainThread").do(1, Run, 0, 50_000).do(1, Start, 0, 0).after(100).to(1, theHub)
	for i := range 3 {
		task := s.Names.AddObject(ClassGreenlet, fmt.Sprint("task", i))
		link := s.Names.AddObject(ClassGreenlet, fmt.Sprint("link", i))
		s.after(10_000).to(1, link).do(1, Switch, theHub, 1).as(theHub).after(10_000).to(1, task).after(10).do(1, Switch, theHub, 0).as(theHub)
	}
	s.after(50_000).to(1, 0).do(1, End, 0, 40).do(1, Exit, 0, 40)
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
	s := newScene("MainThread").do(1, Run, 0, 50_000).do(1, Start, 0, 0).do(1, Now, 0, 0).after(100).to(1, theHub).do(1, Now, 0, 100)
	s.after(100).to(1, theTask).do(1, Now, 0, 200).after(10).do(1, Switch, theHub, 1).as(theHub).do(1, Now, 0, 210).after(10).to(1, 0)
	for all, want := range map[bool]int{false: 2, true: 4} {
		rows := 0
		for _, row := range Columns(&s.Trace, ColumnsOptions{All: all}).Rows {
			if slices.ContainsFunc(row, func(c Cell) bool { return strings.Contains(c.Text, "now ") }) {
				rows++
			}
		}
		if rows != want {
			t.Errorf("all=%t: %d rows tell of a question for the time, want %d", all, rows, want)
		}
	}
}
