// This file finds out what a task awaits, from the calls in which it waits, and how the trace names that.

package python

import (
	"math"
	"strings"

	"github.com/gilsim/gilsim/trace"
)

// A chain is where a coroutine waits, or goes on: each of its calls awaits the next one.
type chain struct {
	calls []*frame // of the program's own code, from the outer to the inner one
	own   *frame   // the innermost of those; nil: there is none
	part  *frame   // the call of asyncio that own awaits: of a method, if it comes to one; nil: it awaits something itself
}

// chainOf follows a coroutine down to what it awaits.
func chainOf(coroutine Value) (c chain) {
	for coroutine.valid() && delegates(coroutine) {
		g := as[Generator](coroutine)
		if g.frame == nil {
			break
		}
		c.add(g.frame)
		if g.running {
			break
		}
		coroutine = g.delegate()
	}
	return c
}

func (c *chain) add(f *frame) {
	switch u := f.body.unit; {
	case u.own:
		c.calls, c.own, c.part = append(c.calls, f), f, nil
	case !strings.HasPrefix(u.module, "asyncio."):
	case c.part == nil, !c.part.local("self").valid() && f.local("self").valid():
		c.part = f
	}
}

// local returns the value of a local variable, or the zero Value.
func (f *frame) local(name string) Value {
	for i := range f.body.code.Locals {
		if f.body.code.Locals[i].Name == name {
			return f.variable(i)
		}
	}
	return Value{}
}

func (f *frame) variable(i int) Value {
	v := f.locals[i]
	if v.valid() && v.layout() == layoutCell {
		return as[Cell](v).v
	}
	return v
}

// awaitedBy returns the number of what a task awaits, and how long that lasts, in nanoseconds; -1 is not known.
func (t *Thread) awaitedBy(c chain, future Value) (object int32, lasts int64) {
	k := &t.interp.tasks
	if lane := k.lanes[future.p]; lane != nil {
		return lane.actor, -1
	}
	if c.part == nil {
		return t.awaitedObject(c, future), -1
	}
	if self := c.part.local("self"); self.valid() {
		return t.awaitedObject(c, self), -1
	}
	name := c.part.body.code.Name
	if name != "sleep" {
		return t.interp.run.Names.AddObject(trace.ClassFuture, name), -1
	}
	if k.sleep == 0 {
		k.sleep = t.interp.run.Names.AddObject(trace.ClassTimer, name)
	}
	return k.sleep, sleepTime(c.part.local("delay"))
}

// sleepTime returns how long asyncio.sleep(delay) sleeps.
func sleepTime(delay Value) int64 {
	if !delay.valid() {
		return -1
	}
	seconds, err := secondsOf(delay)
	if err != nil || !(seconds >= 0 && seconds < math.MaxInt64/1e9) {
		return -1
	}
	return int64(seconds * 1e9)
}

// awaitedObject returns the number of an object for which tasks wait.
func (t *Thread) awaitedObject(c chain, o Value) int32 {
	k := &t.interp.tasks
	if n := k.awaited[o.p]; n != 0 {
		return n
	}
	class := awaitedClass(o.class())
	name := t.holder(c, o)
	if name == "" {
		name = strings.ToLower(strings.Trim(o.class().name, "_"))
		if class == trace.ClassFuture && o.class().name == "_GatheringFuture" {
			name = "gather"
		}
	}
	if k.awaited == nil {
		k.awaited = map[*Object]int32{}
	}
	n := t.interp.run.Names.AddObject(class, k.numbered(name))
	k.awaited[o.p] = n
	return n
}

// awaitedClasses are the classes of the trace, by that of asyncio.
var awaitedClasses = map[string]string{
	"Lock": trace.ClassLock, "Queue": trace.ClassQueue, "Event": "event", "Condition": "condition", "Semaphore": "semaphore", "Barrier": "barrier",
}

func awaitedClass(c *Class) string {
	for _, base := range c.mro {
		if known := awaitedClasses[base.name]; known != "" && strings.HasPrefix(base.module, "asyncio.") {
			return known
		}
	}
	return trace.ClassFuture
}

// holder returns the name of a variable of the program that holds an object: of the calls that lead to it, the innermost first, or a
// global one; "" if there is none.
func (t *Thread) holder(c chain, o Value) string {
	for i := len(c.calls) - 1; i >= 0; i-- {
		f := c.calls[i]
		for n := range f.body.code.Locals {
			if name := holds(f.body.code.Locals[n].Name, f.variable(n), o); name != "" {
				return name
			}
		}
	}
	main := t.interp.modules["__main__"]
	for i, v := range main.slots {
		if name := holds(main.names[i], v, o); name != "" {
			return name
		}
	}
	return ""
}

// holds returns how a variable of this name and value leads to an object: by itself, or by an attribute; "" if it does not.
func holds(name string, v, o Value) string {
	if v == o {
		return name
	}
	if !v.valid() || v.layout() != layoutInstance {
		return ""
	}
	for attribute, x := range as[Instance](v).Attributes.all {
		if x == o {
			return name + "." + attribute
		}
	}
	return ""
}
