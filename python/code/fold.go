package code

import (
	"math"
	"math/big"
	"strings"
	"unicode/utf8"

	"github.com/gilsim/gilsim/python/syntax"
)

// A folder computes the constant expressions that CPython computes while compiling (Python/ast_opt.c).
type folder struct {
	known map[syntax.Expr]folded
}

type folded struct {
	value Const
	ok    bool
}

// constant returns the value of an expression that is a constant.
func (f *folder) constant(e syntax.Expr) (Const, bool) {
	switch e := e.(type) {
	case *syntax.Constant:
		return literal(e)
	case *syntax.Name:
		return Bool(true), e.ID == "__debug__"
	case *syntax.BinOp, *syntax.UnaryOp, *syntax.Tuple, *syntax.Subscript:
	default:
		return nil, false
	}
	if k, ok := f.known[e]; ok {
		return k.value, k.ok
	}
	v, ok := f.compute(e)
	f.known[e] = folded{v, ok}
	return v, ok
}

// literal returns the value of a literal; a complex number is none.
func literal(e *syntax.Constant) (Const, bool) {
	switch v := e.Value.(type) {
	case nil:
		return nil, true
	case bool:
		return Bool(v), true
	case int64:
		return Int(v), true
	case *big.Int:
		return integer(v), true
	case float64:
		return Float(v), true
	case string:
		return Str(v), true
	case syntax.Bytes:
		return Bytes(v), true
	case syntax.Ellipsis:
		return Ellipsis{}, true
	case FrozenSet: // iterable put it there
		return v, true
	}
	return nil, false
}

func (f *folder) compute(e syntax.Expr) (Const, bool) {
	switch e := e.(type) {
	case *syntax.UnaryOp:
		if v, ok := f.constant(e.Operand); ok {
			return foldUnary(e.Op, v)
		}
	case *syntax.BinOp:
		a, ok := f.constant(e.Left)
		if !ok {
			return nil, false
		}
		if b, ok := f.constant(e.Right); ok {
			return foldBinary(operatorOf(e.Op), a, b)
		}
	case *syntax.Tuple:
		if e.Ctx == syntax.Load {
			return f.tuple(e.Elts)
		}
	case *syntax.Subscript:
		if e.Ctx != syntax.Load {
			return nil, false
		}
		a, ok := f.constant(e.Value)
		if !ok {
			return nil, false
		}
		if i, ok := f.constant(e.Slice); ok {
			return foldSubscript(a, i)
		}
	}
	return nil, false
}

// tuple returns the tuple of these expressions if all are constants.
func (f *folder) tuple(elts []syntax.Expr) (Const, bool) {
	t := make(Tuple, len(elts))
	for i, e := range elts {
		v, ok := f.constant(e)
		if !ok {
			return nil, false
		}
		t[i] = v
	}
	return t, true
}

// truth returns whether a constant is true.
func truth(k Const) bool {
	switch k := k.(type) {
	case nil:
		return false
	case Bool:
		return bool(k)
	case Int:
		return k != 0
	case Float:
		return k != 0
	case Str:
		return k != ""
	case Bytes:
		return k != ""
	case Tuple:
		return len(k) > 0
	case FrozenSet:
		return len(k) > 0
	}
	return true
}

// integer returns an int of any size.
func integer(v *big.Int) Const {
	if v.IsInt64() {
		return Int(v.Int64())
	}
	return new(big.Int).Set(v)
}

// asInt returns the value of an int or bool.
func asInt(k Const) (*big.Int, bool) {
	switch k := k.(type) {
	case Bool:
		if k {
			return big.NewInt(1), true
		}
		return new(big.Int), true
	case Int:
		return big.NewInt(int64(k)), true
	case *big.Int:
		return k, true
	}
	return nil, false
}

// asFloat returns the value of a number.
func asFloat(k Const) (float64, bool) {
	if f, ok := k.(Float); ok {
		return float64(f), true
	}
	i, ok := asInt(k)
	if !ok {
		return 0, false
	}
	f, _ := new(big.Float).SetInt(i).Float64()
	return f, !math.IsInf(f, 0)
}

func foldUnary(op syntax.UnaryOperator, k Const) (Const, bool) {
	if op == syntax.Not {
		return Bool(!truth(k)), true
	}
	if f, ok := k.(Float); ok {
		switch op {
		case syntax.USub:
			return -f, true
		case syntax.UAdd:
			return f, true
		}
		return nil, false
	}
	i, ok := asInt(k)
	if !ok {
		return nil, false
	}
	switch op {
	case syntax.USub:
		return integer(new(big.Int).Neg(i)), true
	case syntax.Invert:
		if _, isBool := k.(Bool); isBool {
			return nil, false // warns, and so is left to the run
		}
		return integer(new(big.Int).Not(i)), true
	}
	return integer(i), true
}

func foldBinary(op Operator, a, b Const) (Const, bool) {
	if x, ok := asInt(a); ok {
		if y, ok := asInt(b); ok {
			return foldInts(op, a, b, x, y)
		}
	}
	if v, ok := foldSequences(op, a, b); ok {
		return v, true
	}
	_, aFloat := a.(Float)
	_, bFloat := b.(Float)
	if !aFloat && !bFloat {
		return nil, false
	}
	x, ok1 := asFloat(a)
	y, ok2 := asFloat(b)
	if !ok1 || !ok2 {
		return nil, false
	}
	return foldFloats(op, x, y)
}

// The limits of what is folded (ast_opt.c).
const (
	maxIntBits   = 128
	maxStrLen    = 4096
	maxTupleSize = 256
)

func foldInts(op Operator, a, b Const, x, y *big.Int) (Const, bool) {
	_, aBool := a.(Bool)
	_, bBool := b.(Bool)
	r := new(big.Int)
	switch op {
	case Add:
		r.Add(x, y)
	case Subtract:
		r.Sub(x, y)
	case Multiply:
		if x.BitLen()+y.BitLen() > maxIntBits && x.Sign() != 0 && y.Sign() != 0 {
			return nil, false
		}
		r.Mul(x, y)
	case FloorDivide, Remainder:
		if y.Sign() == 0 {
			return nil, false
		}
		q, m := new(big.Int).DivMod(x, y, new(big.Int)) // Euclidean
		if m.Sign() != 0 && y.Sign() < 0 {
			q.Sub(q, big.NewInt(1))
			m.Add(m, y)
		}
		if op == FloorDivide {
			r = q
		} else {
			r = m
		}
	case TrueDivide:
		if y.Sign() == 0 {
			return nil, false
		}
		f, _ := new(big.Rat).SetFrac(x, y).Float64()
		return Float(f), !math.IsInf(f, 0)
	case Power:
		if y.Sign() < 0 {
			if x.Sign() == 0 {
				return nil, false
			}
			p, _ := asFloat(a)
			q, _ := asFloat(b)
			return Float(math.Pow(p, q)), true
		}
		if !y.IsInt64() || x.BitLen() > 0 && y.Int64() > int64(maxIntBits/x.BitLen()) {
			return nil, false
		}
		r.Exp(x, y, nil)
	case Lshift:
		if y.Sign() < 0 || !y.IsInt64() || y.Int64() > maxIntBits || x.BitLen() > maxIntBits-int(y.Int64()) {
			return nil, false
		}
		r.Lsh(x, uint(y.Int64()))
	case Rshift:
		if y.Sign() < 0 || !y.IsInt64() {
			return nil, false
		}
		r.Rsh(x, uint(min(y.Int64(), int64(x.BitLen()+1))))
	case And, Or, Xor:
		switch op {
		case And:
			r.And(x, y)
		case Or:
			r.Or(x, y)
		default:
			r.Xor(x, y)
		}
		if aBool && bBool {
			return Bool(r.Sign() != 0), true
		}
	default:
		return nil, false
	}
	return integer(r), true
}

func foldFloats(op Operator, x, y float64) (Const, bool) {
	switch op {
	case Add:
		return Float(x + y), true
	case Subtract:
		return Float(x - y), true
	case Multiply:
		return Float(float64(x * y)), true
	case TrueDivide:
		return Float(x / y), y != 0
	case FloorDivide, Remainder:
		if y == 0 {
			return nil, false
		}
		q, m := floorDivide(x, y)
		if op == FloorDivide {
			return Float(q), true
		}
		return Float(m), true
	case Power:
		r := math.Pow(x, y)
		// A negative base to a fraction is complex, zero to a negative power an error.
		if math.IsNaN(r) || math.IsInf(r, 0) {
			return nil, false
		}
		return Float(r), true
	}
	return nil, false
}

// floorDivide returns x // y and x % y (Objects/floatobject.c, float_divmod).
func floorDivide(x, y float64) (q, m float64) {
	m = math.Mod(x, y)
	q = (x - m) / y
	if m != 0 {
		if (y < 0) != (m < 0) {
			m += y
			q--
		}
	} else {
		m = math.Copysign(0, y)
	}
	if q != 0 {
		f := math.Floor(q)
		if q-f > 0.5 {
			f++
		}
		return f, m
	}
	return math.Copysign(0, x/y), m
}

// foldSequences computes "a" + "b", b"a" * 3 and (1, 2) + (3,).
func foldSequences(op Operator, a, b Const) (Const, bool) {
	if op == Multiply {
		if n, ok := asInt(a); ok {
			return repeat(b, n)
		}
		if n, ok := asInt(b); ok {
			return repeat(a, n)
		}
		return nil, false
	}
	if op != Add {
		return nil, false
	}
	switch a := a.(type) {
	case Str:
		if b, ok := b.(Str); ok {
			return a + b, true
		}
	case Bytes:
		if b, ok := b.(Bytes); ok {
			return a + b, true
		}
	case Tuple:
		if b, ok := b.(Tuple); ok {
			return append(append(Tuple{}, a...), b...), true
		}
	}
	return nil, false
}

// repeat returns a sequence n times, if it is short.
func repeat(k Const, n *big.Int) (Const, bool) {
	if !n.IsInt64() || n.Sign() < 0 || n.Int64() > maxStrLen {
		return nil, false
	}
	times := int(n.Int64())
	switch k := k.(type) {
	case Str:
		if utf8.RuneCountInString(string(k))*times <= maxStrLen {
			return Str(strings.Repeat(string(k), times)), true
		}
	case Bytes:
		if len(k)*times <= maxStrLen {
			return Bytes(strings.Repeat(string(k), times)), true
		}
	case Tuple:
		if len(k)*times <= maxTupleSize {
			var t Tuple
			for range times {
				t = append(t, k...)
			}
			return t, true
		}
	}
	return nil, false
}

// foldSubscript computes "abc"[1], (1, 2)[0].
func foldSubscript(k, index Const) (Const, bool) {
	n, ok := asInt(index)
	if !ok || !n.IsInt64() {
		return nil, false
	}
	i := int(n.Int64())
	at := func(length int) bool {
		if i < 0 {
			i += length
		}
		return 0 <= i && i < length
	}
	switch k := k.(type) {
	case Str:
		if r := []rune(string(k)); utf8.ValidString(string(k)) && at(len(r)) {
			return Str(r[i]), true
		}
	case Bytes:
		if at(len(k)) {
			return Int(k[i]), true
		}
	case Tuple:
		if at(len(k)) {
			return k[i], true
		}
	}
	return nil, false
}

// operatorOf turns an operator of the tree into one of BinaryOp.
func operatorOf(op syntax.Operator) Operator {
	return [...]Operator{
		syntax.Add: Add, syntax.Sub: Subtract, syntax.Mult: Multiply, syntax.MatMult: MatrixMultiply, syntax.Div: TrueDivide,
		syntax.Mod: Remainder, syntax.Pow: Power, syntax.LShift: Lshift, syntax.RShift: Rshift, syntax.BitOr: Or,
		syntax.BitXor: Xor, syntax.BitAnd: And, syntax.FloorDiv: FloorDivide,
	}[op]
}
