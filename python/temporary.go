// This file defines what becomes of a generator that nobody but a loop has: CPython, which counts references, closes it when the
// loop is left.

package python

import (
	"strings"

	"github.com/gilsim/gilsim/python/code"
)

// onlyIterated reports whether what is delivered to the innermost frame next is used by nothing but its loop: the generator of
// "for x in f():" and of an __iter__ that is one. No instruction copies the iterator of a loop, so that the stack stays the only
// place that refers to it.
func (t *Thread) onlyIterated(class *Class, then then) bool {
	f := t.frame
	if f == nil {
		return false
	}
	get := code.GetIter
	switch class {
	case coroutineClass:
		return false
	case asyncGeneratorClass:
		get = code.GetAsyncIter
	}
	switch then {
	case toPush:
		return f.body.instrs[f.pc].Op == get
	case toIterator, toAsyncIterator:
		return f.pc > 0 && f.body.instrs[f.pc-1].Op == get
	}
	return false
}

// dropped closes a generator to which nothing refers any more; c says what follows. Another value is left to Go.
func (t *Thread) dropped(v Value, c continuation) outcome {
	if v.layout() != layoutGenerator || v.p.flags&temporary == 0 {
		return goes
	}
	g := as[Generator](v)
	if g.frame == nil || g.running || !g.started {
		return t.deliver(c, none)
	}
	twin := "_drop_generator"
	if g.class == asyncGeneratorClass {
		twin = "_drop_async_generator"
	}
	return t.call(t.interp.twins.get(twin), []Value{v}, nil, c)
}

// suspended takes the first generator that has begun and not ended out of the variables of a module, as CPython clears the main
// module at the end: names with one underscore first. It reports false if there is none.
func (in *Interpreter) suspended(m *Module) (Value, bool) {
	if m == nil {
		return Value{}, false
	}
	for _, private := range [...]bool{true, false} {
		for i := range m.slots {
			v := m.slots[i].load()
			if v.p == nil || v.p.class != generatorClass || (strings.HasPrefix(m.names[i], "_") && !strings.HasPrefix(m.names[i], "__")) != private {
				continue
			}
			m.put(int32(i), Value{})
			if g := as[Generator](v); g.frame != nil && g.started && !g.running {
				return v, true
			}
		}
	}
	return Value{}, false
}

// temporary takes the topmost temporary generator off the stack, above what the handler of an exception keeps; nil: there is none,
// and nothing is kept.
func (f *frame) temporary(h *code.Handler) Value {
	keep := 0
	if h != nil {
		keep = int(h.Depth)
	}
	for i := f.sp - 1; i >= keep; i-- {
		if v := f.stack[i]; v.p != nil && v.layout() == layoutGenerator && v.p.flags&temporary != 0 {
			f.sp = i
			if g := as[Generator](v); g.frame != nil && g.started && !g.running {
				return v
			}
		}
	}
	return Value{}
}
