// This file defines how a thread of the server answers the calls of one client thread: Server.serve_client.

package managers

import (
	"errors"
	"fmt"
	"slices"

	"github.com/gilsim/gilsim/sched"
)

// serve answers requests until the client is gone.
func (s *Server) serve(t *sched.Thread, w wire) {
	for !s.stop.IsSet(t) {
		r, err := w.recvRequest(t)
		var unread *unreadable
		switch {
		case err == nil:
			err = s.reply(t, w, s.call(t, r))
		case isPython2(err):
			_ = w.SendBytes(t, python2Answer()) // who is gone need not be told
			return
		case errors.As(err, &unread):
			err = w.send(t, Tuple{kindTraceback, traceback(err, "serve_client")})
		}
		if err != nil {
			return
		}
	}
}

// reply sends an answer, or says that it cannot be sent.
func (s *Server) reply(t *sched.Thread, w wire, answer Tuple) error {
	err := w.send(t, answer)
	var cannot *unserializable
	if errors.As(err, &cannot) {
		err = w.send(t, Tuple{kindUnserializable, traceback(err, "serve_client")})
	}
	return err
}

// call carries a request out, and returns the answer.
func (s *Server) call(t *sched.Thread, r request) Tuple { return s.callWith(t, r, addressOf(s.Addr())) }

// callWith is call of a server at this address.
func (s *Server) callWith(t *sched.Thread, r request, address Tuple) Tuple {
	t.Run(requestCode)
	e, ok := s.objects.find(t, r.id)
	if !ok {
		return Tuple{kindTraceback, traceback(keyError(r.id), "serve_client")}
	}
	if method := e.object.method(r.method); method != nil && slices.Contains(e.exposed, r.method) {
		return s.callMethod(t, e, r, method, address)
	}
	return e.fallback(t, r)
}

func (s *Server) callMethod(t *sched.Thread, e served, r request, method func(t *sched.Thread, args Args) (any, error), address Tuple) Tuple {
	var value any
	err := t.Catch(func() {
		var failed error
		if value, failed = method(t, r.args); failed != nil {
			sched.Raise(failed)
		}
	})
	if err != nil {
		return Tuple{kindError, exceptionOf(err)}
	}
	object, isObject := value.(*Object)
	if !isObject {
		return Tuple{kindReturn, value}
	}
	made := s.types.find(e.made.typeidOf(r.method))
	if made == nil {
		return Tuple{kindTraceback, traceback(Raised("KeyError", e.made.typeidOf(r.method)), "serve_client")}
	}
	id, exposed, _ := s.objects.create(t, made, func() (*Object, error) { return object, nil })
	return Tuple{kindProxy, Tuple{exposed, Token{made.Typeid, address, id}}}
}

// during stands between the tracebacks of an exception and of another one that was raised while it was handled: that Python's
// server has no fallback for the method.
const during = "\nDuring handling of the above exception, another exception occurred:\n\n"

// fallback answers the requests that every object understands.
func (e served) fallback(t *sched.Thread, r request) Tuple {
	switch {
	case r.method == "__str__" || r.method == "__repr__":
		return Tuple{kindReturn, e.object.repr(t)}
	case r.method == "#GETVALUE" && e.object.Value != nil:
		return Tuple{kindReturn, e.object.Value(t)}
	case r.method == "#GETVALUE":
		return Tuple{kindUnserializable, traceback(Raised("TypeError", "cannot pickle '"+e.object.Class+"' object"), "serve_client")}
	}
	names := make([]any, len(e.exposed))
	for i, name := range e.exposed {
		names[i] = name
	}
	err := Raised("AttributeError", fmt.Sprintf("method %s of <class '%s'> object is not in exposed=%s", Repr(r.method), e.object.Class, Repr(Tuple(names))))
	return Tuple{kindTraceback, traceback(err, "serve_client") + during + traceback(keyError(r.method), "serve_client")}
}
