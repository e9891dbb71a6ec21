// This file defines the copy of a running machine: what fork gives a child. Everything that a program can reach is plain data, so
// the copy is a walk over it with a memo.

package python

import (
	"maps"
	"slices"
	"unsafe"

	"github.com/gilsim/gilsim/sched"
)

// A cloning is the copy of an interpreter, with one of its threads, for a process that has just been made.
//
// What never changes is shared: bytecode, constants, classes that are built in, and shapes; what the processes of a run have in common, too.
// What belongs to the machine below is made anew as it is: a lock that is held stays held in the copy, whoever held it.
type cloning struct {
	from, to *Interpreter
	by, main *sched.Thread // the thread that is copied, and the main thread of the process
	objects  map[*Object]*Object
	frames   map[*frame]*frame
	threads  map[*Thread]*Thread
	found    []*Object // copies that still refer to what was copied
	begun    []*frame  // the same, of frames
}

// clone returns a copy of what runs the thread t, with a copy of t as its only thread; main, of the same run, is to carry it out. No
// other thread may run.
func (t *Thread) clone(main *sched.Thread) (*Interpreter, *Thread) {
	c := &cloning{from: t.interp, by: t.sched, main: main, objects: map[*Object]*Object{}, frames: map[*frame]*frame{}, threads: map[*Thread]*Thread{}}
	c.to = c.interpreter()
	for _, other := range c.from.threads {
		c.to.threads = append(c.to.threads, c.thread(other, other == t))
	}
	c.to.main = c.threads[t]
	c.contents()
	c.to.lives = c.from.lives.clone(c)
	c.walk()
	c.subclasses()
	return c.to, c.to.main
}

// walk copies what the copies refer to.
func (c *cloning) walk() {
	for len(c.found)+len(c.begun) > 0 {
		if n := len(c.begun); n > 0 {
			f := c.begun[n-1]
			c.begun = c.begun[:n-1]
			c.fillFrame(f)
			continue
		}
		n := len(c.found)
		o := c.found[n-1]
		c.found = c.found[:n-1]
		c.fill(o)
	}
}

// interpreter returns a copy of the interpreter that refers to nothing of a run yet. Nothing is published in it: it has one thread.
func (c *cloning) interpreter() *Interpreter {
	old := c.from
	in := &Interpreter{
		program: old.program, options: old.options, major: old.major, minor: old.minor, root: old.root, numbers: old.numbers, classVersion: old.classVersion + 1,
		subclasses: map[*Class][]*Class{}, modules: map[string]*Module{}, caches: make([][]*cache, len(old.caches)),
		recording: old.recording, ordered: old.ordered, stepwise: old.stepwise, places: old.places, run: old.run,
		labels: maps.Clone(old.labels), locations: map[location]*traceNames{}, serial: old.serial, named: maps.Clone(old.named),
		recursionLimit: old.recursionLimit, stackSize: old.stackSize, machine: old.machine, descriptors: maps.Clone(old.descriptors), pollers: clonedPollers(old.pollers), crashed: old.crashed, exitStatus: old.exitStatus,
	}
	in.memory.limit, in.memory.room, in.memory.refusals = old.memory.limit, old.memory.room, old.memory.refusals
	return in
}

// contents begins with what the interpreter itself refers to.
func (c *cloning) contents() {
	old, in := c.from, c.to
	for _, name := range old.moduleNames() {
		in.modules[name] = cloned(c, old.modules[name])
	}
	in.builtins, in.absent = cloned(c, old.builtins), c.value(old.absent)
	for _, m := range old.twins {
		in.twins = append(in.twins, cloned(c, m))
	}
	if in.heeds = old.heeds; old.handlers != nil {
		in.handlers = map[int64]Value{}
		for _, n := range slices.Sorted(maps.Keys(old.handlers)) {
			in.handlers[n] = c.value(old.handlers[n])
		}
	}
}

// subclasses copies which classes derive from which, as far as anything else refers to them: what __subclasses__ knows keeps no class
// alive. In which order that is done makes no difference, as everything has been copied.
func (c *cloning) subclasses() {
	for base, list := range c.from.subclasses {
		if !c.has(base) {
			continue
		}
		for _, k := range list {
			if c.has(k) {
				n := cloned(c, base)
				c.to.subclasses[n] = append(c.to.subclasses[n], cloned(c, k))
			}
		}
	}
}

// has reports whether a class is there in the copy.
func (c *cloning) has(k *Class) bool { return k.flags&builtinClass != 0 || c.objects[&k.Object] != nil }

// thread returns the copy of a thread: of one that goes on, or of one that is no more, and is only spoken of.
func (c *cloning) thread(t *Thread, goesOn bool) *Thread {
	n := &Thread{interp: c.to, ident: t.ident, title: t.title, pool: make([]*frame, len(t.pool))}
	c.threads[t] = n
	if !goesOn {
		n.goesOn = over
		n.isOver.Store(true)
		return n
	}
	n.runsAs(c.main)
	n.frame, n.depth, n.performing = c.frame(t.frame), t.depth, c.continuation(t.performing)
	n.shown, n.tracer, n.result = c.values(t.shown), c.value(t.tracer), c.value(t.result)
	n.raised, n.green = cloned(c, t.raised), cloned(c, t.green)
	for _, d := range t.duties {
		n.duties = append(n.duties, duty{d.kind, c.value(d.v)})
	}
	n.quick, n.credit, n.owned, n.paid, n.labor = t.quick, t.credit, t.owned, t.paid, t.labor
	return n
}

// cloned returns the copy of an object of a known type; nil of nil.
func cloned[T any, P interface {
	*T
	ref() Value
}](c *cloning, p P) P {
	if p == nil {
		return nil
	}
	return P(as[T](c.value(p.ref())))
}

func (c *cloning) classes(list []*Class) []*Class {
	if list == nil {
		return nil
	}
	copies := make([]*Class, len(list))
	for i, k := range list {
		copies[i] = cloned(c, k)
	}
	return copies
}

// value returns the copy of a value.
func (c *cloning) value(v Value) Value {
	if v.p == nil || v.p.flags&static != 0 {
		return v
	}
	return Value{p: c.object(v.p), i: v.i}
}

// values returns a copy of a list of values.
func (c *cloning) values(list []Value) []Value {
	if list == nil {
		return nil
	}
	copies := make([]Value, len(list), max(len(list), min(cap(list), 2*len(list))))
	for i, v := range list {
		copies[i] = c.value(v)
	}
	return copies
}

// object returns the copy of an object, which may still refer to what was copied.
func (c *cloning) object(o *Object) *Object {
	n := c.objects[o]
	if n == nil {
		n = shallow(o)
		n.flags &^= published | measured
		c.objects[o] = n
		c.found = append(c.found, n)
	}
	return n
}

// frame returns the copy of a frame, which may still refer to what was copied.
func (c *cloning) frame(f *frame) *frame {
	if f == nil {
		return nil
	}
	n := c.frames[f]
	if n == nil {
		copied := *f
		n = &copied
		c.frames[f] = n
		c.begun = append(c.begun, n)
	}
	return n
}

func (c *cloning) fillFrame(f *frame) {
	f.back = c.frame(f.back)
	values := make([]Value, len(f.locals)+len(f.stack))
	for i, v := range f.locals {
		values[i] = c.value(v)
	}
	for i, v := range f.stack[:f.sp] {
		values[len(f.locals)+i] = c.value(v)
	}
	for i, v := range f.lends() {
		values[len(f.locals)+f.sp+i] = c.value(v)
	}
	n := len(f.locals)
	f.locals, f.stack = values[:n:n], values[n:]
	f.module, f.names, f.gen = cloned(c, f.module), cloned(c, f.names), cloned(c, f.gen)
	f.mapping, f.handled = c.value(f.mapping), c.value(f.handled)
	f.caches = cachesOf(c.to.caches, f.body)
	f.continuation = c.continuation(f.continuation)
}

func (c *cloning) continuation(k continuation) continuation {
	k.kept[0], k.kept[1] = c.value(k.kept[0]), c.value(k.kept[1])
	return k
}

// shallow returns an object like this one, which refers to the same objects.
func shallow(o *Object) *Object {
	switch o.class.layout {
	case layoutInstance:
		return twin[Instance](o)
	case layoutInt:
		return twin[Int](o)
	case layoutFloat:
		return twin[Float](o)
	case layoutStr:
		return twin[Str](o)
	case layoutBytes:
		return twin[Bytes](o)
	case layoutBytearray:
		return twin[Bytearray](o)
	case layoutTuple:
		return twin[Tuple](o)
	case layoutList:
		return twin[List](o)
	case layoutDict:
		return twin[Dict](o)
	case layoutSet:
		return twin[Set](o)
	case layoutSlice:
		return twin[Slice](o)
	case layoutRange:
		return twin[Range](o)
	case layoutIterator:
		return twin[Iterator](o)
	case layoutException:
		return twin[Exception](o)
	case layoutClass:
		return twin[Class](o)
	case layoutFunction:
		return twin[Function](o)
	case layoutMethod:
		return twin[Method](o)
	case layoutModule:
		return twin[Module](o)
	case layoutCell:
		return twin[Cell](o)
	case layoutCode:
		return twin[CodeObject](o)
	case layoutGenerator:
		return twin[Generator](o)
	case layoutFrame:
		return twin[FrameObject](o)
	case layoutTraceback:
		return twin[Traceback](o)
	case layoutProperty:
		return twin[Property](o)
	case layoutWrapper:
		return twin[Wrapper](o)
	case layoutSuper:
		return twin[Super](o)
	case layoutSlot:
		return twin[SlotDescriptor](o)
	case layoutView:
		return twin[View](o)
	case layoutLock:
		return twin[Lock](o)
	case layoutGreenlet:
		return twin[Greenlet](o)
	case layoutNative: // what the __dict__ of a class shows of its instances; all others are static
		return twin[Native](o)
	case layoutOther:
		return twin[Other](o)
	}
	panic("python: an object of another layout") // markers are static
}

// twin returns a copy of the memory of an object that is a T.
func twin[T any](o *Object) *Object {
	if o.flags&extended != 0 {
		n := *as[extendedObject[T]](o.ref())
		return (*Object)(unsafe.Pointer(&n))
	}
	n := *as[T](o.ref())
	return (*Object)(unsafe.Pointer(&n))
}

// fill lets a copy refer to copies.
func (c *cloning) fill(o *Object) {
	o.class = cloned(c, o.class)
	if a := o.attributes(); a != nil {
		a.values, a.dict = c.values(a.values), cloned(c, a.dict)
	}
	switch v := o.ref(); v.layout() {
	case layoutBytearray:
		as[Bytearray](v).b = slices.Clone(as[Bytearray](v).b)
	case layoutTuple:
		as[Tuple](v).items = c.values(as[Tuple](v).items)
	case layoutList:
		as[List](v).items = c.values(as[List](v).items)
	case layoutDict:
		c.fillDict(as[Dict](v))
	case layoutSet:
		s := as[Set](v)
		s.table = slices.Clone(s.table)
		for i := range s.table {
			s.table[i].key = c.value(s.table[i].key)
		}
	case layoutSlice:
		s := as[Slice](v)
		s.start, s.stop, s.step = c.value(s.start), c.value(s.stop), c.value(s.step)
	case layoutIterator:
		it := as[Iterator](v)
		it.of, it.others = c.value(it.of), c.values(it.others)
	case layoutException:
		e := as[Exception](v)
		e.args, e.state, e.cause = c.values(e.args), c.values(e.state), c.value(e.cause)
		e.context, e.traceback = cloned(c, e.context), cloned(c, e.traceback)
	case layoutClass:
		c.fillClass(as[Class](v))
	case layoutFunction:
		c.fillFunction(as[Function](v))
	case layoutMethod:
		m := as[Method](v)
		m.function, m.self = c.value(m.function), c.value(m.self)
	case layoutModule:
		c.fillModule(as[Module](v))
	case layoutCell:
		as[Cell](v).v = c.value(as[Cell](v).v)
	case layoutGenerator:
		as[Generator](v).frame = c.frame(as[Generator](v).frame)
	case layoutFrame:
		f := as[FrameObject](v)
		f.back, f.module, f.locals = cloned(c, f.back), cloned(c, f.module), c.values(f.locals)
	case layoutTraceback:
		tb := as[Traceback](v)
		tb.next, tb.locals = cloned(c, tb.next), c.values(tb.locals)
	case layoutProperty:
		p := as[Property](v)
		p.get, p.set, p.del, p.doc = c.value(p.get), c.value(p.set), c.value(p.del), c.value(p.doc)
	case layoutWrapper:
		as[Wrapper](v).function = c.value(as[Wrapper](v).function)
	case layoutSuper:
		s := as[Super](v)
		s.after, s.self, s.owner = cloned(c, s.after), c.value(s.self), cloned(c, s.owner)
	case layoutSlot:
		as[SlotDescriptor](v).of = cloned(c, as[SlotDescriptor](v).of)
	case layoutView:
		as[View](v).of = c.value(as[View](v).of)
	case layoutLock:
		as[Lock](v).lock = as[Lock](v).lock.Fork(c.by, c.main)
	case layoutNative:
		as[Native](v).owner = cloned(c, as[Native](v).owner)
	case layoutGreenlet:
		c.fillGreenlet(as[Greenlet](v))
	case layoutOther:
		as[Other](v).state = as[Other](v).state.clone(c)
	}
}

func (c *cloning) fillDict(d *Dict) {
	d.entries, d.index, d.shows = slices.Clone(d.entries), slices.Clone(d.index), cloned(c, d.shows)
	for i := range d.entries {
		e := &d.entries[i]
		e.key, e.value = c.value(e.key), c.value(e.value)
	}
}

func (c *cloning) fillClass(k *Class) {
	k.bases, k.mro = c.classes(k.bases), c.classes(k.mro)
	k.dict = Namespace{index: maps.Clone(k.dict.index), names: slices.Clone(k.dict.names), values: c.values(k.dict.values)}
	k.making.Store(nil)
}

func (c *cloning) fillFunction(f *Function) {
	f.module, f.defaults, f.kwDefaults = cloned(c, f.module), c.values(f.defaults), cloned(c, f.kwDefaults)
	f.doc, f.annotations, f.moduleName = c.value(f.doc), c.value(f.annotations), c.value(f.moduleName)
	f.closure = slices.Clone(f.closure)
	for i, cell := range f.closure {
		f.closure[i] = cloned(c, cell)
	}
}

func (c *cloning) fillModule(m *Module) {
	m.slots, m.builtin, m.view, m.traced = c.values(m.slots), c.values(m.builtin), cloned(c, m.view), nil
	if m.own {
		m.index, m.names = maps.Clone(m.index), slices.Clone(m.names)
	}
}

func (c *cloning) fillGreenlet(g *Greenlet) {
	g.run, g.parent, g.frame, g.waits, g.actor = c.value(g.run), cloned(c, g.parent), c.frame(g.frame), c.continuation(g.waits), 0
	if g.thread != nil {
		g.thread = c.threads[g.thread]
	}
}
