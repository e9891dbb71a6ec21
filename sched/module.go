// This file defines what packages above the engine keep for a run: what a Python module has in its globals.

package sched

import (
	"io"
	"slices"
)

// Module returns what is kept for the run under a key, which create creates when it is asked for the first time. A key is
// a value of a type of the package's own, so that two packages never meet. Any thread may ask; create must not use the
// process. What implements io.Closer is closed when the run is over, however it ended: no file of the operating
// system outlives it.
func (p *Process) Module(key any, create func() any) any {
	defer p.guard()()
	kept, ok := p.modules[key]
	if !ok {
		if p.modules == nil {
			p.modules = make(map[any]any)
		}
		kept = create()
		p.modules[key] = kept
		if closer, ok := kept.(io.Closer); ok {
			p.closers = append(p.closers, closer)
		}
	}
	return kept
}

// Close closes what was kept for the run, what came last first. Engines call it when the threads have ended.
func (p *Process) Close() {
	for _, closer := range slices.Backward(p.closing()) {
		_ = closer.Close() // the run is over: nobody is left who could be told
	}
}

// closing returns what is to be closed, once.
func (p *Process) closing() []io.Closer {
	defer p.guard()()
	list := p.closers
	p.closers = nil
	return list
}
