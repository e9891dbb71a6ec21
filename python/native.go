// This file defines natives: built-in functions and methods, written down as data.

package python

import (
	"fmt"
	"strconv"
	"strings"
)

// A Native is a built-in function or method. It is package data: nothing changes it once the tables are made.
//
// Call gets one value for each parameter of the signature, in order: what was not given is the default, or the zero Value if
// the signature writes none ("x=<absent>"). The slice is the caller's: Call must not keep it. It returns a value, or an exception
// (raise makes both), or one of the outcomes below.
//
// A native never calls Python code. Where it would have to, since an operand is no exact built-in object whose behaviour is
// known, it returns handOver before it has changed anything, and the machine calls the Twin with the same arguments: a
// function of python/lib/_builtins.py that does the whole work, in Python, in a frame that counts as C code.
type Native struct {
	Object
	name string
	// signature is written as CPython's Argument Clinic does: "($self, iterable=(), /, *, key=None)". It tells the kinds of
	// parameters, their defaults, and which of CPython's calling conventions, and so of its error texts, the function has.
	signature string
	call      func(t *Thread, a []Value) (Value, *Exception)
	twin      string
	// set assigns to an attribute, where the native is one. It gets the zero Value, which deletes, only if deletable.
	set       func(t *Thread, self, v Value) *Exception
	deletable bool

	// byAttribute says that it is __getattribute__, __setattr__ or __delattr__: its second argument is the name of an attribute.
	byAttribute bool

	// parsed says that CPython reads the arguments with PyArg_ParseTuple, which has words of its own for a wrong number.
	parsed bool

	// counted says that CPython counts the positional arguments before it looks at keywords (PyArg_UnpackTuple).
	counted bool

	// unpacked says that CPython gets the arguments as a tuple (METH_VARARGS), and so names the function without its class where it
	// refuses keywords.
	unpacked bool

	// forwards is the method to which CPython leaves the keywords, and so the error of one that is wrong.
	forwards string

	// enters says that call may push a frame, or deliver the result itself: nothing but the machine calls it.
	enters bool

	touches       touch // what a call touches that other threads can reach
	asksAttribute asks  // what it touches depends on the attribute

	// member says of an attribute that it is a member of the object's memory in C, which goes by another class.
	member bool

	kind   nativeKind
	cost   cost
	owner  *Class // of a method or attribute
	module string // of a function
	params parameters
}

type nativeKind uint8

const (
	aMethod      nativeKind = iota // its first parameter is an instance of the owner
	aFunction                      // of a module
	aClassMethod                   // its first parameter is the class
	aStatic                        // a static method; __new__ is one
	anAttribute                    // call gets it, set sets it
)

// A cost says what the call of a native costs, and what others see of it.
type cost uint8

const (
	ordinary cost = iota // a call like others: the holder of the lock looks for a request after it
	quick                // len, isinstance, list.append and type: CPython 3.11 and later do not look after them
	engages              // it returns performs: the operation announces the call and pays for it
)

// The outcomes of a native that are neither a value nor an exception. They are never written to.
var (
	handOver  = new(Exception) // the twin does it
	exhausted = new(Exception) // of __next__ and send: StopIteration, without making one
	performs  = new(Exception) // t.operation is to be carried out; its result is that of the call
	calls     = new(Exception) // a frame has been pushed: what it returns is the result of the call
)

// raise returns what a native returns that raises an exception of this class, with a message.
func raise(class *Class, format string, args ...any) (Value, *Exception) {
	return Value{}, newException(class, format, args...)
}

// define gives a class that is built in its methods and attributes, as the tables are made.
func (c *Class) define(natives ...Native) {
	for i := range natives {
		n := &natives[i]
		n.owner = c
		n.prepare()
		c.dict.set(n.name, n.ref())
	}
}

// constant gives a class that is built in an attribute that is no native.
func (c *Class) constant(name string, v Value) { c.dict.set(name, v) }

// A NativeModule is a module written in Go: package data, of which each run that imports it makes a module.
type NativeModule struct {
	name      string
	doc       string
	functions []Native
	values    []namedValue // constants and classes

	index map[string]int32 // what each run's module begins with: see complete
	names []string
	slots []Value
}

// complete makes what the modules of all runs begin with.
func (m *NativeModule) complete() {
	first := &Module{index: map[string]int32{}, own: true}
	first.set("__name__", packaged(newStr(m.name)))
	first.set("__doc__", packaged(newStr(m.doc)))
	for i := range m.functions {
		first.set(m.functions[i].name, m.functions[i].ref())
	}
	for _, v := range m.values {
		first.set(v.name, v.value)
	}
	m.index, m.names, m.slots = first.index, first.names, first.slots
}

type namedValue struct {
	name  string
	value Value
}

// nativeModules are all modules written in Go, by name.
var nativeModules = map[string]*NativeModule{}

// registerModule makes a module known, as the tables are made.
func registerModule(m *NativeModule) {
	for i := range m.functions {
		n := &m.functions[i]
		n.kind, n.module = aFunction, m.name
		n.prepare()
	}
	if known := nativeModules[m.name]; known != nil { // another file has begun it
		known.functions, known.values = append(known.functions, m.functions...), append(known.values, m.values...)
		return
	}
	nativeModules[m.name] = m
}

// prepare completes a native that has been written down.
func (n *Native) prepare() {
	n.Object.flags |= static
	n.Object.number = nextStatic()
	n.byAttribute = n.name == "__getattribute__" || n.name == "__setattr__" || n.name == "__delattr__"
	switch {
	case n.kind == anAttribute && n.member:
		n.Object.class = nativeMemberClass
	case n.kind == anAttribute:
		n.Object.class = getSetClass
	case n.kind == aClassMethod:
		n.Object.class = classNativeClass
	case n.kind == aFunction || n.kind == aStatic:
		n.Object.class = nativeFunctionClass
	case strings.HasPrefix(n.name, "__") && strings.HasSuffix(n.name, "__") && !n.isOrdinaryMethod():
		n.Object.class = slotWrapperClass
	default:
		n.Object.class = nativeMethodClass
	}
	n.setTouches()
	if n.signature != "" {
		n.params = parseSignature(n.signature)
	} else if n.kind == anAttribute || n.kind == aMethod {
		n.params = parseSignature("($self, /)")
	}
}

// parameters are those of a native, in order.
type parameters struct {
	names      []string
	defaults   []Value // the zero Value: none, or absent
	optional   []bool
	positional int  // how many can be given by position
	byPosition int  // how many of these only so
	required   int  // how many of these must be given
	star       int  // where the tuple of the remaining arguments goes; -1: there is none
	keywords   int  // where the dict of the remaining keywords goes; -1: there is none
	bound      bool // the first one is the instance or class, and not counted in messages
	simple     bool // positional ones only: a call without keywords needs no more than a look at how many there are
}

// parseSignature reads a signature. It panics at a mistake, which is one in this package.
func parseSignature(text string) parameters {
	p := parameters{star: -1, keywords: -1}
	if !strings.HasPrefix(text, "(") || !strings.HasSuffix(text, ")") {
		panic("python: signature " + text)
	}
	byKeyword := false
	for part := range strings.SplitSeq(text[1:len(text)-1], ",") {
		part = strings.TrimSpace(part)
		name, def, optional := strings.Cut(part, "=")
		switch {
		case part == "":
			continue
		case part == "/":
			p.byPosition = len(p.names)
			continue
		case part == "*":
			byKeyword = true
			continue
		case strings.HasPrefix(part, "**"):
			p.keywords, name, optional = len(p.names), part[2:], true
		case strings.HasPrefix(part, "*"):
			p.star, name, optional, byKeyword = len(p.names), part[1:], true, true
		default:
			if strings.HasPrefix(name, "$") {
				p.bound, name = true, name[1:]
			}
			if !byKeyword {
				p.positional++
				if !optional {
					p.required++
				}
			}
		}
		p.names = append(p.names, name)
		p.optional = append(p.optional, optional)
		p.defaults = append(p.defaults, literal(def))
	}
	p.simple = p.positional == len(p.names)
	return p
}

// literal returns the default that is written so.
func literal(text string) Value {
	switch text {
	case "", "<absent>":
		return Value{}
	case "None":
		return none
	case "True":
		return pyTrue
	case "False":
		return pyFalse
	case "()":
		return emptyTuple
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return integer(n)
	}
	if s, err := strconv.Unquote(text); err == nil {
		return packaged(newStr(s))
	}
	panic("python: default " + text)
}

// packaged marks an object of package data.
func packaged(v Value) Value {
	v.p.flags |= static
	v.p.number = nextStatic()
	return v
}

var emptyTuple = packaged(newTuple())

// title is how messages name the native: list.append, math.sqrt, len.
func (n *Native) title() string {
	switch {
	case n.makes():
		return n.owner.name
	case n.owner != nil:
		return n.owner.name + "." + n.name
	case n.module != "" && n.module != "builtins":
		return n.module + "." + n.name
	}
	return n.name
}

// shortTitle is title without the class or module.
func (n *Native) shortTitle() string {
	if n.makes() {
		return n.owner.name
	}
	return n.name
}

// makes reports whether the native makes an object, and so goes by the name of the class.
func (n *Native) makes() bool { return n.owner != nil && (n.name == "__new__" || n.name == "__init__") }

// A keyword is an argument given by name.
type keyword struct {
	name  string
	value Value
}

// bind returns the value of each parameter for a call with these arguments, the instance included. It is args itself where they
// are just the parameters. What is wrong with them it words as CPython 3.11 does.
// The slice is the thread's, as that of prepend.
func (n *Native) bind(t *Thread, args []Value, keywords []keyword) ([]Value, *Exception) {
	p := &n.params
	if p.simple && len(keywords) == 0 && len(args) == len(p.names) {
		return args, nil
	}
	if err := n.wrong(t.interp, args, keywords); err != "" {
		return nil, newException(typeError, "%s", err)
	}
	all := t.room(len(p.names))
	copy(all, p.defaults)
	given := min(len(args), p.positional)
	copy(all, args[:given])
	if p.star >= 0 {
		all[p.star] = emptyTuple
		if len(args) > given {
			all[p.star] = newTuple(append([]Value(nil), args[given:]...)...)
		}
	}
	if p.keywords >= 0 {
		all[p.keywords] = newDict().ref()
	}
	for _, k := range keywords {
		i := n.byName(k.name)
		if i < 0 {
			as[Dict](all[p.keywords]).setStr(k.name, k.value)
			continue
		}
		all[i] = k.value
	}
	return all, nil
}

// byName returns the place of the parameter that can be given by this name, or -1.
func (n *Native) byName(name string) int {
	p := &n.params
	for i := p.byPosition; i < len(p.names); i++ {
		if i != p.star && i != p.keywords && p.names[i] == name {
			return i
		}
	}
	return -1
}

// shortName is how messages name the native without its class: __new__ by its class alone.
func (n *Native) shortName() string {
	if n.makes() {
		return n.owner.name
	}
	return n.name
}

// longName is shortName with the class before it.
func (n *Native) longName() string {
	if n.makes() {
		return n.owner.name
	}
	return n.title()
}

// plural returns "1 argument", "2 arguments".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
