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

// await notes that h is being started. The lock is held.
func (r *roll) await(_ *sched.Thread, h *Thread) { h.place = r.limbo.PushBack(h) }

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

// A rollLock is "with _active_limbo_lock:" under way, around something that does not wait.
type rollLock struct {
	line    sched.Line
	acquire acquire
}

// step is one step of it; h is whom it is about.
func (a *rollLock) step(t *sched.Thread, w sched.Wake, h *Thread, do func(r *roll, t *sched.Thread, h *Thread)) (r sched.Request, done bool) {
	roll := rollOf(t)
	if a.line.Start(w); a.line == 0 {
		if w == sched.Begin {
			a.acquire = acquire{lock: &roll.lock.lock, owned: roll.lock, d: sched.Forever, enters: true}
		}
		if r, done = a.acquire.Step(t, w); !done {
			return r, false
		}
		a.line, w = 1, sched.Begin
		do(roll, t, h)
	}
	return roll.lock.stepRelease(t, w)
}

// A question is one that a module-level function of threading answers, under way: the call of the function, and if it needs
// the lock, what it looks at under that.
type question[T any] struct {
	line   sched.Line
	lock   rollLock
	free   func(t *sched.Thread, r *roll) (answer T, known bool) // what is known without the lock; nil: nothing is
	locked func(t *sched.Thread, r *roll) (answer T)
	answer T
}

// Step is one step of it.
func (a *question[T]) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if a.line.Start(w); a.line == 0 {
		if r, done = t.StepCall(w); !done {
			return r, false
		}
		if a.free != nil {
			if a.answer, done = a.free(t, rollOf(t)); done {
				return r, true
			}
		}
		a.line, w = 1, sched.Begin
	}
	return a.lock.step(t, w, nil, func(r *roll, t *sched.Thread, _ *Thread) { a.answer = a.locked(t, r) })
}

// Result returns the answer.
func (a *question[T]) Result() (T, error) { return a.answer, nil }

// The questions.
func currentThread() question[*Thread] {
	return question[*Thread]{free: handleIfKnown, locked: newDummy}
}
func mainThread() question[*Thread]     { return question[*Thread]{free: mainHandle} }
func activeCount() question[int]        { return question[int]{locked: countAll} }
func enumerateAll() question[[]*Thread] { return question[[]*Thread]{locked: listAll} }

// Current returns the handle of the thread that asks. One that was started without a handle gets one, a _DummyThread, with
// the name that the machine knows.
func Current(t *sched.Thread) *Thread {
	a := currentThread()
	t.Finish(a.Step(t, sched.Begin))
	return a.answer
}

// CurrentOp returns Current as an op.
func CurrentOp() sched.Call[*Thread] {
	a := currentThread()
	return &a
}

// Main returns the handle of the main thread.
func Main(t *sched.Thread) *Thread {
	a := mainThread()
	t.Finish(a.Step(t, sched.Begin))
	return a.answer
}

// MainOp returns Main as an op.
func MainOp() sched.Call[*Thread] {
	a := mainThread()
	return &a
}

// ActiveCount returns how many threads Enumerate lists.
func ActiveCount(t *sched.Thread) int {
	a := activeCount()
	t.Finish(a.Step(t, sched.Begin))
	return a.answer
}

// ActiveCountOp returns ActiveCount as an op.
func ActiveCountOp() sched.Call[int] {
	a := activeCount()
	return &a
}

// Enumerate returns the threads that have been started and have not ended, in the order in which they began, then those
// that are being started. The main thread is always there, and a thread without a handle once it has asked for its own.
func Enumerate(t *sched.Thread) []*Thread {
	a := enumerateAll()
	t.Finish(a.Step(t, sched.Begin))
	return a.answer
}

// EnumerateOp returns Enumerate as an op.
func EnumerateOp() sched.Call[[]*Thread] {
	a := enumerateAll()
	return &a
}

func handleIfKnown(t *sched.Thread, r *roll) (h *Thread, known bool) {
	h = r.find(t)
	return h, h != nil
}

func newDummy(t *sched.Thread, r *roll) *Thread {
	h := handleOf("_DummyThread", t)
	r.activate(t, h)
	return h
}

func mainHandle(_ *sched.Thread, r *roll) (*Thread, bool) { return r.main, true }

func countAll(t *sched.Thread, r *roll) int { return len(listAll(t, r)) }

// listAll returns all that stand on the roll. The lock is held.
func listAll(_ *sched.Thread, r *roll) (all []*Thread) {
	for _, some := range []*list.List{&r.active, &r.limbo} {
		for e := some.Front(); e != nil; e = e.Next() {
			if h := e.Value.(*Thread); h.class != "_DummyThread" || h.thread.Load().Alive() {
				all = append(all, h)
			}
		}
	}
	return all
}
