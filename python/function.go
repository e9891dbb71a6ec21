// This file defines the objects that the machine itself makes: functions, modules, generators, code, tracebacks.

package python

// A Function is a function of the program.
type Function struct {
	Object
	Attributes
	body        *body
	module      *Module
	name        string
	qualname    string
	defaults    []Value // of the last positional parameters
	kwDefaults  *Dict   // of keyword-only parameters; nil: none
	closure     []*Cell
	doc         Value
	annotations Value // a dict, or the zero Value
	moduleName  Value // __module__
}

// A Module is a module of a run. Its variables lie in slots; index says where, and is shared with the unit until the run adds
// a name of its own.
type Module struct {
	Object
	name    string
	unit    *unit // nil: it is written in Go
	index   map[string]int32
	names   []string
	slots   []Value
	builtin []Value // by slot: the built-in of the same name, once it has been looked up
	own     bool    // index and names are the module's own
	// functions is memory for those that the module's code makes: one piece, where nearly all of them live as long as the run.
	functions []Function
	view      *Dict // globals(), once it has been asked for; see globals.go
	traced    []traceNames
	// parallel says that threads which run side by side share its variables: see slot.go.
	parallel bool
}

// get returns the value of a name, or the zero Value.
func (m *Module) get(name string) Value {
	if i, ok := m.index[name]; ok {
		return m.slots[i].load()
	}
	return Value{}
}

// set sets a name.
func (m *Module) set(name string, v Value) { m.put(m.slot(name), v) }

// newFunction returns memory for a function of the module.
func (m *Module) newFunction() *Function {
	if len(m.functions) == 0 {
		return new(Function)
	}
	fn := &m.functions[0]
	m.functions = m.functions[1:]
	return fn
}

// put sets the variable of a slot.
func (m *Module) put(slot int32, v Value) {
	if m.parallel {
		m.slots[slot].store(v)
		return
	}
	m.slots[slot] = v
}

// slot returns the place of a name, which it gets if it has none.
func (m *Module) slot(name string) int32 {
	if i, ok := m.index[name]; ok {
		return i
	}
	if !m.own {
		index := make(map[string]int32, len(m.index)+1)
		for i, name := range m.names {
			index[name] = int32(i)
		}
		m.index, m.names, m.own = index, append([]string(nil), m.names...), true
	}
	i := int32(len(m.slots))
	m.index[name] = i
	m.names, m.slots, m.builtin = append(m.names, name), append(m.slots, Value{}), append(m.builtin, Value{})
	return i
}

// delete removes a name, and reports whether it was there.
func (m *Module) delete(name string) bool {
	i, ok := m.index[name]
	if !ok || !m.slots[i].load().valid() {
		return false
	}
	m.put(i, Value{})
	return true
}

// A CodeObject is f.__code__.
type CodeObject struct {
	Object
	body *body
}

// A Generator is a generator.
type Generator struct {
	Object
	frame    *frame // nil: it has ended
	body     *body
	name     string
	qualname string
	running  bool
	started  bool
	awaited  bool            // a generator that await takes: types.coroutine has made it
	async    asyncGeneration // of an asynchronous generator
}

// A Traceback is one entry of a traceback, of the outer call first.
type Traceback struct {
	Object
	next   *Traceback
	body   *body
	pc     int
	locals []Value // the variables of the frame that the exception has left, while objects are watched: see watch.go
}

// A FrameObject is what sys._getframe returns: where a frame was when it was asked for.
type FrameObject struct {
	Object
	body   *body
	pc     int
	back   *FrameObject
	module *Module
	locals []Value
}

// An Other is an object of a module written in Go: a deque, say. Its state is copied with it.
type Other struct {
	Object
	state state
}

// A state is what an Other holds.
type state interface {
	// clone returns a copy, in which each value is replaced as c says.
	clone(c cloner) state
}

// A cloner says what becomes of what a state holds.
type cloner interface {
	value(v Value) Value
}

// A visitor looks at what a state holds, and keeps it.
type visitor func(v Value)

func (f visitor) value(v Value) Value {
	f(v)
	return v
}
