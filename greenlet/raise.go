// This file defines how an exception passes through code that cannot return it.

package greenlet

import (
	"errors"
	"fmt"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
)

// raised is the value of the panic that carries an exception.
type raised struct{ error }

// Unwrap returns the exception.
func (r raised) Unwrap() error { return r.error }

// Raise raises an exception, as Python's raise does: deferred calls run, up to the Catch that is around it, or to the end of
// the greenlet, whose parent gets the exception. In a main greenlet it ends the run. It is for functions that cannot return an
// error, such as those of a hub that has parked a greenlet.
func Raise(err error) { panic(raised{err}) }

// Catch calls f, and returns the exception that was raised in it, or nil: Python's try and except. A panic is caught, too, as a
// *PanicError. What ends the run, or an abandoned greenlet, is not.
func Catch(t *sched.Thread, f func()) (err error) {
	defer func() {
		if !t.Current().Closing() {
			caught(Current(t), recover(), &err)
		}
	}()
	f()
	return nil
}

// caught makes an exception of what was recovered in g by the deferred function that calls it, if that is not nil.
func caught(g *Greenlet, p any, err *error) {
	switch p := p.(type) {
	case nil:
	case raised:
		*err = p.error
	default:
		if e, ok := p.(error); ok && endsRun(e) {
			panic(p)
		}
		*err = sched.Panicked(p, g.blamed())
	}
}

// endsRun reports whether a panic is no exception of the program, but of the replay that it does not follow.
func endsRun(err error) bool {
	var diverged *choice.DivergenceError
	return errors.As(err, &diverged)
}

// blamed returns the greenlet as the report on a failure names it; "" for a main greenlet, whose code is the thread's own.
func (g *Greenlet) blamed() string {
	if g.isMain() {
		return ""
	}
	return fmt.Sprintf("%s %q", g.class, g.name)
}
