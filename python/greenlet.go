// This file defines greenlets: the frames of a thread that are left and gone on with by name. The rules are those of the library
// (greenlet 3, its tests); each greenlet belongs to one thread.

package python

import "github.com/gilsim/gilsim/trace"

// A Greenlet is a greenlet.
type Greenlet struct {
	Object
	Attributes
	run     Value
	parent  *Greenlet
	thread  *Thread
	frame   *frame // where it goes on, while it is not the current one
	depth   int
	waiting continuation // what the value that is switched to it becomes
	started bool
	dead    bool
	actor   int32
}

var (
	greenletClass = builtin("greenlet", layoutGreenlet, objectClass).in("greenlet")
	greenletExit  = builtin("GreenletExit", layoutException, baseException).in("greenlet")
	greenletError = builtin("error", layoutException, exception).in("greenlet")
)

// currentGreenlet returns the greenlet that runs in the thread: at first its main one.
func (t *Thread) currentGreenlet() *Greenlet {
	if t.green == nil {
		t.green = &Greenlet{Object: Object{class: greenletClass}, thread: t, started: true}
	}
	return t.green
}

// living returns the greenlet, or the first of its parents that is not dead.
func (g *Greenlet) living() *Greenlet {
	for g.dead && g.parent != nil {
		g = g.parent
	}
	return g
}

// leaveGreenlet notes where the current greenlet goes on, and what the value that it gets then becomes.
func (t *Thread) leaveGreenlet(c continuation) {
	g := t.currentGreenlet()
	g.frame, g.depth, g.waiting = t.frame, t.depth, c
}

// enterGreenlet makes a greenlet that has been started the current one.
func (t *Thread) enterGreenlet(g *Greenlet, kind trace.Kind, ended bool) continuation {
	t.recordSwitch(g, kind, ended)
	t.green, t.frame, t.depth = g, g.frame, g.depth
	c := g.waiting
	g.frame, g.waiting = nil, continuation{}
	return c
}

// recordSwitch records that the current greenlet hands over to another one.
func (t *Thread) recordSwitch(g *Greenlet, kind trace.Kind, ended bool) {
	if !t.interp.recording {
		return
	}
	if t.rest < t.granted {
		t.account(t.current, t.rest, t.restCounted)
	}
	if g.actor == 0 && g.parent != nil {
		name := "greenlet"
		if g.run.valid() && g.run.layout() == layoutFunction {
			name = as[Function](g.run).name
		}
		t.interp.named[name]++
		if n := t.interp.named[name]; n > 1 {
			name += "-" + decimal(n)
		}
		g.actor = t.interp.run.Actor(trace.ClassGreenlet, name)
	}
	arg := int64(0)
	if ended {
		arg = 1
	}
	t.sched.Engine().Record(t.sched, kind, g.actor, arg)
	t.sched.SetActor(g.actor)
}

// switchTo hands over to a greenlet, with the arguments of switch.
func (t *Thread) switchTo(g *Greenlet, args []Value, keywords []keyword) outcome {
	c := t.calling
	if g.thread == nil {
		g.thread = t
	}
	if g.thread != t {
		return t.raises(newException(greenletError, "cannot switch to a different thread"), c)
	}
	g = g.living()
	if g == t.currentGreenlet() {
		return t.deliver(c, switched(args, keywords))
	}
	if g.started {
		t.leaveGreenlet(c)
		return t.entering(t.deliver(t.enterGreenlet(g, trace.Switch, false), switched(args, keywords)))
	}
	run := g.run
	if !run.valid() {
		method := g.class.find("run")
		if !method.valid() || method.class() == getSetClass {
			return t.raises(newException(attributeError, "run"), c)
		}
		run = newMethod(method, g.ref())
	}
	g.run = run
	args = append([]Value(nil), args...)
	t.leaveGreenlet(c)
	t.recordSwitch(g, trace.Switch, false)
	g.started = true
	t.green, t.frame, t.depth = g, nil, 0
	return t.entering(t.call(run, args, keywords, continuation{then: toGreenEnd}))
}

// switched is what switch returns where it is switched to: the one argument, or the tuple of them; keywords as a dict.
func switched(args []Value, keywords []keyword) Value {
	var dict Value
	if len(keywords) > 0 {
		d := newDict()
		for _, k := range keywords {
			d.setStr(k.name, k.value)
		}
		dict = d.ref()
	}
	switch {
	case dict.valid() && len(args) == 0:
		return dict
	case dict.valid():
		return newTuple(newTuple(append([]Value(nil), args...)...), dict)
	case len(args) == 1:
		return args[0]
	}
	return newTuple(append([]Value(nil), args...)...)
}

// greenletReturned is the end of the current greenlet: its parent gets what its function has returned.
func (t *Thread) greenletReturned(v Value) outcome {
	next := t.endGreenlet()
	return t.entering(t.deliver(t.enterGreenlet(next, trace.Switch, true), v))
}

// greenletRaised is the end of the current greenlet by an exception, which is raised in its parent. GreenletExit is a result.
func (t *Thread) greenletRaised(e *Exception) outcome {
	next := t.endGreenlet()
	if e.class.derives(greenletExit) {
		return t.entering(t.deliver(t.enterGreenlet(next, trace.Switch, true), e.ref()))
	}
	c := t.enterGreenlet(next, trace.Throw, true)
	if out, taken := t.takes(e, c); taken {
		return t.entering(out)
	}
	t.raised = e
	return raising
}

// endGreenlet marks the current greenlet dead, and returns who goes on.
func (t *Thread) endGreenlet() *Greenlet {
	g := t.green
	g.dead, g.frame = true, nil
	return g.parent.living()
}

// throwInto raises an exception where a greenlet waits. One that has not been started ends at once.
func (t *Thread) throwInto(g *Greenlet, e *Exception) outcome {
	c := t.calling
	if g.thread != nil && g.thread != t {
		return t.raises(newException(greenletError, "cannot switch to a different thread"), c)
	}
	if !g.started && !g.dead {
		g.started, g.dead = true, true
	}
	if g.dead && e.class.derives(greenletExit) {
		target := g.living()
		if target == t.currentGreenlet() {
			return t.deliver(c, e.ref())
		}
		t.leaveGreenlet(c)
		return t.entering(t.deliver(t.enterGreenlet(target, trace.Switch, false), e.ref()))
	}
	target := g.living()
	if target == t.currentGreenlet() {
		return t.raises(e, c)
	}
	t.leaveGreenlet(c)
	waits := t.enterGreenlet(target, trace.Throw, false)
	return t.entering(t.raises(e, waits))
}

func greenletOf(v Value) *Greenlet { return as[Greenlet](v) }

func init() {
	greenletClass.define(
		Native{name: "__new__", kind: aStatic, signature: "($cls, /, *args, **kwargs)", call: func(t *Thread, a []Value) (Value, *Exception) {
			return (&Greenlet{Object: Object{class: as[Class](a[0])}, parent: t.currentGreenlet()}).ref(), nil
		}},
		Native{name: "__init__", signature: "($self, /, run=None, parent=None)", call: func(t *Thread, a []Value) (Value, *Exception) {
			g := greenletOf(a[0])
			if a[1] != none {
				g.run = a[1]
			}
			if a[2] != none {
				return none, setParent(t, a[0], a[2])
			}
			return none, nil
		}},
		Native{enters: true, name: "switch", signature: "($self, /, *args, **kwargs)", call: func(t *Thread, a []Value) (Value, *Exception) {
			t.called = t.switchTo(greenletOf(a[0]), a[1].items(), keywordList(a[2]))
			return Value{}, calls
		}},
		Native{enters: true, name: "throw", signature: "($self, typ=<absent>, val=None, tb=None, /)", twin: "_greenlet_throw", call: func(t *Thread, a []Value) (Value, *Exception) {
			e := exceptionOf(greenletExit)
			if a[1].valid() {
				var known bool
				if e, known = t.exceptionFrom(a[1]); !known || e != nil && a[1].layout() == layoutClass && a[2] != none {
					return Value{}, handOver
				}
				if e == nil {
					return raise(typeError, "exceptions must be classes, or instances, not %s", a[1].class().name)
				}
			}
			t.called = t.throwInto(greenletOf(a[0]), e)
			return Value{}, calls
		}},
		Native{name: "__bool__", call: func(_ *Thread, a []Value) (Value, *Exception) {
			g := greenletOf(a[0])
			return boolean(g.started && !g.dead), nil
		}},
		Native{name: "parent", kind: anAttribute, call: func(_ *Thread, a []Value) (Value, *Exception) {
			if p := greenletOf(a[0]).parent; p != nil {
				return p.ref(), nil
			}
			return none, nil
		}, set: setParent},
		readOnly("dead", func(v Value) Value { return boolean(greenletOf(v).dead) }),
		readOnly("gr_frame", func(Value) Value { return none }),
		Native{name: "run", kind: anAttribute, call: func(t *Thread, a []Value) (Value, *Exception) {
			g := greenletOf(a[0])
			if !g.run.valid() || g.started {
				return raise(attributeError, "run")
			}
			return g.run, nil
		}, set: func(_ *Thread, v, x Value) *Exception {
			if greenletOf(v).started {
				return newException(attributeError, "run cannot be set after the start of the greenlet")
			}
			greenletOf(v).run = x
			return nil
		}},
	)
	getcurrent := Native{name: "getcurrent", signature: "()", call: func(t *Thread, _ []Value) (Value, *Exception) { return t.currentGreenlet().ref(), nil }}
	inClass := getcurrent
	inClass.kind = aStatic
	greenletClass.define(inClass)
	greenletClass.constant("GreenletExit", greenletExit.ref())
	greenletClass.constant("error", greenletError.ref())
	registerModule(&NativeModule{name: "greenlet", values: []namedValue{
		{"greenlet", greenletClass.ref()}, {"GreenletExit", greenletExit.ref()}, {"error", greenletError.ref()}, {"__version__", packaged(newStr("3.0.3"))},
	}, functions: []Native{getcurrent}})
}

// setParent makes a greenlet the parent of another one.
func setParent(t *Thread, v, x Value) *Exception {
	g := greenletOf(v)
	switch {
	case !x.valid():
		return newException(attributeError, "can't delete attribute")
	case x.layout() != layoutGreenlet:
		return newException(typeError, "parent must be a greenlet")
	case g.parent == nil:
		return newException(attributeError, "cannot set the parent of a main greenlet")
	}
	for p := greenletOf(x); p != nil; p = p.parent {
		if p == g {
			return newException(valueError, "cyclic parent chain")
		}
		if p.thread != nil && p.thread != t && p.parent == nil {
			return newException(valueError, "parent cannot be on a different thread")
		}
	}
	g.parent = greenletOf(x)
	return nil
}
