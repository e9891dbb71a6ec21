// Package coro is the coroutine under simulated threads and greenlets: a function that can be paused in the middle and
// resumed, on the runtime's own coroutine switch (iter.Pull), without a scheduler in between.
//
// What lives here is the bare transfer of control, and the tear-down that leaves no goroutine behind. Who runs next is
// decided above. Rejected ways: goroutines that hand over through channels (four times slower), and calling another
// coroutine's yield directly (a symmetric switch: faster, but the runtime checks no identity and tear-down is unsafe).
package coro

import (
	"fmt"
	"iter"
	"runtime"
	"runtime/debug"
)

// A Coro is a function that runs in turns: Resume runs it until it calls Yield or returns.
//
// The underlying coroutine is made by Begin, because the runtime ties it to the locking state of the operating-system
// thread that it is made on: it must be called by the one that is about to resume it for the first time.
type Coro struct {
	next    func() (struct{}, bool) // nil until it has begun
	yield   func(struct{}) bool
	closing bool // its Yield must be followed by Unwind: it is closed, or thrown is to be raised
	thrown  any  // what Unwind raises; nil: it is closed
	done    bool
	stays   bool // see Stay
	idle    bool // it has ended, and its goroutine waits for Again or Dismiss

	body Body
	last func()
	err  error
}

// A Body is what a coroutine runs: not a func, so that whoever embeds a Coro can be it, without a closure.
type Body interface{ Run() }

// Init makes c a coroutine that will run the body. Nothing need be undone as long as it has not begun.
func (c *Coro) Init(body Body) {
	*c = Coro{body: body}
}

// Resume runs the coroutine until it yields or ends, and reports whether it has ended. Resuming an ended one does nothing, unless
// that is idle. It must have begun.
func (c *Coro) Resume() (done bool) {
	c.next()
	return c.done
}

// Done reports whether the function has ended.
func (c *Coro) Done() bool { return c.done }

// Closing reports whether Close has been called, or Throw.
func (c *Coro) Closing() bool { return c.closing }

// Begin makes the underlying coroutine, unless there is one. It must be resumed or closed then, or its goroutine leaks.
func (c *Coro) Begin() {
	if c.next == nil {
		c.next, _ = iter.Pull(c.run)
	}
}

// run is what iter.Pull runs as an iterator.
func (c *Coro) run(yield func(struct{}) bool) {
	c.yield = yield
	for c.once(); c.stays; c.once() {
		c.idle = true
		yield(struct{}{})
		if c.idle {
			return
		}
	}
}

func (c *Coro) once() {
	defer c.finish()
	c.body.Run()
}

// Stay says whether the goroutine stays when the body has ended, however that ends, so that Again can use it. It counts when the body
// ends, and the body can call it itself. One that stays must be dismissed in the end.
//
// A goroutine costs ten times as much to make as to use again; and under the race detector it costs memory that nobody gets back, as
// the runtime does not tell the detector the end of a coroutine.
func (c *Coro) Stay(stays bool) { c.stays = stays }

// Idle reports whether the body has ended, and the goroutine has stayed.
func (c *Coro) Idle() bool { return c.idle }

// Again makes an idle coroutine one that has begun, and will run its body once more.
func (c *Coro) Again() {
	c.idle, c.done, c.closing, c.thrown, c.last, c.err = false, false, false, nil, nil, nil
}

// Dismiss ends the goroutine of an idle coroutine; of any other one it does nothing.
func (c *Coro) Dismiss() {
	if c.idle {
		c.next()
	}
}

// ended is next of a coroutine that never ran and never will.
func ended() (struct{}, bool) { return struct{}{}, false }

// finish notes how the function ended. A panic is kept with the stack of the place where it happened, which would be
// lost if the runtime raised it again in the resumer.
func (c *Coro) finish() {
	c.done = true
	switch p := recover(); p := p.(type) {
	case nil, killed:
	default:
		pcs := make([]uintptr, 64)
		pcs = pcs[:runtime.Callers(1, pcs)]
		c.err = &PanicError{Value: p, Stack: debug.Stack(), Callers: pcs}
	}
}

// Yield pauses the coroutine until it is resumed. It must be called from inside it. It reports whether the coroutine is
// being closed, or something is thrown into it: then the caller must call Unwind at once. The two are apart so that Yield can be inlined.
func (c *Coro) Yield() (closing bool) {
	c.yield(struct{}{})
	return c.closing
}

// killed is the value of the panic that unwinds a coroutine which is closed.
type killed struct{}

// Throw has the coroutine, which is paused, panic with p when it is resumed next.
func (c *Coro) Throw(p any) { c.closing, c.thrown = true, p }

// Unwind runs the deferred calls of a coroutine that is being closed, from inside it, or panics with what was thrown into
// it. It does not return.
func (c *Coro) Unwind() {
	if p := c.thrown; p != nil {
		c.closing, c.thrown = false, nil
		panic(p)
	}
	if c.last != nil {
		c.last()
		c.last = nil
	}
	panic(killed{})
}

// unwindAttempts is how often a function may recover from being unwound, and yield again, before it is given up.
const unwindAttempts = 100

// Close unwinds the coroutine: its deferred calls run, and it ends. It reports false if the function refused to end,
// so that its goroutine stays behind. The function last, if it is not nil, is called on the coroutine's stack before
// that is gone, to look where it was paused. Closing twice, or one that never ran, is harmless.
func (c *Coro) Close(last func()) bool {
	c.closing, c.thrown, c.last = true, nil, last
	if c.next == nil {
		c.done, c.next = true, ended
	}
	for i := 0; i < unwindAttempts && !c.done; i++ {
		c.next()
	}
	return c.done
}

// Err returns the *PanicError that ended the function, or nil.
func (c *Coro) Err() error { return c.err }

// A PanicError says that the function of a coroutine panicked: with what, and where.
type PanicError struct {
	Value   any       // what panic was called with
	In      string    // whose code did, if that was not the thread's own: greenlet "task1"
	Stack   []byte    // the coroutine's stack at that moment, as runtime/debug.Stack prints it
	Callers []uintptr // the same for runtime.CallersFrames
}

// Error is the panic's value in words.
func (e *PanicError) Error() string { return fmt.Sprintf("panic: %v", e.Value) }

// Unwrap returns the value if it is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}
