// This file defines delegation to another iterator: yield from.

package generator

import (
	"fmt"

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
// after it has been closed, is returned as Yield would return it. The rules are those of PEP 380.
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

// A thrower is an iterator into which exceptions can be thrown.
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
