// This file defines what the call of a built-in function does to what threads share, for a search.

package python

import (
	"slices"

	"github.com/gilsim/gilsim/python/code"
)

// readers are the methods of containers that change nothing. Those of sizes look at the structure alone.
var readers = [...]string{
	"__contains__", "__eq__", "__ge__", "__getitem__", "__gt__", "__le__", "__len__", "__lt__", "__ne__", "__repr__", "__reversed__",
	"copy", "count", "difference", "get", "index", "intersection", "isdisjoint", "issubset", "issuperset", "items", "keys",
	"symmetric_difference", "union", "values",
}

// call notes what a built-in function does to its arguments. What it does to a lock or queue its operation tells, and code that stands
// for C code tells of each of its own instructions.
func (s *sharing) call(t *Thread, in *code.Instr) {
	n, _ := t.callee(in)
	fn, args := t.argumentsOf(in)
	if in.Op == code.CallEx {
		s.unpacked(t, in)
	}
	switch {
	case n != nil:
		if n.cost != engages || n.kind == aMethod {
			s.native(t, n, args)
		}
	case fn.layout() == layoutClass:
		s.making(t, as[Class](fn), args)
	}
}

// unpacked notes that a call takes its arguments from containers.
func (s *sharing) unpacked(t *Thread, in *code.Instr) {
	f := t.frame
	for _, v := range f.stack[f.sp-1-int(in.Arg) : f.sp] {
		s.whole(v)
	}
}

// making notes what is done to the arguments of a class, unless a function of the program gets them: its own instructions tell.
func (s *sharing) making(t *Thread, class *Class, args []Value) {
	k := class.construction(t.interp.classVersion)
	switch {
	case class == reversedClass:
		s.inside(args)
	case class.layout == layoutIterator:
		for _, v := range args {
			s.begins(v)
		}
	case class.isBuiltin() || k.init.valid() && k.init.layout() == layoutNative && class.layout != layoutInstance:
		s.inside(args)
	}
}

// begins notes that an iterator of a value is made: that of a dict or a set notes how many there are.
func (s *sharing) begins(v Value) {
	if v = viewedOf(v); v.layout() == layoutDict || v.layout() == layoutSet {
		s.keys(v)
	}
}

// native notes what a native does to its arguments.
func (s *sharing) native(t *Thread, n *Native, args []Value) {
	if s.looks(t, n, args) || n.cost == engages {
		return
	}
	switch op, ofAttribute := attributeFunctions[n.name]; {
	case ofAttribute && len(args) > 1 && args[1].isStr() && (n.kind == aMethod || n.module == "builtins"):
		s.attribute(args[0], args[1].text(), op)
	case n.kind == aMethod && len(args) > 0:
		s.method(t, n, args)
	case n.kind == aFunction && n.module == "builtins":
		s.function(t, n, args)
	case n.kind == aFunction && n.touches != nothing:
		for _, v := range args {
			s.change(v)
		}
		s.inside(args)
	case n.kind == aFunction:
	default:
		s.inside(args)
	}
}

// function notes what a built-in function does to its arguments.
func (s *sharing) function(t *Thread, n *Native, args []Value) {
	switch {
	case n.name == "globals" || (n.name == "locals" || n.name == "vars") && len(args) == 0:
		s.shows(t.caller().module)
	case n.touches == nothing || len(args) == 0:
	case n.name == "len":
		s.keys(viewedOf(args[0]))
	case n.name == "iter" && len(args) == 1:
		s.begins(args[0])
	case n.name == "next":
		s.advanced(args[0])
	case n.name == "vars" && len(args) == 1:
		s.attribute(args[0], "__dict__", code.LoadAttr)
	case n.touches == operands:
		s.all(args)
	default:
		s.inside(args)
	}
}

// advanced notes that a value is advanced, if it is an iterator.
func (s *sharing) advanced(v Value) {
	if v.layout() == layoutIterator || v.layout() == layoutGenerator {
		s.advance(v)
	}
}

// attributeFunctions are the built-in functions and methods that do what an instruction does to an attribute.
var attributeFunctions = map[string]code.Op{
	"getattr": code.LoadAttr, "hasattr": code.LoadAttr, "setattr": code.StoreAttr, "delattr": code.DeleteAttr,
	"__getattribute__": code.LoadAttr, "__setattr__": code.StoreAttr, "__delattr__": code.DeleteAttr,
}

// all notes that all of each value is looked at.
func (s *sharing) all(values []Value) {
	for _, v := range values {
		s.whole(v)
	}
}

// method notes what a method does to the object that it is of.
func (s *sharing) method(t *Thread, n *Native, args []Value) {
	self := viewedOf(args[0])
	dict, list := self.layout() == layoutDict, self.layout() == layoutList
	switch {
	case dict && len(args) > 1 && (n.name == "get" || n.name == "__contains__" || n.name == "__getitem__"):
		s.item(t, self, args[1], code.BinarySubscr)
	case dict && len(args) > 1 && n.name == "setdefault":
		op := code.StoreSubscr
		if _, there := s.named(t, self, args[1]); there {
			op = code.BinarySubscr
		}
		s.item(t, self, args[1], op)
	case dict && len(args) > 1 && (n.name == "pop" || n.name == "__delitem__"):
		s.item(t, self, args[1], code.DeleteSubscr)
	case list && n.name == "append":
		s.item(t, self, integer(int64(len(as[List](self).items))), code.StoreSubscr)
	case n.name == "__next__":
		s.advanced(self)
	case n.name == "__iter__":
		s.begins(self)
	case n.name == "__len__" || dict && (n.name == "keys" || n.name == "values" || n.name == "items"):
		s.keys(self)
	case slices.Contains(readers[:], n.name):
		s.whole(self)
	default:
		s.change(self)
	}
	if n.touches == contents || n.touches == everything {
		s.inside(args)
	} else {
		s.all(args[1:])
	}
}

// looks notes a look at a lock, a queue or a thread, and reports whether the native is one.
func (s *sharing) looks(t *Thread, n *Native, args []Value) bool {
	if n.kind != aMethod || len(args) == 0 {
		return false
	}
	switch self := args[0]; {
	case self.layout() == layoutLock && n.cost != engages:
		s.now = append(s.now, access{as[Lock](self).lock.Object(), false})
	case self.layout() != layoutOther:
		return false
	default:
		switch state := as[Other](self).state.(type) {
		case simpleQueue:
			if n.cost != engages {
				s.now = append(s.now, access{state.Object(), false})
			}
		case handleState:
			if n.cost != engages && state.thread.sched != nil {
				s.now = append(s.now, access{s.engine.EndOf(state.thread.sched), false})
			}
		default:
			return false
		}
	}
	return true
}

// argumentsOf returns what a call instruction calls, and its arguments, the object of a method first.
func (t *Thread) argumentsOf(in *code.Instr) (fn Value, args []Value) {
	f := t.frame
	first := f.sp
	switch in.Op {
	case code.Call:
		first -= int(in.Arg) + 1
	case code.CallMethod:
		first -= int(in.Arg) + 2
	case code.CallKw:
		first -= f.body.code.Calls[in.Arg].Args + 1
	case code.CallMethodKw:
		first -= f.body.code.Calls[in.Arg].Args + 2
	case code.CallEx:
		first -= 2 + int(in.Arg)
	}
	args = append(args, f.stack[first:f.sp]...)
	if !args[0].valid() {
		args = args[1:]
	}
	fn, args = args[0], args[1:]
	if in.Op == code.CallEx && args[0].layout() == layoutTuple {
		args = append(args[0].items(), args[1:]...)
	}
	for fn.layout() == layoutMethod {
		m := as[Method](fn)
		fn, args = m.function, append([]Value{m.self}, args...)
	}
	return fn, args
}
