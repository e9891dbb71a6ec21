// This file defines how a thread waits in the operating system for what other processes do.

package native

import (
	"time"
	"unsafe"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// slice is how long a thread waits in the system before it looks whether the run is being ended: nothing else could interrupt it.
const slice = 50 * time.Millisecond

// Await has t wait in the operating system.
func (e *engine) Await(t *sched.Thread, on int32, d time.Duration, look func(d time.Duration) bool) (got bool) {
	s := machine(t)
	e.Record(t, trace.Park, on, int64(d))
	if d < 0 {
		s.outside.Store(&look)
		s.on.Store(on)
		s.waits.Add(1)
	}
	end := deadline(d)
	for !got && !e.run.Stopping() {
		now, passed := end.slice()
		if got = look(now); passed {
			break
		}
	}
	if got && e.config.family.frozen.Load() {
		<-e.ends
		got = false
	}
	if d < 0 {
		s.waits.Add(1)
		s.outside.Store(nil)
	}
	switch {
	case got:
		e.woken(t)
	case !e.run.Stopping():
		e.Record(t, trace.Timeout, 0, 0)
	}
	e.Record(t, trace.Run, 0, e.config.Loop.cost)
	return got
}

// woken notes that the system has woken a thread: nobody in this process did.
func (e *engine) woken(t *sched.Thread) {
	if e.config.Recorder != nil && !e.run.Stopping() && machine(t).log.add(int64(time.Since(e.start)), 0, 0, 0, t.ID(), trace.Unpark) {
		e.grown()
	}
}

// slice returns how long to wait now, and whether the time is over.
func (e expiry) slice() (d time.Duration, passed bool) {
	if e.at.IsZero() {
		return slice, false
	}
	left := time.Until(e.at)
	return max(0, min(slice, left)), left <= 0
}

// Shared returns the memory of a key, and notes that this object is the same in every process.
func (e *engine) Shared(key int64, object int32) unsafe.Pointer {
	f := e.config.family
	f.mu.Lock()
	defer f.mu.Unlock()
	f.keys[object] = key
	return f.shared.at(key)
}
