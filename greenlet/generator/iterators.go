// This file defines how a generator delegates to another iterator, and how generators and Go's iterators become each other.

package generator

import (
	"fmt"
	"iter"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/sched"
)

// An Iterator is what a generator can delegate to: another generator, or whatever else has a Next that returns a
// *StopIteration at the end. If it has the methods Send, Throw and Close of a Generator they are used, too.
type Iterator[T any] interface {
	Next(t *sched.Thread) (T, error)
}

// From yields all that another iterator does, and returns the value of its StopIteration: yield from. Meanwhile what is
// sent to or thrown into the generator goes to that iterator. An exception that comes out of it, and a *GeneratorExit
// after it has been closed, is returned as Yield would return it. The rules are those of PEP 380, whose expansion in
// Python this is.
func (y *Yielder[T]) From(inner Iterator[T]) (value any, err error) {
	t := y.co.Thread()
	y.from = inner
	defer func() { y.from = nil }()
	v, err := inner.Next(t)
	for err == nil {
		sent, thrown := y.Yield(v)
		into, throws := inner.(thrower[T])
		switch {
		case thrown == nil:
			v, err = send(t, inner, sent)
		case isExit(thrown):
			return nil, closed(t, inner, thrown)
		case !throws:
			return nil, thrown
		default:
			v, err = into.Throw(t, thrown)
		}
	}
	if value, ok := stopped(err); ok {
		return value, nil
	}
	return nil, err
}

type thrower[T any] interface {
	Throw(t *sched.Thread, err error) (T, error)
}

// send resumes an iterator with a value; nil can be sent to any.
func send[T any](t *sched.Thread, inner Iterator[T], sent any) (v T, err error) {
	if sent == nil {
		return inner.Next(t)
	}
	if into, ok := inner.(interface {
		Send(t *sched.Thread, v any) (T, error)
	}); ok {
		return into.Send(t, sent)
	}
	return v, &greenlet.Error{Class: "AttributeError", Text: fmt.Sprintf("'%T' object has no attribute 'send'", inner)}
}

// closed closes an iterator, if that can be done, because of an exception, and returns which one goes on: that, or the
// one that comes of closing.
func closed[T any](t *sched.Thread, inner Iterator[T], exit error) error {
	if into, ok := inner.(interface {
		Close(t *sched.Thread) (any, error)
	}); ok {
		if _, err := into.Close(t); err != nil {
			return err
		}
	}
	return exit
}

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
