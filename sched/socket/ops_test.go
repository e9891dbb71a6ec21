// This file lets threads that are plain data talk over sockets, and the same threads as functions, and compares the traces.

package socket_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/socket"
	"github.com/gilsim/gilsim/trace"
)

// lines is the body of a thread as plain data: each of its lines makes an op, nil at the end.
type lines struct {
	line func(t *sched.Thread, n int) sched.Op
	n    int
	op   sched.Op
}

func (l *lines) Resume(t *sched.Thread, w sched.Wake) sched.Request {
	for ; ; w = sched.Begin {
		if w == sched.Begin {
			if l.op = l.line(t, l.n); l.op == nil {
				return sched.Request{Kind: sched.End}
			}
			l.n++
		}
		if r, done := l.op.Step(t, w); !done {
			return r
		}
	}
}

// talk is a program: a server echoes over TCP what a client sends, and tells an observer by a datagram. The two are
// functions, or plain data.
func talk(data bool) func(t *sched.Thread) {
	return func(t *sched.Thread) {
		listener, _ := socket.ListenTCP(t, "listener", 0, 1)
		defer listener.Close(t)
		client, _ := socket.NewTCP(t, "client")
		defer client.Close(t)
		observer, _ := socket.ListenUDP(t, "observer")
		defer observer.Close(t)
		var server, asking *sched.Thread
		if data {
			server = t.SpawnRunner("server", &lines{line: serving(listener, observer)})
			asking = t.SpawnRunner("client", &lines{line: asks(client, listener.Addr())})
		} else {
			server = t.Spawn("server", func(t *sched.Thread) { serve(t, listener, observer) })
			asking = t.Spawn("client", func(t *sched.Thread) { ask(t, client, listener.Addr()) })
		}
		got, _, err := observer.RecvFrom(t)
		t.Print(string(got), err)
		t.Join(server)
		t.Join(asking)
	}
}

func serve(t *sched.Thread, listener *socket.TCP, observer *socket.UDP) {
	peer, _, _ := listener.Accept(t)
	room := make([]byte, 10)
	n, _ := peer.RecvInto(t, room)
	_ = peer.SendAll(t, room[:n])
	_ = observer.SendTo(t, observer.Addr(), room[:n])
}

func serving(listener *socket.TCP, observer *socket.UDP) func(t *sched.Thread, n int) sched.Op {
	accept, room := listener.AcceptOp(), make([]byte, 10)
	var recv sched.Call[int]
	return func(_ *sched.Thread, line int) sched.Op {
		peer, _ := accept.Result()
		switch line {
		case 0:
			return accept
		case 1:
			recv = peer.RecvIntoOp(room)
			return recv
		case 2:
			n, _ := recv.Result()
			return peer.SendAllOp(room[:n])
		case 3:
			n, _ := recv.Result()
			return observer.SendToOp(observer.Addr(), room[:n])
		}
		return nil
	}
}

func ask(t *sched.Thread, client *socket.TCP, to socket.Addr) {
	_ = client.Connect(t, to)
	t.Sleep(time.Millisecond)
	_, _ = client.Send(t, []byte("hello"))
	n, err := client.RecvInto(t, make([]byte, 10))
	t.Print(n, err)
}

func asks(client *socket.TCP, to socket.Addr) func(t *sched.Thread, n int) sched.Op {
	recv := client.RecvIntoOp(make([]byte, 10))
	return func(_ *sched.Thread, line int) sched.Op {
		switch line {
		case 0:
			return client.ConnectOp(to)
		case 1:
			return sched.SleepOp(time.Millisecond)
		case 2:
			return client.SendOp([]byte("hello"))
		case 3:
			return recv
		case 4:
			n, err := recv.Result()
			return sched.PrintOp(n, err)
		}
		return nil
	}
}

func TestPlainDataTalksAsFunctionsDo(t *testing.T) {
	for _, d := range gil.Disciplines() {
		for seed := range uint64(5) {
			c := sim.Config{Cores: 1 + int(seed%2), Seed: seed, GIL: gil.Config{Discipline: d}}
			functions, err := sim.Record(c, talk(false))
			data, err2 := sim.Record(c, talk(true))
			if a, b := written(t, functions), written(t, data); err != nil || err2 != nil || a != b {
				t.Fatalf("%v, %v: the traces part:\n%s\n%s", err, err2, a, b)
			}
		}
	}
}

func TestPlainDataTalksForReal(t *testing.T) {
	var buffer trace.Buffer
	names := new(trace.Names)
	_, err := native.Run(context.Background(), native.Config{Recorder: &buffer, Names: names, Timeout: 10 * time.Second}, talk(true))
	var printed string
	for _, e := range buffer.Events {
		if e.Kind == trace.Print {
			text, _ := names.Text(e.Arg)
			printed += text
		}
	}
	if err != nil || !strings.Contains(printed, "hello <nil>\n") || !strings.Contains(printed, "5 <nil>\n") {
		t.Errorf("error %v, printed %q", err, printed)
	}
}

// written returns a trace as it is written.
func written(t *testing.T, tr *trace.Trace) string {
	t.Helper()
	var text strings.Builder
	if err := tr.Write(&text); err != nil {
		t.Fatal(err)
	}
	return text.String()
}
