// This file carries out what the programs of both oracles have in common: bodies, exceptions and values.

package greenlet_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/greenlet/gevent"
)

// A program is a case's program, of either format.
type program struct {
	Format    string
	Main      []instruction
	Greenlets map[int]struct {
		Parent *int
		Body   []instruction
		Run    *bool
		Create *bool
	}
	Timed           bool
	Events, Results int
	Sems            []int
	Queues          []*int
}

// An instruction is one op of a body.
type instruction struct {
	Op                 string
	V                  any
	Exc                *exception
	N                  int
	Body, Handler, Fin []instruction
	Catch              []string
	To, G, P           int
	Args               []any
	Kw                 map[string]any
	Form, Mode         string
	Parent             *int

	E, R, S, Q     int
	Ms             int
	Count          *int
	Timeout, Later *int
	Nb, Block      bool
	Raw, Silent    bool
	Gs             []int
}

// An event is one line of a trace.
type event map[string]any

// An exception is an instance of one of the oracle's classes.
type exception struct {
	T string
	A []any
}

// Error is not looked at.
func (e *exception) Error() string { return fmt.Sprint(e.T, e.A) }

// Unwrap makes the exception a GreenletExit if it is of a subclass of that.
func (e *exception) Unwrap() error {
	if isInstance(e.T, "GreenletExit") {
		return &greenlet.GreenletExit{Args: e.A}
	}
	return nil
}

// bases are the classes of exceptions, each with its base class.
var bases = map[string]string{
	"ErrA": "Exception", "ErrB": "ErrA", "ErrC": "Exception", "BaseErr": "BaseException",
	"GreenletExit": "BaseException", "ExitSub": "GreenletExit", "Exception": "BaseException",
	"AttributeError": "Exception", "TypeError": "Exception", "ValueError": "Exception", "RuntimeError": "Exception",
	"error": "Exception", "Timeout": "BaseException", "Empty": "Exception", "Full": "Exception", "LoopExit": "Exception",
}

// isInstance reports whether a class is another one or derived from it.
func isInstance(class, of string) bool {
	for ; class != ""; class = bases[class] {
		if class == of {
			return true
		}
	}
	return false
}

// described returns an exception as the oracle's classes have it.
func described(err error) *exception {
	var mine *exception
	var library *greenlet.Error
	var exit *greenlet.GreenletExit
	var timeout *gevent.Timeout
	switch {
	case errors.As(err, &mine):
		return mine
	case errors.As(err, &timeout):
		return &exception{"Timeout", []any{timeout.Duration().Milliseconds()}}
	case errors.As(err, &library) && library.Text == "":
		return &exception{library.Class, nil}
	case errors.As(err, &library):
		return &exception{library.Class, []any{library.Text}}
	case errors.As(err, &exit):
		return &exception{"GreenletExit", exit.Args}
	}
	return &exception{"a Go error", []any{err.Error()}}
}

// MarshalJSON returns the exception as events have it.
func (e *exception) MarshalJSON() ([]byte, error) {
	if e.T == "Timeout" {
		return json.Marshal(map[string]any{"t": e.T, "ms": e.A[0]})
	}
	return json.Marshal(map[string]any{"t": e.T, "a": append([]any{}, e.A...)})
}

// returning is how a return leaves a body.
type returning struct{ value any }

func (*returning) Error() string { return "return" }

// A frame is one body that is carried out: main, or a greenlet's.
type frame struct {
	g    int
	last any
	emit func(e event)
	do   func(f *frame, in *instruction, pc string) error // carries out what is not common
}

// log emits an event of this body.
func (f *frame) log(ev, pc string, more event) {
	e := event{"ev": ev, "g": f.g, "pc": pc}
	for k, v := range more {
		e[k] = v
	}
	f.emit(e)
}

// main carries out main: what leaves one of its ops is caught.
func (f *frame) main(list []instruction) {
	for i := range list {
		pc := fmt.Sprint(i)
		if err := f.step(&list[i], pc); err != nil {
			f.log("main_exc", pc, event{"exc": described(err)})
		}
	}
}

// list carries out ops in order; each one's pc is the prefix and its index.
func (f *frame) list(list []instruction, prefix string) error {
	for i := range list {
		if err := f.step(&list[i], fmt.Sprint(prefix, i)); err != nil {
			return err
		}
	}
	return nil
}

// step carries out one op.
func (f *frame) step(in *instruction, pc string) error {
	switch in.Op {
	case "log":
		f.log("log", pc, event{"v": shown(f.literal(in.V))})
	case "return":
		return &returning{f.literal(in.V)}
	case "raise":
		f.log("raise", pc, event{"exc": in.Exc})
		return in.Exc
	case "loop":
		for round := range in.N {
			if err := f.list(in.Body, fmt.Sprint(pc, ".l", round, ".")); err != nil {
				return err
			}
		}
	case "try":
		return f.try(in, pc)
	default:
		return f.do(f, in, pc)
	}
	return nil
}

// try carries out try, except and finally.
func (f *frame) try(in *instruction, pc string) error {
	err := f.list(in.Body, pc+".b")
	if err != nil && f.catches(in, err) {
		f.log("caught", pc, event{"exc": described(err)})
		err = f.list(in.Handler, pc+".h")
	}
	if len(in.Fin) > 0 {
		f.log("fin", pc, nil)
		if err := f.list(in.Fin, pc+".f"); err != nil {
			return err
		}
	}
	return err
}

// catches reports whether an exception matches.
func (f *frame) catches(in *instruction, err error) bool {
	if _, ok := err.(*returning); ok {
		return false
	}
	return slices.ContainsFunc(in.Catch, func(class string) bool { return isInstance(described(err).T, class) })
}

// result runs a body and returns its value, or the exception that has left it.
func (f *frame) result(body []instruction) (any, error) {
	err := f.list(body, "")
	if r, ok := err.(*returning); ok {
		return r.value, nil
	}
	return nil, err
}

// literal returns the value of a literal.
func (f *frame) literal(v any) any {
	m, ok := v.(map[string]any)
	switch {
	case !ok:
		return v
	case m["$"] == "last":
		return f.last
	}
	return greenlet.Tuple(f.literals(m["v"].([]any)))
}

// literals returns the values of literals.
func (f *frame) literals(list []any) []any {
	values := make([]any, len(list))
	for i, v := range list {
		values[i] = f.literal(v)
	}
	return values
}

// shown returns a value as events have it.
func shown(v any) any {
	switch v := v.(type) {
	case greenlet.Tuple:
		return event{"$": "tuple", "v": shownAll(v)}
	case greenlet.Kwargs:
		return event{"$": "dict", "v": shownNamed(v)}
	case error:
		e := described(v)
		return event{"$": "exc", "t": e.T, "a": append([]any{}, e.A...)}
	}
	return v
}

// shownAll returns values as events have them.
func shownAll(list []any) []any {
	values := make([]any, len(list))
	for i, v := range list {
		values[i] = shown(v)
	}
	return values
}

// shownNamed returns named values as events have them.
func shownNamed(named map[string]any) event {
	values := event{}
	for k, v := range named {
		values[k] = shown(v)
	}
	return values
}
