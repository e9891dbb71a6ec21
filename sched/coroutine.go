// This file defines the coroutine: code of a thread on a stack of its own, and those of a thread that have begun.

package sched

import (
	"github.com/gilsim/gilsim/internal/container"
)

// A Coroutine is code of a thread on a stack of its own; greenlets and generators are made of it. It belongs to one
// thread: only the code of that thread may use it.
//
// A thread has one current coroutine, which runs when the thread does; at first that is the thread's own function.
// Transfer makes another one current: no coroutine stands on the stack of another. Resume runs one on top of the
// current one instead, until it yields, as a generator runs. Whatever blocks suspends the current coroutine and all that
// stands on it: a thread waits as a whole, unless a Hub parks the coroutine.
//
// What is still suspended when the thread's function has returned, or the run is over, is abandoned: deferred calls run,
// as Go has no other way to give up a stack, but no step of the program that they make has any effect.
type Coroutine struct {
	// What a switch touches comes first.
	stack  *stack // nil until it begins, and when it is over
	thread *Thread
	actor  int32 // who acts in it, in the trace: itself, or while it is suspended the generator in it that did
	awaits int32 // the object that it waits for while a hub has parked it
	runs   bool  // it has been resumed and has not yielded since
	stands bool  // it is resumed, and never current: it stands on the one that is
	over   bool  // its body has returned, or panicked

	Owner any // for whoever made it: the greenlet, say, whose stack it is

	self Waiter // its place in the queue of a lock, if a hub parks it
	body CoroutineBody
	on   Waitable // what it waits for while a hub has parked it; nil: for time, or for input or output

	top    *Coroutine // of one that can be current: the innermost one that stands on it; nil: none does
	below  *Coroutine // of one that is resumed: what was that before
	caller int32      // who had been acting when it was resumed

	place container.Node[*Coroutine] // among those of the thread that have begun and not ended
}

// A CoroutineBody is what a coroutine runs.
type CoroutineBody interface {
	// Run runs it, and returns the coroutine that goes on when it is over; nil if it was resumed, so that whoever did that
	// goes on. A panic fails the thread, if the coroutine was current, or else is returned by Resume.
	Run() (next *Coroutine)
}

// Init makes c a coroutine of t that will run the body. Nothing runs yet, and nothing need be undone if it never does.
// The actor is its number in the trace, that of an object which Run.Actor has returned. A thread whose body is a Runner
// fails.
func (c *Coroutine) Init(t *Thread, actor int32, body CoroutineBody) {
	if t.runner != nil {
		t.Fail("%s is plain data, and has no stack to come back to: only a thread whose body is a function can have coroutines", t.name)
	}
	*c = Coroutine{thread: t, actor: actor, body: body}
	c.self.thread, c.self.coroutine = t, c
}

// Current returns the thread's current coroutine. It is for the thread's own code.
func (t *Thread) Current() *Coroutine { return t.current }

// Own returns the coroutine of the thread's own function. Any thread may ask.
func (t *Thread) Own() *Coroutine { return &t.own }

// Actor returns the number of the greenlet or generator that acts in the thread, 0 for the thread's own function. It is for
// the thread's own code.
func (t *Thread) Actor() int32 { return t.actor }

// Thread returns the thread that the coroutine belongs to.
func (c *Coroutine) Thread() *Thread { return c.thread }

// Closing reports whether the coroutine is being ended, so that a deferred call must not recover.
func (c *Coroutine) Closing() bool { return c.stack != nil && c.stack.coro.Closing() }

// Acts reports whether c, which is resumed, is what the thread executes: it has not yielded, nor resumed another one, nor has
// anybody transferred away.
func (c *Coroutine) Acts() bool { return c.thread.current.top == c }

// Transfer makes c the thread's current coroutine, and returns the one that was, which calls it. That must Yield at once; it
// goes on when somebody transfers back to it. c must not have ended, nor be one that is resumed.
func (c *Coroutine) Transfer() (me *Coroutine) {
	t := c.thread
	t.mustLive()
	me = t.current
	me.actor = t.actor
	t.current, t.actor = c, c.actor
	return me
}

// Resume runs c on top of the current coroutine until it yields or ends. It reports whether it has ended, and with which
// panic, a *coro.PanicError, if with one. c must not be executing.
func (c *Coroutine) Resume() (ended bool, err error) {
	c.Enter()
	c.Proceed()
	return c.Leave()
}

// Enter is the part of Resume before the switch of stacks. Whoever resumes often calls the three parts: Proceed can be inlined,
// and each return after a switch of stacks is mispredicted.
func (c *Coroutine) Enter() {
	t := c.thread
	t.mustLive()
	c.begin()
	c.below, c.caller = t.current.top, t.actor
	t.current.top, t.actor = c, c.actor
	c.runs, c.stands = true, true
}

// Proceed is the switch of stacks in Resume.
func (c *Coroutine) Proceed() { c.stack.coro.Resume() }

// Leave is the part of Resume after the switch of stacks.
func (c *Coroutine) Leave() (ended bool, err error) {
	t := c.thread
	host := t.current
	c.runs, t.actor, host.top = false, c.caller, c.below
	if host.stack.coro.Closing() { // c has been unwound, and so must be whoever resumed it
		host.Unwind()
	}
	if !c.over {
		err = t.crashed(c, c.stack)
	}
	return c.over, err
}

// Caller returns who had been acting when c was resumed last, as Thread.Actor tells it.
func (c *Coroutine) Caller() int32 { return c.caller }

// Yield suspends c, which calls it, until it is resumed again, or current again. It reports whether c is being ended: then the
// caller must call Unwind at once. The two are apart so that Yield can be inlined.
func (c *Coroutine) Yield() (closing bool) { return c.stack.coro.Yield() }

// Unwind runs the deferred calls of c, which is being ended and calls it. It does not return.
func (c *Coroutine) Unwind() { c.stack.coro.Unwind() }

// suspend suspends the current coroutine until the thread is resumed. It reports whether it is being ended: then the caller
// must call unwind at once. The two are apart so that suspend can be inlined.
func (t *Thread) suspend() (closing bool) { return t.current.stack.coro.Yield() }

// mustLive unwinds the current coroutine further if the thread is being ended.
func (t *Thread) mustLive() {
	if t.closing {
		t.unlocked()
	}
}

// unwind runs the deferred calls of the current coroutine, which is being ended. It does not return.
func (t *Thread) unwind() { t.current.stack.coro.Unwind() }

// crashed notes that c is over if it has panicked on stack s, and returns with what.
func (t *Thread) crashed(c *Coroutine, s *stack) error {
	if c.over || !s.coro.Done() {
		return nil
	}
	c.over = true
	t.forget(c)
	err := s.coro.Err()
	c.leave()
	return err
}

// abandon ends every coroutine of the thread that has begun and not ended.
func (t *Thread) abandon() (ended bool) {
	t.closing = true
	ended = t.closeBegun(nil)
	t.spares.close()
	t.closing, t.current, t.actor = false, &t.own, 0
	return ended
}

// closeBegun unwinds what has begun and not ended; last is as in Close. If deferred calls of one end the goroutine
// (runtime.Goexit) that of the run ends, too; the others are unwound all the same.
func (t *Thread) closeBegun(last func()) (ended bool) {
	ended = true
	for c := t.toClose(); c != nil; c = t.toClose() {
		through := false
		func() {
			defer func() {
				if t.forget(c); !through {
					t.closeBegun(nil)
				}
			}()
			t.current = c // what its deferred calls do suspends it, and so unwinds it further
			ended = c.stack.coro.Close(last) && ended
			c.leave()
			through, last = true, nil
		}()
	}
	return ended
}

// remember notes that c has begun: it must be ended with the thread.
func (t *Thread) remember(c *Coroutine) {
	c.place.Value = c
	t.listOf(c).Push(&c.place)
}

func (t *Thread) forget(c *Coroutine) { t.listOf(c).Remove(&c.place) }

// listOf returns the list that c is on while it has begun and not ended. Those that stand on others have one of their own, so
// that who is ended next need not be searched for.
func (t *Thread) listOf(c *Coroutine) *container.List[*Coroutine] {
	if c.stands {
		return &t.standing
	}
	return &t.begun
}

// toClose returns the coroutine that is unwound next, nil if none is left that can be: the current one, then the others
// that were, for generators that execute stand on them, and then the generators that are left.
func (t *Thread) toClose() *Coroutine {
	if t.current.place.In() == &t.begun {
		return t.current
	}
	if first := t.begun.First(); first != nil {
		return first.Value
	}
	for n := t.standing.First(); n != nil; n = n.Next() {
		if !n.Value.runs { // those that do stand on one that refused to end
			return n.Value
		}
	}
	return nil
}
