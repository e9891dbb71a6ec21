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

// attentive is that of a main thread, where a signal's handler may have to run.
const attentive = 5 * time.Millisecond

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
	most := slice
	if t == t.Process().Main() {
		most = attentive
	}
	for !got && !e.run.Stopping() && !t.Tripped() {
		now, passed := end.slice(most)
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
	case got, t.Tripped():
		e.woken(t)
	case !e.run.Stopping():
		e.Record(t, trace.Timeout, 0, 0)
	}
	e.Record(t, trace.Run, 0, e.config.Loop.cost)
	return got
}

// slice returns how long to wait now, at most so long, and whether the time is over.
func (e expiry) slice(most time.Duration) (d time.Duration, passed bool) {
	if e.at.IsZero() {
		return most, false
	}
	left := time.Until(e.at)
	return max(0, min(most, left)), left <= 0
}

// Shared returns the memory of a key, and notes that this object is the same in every process.
func (e *engine) Shared(key int64, object int32) unsafe.Pointer {
	f := e.config.family
	f.mu.Lock()
	defer f.mu.Unlock()
	f.keys[object] = key
	return f.shared.at(key)
}
