// This file defines the calls on TCP sockets that may wait: connect, accept, send and receive.

package socket

import (
	"fmt"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A tcpCall is a call on a TCP socket under way: Connect, Accept, Send or Recv.
type tcpCall struct {
	s         *TCP
	operation *operation
	within    time.Duration // of Send
	line      sched.Line
	wait      calling
	err       error
}

// The lines of a tcpCall.
const (
	tcpAnnounce sched.Line = iota // what the trace calls it
	tcpSystem                     // the system call
)

func (a *tcpCall) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	s, o := a.s, a.operation
	if a.line.Start(w); a.line == tcpAnnounce {
		if v, ok := s.link.(*virtualStream); ok && w == sched.Begin {
			v.announce(t, o, a.patience)
		}
		if r, done = t.StepAnnounce(w, o.call.kind(), s.object, sched.Jump); !done {
			return r, false
		}
		if a.begin(t); a.err != nil {
			return r, true
		}
		a.line, w = tcpSystem, sched.Begin
	}
	r, done = a.wait.step(t, w, s, o.call.needs(), a.within, func(within time.Duration) systemCall { return s.link.system(o, within) })
	if done {
		a.end(t)
	}
	return r, done
}

// patience returns how long the call waits.
func (a *tcpCall) patience() time.Duration {
	switch {
	case a.operation.call == sending:
		return a.within
	case a.operation.inside:
		return sched.Forever
	}
	return a.s.timeout.get()
}

// begin notes what has been announced.
func (a *tcpCall) begin(t *sched.Thread) {
	o := a.operation
	a.s.mustBe(t)
	o.done, o.begun, a.err = 0, false, nil
	a.within = a.patience()
	if o.call == accepting || o.call == connecting {
		t.Engine().Record(t, trace.IO, a.s.object, int64(a.within))
	}
	if o.call == connecting && o.to.port == 0 {
		a.err = fmt.Errorf("socket: connect to %v: it must be the address of a TCP socket", o.to)
	}
}

// end notes what came of it.
func (a *tcpCall) end(t *sched.Thread) {
	o := a.operation
	if a.err = a.s.because(t, o.call.name(), a.wait.err); a.err != nil {
		return
	}
	if o.call == sending || o.call == receiving {
		t.Engine().Record(t, o.call.kind(), a.s.object, int64(o.done))
	}
}

// finish carries out the whole call, for its blocking form, and returns its error.
func (a *tcpCall) finish(t *sched.Thread) error {
	t.Finish(a.Step(t, sched.Begin))
	return a.err
}

// Result returns how many bytes were sent or received, 0 with an error.
func (a *tcpCall) Result() (n int, err error) {
	if a.err != nil {
		return 0, a.err
	}
	return a.operation.done, nil
}

// Connect connects the socket to one that listens: ErrConnectionRefused if nobody does. A non-blocking socket returns
// ErrInProgress; when it is ready for Out, Error tells what came of it.
func (s *TCP) Connect(t *sched.Thread, to Addr) error {
	a := tcpCall{s: s, operation: &operation{call: connecting, to: to}}
	return a.finish(t)
}

// ConnectOp returns Connect as an op, whose result is its error.
func (s *TCP) ConnectOp(to Addr) sched.Call[int] {
	return &tcpCall{s: s, operation: &operation{call: connecting, to: to}}
}

// Accept waits for a connection, and returns its end and the address of the other one. The new socket blocks, and is
// called after the one that listens and its number.
func (s *TCP) Accept(t *sched.Thread) (*TCP, Addr, error) {
	a := tcpAccept{tcpCall: tcpCall{s: s, operation: &operation{call: accepting}}}
	t.Finish(a.Step(t, sched.Begin))
	if a.err != nil {
		return nil, Addr{}, a.err
	}
	from, _ := a.made.link.peer()
	return a.made, from, nil
}

// AcceptOp returns Accept as an op.
func (s *TCP) AcceptOp() sched.Call[*TCP] {
	return &tcpAccept{tcpCall: tcpCall{s: s, operation: &operation{call: accepting}}}
}

// A tcpAccept is Accept under way.
type tcpAccept struct {
	tcpCall
	made *TCP
}

func (a *tcpAccept) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if r, done = a.tcpCall.Step(t, w); done && a.err == nil {
		a.made = a.s.newAccepted(t.Process().Names, a.operation.made)
		if v, ok := a.operation.made.(*virtualStream); ok {
			v.ownedBy(t)
		}
	}
	return r, done
}

func (a *tcpAccept) Result() (*TCP, error) {
	if a.err != nil {
		return nil, a.err
	}
	return a.made, nil
}

func (s *TCP) newAccepted(names *trace.Names, link stream) *TCP {
	info, _ := names.Object(s.object)
	object := names.AddObject(trace.ClassIO, fmt.Sprintf("%s-%d", info.Name, s.accepted.Add(1)))
	link.named(object)
	return newTCP(made{object, s.run}, link)
}

// Send sends data, and returns how many bytes of it the send buffer has taken. A blocking socket waits until it has taken
// all of them; any other one may take a part, and if it takes nothing the error is ErrWouldBlock or ErrTimeout. Once
// the peer has reset the connection it is ErrConnectionReset, and after that, or after a Shutdown, ErrBrokenPipe.
func (s *TCP) Send(t *sched.Thread, data []byte) (int, error) {
	return s.send(t, data, s.timeout.get())
}

// SendOp returns Send as an op, which takes the time-out that the socket has now.
func (s *TCP) SendOp(data []byte) sched.Call[int] {
	a := s.sending(data, s.timeout.get())
	return &a
}

func (s *TCP) sending(data []byte, within time.Duration) tcpCall {
	return tcpCall{s: s, operation: &operation{call: sending, data: data, whole: within == sched.Forever}, within: within}
}

func (s *TCP) send(t *sched.Thread, data []byte, within time.Duration) (int, error) {
	a := s.sending(data, within)
	t.Finish(a.Step(t, sched.Begin))
	return a.Result()
}

// SendAll sends all data, in as many calls as that takes: sendall. Its time-out is for all of them. How much has been
// sent when it fails nobody knows.
func (s *TCP) SendAll(t *sched.Thread, data []byte) error {
	a := sendAll{s: s, data: data}
	t.Finish(a.Step(t, sched.Begin))
	return a.err
}

// SendAllOp returns SendAll as an op, whose result is how many bytes there were.
func (s *TCP) SendAllOp(data []byte) sched.Call[int] { return &sendAll{s: s, data: data} }

// A sendAll is SendAll under way: one call of Send after another.
type sendAll struct {
	s      *TCP
	data   []byte
	sent   int
	within time.Duration // for the next call
	end    deadline
	call   tcpCall
	err    error
}

func (a *sendAll) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if w == sched.Begin {
		a.sent, a.err, a.within = 0, nil, a.s.timeout.get()
		a.end = until(t, a.within)
	}
	for ; ; w = sched.Begin {
		if w == sched.Begin {
			a.call = a.s.sending(a.data[a.sent:], a.within)
		}
		if r, done = a.call.Step(t, w); !done {
			return r, false
		}
		if a.sent, a.err = a.sent+a.call.operation.done, a.call.err; a.err != nil || a.sent == len(a.data) {
			return r, true
		}
		if a.within > 0 {
			if a.within = a.end.left(t); a.within == 0 {
				a.err = ErrTimeout
				return r, true
			}
		}
	}
}

// Result returns how many bytes were sent.
func (a *sendAll) Result() (sent int, err error) { return a.sent, a.err }

// Recv waits for data and returns what there is, at most n bytes. No bytes are the end of the data: the peer will not
// send any more, however often it is asked.
func (s *TCP) Recv(t *sched.Thread, n int) ([]byte, error) {
	a := s.receiving(n)
	t.Finish(a.Step(t, sched.Begin))
	return a.Result()
}

// RecvOp returns Recv as an op.
func (s *TCP) RecvOp(n int) sched.Call[[]byte] {
	a := s.receiving(n)
	return &a
}

// A tcpRecv is Recv under way.
type tcpRecv struct {
	tcpCall
	n int
}

func (s *TCP) receiving(n int) tcpRecv {
	return tcpRecv{tcpCall{s: s, operation: &operation{call: receiving}}, n}
}

func (a *tcpRecv) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	if w == sched.Begin {
		if a.n < 0 || a.n > largest {
			a.err = fmt.Errorf("socket: recv of %d bytes: it must be from 0 to %d", a.n, largest)
			return sched.Request{}, true
		}
		a.operation.data = make([]byte, a.n)
	}
	return a.tcpCall.Step(t, w)
}

// Result returns what was received.
func (a *tcpRecv) Result() ([]byte, error) {
	n, err := a.tcpCall.Result()
	return a.operation.data[:n:n], err
}

// RecvInto is Recv into the caller's memory, of which it returns how many bytes it has filled: recv_into.
func (s *TCP) RecvInto(t *sched.Thread, room []byte) (int, error) {
	a := tcpCall{s: s, operation: &operation{call: receiving, data: room}}
	t.Finish(a.Step(t, sched.Begin))
	return a.Result()
}

// RecvIntoOp returns RecvInto as an op.
func (s *TCP) RecvIntoOp(room []byte) sched.Call[int] {
	return &tcpCall{s: s, operation: &operation{call: receiving, data: room}}
}
