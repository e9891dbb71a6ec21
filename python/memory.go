// This file defines how much memory a program may use, and what happens beyond that: a MemoryError, and never the end of the
// computer's memory. What an instruction or a native allocates is estimated and taken off the thread's room; when that is used up,
// what is alive is counted. Nothing of it depends on the garbage collector, so that a run ends in the same way everywhere.

package python

import (
	"runtime"
	"runtime/metrics"
	"sync"
	"unsafe"
)

// DefaultMaxMemory is how many bytes a program's objects may take unless Options say otherwise.
const DefaultMaxMemory = 512 << 20

// Estimates, in bytes.
const (
	valueSize = int64(unsafe.Sizeof(Value{}))
	shortSize = 64 // a small object, or what one instruction allocates beside what it is charged for
	frameSize = int64(unsafe.Sizeof(frame{}))
	entrySize = int64(unsafe.Sizeof(entry{}))
	placeSize = int64(unsafe.Sizeof(setEntry{}))
	// printedSize is how often a byte that is printed is kept: as output, as a text of the trace, and while it is copied.
	printedSize = 3
	// handful is how much a thread takes off the run's room at once, and up to where nothing is checked before it is allocated.
	handful = 1 << 18
)

// An allowance is what a run may still allocate.
type allowance struct {
	limit    int64
	room     int64 // until what is alive is counted again
	refusals int64 // how often there was none

	mu   sync.Mutex // guards room and refusals, of threads that run side by side
	base uint64     // of those, what was alive before
}

// take takes bytes off the room.
func (a *allowance) take(bytes int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.room -= bytes
}

// refill gives a thread room for need bytes and some more. It reports false if the program would take more than it may.
func (t *Thread) refill(need int64) bool {
	a := &t.interp.memory
	want := need + handful - min(t.credit, 0)
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.room < want && !t.interp.makeRoom(want) {
		t.credit = max(t.credit, 0) // what has been made is counted, and is not asked for again
		return false
	}
	a.room -= want
	t.credit += want
	return true
}

// makeRoom counts what is alive, and lets the run allocate what is left. A program that goes on after a MemoryError gets a little
// more now and then, for what handles it, and in the end nothing: then it is not counted each time that it asks.
func (in *Interpreter) makeRoom(want int64) bool {
	a := &in.memory
	if a.refusals > 8 && a.refusals%1024 != 0 {
		a.refusals++
		return false
	}
	left := a.limit - in.alive()
	if left >= want {
		a.room = max(left, a.limit/16)
		a.refusals = 0
		return true
	}
	a.refusals++
	a.room = 0
	if a.refusals <= 8 {
		a.room = max(a.limit/64, 4*handful)
	}
	return false
}

// tooLarge reports whether an object of so many bytes may not be made; it is asked before the memory is allocated.
func (t *Thread) tooLarge(bytes int64) bool {
	switch {
	case bytes < handful || bytes < t.credit:
		return false
	case bytes > t.interp.memory.limit:
		return true
	}
	return !t.refill(bytes - max(t.credit, 0))
}

// tooMany is tooLarge for a list or tuple of n elements.
func (t *Thread) tooMany(n int64) bool { return n > 1<<40 || t.tooLarge(n*valueSize) }

// full reports whether a list that is about to grow may not: it doubles then, or nearly so.
func (t *Thread) full(items []Value) bool {
	return len(items) == cap(items) && t.tooMany(2*int64(len(items)))
}

// repeated returns how often a sequence of size elements of unit bytes stands in the result of its repetition n times.
func (t *Thread) repeated(unit int64, size int, n int64) (int, *Exception) {
	switch {
	case n <= 0 || size == 0:
		return 0, nil
	case n > 1<<40/(unit*int64(size)) || t.tooLarge(unit*int64(size)*n):
		return 0, exceptionOf(memoryError)
	}
	return int(n), nil
}

// replacedSize is how long a text of size can become if each piece of it that is old bytes long becomes one of to bytes.
func replacedSize(size, old, to int) int64 {
	pieces := int64(size) + 1
	if old > 0 {
		pieces = int64(size / old)
	}
	if pieces > 0 && int64(to) > 1<<40/pieces {
		return 1 << 40
	}
	return int64(size) + pieces*int64(to)
}

// charge takes what a native has made off the thread's room, as far as it is not small.
func (t *Thread) charge(v Value) {
	if v.p == nil || v.p.flags&static != 0 {
		return
	}
	switch v.p.class.layout {
	case layoutStr:
		t.credit -= int64(len(as[Str](v).s))
	case layoutBytes:
		t.credit -= int64(len(as[Bytes](v).b))
	case layoutInt:
		if v.p != &smallInt {
			t.credit -= int64(as[Int](v).n.BitLen() / 8)
		}
	case layoutTuple:
		t.credit -= valueSize * int64(len(as[Tuple](v).items))
	default:
		t.watchesNew(v.p)
		if v.p.flags&published == 0 { // or else it was not made just now, and may be growing
			t.credit -= capacity(v)
		}
	}
}

// capacityOf is the capacity of the first argument of a call, as far as the native may change it.
func (n *Native) capacityOf(args []Value) int64 {
	if len(args) == 0 || args[0].p == nil || n.touches == nothing {
		return 0
	}
	return capacity(args[0])
}

// capacity is how many bytes the elements of an object that can grow take; 0 for others.
func capacity(v Value) int64 {
	switch v.p.class.layout {
	case layoutList:
		return valueSize * int64(cap(as[List](v).items))
	case layoutDict:
		d := as[Dict](v)
		return entrySize*int64(cap(d.entries)) + 4*int64(len(d.index))
	case layoutSet:
		return placeSize * int64(len(as[Set](v).table))
	case layoutBytearray:
		return int64(cap(as[Bytearray](v).b))
	case layoutOther:
		if d, ok := as[Other](v).state.(*deque); ok {
			return valueSize * int64(cap(d.items))
		}
	}
	return 0
}

// size is how many bytes an object takes.
func (v Value) size() int64 {
	n := int64(shortSize)
	if a := v.p.attributes(); a != nil {
		n += valueSize * int64(cap(a.values))
	}
	switch v.p.class.layout {
	case layoutStr:
		return n + int64(len(as[Str](v).s))
	case layoutBytes:
		return n + int64(len(as[Bytes](v).b))
	case layoutInt:
		return n + int64(as[Int](v).n.BitLen()/8)
	case layoutTuple:
		return n + valueSize*int64(len(as[Tuple](v).items))
	case layoutFunction:
		return n + int64(unsafe.Sizeof(Function{}))
	case layoutClass:
		return n + int64(unsafe.Sizeof(Class{})) + 4*valueSize*int64(len(as[Class](v).dict.values))
	}
	return n + capacity(v)
}

// A census counts what is alive.
type census struct {
	found []*Object // each once; what comes behind is still to be looked at
	bytes int64
	more  []Value // memory
}

// alive returns how many bytes what is alive takes. The objects of threads that run side by side cannot be counted: for them it is
// what Go's garbage collector says.
func (in *Interpreter) alive() int64 {
	if in.parallel == nil {
		return in.measure()
	}
	if used := heapInUse() - in.memory.base; int64(used) <= in.memory.limit/2 {
		return int64(used)
	}
	runtime.GC()
	return int64(heapInUse() - in.memory.base)
}

// heapInUse returns how many bytes Go's heap takes, garbage included.
func heapInUse() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// measure returns how many bytes everything takes that the run can reach.
func (in *Interpreter) measure() int64 {
	c := &census{bytes: printedSize * int64(cap(in.machine.stdout)+cap(in.machine.stderr))}
	for _, name := range in.moduleNames() {
		c.reach(in.modules[name].ref())
	}
	for _, t := range in.threads {
		c.thread(t)
	}
	for i := 0; i < len(c.found); i++ {
		v := c.found[i].ref()
		c.bytes += v.size()
		c.more = v.appendReferences(c.more[:0])
		c.reach(c.more...)
		c.rest(v)
	}
	for _, o := range c.found {
		o.flags &^= measured
	}
	return c.bytes
}

// reach notes objects that can be reached.
func (c *census) reach(list ...Value) {
	for _, v := range list {
		if v.p != nil && v.p.flags&(static|measured) == 0 {
			v.p.flags |= measured
			c.found = append(c.found, v.p)
		}
	}
}

// rest reaches what an object refers to beside what others see of it.
func (c *census) rest(v Value) {
	switch v.layout() {
	case layoutModule:
		m := as[Module](v)
		c.reach(m.slots...)
		c.bytes += 3 * valueSize * int64(len(m.slots))
		if m.view != nil {
			c.reach(m.view.ref())
		}
	case layoutFunction:
		f := as[Function](v)
		c.reach(f.doc, f.annotations)
		if f.kwDefaults != nil {
			c.reach(f.kwDefaults.ref())
		}
	case layoutException:
		e := as[Exception](v)
		c.reach(e.cause)
		c.reach(e.state...)
		if e.context != nil {
			c.reach(e.context.ref())
		}
		for tb := e.traceback; tb != nil; tb = tb.next {
			c.bytes += shortSize
		}
	case layoutView:
		c.reach(as[View](v).of)
	case layoutSuper:
		c.reach(as[Super](v).self)
	case layoutSlice:
		s := as[Slice](v)
		c.reach(s.start, s.stop, s.step)
	case layoutGenerator:
		if f := as[Generator](v).frame; f != nil {
			c.frame(f)
		}
	case layoutGreenlet:
		c.frames(as[Greenlet](v).frame)
	case layoutOther:
		as[Other](v).state.clone(visitor(func(x Value) { c.reach(x) }))
	}
	if c.reach(v.p.class.ref()); v.p.class.flags&builtinClass == 0 && v.layout() == layoutClass {
		for _, base := range as[Class](v).mro {
			c.reach(base.ref())
		}
	}
}

// thread reaches what a thread holds.
func (c *census) thread(t *Thread) {
	c.bytes += int64(unsafe.Sizeof(*t)) + 8*int64(len(t.pool))
	c.frames(t.frame)
	c.reach(t.result, t.tracer)
	c.reach(t.arguments...)
	c.reach(t.shown...)
	if t.raised != nil {
		c.reach(t.raised.ref())
	}
	if t.green != nil {
		c.reach(t.green.ref())
	}
	for _, f := range t.pool {
		for ; f != nil; f = f.back {
			c.bytes += frameSize + valueSize*int64(len(f.locals)+len(f.stack))
		}
	}
}

// frames reaches what the calls from an innermost one on hold.
func (c *census) frames(f *frame) {
	for ; f != nil; f = f.back {
		c.frame(f)
	}
}

func (c *census) frame(f *frame) {
	c.bytes += frameSize + valueSize*int64(len(f.locals)+len(f.stack))
	c.reach(f.locals...)
	c.reach(f.stack[:f.sp]...)
	c.reach(f.kept[0], f.kept[1], f.mapping, f.handled)
	if f.names != nil {
		c.reach(f.names.ref())
	}
	if f.module != nil {
		c.reach(f.module.ref())
	}
}
