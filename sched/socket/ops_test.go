// This file lets threads that are plain data talk over sockets, and the same threads as functions, and compares the traces.

package socket_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
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

func TestPlainDataTalksAsFunctionsDo(t *testing.T) { sameTraces(t, talk) }

// sameTraces compares the traces of a program in both forms, under every discipline.
func sameTraces(t *testing.T, program func(data bool) func(t *sched.Thread)) {
	t.Helper()
	for _, d := range gil.Disciplines() {
		for seed := range uint64(5) {
			c := sim.Config{Cores: 1 + int(seed%2), Seed: seed, GIL: gil.Config{Discipline: d}}
			functions, err := sim.Record(c, program(false))
			data, err2 := sim.Record(c, program(true))
			if a, b := written(t, functions), written(t, data); err != nil || err2 != nil || a != b {
				t.Fatalf("%v, %v: the traces part:\n%s\n%s", err, err2, a, b)
			}
		}
	}
}

func TestPlainDataTalksForReal(t *testing.T) {
	printed := realLines(t, talk(true))
	if !strings.Contains(printed, "hello <nil>\n") || !strings.Contains(printed, "5 <nil>\n") {
		t.Errorf("printed %q", printed)
	}
}

// realLines runs a program on the real machine, where it must succeed, and returns what it prints.
func realLines(t *testing.T, program func(t *sched.Thread)) (printed string) {
	t.Helper()
	var buffer trace.Buffer
	names := new(trace.Names)
	_, err := native.Run(context.Background(), native.Config{Recorder: &buffer, Names: names, Timeout: 10 * time.Second}, program)
	if err != nil {
		t.Error(err)
	}
	for _, e := range buffer.Events {
		if e.Kind == trace.Print {
			text, _ := names.Text(e.Arg)
			printed += text
		}
	}
	return printed
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

// A line of a program in both forms: what a function does, and the op that does the same. Each returns what came of it.
type act struct {
	does func(t *sched.Thread) string
	op   func() (sched.Op, func() string)
}

// calling is an act that is one call, whose result shows is.
func calling[T any](does func(t *sched.Thread) (T, error), op func() sched.Call[T], show func(T) string) act {
	return act{
		func(t *sched.Thread) string { x, err := does(t); return fmt.Sprint(show(x), err) },
		func() (sched.Op, func() string) {
			c := op()
			return c, func() string { x, err := c.Result(); return fmt.Sprint(show(x), err) }
		},
	}
}

// acts is the body of a thread that does acts, and prints what came of each.
type acts struct {
	acts   []act
	prints bool // what came of the last one is still to be printed
	op     sched.Op
	came   func() string
}

// function is the body as a function.
func (a *acts) function(t *sched.Thread) {
	for _, x := range a.acts {
		t.Print(x.does(t))
	}
}

// line is the body as plain data.
func (a *acts) line(*sched.Thread, int) sched.Op {
	switch {
	case a.prints:
		a.prints = false
		return sched.PrintOp(a.came())
	case len(a.acts) == 0:
		return nil
	}
	a.op, a.came = a.acts[0].op()
	a.acts, a.prints = a.acts[1:], true
	return a.op
}

// spawn starts a thread that does acts.
func spawn(t *sched.Thread, data bool, name string, list ...act) *sched.Thread {
	a := &acts{acts: list}
	if data {
		return t.SpawnRunner(name, &lines{line: a.line})
	}
	return t.Spawn(name, a.function)
}

// numbers shows sockets that are ready, and for what.
func numbers(list []socket.Ready) (text string) {
	for _, r := range list {
		text += fmt.Sprint(r.Socket.Object(), r.Events, " ")
	}
	return text
}

// selected shows what Select finds out.
func selected(s socket.Selected) string { return fmt.Sprint(len(s.Readable), len(s.Writable)) }

// completions shows what a ring has completed.
func completions(list []socket.Completion) (text string) {
	for _, c := range list {
		text += fmt.Sprint(c.Tag, c.N, c.Accepted != nil, c.Err, " ")
	}
	return text
}

// A house is what there is to wait for.
type house struct {
	udp      *socket.UDP
	listener *socket.TCP
	client   *socket.TCP
	poll     *socket.Poll
	epoll    *socket.Epoll
	file     *socket.File
	ring     *socket.Ring
}

func newHouse(t *sched.Thread) *house {
	h := &house{}
	var err [7]error
	c := socket.Config{Seek: 20 * time.Microsecond}
	h.udp, err[0] = socket.ListenUDP(t, "udp")
	h.listener, err[1] = socket.ListenTCP(t, "listener", 0, 5)
	h.client, err[2] = socket.DialTCP(t, "client", h.listener.Addr())
	h.poll, err[3] = socket.NewPoll(t, "poll")
	h.epoll, err[4] = socket.NewEpoll(t, "epoll")
	h.file, err[5] = c.Create(t, "file")
	h.ring, err[6] = socket.NewRing(t, "ring")
	must(t, errors.Join(err[:]...))
	must(t, h.poll.Register(t, h.udp, socket.In))
	must(t, h.poll.Register(t, h.listener, socket.In))
	return h
}

// looks returns the acts of a thread that asks every poller, for d at most.
func (h *house) looks(d time.Duration) []act {
	readers := []socket.Pollable{h.udp, h.listener}
	control := func(does func(*sched.Thread, socket.Pollable, socket.Events) error, op func(socket.Pollable, socket.Events) sched.Call[socket.Pollable], e socket.Events) act {
		return act{
			func(t *sched.Thread) string { return fmt.Sprint(does(t, h.udp, e)) },
			func() (sched.Op, func() string) {
				c := op(h.udp, e)
				return c, func() string { _, err := c.Result(); return fmt.Sprint(err) }
			},
		}
	}
	remove := control(func(t *sched.Thread, s socket.Pollable, _ socket.Events) error { return h.epoll.Unregister(t, s) },
		func(s socket.Pollable, _ socket.Events) sched.Call[socket.Pollable] { return h.epoll.UnregisterOp(s) }, 0)
	add := control(h.epoll.Register, h.epoll.RegisterOp, socket.In)
	wait := func(most int, d time.Duration) act {
		return calling(func(t *sched.Thread) ([]socket.Ready, error) { return h.epoll.Wait(t, most, d) },
			func() sched.Call[[]socket.Ready] { return h.epoll.WaitOp(most, d) }, numbers)
	}
	poll := func(d time.Duration) act {
		return calling(func(t *sched.Thread) ([]socket.Ready, error) { return h.poll.Poll(t, d) },
			func() sched.Call[[]socket.Ready] { return h.poll.PollOp(d) }, numbers)
	}
	choose := func(c socket.Config, writers []socket.Pollable, d time.Duration) act {
		return calling(func(t *sched.Thread) (s socket.Selected, err error) {
			s.Readable, s.Writable, err = c.Select(t, readers, writers, d)
			return s, err
		}, func() sched.Call[socket.Selected] { return c.SelectOp(readers, writers, d) }, selected)
	}
	return []act{
		remove, add, add, wait(0, d), wait(2, d), wait(2, 0), control(h.epoll.Modify, h.epoll.ModifyOp, socket.Out),
		wait(2, sched.Forever), control(h.epoll.Modify, h.epoll.ModifyOp, 1<<20), remove,
		poll(d), poll(0), poll(sched.Forever),
		choose(socket.Config{}, nil, d), choose(socket.Config{}, []socket.Pollable{h.client}, sched.Forever),
		choose(socket.Config{Lookup: 100 * time.Hour}, nil, d),
	}
}

// transfers returns the acts of a thread that writes and reads a file.
func (h *house) transfers() []act {
	write := calling(func(t *sched.Thread) (int, error) { return h.file.Write(t, []byte("some")) },
		func() sched.Call[int] { return h.file.WriteOp([]byte("some")) }, func(n int) string { return fmt.Sprint(n) })
	read := func(n int) act {
		return calling(func(t *sched.Thread) ([]byte, error) { return h.file.Read(t, n) },
			func() sched.Call[[]byte] { return h.file.ReadOp(n) }, func(b []byte) string { return string(b) })
	}
	other := calling(func(t *sched.Thread) (int, error) { return 0, h.udp.SendTo(t, h.udp.Addr(), nil) },
		func() sched.Call[int] { return h.udp.SendToOp(h.udp.Addr(), nil) }, func(n int) string { return fmt.Sprint(n) })
	return []act{write, read(4), read(-1), other, write}
}

// rings returns the acts of a thread that has a ring do its work, for d at most.
func (h *house) rings(d time.Duration) []act {
	submit := func(does func(t *sched.Thread) error, op func() sched.Call[int64], tag int64) act {
		return calling(func(t *sched.Thread) (int64, error) { return tag, does(t) }, op, func(n int64) string { return fmt.Sprint(n) })
	}
	wait := func(least int, d time.Duration) act {
		return calling(func(t *sched.Thread) ([]socket.Completion, error) { return h.ring.Wait(t, least, d) },
			func() sched.Call[[]socket.Completion] { return h.ring.WaitOp(least, d) }, completions)
	}
	room := make([]byte, 4)
	return []act{
		wait(-1, d),
		submit(func(t *sched.Thread) error { return h.ring.Accept(t, h.listener, 1) },
			func() sched.Call[int64] { return h.ring.AcceptOp(h.listener, 1) }, 1),
		submit(func(t *sched.Thread) error { return h.ring.Recv(t, h.client, room, 2) },
			func() sched.Call[int64] { return h.ring.RecvOp(h.client, room, 2) }, 2),
		submit(func(t *sched.Thread) error { return h.ring.Send(t, h.client, []byte("data"), 3) },
			func() sched.Call[int64] { return h.ring.SendOp(h.client, []byte("data"), 3) }, 3),
		wait(1, sched.Forever), wait(2, d), wait(0, 0),
	}
}

// only makes an act of a call that has no result but an error.
func only(does func(t *sched.Thread) error, op func() sched.Call[struct{}]) act {
	return calling(func(t *sched.Thread) (none struct{}, _ error) { return none, does(t) }, op, func(struct{}) string { return "" })
}

// effect makes an act of a call that has no result.
func effect(does func(t *sched.Thread), op func() sched.Op) act {
	return act{
		func(t *sched.Thread) string { does(t); return "" },
		func() (sched.Op, func() string) { return op(), func() string { return "" } },
	}
}

// settings returns the acts of a thread that calls what never waits, on things of its own, which it closes.
func settings(t *sched.Thread) []act {
	s, err0 := socket.NewTCP(t, "settings")
	u, err1 := socket.ListenUDP(t, "settings udp")
	p, err2 := socket.NewPoll(t, "settings poll")
	e, err3 := socket.NewEpoll(t, "settings epoll")
	f, err4 := socket.Create(t, "settings")
	r, err5 := socket.NewRing(t, "settings ring")
	must(t, errors.Join(err0, err1, err2, err3, err4, err5))
	add := only(func(t *sched.Thread) error { return p.Register(t, u, socket.In) }, func() sched.Call[struct{}] { return p.RegisterOp(u, socket.In) })
	wrong := only(func(t *sched.Thread) error { return p.Register(t, u, 1<<20) }, func() sched.Call[struct{}] { return p.RegisterOp(u, 1<<20) })
	remove := only(func(t *sched.Thread) error { return p.Unregister(t, u) }, func() sched.Call[struct{}] { return p.UnregisterOp(u) })
	bind := only(func(t *sched.Thread) error { return s.Bind(t, 0) }, func() sched.Call[struct{}] { return s.BindOp(0) })
	pending := calling(func(t *sched.Thread) (error, error) { return s.Error(t), nil }, s.ErrorOp, func(err error) string { return fmt.Sprint(err) })
	seek := func(whence int) act {
		return calling(func(t *sched.Thread) (int64, error) { return f.Seek(t, 3, whence) },
			func() sched.Call[int64] { return f.SeekOp(3, whence) }, func(n int64) string { return fmt.Sprint(n) })
	}
	wake := only(e.Wake, e.WakeOp)
	list := []act{
		add, add, wrong, remove, remove, wake,
		only(func(t *sched.Thread) error { return s.SetBuffers(t, 4096, -1) }, func() sched.Call[struct{}] { return s.SetBuffersOp(4096, -1) }),
		only(func(t *sched.Thread) error { return s.SetBuffers(t, 4096, 0) }, func() sched.Call[struct{}] { return s.SetBuffersOp(4096, 0) }),
		only(func(t *sched.Thread) error { return s.SetLinger(t, true, 0) }, func() sched.Call[struct{}] { return s.SetLingerOp(true, 0) }),
		only(func(t *sched.Thread) error { return s.SetLinger(t, true, 1) }, func() sched.Call[struct{}] { return s.SetLingerOp(true, 1) }),
		only(func(t *sched.Thread) error { return s.Shutdown(t, socket.ShutRd) }, func() sched.Call[struct{}] { return s.ShutdownOp(socket.ShutRd) }),
		bind, bind,
		only(func(t *sched.Thread) error { return s.Listen(t, 1) }, func() sched.Call[struct{}] { return s.ListenOp(1) }),
		effect(func(t *sched.Thread) { s.SetTimeout(t, time.Microsecond) }, func() sched.Op { return s.SetTimeoutOp(time.Microsecond) }),
		effect(func(t *sched.Thread) { u.SetTimeout(t, 0) }, func() sched.Op { return u.SetTimeoutOp(0) }),
		calling(func(t *sched.Thread) (socket.Datagram, error) {
			payload, from, err := u.RecvFrom(t)
			return socket.Datagram{Payload: payload, From: from}, err
		}, u.RecvFromOp, func(d socket.Datagram) string { return string(d.Payload) }),
		calling(func(t *sched.Thread) ([]byte, error) { return s.Recv(t, 1) }, func() sched.Call[[]byte] { return s.RecvOp(1) }, func(b []byte) string { return string(b) }),
		calling(func(t *sched.Thread) ([]byte, error) { return s.Recv(t, -1) }, func() sched.Call[[]byte] { return s.RecvOp(-1) }, func(b []byte) string { return string(b) }),
		pending, seek(0), seek(1), seek(9),
		effect(s.Close, s.CloseOp), effect(u.Close, u.CloseOp), effect(e.Close, e.CloseOp), effect(f.Close, f.CloseOp), effect(r.Close, r.CloseOp),
		pending, bind, wake, seek(0), effect(s.Close, s.CloseOp),
	}
	return list
}

func TestPlainDataSetsAsFunctionsDo(t *testing.T) {
	sets := func(data bool) func(t *sched.Thread) {
		return func(t *sched.Thread) {
			a, b := spawn(t, data, "one", settings(t)...), t.Spawn("other", func(t *sched.Thread) { t.Loop(1000, 5) })
			t.Join(a)
			t.Join(b)
		}
	}
	sameTraces(t, sets)
	printed := realLines(t, sets(true))
	if strings.Count(printed, "\n") != 33 || !strings.Contains(printed, "\n3<nil>\n") {
		t.Errorf("printed %q", printed)
	}
}

// waitings is a program that waits in every way that there is but those of talk.
func waitings(data bool) func(t *sched.Thread) {
	return func(t *sched.Thread) {
		h := newHouse(t)
		d := 30 * time.Microsecond
		started := []*sched.Thread{
			spawn(t, data, "looks", h.looks(d)...),
			spawn(t, data, "transfers", h.transfers()...),
			spawn(t, data, "rings", h.rings(d)...),
		}
		for _, other := range started {
			t.Join(other)
		}
		t.Join(spawn(t, data, "looks again", h.looks(0)...))
		h.epoll.Close(t)
		h.ring.Close(t)
		h.file.Close(t)
		t.Join(spawn(t, data, "too late", slices.Concat(h.transfers(), h.rings(d), h.looks(d)[:5])...))
	}
}

func TestPlainDataWaitsAsFunctionsDo(t *testing.T) {
	sameTraces(t, waitings)
}

func TestPlainDataWaitsForReal(t *testing.T) {
	printed := realLines(t, waitings(true))
	if want := 16 + 5 + 7 + 16 + 17; strings.Count(printed, "\n") != want || !strings.Contains(printed, "1 0 true <nil>") {
		t.Errorf("printed %q, want %d lines", printed, want)
	}
}
