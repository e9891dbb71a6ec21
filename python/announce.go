// This file says of an instruction what it does that concerns other threads, and where its version looks for a request to switch.

package python

import (
	"github.com/gilsim/gilsim/python/code"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// An announcement is what the next step does to which object of the trace.
type announcement struct {
	kind   trace.Kind
	object int32
}

// concerns reports whether an instruction can concern other threads: its effect can be seen, or the holder of the lock looks after
// it for a request. Before the second thread is started there is nobody to see it.
func (t *Thread) concerns(in *code.Instr) bool {
	switch {
	case t.interp.sharing != nil:
		if len(t.accesses(in)) > 0 {
			return true
		}
	case in.Flags&seen != 0 && t.interp.concurrent && t.reaches(in):
		return true
	}
	if in.Flags&^seen == 0 && in.Op != code.ReturnValue || t.sched.Unlocked() && !t.interp.heeds {
		return false
	}
	return t.pointOf(in) == sched.Jump
}

// reaches reports whether what an instruction is done to can be reached by other threads.
func (t *Thread) reaches(in *code.Instr) bool {
	f := t.frame
	var o Value
	switch in.Op {
	case code.LoadAttr:
		o = f.stack[f.sp-1]
		if o.p.flags&published != 0 {
			return true
		}
		owner, v := ownerOf(o, f.body.unit.file.Names[in.Arg])
		return v.valid() && owner.p.flags&published != 0
	case code.StoreAttr, code.DeleteAttr, code.LoadMethod, code.ForIter, code.GetIter, code.UnpackSequence, code.UnpackEx,
		code.PopJumpIfFalse, code.PopJumpIfTrue, code.JumpIfFalseOrPop, code.JumpIfTrueOrPop, code.UnaryNot, code.GetLen:
		o = f.stack[f.sp-1]
	case code.BinarySubscr, code.StoreSubscr, code.DeleteSubscr, code.ContainsOp:
		at := f.sp - 2
		if in.Op == code.ContainsOp {
			at = f.sp - 1
		}
		o = f.stack[at]
	case code.LoadDeref, code.StoreDeref, code.DeleteDeref:
		o = f.locals[in.Arg]
	case code.BinaryAdd, code.BinarySubtract, code.BinaryMultiply, code.BinaryOp, code.CompareOp:
		x, y := f.stack[f.sp-2], f.stack[f.sp-1]
		return (x.p.flags|y.p.flags)&published != 0
	default:
		return true
	}
	return o.p.flags&published != 0
}

// announces returns what the next instruction does to a shared place. The place gets a number in the trace by what it holds, as it
// does when that is recorded.
func (t *Thread) announces(in *code.Instr) announcement {
	if !t.interp.concurrent {
		return announcement{}
	}
	if t.interp.sharing != nil {
		return announced(t.accesses(in))
	}
	f := t.frame
	switch in.Op {
	case loadShared:
		if v := f.module.slots[in.Arg]; v.valid() {
			return t.announcing(trace.Load, t.globalNames(f.module, in.Arg), v)
		}
	case storeShared:
		return t.announcing(trace.Store, t.globalNames(f.module, in.Arg), f.stack[f.sp-1])
	case code.LoadAttr, code.StoreAttr:
		o, name := f.stack[f.sp-1], f.body.unit.file.Names[in.Arg]
		a := o.p.attributes()
		if in.Op == code.LoadAttr && (a == nil || !a.get(name).valid()) {
			if owner, v := ownerOf(o, name); v.valid() && owner.p.flags&published != 0 && ordinaryData(v) {
				return t.announcing(trace.Load, t.attrNames(owner, name), v)
			}
			break
		}
		if o.p.flags&published == 0 || a == nil {
			break
		}
		if in.Op == code.StoreAttr {
			if v, attr := f.stack[f.sp-2], o.class().find(name); ordinaryData(v) && !(attr.valid() && isData(attr) && attr.layout() != layoutSlot) {
				return t.announcing(trace.Store, t.attrNames(o, name), v)
			}
		} else if v := a.get(name); v.valid() && ordinaryData(v) {
			return t.announcing(trace.Load, t.attrNames(o, name), v)
		}
	case code.BinarySubscr, code.StoreSubscr:
		o, key := f.stack[f.sp-2], f.stack[f.sp-1]
		if o.p.flags&published == 0 || !hasItem(o, key) {
			break
		}
		if in.Op == code.StoreSubscr {
			if t.hasPlace(o, key) {
				return t.announcing(trace.Store, t.itemNames(o, key), f.stack[f.sp-3])
			}
			break
		}
		if v := t.peekItem(o, key); v.valid() {
			return t.announcing(trace.Load, t.itemNames(o, key), v)
		}
	}
	return announcement{}
}

func (t *Thread) announcing(kind trace.Kind, n *traceNames, v Value) announcement {
	if t.interp.recording {
		return announcement{kind, n.object(t.interp, v.isSmallInt())}
	}
	return announcement{}
}

// hasItem reports whether a key of an object is a place of the trace: an index of a list, a key of a dict.
func hasItem(o, key Value) bool { return o.is(listClass) && key.isSmallInt() || o.is(dictClass) }

// peekItem returns the item of a list or dict, as far as that needs no Python.
func (t *Thread) peekItem(o, key Value) Value {
	if o.is(dictClass) {
		v, _ := as[Dict](o).get(t, key)
		return v
	}
	items, i := as[List](o).items, key.i
	if i < 0 {
		i += int64(len(items))
	}
	if uint64(i) < uint64(len(items)) {
		return items[i]
	}
	return Value{}
}

// hasPlace reports whether a list or dict has a place for an item, and no Python is needed to find it.
func (t *Thread) hasPlace(o, key Value) bool {
	if o.is(dictClass) {
		_, known := as[Dict](o).get(t, key)
		return known
	}
	return t.peekItem(o, key).valid()
}

// looks is the kind of point that a bytecode is after which the holder of the lock looks for a request, or does not.
func looks(does bool) sched.Point {
	if does {
		return sched.Jump
	}
	return sched.Inside
}

// pointOf returns what the next instruction is to the interpreter lock, before it is executed.
func (t *Thread) pointOf(in *code.Instr) sched.Point {
	f := t.frame
	switch {
	case in.Op == code.ReturnValue || in.Op == code.YieldValue:
		return looks(in.Flags&code.Check != 0 || f.back != nil && f.gen == nil && f.back.looksAfterCall())
	case in.Flags&code.CheckNative != 0:
		n, python := t.callee(in)
		return looks(!python && (n == nil || in.Flags&code.FastCall == 0 || n.cost != quick))
	case in.Flags&code.Check != 0:
		if isCall(in.Op) {
			if _, python := t.callee(in); python {
				return sched.Inside // when it has returned
			}
		}
		return sched.Jump
	case in.Flags&code.CheckTaken != 0:
		v := f.stack[f.sp-1]
		b, known := t.truth(v)
		return looks(known && b == (in.Op == code.PopJumpIfTrue || in.Op == code.JumpIfTrueOrPop))
	}
	return sched.Inside
}

// looksAfterCall reports whether the frame, which has called a Python function, looks for a request when that returns.
func (f *frame) looksAfterCall() bool {
	in := &f.body.instrs[f.pc-1]
	return in.Flags&code.Check != 0 && isCall(in.Op)
}

// pointAfter returns what the instruction was that has been executed last.
func (t *Thread) pointAfter(in *code.Instr) sched.Point {
	f := t.frame
	switch {
	case f == nil:
		return sched.Inside
	case in.Op == code.ReturnValue:
		return looks(in.Flags&code.Check != 0 || f.pc > 0 && f.looksAfterCall())
	case in.Flags&code.CheckNative != 0:
		return looks(f.pc > 0 && !(in.Flags&code.FastCall != 0 && t.quick))
	case in.Flags&code.Check != 0:
		return looks(!isCall(in.Op) || f.pc > 0)
	case in.Flags&code.CheckTaken != 0:
		return looks(f.pc == int(in.Arg))
	}
	return sched.Inside
}

func isCall(op code.Op) bool {
	switch op {
	case code.Call, code.CallMethod, code.CallKw, code.CallMethodKw, code.CallEx:
		return true
	}
	return false
}

// callee returns the native that a call instruction calls, if it is one, and whether it is a Python function.
func (t *Thread) callee(in *code.Instr) (n *Native, python bool) {
	f := t.frame
	at := 0
	switch in.Op {
	case code.Call:
		at = f.sp - int(in.Arg) - 1
	case code.CallMethod:
		at = f.sp - int(in.Arg) - 2
	case code.CallKw:
		at = f.sp - f.body.code.Calls[in.Arg].Args - 1
	case code.CallMethodKw:
		at = f.sp - f.body.code.Calls[in.Arg].Args - 2
	case code.CallEx:
		at = f.sp - 2 - int(in.Arg)
	case code.WithExceptStart:
		at = f.sp - 3
	case code.BeforeWith:
		enter := f.stack[f.sp-1].class().find("__enter__")
		if enter.valid() && enter.layout() == layoutNative {
			return as[Native](enter), false
		}
		return nil, false
	default:
		return nil, false
	}
	fn := f.stack[at]
	if !fn.valid() {
		fn = f.stack[at+1]
	}
	for fn.layout() == layoutMethod {
		fn = as[Method](fn).function
	}
	switch fn.layout() {
	case layoutNative:
		return as[Native](fn), false
	case layoutFunction:
		return nil, !as[Function](fn).body.unit.native
	}
	return nil, false
}

// callsOperation reports whether an instruction calls a native that is an operation: that announces the call, and pays for it.
func (t *Thread) callsOperation(in *code.Instr) bool {
	if !isCall(in.Op) && in.Op != code.BeforeWith && in.Op != code.WithExceptStart {
		return false
	}
	n, _ := t.callee(in)
	return n != nil && n.cost == engages
}
