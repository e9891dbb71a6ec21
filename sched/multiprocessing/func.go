// This file defines functions that are sent to other processes, by their name.

package multiprocessing

import "github.com/gilsim/gilsim/sched"

// A Func is a function that the main module defines, so that each process of the run knows it by its name. An error that it returns
// is an exception that it raises.
type Func struct {
	name string
	call func(t *sched.Thread, args ...any) (any, error)
}

type funcsKey struct{}

// NewFunc defines a function of this name in all processes of the run; the last one of a name counts.
func NewFunc(t *sched.Thread, name string, call func(t *sched.Thread, args ...any) (any, error)) *Func {
	f := &Func{name, call}
	funcsOf(t)[name] = f
	return f
}

func funcsOf(t *sched.Thread) map[string]*Func {
	return t.Process().Shared(funcsKey{}, func() any { return map[string]*Func{} }).(map[string]*Func)
}

// loads is Loads for a thread, whose run knows the functions.
func loads(t *sched.Thread, data []byte) (any, error) {
	funcs := funcsOf(t)
	return Loads(data, func(name string) *Func { return funcs[name] })
}
