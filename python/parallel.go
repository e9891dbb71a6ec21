// This file defines what keeps threads apart that run side by side, on OS threads and without an interpreter lock.

package python

import (
	"slices"
	"sync"
	"sync/atomic"
	"unsafe"
)

// A parallel is what the threads of a run without a lock have in common beside the interpreter. What a thread does that others can
// see is one of these:
//
//   - an access to a variable, which is atomic by itself: see slot.go;
//   - a step done to containers that others can reach, whose locks the thread takes;
//   - a step done alone: no other thread makes one of these two kinds meanwhile. It is what a step is of which nobody has said
//     what it touches;
//   - a step done while all others rest between two instructions: it changes what they read without a lock, such as classes and
//     the names that a module has.
//
// Which one it is touches.go says. What only one thread can reach needs none of that: an object is published before another
// thread can get at it, see publish.go.
type parallel struct {
	alone      sync.Mutex // held by who is alone; guards threads
	threads    []*Thread  // those that are not over
	containers [containerLocks]containerLock

	resting sync.Mutex  // held by who lets the others rest
	rest    atomic.Bool // somebody wants that
}

// containerLocks is how many locks the containers of a run share, by their place in memory: so many that two of them seldom have
// the same one.
const containerLocks = 1 << 10

// A containerLock has a line of the cache for itself.
type containerLock struct {
	sync.Mutex
	_ [64 - unsafe.Sizeof(sync.Mutex{})]byte
}

// threadLocks are those by which other threads keep one from going on. It alone locks them but for that: they cost it little.
type threadLocks struct {
	step    sync.Mutex // held during a step that is done to containers
	running sync.Mutex // held while it executes anything at all
	_       [64]byte
}

// lockOf returns the number of a container's lock.
func lockOf(o *Object) int {
	const golden = 0x9E3779B97F4A7C15
	return int(uint64(uintptr(unsafe.Pointer(o))) * golden >> 32 % containerLocks)
}

// runParallel makes the run one of threads that run side by side.
func (in *Interpreter) runParallel() {
	in.parallel = &parallel{threads: slices.Clone(in.threads)}
	in.program = in.program.forParallel()
	in.memory.base = heapInUse()
	for _, t := range in.threads {
		t.caches = make([][]*cache, in.program.bodies)
	}
}

// together reports whether other threads execute while this one does.
func (t *Thread) together() bool { return t.interp.parallel != nil && t.interp.concurrent }

// begin and end are what the thread executes between. Others can make it rest before it begins.
func (p *parallel) begin(t *Thread) {
	for {
		t.locks.running.Lock()
		if !p.rest.Load() {
			return
		}
		t.locks.running.Unlock()
		p.awaitRest()
	}
}

func (p *parallel) end(t *Thread) { t.locks.running.Unlock() }

// awaitRest waits until whoever lets the others rest is through.
func (p *parallel) awaitRest() {
	p.resting.Lock()
	defer p.resting.Unlock()
}

// exclusively calls f while no other thread makes a step that is done to containers, or alone.
func (p *parallel) exclusively(f func()) {
	p.alone.Lock()
	defer p.alone.Unlock()
	all := p.threads // f may add some
	for _, t := range all {
		t.locks.step.Lock()
	}
	defer func() {
		for _, t := range all {
			t.locks.step.Unlock()
		}
	}()
	f()
}

// whileOthersRest calls f while all other threads rest between two instructions. It lets them go on before that: nothing but what the
// thread alone can reach is as it was.
func (p *parallel) whileOthersRest(t *Thread, f func()) {
	p.end(t)
	p.resting.Lock()
	p.rest.Store(true)
	p.alone.Lock()
	all := p.threads // who is added from now on sees that the others rest
	p.alone.Unlock()
	for _, other := range all {
		other.locks.running.Lock()
	}
	defer func() {
		for _, other := range all {
			if other != t {
				other.locks.running.Unlock()
			}
		}
		p.rest.Store(false)
		p.resting.Unlock()
	}()
	f()
}

// add notes a thread that is going to be started. Its creator is alone.
func (p *parallel) add(t *Thread) {
	alive := make([]*Thread, 0, len(p.threads)+1)
	for _, other := range p.threads {
		if !other.isOver.Load() {
			alive = append(alive, other)
		}
	}
	p.threads = append(alive, t)
}

// shareModule makes a module one whose variables threads share, if there are several.
func (in *Interpreter) shareModule(m *Module) {
	if in.parallel != nil && in.concurrent {
		m.flags |= published
		m.parallel = true
	}
}

// heldBy returns the flag of an object that has just been made as a part of another one.
func (t *Thread) heldBy(o Value) objectFlags {
	if t.interp.parallel == nil {
		return 0
	}
	return o.p.flags & published
}

// setCell sets the variable of a cell.
func (t *Thread) setCell(c *Cell, v Value) {
	if c.flags&published == 0 || !t.together() {
		c.v = v
		return
	}
	if v.valid() {
		t.publish(v)
	}
	c.v.store(v)
}
