// This file exports the greenlets of a thread: the second track of a thread that has some.

package export

import "github.com/gilsim/gilsim/trace"

// actorTrack returns the track of a thread's greenlets, behind those of threads and locks.
func (c *chromeWriter) actorTrack(thread int32) int64 {
	return int64(c.names.Threads()) + int64(c.names.Objects()) + int64(thread)
}

// actorSlice writes the time in which a greenlet, a generator or a hub ran.
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
