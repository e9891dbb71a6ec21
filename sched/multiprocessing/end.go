// This file defines what a process does at its end: multiprocessing.util._exit_function.

package multiprocessing

import (
	"cmp"
	"slices"

	"github.com/gilsim/gilsim/sched"
)

// A finalizer is something to be done at the end: the highest priority first, and of the same what came last. Those below 0
// come after the children have been joined.
type finalizer struct {
	priority int
	of       any // so that it can be cancelled
	f        func(t *sched.Thread)
}

// Finalize has the process of t do something at its end, before it waits for its children if the priority is 0 or more: the
// highest first, and of the same what came last. It is util.Finalize, of an object that is not collected before.
func Finalize(t *sched.Thread, priority int, of any, f func(t *sched.Thread)) {
	stateOf(t).finalize(t, priority, of, f)
}

// CancelFinalize forgets what is to be done for this at the end of the process of t, with this priority.
func CancelFinalize(t *sched.Thread, priority int, of any) { stateOf(t).cancel(t, priority, of) }

// finalize notes something to be done at the end.
func (s *state) finalize(t *sched.Thread, priority int, of any, f func(t *sched.Thread)) {
	s.mu.Lock(t)
	defer s.mu.Unlock(t)
	s.finalizers = append(s.finalizers, finalizer{priority, of, f})
}

// cancel forgets what is to be done for this at the end, with this priority.
func (s *state) cancel(t *sched.Thread, priority int, of any) {
	s.mu.Lock(t)
	defer s.mu.Unlock(t)
	s.finalizers = slices.DeleteFunc(s.finalizers, func(f finalizer) bool { return f.priority == priority && f.of == of })
}

// runFinalizers does what has this priority at least.
func (s *state) runFinalizers(t *sched.Thread, least int) {
	for f := s.nextFinalizer(t, least); f != nil; f = s.nextFinalizer(t, least) {
		t.Guard(f)
	}
}

// nextFinalizer takes out what is to be done next of what has this priority at least; nil: nothing more.
func (s *state) nextFinalizer(t *sched.Thread, least int) func(t *sched.Thread) {
	s.mu.Lock(t)
	defer s.mu.Unlock(t)
	best := -1
	for i, f := range s.finalizers {
		if f.priority >= least && (best < 0 || cmp.Compare(f.priority, s.finalizers[best].priority) >= 0) {
			best = i
		}
	}
	if best < 0 {
		return nil
	}
	f := s.finalizers[best].f
	s.finalizers = slices.Delete(s.finalizers, best, best+1)
	return f
}

// lowest is below every priority.
const lowest = -1 << 31

// atExit terminates the daemonic children, joins all, and does what else there is to do.
func (s *state) atExit(t *sched.Thread) {
	s.runFinalizers(t, 0)
	for _, p := range ActiveChildren(t) {
		if p.daemon {
			p.Terminate(t)
		}
	}
	for _, p := range ActiveChildren(t) {
		p.Join(t)
	}
	s.runFinalizers(t, lowest)
}
