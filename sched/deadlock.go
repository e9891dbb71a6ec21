// This file defines the deadlock report: who waits for what, who holds it, and the cycle.

package sched

import (
	"cmp"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/gilsim/gilsim/trace"
)

// A Wait says what a thread waits for.
type Wait struct {
	Thread string // its name
	Object string // what it waits for, such as lock "plate"
	Holder string // the name of the thread that holds that; empty if nobody does in particular
	Ended  bool   // the holder has ended: it will never let it go
	In     string // the coroutine of the thread that waits, such as greenlet "cook"; empty if it has none
	HeldIn string // the coroutine of the holder that has what is waited for
	Where  string // the line of the program where it waits, such as "dinner.go:31"; empty if it is not known

	// Parked is what the coroutines of the thread wait for that its hub has parked; Thread is the name of the greenlet there. At
	// most the first 100.
	Parked []*Wait
}

// String is the wait as a sentence.
func (w *Wait) String() string {
	var b strings.Builder
	b.WriteString(w.Thread)
	if w.In != "" {
		fmt.Fprintf(&b, " (%s)", w.In)
	}
	fmt.Fprintf(&b, " waits for %s", w.Object)
	switch {
	case w.Holder == w.Thread && w.HeldIn != w.In:
		fmt.Fprintf(&b, ", which its %s holds", cmp.Or(w.HeldIn, "code outside of greenlets"))
	case w.Holder == w.Thread:
		b.WriteString(", which it holds itself")
	case w.Holder != "":
		fmt.Fprintf(&b, ", held by %s", w.Holder)
		if w.HeldIn != "" {
			fmt.Fprintf(&b, " (%s)", w.HeldIn)
		}
	}
	if w.Ended {
		b.WriteString(", which has ended")
	}
	if w.Where != "" {
		fmt.Fprintf(&b, " (%s)", w.Where)
	}
	return b.String()
}

// A DeadlockError says that every thread waits, and that nothing can wake any of them.
type DeadlockError struct {
	Waits []*Wait // of every thread that waits, in order of their numbers; at most the first 100
	Total int     // how many wait
	Cycle []*Wait // of those that wait for each other in a circle; empty if there is no circle

	byThread []*Wait // those of both lists
	onlyIO   bool    // nothing but input and output is waited for
}

// most is how many threads a report lists.
const most = 100

// Error is the report: a sentence, and then a line for each thread of the cycle, or, without one, for each that waits.
func (e *DeadlockError) Error() string {
	var b strings.Builder
	list := e.Cycle
	switch {
	case len(e.Cycle) > 0:
		fmt.Fprintf(&b, "deadlock: %s", plural(len(e.Cycle), "thread waits for itself", "threads wait for each other in a circle"))
	case e.onlyIO:
		fmt.Fprintf(&b, "deadlock: %s", plural(e.Total, "thread waits for input that never comes", "threads wait for input that never comes"))
		list = e.Waits
	default:
		fmt.Fprintf(&b, "deadlock: %s", plural(e.Total, "thread waits, and nobody can wake it", "threads wait, and nobody can wake them"))
		list = e.Waits
	}
	list = list[:min(len(list), most)]
	for _, w := range list {
		fmt.Fprintf(&b, "\n  %s", w)
		for _, parked := range w.Parked {
			fmt.Fprintf(&b, "\n    %s", parked)
		}
	}
	if n := e.Total - len(list); n > 0 {
		fmt.Fprintf(&b, "\n  %s", plural(n, "other thread waits too", "other threads wait too"))
	}
	return b.String()
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// WaitOf returns what the report says of t, nil if it does not mention it.
func (e *DeadlockError) WaitOf(t *Thread) *Wait {
	if int(t.id) >= len(e.byThread) {
		return nil
	}
	return e.byThread[t.id]
}

// Locate returns a function that notes the line where the thread waits, for Task.Close, which calls it on the stack of
// that thread. A nil Wait has none.
func (w *Wait) Locate() func() {
	if w == nil {
		return nil
	}
	return func() {
		var pcs [64]uintptr
		w.Where = lineIn(pcs[:runtime.Callers(1, pcs[:])])
	}
}

// A Located runner knows which line of its program it is at, such as "bank.py:31".
type Located interface{ Where() string }

// Locate is Wait.Locate for a wait of the task, or nil. What its runner, or the op that it is in the middle of, knows is noted at
// once.
func (k *Task) Locate(w *Wait) (last func()) {
	for _, body := range []any{k.runner, k.op} {
		if at, ok := body.(Located); ok && w != nil {
			w.Where = at.Where()
			return nil
		}
	}
	return w.Locate()
}

// Deadlock returns the report on a run in which nothing will happen any more: these threads wait, in order of their
// numbers, each for the object that on returns. Engines call it when all of them have come to rest.
func (r *Run) Deadlock(waiting []*Thread, on func(t *Thread) int32) *DeadlockError {
	all := r.Names.Threads()
	e := &DeadlockError{Total: len(waiting), byThread: make([]*Wait, all+1), onlyIO: r.onlyIO(waiting, on)}
	for _, t := range waiting[:min(len(waiting), most)] {
		e.Waits = append(e.Waits, e.add(t, on(t)))
	}
	for _, t := range circle(waiting, all) {
		e.Cycle = append(e.Cycle, e.add(t, on(t)))
	}
	return e
}

// onlyIO reports whether input or output is all that is waited for, but for threads that wait to join such ones.
func (r *Run) onlyIO(waiting []*Thread, on func(t *Thread) int32) bool {
	found := false
	for _, t := range waiting {
		info, _ := r.Names.Object(on(t))
		switch info.Class {
		case trace.ClassIO:
			found = true
		case trace.ClassThread:
		default:
			return false
		}
	}
	return found
}

// add describes what t waits for, and who holds that, once for each thread of the report.
func (e *DeadlockError) add(t *Thread, on int32) *Wait {
	if w := e.byThread[t.id]; w != nil {
		return w
	}
	w := t.run.Waiting(t, on)
	if on := t.waitsOn(); on != nil && on.Holder() != nil { // a hub waits for nobody in particular
		w.In = t.run.coroutine(t.actor)
		w.heldBy(on)
	}
	w.Parked = t.parked()
	e.byThread[t.id] = w
	return w
}

// parked describes what the coroutines wait for that the thread's hub has parked.
func (t *Thread) parked() (list []*Wait) {
	for n := t.begun.First(); n != nil && len(list) < most; n = n.Next() {
		c := n.Value
		if c.awaits == 0 {
			continue
		}
		w := t.run.Waiting(t, c.awaits)
		if name := t.run.coroutine(c.actor); name != "" {
			w.Thread = name
		}
		if c.on != nil {
			w.heldBy(c.on)
		}
		list = append(list, w)
	}
	return list
}

// coroutine returns what a coroutine is called, "" for none.
func (r *Run) coroutine(actor int32) string {
	info, ok := r.Names.Object(actor)
	if !ok {
		return ""
	}
	return fmt.Sprintf("%s %q", info.Class, info.Name)
}

// heldBy notes who holds what is waited for.
func (w *Wait) heldBy(on Waitable) {
	holder := on.Holder()
	if holder == nil { // nobody in particular
		return
	}
	w.Holder, w.Ended = holder.label(), !holder.Alive()
	if held, ok := on.(interface{ HeldIn() int32 }); ok {
		w.HeldIn = holder.run.coroutine(held.HeldIn())
	}
}

// Waiting describes that t waits for the object on, as far as other threads can know while all run: without the holder.
func (r *Run) Waiting(t *Thread, on int32) *Wait {
	w := &Wait{Thread: t.label(), Object: "a wake-up"}
	if info, ok := r.Names.Object(on); ok {
		w.Object = fmt.Sprintf("%s %q", info.Class, info.Name)
	}
	return w
}

// WaitsFor returns the thread that must act before the wait of t, which is parked, can end; nil for nobody in particular.
func (t *Thread) WaitsFor() *Thread {
	if on := t.waitsOn(); on != nil {
		return on.Holder()
	}
	return nil
}

// waitsOn returns what t, which is parked, waits for; nil in a wait for time alone.
func (t *Thread) waitsOn() Waitable {
	if t.block.on != nil {
		return t.block.on
	}
	on, _ := t.needs.(Waitable)
	return on
}

// circle returns the threads of the first circle of waits, from the one with the least number on. Each thread waits for
// one other at most, so that following them from every thread that no earlier walk has come by finds every circle.
func circle(waiting []*Thread, threads int) []*Thread {
	const unvisited = -1
	walk := make([]int, threads+1) // by thread: which walk has come by, from 1; 0: it does not wait
	for _, t := range waiting {
		walk[t.id] = unvisited
	}
	for i, start := range waiting {
		t := start
		for t != nil && walk[t.id] == unvisited {
			walk[t.id] = i + 1
			t = t.WaitsFor()
		}
		if t != nil && walk[t.id] == i+1 {
			return roundFrom(t)
		}
	}
	return nil
}

func roundFrom(t *Thread) (list []*Thread) {
	first := 0
	for other := t; len(list) == 0 || other != t; other = other.WaitsFor() {
		if len(list) > 0 && other.id < list[first].id {
			first = len(list)
		}
		list = append(list, other)
	}
	return append(list[first:], list[:first]...)
}

// lineIn returns the innermost line of the program among the callers: of code outside the packages that make up the
// machine, or of a test.
func lineIn(pcs []uintptr) string {
	frames := runtime.CallersFrames(pcs)
	for {
		f, more := frames.Next()
		if ofProgram(f) {
			return fmt.Sprintf("%s:%d", filepath.Base(f.File), f.Line)
		}
		if !more {
			return ""
		}
	}
}

// ofProgram reports whether a frame is the program's.
func ofProgram(f runtime.Frame) bool {
	return f.File != "" && (strings.HasSuffix(f.File, "_test.go") || !isMachine(f.Function))
}

// isMachine reports whether a function belongs to what carries a program, and not to the program.
func isMachine(function string) bool {
	const module = "github.com/gilsim/gilsim/"
	for _, prefix := range []string{"runtime.", "iter.", module + "sched.", module + "sched/", module + "gil.", module + "greenlet.", module + "greenlet/",
		module + "internal/"} {
		if strings.HasPrefix(function, prefix) {
			return true
		}
	}
	return false
}
