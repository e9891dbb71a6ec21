// This file tests the lines of a picture in columns that say where control changes hands, and what stands below the table.

package view

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gilsim/gilsim/internal/scene"
	"github.com/gilsim/gilsim/trace"
)

// columnLines returns the lines of a picture in columns that begin like this.
func columnLines(t *testing.T, s *scene.Scene, opt ColumnsOptions, begin string) (lines []string) {
	t.Helper()
	for _, line := range strings.Split(pictureText(t, Columns(&s.Trace, opt)), "\n") {
		if strings.HasPrefix(line, begin) {
			lines = append(lines, strings.Trim(line, "─ "))
		}
	}
	return lines
}

// takeTurns returns a run in which the lock goes to these threads one after the other, each on a core of its own and asked to
// let go by the next. The first and the last do a visible step.
func takeTurns(threads ...int32) *scene.Scene {
	s := scene.New("MainThread", "Thread-1", "Thread-2", "Thread-3")
	for i, id := range threads {
		if s.On(int16(id-1)).After(1000).Do(id, trace.Run, 0, 2000).Do(id, trace.Take, scene.TheGIL, int64(i)); i == 0 {
			s.Do(id, trace.Start, 0, 0)
		}
		if i == len(threads)-1 {
			return s.Do(id, trace.End, 0, 9)
		}
		s.After(1000).Do(threads[i+1], trace.Request, id, 0).Do(id, trace.Drop, scene.TheGIL, 5).Wait(id, scene.TheGIL)
	}
	return s
}

func TestALineNamesAllThroughWhoseHandsTheLockWent(t *testing.T) {
	for _, c := range []struct {
		threads []int32
		want    []string
	}{
		{[]int32{1, 1}, nil},
		{[]int32{1, 2}, []string{"switch: MainThread → Thread-1 (drop requested)"}},
		{[]int32{1, 2, 3}, []string{"switch: MainThread → Thread-1 → Thread-2 (drop requested)"}},
		{[]int32{1, 2, 1}, []string{"switch: MainThread → Thread-1 → MainThread (drop requested)"}},
		{[]int32{1, 2, 3, 2, 4}, []string{"switch: MainThread → … 4 hand-overs … → Thread-3 (drop requested)"}},
	} {
		got := columnLines(t, takeTurns(c.threads...), ColumnsOptions{Width: 100}, "── ")
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%v (-want +got):\n%s", c.threads, diff)
		}
	}
}

func TestThreadsSideBySideDoNotSwitch(t *testing.T) {
	s := scene.New("MainThread", "Thread-1", "Thread-2")
	s.On(0).Do(1, trace.Run, 0, 2000).Do(1, trace.Start, 0, 0)
	s.On(1).Do(2, trace.Run, 0, 2000).Do(2, trace.Start, 0, 0).After(10).Do(2, trace.End, 0, 3).Do(2, trace.Exit, 0, 3)
	s.On(0).After(10).Do(1, trace.Load, scene.TheBalance, 1)
	s.On(1).After(10).Do(3, trace.Run, 0, 2000).Do(3, trace.Start, 0, 0)
	want := []string{"switch on core 1: Thread-1 → Thread-2 (ended)"}
	if diff := cmp.Diff(want, columnLines(t, s, ColumnsOptions{}, "── ")); diff != "" {
		t.Errorf("without a lock (-want +got):\n%s", diff)
	}
}

func TestProcessesWithALockEachDoNotSwitchWithEachOther(t *testing.T) {
	s := scene.TwoLocks()
	want := []string{"switch of gil-2: Process-1 → Thread-1 (drop requested)"}
	if diff := cmp.Diff(want, columnLines(t, s, ColumnsOptions{Width: 100}, "── ")); diff != "" {
		t.Errorf("two locks (-want +got):\n%s", diff)
	}
}

func TestWhoWaitsForTheLockDoesNotSwitchWithItsHolder(t *testing.T) {
	s := scene.New("MainThread", "Thread-1")
	s.On(0).Do(1, trace.Run, 0, 2000).Do(1, trace.Take, scene.TheGIL, 0).Do(1, trace.Start, 0, 0)
	s.On(1).Do(2, trace.Run, 0, 2000).Wait(2, scene.TheGIL).On(0).Do(1, trace.Load, scene.TheBalance, 1)
	if got := columnLines(t, s, ColumnsOptions{Filter: Filter{All: true}}, "── "); got != nil {
		t.Errorf("got %q, want no line", got)
	}
}

func TestAReasonMayComeAfterTheLockWasTaken(t *testing.T) {
	s := scene.New("MainThread", "Thread-1")
	s.On(0).Do(1, trace.Run, 0, 2000).Do(1, trace.Take, scene.TheGIL, 0).Do(1, trace.Phase, scene.TheGIL, 5).Do(1, trace.Start, 0, 0).Do(1, trace.Drop, scene.TheGIL, 5)
	s.On(1).Do(2, trace.Run, 0, 2000).Do(2, trace.Take, scene.TheGIL, 1).On(0).Wait(1, scene.TheGIL).On(1).Do(2, trace.Start, 0, 0)
	want := []string{"switch: MainThread → Thread-1 (tick check)"}
	if diff := cmp.Diff(want, columnLines(t, s, ColumnsOptions{}, "── ")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAReasonMayComeRowsLater(t *testing.T) {
	s := scene.New("MainThread", "Thread-1", "Thread-2")
	s.On(0).Do(1, trace.Run, 0, 2000).Do(1, trace.Take, scene.TheGIL, 0).Do(1, trace.Start, 0, 0).Do(1, trace.IO, scene.TheDisk, 5).Do(1, trace.Drop, scene.TheGIL, 5)
	s.Do(1, trace.Preempt, 2, 5).Do(2, trace.Run, 0, 2000).Do(2, trace.Take, scene.TheGIL, 1).Do(2, trace.Start, 0, 0).Do(2, trace.Drop, scene.TheGIL, 5).Wait(2, scene.TheTimer)
	s.Do(3, trace.Run, 0, 2000).Do(3, trace.Take, scene.TheGIL, 2).Do(3, trace.Start, 0, 0).Do(3, trace.Expire, 0, 5).Do(1, trace.Run, 0, 2000).Wait(1, scene.TheDisk)
	want := []string{"switch: MainThread → Thread-1 (waits for disk)", "switch: Thread-1 → Thread-2 (sleeps)"}
	if diff := cmp.Diff(want, columnLines(t, s, ColumnsOptions{}, "── ")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAFailureStandsInFullBelowWhatWasLeftOut(t *testing.T) {
	s := scene.New("MainThread").Do(1, trace.Run, 0, 0).Do(1, trace.Start, 0, 0).Do(1, trace.Now, 0, 0).Do(1, trace.Now, 0, 0)
	report := "deadlock\n  " + strings.Repeat("worker-1 ", 12) + "\n  two"
	s.Do(0, trace.Halt, 0, int64(s.Names.AddText(report)))
	got := pictureText(t, Columns(&s.Trace, ColumnsOptions{Width: 60, Limit: 1, More: 1000}))
	_, got, _ = strings.Cut(got, "\nstart\n")
	want := "… and 1,002 more steps\n── halt: deadlock ──\n  " + strings.TrimSpace(strings.Repeat("worker-1 ", 6)) + "\n" +
		strings.TrimSpace(strings.Repeat("worker-1 ", 6)) + "\n  two\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWhatWasReadBeforeAGapIsForgotten(t *testing.T) {
	s := scene.New("MainThread", "Thread-1", "Thread-2")
	s.Do(2, trace.Load, scene.TheBalance, 0).Do(3, trace.Store, scene.TheBalance, 8).Do(2, trace.Store, scene.TheBalance, 5)
	for _, c := range []struct {
		opt  ColumnsOptions
		lost bool
	}{
		{ColumnsOptions{}, true},
		{ColumnsOptions{Gaps: []Gap{{At: 2, Steps: 1000}}}, false},
		{ColumnsOptions{Gaps: []Gap{{At: 2, Steps: 1000}}, Lost: &trace.LostUpdate{Read: s.Events[0], Overwritten: s.Events[1], Store: s.Events[2]}}, true},
	} {
		text := pictureText(t, Columns(&s.Trace, c.opt))
		if lost := strings.Contains(text, "lost update: Thread-1 had read 0 before Thread-2 wrote 8"); lost != c.lost {
			t.Errorf("%+v: a lost update is pointed out: %t, want %t\n%s", c.opt, lost, c.lost, text)
		}
		if gap := strings.Contains(text, "… 1,000 more steps …"); gap != (c.opt.Gaps != nil) {
			t.Errorf("%+v: the gap is shown: %t\n%s", c.opt, gap, text)
		}
	}
}
