// This file defines requests and answers on a connection.

package managers

import (
	"errors"
	"fmt"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing/connection"
	"github.com/gilsim/gilsim/sched/multiprocessing/pickle"
)

// The kinds of answers.
const (
	kindReturn         = "#RETURN"
	kindError          = "#ERROR"
	kindTraceback      = "#TRACEBACK"
	kindProxy          = "#PROXY"
	kindUnserializable = "#UNSERIALIZABLE"
)

// pickleCode is what the Python code around a pickle executes, in bytecodes.
const pickleCode = 40

// A wire is a connection on which values are sent.
type wire struct {
	*connection.Connection
	reader reader
}

// send sends a value.
func (w wire) send(t *sched.Thread, value any) error {
	t.Run(pickleCode)
	data, err := pickle.Dumps(value)
	if err != nil {
		return &unserializable{err}
	}
	return w.SendBytes(t, data)
}

// An unserializable is the error of a value that cannot be pickled: nothing has been sent.
type unserializable struct{ error }

// recv receives a value. An *unreadable says that a message came which is none.
func (w wire) recv(t *sched.Thread) (any, error) {
	data, err := w.RecvBytes(t)
	if err != nil {
		return nil, err
	}
	t.Run(pickleCode)
	value, err := w.reader.loads(data)
	if err != nil {
		return nil, &unreadable{err}
	}
	return value, nil
}

// An unreadable is the error of a message that is no value: the next one may be.
type unreadable struct{ error }

// Unwrap returns why.
func (u *unreadable) Unwrap() error { return u.error }

// A request asks for a call of a method of an object, or, without an id, of the server.
type request struct {
	id     string
	method string
	args   Args
}

func (r request) value() Tuple {
	var id any
	if r.id != "" {
		id = r.id
	}
	args := r.args.Positional
	if args == nil {
		args = Tuple{}
	}
	return Tuple{id, r.method, args, r.args.keywords()}
}

// recvRequest receives a request.
func (w wire) recvRequest(t *sched.Thread) (r request, err error) {
	value, err := w.recv(t)
	if err != nil {
		return request{}, err
	}
	parts, ok := value.(Tuple)
	if !ok || len(parts) != 4 {
		return request{}, &unreadable{errors.New("ValueError: not enough values to unpack (expected 4)")}
	}
	id, isText := parts[0].(string)
	method, ok1 := parts[1].(string)
	positional, ok2 := parts[2].(Tuple)
	keywords, ok3 := parts[3].(*pickle.Dict)
	if parts[0] != nil && !isText || !ok1 || !ok2 || !ok3 {
		return request{}, &unreadable{errors.New("TypeError: a request is (id, method, args, kwds)")}
	}
	return request{id, method, Args{positional, keywords}}, nil
}

// ask sends a request, and returns kind and value of the answer, which is no error.
func (w wire) ask(t *sched.Thread, r request) (kind string, value any, err error) {
	if err := w.send(t, r.value()); err != nil {
		return "", nil, err
	}
	answer, err := w.recv(t)
	if err != nil {
		return "", nil, err
	}
	parts, ok := answer.(Tuple)
	if !ok || len(parts) != 2 {
		return "", nil, errors.New("ValueError: an answer is (kind, result)")
	}
	kind, _ = parts[0].(string)
	return kind, parts[1], answered(kind, parts[1])
}

// answered returns the error that an answer is, if it is one: convert_to_error.
func answered(kind string, value any) error {
	switch kind {
	case kindReturn, kindProxy:
		return nil
	case kindError:
		if e, ok := value.(*Exception); ok {
			return e
		}
		return errors.New("TypeError: exceptions must derive from BaseException")
	case kindTraceback, kindUnserializable:
		text, ok := value.(string)
		switch {
		case !ok:
			return fmt.Errorf("TypeError: Result %s (kind '%s') type is %s, not str", Repr(value), kind, pickle.TypeName(value))
		case kind == kindUnserializable:
			text = "Unserializable message: " + text + "\n"
		}
		return &RemoteError{text}
	}
	return fmt.Errorf("ValueError: Unrecognized message type %s", Repr(kind))
}

// dispatch has the server itself do something: dispatch(c, None, method, args, kwds).
func (w wire) dispatch(t *sched.Thread, method string, args Args) (any, error) {
	_, value, err := w.ask(t, request{method: method, args: args})
	return value, err
}
