// This file tests which steps the columns show.

package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/trace"
)

// loads returns so many loads of a variable by thread 1.
func loads(n int) []trace.Event {
	events := make([]trace.Event, n)
	for i := range events {
		events[i] = trace.Event{Time: int64(i), Thread: 1, Kind: trace.Load, Obj: 1}
	}
	return events
}

// lostAt returns a run of n steps, of which the three from that one on lose an update.
func lostAt(n, at int) []trace.Event {
	events := loads(n)
	events[at+1] = trace.Event{Time: int64(at + 1), Thread: 2, Kind: trace.Store, Obj: 1, Arg: 8}
	events[at+2] = trace.Event{Time: int64(at + 2), Thread: 1, Kind: trace.Store, Obj: 1, Arg: 5}
	return events
}

// columnsOf returns the columns of at most so many steps, and how many rows of steps there are.
func columnsOf(t *testing.T, events []trace.Event, limit int) (text string, rows int) {
	t.Helper()
	names := new(trace.Names)
	names.AddThread("one")
	names.AddThread("two")
	names.AddObject(trace.ClassVar, "x")
	v := newColumnsView(names, ViewOptions{Width: 80, Steps: StepOptions{Limit: limit}})
	for i := range events { // one by one, and so over every border between two calls
		v.Record(events[i : i+1])
	}
	var out bytes.Buffer
	plainly := func(_, text string) string { return text }
	if err := v.Draw(&out, plainly, experiment.Info{}); err != nil {
		t.Fatal(err)
	}
	text = out.String()
	return text, strings.Count(text, "x →") + strings.Count(text, "x ←") - strings.Count(text, "x → 5 reads x, x ← 5 writes it")*2
}

func TestAnUpdateThatIsLostLateIsShown(t *testing.T) {
	const limit = 100
	for _, c := range []struct {
		name       string
		steps, at  int // at: where an update is lost; -1: nowhere
		rows       int
		gap, after string
	}{
		{"nowhere", 1000, -1, limit, "", "… and 900 more steps"},
		{"among the first steps", 1000, 50, limit, "", "… and 900 more steps"},
		{"late", 1000, 500, limit, "… 410 more steps …", "… and 490 more steps"},
		{"with the last steps", 1000, 997, limit - lostAfter, "… 907 more steps …", ""},
		{"just after the first steps", 1000, 98, 0, "more steps …", "more steps"},
		{"all are shown", 60, 40, 60, "", ""},
	} {
		events := loads(c.steps)
		if c.at >= 0 {
			events = lostAt(c.steps, c.at)
		}
		text, rows := columnsOf(t, events, limit)
		if got := strings.Contains(text, "lost update: one had read 0 before two wrote 8"); got != (c.at >= 0) {
			t.Errorf("%s: the lost update is pointed out: %t", c.name, got)
		}
		if !strings.Contains(text, c.gap) || !strings.Contains(text, c.after) || c.rows > 0 && rows != c.rows {
			t.Errorf("%s: %d rows, want %d, %q and %q in\n%s", c.name, rows, c.rows, c.gap, c.after, text)
		}
	}
}
