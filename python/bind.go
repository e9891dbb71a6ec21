// This file defines how the arguments of a call become the parameters of a function, and what is wrong with them, in the words of
// CPython 3.11 (Python/ceval.c, initialize_locals).

package python

import (
	"fmt"
	"strings"

	"github.com/gilsim/gilsim/python/code"
)

// bind puts the arguments of a call into the slots of the parameters.
func (t *Thread) bind(fn *Function, locals, args []Value, keywords []keyword) *Exception {
	err := t.bindPython(fn, locals, args, keywords)
	if err != nil && fn.body.unit.native && fn.body.unit.module != "_gevent" { // which is Python there, too
		if why := fn.wrongNative(t.interp, args, keywords); why != "" {
			return newException(typeError, "%s", why)
		}
	}
	return err
}

// bindPython is bind in the words of functions that are written in Python.
func (t *Thread) bindPython(fn *Function, locals, args []Value, keywords []keyword) *Exception {
	c := fn.body.code
	given := min(len(args), c.Args)
	copy(locals, args[:given])
	next := c.Args + c.KwOnly
	if c.Flags&code.VarArgs != 0 {
		locals[next] = emptyTuple
		if len(args) > given {
			locals[next] = newTuple(append([]Value(nil), args[given:]...)...)
		}
		next++
	}
	var rest *Dict
	if c.Flags&code.VarKw != 0 {
		rest = newDict()
		locals[next] = rest.ref()
	}
	for _, k := range keywords {
		i := fn.parameter(k.name)
		switch {
		case i < 0 && rest != nil:
			rest.setStr(k.name, k.value)
		case i < 0:
			return fn.unexpected(keywords, k.name)
		case locals[i].valid():
			return newException(typeError, "%s() got multiple values for argument '%s'", fn.qualname, k.name)
		default:
			locals[i] = k.value
		}
	}
	if len(args) > given && c.Flags&code.VarArgs == 0 {
		return fn.tooMany(locals, len(args))
	}
	return fn.fillIn(locals, given)
}

// parameter returns the slot of the parameter that can be given by a name, or -1.
func (fn *Function) parameter(name string) int {
	c := fn.body.code
	for i := c.PosOnly; i < c.Args+c.KwOnly; i++ {
		if c.Locals[i].Name == name {
			return i
		}
	}
	return -1
}

// fillIn puts the defaults into the slots of the parameters that have not been given.
func (fn *Function) fillIn(locals []Value, given int) *Exception {
	c := fn.body.code
	first := c.Args - len(fn.defaults)
	var missing []string
	for i := given; i < c.Args; i++ {
		switch {
		case locals[i].valid():
		case i >= first:
			locals[i] = fn.defaults[i-first]
		default:
			missing = append(missing, c.Locals[i].Name)
		}
	}
	if len(missing) > 0 {
		return fn.missing("positional", missing)
	}
	for i := c.Args; i < c.Args+c.KwOnly; i++ {
		if locals[i].valid() {
			continue
		}
		name := c.Locals[i].Name
		if fn.kwDefaults != nil {
			locals[i] = fn.kwDefaults.getStr(name)
		}
		if !locals[i].valid() {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		return fn.missing("keyword-only", missing)
	}
	return nil
}

func (fn *Function) missing(kind string, names []string) *Exception {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = "'" + name + "'"
	}
	list, s := quoted[0], ""
	if n := len(quoted); n > 1 {
		s = "s"
		list = quoted[0] + " and " + quoted[1]
		if n > 2 {
			list = strings.Join(quoted[:n-1], ", ") + ", and " + quoted[n-1]
		}
	}
	return newException(typeError, "%s() missing %d required %s argument%s: %s", fn.qualname, len(names), kind, s, list)
}

// unexpected is the error of a keyword that no parameter has.
func (fn *Function) unexpected(keywords []keyword, name string) *Exception {
	c := fn.body.code
	var only []string
	for _, k := range keywords {
		for i := range c.PosOnly {
			if c.Locals[i].Name == k.name {
				only = append(only, k.name)
			}
		}
	}
	if len(only) > 0 {
		return newException(typeError, "%s() got some positional-only arguments passed as keyword arguments: '%s'", fn.qualname, strings.Join(only, ", "))
	}
	return newException(typeError, "%s() got an unexpected keyword argument '%s'", fn.qualname, name)
}

// tooMany is the error of more positional arguments than there are parameters.
func (fn *Function) tooMany(locals []Value, given int) *Exception {
	c := fn.body.code
	keywordOnly := 0
	for i := c.Args; i < c.Args+c.KwOnly; i++ {
		if locals[i].valid() {
			keywordOnly++
		}
	}
	takes, plural := fmt.Sprint(c.Args), c.Args != 1
	if n := len(fn.defaults); n > 0 {
		takes, plural = fmt.Sprintf("from %d to %d", c.Args-n, c.Args), true
	}
	s, gave, were := "", "", "were"
	if plural {
		s = "s"
	}
	if keywordOnly > 0 {
		a, b := "", ""
		if given != 1 {
			a = "s"
		}
		if keywordOnly != 1 {
			b = "s"
		}
		gave = fmt.Sprintf(" positional argument%s (and %d keyword-only argument%s)", a, keywordOnly, b)
	} else if given == 1 {
		were = "was"
	}
	return newException(typeError, "%s() takes %s positional argument%s but %d%s %s given", fn.qualname, takes, s, given, gave, were)
}
