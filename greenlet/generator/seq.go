// This file defines how generators and Go's iterators become each other.

package generator

import (
	"iter"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/sched"
)

// All returns what the generator has yet to yield, for a range loop: for v in g. The result of the body is dropped; an
// exception is raised in the loop (greenlet.Raise). When the loop is left early the generator is closed, as in Python
// when the loop had the only reference to it; what comes of closing is raised, too, unless a panic leaves the loop.
func (g *Generator[T]) All(t *sched.Thread) iter.Seq[T] {
	return func(yield func(T) bool) {
		panics := true
		defer func() {
			if panics {
				_, _ = g.Close(t)
			}
		}()
		err := g.each(t, yield)
		panics = false
		if err != nil {
			greenlet.Raise(err)
		}
	}
}

// each calls f with all that the generator yields, and closes the generator if f reports false.
func (g *Generator[T]) each(t *sched.Thread, f func(T) bool) error {
	for {
		v, err := g.Next(t)
		if _, ok := stopped(err); ok {
			return nil
		}
		if err != nil {
			return err
		}
		if !f(v) {
			_, err := g.Close(t)
			return err
		}
	}
}

// FromSeq returns a generator of this name that yields what a Go iterator does. What is sent is dropped; what is thrown
// ends the iteration, and comes out again.
func FromSeq[T any](name string, seq iter.Seq[T]) *Generator[T] {
	return New(name, func(_ *sched.Thread, y *Yielder[T]) (any, error) {
		for v := range seq {
			if _, err := y.Yield(v); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
}
