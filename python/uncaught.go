// This file tells the trace of exceptions that nobody catches, which end a thread or a process.

package python

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// crashed is _crashed(): the exception that is being handled ends a thread.
func crashed(t *Thread, a []Value) (Value, *Exception) {
	t.interp.crashed = true
	return uncaught(t, a)
}

// uncaught is _uncaught(): nobody has caught the exception that is being handled.
func uncaught(t *Thread, _ []Value) (Value, *Exception) {
	if e := t.handled(); e != nil {
		return t.perform(&telltale{e})
	}
	return none, nil
}

// A telltale records an exception. It stands for C code, and takes no time of its own.
type telltale struct{ raised *Exception }

func (s *telltale) appendHeld(list []Value) []Value { return append(list, s.raised.ref()) }

// Step is one step of it.
func (*telltale) Step(*sched.Thread, sched.Wake) (sched.Request, bool) { return sched.Request{}, true }

func (s *telltale) value(t *Thread) (Value, *Exception) {
	t.recordUncaught(s.raised)
	return none, nil
}

// recordUncaught records that an exception ends what the thread was to do.
func (t *Thread) recordUncaught(e *Exception) {
	if !t.interp.recording {
		return
	}
	text := e.class.name
	if message := e.plainText(); message != "" {
		text += ": " + message
	}
	t.sched.Engine().Record(t.sched, trace.Uncaught, 0, int64(t.interp.run.Names.AddText(text)))
}
