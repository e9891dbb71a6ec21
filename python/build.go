// This file defines the instructions that make containers and strings, and take them apart.

package python

import (
	"strings"

	"github.com/gilsim/gilsim/python/code"
)

// build executes such an instruction. What needs Python is left to twins.
func (t *Thread) build(in *code.Instr) outcome {
	f := t.frame
	st, n := f.stack, int(in.Arg)
	switch in.Op {
	case code.BuildTuple:
		f.push(emptyTuple)
	case code.BuildSet:
		f.sp -= n
		s := newSet(setClass)
		for i, v := range st[f.sp : f.sp+n] {
			if h, ok := hash(t, v); !ok || !s.add(v, h) {
				rest := append([]Value{s.ref()}, st[f.sp+i:f.sp+n]...)
				return t.call(t.interp.twins.get("_build_set"), rest, nil, continuation{})
			}
		}
		f.push(s.ref())
	case code.BuildMap:
		f.sp -= 2 * n
		d := newDict()
		for i := 0; i < 2*n; i += 2 {
			if !d.set(t, st[f.sp+i], st[f.sp+i+1]) {
				rest := append([]Value{d.ref()}, st[f.sp+i:f.sp+2*n]...)
				return t.call(t.interp.twins.get("_build_map"), rest, nil, continuation{})
			}
		}
		f.push(d.ref())
	case code.BuildConstKeyMap:
		keys := f.pop().items()
		f.sp -= n
		d := newDict()
		for i, k := range keys {
			d.set(t, k, st[f.sp+i])
		}
		f.push(d.ref())
	case code.BuildSlice:
		step := none
		if n == 3 {
			step = f.pop()
		}
		stop := f.pop()
		start := f.pop()
		f.push(newSlice(start, stop, step))
	case code.BuildString:
		var b strings.Builder
		f.sp -= n
		for _, v := range st[f.sp : f.sp+n] {
			b.WriteString(v.text())
		}
		f.push(newStr(b.String()))
	case code.FormatValue:
		return t.formatValue(n)
	case code.SetAdd:
		v := f.pop()
		set := as[Set](st[f.sp-n])
		if h, ok := hash(t, v); !ok || !set.add(v, h) {
			return t.call(t.interp.twins.get("_set_add_any"), []Value{set.ref(), v}, nil, continuation{then: toDrop})
		}
	case code.MapAdd:
		v := f.pop()
		k := f.pop()
		if d := as[Dict](st[f.sp-n]); !d.set(t, k, v) {
			return t.call(t.interp.twins.get("_map_add"), []Value{d.ref(), k, v}, nil, continuation{then: toDrop})
		}
	case code.ListExtend:
		v := f.pop()
		l := as[List](st[f.sp-n])
		switch _, err := listExtend(t, []Value{l.ref(), v}); {
		case err == nil:
			return goes
		case err != handOver && iterable(v):
			return t.raiseIn(err)
		}
		if !iterable(v) {
			return t.fail(typeError, "Value after * must be an iterable, not %s", v.class().typeName())
		}
		return t.call(t.interp.twins.get("_list_extend_any"), []Value{l.ref(), v}, nil, continuation{then: toDrop})
	case code.SetUpdate:
		v := f.pop()
		if t.addAll(as[Set](st[f.sp-n]), v) == nil {
			return goes
		}
		return t.call(t.interp.twins.get("_set_update_any"), []Value{st[f.sp-n], v}, nil, continuation{then: toDrop})
	case code.DictUpdate:
		v := f.pop()
		if v.is(dictClass) && t.update(as[Dict](st[f.sp-n]), v) == nil {
			return goes
		}
		return t.call(t.interp.twins.get("_dict_update_any"), []Value{st[f.sp-n], v}, nil, continuation{then: toDrop})
	case code.DictMerge:
		v := f.pop()
		if d := as[Dict](st[f.sp-n]); v.is(dictClass) && d.takesKeywords(as[Dict](v)) && t.update(d, v) == nil {
			return goes
		}
		return t.call(t.interp.twins.get("_dict_merge"), []Value{st[f.sp-n], v, t.name(callName(st[f.sp-n-2]))}, nil, continuation{then: toDrop})
	case code.ListToTuple:
		st[f.sp-1] = newTuple(as[List](st[f.sp-1]).items...)
	case code.UnpackSequence:
		return t.unpack(f.pop(), n, -1)
	case code.UnpackEx:
		return t.unpack(f.pop(), n&0xff, n>>8)
	}
	return goes
}

// takesKeywords reports whether all keys of other are strs that d does not have: f(**other) is then no error.
func (d *Dict) takesKeywords(other *Dict) bool {
	for k := range other.all {
		if !k.is(strClass) || d.getStr(k.text()).valid() {
			return false
		}
	}
	return true
}

// iterable reports whether v can be iterated, as far as its class tells.
func iterable(v Value) bool {
	method := v.class().find("__iter__")
	return method.valid() && method != none || v.class().find("__getitem__").valid()
}

// callName is how messages of a call with ** name what is called.
func callName(fn Value) string {
	switch fn.layout() {
	case layoutFunction:
		f := as[Function](fn)
		return f.module.name + "." + f.qualname + "()"
	case layoutNative:
		return as[Native](fn).title() + "()"
	case layoutMethod:
		return callName(as[Method](fn).function)
	case layoutClass:
		return as[Class](fn).name + "()"
	}
	return fn.class().name + " object"
}

// unpack pushes the elements of an iterable, the first on top: before of them, and if after is not negative a list of those
// between, and after of them.
func (t *Thread) unpack(v Value, before, after int) outcome {
	if !v.is(listClass) && !v.is(tupleClass) {
		if !iterable(v) {
			return t.fail(typeError, "cannot unpack non-iterable %s object", v.class().typeName())
		}
		most := before
		if after >= 0 {
			most = -1
		}
		return t.call(t.interp.twins.get("_unpack"), []Value{v, integer(int64(most)), integer(int64(before)), integer(int64(max(after, 0)))}, nil,
			continuation{then: toUnpack, way: uint8(after + 1), kept: [2]Value{integer(int64(before))}})
	}
	return t.unpacked(v.items(), before, after)
}

// unpacked pushes the elements of a sequence, as unpack says.
func (t *Thread) unpacked(items []Value, before, after int) outcome {
	f := t.frame
	if after < 0 {
		switch {
		case len(items) < before:
			return t.fail(valueError, "not enough values to unpack (expected %d, got %d)", before, len(items))
		case len(items) > before:
			return t.fail(valueError, "too many values to unpack (expected %d)", before)
		}
	} else {
		if len(items) < before+after {
			return t.fail(valueError, "not enough values to unpack (expected at least %d, got %d)", before+after, len(items))
		}
		for i := range after {
			f.push(items[len(items)-1-i])
		}
		f.push(newList(append([]Value(nil), items[before:len(items)-after]...)...))
	}
	for i := before - 1; i >= 0; i-- {
		f.push(items[i])
	}
	return goes
}

// formatValue executes FormatValue.
func (t *Thread) formatValue(how int) outcome {
	f := t.frame
	spec := Value{}
	if how&code.FormatSpec != 0 {
		spec = f.pop()
	}
	v := f.pop()
	switch conversion := how & code.FormatConversion; {
	case conversion == 0 && !spec.valid():
		if v.is(strClass) {
			f.push(v)
			return goes
		}
		return t.call(t.interp.builtins.get("format"), []Value{v}, nil, continuation{})
	case conversion == 0:
		return t.call(t.interp.builtins.get("format"), []Value{v, spec}, nil, continuation{})
	default:
		fn := t.interp.builtins.get([...]string{1: "str", 2: "repr", 3: "ascii"}[conversion])
		if spec.valid() {
			return t.call(t.interp.twins.get("_convert_and_format"), []Value{v, fn, spec}, nil, continuation{})
		}
		return t.call(fn, []Value{v}, nil, continuation{})
	}
}
