// This file tells the trace of asyncio's tasks: when their loop resumes them, what they await, and when that is there.

package python

import (
	"strconv"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A lane is what the trace knows a task or an event loop as.
type lane struct {
	actor  int32
	thread *Thread // in which it acts; nil: it has not begun
	before int32   // who has resumed it
}

// tasks are what is known of an interpreter's event loops, of the tasks that have not ended, and of what they await.
type tasks struct {
	lanes   map[*Object]*lane
	awaited map[*Object]int32 // by lock, queue, event or other object that tasks wait for: its number in the trace
	named   map[string]int    // how many of those, and of the loops, have been named so
	sleep   int32             // the number of what who sleeps waits for; 0: nobody has slept yet
}

// laneOf returns what the trace knows a task or event loop as. One that goes on in another thread is another one there.
func (t *Thread) laneOf(o Value) *lane {
	k := &t.interp.tasks
	l := k.lanes[o.p]
	if l == nil {
		class, name := trace.ClassTask, textOf(attributeOf(o, "_name"))
		if !attributeOf(o, "_coro").valid() {
			class, name = trace.ClassLoop, k.numbered("loop")
		}
		l = &lane{actor: t.interp.run.Actor(class, name)}
		if k.lanes == nil {
			k.lanes = map[*Object]*lane{}
		}
		k.lanes[o.p] = l
	}
	return l
}

// numbered returns a name, with a number if something else has it.
func (k *tasks) numbered(name string) string {
	if k.named == nil {
		k.named = map[string]int{}
	}
	k.named[name]++
	if n := k.named[name]; n > 1 {
		return name + "-" + strconv.Itoa(n)
	}
	return name
}

// attributeOf returns what an object itself has under a name, or the zero Value.
func attributeOf(o Value, name string) Value {
	if !o.valid() || o.layout() != layoutInstance {
		return Value{}
	}
	return as[Instance](o).Attributes.get(name)
}

func textOf(v Value) string {
	if v.valid() && v.isStr() {
		return v.text()
	}
	return ""
}

// A laneStep is a step in the life of a task or event loop, which is recorded. It stands for C code, and takes no time of its own.
type laneStep struct {
	of     Value
	record func(t *Thread, of Value)
	at     Value // the coroutine whose place is that of the step; the zero Value: it is where the thread is
}

func (s *laneStep) appendHeld(list []Value) []Value { return append(list, s.of, s.at) }

// Step is one step of it.
func (*laneStep) Step(*sched.Thread, sched.Wake) (sched.Request, bool) { return sched.Request{}, true }

func (s *laneStep) value(t *Thread) (Value, *Exception) {
	s.record(t, s.of)
	return none, nil
}

// place returns where the step is made: where the task goes on, or has stopped.
func (s *laneStep) place(t *Thread) int32 {
	if own := chainOf(s.at).own; own != nil {
		return t.interp.placeOf(own.body, max(0, own.pc-1))
	}
	return t.placeAt(-1)
}

// laneFunction makes a native that records a step. Where nobody is told, it does nothing.
func laneFunction(name string, record func(t *Thread, of Value)) Native {
	return Native{name: name, signature: "(of, /)", cost: engages, call: func(t *Thread, a []Value) (Value, *Exception) {
		if !t.interp.recording || a[0].layout() != layoutInstance {
			return none, nil
		}
		return t.perform(&laneStep{of: a[0], record: record, at: attributeOf(a[0], "_coro")})
	}}
}

// laneNatives are the functions with which lib/_asyncio.py tells of event loops and tasks.
func laneNatives() []Native {
	return []Native{
		laneFunction("_loop_entered", entersLane),
		laneFunction("_loop_left", leavesLane),
		laneFunction("_task_resumed", entersLane),
		laneFunction("_task_yielded", leavesTask),
		{name: "_task_ready", signature: "(task, /)", cost: engages, call: func(t *Thread, a []Value) (Value, *Exception) { return t.tellsReady(a[0]) }},
		{name: "_task_woken", signature: "(callback, /)", cost: engages, call: func(t *Thread, a []Value) (Value, *Exception) {
			if m := a[0]; m.layout() == layoutMethod && wakesTask(as[Method](m).function) {
				return t.tellsReady(as[Method](m).self)
			}
			return none, nil
		}},
	}
}

// wakesTask reports whether a function is the one by which a task learns that what it awaits is there.
func wakesTask(function Value) bool {
	return function.layout() == layoutFunction && as[Function](function).body.code.Qualname == "Task.__wakeup"
}

// tellsReady records that a task can go on.
func (t *Thread) tellsReady(task Value) (Value, *Exception) {
	if !t.interp.recording || task.layout() != layoutInstance {
		return none, nil
	}
	return t.perform(&laneStep{of: task, record: func(t *Thread, task Value) { t.record(trace.Ready, t.laneOf(task).actor, 0) }})
}

// record records what the thread does, as its current actor.
func (t *Thread) record(kind trace.Kind, object int32, argument int64) {
	t.sched.Engine().Record(t.sched, kind, object, argument)
}

// entersLane lets a task or event loop act in the thread.
func entersLane(t *Thread, of Value) {
	l := t.laneOf(of)
	if l.thread != nil && l.thread != t {
		delete(t.interp.tasks.lanes, of.p)
		l = t.laneOf(of)
	}
	l.thread, l.before = t, t.sched.Actor()
	t.record(trace.Resume, l.actor, 0)
	t.sched.SetActor(l.actor)
}

// leavesLane lets who has resumed it act again.
func leavesLane(t *Thread, of Value) { t.leaves(t.laneOf(of), 0) }

// leavesTask records what the task awaits, if it has not ended, and lets its loop act again.
func leavesTask(t *Thread, task Value) {
	l := t.laneOf(task)
	if attributeOf(task, "_state").valid() { // as long as it is pending it has what its class has
		delete(t.interp.tasks.lanes, task.p)
		t.leaves(l, 1)
		return
	}
	if future := attributeOf(task, "_fut_waiter"); future.valid() && future != none {
		object, lasts := t.awaitedBy(chainOf(attributeOf(task, "_coro")), future)
		t.record(trace.Await, object, lasts)
	}
	t.leaves(l, 0)
}

func (t *Thread) leaves(l *lane, ended int64) {
	t.record(trace.Yield, l.before, ended)
	t.sched.SetActor(l.before)
}
