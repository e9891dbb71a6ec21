package syntax

import (
	"fmt"
	"math"
	"math/big"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"
)

// dump writes a tree as testdata/dump.py does: the fields of a node in the order of Python.asdl, without their names.
func dump(m *Module) string {
	d := &dumper{}
	d.node(reflect.ValueOf(m).Elem())
	return d.String()
}

type dumper struct{ strings.Builder }

// without lists the nodes that have no position in CPython.
var without = map[string]bool{"Module": true, "comprehension": true, "arguments": true, "withitem": true, "match_case": true}

// cpythonName returns what CPython calls a node.
func cpythonName(v reflect.Value) string {
	flag := func(name string) bool { return v.FieldByName(name).IsValid() && v.FieldByName(name).Bool() }
	switch name := v.Type().Name(); name {
	case "Comprehension", "Arguments", "WithItem", "Alias", "Arg", "Keyword":
		return strings.ToLower(name)
	case "MatchCase":
		return "match_case"
	case "ExprStmt":
		return "Expr"
	case "FunctionDef", "For", "With":
		if flag("Async") {
			return "Async" + name
		}
		return name
	case "Try":
		if flag("Star") {
			return "TryStar"
		}
		return name
	default:
		return name
	}
}

func (d *dumper) node(v reflect.Value) {
	name := cpythonName(v)
	d.WriteString(name)
	if !without[name] {
		s := v.FieldByName("Span").Interface().(Span)
		fmt.Fprintf(d, "@%d:%d-%d:%d", s.Start.Line, s.Start.Col, s.End.Line, s.End.Col)
	}
	d.WriteByte('(')
	for i, n := 0, 0; i < v.NumField(); i++ {
		f := v.Type().Field(i).Name
		if f == "Span" || f == "Async" || f == "Star" || f == "Escapes" { // the last is no part of CPython's tree
			continue
		}
		if n++; n > 1 {
			d.WriteByte(' ')
		}
		if f == "Value" && (name == "Constant" || name == "MatchSingleton") {
			d.WriteString(constant(v.Field(i).Interface()))
			continue
		}
		d.field(name, f, v.Field(i))
	}
	if name == "comprehension" {
		fmt.Fprintf(d, " %d", btoi(v.FieldByName("Async").Bool()))
	}
	d.WriteByte(')')
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (d *dumper) field(node, name string, v reflect.Value) {
	switch x := v.Interface().(type) {
	case Context:
		d.WriteString([]string{"Load", "Store", "Del"}[x])
	case BoolOperator:
		d.WriteString([]string{"And", "Or"}[x])
	case Operator:
		d.WriteString(strings.Fields("Add Sub Mult MatMult Div Mod Pow LShift RShift BitOr BitXor BitAnd FloorDiv")[x])
	case UnaryOperator:
		d.WriteString(strings.Fields("Invert Not UAdd USub")[x])
	case CompareOperator:
		d.WriteString(strings.Fields("Eq NotEq Lt LtE Gt GtE Is IsNot In NotIn")[x])
	case bool:
		switch {
		case name == "U" && x:
			d.WriteString("u")
		case name == "U":
			d.WriteString("-")
		default:
			fmt.Fprint(d, btoi(x))
		}
	case byte:
		if x == 0 {
			d.WriteString("-1")
		} else {
			fmt.Fprint(d, x)
		}
	case int:
		fmt.Fprint(d, x)
	case string:
		if x == "" {
			x = "-"
		}
		d.WriteString(escaped(x))
	default:
		d.other(node, name, v)
	}
}

func (d *dumper) other(node, name string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Slice:
		d.WriteByte('[')
		for i := range v.Len() {
			if i > 0 && node == "Module" {
				d.WriteByte('\n')
			} else if i > 0 {
				d.WriteByte(' ')
			}
			d.field(node, name, v.Index(i))
		}
		d.WriteByte(']')
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			d.WriteByte('-')
			return
		}
		for v.Kind() == reflect.Interface || v.Kind() == reflect.Pointer {
			v = v.Elem()
		}
		d.node(v)
	}
}

// escaped writes a string in printable ASCII; bytes that are no UTF-8 are a lone surrogate.
func escaped(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			r, n = rune(s[i]&0x0F)<<12|rune(s[i+1]&0x3F)<<6|rune(s[i+2]&0x3F), 3
		}
		if r >= ' ' && r <= '~' && r != '\\' && r != '"' {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "\\%x;", r)
		}
		i += n
	}
	return b.String()
}

func constant(v any) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case bool:
		return map[bool]string{true: "True", false: "False"}[v]
	case int64:
		return "0x" + strconv.FormatInt(v, 16)
	case *big.Int:
		return "0x" + v.Text(16)
	case float64:
		return float64Hex(v)
	case Imaginary:
		return float64Hex(float64(v)) + "j"
	case Bytes:
		return fmt.Sprintf("b%x", string(v))
	case Ellipsis:
		return "Ellipsis"
	case string:
		return `"` + escaped(v) + `"`
	}
	return fmt.Sprintf("?%T", v)
}

// float64Hex writes a float as Python's float.hex does, but without a fraction of zero.
func float64Hex(f float64) string {
	if math.IsInf(f, 0) {
		return "inf"
	}
	if f == 0 {
		return "0x0p+0"
	}
	bits := math.Float64bits(f)
	exp, mant := int(bits>>52&0x7FF), bits&(1<<52-1)
	lead := 1
	if exp == 0 {
		lead, exp = 0, 1
	}
	frac := ""
	if mant != 0 {
		frac = fmt.Sprintf(".%013x", mant)
	}
	return fmt.Sprintf("0x%d%sp%+d", lead, frac, exp-1023)
}
