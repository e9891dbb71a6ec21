// This file defines what a process has as a client: its connections to a server, one for each thread, and its proxies.

package managers

import (
	"github.com/gilsim/gilsim/internal/container"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing"
	"github.com/gilsim/gilsim/sched/socket"
)

// A client is what one process has of one server: a module of it.
type client struct {
	mutex   sched.Mutex // guards what follows
	wires   map[*sched.Thread]wire
	proxies map[*BaseProxy]*container.Node[*BaseProxy]
	order   container.List[*BaseProxy]
}

type clientKey struct{ address socket.Addr }

// clientOf returns what the process of t has of the manager's server.
func (m *BaseManager) clientOf(t *sched.Thread) *client {
	return t.Process().Module(clientKey{m.config.Address}, func() any {
		return &client{wires: map[*sched.Thread]wire{}, proxies: map[*BaseProxy]*container.Node[*BaseProxy]{}}
	}).(*client)
}

// wireOf returns the thread's connection, which is made for its first call.
func (m *BaseManager) wireOf(t *sched.Thread) (wire, error) {
	c := m.clientOf(t)
	c.mutex.Lock(t)
	w, ok := c.wires[t]
	c.mutex.Unlock(t)
	if ok {
		return w, nil
	}
	w, err := m.connect(t)
	if err != nil {
		return wire{}, err
	}
	name := multiprocessing.CurrentName(t)
	if t.Name() != "MainThread" {
		name += "|" + t.Name()
	}
	if _, err := w.dispatch(t, "accept_connection", With(name)); err != nil {
		w.Close(t)
		return wire{}, err
	}
	c.mutex.Lock(t)
	c.wires[t] = w
	c.mutex.Unlock(t)
	return w, nil
}

// hangUp closes the thread's connection, if it has one.
func (m *BaseManager) hangUp(t *sched.Thread) {
	c := m.clientOf(t)
	c.mutex.Lock(t)
	w, ok := c.wires[t]
	delete(c.wires, t)
	c.mutex.Unlock(t)
	if ok {
		w.Close(t)
	}
}

// attach counts a proxy that the process has not used before: the first one to use it is who has made it, and a forked
// child counts it, too.
func (m *BaseManager) attach(t *sched.Thread, p *BaseProxy) error {
	c := m.clientOf(t)
	c.mutex.Lock(t)
	known := c.proxies[p] != nil
	if !known {
		n := &container.Node[*BaseProxy]{Value: p}
		c.proxies[p] = n
		c.order.Push(n)
	}
	c.mutex.Unlock(t)
	if known {
		return nil
	}
	if _, err := m.dispatch(t, "incref", With(p.token.ID)); err != nil {
		c.forget(t, p)
		return err
	}
	multiprocessing.Finalize(t, proxyPriority, p, func(t *sched.Thread) { p.Close(t) })
	return nil
}

// forget takes a proxy out, and reports whether it was there, and was the last one.
func (c *client) forget(t *sched.Thread, p *BaseProxy) (was, last bool) {
	c.mutex.Lock(t)
	defer c.mutex.Unlock(t)
	n := c.proxies[p]
	if n == nil {
		return false, false
	}
	delete(c.proxies, p)
	c.order.Remove(n)
	return true, c.order.Len() == 0
}
