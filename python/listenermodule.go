// This file defines what module _posix has of sockets by name, on which the connections to managers stand.

package python

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
)

// A joiningSocket is connect or accept under way.
type joiningSocket struct{ sched.Call[ipc.Socket] }

func (j *joiningSocket) value(t *Thread) (Value, *Exception) {
	s, err := j.Result()
	if err != nil {
		return Value{}, t.osFailure(111, "Connection refused")
	}
	return t.opens(descriptor{in: s.In, out: s.Out}), nil
}

// listenFunction is listen(address), in which each address is listened at by one process.
func listenFunction(t *Thread, a []Value) (Value, *Exception) {
	t.mustHaveProcesses()
	m := t.interp.machine
	if m.listeners == nil {
		m.listeners = map[string]*ipc.Listener{}
	}
	name := a[0].text()
	if _, taken := m.listeners[name]; taken {
		return Value{}, t.osFailure(98, "Address already in use")
	}
	m.listeners[name] = ipc.NewListener(t.sched, name)
	return t.calledFor(none)
}

func connectFunction(t *Thread, a []Value) (Value, *Exception) {
	l := t.interp.machine.listeners[a[0].text()]
	if l == nil {
		return Value{}, t.osFailure(111, "Connection refused")
	}
	return t.perform(&joiningSocket{l.ConnectOp()})
}

func acceptFunction(t *Thread, a []Value) (Value, *Exception) {
	l := t.interp.machine.listeners[a[0].text()]
	if l == nil {
		return Value{}, t.badDescriptor()
	}
	return t.perform(&joiningSocket{l.AcceptOp()})
}

func unlistenFunction(t *Thread, a []Value) (Value, *Exception) {
	if l := t.interp.machine.listeners[a[0].text()]; l != nil {
		l.Close()
		delete(t.interp.machine.listeners, a[0].text())
	}
	return t.calledFor(none)
}
