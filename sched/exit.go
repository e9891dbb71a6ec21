// This file defines what the main thread does when its function has returned: threading._register_atexit.

package sched

import "slices"

// AtExit has the main thread call f when its function has returned, before the run waits for the other threads. What was
// registered last is called first. Once the main thread has begun with that, more is refused, as in CPython.
//
// A main thread that fails calls nothing: the run is over. While it does this it is still alive; CPython calls it ended.
func (p *Process) AtExit(t *Thread, f func(t *Thread)) {
	if !p.register(f) {
		t.Fail("can't register atexit after shutdown")
	}
}

// register notes f, and reports whether it is not too late.
func (p *Process) register(f func(t *Thread)) bool {
	defer p.guard()()
	if !p.exiting {
		p.exits = append(p.exits, f)
	}
	return !p.exiting
}

// exit calls what was registered; t is the main thread.
func (p *Process) exit(t *Thread) {
	for _, f := range slices.Backward(p.registered()) {
		f(t)
	}
}

// registered returns what was registered, and lets nothing more in.
func (p *Process) registered() []func(t *Thread) {
	defer p.guard()()
	p.exiting = true
	return p.exits
}
