// This file exports a trace for the viewers of Chrome and Perfetto.

package export

import (
	"bufio"
	"io"
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/trace"
)

// Chrome writes the trace as JSON in the trace event format, which https://ui.perfetto.dev and chrome://tracing show.
// The error is w's.
//
// There is a track for each thread, with a slice for each stretch of time in one state, and above them one for each
// interpreter lock, with a slice for each hold, named after the holder. A thread with greenlets has a second track,
// with a slice for each stretch of time in which one of them ran; where the thread runs and that is empty, its own
// code ran. An arrow leads from the end of a hold to the beginning of the next one, if that is another thread's.
// Requests, vain wake-ups, prints and failures are instants, and a counter tells how many threads run or could run.
// Times are the trace's own, in microseconds with three decimals.
//
// It is an export: it cannot be read back. An event a line and keys in a fixed order make two of them comparable.
func Chrome(w io.Writer, t *trace.Trace) error {
	c := newChromeWriter(w, t)
	c.out.open(t)
	c.nameTracks(t.Program)
	for i := range t.Events {
		c.step(&t.Events[i])
	}
	c.finish()
	return c.out.close()
}

// A chromeWriter follows a trace and writes what is to be shown of it.
type chromeWriter struct {
	names    *trace.Names
	spans    *trace.Spans
	out      chromeFile
	threads  trace.PerThread[chromeThread]
	locks    []chromeLock // by object
	arrows   int64        // how many have been drawn
	runnable int          // how many threads run or could run
	counted  int          // what the counter shows
}

// A chromeThread is what must be kept of a thread until its slice ends.
type chromeThread struct {
	on     int32 // what it has parked on
	arrow  chromeArrow
	actors bool // the track of its greenlets has a name
}

// A chromeArrow leads from one thread's slice to another's. The viewers bind an end of an arrow to the slice that is open
// at its time, and at the border of two slices to the wrong one. So an arrow starts 1 ns before the drop and ends 1 ns
// after the take; one of its slices may be too short for that, then it is left out.
type chromeArrow struct {
	from int32 // the thread that has dropped the lock; 0 if there is no arrow
	tail int64
	head int64
}

// A chromeLock is what must be kept of an interpreter lock.
type chromeLock struct {
	isLock bool
	holder int32       // 0 if nobody holds it
	since  int64       // when it was taken
	next   chromeArrow // how the arrow of the next take begins
}

func newChromeWriter(w io.Writer, t *trace.Trace) *chromeWriter {
	c := &chromeWriter{
		names:   t.Names,
		out:     chromeFile{w: bufio.NewWriter(w)},
		threads: trace.PerThread[chromeThread]{Names: t.Names},
	}
	c.spans = trace.NewSpans(t.Names, c.slice)
	return c
}

// nameTracks names the process, which is the run, the locks' tracks and the threads', and puts them in this order.
func (c *chromeWriter) nameTracks(program string) {
	title := strings.TrimSpace("gilsim " + program)
	c.out.write(&chromeEvent{phase: 'M', name: "process_name", arg: "name", value: jsonText(title)})
	for object := int32(1); int(object) <= c.names.Objects(); object++ {
		info, _ := c.names.Object(object)
		c.locks = append(c.locks, chromeLock{isLock: info.Class == trace.ClassGIL})
		if info.Class == trace.ClassGIL {
			c.nameTrack(c.lockTrack(object), "interpreter lock "+info.Name, 0)
		}
	}
	for id := 1; id <= c.names.Threads(); id++ {
		c.nameTrack(int64(id), c.names.Label(int32(id)), id)
	}
}

func (c *chromeWriter) nameTrack(track int64, name string, place int) {
	ev := chromeEvent{phase: 'M', name: "thread_name", track: track, arg: "name", value: jsonText(name)}
	c.out.write(&ev)
	ev.name, ev.arg, ev.value = "thread_sort_index", "sort_index", strconv.Itoa(place)
	c.out.write(&ev)
}

// lockTrack returns the track of a lock: the numbers of threads are taken, and 0 means something else to the viewers.
func (c *chromeWriter) lockTrack(object int32) int64 { return int64(c.names.Threads()) + int64(object) }

func (c *chromeWriter) step(e *trace.Event) {
	if e.Time > c.spans.Now() {
		c.countRunnable()
	}
	c.runnable -= c.couldRun(e)
	c.spans.Step(e)
	c.runnable += c.couldRun(e)
	switch e.Kind {
	case trace.Park:
		if t := c.threads.Row(e.Thread); t != nil {
			t.on = e.Obj
		}
	case trace.Take:
		c.take(e)
	case trace.Drop:
		c.drop(e)
	case trace.Request, trace.Fail, trace.Print, trace.Crash, trace.Uncaught, trace.Halt:
		c.instant(e)
	}
}

func (c *chromeWriter) finish() {
	c.spans.Settle()
	for object := range c.locks {
		c.hold(int32(object + 1))
	}
	c.countRunnable()
}

// slice writes a span of a thread, and the arrow that leads to it, or a span of an actor.
func (c *chromeWriter) slice(span trace.Span) {
	if span.Actor != 0 {
		c.actorSlice(span)
		return
	}
	ev := chromeEvent{phase: 'X', name: span.State.String(), group: "thread", track: int64(span.Thread)}
	ev.time, ev.length = span.From, span.To-span.From
	t := c.threads.Row(span.Thread)
	switch span.State {
	case trace.StateRunning:
		ev.arg, ev.value = "core", strconv.Itoa(int(span.Core))
		c.arrow(span.Thread, t)
	case trace.StateIO, trace.StateSleep, trace.StateAcquire, trace.StateJoin, trace.StateHub, trace.StateWait:
		ev.arg, ev.value = "on", jsonText(c.names.ObjectLabel(t.on))
	}
	c.out.write(&ev)
}

// take begins a hold, and an arrow to it if the lock was another's. Only from now on is the arrow's slice known to be open.
func (c *chromeWriter) take(e *trace.Event) {
	t := c.threads.Row(e.Thread)
	if t == nil || !c.isLock(e.Obj) {
		return
	}
	c.hold(e.Obj)
	l := &c.locks[e.Obj-1]
	l.holder, l.since = e.Thread, c.spans.Now()
	c.arrow(e.Thread, t)
	if l.next.from != e.Thread {
		t.arrow = l.next
		t.arrow.head = c.spans.Now() + 1
	}
	l.next = chromeArrow{}
}

// drop ends a hold, and notes where the arrow to the next one begins: in the holder's running slice, if that is long enough.
func (c *chromeWriter) drop(e *trace.Event) {
	if !c.isLock(e.Obj) || c.threads.Row(e.Thread) == nil {
		return
	}
	c.hold(e.Obj)
	if tail := c.spans.Now() - 1; tail > c.spans.Since(e.Thread) && c.spans.State(e.Thread) == trace.StateRunning {
		c.locks[e.Obj-1].next = chromeArrow{from: e.Thread, tail: tail}
	}
}

func (c *chromeWriter) isLock(object int32) bool {
	return 0 < object && int(object) <= len(c.locks) && c.locks[object-1].isLock
}

// hold writes the slice of the lock's present hold, if there is one, and ends it.
func (c *chromeWriter) hold(object int32) {
	l := &c.locks[object-1]
	if l.holder != 0 && l.since < c.spans.Now() {
		c.out.write(&chromeEvent{phase: 'X', name: c.names.Label(l.holder), group: "lock", track: c.lockTrack(object),
			time: l.since, length: c.spans.Now() - l.since})
	}
	l.holder = 0
}

// arrow draws the arrow to the thread's running slice, which is open or ends now, unless it ends before the arrow's head.
func (c *chromeWriter) arrow(thread int32, t *chromeThread) {
	if a := t.arrow; a.from != 0 && a.head < c.spans.Now() {
		c.arrows++
		tail := chromeEvent{phase: 's', name: "hand-over", group: "lock", track: int64(a.from), time: a.tail, id: c.arrows}
		head := chromeEvent{phase: 'f', name: "hand-over", group: "lock", track: int64(thread), time: a.head, id: c.arrows}
		c.out.write(&tail)
		c.out.write(&head)
	}
	t.arrow = chromeArrow{}
}

// instant marks an event on its thread's track; a halt, which is nobody's, across all of them.
func (c *chromeWriter) instant(e *trace.Event) {
	ev := chromeEvent{phase: 'i', name: c.instantName(e), group: "event", time: c.spans.Now()}
	if e.Actor != 0 {
		ev.name = c.names.ObjectLabel(e.Actor) + ": " + ev.name
	}
	if c.threads.Row(e.Thread) != nil {
		ev.track = int64(e.Thread)
	}
	c.out.write(&ev)
}

func (c *chromeWriter) instantName(e *trace.Event) string {
	text, _ := c.names.Text(e.Arg)
	switch {
	case e.Kind == trace.Print:
		return "print " + strconv.Quote(strings.TrimSuffix(text, "\n"))
	case e.Kind == trace.Halt || e.Kind.Fails():
		return e.Kind.String() + ": " + text
	case e.Obj == 0:
		return e.Kind.String()
	case e.Kind == trace.Request:
		return "request " + c.names.Label(e.Obj)
	}
	return e.Kind.String() + " " + c.names.ObjectLabel(e.Obj)
}

// couldRun returns 1 if the thread whose state the event can change runs or could run, 0 if not.
func (c *chromeWriter) couldRun(e *trace.Event) int {
	id := e.Thread
	if e.Kind == trace.Spawn || e.Kind == trace.Fork || e.Kind == trace.Unpark {
		id = e.Obj
	}
	if state := c.spans.State(id); state == trace.StateRunning || state == trace.StateReady {
		return 1
	}
	return 0
}

// countRunnable writes how many threads run or could run at the latest time, if that has changed.
func (c *chromeWriter) countRunnable() {
	if c.runnable == c.counted {
		return
	}
	c.counted = c.runnable
	c.out.write(&chromeEvent{phase: 'C', name: "runnable", group: "thread", time: c.spans.Now(),
		arg: "threads", value: strconv.Itoa(c.runnable)})
}

// actorTrack returns the track of a thread's greenlets, behind those of threads and locks.
func (c *chromeWriter) actorTrack(thread int32) int64 {
	return int64(c.names.Threads()) + int64(c.names.Objects()) + int64(thread)
}

func (c *chromeWriter) actorSlice(span trace.Span) {
	if span.State != trace.StateRunning {
		return
	}
	c.nameActorTrack(span.Thread)
	info, _ := c.names.Object(span.Actor)
	c.out.write(&chromeEvent{phase: 'X', name: c.names.ObjectLabel(span.Actor), group: "greenlet",
		track: c.actorTrack(span.Thread), time: span.From, length: span.To - span.From,
		arg: "class", value: jsonText(info.Class)})
}

// nameActorTrack names the track and puts it below the thread's, before its first slice.
func (c *chromeWriter) nameActorTrack(thread int32) {
	if t := c.threads.Row(thread); !t.actors {
		t.actors = true
		c.nameTrack(c.actorTrack(thread), "greenlets of "+c.names.Label(thread), int(thread))
	}
}
