// This file names the places that threads share, as the trace tells them, and records what is done to them.

package python

import (
	"slices"
	"strconv"

	"github.com/gilsim/gilsim/python/code"
	"github.com/gilsim/gilsim/trace"
)

// traceNames are a shared place's objects in the trace: a variable as long as it holds ints, a reference otherwise.
type traceNames struct {
	name      string
	word, ref int32
	state     bool // it tells what the program did to something that a module of the library has made: an event's flag, say
	met       bool // of state: others than the library's own object that it is a part of have worked with it
}

// stateAttributes are the attributes of threading's objects that tell what the program did to them: an Event's flag, the value of a
// Semaphore. What else the modules of the library keep is their own business.
var stateAttributes = [...]string{"_flag", "_value"}

// object returns the place's number in the trace.
func (n *traceNames) object(in *Interpreter, word bool) int32 {
	if word {
		if n.word == 0 {
			n.word = in.run.Names.AddObject(trace.ClassVar, n.name)
		}
		return n.word
	}
	if n.ref == 0 {
		n.ref = in.run.Names.AddObject(trace.ClassRef, n.name)
	}
	return n.ref
}

// globalNames returns the names of a global variable.
func (t *Thread) globalNames(m *Module, slot int32) *traceNames {
	for len(m.traced) <= int(slot) {
		m.traced = append(m.traced, traceNames{})
	}
	n := &m.traced[slot]
	if n.name == "" {
		n.name = m.names[slot]
		if m.name != "__main__" {
			n.name = m.name + "." + n.name
		}
	}
	return n
}

// note records what the thread has done to a shared place, if the program's own code did it, or if that tells what it did.
func (t *Thread) note(kind trace.Kind, n *traceNames, v Value) {
	word := v.isSmallInt()
	object := n.object(t.interp, word) // has its number in every run, whatever is recorded
	if !t.frame.body.unit.own && !n.met {
		return
	}
	t.locate()
	value := v.i
	if !word {
		value = int64(t.interp.run.Names.AddText(brief(v)))
	}
	t.sched.Engine().Record(t.sched, kind, object, value)
}

// sawAttr records what the instruction that is being executed has done to an attribute, if others can reach the object.
func (t *Thread) sawAttr(kind trace.Kind, o Value, name string, v Value) {
	if !t.interp.concurrent || !t.interp.recording || o.p.flags&published == 0 || !ordinaryData(v) {
		return
	}
	t.account(t.current, t.rest)
	n := t.attrNames(o, name)
	n.met = n.met || n.state && !t.inPart(o)
	t.note(kind, n, v)
}

// inPart reports whether an object is used here as a part of another one of the library: a method of that one, which keeps it in an
// attribute, has called the object's own methods, as Thread.start does with the event by which it waits until the thread runs.
func (t *Thread) inPart(o Value) bool {
	for f := t.frame; f != nil && !f.body.unit.own; f = f.back {
		if f.native() {
			continue
		}
		if self := f.local("self"); self != o && holds("self", self, o) != "" {
			return true
		}
	}
	return false
}

// sawItem is sawAttr for an item.
func (t *Thread) sawItem(in *code.Instr, kind trace.Kind, o, key, v Value) {
	if !t.interp.concurrent || !t.interp.recording || o.p.flags&published == 0 || !hasItem(o, key) {
		return
	}
	t.account(in, t.rest)
	t.note(kind, t.itemNames(o, key), v)
}

// ordinaryData reports whether a value is data, and no function or class: what is called is no variable of the program.
func ordinaryData(v Value) bool {
	switch v.layout() {
	case layoutFunction, layoutNative, layoutMethod, layoutClass, layoutModule:
		return false
	}
	return true
}

// attrNames returns the names of an attribute. That of a module is a global variable.
func (t *Thread) attrNames(o Value, name string) *traceNames {
	if o.layout() == layoutModule {
		if slot, ok := as[Module](o).index[name]; ok {
			return t.globalNames(as[Module](o), slot)
		}
	}
	return t.namesOf(location{t.interp.numberOf(o.p), name, false}, func() string { return t.label(o) + "." + name })
}

// itemNames returns the names of an item: of a list by its place from the beginning, and of globals() those of the variable.
func (t *Thread) itemNames(o, key Value) *traceNames {
	if m := moduleShown(o); m != nil && key.isStr() {
		if slot, ok := m.index[key.text()]; ok {
			return t.globalNames(m, slot)
		}
	}
	if o.layout() == layoutList && key.i < 0 {
		key = integer(key.i + int64(len(as[List](o).items)))
	}
	shown := brief(key)
	return t.namesOf(location{t.interp.numberOf(o.p), shown, true}, func() string { return t.label(o) + "[" + shown + "]" })
}

func (t *Thread) namesOf(at location, name func() string) *traceNames {
	n := t.interp.locations[at]
	if n == nil {
		n = &traceNames{name: name(), state: !at.item && slices.Contains(stateAttributes[:], at.name)}
		t.interp.locations[at] = n
	}
	return n
}

// label is how the trace names an object: by a global variable that holds it, or else by its class.
func (t *Thread) label(o Value) string {
	number := t.interp.numberOf(o.p)
	if name, ok := t.interp.labels[number]; ok {
		return name
	}
	name := ""
	main := t.interp.modules["__main__"]
	for i, v := range main.slots {
		if v == o && name == "" {
			name = main.names[i]
		}
	}
	if name == "" {
		for i, v := range main.slots {
			if !v.valid() {
				continue
			}
			if a := v.p.attributes(); a != nil && v.layout() == layoutInstance {
				for attr, x := range a.all {
					if x == o && name == "" {
						name = main.names[i] + "." + attr
					}
				}
			}
		}
	}
	if name == "" {
		if o.layout() == layoutClass {
			name = as[Class](o).name
		} else {
			t.interp.serial++
			name = o.class().name + "-" + strconv.Itoa(t.interp.serial)
		}
	}
	t.interp.labels[number] = name
	return name
}
