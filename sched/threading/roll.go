// This file defines the roll of the threads that are alive: what Lib/threading.py keeps in its globals.

package threading

import (
	"container/list"

	"github.com/gilsim/gilsim/sched"
)

// A roll knows all threads of a run.
type roll struct {
	lock   *RLock    // _active_limbo_lock; guards limbo and active
	limbo  list.List // those that are being started
	active list.List // those that have begun, in that order
	main   *Thread

	mu   sched.Mutex // guards byID
	byID map[int32]*Thread
}

// rollKey is the key of a run's roll.
type rollKey struct{}

// rollOf returns the roll of the run, on which the main thread stands from the beginning.
func rollOf(t *sched.Thread) *roll {
	main := t.Process().Main()
	return t.Process().Module(rollKey{}, func() any { return newRoll(t, main) }).(*roll)
}

// newRoll returns a roll with the main thread.
func newRoll(t, main *sched.Thread) *roll {
	r := &roll{lock: NewRLock(t, "_active_limbo_lock"), main: handleOf("_MainThread", main)}
	r.byID = map[int32]*Thread{main.ID(): r.main}
	r.main.place = r.active.PushBack(r.main)
	return r
}

// handleOf returns a handle around a thread that was not started by one.
func handleOf(class string, of *sched.Thread) *Thread {
	h := &Thread{class: class}
	name := of.Name()
	h.name.Store(&name)
	h.daemon.Store(of.Daemon())
	h.thread.Store(of)
	return h
}

// find returns the handle of t, nil if it has none.
func (r *roll) find(t *sched.Thread) *Thread {
	r.mu.Lock(t)
	defer r.mu.Unlock(t)
	return r.byID[t.ID()]
}

// current returns the handle of t. One that was started without a handle gets one: a _DummyThread.
func (r *roll) current(t *sched.Thread) *Thread {
	h := r.find(t)
	if h == nil {
		h = handleOf("_DummyThread", t)
		r.lock.With(t, func() { r.activate(t, h) })
	}
	return h
}

// activate notes that h has begun, in t. The lock is held.
func (r *roll) activate(t *sched.Thread, h *Thread) {
	if h.place != nil {
		r.limbo.Remove(h.place)
	}
	h.place = r.active.PushBack(h)
	r.mu.Lock(t)
	defer r.mu.Unlock(t)
	r.byID[t.ID()] = h
}

// strike notes that h, which is the handle of t, has ended. The lock is held.
func (r *roll) strike(t *sched.Thread, h *Thread) {
	r.active.Remove(h.place)
	r.mu.Lock(t)
	defer r.mu.Unlock(t)
	delete(r.byID, t.ID())
}

// Current returns the handle of the thread that asks. One that was started without a handle is a _DummyThread, with the
// name that the machine knows.
func Current(t *sched.Thread) *Thread {
	enter(t)
	return rollOf(t).current(t)
}

// Main returns the handle of the main thread.
func Main(t *sched.Thread) *Thread {
	enter(t)
	return rollOf(t).main
}

// ActiveCount returns how many threads Enumerate lists.
func ActiveCount(t *sched.Thread) int {
	enter(t)
	return len(rollOf(t).list(t))
}

// Enumerate returns the threads that have been started and have not ended, in the order in which they began, then those
// that are being started. The main thread is always there, and a thread without a handle once it has asked for its own.
func Enumerate(t *sched.Thread) []*Thread {
	enter(t)
	return rollOf(t).list(t)
}

// list returns all that stand on the roll.
func (r *roll) list(t *sched.Thread) (all []*Thread) {
	r.lock.With(t, func() {
		for _, some := range []*list.List{&r.active, &r.limbo} {
			for e := some.Front(); e != nil; e = e.Next() {
				if h := e.Value.(*Thread); h.class != "_DummyThread" || h.thread.Load().Alive() {
					all = append(all, h)
				}
			}
		}
	})
	return all
}
