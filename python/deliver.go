// This file defines what becomes of the result of a call, and of an exception that it raises.

package python

import "github.com/gilsim/gilsim/python/code"

// deliver hands the result of a call to the innermost frame, which is the caller's.
func (t *Thread) deliver(c continuation, v Value) outcome {
	f := t.frame
	switch c.then {
	case toPush, toFeed, toAdvance, toFallBack, toSend:
		f.push(v)
	case toDrop:
	case toInit:
		if v != none {
			return t.fail(typeError, "__init__() should return None, not '%s'", v.class().typeName())
		}
		f.push(c.kept[0])
		class := c.kept[0].class()
		if class.layout == layoutInstance {
			if s := as[Instance](c.kept[0]).shape; class.instanceShape.Load() != s {
				class.instanceShape.Store(s)
			}
		}
	case toTest:
		if !v.isBool() {
			return t.fail(typeError, "__bool__ should return bool, returned %s", v.class().typeName())
		}
		t.tested(v.i != 0)
	case toTestLength:
		n, err := length(v)
		if err != nil {
			return t.raiseIn(err)
		}
		t.tested(n != 0)
	case toContain:
		b, known := t.truth(v)
		if !known {
			return t.test(v)
		}
		t.tested(b)
	case toBinary, toCompare:
		return t.operated2(c, v)
	case toIterator:
		if !v.class().find("__next__").valid() {
			return t.fail(typeError, "iter() returned non-iterator of type '%s'", v.class().typeName())
		}
		f.push(v)
	case toImport:
		return t.imported(c)
	case toStr:
		if !v.isStr() {
			return t.fail(typeError, "%s returned non-string (type %s)", c.kept[0].text(), v.class().typeName())
		}
		f.push(v)
	case toClose:
		return t.fail(runtimeError, "%s ignored GeneratorExit", as[Generator](c.kept[0]).kind())
	case toAwait:
		return t.awaits(v)
	case toAsyncIterator:
		if !v.class().find("__anext__").valid() {
			return t.fail(typeError, "'async for' received an object from __aiter__ that does not implement __anext__: %s", v.class().typeName())
		}
		f.push(v)
	case toAsyncNext:
		return t.awaitable(v, awaitedNext)
	case toDelegate:
		return t.raiseIn(asException(c.kept[0]))
	case toUnpack:
		return t.unpacked(v.items(), int(c.kept[0].i), int(c.way)-1)
	case toThrow:
		return t.yieldOn(v)
	case toResume:
		return t.runHandlers(c)
	case toEnd:
		t.result = v
		if c.kept[0].valid() {
			t.result = c.kept[0]
		}
		return finished
	}
	return goes
}

// tested does what the instruction of the innermost frame does with the truth of what it asked for.
func (t *Thread) tested(b bool) {
	f := t.frame
	in := &f.body.instrs[f.pc-1]
	switch in.Op {
	case code.PopJumpIfFalse:
		f.sp--
		if !b {
			f.pc = int(in.Arg)
		}
	case code.PopJumpIfTrue:
		f.sp--
		if b {
			f.pc = int(in.Arg)
		}
	case code.JumpIfFalseOrPop:
		if b {
			f.sp--
		} else {
			f.pc = int(in.Arg)
		}
	case code.JumpIfTrueOrPop:
		if b {
			f.pc = int(in.Arg)
		} else {
			f.sp--
		}
	case code.UnaryNot:
		f.stack[f.sp-1] = boolean(!b)
	case code.ContainsOp:
		f.push(boolean(b != (in.Arg == 1)))
	default:
		f.push(boolean(b))
	}
}

// fail raises an exception in the innermost frame.
func (t *Thread) fail(class *Class, format string, args ...any) outcome {
	return t.raiseIn(newException(class, format, args...))
}

// raiseIn raises an exception in the innermost frame.
func (t *Thread) raiseIn(e *Exception) outcome {
	t.setContext(e)
	t.raised = e
	return raising
}

// raises is what comes of an exception that a call has raised at once, whose result c was to receive.
func (t *Thread) raises(e *Exception, c continuation) outcome {
	if out, taken := t.takes(e, c); taken {
		return out
	}
	return t.raiseIn(e)
}

// exhausts is raises of StopIteration.
func (t *Thread) exhausts(v Value, c continuation) outcome {
	switch c.then {
	case toFeed, toSend, toThrow:
		t.stopped(v, c)
		return goes
	case toAdvance:
		if c.kept[0].valid() {
			t.frame.push(c.kept[0])
			return goes
		}
	case toClose:
		t.frame.push(none)
		return goes
	}
	e := exceptionOf(stopIteration)
	if v != none {
		e = exceptionOf(stopIteration, v)
	}
	return t.raises(e, c)
}

// takes reports whether an exception that a call has raised is part of what its result was for, and then does that.
func (t *Thread) takes(e *Exception, c continuation) (out outcome, taken bool) {
	switch c.then {
	case toFeed, toSend, toThrow:
		if e.class.derives(stopIteration) {
			t.stopped(e.stopValue(), c)
			return goes, true
		}
	case toAdvance:
		if c.kept[0].valid() && e.class.derives(stopIteration) {
			t.frame.push(c.kept[0])
			return goes, true
		}
	case toFallBack:
		if e.class.derives(attributeError) {
			method := c.kept[0].class().find("__getattr__")
			return t.callMethod(method, c.kept[0], []Value{c.kept[1]}, nil, continuation{}), true
		}
	case toClose:
		if e.class.derives(generatorExit) || e.class.derives(stopIteration) {
			t.frame.push(none)
			return goes, true
		}
	case toImport:
		delete(t.interp.modules, as[Module](c.kept[0]).name)
	case toResume:
		if c.kept[0].valid() {
			return t.takes(e, interruptionOf(c).performing)
		}
	}
	return goes, false
}

// stopped ends a loop, or a yield from, whose iterator is exhausted.
func (t *Thread) stopped(v Value, c continuation) {
	f := t.frame
	in := &f.body.instrs[f.pc-1]
	switch c.then {
	case toFeed:
		f.sp--
		f.pc = int(in.Arg)
	case toSend, toThrow: // [iterator] → [value]
		f.stack[f.sp-1] = v
		f.pc = int(in.Arg)
	}
}

// stopValue returns the value of a StopIteration.
func (e *Exception) stopValue() Value {
	if len(e.args) > 0 {
		return e.args[0]
	}
	return none
}

// asException returns an exception as its Go type.
func asException(v Value) *Exception { return as[Exception](v) }
