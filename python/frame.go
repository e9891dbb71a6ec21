// This file defines the frame, and what becomes of what it returns.

package python

// A frame is a call of a body under way. It is plain data: no Go stack belongs to it.
type frame struct {
	body    *body
	back    *frame // who called it, and goes on with what it returns
	pc, sp  int
	locals  []Value
	stack   []Value
	module  *Module
	names   *Dict      // of a class body: its variables
	mapping Value      // the same, where __prepare__ has returned something else than a dict
	gen     *Generator // whose frame it is, if it is one's
	handled Value      // the exception that it handles; the zero Value: none
	caches  []*cache   // by instruction: see cachesOf
	nested  int32      // of a twin: how many twins are under way, one within the other, with no Python between them
	byC     bool       // C code has called it, which is over when it returns
	continuation
}

// A continuation says what becomes of the result of a call.
type continuation struct {
	then then
	way  uint8    // which of its ways then goes next
	kept [2]Value // what then needs
}

// A then says what becomes of what a frame returns, in the frame that called it.
type then uint8

// What can become of it.
const (
	toPush          then = iota // it is pushed: the result of the instruction
	toDrop                      // nothing: the result of __setattr__, say
	toInit                      // it must be None, and kept[0], the new object, is pushed
	toTest                      // its truth decides what the caller's instruction wanted to know: a jump, or not
	toTestLength                // the same, where it is a length
	toContain                   // its truth is pushed, or the opposite if the caller's instruction says so
	toBinary                    // it is pushed, unless it is NotImplemented: then the other way is tried
	toCompare                   // the same, of comparisons
	toIterator                  // it must be an iterator
	toFeed                      // it is the next element, of ForIter; StopIteration is the end
	toAdvance                   // the same, of the built-in function next, whose default is kept[0]
	toSend                      // it is what a sub-iterator yielded, or returned, of Send
	toFallBack                  // it is pushed; AttributeError lets __getattr__ be asked: kept[0] is the object, kept[1] the name
	toImport                    // kept[0], the module, is pushed
	toStr                       // it must be a str, of the method that kept[0] names
	toClose                     // it is what a generator does with GeneratorExit
	toDelegate                  // a sub-iterator has been closed: kept[0] is raised in the generator that waits for it
	toUnpack                    // it is a list, whose elements UnpackSequence or UnpackEx pushes: kept[0] before, way-1 after
	toThrow                     // it is what throw of a sub-iterator returned: the generator yields it on
	toAwait                     // it is what __await__ returned: an iterator
	toAsyncIterator             // it must be an asynchronous iterator
	toAsyncNext                 // it is what __anext__ returned
	toResume                    // a handler of a signal has run: what it has interrupted goes on, a call that waits if kept[0] is one
	toEnd                       // the thread's function is over; kept[0], if there is one, is what it has returned
)

// A cache is what an instruction found last, in a run.
type cache struct {
	class   *Class
	shape   *Shape // nil: the object needs none
	next    *Shape // of StoreAttr: what the shape becomes, where the attribute is a new one
	version uint32 // of the run's classes
	index   int32
	value   Value // a method, or a property
}

// newFrame returns a frame for a call of a body, with nothing in it.
func (t *Thread) newFrame(b *body) *frame {
	if b.number < len(t.pool) {
		if f := t.pool[b.number]; f != nil {
			t.pool[b.number] = f.back
			f.back = nil
			return f
		}
	}
	t.credit -= frameSize + valueSize*int64(b.locals+b.code.StackSize)
	f := &frame{body: b, caches: t.cachesOf(b)}
	values := make([]Value, b.locals+b.code.StackSize+1)
	f.locals, f.stack = values[:b.locals:b.locals], values[b.locals:]
	return f
}

// recycle keeps the memory of a frame that is over for the next call of its body.
func (t *Thread) recycle(f *frame) {
	clear(f.locals)
	f.pc, f.sp, f.continuation = 0, 0, continuation{}
	f.names, f.gen, f.handled, f.mapping, f.byC, f.nested = nil, nil, Value{}, Value{}, false, 0
	for f.body.number >= len(t.pool) {
		t.pool = append(t.pool, make([]*frame, f.body.number+16-len(t.pool))...)
	}
	f.back = t.pool[f.body.number]
	t.pool[f.body.number] = f
}

// recycleCall is recycle for a frame of which the call of a function has set nothing but the common fields.
func (t *Thread) recycleCall(f *frame) {
	clear(f.locals)
	f.pc, f.sp, f.byC = 0, 0, false
	if f.handled.p != nil {
		f.handled = Value{}
	}
	f.back = t.pool[f.body.number]
	t.pool[f.body.number] = f
}

// push pushes a value onto the frame's stack.
func (f *frame) push(v Value) {
	f.stack[f.sp] = v
	f.sp++
}

// pop takes the top off the frame's stack.
func (f *frame) pop() Value {
	f.sp--
	return f.stack[f.sp]
}

// native reports whether the frame stands for C code.
func (f *frame) native() bool { return f.body.unit.native }
