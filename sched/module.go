// This file defines what packages above the engine keep for a run: what a Python module has in its globals.

package sched

// Module returns what is kept for the run under a key, which create creates when it is asked for the first time. A key is
// a value of a type of the package's own, so that two packages never meet. Any thread may ask; create must not use the
// process.
func (p *Process) Module(key any, create func() any) any {
	defer p.guard()()
	kept, ok := p.modules[key]
	if !ok {
		if p.modules == nil {
			p.modules = make(map[any]any)
		}
		kept = create()
		p.modules[key] = kept
	}
	return kept
}
