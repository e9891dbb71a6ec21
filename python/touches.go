// This file says what an instruction touches that other threads can reach, for threads that run side by side: see parallel.go.

package python

import (
	"github.com/gilsim/gilsim/python/code"
)

// A touch is what a step touches beside the thread's own frames.
type touch uint8

const (
	everything  touch = iota // nobody has said what: it is made alone
	contents                 // the operands, and what they hold: a repr, or an order of elements
	operands                 // the operands, and not what they hold
	nothing                  // nothing that others can reach but by atomic accesses
	definitions              // what others read without a lock
)

// parallelStep executes an instruction that the loop leaves, while other threads execute, too.
func (t *Thread) parallelStep(in *code.Instr) (out outcome) {
	p := t.interp.parallel
	touched, list := t.touches(in)
	if touched != nothing && showModule(list) {
		touched = definitions
	}
	switch touched {
	case nothing:
		return t.slow(in)
	case definitions:
		p.whileOthersRest(t, func() { out = t.slow(in) })
		return out
	case operands, contents:
		o, many := shared(list)
		if o != nil || many { // what comes together with it may become part of it
			t.publishAll(list)
		}
		switch {
		case many || touched == contents && (o != nil || !t.plain(list)):
		case o == nil:
			return t.slow(in)
		default:
			return t.onContainer(in, o)
		}
	}
	p.exclusively(func() { out = t.slow(in) })
	return out
}

// onContainer executes an instruction with the lock of the one container that it touches held.
func (t *Thread) onContainer(in *code.Instr, o *Object) outcome {
	p := t.interp.parallel
	if a := o.attributes(); a != nil {
		return t.onAttributes(in, o, a)
	}
	t.locks.step.Lock()
	defer t.locks.step.Unlock()
	lock := &p.containers[lockOf(o)]
	lock.Lock()
	defer lock.Unlock()
	return t.slow(in)
}

// onAttributes is onContainer for an object with attributes. Once they lie in a dict, which has another lock, the step is made alone.
func (t *Thread) onAttributes(in *code.Instr, o *Object, a *Attributes) (out outcome) {
	if out, done := t.onOwnAttributes(in, o, a); done {
		return out
	}
	t.interp.parallel.exclusively(func() { out = t.slow(in) })
	return out
}

func (t *Thread) onOwnAttributes(in *code.Instr, o *Object, a *Attributes) (out outcome, done bool) {
	t.locks.step.Lock()
	defer t.locks.step.Unlock()
	lock := &t.interp.parallel.containers[lockOf(o)]
	lock.Lock()
	defer lock.Unlock()
	if a.dict != nil {
		return goes, false
	}
	return t.slow(in), true
}

// touches says what an instruction touches, and its operands.
func (t *Thread) touches(in *code.Instr) (touch, []Value) {
	f := t.frame
	st := f.stack
	switch in.Op {
	case code.LoadAttr, code.LoadMethod:
		return t.touchesByReading(st[f.sp-1], f.body.unit.file.Names[in.Arg]), st[f.sp-1 : f.sp]
	case code.StoreAttr:
		return t.touchesByWriting(st[f.sp-1], f.body.unit.file.Names[in.Arg], st[f.sp-2]), st[f.sp-1 : f.sp]
	case code.DeleteAttr:
		return t.touchesByWriting(st[f.sp-1], f.body.unit.file.Names[in.Arg], Value{}), st[f.sp-1 : f.sp]
	case code.BinarySubscr, code.DeleteSubscr:
		return operands, st[f.sp-2 : f.sp-1]
	case code.StoreSubscr:
		if st[f.sp-1].layout() == layoutSlice {
			return operands, st[f.sp-3 : f.sp-1]
		}
		return operands, st[f.sp-2 : f.sp-1]
	case code.GetIter, code.ForIter, code.GetYieldFromIter, code.UnpackSequence, code.UnpackEx,
		code.UnaryNot, code.PopJumpIfFalse, code.PopJumpIfTrue, code.JumpIfFalseOrPop, code.JumpIfTrueOrPop,
		code.UnaryNegative, code.UnaryPositive, code.UnaryInvert:
		return operands, st[f.sp-1 : f.sp]
	case code.ListExtend, code.SetUpdate, code.DictUpdate, code.DictMerge:
		return operands, st[f.sp-1 : f.sp]
	case code.ContainsOp:
		if isLeaf(st[f.sp-2]) || hashes(st[f.sp-1]) {
			return operands, st[f.sp-1 : f.sp]
		}
		return contents, st[f.sp-2 : f.sp]
	case code.BinaryAdd, code.BinarySubtract, code.BinaryMultiply, code.BinaryOp:
		if op, _ := code.Operator(in.Arg).Inplace(); op == code.Remainder {
			return contents, st[f.sp-2 : f.sp]
		}
		return operands, st[f.sp-2 : f.sp]
	case code.CompareOp, code.FormatValue:
		n := 2
		if in.Op == code.FormatValue && in.Arg&code.FormatSpec == 0 {
			n = 1
		}
		return contents, st[f.sp-n : f.sp]
	case code.YieldValue, code.ReturnValue:
		if f.gen == nil || f.gen.flags&published == 0 {
			return nothing, nil
		}
		t.publishAll(f.locals)
		t.publishAll(st[:f.sp])
		return everything, nil
	case code.Send:
		return everything, nil
	case code.BeforeWith:
		if l := st[f.sp-1].layout(); l == layoutLock || l == layoutInstance {
			return nothing, nil
		}
		return everything, nil
	case code.Call, code.CallMethod, code.CallKw, code.CallMethodKw:
		return t.touchesByCall(in)
	case code.CallEx:
		return t.touchesByCallEx(in)
	case code.ImportName, code.ImportStar:
		return definitions, nil
	}
	if touchesNothing(in.Op) {
		return nothing, nil
	}
	return everything, nil
}

// touchesNothing reports whether an instruction is done to the frame alone, and to variables.
func touchesNothing(op code.Op) bool {
	switch op {
	case code.BuildTuple, code.BuildList, code.BuildSet, code.BuildMap, code.BuildConstKeyMap, code.BuildSlice, code.BuildString, code.SetAdd,
		code.MapAdd, code.ListAppend, code.ListToTuple, code.LoadFast, code.DeleteFast, code.LoadFastAndClear, code.MakeCell, code.LoadDeref,
		code.StoreDeref, code.DeleteDeref, code.LoadClassDeref, code.LoadGlobal, loadShared, loadParallel, code.DeleteGlobal, code.LoadName,
		code.StoreName, code.DeleteName, code.RotFour, code.RotN, code.Copy, code.Swap, code.MakeFunction, code.LoadBuildClass,
		code.ReturnGenerator, code.LoadAssertionError, code.PushExcInfo, code.CheckExcMatch, code.PopExcept, code.Reraise, entryCheck, dropIterator:
		return true
	}
	return false
}

// touchesByReading says what reading an attribute touches.
func (t *Thread) touchesByReading(o Value, name string) touch {
	if name == "__globals__" || name == "f_globals" {
		return definitions
	}
	switch o.layout() {
	case layoutModule:
		if as[Module](o).get(name).valid() {
			return nothing
		}
		return definitions
	case layoutClass, layoutNative, layoutCode, layoutStr, layoutInt, layoutFloat, layoutTuple, layoutLock:
		return nothing
	}
	return operands
}

// touchesByWriting says what storing an attribute touches, or deleting it if v is the zero Value. A variable of a module or of a class
// is stored at once: see slot.go.
func (t *Thread) touchesByWriting(o Value, name string, v Value) touch {
	switch o.layout() {
	case layoutModule:
		if _, known := as[Module](o).index[name]; known {
			if v.valid() {
				t.publish(v)
			}
			return nothing
		}
		return definitions
	case layoutClass:
		if v.valid() && as[Class](o).holdsData(name, v) {
			t.publish(v)
			return nothing
		}
		return definitions
	case layoutInstance, layoutException:
		if len(name) < 2 || name[:2] != "__" {
			return operands
		}
	}
	if o.p.flags&published == 0 {
		return nothing
	}
	return definitions
}

// holdsData reports whether a class of the program has an attribute that is data, as v is: no instruction has cached it.
func (c *Class) holdsData(name string, v Value) bool {
	_, known := c.dict.index[name]
	return known && !c.isBuiltin() && c.class == typeClass && !behaves(v) && !behaves(c.dict.get(name))
}

// touchesByCall says what a call touches: nothing, if a function of the program is called.
func (t *Thread) touchesByCall(in *code.Instr) (touch, []Value) {
	f := t.frame
	n, extra := int(in.Arg), 1
	switch in.Op {
	case code.CallKw:
		n = f.body.code.Calls[in.Arg].Args
	case code.CallMethod:
		extra = 2
	case code.CallMethodKw:
		n, extra = f.body.code.Calls[in.Arg].Args, 2
	}
	args := f.stack[f.sp-n-extra : f.sp]
	fn := args[0]
	args = args[1:]
	if extra == 2 && !fn.valid() {
		fn, args = args[0], args[1:]
	}
	return t.touchesByCalling(fn, args)
}

// touchesByCallEx is touchesByCall for a call whose arguments come from an iterable, and maybe a mapping.
func (t *Thread) touchesByCallEx(in *code.Instr) (touch, []Value) {
	f := t.frame
	list := f.stack[f.sp-1-int(in.Arg) : f.sp]
	fn := f.stack[f.sp-2-int(in.Arg)]
	if fn.layout() == layoutFunction || fn.layout() == layoutMethod && as[Method](fn).function.layout() == layoutFunction {
		return operands, list
	}
	return everything, nil
}

// touchesByCalling says what calling fn touches.
func (t *Thread) touchesByCalling(fn Value, args []Value) (touch, []Value) {
	switch fn.layout() {
	case layoutFunction:
		return nothing, nil
	case layoutNative:
		return t.touchesByNative(as[Native](fn), args), args
	case layoutMethod:
		m := as[Method](fn)
		switch m.function.layout() {
		case layoutFunction:
			return nothing, nil
		case layoutNative:
			if touched := as[Native](m.function).touches; touched == operands || touched == contents {
				if _, others := shared(args); !others && sharedOne(args) == nil {
					return touched, []Value{m.self}
				}
			} else {
				return touched, nil
			}
		}
		return everything, nil
	case layoutClass:
		return t.touchesByMaking(as[Class](fn), args), args
	}
	return everything, nil
}

// touchesByNative says what a native touches. An attribute may be read and stored by a call, too.
func (t *Thread) touchesByNative(n *Native, args []Value) touch {
	switch {
	case n.asksAttribute == noAttribute:
		return n.touches
	case len(args) < 2 || !args[1].isStr():
		return everything
	case n.asksAttribute == readsAttribute:
		return t.touchesByReading(args[0], args[1].text())
	}
	v := Value{}
	if len(args) > 2 {
		v = args[2]
	}
	if touched := t.touchesByWriting(args[0], args[1].text(), v); touched != nothing {
		return touched
	}
	return everything
}

// touchesByMaking says what making an object touches.
func (t *Thread) touchesByMaking(c *Class, args []Value) touch {
	switch {
	case !c.isBuiltin():
		if c.class != typeClass {
			return everything
		}
		if k := c.construction(t.interp.classVersion); k.isOrdinary || k.of == baseException {
			return nothing
		}
		return everything
	case c == typeClass:
		if len(args) == 1 {
			return nothing
		}
		return definitions
	}
	switch c.layout {
	case layoutInt, layoutFloat, layoutMarker, layoutStr, layoutBytes:
		return contents
	case layoutTuple, layoutList, layoutDict, layoutSet, layoutRange, layoutIterator, layoutSlice, layoutBytearray:
		return operands
	case layoutException:
		return nothing
	}
	return everything
}

// shared returns the one container among these values that others can reach, or that they are an iterator or a view of; many says that
// there are several, or one in an iterator of iterators.
func shared(list []Value) (one *Object, many bool) {
	for _, v := range list {
		o, deep := sharedBy(v)
		switch {
		case deep, o != nil && one != nil && o != one:
			return nil, true
		case o != nil:
			one = o
		}
	}
	return one, false
}

// showModule reports whether the variables of a module are among these values, as globals() returns them.
func showModule(list []Value) bool {
	for _, v := range list {
		if v.p != nil && v.p.class == dictClass && as[Dict](v).shows != nil {
			return true
		}
	}
	return false
}

func sharedOne(list []Value) *Object {
	o, _ := shared(list)
	return o
}

// sharedBy is shared for one value. What is never changed is not shared.
func sharedBy(v Value) (one *Object, deep bool) {
	if v.p == nil || v.p.flags&static != 0 {
		return nil, false
	}
	switch v.p.class.layout {
	case layoutStr, layoutInt, layoutFloat, layoutBytes, layoutTuple, layoutRange, layoutSlice, layoutNative, layoutMethod, layoutClass,
		layoutModule, layoutCode, layoutProperty, layoutWrapper, layoutCell:
		if v.p.flags&extended == 0 {
			return nil, false
		}
	case layoutIterator:
		it := as[Iterator](v)
		if v.p.flags&published != 0 {
			return nil, true
		}
		for _, other := range it.others {
			if o, deep := sharedBy(other); deep || o != nil {
				return nil, true
			}
		}
		return sharedBy(it.of)
	case layoutView:
		return sharedBy(as[View](v).of)
	case layoutGenerator, layoutGreenlet:
		return nil, v.p.flags&published != 0
	}
	if v.p.flags&published != 0 {
		return v.p, false
	}
	return nil, false
}

// isLeaf reports whether a value holds no others.
func isLeaf(v Value) bool {
	if v.p == nil {
		return true
	}
	switch v.p.class.layout {
	case layoutInt, layoutFloat, layoutMarker, layoutStr, layoutBytes, layoutRange:
		return v.p.flags&extended == 0
	case layoutClass, layoutNative, layoutFunction, layoutModule, layoutCode:
		return true
	}
	return false
}

// hashes reports whether a container finds what it holds by hash: what it looks at is never changed.
func hashes(v Value) bool {
	l := v.layout()
	return (l == layoutDict || l == layoutSet) && v.class().isBuiltin()
}

// plain reports whether these values hold nothing but leaves, or are such, as far as it is worth while to look.
func (t *Thread) plain(list []Value) bool {
	for _, v := range list {
		if isLeaf(v) {
			continue
		}
		switch v.layout() {
		case layoutTuple, layoutList:
			for _, x := range v.items() {
				if !isLeaf(x) {
					return false
				}
			}
		case layoutInstance: // nothing of it is looked at without Python
		default:
			return false
		}
	}
	return true
}

// byItself reports whether what becomes of the result of an operation touches nothing but the thread and what is its.
func byItself(op operation) bool {
	switch op.(type) {
	case *acquisition, *counting, *releasing, *joining, *sleeping, *telling, *broken, *putting, getting:
		return true
	}
	return false
}
