// This file defines the deadlock report: who waits for what, who holds it, and the cycle.

package sched

import (
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
	Where  string // the line of the program where it waits, such as "dinner.go:31"; empty if it is not known
	thread *Thread
}

// String is the wait as a sentence.
func (w *Wait) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s waits for %s", w.Thread, w.Object)
	switch {
	case w.Holder == w.Thread:
		b.WriteString(", which it holds itself")
	case w.Holder != "":
		fmt.Fprintf(&b, ", held by %s", w.Holder)
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
	Cycle []*Wait // those of them that wait for each other in a circle; empty if there is no circle
}

// most is how many waits a report lists.
const most = 100

// Error is the report: a sentence, and then a line for each thread of the cycle, or, without one, for each that waits.
func (e *DeadlockError) Error() string {
	var b strings.Builder
	list := e.Cycle
	switch {
	case len(e.Cycle) > 0:
		fmt.Fprintf(&b, "deadlock: %s", plural(len(e.Cycle), "thread waits for itself", "threads wait for each other in a circle"))
	case e.onlyIO():
		fmt.Fprintf(&b, "deadlock: %s", plural(e.Total, "thread waits for input that never comes", "threads wait for input that never comes"))
		list = e.Waits
	default:
		fmt.Fprintf(&b, "deadlock: %s", plural(e.Total, "thread waits, and nobody can wake it", "threads wait, and nobody can wake them"))
		list = e.Waits
	}
	for _, w := range list {
		fmt.Fprintf(&b, "\n  %s", w)
	}
	if n := e.Total - len(list); n > 0 {
		fmt.Fprintf(&b, "\n  %s", plural(n, "other thread waits too", "other threads wait too"))
	}
	return b.String()
}

// plural puts a number before the phrase for one or for many.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// onlyIO reports whether input or output is all that is waited for, but for threads that wait to join such ones.
func (e *DeadlockError) onlyIO() bool {
	found := false
	for _, w := range e.Waits {
		switch {
		case strings.HasPrefix(w.Object, trace.ClassIO+" "):
			found = true
		case !strings.HasPrefix(w.Object, trace.ClassThread+" "):
			return false
		}
	}
	return found
}

// Locate returns a function that notes the line where t waits, nil if the report does not list it. It is for Thread.Close,
// which calls it on the stack of t.
func (e *DeadlockError) Locate(t *Thread) func() {
	for _, w := range e.Waits {
		if w.thread == t {
			return func() {
				var pcs [64]uintptr
				w.Where = lineIn(pcs[:runtime.Callers(1, pcs[:])])
			}
		}
	}
	return nil
}

// idle ends a run in which nothing will happen any more: all threads have ended, or those that have not are deadlocked.
func (k *kernel) idle() {
	if k.alive == 0 {
		return
	}
	var waiting []*Thread
	for _, t := range k.process.threads {
		if t.sim.condition == parked {
			waiting = append(waiting, t)
		}
	}
	k.halt(k.process.Deadlock(waiting, func(t *Thread) int32 { return t.request.On }))
}

// Deadlock returns the report on a run in which nothing will happen any more: these threads wait, in order of their
// numbers, each for the object that on returns. Engines call it when all of them have come to rest.
func (p *Process) Deadlock(waiting []*Thread, on func(t *Thread) int32) *DeadlockError {
	e := &DeadlockError{Total: len(waiting)}
	byThread := make([]*Wait, p.Names.Threads()+1)
	for _, t := range waiting {
		if len(e.Waits) == most {
			break
		}
		w := p.Waiting(t, on(t))
		if holder := t.waitsFor(); holder != nil {
			w.Holder = holder.name
		}
		e.Waits = append(e.Waits, w)
		byThread[t.id] = w
	}
	e.Cycle = circle(e.Waits, byThread)
	return e
}

// Waiting describes that t waits for the object on, as far as other threads can know while they all run: without the holder.
func (p *Process) Waiting(t *Thread, on int32) *Wait {
	w := &Wait{Thread: t.name, Object: "a wake-up", thread: t}
	if info, ok := p.Names.Object(on); ok {
		w.Object = fmt.Sprintf("%s %q", info.Class, info.Name)
	}
	return w
}

// waitsFor returns the thread that must act before the wait of t, which is parked, can end; nil for nobody in particular.
func (t *Thread) waitsFor() *Thread {
	if t.block.on == nil {
		return nil
	}
	return t.block.on.Holder()
}

// circle returns the first cycle among the waits.
func circle(waits []*Wait, byThread []*Wait) []*Wait {
	for _, start := range waits {
		var path []*Wait
		for w := start; w != nil && len(path) <= len(waits); {
			path = append(path, w)
			holder := w.thread.waitsFor()
			if holder == nil {
				break
			}
			if w = byThread[holder.id]; w == start {
				return path
			}
		}
	}
	return nil
}

// lineIn returns the innermost line of the program among the callers: of code outside the packages that make up the
// machine, or of a test.
func lineIn(pcs []uintptr) string {
	frames := runtime.CallersFrames(pcs)
	for {
		f, more := frames.Next()
		if f.File != "" && (strings.HasSuffix(f.File, "_test.go") || !isMachine(f.Function)) {
			return fmt.Sprintf("%s:%d", filepath.Base(f.File), f.Line)
		}
		if !more {
			return ""
		}
	}
}

// isMachine reports whether a function belongs to what carries a program, and not to the program.
func isMachine(function string) bool {
	const module = "github.com/gilsim/gilsim/"
	for _, prefix := range []string{"runtime.", "iter.", module + "sched.", module + "sched/", module + "gil.", module + "internal/"} {
		if strings.HasPrefix(function, prefix) {
			return true
		}
	}
	return false
}
