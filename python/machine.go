// This file defines what the processes of a run have in common: what is the machine's.

package python

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
)

// A machine is what belongs to the machine, and to none of the processes on it. A fork does not copy it.
type machine struct {
	stdout, stderr []byte // what has been written there
	input          []byte // what is left of standard input
	processes      map[int64]*sched.Process
	semaphores     []*ipc.Semaphore // by handle
	blocks         []*block
	listeners      map[string]*ipc.Listener // by address
	datagrams      datagramPorts
}

// started notes a process under its number.
func (m *machine) started(p *sched.Process) {
	if m.processes == nil {
		m.processes = map[int64]*sched.Process{}
	}
	m.processes[int64(p.Pid())] = p
}

// A descriptor is what a process has open under a number: one end of a pipe, or, of a socket of a pair, a way in and a way out; a socket of
// the network; or an epoll.
type descriptor struct {
	in, out *ipc.End
	socket  *openSocket
	poller  *openPoller
}

// ends returns those of its ends that there are.
func (d descriptor) ends() (list []*ipc.End) {
	for _, e := range [...]*ipc.End{d.in, d.out} {
		if e != nil {
			list = append(list, e)
		}
	}
	return list
}

// firstDescriptor is the lowest number that a program's own files can have: those below are its standard input, output and errors.
const firstDescriptor = 3

// openByThread is how many descriptors of each thread have numbers of their own in a search: else who opens something would depend on who
// has done so before, and each order would be another class of runs, which differ in numbers that hardly any program looks at.
const openByThread = 1000

// opens gives a descriptor the lowest number that is free.
func (t *Thread) opens(d descriptor) Value {
	in := t.interp
	if in.descriptors == nil {
		in.descriptors = map[int64]descriptor{}
	}
	n := int64(firstDescriptor)
	if in.sharing != nil {
		n += openByThread * int64(t.sched.ID()-1)
	}
	for ; ; n++ {
		if _, taken := in.descriptors[n]; !taken {
			break
		}
	}
	in.descriptors[n] = d
	return integer(n)
}
