// This file defines the task: a thread as its engine sees it.

package sched

import "github.com/gilsim/gilsim/trace"

// A Task is a thread as its engine sees it: what can be resumed, makes requests, and fails. A program does not use it.
type Task Thread

// Task returns the thread as its engine sees it.
func (t *Thread) Task() *Task { return (*Task)(t) }

// Thread returns the thread as its program sees it.
func (k *Task) Thread() *Thread { return (*Thread)(k) }

// Resume runs the thread until it needs the engine, and returns what it requests.
//
// It is the trampoline: what the thread is in the middle of, an op, goes on first, and the code that called for it only
// when that is done. So a wait in several steps, such as take_gil, costs no switch of coroutines but the last one. An
// engine for which each return after a switch of stacks counts calls the parts instead, as this does.
func (k *Task) Resume(w Wake) Request {
	if k.Advance(w) {
		for k.Switch() {
			k.Begin()
		}
		k.Suspended()
	}
	return k.request
}

// Advance is the part of Resume before the thread's function is resumed. It reports false if there is a request to make
// before, as there always is in a thread whose body is no function.
func (k *Task) Advance(w Wake) (resumes bool) { return (*Thread)(k).advance(w) }

// Switch is the switch of stacks in Resume, small enough to be inlined: each return after it is mispredicted. It reports
// whether the thread has transferred to another coroutine, which must Begin and be switched to.
func (k *Task) Switch() (transferred bool) {
	c := k.current
	c.stack.coro.Resume()
	return k.current != c
}

// Begin prepares the coroutine that has been transferred to.
func (k *Task) Begin() { k.current.begin() }

// Suspended is the part of Resume after the switches of stacks: the thread's function has made a request, or has ended.
func (k *Task) Suspended() { (*Thread)(k).asked() }

// Thrown is told the panic that has come through Resume, and reports whether the thread goes on: then the engine resumes it
// with Begin. If not, Err says why the run ends. Whoever calls must be the deferred function that has recovered it.
//
// It comes from a Runner, or an op that the trampoline steps: such a one holds the interlock, and the function that has
// called for it panics in its place.
func (k *Task) Thrown(p any) (goesOn bool) {
	t := (*Thread)(k)
	defer func() {
		if p := recover(); p != nil { // the run is to fail fast, or so has the one that was to catch it
			goesOn, t.failed = false, Panicked(p, "")
		}
	}()
	t.failed = Panicked(p, "")
	switch {
	case t.life != running || t.run.endsRun(t.failed):
		return false
	case t.doing == itsRunner:
		t.thrown(t.failed)
	case t.doing == performs:
		t.doing = itsBody
		t.current.stack.coro.Throw(p)
	default:
		return false
	}
	t.failed = nil
	return true
}

// Request returns what the thread requests.
func (k *Task) Request() *Request { return &k.request }

// SetLeft notes how many bytecodes are left of a Burn that was interrupted, before the thread is resumed.
func (k *Task) SetLeft(n int64) { k.left = n }

// Err returns why the run ends with the thread, or nil. It is known when the thread's request is End.
func (k *Task) Err() error { return k.failed }

// Close ends a thread that will not be resumed again: the deferred calls of its coroutines run. The function last, if it is
// not nil, is called before that, on the stack of the current one. It returns an error if one of them refused to end. It
// must be called where Resume is.
func (k *Task) Close(last func()) error {
	t := (*Thread)(k)
	t.closing = true
	unwound := t.closeBegun(last)
	t.spares.close()
	if !unwound {
		return t.refused()
	}
	t.life = ended
	return nil
}

// NoteCall notes that the thread has made a system call that it has to pay for.
func (k *Task) NoteCall() { k.called = true }

// Actor returns who acts in the thread, as Thread.Actor does.
func (k *Task) Actor() int32 { return k.actor }

// Forget drops the body of a thread that has ended, so that it can be collected.
func (k *Task) Forget() { k.runner = nil }

// State returns what the engine has noted of the thread with SetState.
func (k *Task) State() any { return k.state }

// SetState notes the engine's own part of the thread, once, before the thread runs.
func (k *Task) SetState(state any) { k.state = state }

// Announced returns what comes next: the machine's work for the thread, or else the step that the thread has announced; and
// its object.
func (k *Task) Announced() (step trace.Kind, object int32) {
	if k.work != trace.None {
		return k.work, k.workObj
	}
	return k.next, k.nextObj
}

// Interrupted returns what comes next in a thread that has been asked to let its interlock go, and the interlock's object.
func (k *Task) Interrupted() (step trace.Kind, object int32) { return trace.Drop, k.workObj }

// InC reports whether what the thread burns is C code, and no bytecodes of its own.
func (k *Task) InC() bool { return k.inC }

// Priority returns the thread's priority, as SetPriority says.
func (k *Task) Priority() int32 { return k.priority }
