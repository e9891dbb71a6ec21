// This file tests the lines of a picture in columns that say where control changes hands, and what stands below the table.

package trace

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// columnLines returns the lines of a picture in columns that begin like this.
func columnLines(t *testing.T, s *scene, opt ColumnsOptions, begin string) (lines []string) {
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
func takeTurns(threads ...int32) *scene {
	s := newScene("MainThread", "Thread-1", "Thread-2", "Thread-3")
	for i, id := range threads {
		if s.on(int16(id-1)).after(1000).do(id, Run, 0, 2000).do(id, Take, theGIL, int64(i)); i == 0 {
			s.do(id, Start, 0, 0)
		}
		if i == len(threads)-1 {
			return s.do(id, End, 0, 9)
		}
		s.after(1000).do(threads[i+1], Request, id, 0).do(id, Drop, theGIL, 5).wait(id, theGIL)
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
	s := newScene("MainThread", "Thread-1", "Thread-2")
	s.on(0).do(1, Run, 0, 2000).do(1, Start, 0, 0)
	s.on(1).do(2, Run, 0, 2000).do(2, Start, 0, 0).after(10).do(2, End, 0, 3).do(2, Exit, 0, 3)
	s.on(0).after(10).do(1, Load, theBalance, 1)
	s.on(1).after(10).do(3, Run, 0, 2000).do(3, Start, 0, 0)
	want := []string{"switch on core 1: Thread-1 → Thread-2 (ended)"}
	if diff := cmp.Diff(want, columnLines(t, s, ColumnsOptions{}, "── ")); diff != "" {
		t.Errorf("without a lock (-want +got):\n%s", diff)
	}
}

func TestWhoWaitsForTheLockDoesNotSwitchWithItsHolder(t *testing.T) {
	s := newScene("MainThread", "Thread-1")
	s.on(0).do(1, Run, 0, 2000).do(1, Take, theGIL, 0).do(1, Start, 0, 0)
	s.on(1).do(2, Run, 0, 2000).wait(2, theGIL).on(0).do(1, Load, theBalance, 1)
	if got := columnLines(t, s, ColumnsOptions{All: true}, "── "); got != nil {
		t.Errorf("got %q, want no line", got)
	}
}

func TestAReasonMayComeAfterTheLockWasTaken(t *testing.T) {
	s := newScene("MainThread", "Thread-1")
	s.on(0).do(1, Run, 0, 2000).do(1, Take, theGIL, 0).do(1, Phase, theGIL, 5).do(1, Start, 0, 0).do(1, Drop, theGIL, 5)
	s.on(1).do(2, Run, 0, 2000).do(2, Take, theGIL, 1).on(0).wait(1, theGIL).on(1).do(2, Start, 0, 0)
	want := []string{"switch: MainThread → Thread-1 (tick check)"}
	if diff := cmp.Diff(want, columnLines(t, s, ColumnsOptions{}, "── ")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAReasonMayComeRowsLater(t *testing.T) {
	s := newScene("MainThread", "Thread-1", "Thread-2")
	s.on(0).do(1, Run, 0, 2000).do(1, Take, theGIL, 0).do(1, Start, 0, 0).do(1, IO, theDisk, 5).do(1, Drop, theGIL, 5)
	s.do(1, Preempt, 2, 5).do(2, Run, 0, 2000).do(2, Take, theGIL, 1).do(2, Start, 0, 0).do(2, Drop, theGIL, 5).wait(2, theTimer)
	s.do(3, Run, 0, 2000).do(3, Take, theGIL, 2).do(3, Start, 0, 0).do(3, Expire, 0, 5).do(1, Run, 0, 2000).wait(1, theDisk)
	want := []string{"switch: MainThread → Thread-1 (waits for disk)", "switch: Thread-1 → Thread-2 (sleeps)"}
	if diff := cmp.Diff(want, columnLines(t, s, ColumnsOptions{}, "── ")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAFailureStandsInFullBelowWhatWasLeftOut(t *testing.T) {
	s := newScene("MainThread").do(1, Run, 0, 0).do(1, Start, 0, 0).do(1, Now, 0, 0).do(1, Now, 0, 0)
	report := "deadlock\n  " + strings.Repeat("worker-1 ", 12) + "\n  two"
	s.do(0, Halt, 0, int64(s.Names.AddText(report)))
	got := pictureText(t, Columns(&s.Trace, ColumnsOptions{Width: 60, Limit: 1, More: 1000}))
	_, got, _ = strings.Cut(got, "\nstart\n")
	want := "… and 1,002 more steps\n── halt: deadlock ──\n  " + strings.TrimSpace(strings.Repeat("worker-1 ", 6)) + "\n" +
		strings.TrimSpace(strings.Repeat("worker-1 ", 6)) + "\n  two\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
