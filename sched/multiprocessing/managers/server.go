// This file defines the server of a manager: it has the objects, and a thread for each connection.

package managers

import (
	"errors"
	"fmt"
	"time"

	"github.com/gilsim/gilsim/internal/container"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing/connection"
	"github.com/gilsim/gilsim/sched/multiprocessing/pickle"
	"github.com/gilsim/gilsim/sched/socket"
	"github.com/gilsim/gilsim/sched/threading"
)

// A Server is managers.Server.
type Server struct {
	types    types
	listener *connection.Listener
	objects  counts
	stop     *threading.Event

	mutex   sched.Mutex // guards what follows
	open    container.List[*connection.Connection]
	refused int
	over    bool
}

// newServer returns a server that listens.
func newServer(t *sched.Thread, c connection.Config, types types) (*Server, error) {
	l, err := connection.Listen(t, c)
	if err != nil {
		return nil, err
	}
	s := &Server{types: types, listener: l, stop: threading.NewEvent(t, "stop_event")}
	s.objects.init(t)
	return s, nil
}

// Addr returns where the server listens.
func (s *Server) Addr() socket.Addr { return s.listener.Addr() }

// Refused returns how many connections had another key, or were none of a manager's clients.
func (s *Server) Refused(t *sched.Thread) int {
	s.mutex.Lock(t)
	defer s.mutex.Unlock(t)
	return s.refused
}

// Clients returns how many connections there are.
func (s *Server) Clients(t *sched.Thread) int {
	s.mutex.Lock(t)
	defer s.mutex.Unlock(t)
	return s.open.Len()
}

// ServeForever serves until a client asks for a shutdown, or Stop is called.
func (s *Server) ServeForever(t *sched.Thread) {
	t.SpawnDaemon("accepter", s.accept)
	s.stop.Wait(t)
	s.close(t)
}

// Stop ends ServeForever.
func (s *Server) Stop(t *sched.Thread) { s.stop.Set(t) }

// pause is how long the server waits when the system has no room for a connection more.
const pause = 10 * time.Millisecond

// accept starts a thread for each connection: Server.accepter.
func (s *Server) accept(t *sched.Thread) {
	for !s.stop.IsSet(t) {
		c, err := s.listener.AcceptAny(t)
		switch {
		case err == nil:
			t.SpawnDaemon("", func(t *sched.Thread) { s.handle(t, c) })
		case errors.Is(err, socket.ErrClosed), errors.Is(err, socket.ErrInvalid):
			return // it no longer listens
		default:
			t.Sleep(pause)
		}
	}
}

// close ends the listening, and every connection.
func (s *Server) close(t *sched.Thread) {
	s.listener.Close(t)
	for c := s.nextOpen(t); c != nil; c = s.nextOpen(t) {
		c.Shutdown(t)
	}
}

// nextOpen takes a connection out of those that are open, nil if none is left: no more will be.
func (s *Server) nextOpen(t *sched.Thread) *connection.Connection {
	s.mutex.Lock(t)
	defer s.mutex.Unlock(t)
	s.over = true
	n := s.open.First()
	if n == nil {
		return nil
	}
	s.open.Remove(n)
	return n.Value
}

// enter notes an open connection, unless the server is over; leave forgets it.
func (s *Server) enter(t *sched.Thread, n *container.Node[*connection.Connection]) bool {
	s.mutex.Lock(t)
	defer s.mutex.Unlock(t)
	if !s.over {
		s.open.Push(n)
	}
	return !s.over
}

func (s *Server) leave(t *sched.Thread, n *container.Node[*connection.Connection]) {
	s.mutex.Lock(t)
	defer s.mutex.Unlock(t)
	s.open.Remove(n)
}

// handle serves a new connection: Server.handle_request.
func (s *Server) handle(t *sched.Thread, c *connection.Connection) {
	defer c.Close(t)
	n := &container.Node[*connection.Connection]{Value: c}
	if !s.enter(t, n) {
		return
	}
	defer s.leave(t, n)
	if s.listener.Authenticate(t, c) != nil {
		s.mutex.Lock(t)
		s.refused++
		s.mutex.Unlock(t)
		return
	}
	rebuild := func(class string, token Token, kwds *pickle.Dict) (any, error) {
		return s.rebuild(t, class, token, kwds)
	}
	s.answerFirst(t, wire{c, reader{rebuild}})
}

// answerFirst answers the first request, which is for the server itself.
func (s *Server) answerFirst(t *sched.Thread, w wire) {
	t.Run(requestCode)
	r, err := w.recvRequest(t)
	if err == nil && r.method == "accept_connection" {
		if w.send(t, Tuple{kindReturn, nil}) == nil {
			s.serve(t, w)
		}
		return
	}
	var unread *unreadable
	switch {
	case err == nil:
		s.answerOwn(t, w, r)
	case isPython2(err):
		_ = w.SendBytes(t, python2Answer()) // who is gone need not be told
	case errors.As(err, &unread):
		_ = w.send(t, Tuple{kindTraceback, traceback(err, "handle_request")})
	}
}

// requestCode is what the Python code around one request executes, in bytecodes.
const requestCode = 60

// answerOwn answers a request for the server itself.
func (s *Server) answerOwn(t *sched.Thread, w wire, r request) {
	var value any
	err := t.Catch(func() {
		var failed error
		if value, failed = s.own(t, r); failed != nil {
			sched.Raise(failed)
		}
	})
	answer := Tuple{kindReturn, value}
	if err != nil {
		answer = Tuple{kindTraceback, traceback(err, r.method)}
	}
	_ = w.send(t, answer) // who is gone need not be told
	if r.method == "shutdown" {
		s.stop.Set(t)
	}
}

// own does what a request asks the server itself to do: the methods that Server.public lists.
func (s *Server) own(t *sched.Thread, r request) (any, error) {
	args := r.args.Positional
	switch r.method {
	case "dummy", "shutdown":
		return nil, nil
	case "create":
		if len(args) == 0 {
			return nil, Raised("TypeError", "create() missing required argument: 'typeid'")
		}
		return s.create(t, args[0], Args{args[1:], r.args.Keywords})
	case "number_of_objects":
		return s.objects.number(t), nil
	case "debug_info":
		return s.objects.info(t), nil
	case "get_methods":
		if token, ok := first(args).(Token); ok {
			return s.objects.methods(t, token.ID)
		}
		return nil, Raised("TypeError", "get_methods() takes a token")
	case "incref", "decref":
		id, ok := first(args).(string)
		switch {
		case !ok:
			return nil, Raised("TypeError", r.method+"() takes an ident")
		case r.method == "incref":
			return nil, s.objects.incref(t, id)
		}
		return nil, s.objects.decref(t, id)
	}
	return nil, Raised("AssertionError", fmt.Sprintf("%s unrecognized", Repr(r.method)))
}

// first returns the only argument, nil if there are more or fewer.
func first(args Tuple) any {
	if len(args) != 1 {
		return nil
	}
	return args[0]
}

// create makes an object of a type, and returns its id and its methods: Server.create.
func (s *Server) create(t *sched.Thread, typeid any, args Args) (any, error) {
	name, _ := typeid.(string)
	made := s.types.find(name)
	if made == nil {
		return nil, keyError(typeid)
	}
	if made.New == nil {
		return nil, Raised("ValueError", "Without callable, must have one non-keyword argument")
	}
	id, exposed, err := s.objects.create(t, made, func() (*Object, error) { return made.New(t, args) })
	if err != nil {
		return nil, err
	}
	return Tuple{id, exposed}, nil
}

// rebuild keeps a proxy that a client has sent, and the object that it stands for.
func (s *Server) rebuild(t *sched.Thread, class string, token Token, kwds *pickle.Dict) (any, error) {
	if !sameServer(token.Address, s.Addr()) {
		return nil, fmt.Errorf("UnpicklingError: a proxy of another manager, at %s", Repr(token.Address))
	}
	if !s.objects.keep(t, token.ID) {
		return nil, keyError(token.ID)
	}
	return &keptProxy{class, token, kwds}, nil
}

// sameServer reports whether a token is of a server: its port says so, for the server may have several hosts.
func sameServer(address any, own socket.Addr) bool {
	parts, ok := address.(Tuple)
	return ok && len(parts) == 2 && parts[1] == own.Port()
}

// addressOf returns the address of a server as tokens have it.
func addressOf(a socket.Addr) Tuple { return Tuple{a.Host(), a.Port()} }

// A keptProxy is a proxy that a client has put into an object of its own manager.
type keptProxy struct {
	class string
	token Token
	kwds  *pickle.Dict
}

// Reduce says how a pickle makes it.
func (k *keptProxy) Reduce() (callable pickle.Global, args Tuple, state any) {
	return pickledProxy(k.class, k.token, k.kwds)
}

// String is repr(proxy).
func (k *keptProxy) String() string {
	return fmt.Sprintf("<%s object, typeid %s at 0x%s>", k.class, Repr(k.token.Typeid), k.token.ID)
}
