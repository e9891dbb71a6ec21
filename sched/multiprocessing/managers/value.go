// This file defines a server's values and arrays, and their proxies.

package managers

import (
	"fmt"
	"math"
	"strings"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing/pickle"
)

// NewValue returns an object that is a managers.Value: its typecode is a remark, and binds nothing.
func NewValue(typecode string, value any) *Object {
	var mutex sched.Mutex
	get := func(t *sched.Thread) any {
		mutex.Lock(t)
		defer mutex.Unlock(t)
		return value
	}
	return &Object{
		Class: "Value",
		Repr:  func(t *sched.Thread) string { return "Value(" + Repr(typecode) + ", " + Repr(get(t)) + ")" },
		Methods: []Method{
			simple("get", get),
			taking("set", 1, []string{"value"}, func(t *sched.Thread, values []any, _ []bool) (any, error) {
				mutex.Lock(t)
				defer mutex.Unlock(t)
				value = values[0]
				return nil, nil
			}),
		},
	}
}

// NewArray returns an object that is an array.array of this typecode. The error is that of an item which it cannot have.
func NewArray(typecode string, items []any) (*Object, error) {
	l := &list{class: "array"}
	if l.check = checkOf(typecode); l.check == nil {
		return nil, Raised("ValueError", "bad typecode (must be b, B, h, H, i, I, l, L, q, Q, f or d)")
	}
	for _, item := range items {
		made, err := l.check(item)
		if err != nil {
			return nil, err
		}
		l.items = append(l.items, made)
	}
	o := l.object()
	o.Repr = func(t *sched.Thread) string {
		if items := l.copy(t); len(items) > 0 {
			return "array(" + Repr(typecode) + ", " + Repr(items) + ")"
		}
		return "array(" + Repr(typecode) + ")"
	}
	return o, nil
}

// checkOf returns what makes a number of the kind of a typecode of what is given; nil if there is no such code.
func checkOf(typecode string) func(item any) (any, error) {
	if typecode == "f" || typecode == "d" {
		return func(item any) (any, error) { return floatOf(item, typecode == "f") }
	}
	bits, signed := bitsOf(typecode)
	if bits == 0 {
		return nil
	}
	return func(item any) (any, error) { return within(item, bits, signed) }
}

// bitsOf returns how many bits an integer of a typecode has, 0 if it is none.
func bitsOf(typecode string) (bits int, signed bool) {
	switch typecode {
	case "b", "B":
		bits = 8
	case "h", "H":
		bits = 16
	case "i", "I":
		bits = 32
	case "l", "L", "q", "Q":
		bits = 64
	}
	return bits, strings.ToLower(typecode) == typecode
}

func floatOf(item any, short bool) (any, error) {
	n, ok := numberOf(item)
	if !ok {
		if f, isFloat := item.(float64); isFloat {
			return f, nil // not a number
		}
		return nil, Raised("TypeError", "must be real number, not "+pickle.TypeName(item))
	}
	f, _ := n.Float64()
	if short {
		f = float64(float32(f))
	}
	return f, nil
}

// within returns an integer that has so many bits.
func within(item any, bits int, signed bool) (any, error) {
	if _, isFloat := item.(float64); isFloat {
		return nil, Raised("TypeError", "'float' object cannot be interpreted as an integer")
	}
	n, ok := numberOf(item)
	if !ok {
		return nil, Raised("TypeError", fmt.Sprintf("'%s' object cannot be interpreted as an integer", pickle.TypeName(item)))
	}
	least, most := 0.0, math.Ldexp(1, bits)
	if signed {
		least, most = -math.Ldexp(1, bits-1), math.Ldexp(1, bits-1)
	}
	whole, _ := n.Int(nil)
	if f, _ := n.Float64(); f < least || f >= most {
		return nil, Raised("OverflowError", "an integer of an array must fit its typecode")
	}
	return pickle.Int(whole), nil
}

// A ValueProxy is a proxy for a Value.
type ValueProxy struct{ *BaseProxy }

// Get returns the value.
func (p ValueProxy) Get(t *sched.Thread) (any, error) { return p.CallMethod(t, "get") }

// Set sets the value.
func (p ValueProxy) Set(t *sched.Thread, value any) error {
	_, err := p.CallMethod(t, "set", value)
	return err
}

// An ArrayProxy is a proxy for an Array.
type ArrayProxy struct{ *BaseProxy }

// Get returns an item.
func (p ArrayProxy) Get(t *sched.Thread, i int) (any, error) {
	return p.CallMethod(t, "__getitem__", i)
}

// Set sets an item.
func (p ArrayProxy) Set(t *sched.Thread, i int, value any) error {
	_, err := p.CallMethod(t, "__setitem__", i, value)
	return err
}

// Len returns how many items there are.
func (p ArrayProxy) Len(t *sched.Thread) (int, error) { return asInt(p.CallMethod(t, "__len__")) }
