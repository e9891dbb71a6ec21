// This file defines what the threads of a run share.

package python

import (
	"maps"
	"slices"
	"sync/atomic"
	"unsafe"

	"github.com/gilsim/gilsim/sched"
)

// An Interpreter is one run of a program: what its threads share.
type Interpreter struct {
	program *Program
	options Options
	major   int // of the version
	minor   int

	root         *Shape // of objects without attributes; the processes of a run share their shapes
	numbers      uint32
	classVersion uint32 // changes when a class does, in a way that instructions have cached
	subclasses   map[*Class][]*Class
	modules      map[string]*Module
	builtins     *Module
	twins        twins
	caches       [][]*cache // by body
	absent       Value      // what a twin gets for an argument that was not given

	threads    []*Thread // by ident, from 1
	concurrent bool      // a second thread has been started
	parallel   *parallel // threads run side by side; nil: one at a time
	recording  bool      // somebody is told the events
	ordered    bool      // a schedule decides whose turn it is
	places     [][]int32 // the numbers of places in the trace, by body and instruction
	stepwise   bool      // grants are not made use of: a test compares
	run        *sched.Run
	sharing    *sharing // what a search is told; nil: nobody searches

	labels    map[uint32]string // of published objects, by number
	locations map[location]*traceNames
	serial    int            // of locks and objects without a name
	named     map[string]int // how many locks have been named after a variable

	expressions expressionTable
	tasks       tasks

	recursionLimit int
	stackSize      int64 // what _thread.stack_size was last given
	memory         allowance
	lives          lives
	machine        *machine
	main           *Thread // the one that has begun, or has forked
	execution      *Execution
	descriptors    map[int64]descriptor // what is open, by number
	pollers        []*openPoller        // those of poll objects
	handlers       map[int64]Value      // of signals, by number, as far as the program has said
	heeds          bool                 // signals can come
	crashed        bool                 // an exception has ended a thread
	exitStatus     int
}

// moduleNames returns the names of the modules that were imported, in order.
func (in *Interpreter) moduleNames() []string { return slices.Sorted(maps.Keys(in.modules)) }

// twinModules are those of the library that are twins; the last one is executed first.
var twinModules = [...]string{"_machine", "_builtins", "_groups", asyncModule}

// asyncModule is the one that only programs have which have coroutines.
const asyncModule = "_async"

// twins are the modules whose functions do what natives leave to Python, and the one of their intrinsics.
type twins []*Module

// get returns the function of this name, or the zero Value.
func (list twins) get(name string) Value {
	for _, m := range list {
		if v := m.get(name); v.valid() {
			return v
		}
	}
	return Value{}
}

// The first number of an object of a run, above those of what is built in; and that of a program's code objects, which are above
// all of these, so that they do not depend on what else has been compiled.
const (
	firstNumber     = 1 << 16
	firstCodeNumber = 1 << 31
)

// numberOf returns what id() and the default hash of an object are made of: in each run the same one.
func (in *Interpreter) numberOf(o *Object) uint32 {
	if o.flags&static != 0 {
		return o.number
	}
	if n := atomic.LoadUint32(&o.number); n != 0 {
		return n
	}
	atomic.CompareAndSwapUint32(&o.number, 0, firstNumber+atomic.AddUint32(&in.numbers, 1))
	return atomic.LoadUint32(&o.number)
}

// defaultRecursionLimit is sys.getrecursionlimit().
const defaultRecursionLimit = 1000

// newInterpreter returns a run of a program that has not begun.
func newInterpreter(p *Program, o Options) *Interpreter {
	in := &Interpreter{
		program: p, options: o, root: new(Shape), machine: &machine{input: o.Stdin}, major: p.major, minor: p.minor, subclasses: map[*Class][]*Class{}, modules: map[string]*Module{},
		caches: make([][]*cache, p.bodies), places: make([][]int32, p.bodies), labels: map[uint32]string{}, named: map[string]int{}, locations: map[location]*traceNames{}, recursionLimit: defaultRecursionLimit,
		classVersion: 1,
	}
	in.memory.limit = o.MaxMemory
	if in.memory.limit == 0 {
		in.memory.limit = DefaultMaxMemory
	}
	in.builtins = in.nativeModule(nativeModules["builtins"])
	if !in.since(groupsSince) {
		in.builtins.delete(baseExceptionGroup.name)
		in.builtins.delete(exceptionGroup.name)
	}
	if !in.since(10) {
		for _, name := range asyncBuiltins {
			in.builtins.delete(name)
		}
	}
	in.modules["builtins"] = in.builtins
	in.twins = twins{in.nativeModule(nativeModules["_builtins"])}
	in.absent = in.builtins.get("_absent")
	return in
}

// cachesOf returns what the instructions of a body have found: in the run, or, if threads run side by side, in this one.
func (t *Thread) cachesOf(b *body) []*cache {
	if t.caches != nil {
		return cachesOf(t.caches, b)
	}
	return cachesOf(t.interp.caches, b)
}

func cachesOf(all [][]*cache, b *body) []*cache {
	if all[b.number] == nil {
		all[b.number] = make([]*cache, len(b.instrs))
	}
	return all[b.number]
}

// since reports whether the program is run as Python 3.minor or a later one.
func (in *Interpreter) since(minor int) bool { return in.major == 3 && in.minor >= minor }

// newModule returns the module of a unit, whose body has not been executed.
func (in *Interpreter) newModule(u *unit) *Module {
	m := &Module{Object: Object{class: moduleClass}, name: u.module, unit: u, index: u.index, names: u.names,
		slots: make([]Value, len(u.names)), builtin: make([]Value, len(u.names))}
	m.set("__name__", newStr(u.module))
	m.set("__file__", newStr(u.file.Name))
	m.set("__doc__", u.bodies[0].doc)
	m.set("__package__", newStr(u.packageName()))
	m.set("__builtins__", in.builtins.ref())
	if u.native {
		m.functions = make([]Function, u.made())
	}
	if u.pkg {
		m.set("__path__", newList())
	}
	return m
}

// packageName is what __package__ is in the module of a unit.
func (u *unit) packageName() string {
	switch {
	case u.pkg:
		return u.module
	case u.module == "__main__":
		return ""
	}
	return parent(u.module)
}

// nativeModule returns the module of one that is written in Go.
func (in *Interpreter) nativeModule(n *NativeModule) *Module {
	m := &Module{Object: Object{class: moduleClass}, name: n.name, index: n.index, names: n.names}
	m.slots, m.builtin = slices.Clone(n.slots), make([]Value, len(n.slots))
	return m
}

// builtin returns the built-in of a name, as the code of a module sees it: code that stands for C code sees its intrinsics.
func (in *Interpreter) builtin(name string, m *Module) Value {
	if m.unit != nil && m.unit.native {
		for _, other := range in.twins {
			if v := other.get(name); v.valid() {
				return v
			}
		}
	}
	if v := in.builtins.get(name); v.valid() {
		return v
	}
	return Value{}
}

// newThread returns a thread that has not been started.
func (in *Interpreter) newThread() *Thread {
	t := &Thread{interp: in, ident: len(in.threads) + 1, pool: make([]*frame, in.program.bodies)}
	in.threads = append(in.threads, t)
	if in.parallel != nil {
		t.caches = make([][]*cache, in.program.bodies)
		in.parallel.add(t)
	}
	in.memory.take(int64(unsafe.Sizeof(*t)) + 8*int64(len(t.pool)))
	return t
}
