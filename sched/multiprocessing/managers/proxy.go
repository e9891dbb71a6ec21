// This file defines the proxy: what stands for an object of a server.

package managers

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing"
	"github.com/gilsim/gilsim/sched/multiprocessing/pickle"
)

// A BaseProxy is managers.BaseProxy: what is called on it is done by the server. Several threads may use it, and processes that
// were forked since it was made.
type BaseProxy struct {
	manager *BaseManager
	class   string // of proxies
	token   Token
	exposed []string
}

// newProxy returns a proxy for an object, and has the server count it.
func (m *BaseManager) newProxy(t *sched.Thread, class, typeid, id string, exposed []string) (*BaseProxy, error) {
	p := &BaseProxy{m, cmp.Or(class, autoProxy), Token{typeid, addressOf(m.config.Address), id}, exposed}
	return p, m.attach(t, p)
}

// rebuild makes a proxy of one that was received.
func (m *BaseManager) rebuild(t *sched.Thread, class string, token Token, kwds *pickle.Dict) (any, error) {
	if !sameServer(token.Address, m.config.Address) {
		return nil, fmt.Errorf("UnpicklingError: a proxy of another manager, at %s", Repr(token.Address))
	}
	exposed, ok := m.exposedOf(class)
	if !ok {
		listed, _, _ := kwds.Get("exposed") // it can be hashed
		exposed, ok = namesOf(listed)
	}
	if !ok {
		own := Token{token.Typeid, addressOf(m.config.Address), token.ID}
		value, err := m.dispatch(t, "get_methods", With(own))
		if err != nil {
			return nil, err
		}
		exposed, _ = namesOf(value)
	}
	return m.newProxy(t, class, token.Typeid, token.ID, exposed)
}

// exposedOf returns the methods of a class of proxies, which has its own unless it is AutoProxy.
func (m *BaseManager) exposedOf(class string) (names []string, ok bool) {
	for _, y := range m.types {
		if class != autoProxy && y.Proxytype == class {
			return y.Exposed, true
		}
	}
	return nil, false
}

// CallMethod has the server call a method of the object, and returns a copy of what it returns: _callmethod.
func (p *BaseProxy) CallMethod(t *sched.Thread, method string, args ...any) (any, error) {
	return p.CallMethodWith(t, method, With(args...))
}

// CallMethodWith is CallMethod with keywords. The error is an *Exception if the method has raised one, and a *RemoteError if the
// server could not call it.
func (p *BaseProxy) CallMethodWith(t *sched.Thread, method string, args Args) (any, error) {
	if err := p.manager.attach(t, p); err != nil {
		return nil, err
	}
	w, err := p.manager.wireOf(t)
	if err != nil {
		return nil, err
	}
	kind, value, err := w.ask(t, request{p.token.ID, method, args})
	switch {
	case err != nil:
		p.manager.keepOrHangUp(t, err)
		return nil, err
	case kind == kindProxy:
		return p.returned(t, value)
	}
	return value, nil
}

// keepOrHangUp closes the thread's connection after an error that leaves it of no use.
func (m *BaseManager) keepOrHangUp(t *sched.Thread, err error) {
	var raised *Exception
	var remote *RemoteError
	var unread *unreadable
	var unsent *unserializable
	if !errors.As(err, &raised) && !errors.As(err, &remote) && !errors.As(err, &unread) && !errors.As(err, &unsent) {
		m.hangUp(t)
	}
}

// returned makes a proxy for an object that a method has returned.
func (p *BaseProxy) returned(t *sched.Thread, value any) (any, error) {
	parts, ok := value.(Tuple)
	if !ok || len(parts) != 2 {
		return nil, errors.New("ValueError: a returned object is (exposed, token)")
	}
	exposed, ok1 := namesOf(parts[0])
	token, ok2 := parts[1].(Token)
	y := p.manager.types.find(token.Typeid)
	switch {
	case !ok1 || !ok2:
		return nil, errors.New("ValueError: a returned object is (exposed, token)")
	case y == nil:
		return nil, keyError(token.Typeid)
	}
	return p.manager.adopt(t, y, token.ID, exposed)
}

// GetValue returns a copy of the object: _getvalue.
func (p *BaseProxy) GetValue(t *sched.Thread) (any, error) { return p.CallMethod(t, "#GETVALUE") }

// Str returns str(proxy): the repr of the object, or, if the server does not answer, that of the proxy.
func (p *BaseProxy) Str(t *sched.Thread) string {
	value, err := p.CallMethod(t, "__repr__")
	if text, ok := value.(string); err == nil && ok {
		return text
	}
	return p.String()[:len(p.String())-1] + "; '__str__()' failed>"
}

// String is repr(proxy).
func (p *BaseProxy) String() string {
	class := p.class
	if class == autoProxy {
		class += "[" + p.token.Typeid + "]"
	}
	return fmt.Sprintf("<%s object, typeid %s at 0x%s>", class, Repr(p.token.Typeid), p.token.ID)
}

// Exposed returns the names of the methods that can be called.
func (p *BaseProxy) Exposed() []string { return slices.Clone(p.exposed) }

// Close counts the proxy out for the process of t. The server forgets the object with its last proxy.
func (p *BaseProxy) Close(t *sched.Thread) {
	was, last := p.manager.clientOf(t).forget(t, p)
	if !was {
		return
	}
	multiprocessing.CancelFinalize(t, proxyPriority, p)
	if p.manager.state == started {
		_, _ = p.manager.dispatch(t, "decref", With(p.token.ID)) // a server that is gone need not be told
	}
	if last {
		p.manager.hangUp(t)
	}
}

// Reduce says how a pickle makes the proxy: whoever reads it has a proxy for the same object.
func (p *BaseProxy) Reduce() (callable pickle.Global, args Tuple, state any) {
	kwds := new(pickle.Dict)
	if p.class == autoProxy {
		exposed := make(Tuple, len(p.exposed))
		for i, name := range p.exposed {
			exposed[i] = name
		}
		_ = kwds.Set("exposed", exposed) // it can be hashed
	}
	return pickledProxy(p.class, p.token, kwds)
}
