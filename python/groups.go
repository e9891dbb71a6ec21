// This file defines groups of exceptions (PEP 654; Objects/exceptions.c): the classes, and what except* asks of them.

package python

import (
	"fmt"
)

var (
	baseExceptionGroup = exceptionClass("BaseExceptionGroup", baseException)
	exceptionGroup     = groupOfExceptions()
)

// groupsSince is the minor version that groups of exceptions came with.
const groupsSince = 11

// groupOfExceptions returns the class ExceptionGroup, which has two bases.
func groupOfExceptions() *Class {
	c := exceptionClass("ExceptionGroup", baseExceptionGroup)
	c.bases = []*Class{baseExceptionGroup, exception}
	c.mro = []*Class{c, baseExceptionGroup, exception, baseException, objectClass}
	return c
}

// newGroup is BaseExceptionGroup.__new__.
func newGroup(t *Thread, a []Value) (Value, *Exception) {
	class := as[Class](a[0])
	switch args := a[1].items(); {
	case len(args) != 2:
		return raise(typeError, "BaseExceptionGroup.__new__() takes exactly 2 arguments (%d given)", len(args))
	case !args[0].isStr():
		return raise(typeError, "BaseExceptionGroup.__new__() argument 1 must be str, not %s", argumentType(args[0]))
	case args[1].layout() == layoutDict || !args[1].class().find("__getitem__").valid():
		return raise(typeError, "second argument (exceptions) must be a sequence")
	}
	args := a[1].items()
	members, err := t.elements(args[1])
	switch {
	case err != nil:
		return Value{}, err
	case len(members) == 0:
		return raise(valueError, "second argument (exceptions) must be a non-empty sequence")
	}
	nested := true // every member is an Exception
	for i, m := range members {
		if m.layout() != layoutException {
			return raise(valueError, "Item %d of second argument (exceptions) is not an exception", i)
		}
		nested = nested && m.isA(exception)
	}
	switch {
	case class == baseExceptionGroup && nested:
		class = exceptionGroup
	case class == exceptionGroup && !nested:
		return raise(typeError, "Cannot nest BaseExceptions in an ExceptionGroup")
	case class.derives(exception) && !nested:
		return raise(typeError, "Cannot nest BaseExceptions in '%s'", class.typeName())
	}
	e := t.newExceptionOf(class, args)
	e.state = []Value{args[0], newTuple(append([]Value(nil), members...)...)}
	return e.ref(), nil
}

// part is the message of a group, 0, or the tuple of its exceptions, 1.
func part(name string, i int) Native {
	return readOnly(name, func(v Value) Value {
		if e := asException(v); i < len(e.state) {
			return e.state[i]
		}
		return none
	})
}

func defineGroups() {
	condition := "($self, condition, /)"
	baseExceptionGroup.define(
		Native{name: "__new__", kind: aStatic, signature: "($cls, /, *args, **kwargs)", call: newGroup, twin: "_new_group"},
		Native{name: "__str__", call: func(_ *Thread, a []Value) (Value, *Exception) {
			e := asException(a[0])
			if len(e.state) < 2 {
				return newStr(""), nil
			}
			n := len(e.state[1].items())
			return newStr(fmt.Sprintf("%s (%s)", e.state[0].text(), plural(n, "sub-exception"))), nil
		}},
		part("message", 0), part("exceptions", 1),
		Native{name: "derive", signature: "($self, excs, /)", twin: "_group_derive", call: leave},
		Native{name: "split", signature: condition, twin: "_group_split", call: leave},
		Native{name: "subgroup", signature: condition, twin: "_group_subgroup", call: leave},
		Native{name: "__class_getitem__", kind: aClassMethod, signature: "($cls, item, /)", twin: "_generic_alias", call: leave},
	)
}

// checkGroupMatch executes CheckEgMatch: [rest type] → [(match, rest)].
func (t *Thread) checkGroupMatch() outcome {
	f := t.frame
	types := f.pop()
	rest := f.pop()
	return t.callFunction(as[Function](t.interp.twins.get("_group_match")), []Value{rest, types}, nil, continuation{})
}

// prepareReraise executes PrepReraiseStar: [exception list] → [exception or None].
func (t *Thread) prepareReraise() outcome {
	f := t.frame
	raised := f.pop()
	whole := f.pop()
	return t.callFunction(as[Function](t.interp.twins.get("_group_reraise")), []Value{whole, raised}, nil, continuation{})
}

// handles notes that a clause except* handles a part of what its try has raised: the innermost frame of the program does.
func handles(t *Thread, a []Value) (Value, *Exception) {
	for f := t.frame; f != nil; f = f.back {
		if !f.native() {
			f.handled = a[0]
			break
		}
	}
	return none, nil
}
