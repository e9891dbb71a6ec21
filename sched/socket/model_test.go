// This file compares connections of the virtual loopback with a model of one that is too simple to be wrong, over
// random calls.

package socket_test

import (
	"bytes"
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/socket"
)

// The buffers of the model's connections, in bytes.
const (
	modelSend    = 30
	modelReceive = 50
)

// A modelEnd is one end of a connection between two calls, when nothing travels.
type modelEnd struct {
	other   *modelEnd
	unread  []byte // what the other end has sent, whether it has arrived or waits in the sender's buffer
	ended   bool   // nothing will follow it
	noWrite bool
	noRead  bool
	closed  bool
	dead    bool
	err     error
}

// arrived returns what can be read.
func (e *modelEnd) arrived() []byte { return e.unread[:min(len(e.unread), modelReceive)] }

// atEnd reports whether the end of the data has arrived.
func (e *modelEnd) atEnd() bool { return e.ended && len(e.unread) <= modelReceive }

// send sends n bytes, of which it takes a part.
func (e *modelEnd) send(n int, fill byte) (int, error) {
	switch {
	case e.closed:
		return 0, socket.ErrClosed
	case e.err != nil:
		return 0, e.told()
	case e.dead || e.noWrite:
		return 0, socket.ErrBrokenPipe
	}
	room := modelSend - max(0, len(e.other.unread)-modelReceive)
	if n = min(n, room); n <= 0 {
		return 0, socket.ErrWouldBlock
	}
	if e.other.closed {
		e.reset()
	} else {
		e.other.unread = append(e.other.unread, bytes.Repeat([]byte{fill}, n)...)
	}
	return n, nil
}

// reset is what the other end does to this one.
func (e *modelEnd) reset() {
	if e.dead || e.closed {
		return
	}
	e.dead, e.err = true, socket.ErrConnectionReset
	if e.ended = e.atEnd(); e.ended {
		e.err = socket.ErrBrokenPipe
	}
	e.unread = e.arrived() // what had not left is lost, and with it the end behind it
}

// told returns the error, once.
func (e *modelEnd) told() error {
	err := e.err
	e.err = nil
	return err
}

// recv receives up to n bytes, at least 1.
func (e *modelEnd) recv(n int) ([]byte, error) {
	arrived := e.arrived()
	switch {
	case e.closed:
		return nil, socket.ErrClosed
	case len(arrived) > 0:
		got := arrived[:min(n, len(arrived))]
		e.unread = e.unread[len(got):]
		return got, nil
	case e.ended:
		return nil, nil
	case e.err != nil:
		return nil, e.told()
	case e.dead || e.noRead:
		return nil, nil
	}
	return nil, socket.ErrWouldBlock
}

// shutdown ends one direction.
func (e *modelEnd) shutdown(how socket.How) error {
	switch {
	case e.closed:
		return socket.ErrClosed
	case e.dead || e.atEnd() && e.other.atEnd():
		return socket.ErrNotConnected
	}
	e.noRead = e.noRead || how != socket.ShutWr
	if how != socket.ShutRd {
		e.noWrite, e.other.ended = true, true
	}
	return nil
}

// close closes the end.
func (e *modelEnd) close() {
	switch {
	case e.closed:
	case e.dead:
		e.closed = true
	case len(e.unread) > 0:
		e.closed = true
		e.other.reset()
	default:
		e.closed, e.other.ended = true, true
	}
}

// A modelCall is a call on one of the ends.
type modelCall struct {
	end  int // 0 or 1
	what string
	n    int
}

// modelNames are what calls are drawn from: more that transfer than that end.
var modelNames = []string{"send", "send", "send", "recv", "recv", "recv", "shutdown", "close", "error"}

// modelCalls draws calls.
func modelCalls(t *rapid.T) []modelCall {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) modelCall {
		return modelCall{
			end:  rapid.IntRange(0, 1).Draw(t, "end"),
			what: rapid.SampledFrom(modelNames).Draw(t, "call"),
			n:    rapid.IntRange(1, 60).Draw(t, "n"),
		}
	}), 1, 40).Draw(t, "calls")
}

// make makes a call on the model, and says what came of it.
func (c modelCall) model(e *modelEnd) string {
	switch c.what {
	case "send":
		n, err := e.send(c.n, byte(c.n))
		return fmt.Sprint(n, err)
	case "recv":
		data, err := e.recv(c.n)
		return fmt.Sprintf("%v %v", data, err)
	case "shutdown":
		return fmt.Sprint(e.shutdown(socket.How(c.n % 3)))
	case "close":
		e.close()
	case "error":
		if e.closed {
			return fmt.Sprint(socket.ErrClosed)
		}
		return fmt.Sprint(e.told())
	}
	return ""
}

// make makes a call on a socket, and says what came of it.
func (c modelCall) make(t *sched.Thread, s *socket.TCP) string {
	switch c.what {
	case "send":
		n, err := s.Send(t, bytes.Repeat([]byte{byte(c.n)}, c.n))
		return fmt.Sprint(n, plainly(err))
	case "recv":
		data, err := s.Recv(t, c.n)
		return fmt.Sprintf("%v %v", data, plainly(err))
	case "shutdown":
		return fmt.Sprint(plainly(s.Shutdown(t, socket.How(c.n%3))))
	case "close":
		s.Close(t)
	case "error":
		return fmt.Sprint(s.Error(t))
	}
	return ""
}

// plainly returns the error of this package that an error wraps.
func plainly(err error) error {
	for _, e := range []error{
		socket.ErrBrokenPipe, socket.ErrConnectionReset, socket.ErrNotConnected, socket.ErrWouldBlock, socket.ErrClosed,
	} {
		if err != nil && errors.Is(err, e) {
			return e
		}
	}
	return err
}

// behavesAsTheModel makes calls on a connection and on the model of one, with a pause after each in which everything
// arrives, and compares what came of them.
func behavesAsTheModel(r *rapid.T) {
	calls := modelCalls(r)
	_, err := sim.Run(plain(gil.Config{}), func(t *sched.Thread) {
		a, b := pairOf(t, socket.Config{SendBuffer: modelSend, ReceiveBuffer: modelReceive})
		sockets := [2]*socket.TCP{a, b}
		var models [2]modelEnd
		models[0].other, models[1].other = &models[1], &models[0]
		for i, c := range calls {
			sockets[c.end].SetTimeout(t, 0)
			got, want := c.make(t, sockets[c.end]), c.model(&models[c.end])
			if got != want {
				t.Fail("call %d, %s of %d at end %d: %s, want %s\nof %v", i, c.what, c.n, c.end, got, want, calls)
			}
			settle(t)
		}
	})
	if err != nil {
		r.Fatal(err)
	}
}

func TestConnectionsBehaveAsTheModel(t *testing.T) { rapid.Check(t, behavesAsTheModel) }

func FuzzConnectionsBehaveAsTheModel(f *testing.F) { f.Fuzz(rapid.MakeFuzz(behavesAsTheModel)) }
