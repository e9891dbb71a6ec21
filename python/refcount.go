// This file defines sys.getrefcount. The machine counts no references: it looks for them where CPython would have counted them.

package python

import (
	"unicode/utf8"

	"github.com/gilsim/gilsim/python/code"
)

// What sys.getrefcount returns of an object that is never freed.
const (
	immortalCount = 1<<32 - 1     // since 3.12 (PEP 683)
	frozenCount   = 1_000_000_000 // in 3.11, of what is part of the interpreter's own binary; references come on top
	ownCount      = 1000          // before, and of None in 3.11: what the interpreter has itself, roughly
)

// refcount is sys.getrefcount: the references to an object, that of the argument included. Threads that run side by side
// rest meanwhile, as the walk marks objects; of others than the caller only what all can reach is counted.
func refcount(t *Thread, v Value) int64 {
	in := t.interp
	lasting, frozen := v.lasts(in)
	if lasting && in.since(12) {
		return immortalCount
	}
	n := 1 + in.constantReferences(v)
	count := func(list []Value) {
		for _, x := range list {
			if x == v {
				n++
			}
		}
	}
	roots := in.appendRoots(nil)
	if in.parallel != nil && in.concurrent {
		roots = in.appendModules(t.appendHeld(nil))
	}
	roots = t.appendLent(roots)
	count(roots)
	w := &walk{}
	defer w.release()
	for w.reach(roots); w.follow(); {
		count(w.more)
	}
	if v.layout() == layoutClass {
		n += as[Class](v).ownReferences(w.found)
	}
	switch {
	case !lasting:
		return n
	case frozen && in.since(11):
		return frozenCount + n
	}
	return ownCount + n
}

// lasts reports whether an object is never freed; frozen says that 3.11 has it in its binary.
func (v Value) lasts(in *Interpreter) (lasting, frozen bool) {
	switch {
	case v.isSmallInt():
		small := v.i >= -5 && v.i <= 256
		return small, small
	case v.isFloat():
		return false, false
	case v.layout() == layoutMarker:
		return true, false
	case v.is(tupleClass) && len(v.items()) == 0:
		return true, true
	case v.is(strClass):
		s := v.text()
		char := len(s) == 0
		if r, size := utf8.DecodeRuneInString(s); size == len(s) && r < 256 {
			char = true
		}
		named := in.minor == 12 && v.p.flags&static != 0 && syntaxName(s) // those were interned for good
		return char || named, char
	}
	return v.layout() == layoutClass && as[Class](v).isBuiltin() || v.layout() == layoutNative, false
}

// syntaxName reports whether a string looks like a name: the compiler interns such.
func syntaxName(s string) bool {
	for _, r := range s {
		if r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			return false
		}
	}
	return s != ""
}

// constantReferences counts the references that code has: each code object that has the constant, and, of the program itself, the tree
// that it was compiled from, which lives as long.
func (in *Interpreter) constantReferences(v Value) (n int64) {
	if v.p.flags&static == 0 {
		return 0
	}
	for _, name := range in.moduleNames() {
		u := in.modules[name].unit
		if u == nil || !u.own {
			continue
		}
		before := n
		for _, b := range u.bodies {
			for _, k := range b.consts {
				if k == v {
					n++
					break
				}
			}
		}
		if n > before && name == "__main__" {
			n++
		}
	}
	return n
}

// ownReferences counts what refers to a class and is no object here: its order of method resolution refers to itself as a tuple, which
// is counted as that of a class is followed; here come the descriptors that it has for its instances, and what those that derive
// from it have besides: a base and a tuple of bases.
func (c *Class) ownReferences(found []*Object) (n int64) {
	n = int64(len(c.instanceParts()))
	for _, o := range found {
		if o.class.layout != layoutClass {
			continue
		}
		k := as[Class](o.ref())
		for i, base := range k.bases {
			if base == c {
				n++
				if i == 0 {
					n++
				}
			}
		}
	}
	return n
}

// appendLent appends what callers keep while a function that they have called is executed. What makes an object keeps the arguments in a
// tuple for __init__ besides.
func (t *Thread) appendLent(list []Value) []Value {
	for f := t.frame; f != nil; f = f.back {
		lent := f.lent(t.interp)
		if list = append(list, lent...); f.then == toInit && len(lent) > 0 {
			list = append(list, lent[1:]...)
		}
	}
	return list
}

// lent is what the caller of a frame keeps on its stack: the operands of its instruction, and the tuple of arguments that it has made. The
// arguments of a function have been there as well before 3.11, which moves them into the frame.
func (f *frame) lent(in *Interpreter) []Value {
	b := f.back
	if b == nil || b.native() || f.native() || f.then == toBinary || f.then == toCompare || f.then == toResume || f.gen != nil || b.pc == 0 {
		return nil
	}
	at := &b.body.instrs[b.pc-1]
	if isCall(at.Op) && at.Op != code.CallEx && in.since(11) && f.then != toInit {
		return nil
	}
	return b.lends()
}

// lends is what the frame keeps on its stack for a call that its instruction makes, of whatever kind.
func (b *frame) lends() []Value {
	if b.pc == 0 || b.native() {
		return nil
	}
	n := 0
	switch at := &b.body.instrs[b.pc-1]; at.Op {
	case code.CallEx:
		n = 2 + int(at.Arg)
	case code.LoadAttr, code.GetIter:
		n = 1
	case code.BinarySubscr, code.DeleteSubscr, code.CompareOp, code.ContainsOp, code.BinaryAdd, code.BinarySubtract, code.BinaryMultiply, code.BinaryOp:
		n = 2
	case code.StoreSubscr:
		n = 3
	default:
		if !isCall(at.Op) {
			return nil
		}
		n = b.body.callSize(at)
	}
	return b.stack[b.sp:min(b.sp+n, len(b.stack))]
}

// callSize is how many values on the stack the call of an instruction takes.
func (b *body) callSize(at *code.Instr) int {
	switch at.Op {
	case code.Call:
		return int(at.Arg) + 1
	case code.CallMethod:
		return int(at.Arg) + 2
	case code.CallKw:
		return b.code.Calls[at.Arg].Args + 1
	}
	return b.code.Calls[at.Arg].Args + 2
}
