// This file defines the instructions that the loop leaves: those that programs do less often, and the less common cases of others.

package python

import (
	"github.com/gilsim/gilsim/python/code"
	"github.com/gilsim/gilsim/sched"
)

// refusal is how CPython words that an object has no __delitem__: in one way where an int is given to what has a place for
// methods of sequences, and in another otherwise.
func refusal(o, key Value) string {
	if key.isInt() || key.class().find("__index__").valid() {
		switch o.layout() {
		case layoutInstance, layoutStr, layoutBytes, layoutTuple, layoutSet, layoutRange, layoutView, layoutException:
			return "doesn't"
		}
		if o.class().flags&builtinClass == 0 {
			return "doesn't"
		}
	}
	return "does not"
}

// slow executes one instruction. The frame is up to date before and after.
func (t *Thread) slow(in *code.Instr) outcome {
	f := t.frame
	st, arg := f.stack, int(in.Arg)
	if t.credit -= shortSize; t.credit < 0 && !t.refill(0) {
		return t.raiseIn(exceptionOf(memoryError))
	}
	switch in.Op {
	case code.BuildTuple:
		if arg == 0 {
			return t.build(in)
		}
		items := make([]Value, arg)
		f.sp -= arg
		copy(items, st[f.sp:])
		f.push(newTuple(items...))
	case code.BuildList:
		items := make([]Value, arg)
		f.sp -= arg
		copy(items, st[f.sp:])
		f.push(newList(items...))
	case code.ListAppend:
		v := f.pop()
		l := as[List](st[f.sp-arg])
		l.items = append(l.items, v)
	case code.LoadFast:
		return t.unbound(f.body.code.Locals[arg].Name)
	case code.DeleteFast:
		if !f.locals[arg].valid() {
			return t.unbound(f.body.code.Locals[arg].Name)
		}
		f.locals[arg] = Value{}
	case code.LoadFastAndClear:
		f.push(f.locals[arg])
		f.locals[arg] = Value{}
	case code.MakeCell:
		f.locals[arg] = (&Cell{Object: Object{class: cellClass}, v: f.locals[arg]}).ref()
	case code.LoadDeref, code.DeleteDeref:
		c := as[Cell](f.locals[arg])
		v := c.v.load()
		switch {
		case !v.valid():
			return t.unboundCell(arg)
		case in.Op == code.DeleteDeref:
			t.setCell(c, Value{})
		default:
			f.push(v)
		}
	case code.StoreDeref:
		t.setCell(as[Cell](f.locals[arg]), f.pop())
	case code.LoadClassDeref:
		if v, known := t.className(f.body.code.Locals[arg].Name); known && v.valid() {
			f.push(v)
			return goes
		}
		v := as[Cell](f.locals[arg]).v.load()
		if !v.valid() {
			return t.unboundCell(arg)
		}
		f.push(v)
	case code.LoadGlobal, loadShared, loadParallel:
		return t.loadGlobal(in)
	case code.DeleteGlobal:
		if !f.module.slots[arg].load().valid() {
			return t.undefined(f.module.names[arg])
		}
		f.module.put(in.Arg, Value{})
	case code.LoadName:
		return t.loadName(f.body.unit.file.Names[arg])
	case code.StoreName:
		return t.storeName(f.body.unit.file.Names[arg], f.pop())
	case code.DeleteName:
		if f.names == nil || !f.names.deleteStr(f.body.unit.file.Names[arg]) {
			return t.undefined(f.body.unit.file.Names[arg])
		}
	case code.LoadAttr:
		return t.loadAttr(f, f.body.unit.file.Names[arg])
	case code.StoreAttr:
		return t.storeAttr(f, f.body.unit.file.Names[arg])
	case code.DeleteAttr:
		return t.setAttr(f.pop(), f.body.unit.file.Names[arg], Value{})
	case code.LoadMethod:
		return t.loadMethod(f, f.body.unit.file.Names[arg])

	case code.RotFour:
		t.rotate(4)
	case code.RotN:
		t.rotate(arg)
	case code.Copy:
		f.push(st[f.sp-arg])
	case code.Swap:
		st[f.sp-1], st[f.sp-arg] = st[f.sp-arg], st[f.sp-1]

	case code.UnaryNegative:
		return t.unaryOp("__neg__", "-")
	case code.UnaryPositive:
		return t.unaryOp("__pos__", "+")
	case code.UnaryInvert:
		return t.unaryOp("__invert__", "~")
	case code.UnaryNot, code.PopJumpIfFalse, code.PopJumpIfTrue, code.JumpIfFalseOrPop, code.JumpIfTrueOrPop:
		return t.test(st[f.sp-1])
	case code.BinaryAdd, code.BinarySubtract, code.BinaryMultiply, code.BinaryOp:
		f.sp -= 2
		return t.binaryOp(code.Operator(arg), inPlace, st[f.sp], st[f.sp+1])
	case code.CompareOp:
		f.sp -= 2
		return t.compare(code.Comparison(arg), inPlace, st[f.sp], st[f.sp+1])
	case code.BinarySubscr:
		f.sp -= 2
		return t.subscript(in, st[f.sp], st[f.sp+1])
	case code.StoreSubscr:
		f.sp -= 3
		return t.storeSubscript(in, st[f.sp+1], st[f.sp+2], st[f.sp])
	case code.DeleteSubscr:
		f.sp -= 2
		out, ok := t.callSpecial(st[f.sp], "__delitem__", []Value{st[f.sp+1]}, continuation{then: toDrop})
		if key := st[f.sp+1]; !ok && isSequence(st[f.sp]) && key.isInt() && !key.isSmallInt() && !key.isBool() {
			return t.fail(indexError, "cannot fit 'int' into an index-sized integer")
		}
		if !ok {
			return t.fail(typeError, "'%s' object %s support item deletion", st[f.sp].class().typeName(), refusal(st[f.sp], st[f.sp+1]))
		}
		return out
	case code.ContainsOp:
		f.sp -= 2
		return t.contained(st[f.sp], st[f.sp+1])

	case code.BuildSet, code.BuildMap, code.BuildConstKeyMap, code.BuildSlice, code.BuildString, code.SetAdd, code.MapAdd,
		code.ListExtend, code.SetUpdate, code.DictUpdate, code.DictMerge, code.ListToTuple, code.UnpackSequence, code.UnpackEx, code.FormatValue:
		out := t.build(in)
		if t.frame == f && f.sp > 0 && (in.Op == code.BuildString || in.Op == code.FormatValue) {
			t.charge(f.stack[f.sp-1])
		}
		if in.Op == code.ListExtend {
			t.charge(st[f.sp-arg])
		}
		return out

	case code.GetIter:
		return t.iterate(f.pop(), continuation{then: toIterator})
	case code.ForIter:
		return t.forIter(st[f.sp-1])
	case dropIterator:
		return t.dropped(f.pop(), continuation{then: toDrop})

	case code.Call:
		f.sp -= arg + 1
		return t.call(st[f.sp], st[f.sp+1:f.sp+1+arg], nil, continuation{})
	case code.CallMethod:
		f.sp -= arg + 2
		if !st[f.sp].valid() {
			return t.call(st[f.sp+1], st[f.sp+2:f.sp+2+arg], nil, continuation{})
		}
		return t.call(st[f.sp], st[f.sp+1:f.sp+2+arg], nil, continuation{})
	case code.CallKw:
		k := &f.body.code.Calls[arg]
		f.sp -= k.Args + 1
		args, keywords := keywordsOf(k, st[f.sp+1:f.sp+1+k.Args])
		return t.call(st[f.sp], args, keywords, continuation{})
	case code.CallMethodKw:
		k := &f.body.code.Calls[arg]
		f.sp -= k.Args + 2
		args, keywords := keywordsOf(k, st[f.sp+2:f.sp+2+k.Args])
		if !st[f.sp].valid() {
			return t.call(st[f.sp+1], args, keywords, continuation{})
		}
		return t.call(st[f.sp], st[f.sp+1:f.sp+2+len(args)], keywords, continuation{})
	case code.CallEx:
		return t.callEx(arg == 1)
	case code.MakeFunction:
		t.makeFunction(f.body.code.Codes[arg])
	case code.LoadBuildClass:
		f.push(t.interp.twins.get("__build_class__"))
	case code.ReturnValue:
		return t.returnValue()

	case code.ReturnGenerator:
		return t.returnGenerator()
	case code.YieldValue:
		return t.yieldValue()
	case code.GetYieldFromIter:
		return t.yieldFrom(f.pop())
	case code.Send:
		return t.send()
	case code.GetAwaitable:
		return t.awaitable(f.pop(), awaited(arg))
	case code.GetAsyncIter:
		return t.asyncIterate(f.pop())
	case code.GetAsyncNext:
		return t.asyncNext(st[f.sp-1])
	case code.EndAsyncFor:
		return t.endAsyncFor()
	case code.BeforeAsyncWith:
		return t.beforeWith("__aenter__", "__aexit__", "asynchronous context manager")

	case code.RaiseVarargs:
		return t.raiseVarargs(arg)
	case code.LoadAssertionError:
		f.push(assertionError.ref())
	case code.PushExcInfo:
		previous := f.handled
		if !previous.valid() {
			previous = none
		}
		e := st[f.sp-1]
		st[f.sp-1] = previous
		f.push(e)
		f.handled = e
	case code.CheckExcMatch:
		match, bad := t.matches(asException(st[f.sp-2]), st[f.sp-1])
		if bad != nil {
			return t.raiseIn(bad)
		}
		st[f.sp-1] = boolean(match)
	case code.CheckEgMatch:
		return t.checkGroupMatch()
	case code.PrepReraiseStar:
		return t.prepareReraise()
	case code.PopExcept:
		f.handled = f.pop()
	case code.Reraise:
		t.raised = asException(f.pop())
		return raising
	case code.BeforeWith:
		return t.beforeWith("__enter__", "__exit__", "context manager")
	case code.WithExceptStart:
		e := st[f.sp-1]
		return t.call(st[f.sp-3], []Value{e.class().ref(), e, tracebackOf(asException(e))}, nil, continuation{})

	case code.ImportName:
		return t.importName(&f.body.code.Imports[arg])
	case code.ImportFrom:
		return t.importFrom(f.body.unit.file.Names[arg])
	case code.ImportStar:
		return t.importStar()
	case code.SetupAnnotations:
		t.setupAnnotations()

	case code.GetLen:
		out, ok := t.callSpecial(st[f.sp-1], "__len__", nil, continuation{})
		if !ok {
			return t.fail(typeError, "object of type '%s' has no len()", st[f.sp-1].class().typeName())
		}
		return out
	case code.MatchMapping, code.MatchSequence, code.MatchKeys, code.MatchClass:
		return t.match(in)
	case entryCheck:
		return t.checkAtEntry()
	default:
		return t.fail(systemError, "unknown opcode %s", in.Op)
	}
	return goes
}

// checkAtEntry is where CPython 3.6 to 3.10 look for a request before they execute a function, or go on with a generator: no bytecode.
// Within a grant nobody asks.
func (t *Thread) checkAtEntry() outcome {
	if t.granted > 0 || t.sched.Unlocked() || !t.looksNow() {
		return goes
	}
	return stops
}

// looksNow has the holder of the lock look for a request between two bytecodes. What comes before that is to be paid for: it reports
// whether the thread must stop to do so.
func (t *Thread) looksNow() (stop bool) {
	if t.pending == 0 {
		t.sched.Spend(0, sched.Jump)
		return false
	}
	t.step = announcement{}
	t.owe(0, 0, sched.Jump)
	return true
}

// rotate puts the top n-1 values deeper: [a … b c] → [c a … b].
func (t *Thread) rotate(n int) {
	f := t.frame
	top := f.stack[f.sp-1]
	copy(f.stack[f.sp-n+1:f.sp], f.stack[f.sp-n:f.sp-1])
	f.stack[f.sp-n] = top
}

func (t *Thread) unbound(name string) outcome {
	if t.interp.minor >= 11 || t.interp.major < 3 {
		return t.fail(unboundLocalError, "cannot access local variable '%s' where it is not associated with a value", name)
	}
	return t.fail(unboundLocalError, "local variable '%s' referenced before assignment", name)
}

func (t *Thread) unboundCell(slot int) outcome {
	l := t.frame.body.code.Locals[slot]
	if l.Kind != code.Free {
		return t.unbound(l.Name)
	}
	if t.interp.minor >= 11 {
		return t.fail(nameError, "cannot access free variable '%s' where it is not associated with a value in enclosing scope", l.Name)
	}
	return t.fail(nameError, "free variable '%s' referenced before assignment in enclosing scope", l.Name)
}

func (t *Thread) undefined(name string) outcome {
	e := newException(nameError, "name '%s' is not defined", name)
	e.state = []Value{t.name(name)}
	return t.raiseIn(e)
}

// loadGlobal is LoadGlobal where the variable is unset, or has been asked for its built-in for the first time.
func (t *Thread) loadGlobal(in *code.Instr) outcome {
	f := t.frame
	if v := t.global(f.module, f.module.names[in.Arg], in.Arg); v.valid() {
		f.push(v)
		return goes
	}
	return t.undefined(f.module.names[in.Arg])
}

// global returns the value of a global variable, or the built-in of its name, or the zero Value.
func (t *Thread) global(m *Module, name string, slot int32) Value {
	if v := m.slots[slot].load(); v.valid() {
		return v
	}
	if v := m.builtin[slot].load(); v.valid() {
		return v
	}
	v := t.interp.builtin(name, m)
	if m.parallel {
		m.builtin[slot].store(v)
	} else {
		m.builtin[slot] = v
	}
	return v
}

// className returns the variable of a class body; known is false if only Python can tell.
func (t *Thread) className(name string) (v Value, known bool) {
	if t.frame.names != nil {
		return t.frame.names.getStr(name), true
	}
	return Value{}, true
}

// loadName is LoadName: a class body's own variable, or else a global one, or else a built-in.
func (t *Thread) loadName(name string) outcome {
	f := t.frame
	if f.mapping.valid() && f.names == nil {
		return t.call(t.interp.twins.get("_load_name"), []Value{f.mapping, t.name(name), f.module.ref()}, nil, continuation{})
	}
	v, _ := t.className(name)
	if !v.valid() {
		v = f.module.get(name)
	}
	if !v.valid() {
		v = t.interp.builtin(name, f.module)
	}
	if !v.valid() {
		return t.undefined(name)
	}
	f.push(v)
	return goes
}

// storeName is StoreName.
func (t *Thread) storeName(name string, v Value) outcome {
	f := t.frame
	if f.names != nil {
		f.names.setStr(name, v)
		return goes
	}
	out, _ := t.callSpecial(f.mapping, "__setitem__", []Value{t.name(name), v}, continuation{then: toDrop})
	return out
}
