// This file defines what is wrong with the arguments of a call of a native, in the words of CPython 3.11: which words those are follows
// from how CPython reads the arguments of such a function.

package python

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gilsim/gilsim/python/code"
)

// ordinaryMethods are the special methods that are methods like others in CPython: no slot of a type calls them.
var ordinaryMethods = []string{
	"__bytes__", "__ceil__", "__class_getitem__", "__complex__", "__copy__", "__deepcopy__", "__dir__", "__enter__", "__exit__", "__floor__", "__format__",
	"__getformat__", "__getnewargs__", "__getstate__", "__instancecheck__", "__length_hint__", "__mro_entries__", "__prepare__", "__reduce__", "__reduce_ex__",
	"__reversed__", "__round__", "__setstate__", "__sizeof__", "__subclasscheck__", "__subclasses__", "__trunc__",
	"dict.__contains__", "dict.__getitem__", "frozenset.__contains__", "list.__getitem__", "set.__contains__",
}

// isOrdinaryMethod reports whether a native with the name of a special method is a method like others.
func (n *Native) isOrdinaryMethod() bool {
	return slices.Contains(ordinaryMethods, n.name) || n.owner != nil && slices.Contains(ordinaryMethods, n.owner.name+"."+n.name)
}

// isSlot reports whether a slot of a type calls the native, which CPython wraps in an object of its own (Objects/typeobject.c).
func (n *Native) isSlot() bool { return n.Object.class == slotWrapperClass && !n.makes() }

// strange says why an object cannot be the instance that a method is called on, or returns "".
func (n *Native) strange(self Value) string {
	switch {
	case n.kind != aMethod || n.owner == nil || n.owner == objectClass || self.isA(n.owner):
		return ""
	case n.Object.class == slotWrapperClass:
		return fmt.Sprintf("descriptor '%s' requires a '%s' object but received a '%s'", n.name, n.owner.typeName(), self.class().typeName())
	}
	return fmt.Sprintf("descriptor '%s' for '%s' objects doesn't apply to a '%s' object", n.name, n.owner.typeName(), self.class().typeName())
}

// wrong says what is wrong with the arguments of a call, or returns "".
func (n *Native) wrong(in *Interpreter, args []Value, keywords []keyword) string {
	p := &n.params
	skip := 0 // parameters that messages do not count
	if p.bound {
		skip = 1
	}
	if len(args) < skip {
		if n.isSlot() {
			return fmt.Sprintf("descriptor '%s' of '%s' object needs an argument", n.name, n.owner.name)
		}
		return fmt.Sprintf("unbound method %s() needs an argument", n.title())
	}
	if len(args) > 0 {
		if why := n.strange(args[0]); why != "" {
			return why
		}
	}
	given, most, least := len(args)-skip, p.positional-skip, p.required-skip
	switch {
	case n.isSlot() && len(keywords) > 0 && n.name != "__call__":
		return fmt.Sprintf("wrapper %s() takes no keyword arguments", n.name)
	case n.isSlot() && n.name != "__call__":
		return n.slotCount(given, least, most)
	case n.name == "__init__" && len(keywords) == 0 && p.byPosition == p.positional: // dict
		return n.count(given, least, most)
	case n.counted && (given < least || given > most && p.star < 0):
		return n.count(given, least, most)
	case n.takesKeywords(skip):
		return n.named(in, given, least, most, skip, keywords)
	case len(keywords) > 0 && n.unpacked:
		return n.shortTitle() + "() takes no keyword arguments"
	case len(keywords) > 0 && n.kind == aClassMethod && len(args) > 0 && args[0].layout() == layoutClass:
		return as[Class](args[0]).qualname + "." + n.name + "() takes no keyword arguments"
	case len(keywords) > 0:
		return n.title() + "() takes no keyword arguments"
	}
	return n.count(given, least, most)
}

// takesKeywords reports whether a parameter can be given by name.
func (n *Native) takesKeywords(skip int) bool {
	p := &n.params
	if p.keywords >= 0 {
		return true
	}
	for i := max(p.byPosition, skip); i < len(p.names); i++ {
		if i != p.star {
			return true
		}
	}
	return false
}

// slotCount says what is wrong with the number of arguments of the wrapper of a slot: some check it themselves (check_num_args), some have
// PyArg_UnpackTuple check it, without a name to say.
func (n *Native) slotCount(given, least, most int) string {
	unpacked := false
	switch n.name {
	case "__pow__", "__rpow__", "__ipow__":
		unpacked, least, most = true, 1, 2
	case "__get__", "__set__", "__setattr__", "__setitem__":
		unpacked = true
	case "__mul__", "__rmul__", "__imul__": // of sequences
		unpacked = n.owner != intClass && n.owner != floatClass
	}
	switch {
	case given >= n.params.required-1 && given <= n.params.positional-1:
		return ""
	case !unpacked:
		return fmt.Sprintf("expected %s, got %d", plural(least, "argument"), given)
	}
	return fmt.Sprintf(" expected %s%s, got %d", howMany(given, least, most), plural(bound(given, least, most), "argument"), given)
}

// howMany is "at least " or "at most ", or nothing where only one number is right.
func howMany(given, least, most int) string {
	switch {
	case least == most:
		return ""
	case given < least:
		return "at least "
	}
	return "at most "
}

// bound is the number that given misses.
func bound(given, least, most int) int {
	if given < least {
		return least
	}
	return most
}

// count says what is wrong with the number of arguments of a native that takes no keywords.
func (n *Native) count(given, least, most int) string {
	p := &n.params
	switch {
	case given >= least && (given <= most || p.star >= 0):
		return ""
	case n.parsed:
		how := howMany(given, least, most)
		if how == "" {
			how = "exactly "
		}
		return fmt.Sprintf("%s() takes %s%s (%d given)", n.shortName(), how, plural(bound(given, least, most), "argument"), given)
	case n.makes() && n.owner == typeClass:
		return "type() takes 1 or 3 arguments"
	case most == 0:
		return fmt.Sprintf("%s() takes no arguments (%d given)", n.longName(), given)
	case most == 1 && least == 1 && p.star < 0 && !n.makes() && !n.counted:
		return fmt.Sprintf("%s() takes exactly one argument (%d given)", n.longName(), given)
	case p.star >= 0:
		return fmt.Sprintf("%s expected at least %s, got %d", n.shortTitle(), plural(least, "argument"), given)
	}
	return fmt.Sprintf("%s expected %s%s, got %d", n.shortTitle(), howMany(given, least, most), plural(bound(given, least, most), "argument"), given)
}

// named says what is wrong with the arguments of a native that takes keywords.
func (n *Native) named(in *Interpreter, given, least, most, skip int, keywords []keyword) string {
	p := &n.params
	if total := given + len(keywords); total > len(p.names)-skip && p.star < 0 && p.keywords < 0 {
		kind := "argument"
		if given == 0 {
			kind = "keyword argument"
		}
		return fmt.Sprintf("%s() takes at most %s (%d given)", n.shortName(), plural(len(p.names)-skip, kind), total)
	}
	if given > most && p.star < 0 {
		switch {
		case p.keywords >= 0:
			return n.count(given, least, most)
		case most == 0:
			return n.shortTitle() + "() takes no positional arguments"
		case least == most:
			return fmt.Sprintf("%s() takes exactly %s (%d given)", n.shortTitle(), plural(most, "positional argument"), given)
		}
		return fmt.Sprintf("%s() takes at most %s (%d given)", n.shortTitle(), plural(most, "positional argument"), given)
	}
	seen := make([]bool, len(p.names))
	for i := range min(given+skip, p.positional) {
		seen[i] = true
	}
	unknown := ""
	for _, k := range keywords {
		i := n.byName(k.name)
		switch {
		case i < 0 && p.keywords < 0 && unknown == "":
			unknown = k.name
		case i < 0:
		case seen[i]:
			return fmt.Sprintf("argument for %s() given by name ('%s') and position (%d)", n.shortTitle(), k.name, i+1-skip)
		default:
			seen[i] = true
		}
	}
	for i, name := range p.names {
		switch {
		case seen[i] || p.optional[i]:
		case n.makes() && n.owner == enumerateClass:
			return "enumerate() missing required argument 'iterable'"
		case i >= p.byPosition:
			return fmt.Sprintf("%s() missing required argument '%s' (pos %d)", n.shortTitle(), name, i+1-skip)
		case p.keywords >= 0 || p.star >= 0:
			return n.count(given, least, most)
		case least == most:
			return fmt.Sprintf("%s() takes exactly %s (%d given)", n.shortTitle(), plural(least, "positional argument"), given)
		default:
			return fmt.Sprintf("%s() takes at least %s (%d given)", n.shortTitle(), plural(least, "positional argument"), given)
		}
	}
	title := n.shortTitle()
	if n.forwards != "" {
		title = n.forwards
	}
	switch {
	case unknown != "" && in.since(13):
		return fmt.Sprintf("%s() got an unexpected keyword argument '%s'", title, unknown)
	case unknown != "":
		return fmt.Sprintf("'%s' is an invalid keyword argument for %s()", unknown, title)
	}
	return ""
}

// wrongNative is wrong for a function of a module of the library that stands for C code, where CPython has a native.
func (fn *Function) wrongNative(in *Interpreter, args []Value, keywords []keyword) string {
	c := fn.body.code
	n := &Native{name: fn.name, module: strings.TrimPrefix(fn.body.unit.module, "_"), kind: aFunction}
	if fn.body.unit.module != "_itertools" && fn.body.unit.module != "_collections" {
		n.module = fn.body.unit.module
	}
	if class, name, ok := strings.Cut(fn.qualname, "."); ok {
		n.owner, n.name = &Class{name: class}, name
	}
	n.unpacked = fn.body.unit.module == "_functools"
	p := &n.params
	p.star, p.keywords, p.bound = -1, -1, n.owner != nil
	p.positional, p.byPosition, p.required = c.Args, c.PosOnly, c.Args-len(fn.defaults)
	if p.bound { // self can never be given by name
		p.byPosition = max(p.byPosition, 1)
	}
	for i := range c.Args + c.KwOnly {
		name := c.Locals[i].Name
		p.names = append(p.names, name)
		p.optional = append(p.optional, i >= p.required && (i < c.Args || fn.kwDefaults != nil && fn.kwDefaults.getStr(name).valid()))
	}
	if c.Flags&code.VarArgs != 0 {
		p.star = len(p.names)
		p.names, p.optional = append(p.names, c.Locals[len(p.names)].Name), append(p.optional, true)
	}
	if c.Flags&code.VarKw != 0 {
		p.keywords = len(p.names)
		p.names, p.optional = append(p.names, c.Locals[len(p.names)].Name), append(p.optional, true)
	}
	return n.wrong(in, args, keywords)
}
