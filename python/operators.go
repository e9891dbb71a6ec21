// This file defines operators: which special methods are asked, and in which order (Objects/abstract.c, Objects/object.c).

package python

import "github.com/gilsim/gilsim/python/code"

// operatorMethods are the special methods of the operators, by code.Operator.
var operatorMethods = [...]struct{ name, reverse, inplace string }{
	code.Add:            {"__add__", "__radd__", "__iadd__"},
	code.And:            {"__and__", "__rand__", "__iand__"},
	code.FloorDivide:    {"__floordiv__", "__rfloordiv__", "__ifloordiv__"},
	code.Lshift:         {"__lshift__", "__rlshift__", "__ilshift__"},
	code.MatrixMultiply: {"__matmul__", "__rmatmul__", "__imatmul__"},
	code.Multiply:       {"__mul__", "__rmul__", "__imul__"},
	code.Remainder:      {"__mod__", "__rmod__", "__imod__"},
	code.Or:             {"__or__", "__ror__", "__ior__"},
	code.Power:          {"__pow__", "__rpow__", "__ipow__"},
	code.Rshift:         {"__rshift__", "__rrshift__", "__irshift__"},
	code.Subtract:       {"__sub__", "__rsub__", "__isub__"},
	code.TrueDivide:     {"__truediv__", "__rtruediv__", "__itruediv__"},
	code.Xor:            {"__xor__", "__rxor__", "__ixor__"},
}

// comparisonMethods are the special methods of the comparisons, and of the same with its operands exchanged, by code.Comparison.
var comparisonMethods = [...]struct{ name, reverse string }{
	code.Lt: {"__lt__", "__gt__"},
	code.Le: {"__le__", "__ge__"},
	code.Eq: {"__eq__", "__eq__"},
	code.Ne: {"__ne__", "__ne__"},
	code.Gt: {"__gt__", "__lt__"},
	code.Ge: {"__ge__", "__le__"},
}

// The ways in which an operator is tried, in their order.
const (
	inPlace    uint8    = iota // x.__iadd__(y)
	subclass                   // y.__radd__(x), since y is of a subclass of x's class that overrides it
	forwards                   // x.__add__(y)
	reflected                  // y.__radd__(x)
	noWay                      // none is left
	inverted   = 1 << 7        // the opposite of the result is the result: __ne__ by __eq__
	reverseWas = 1 << 6        // the reverse has been tried first
)

// operand says how an operator is to be tried one way; ok is false if the way does not exist.
func operand(op code.Operator, way uint8, x, y Value) (method, self, other Value, ok bool) {
	plain, inplace := op.Inplace()
	names := &operatorMethods[plain]
	switch way &^ reverseWas {
	case inPlace:
		if inplace {
			method, self, other = x.class().find(names.inplace), x, y
		}
	case subclass:
		if x.class() != y.class() && goesFirst(names.name, names.reverse, x.class(), y.class()) {
			method, self, other = y.class().find(names.reverse), y, x
		}
	case forwards:
		method, self, other = x.class().find(names.name), x, y
	case reflected:
		if x.class() != y.class() && way&reverseWas == 0 {
			method, self, other = y.class().find(names.reverse), y, x
		}
	}
	return method, self, other, method.valid() && method != none
}

// goesFirst reports whether the reverse method of y's class comes before the method of x's: where y's derives from x's and
// overrides it, and where x is a built-in sequence, whose + and * CPython asks last.
func goesFirst(name, reverse string, x, y *Class) bool {
	method, in := y.lookup(reverse)
	if !method.valid() {
		return false
	}
	if y.derives(x) {
		_, same := x.lookup(reverse)
		return in != same
	}
	switch x.layout {
	case layoutStr, layoutBytes, layoutBytearray, layoutTuple, layoutList:
		return !in.isBuiltin() && (name == "__add__" || name == "__mul__")
	}
	return false
}

// binaryOp executes an operator; its operands have been popped.
func (t *Thread) binaryOp(op code.Operator, way uint8, x, y Value) outcome {
	for ; way&^reverseWas < noWay; way++ {
		method, self, other, ok := operand(op, way, x, y)
		if !ok {
			continue
		}
		tried := way
		if way&^reverseWas == subclass {
			tried |= reverseWas
		}
		if v, err, known := t.answer(method, self, other); known {
			if err != nil && unrepeatable(method, other) {
				return t.fail(typeError, "can't multiply sequence by non-int of type '%s'", other.class().typeName())
			}
			if err != nil {
				return t.raiseIn(err)
			}
			if v != notImplemented {
				t.frame.push(v)
				return goes
			}
			way = tried
			continue
		}
		return t.callMethod(method, self, []Value{other}, nil, continuation{then: toBinary, way: tried + 1, kept: [2]Value{x, y}})
	}
	return t.unsupported(op, x, y)
}

// unrepeatable reports whether method repeats a sequence, and other cannot say how often: the operator has words of its own for that.
func unrepeatable(method, other Value) bool {
	if method.layout() != layoutNative || other.class().find("__index__").valid() {
		return false
	}
	n := as[Native](method)
	switch n.owner.layout {
	case layoutStr, layoutBytes, layoutBytearray, layoutTuple, layoutList:
		return n.name == "__mul__" || n.name == "__rmul__" || n.name == "__imul__"
	}
	return false
}

// answer calls a native special method of two operands, if it needs nothing but Go. It reports false if not. The operands
// lie above the stack's top meanwhile.
func (t *Thread) answer(method, self, other Value) (v Value, err *Exception, known bool) {
	if method.p.class != slotWrapperClass && method.p.class != nativeMethodClass {
		return Value{}, nil, false
	}
	n := as[Native](method)
	if len(n.params.names) != 2 || n.cost != ordinary || n.enters {
		return Value{}, nil, false
	}
	f := t.frame
	args := f.stack[f.sp : f.sp+2]
	args[0], args[1] = self, other
	before := n.capacityOf(args)
	v, err = n.call(t, args)
	if err == handOver {
		return Value{}, nil, false
	}
	if grown := n.capacityOf(args) - before; grown > 0 {
		t.credit -= grown
	} else if err == nil && (n.name != "__getitem__" || other.is(sliceClass)) { // an element is there already
		t.charge(v)
	}
	return v, err, true
}

func (t *Thread) unsupported(op code.Operator, x, y Value) outcome {
	sign := op.String()
	switch sign {
	case "**":
		sign = "** or pow()"
	case "**=":
		sign = "**="
	}
	if class := x.class(); (sign == "+" || sign == "+=") && class.isBuiltin() && isConcatenated(x) { // the last to be asked
		return t.fail(typeError, "can only concatenate %s (not \"%s\") to %s", class.typeName(), y.class().typeName(), class.typeName())
	}
	return t.fail(typeError, "unsupported operand type(s) for %s: '%s' and '%s'", sign, x.class().typeName(), y.class().typeName())
}

// isConcatenated reports whether + puts such objects one behind the other, and says so if it cannot.
func isConcatenated(v Value) bool {
	switch v.layout() {
	case layoutStr, layoutTuple, layoutList:
		return true
	}
	return false
}

// compare executes a comparison; its operands have been popped.
func (t *Thread) compare(op code.Comparison, way uint8, x, y Value) outcome {
	if (op == code.Eq || op == code.Ne) && way == inPlace && (x != y || x.class().isBuiltin()) { // an object may say that it is not equal to itself
		if equal, known := same(x, y); known {
			t.frame.push(boolean(equal == (op == code.Eq)))
			return goes
		}
	}
	for way = max(way, subclass); way&^(reverseWas|inverted) < noWay; way++ {
		method, self, other, invert, ok := compared(op, way, x, y)
		if !ok {
			continue
		}
		tried := way
		if way&^reverseWas == subclass {
			tried |= reverseWas
		}
		if v, err, known := t.answer(method, self, other); known {
			if err != nil {
				return t.raiseIn(err)
			}
			if v != notImplemented {
				t.frame.push(inverse(v, invert))
				return goes
			}
			way = tried
			continue
		}
		next := tried + 1
		if invert {
			next |= inverted
		}
		return t.callMethod(method, self, []Value{other}, nil, continuation{then: toCompare, way: next, kept: [2]Value{x, y}})
	}
	switch op {
	case code.Eq:
		t.frame.push(boolean(x == y))
	case code.Ne:
		t.frame.push(boolean(x != y))
	default:
		return t.fail(typeError, "'%s' not supported between instances of '%s' and '%s'", op, x.class().typeName(), y.class().typeName())
	}
	return goes
}

func inverse(v Value, invert bool) Value {
	if invert && v.isBool() {
		return boolean(v.i == 0)
	}
	return v
}

// compared says how a comparison is to be tried one way. Object's own __eq__ and __ne__ know nothing but the other's: a class
// that defines __eq__ alone has the opposite of it as __ne__.
func compared(op code.Comparison, way uint8, x, y Value) (method, self, other Value, invert, ok bool) {
	name := comparisonMethods[op].name
	self, other = x, y
	switch way &^ (reverseWas | inverted) {
	case subclass:
		if x.class() == y.class() || !y.class().derives(x.class()) {
			return
		}
		name, self, other = comparisonMethods[op].reverse, y, x
	case reflected:
		if way&reverseWas != 0 {
			return
		}
		name, self, other = comparisonMethods[op].reverse, y, x
	}
	method, in := self.class().lookup(name)
	if in == objectClass && op == code.Ne {
		method, in = self.class().lookup("__eq__")
		invert = true
	}
	return method, self, other, invert, method.valid() && method != none && in != objectClass
}

// operated2 receives the result of a special method of two operands.
func (t *Thread) operated2(c continuation, v Value) outcome {
	in := &t.frame.body.instrs[t.frame.pc-1]
	switch {
	case v == notImplemented && c.then == toBinary:
		return t.binaryOp(code.Operator(in.Arg), c.way, c.kept[0], c.kept[1])
	case v == notImplemented:
		return t.compare(code.Comparison(in.Arg), c.way&^inverted, c.kept[0], c.kept[1])
	case c.way&inverted != 0:
		if b, known := t.truth(v); known {
			v = boolean(!b)
		}
	}
	t.frame.push(v)
	return goes
}

// unaryOp executes an operator of one operand, which lies on the stack.
func (t *Thread) unaryOp(name, sign string) outcome {
	v := t.frame.pop()
	out, ok := t.callSpecial(v, name, nil, continuation{})
	if !ok {
		return t.fail(typeError, "bad operand type for unary %s: '%s'", sign, v.class().typeName())
	}
	return out
}

// test finds the truth of v for the instruction of the innermost frame, as tested says.
func (t *Thread) test(v Value) outcome {
	if b, known := t.truth(v); known {
		t.tested(b)
		return goes
	}
	if out, ok := t.callSpecial(v, "__bool__", nil, continuation{then: toTest}); ok {
		return out
	}
	if out, ok := t.callSpecial(v, "__len__", nil, continuation{then: toTestLength}); ok {
		return out
	}
	t.tested(true)
	return goes
}

// length checks what __len__ has returned.
func length(v Value) (int64, *Exception) {
	if !v.isInt() {
		return 0, newException(typeError, "'%s' object cannot be interpreted as an integer", v.class().typeName())
	}
	n, fits := v.int64()
	switch {
	case !fits:
		return 0, newException(overflowError, "cannot fit 'int' into an index-sized integer")
	case n < 0:
		return 0, newException(valueError, "__len__() should return >= 0")
	}
	return n, nil
}
