// This file tests the merging of logs, on logs written by hand.

package native

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/trace"
)

// The objects of the logs.
const (
	theGIL int32 = 1 + iota
	theLock
	theSemaphore
)

// written returns an event of a log.
func written(time int64, thread int32, kind trace.Kind, obj int32, arg int64) trace.Event {
	return trace.Event{Time: time, Thread: thread, Kind: kind, Obj: obj, Arg: arg, Core: trace.NoCore}
}

// merged merges logs, and returns the events as text: time, thread, kind, and the hand-over number of a take.
func merged(logs ...[]trace.Event) (list []string) {
	names := new(trace.Names)
	for range 3 {
		names.AddThread("")
	}
	names.AddObject(trace.ClassGIL, "gil")
	names.AddObject(trace.ClassLock, "m")
	names.AddObject("semaphore", "s")
	var to trace.Buffer
	m := newMerger(&to, names)
	for _, events := range logs {
		l := new(log)
		for _, e := range events {
			l.add(e.Time, e.Arg, e.Thread, e.Actor, e.Obj, e.Kind)
		}
		m.heads = append(m.heads, l)
	}
	m.merge()
	m.flush()
	for _, e := range to.Events {
		text := fmt.Sprintf("%d T%d %v", e.Time, e.Thread, e.Kind)
		if e.Kind == trace.Take {
			text += fmt.Sprint(" ", e.Arg)
		}
		list = append(list, text)
	}
	return list
}

func TestLogsAreMergedByWhatIsKnownOfTheirOrder(t *testing.T) {
	for _, tc := range []struct {
		name string
		logs [][]trace.Event
		want string
	}{
		{"by time", [][]trace.Event{
			{written(1, 1, trace.Now, 0, 0), written(4, 1, trace.Now, 0, 0)},
			{written(2, 2, trace.Now, 0, 0), written(3, 2, trace.Now, 0, 0)},
		}, "1 T1 now, 2 T2 now, 3 T2 now, 4 T1 now"},
		{"at the same time by thread", [][]trace.Event{
			{written(5, 2, trace.Now, 0, 0)}, {written(5, 1, trace.Now, 0, 0)},
		}, "5 T1 now, 5 T2 now"},
		{"a take waits for the drop, whatever the stamps", [][]trace.Event{
			{written(1, 1, trace.Take, theGIL, 1), written(9, 1, trace.Drop, theGIL, 0)},
			{written(8, 2, trace.Take, theGIL, 2), written(20, 2, trace.Drop, theGIL, 0)},
		}, "1 T1 take 1, 9 T1 drop, 9 T2 take 2, 20 T2 drop"},
		{"at the same time, too", [][]trace.Event{
			{written(8, 1, trace.Take, theGIL, 2), written(20, 1, trace.Drop, theGIL, 0)},
			{written(1, 2, trace.Take, theGIL, 1), written(8, 2, trace.Drop, theGIL, 0)},
		}, "1 T2 take 1, 8 T2 drop, 8 T1 take 2, 20 T1 drop"},
		{"items are put in the order of their numbers, and then got, whatever the stamps", [][]trace.Event{
			{written(4, 1, trace.Put, theSemaphore, 1), written(6, 1, trace.Put, theSemaphore, 3)},
			{written(3, 2, trace.Put, theSemaphore, 2)},
			{written(2, 3, trace.Get, theSemaphore, 1), written(5, 3, trace.Get, theSemaphore, 3)},
		}, "4 T1 put, 4 T3 get, 4 T2 put, 6 T1 put, 6 T3 get"},
		{"an item that was never put is waited for no longer than there is something else", [][]trace.Event{
			{written(1, 1, trace.Get, theSemaphore, 1), written(2, 1, trace.Get, theSemaphore, 2)},
			{written(3, 2, trace.Now, 0, 0)},
		}, "3 T2 now, 3 T1 get, 3 T1 get"},
		{"takes go by their numbers first", [][]trace.Event{
			{written(1, 1, trace.Take, theGIL, 1), written(2, 1, trace.Drop, theGIL, 0)},
			{written(3, 2, trace.Take, theGIL, 3), written(4, 2, trace.Drop, theGIL, 0)},
			{written(5, 3, trace.Take, theGIL, 2), written(6, 3, trace.Drop, theGIL, 0)},
		}, "1 T1 take 1, 2 T1 drop, 5 T3 take 2, 6 T3 drop, 6 T2 take 3, 6 T2 drop"},
		{"a request is made before the drop of the same time", [][]trace.Event{
			{written(1, 1, trace.Take, theGIL, 1), written(5, 1, trace.Drop, theGIL, 0)},
			{written(5, 2, trace.Request, 1, 0)},
		}, "1 T1 take 1, 5 T2 request, 5 T1 drop"},
		{"an acquisition waits for the release", [][]trace.Event{
			{written(1, 1, trace.Acquire, theLock, 0), written(9, 1, trace.Release, theLock, 0)},
			{written(8, 2, trace.Acquire, theLock, 0)},
		}, "1 T1 acquire, 9 T1 release, 9 T2 acquire"},
		{"and the release by another thread for the acquisition", [][]trace.Event{
			{written(8, 1, trace.Acquire, theLock, 0)}, {written(7, 2, trace.Release, theLock, 0)},
		}, "8 T1 acquire, 8 T2 release"},
		{"several can have what is no lock", [][]trace.Event{
			{written(1, 1, trace.Acquire, theSemaphore, 0), written(9, 1, trace.Release, theSemaphore, 0)},
			{written(2, 2, trace.Acquire, theSemaphore, 0)},
		}, "1 T1 acquire, 2 T2 acquire, 9 T1 release"},
		{"a thread goes on after it was woken", [][]trace.Event{
			{written(1, 1, trace.Park, theLock, -1), written(5, 1, trace.Run, 0, 0)},
			{written(5, 2, trace.Unpark, 1, 0)},
		}, "1 T1 park, 5 T2 unpark, 5 T1 run"},
		{"or without that, after its time-out or a yield", [][]trace.Event{
			{written(1, 1, trace.Park, theLock, 3), written(4, 1, trace.Timeout, 0, 0), written(4, 1, trace.Run, 0, 0), written(5, 1, trace.Park, theLock, 0), written(6, 1, trace.Run, 0, 0)},
			{written(9, 2, trace.Unpark, 1, 0)},
		}, "1 T1 park, 4 T1 timeout, 4 T1 run, 5 T1 park, 6 T1 run, 9 T2 unpark"},
		{"a thread that was joined has ended", [][]trace.Event{
			{written(5, 1, trace.Join, 2, 0)}, {written(5, 2, trace.End, 0, 0), written(6, 2, trace.Exit, 0, 0)},
		}, "5 T2 end, 5 T1 join, 6 T2 exit"},
		{"logs that were cut short go by their stamps", [][]trace.Event{
			{written(1, 1, trace.Take, theGIL, 1)},
			{written(3, 2, trace.Take, theGIL, 2), written(4, 2, trace.Drop, theGIL, 0)},
			{written(2, 3, trace.Run, 0, 0), written(3, 3, trace.Park, theLock, -1), written(6, 3, trace.Run, 0, 0), written(7, 3, trace.Join, 1, 0)},
		}, "1 T1 take 1, 2 T3 run, 3 T3 park, 3 T2 take 2, 4 T2 drop, 6 T3 run, 7 T3 join"},
	} {
		if got := merged(tc.logs...); !slices.Equal(got, strings.Split(tc.want, ", ")) {
			t.Errorf("%s:\n%s\nwant\n%s", tc.name, strings.Join(got, ", "), tc.want)
		}
	}
}

func TestALogKeepsAllEventsInOrder(t *testing.T) {
	var l log
	const n = 2*chunk + 5
	for i := range int64(n) {
		l.add(i, 0, 1, 0, 0, trace.Now)
	}
	for i := range int64(n) {
		if e := l.first(); e == nil || e.Time != i {
			t.Fatalf("event %d is %v", i, e)
		}
		l.drop()
	}
	if e := l.first(); e != nil {
		t.Errorf("there is one more: %v", e)
	}
}
