// This file defines the program that shows the two phases of a receive, in each model of input and output at the same time.

package workload

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/gilsim/gilsim/greenlet/gevent"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/socket"
)

// waitdata is the tutorials' picture of the models.
func waitdata() *Program {
	return &Program{
		Name:   "waitdata",
		Family: "io",
		Short:  "waiting for data and copying it: the two phases of a receive in each model",
		Doc: `A thread for each model waits for data on a connection of its own. After a while a
process at the other ends sends them, to all at the same time. First the data must
come, then they must be copied from the system. A blocking call waits for both. A
non-blocking one fails until they are there, and the thread sleeps in between; select
waits for the first phase only, and the call of recv after it for the second. With a
hub a greenlet makes calls that block, and its thread could do something else. The
asynchronous call does both while the thread waits for neither: it is told when the
data lie in its memory. The threads say how long either phase took, and in how many
calls.

The tutorials draw the models one by one; here they are in one picture, which
--view=timeline shows. Their non-blocking one polls all the time: try
--param=poll=0s.`,
		Try: []string{
			"gilsim --workload=waitdata --view=timeline  # who waits, and who works when the data are there",
			"gilsim --workload=waitdata --param=poll=0s  # the CPU use of a thread that asks all the time",
			"gilsim --workload=waitdata --param=size=1000000  # more to be copied than a buffer holds: one call does not do",
		},
		Threads: 1,
		Params: []Param{
			{Name: "model", Default: "all", Words: receiverNames(), Doc: "which of them, or all at the same time"},
			{Name: "wait", Default: "2ms", Doc: "how long the data do not come"},
			{Name: "size", Default: "100000", Doc: "bytes that then come on each connection, 28 or more"},
			{Name: "poll", Default: "500us", Doc: "how long the non-blocking thread sleeps when there was nothing"},
		},
		Run: runWaitdata,
	}
}

// A phases is a receive in one model.
type phases struct {
	model             string
	socket            *socket.TCP
	poll              time.Duration
	room              []byte
	began, sent, done time.Duration // it was waited from, the data were sent, they were there
	calls             int
}

// A receiver is how a model fills its room.
type receiver struct {
	model string
	fill  func(p *phases, t *sched.Thread)
}

// receivers returns those of all models.
func receivers() []receiver {
	return []receiver{
		{"blocking", (*phases).block}, {"nonblocking", (*phases).ask}, {"select", (*phases).wait},
		{"hub", (*phases).park}, {"async", (*phases).submit},
	}
}

// receiverNames returns the word for all models, and the name of each.
func receiverNames() []string {
	names := []string{"all"}
	for _, r := range receivers() {
		names = append(names, r.model)
	}
	return names
}

// chosen returns those that are asked for.
func chosen(in Input) []receiver {
	model := in.Word("model")
	return slices.DeleteFunc(receivers(), func(r receiver) bool { return model != "all" && model != r.model })
}

// runWaitdata runs a thread for each model; each must have received all.
func runWaitdata(t *sched.Thread, in Input) Outcome {
	size := in.Int("size")
	if size < headSize || size > maxRequest {
		t.Fail("parameter size is %d: it must be from %d to %d", size, headSize, maxRequest)
	}
	models := chosen(in)
	list := make([]*phases, len(models))
	listener, err := socket.ListenTCP(t, "listener", 0, len(models))
	must(t, err)
	defer listener.Close(t)
	sender := t.SpawnProcess("sender", nil, func(t *sched.Thread) {
		sendToAll(t, listener.Addr(), len(models), int(size), in.Duration("wait"))
	})
	for i, m := range models {
		c, _, err := listener.Accept(t)
		must(t, err)
		defer c.Close(t)
		list[i] = &phases{model: m.model, socket: c, poll: in.Duration("poll"), room: make([]byte, size)}
	}
	crew := make([]*sched.Thread, len(models))
	for i, m := range models {
		crew[i] = t.Spawn(m.model, func(t *sched.Thread) { list[i].receive(t, m.fill) })
	}
	join(t, crew)
	t.Join(sender)
	return report(t, list).say(t)
}

// sendToAll connects to each of n receivers, and sends to all of them after a while.
func sendToAll(t *sched.Thread, to socket.Addr, n, size int, wait time.Duration) {
	sockets := make([]*socket.TCP, n)
	for i := range sockets {
		c, err := socket.DialTCP(t, t.Name(), to)
		must(t, err)
		defer c.Close(t)
		sockets[i] = c
	}
	t.Sleep(wait)
	for _, c := range sockets {
		must(t, c.SendAll(t, request{sent: t.Now()}.text(size)))
	}
}

// receive fills the room and takes the times.
func (p *phases) receive(t *sched.Thread, fill func(p *phases, t *sched.Thread)) {
	p.began = t.Now()
	fill(p, t)
	p.done = t.Now()
	p.sent = requestOf(p.room).sent
}

// block receives with calls that wait.
func (p *phases) block(t *sched.Thread) {
	for got := 0; got < len(p.room); {
		n, err := p.socket.RecvInto(t, p.room[got:])
		must(t, err)
		got += n
		p.calls++
	}
}

// ask receives with calls that do not wait.
func (p *phases) ask(t *sched.Thread) {
	p.socket.SetTimeout(t, 0)
	for got := 0; got < len(p.room); {
		n, err := p.socket.RecvInto(t, p.room[got:])
		p.calls++
		if errors.Is(err, socket.ErrWouldBlock) {
			t.Sleep(p.poll)
			continue
		}
		must(t, err)
		got += n
	}
}

// wait asks select when there is something to receive.
func (p *phases) wait(t *sched.Thread) {
	for got := 0; got < len(p.room); {
		_, _, err := socket.Select(t, []socket.Pollable{p.socket}, nil, sched.Forever)
		must(t, err)
		n, err := p.socket.RecvInto(t, p.room[got:])
		must(t, err)
		got += n
		p.calls += 2
	}
}

// park receives in a greenlet, with calls that would block: the hub waits in their place.
func (p *phases) park(t *sched.Thread) {
	gevent.Patch(t)
	gevent.Spawn(t, "", func(t *sched.Thread) (any, error) {
		p.block(t)
		return nil, nil
	}).Join(t)
}

// submit has the system receive.
func (p *phases) submit(t *sched.Thread) {
	ring, err := socket.NewRing(t, "ring")
	must(t, err)
	defer ring.Close(t)
	for got := 0; got < len(p.room); {
		must(t, ring.Recv(t, p.socket, p.room[got:], 0))
		list, err := ring.Wait(t, 1, sched.Forever)
		must(t, err)
		must(t, list[0].Err)
		got += list[0].N
		p.calls += 2
	}
}

// report prints the phases, and says what came of it.
func report(t *sched.Thread, list []*phases) Outcome {
	o := Outcome{OK: true}
	for _, p := range list {
		waited, copied := max(0, p.sent-p.began), p.done-max(p.began, p.sent)
		t.Print(fmt.Sprintf("%s: waited %v, copied in %v, %d calls",
			p.model, waited.Round(time.Microsecond), copied.Round(time.Microsecond), p.calls))
		o.Metrics = append(o.Metrics, Metric{p.model + "_copy_seconds", copied.Seconds()})
	}
	o.Result = fmt.Sprintf("%d bytes received on each of %d connections", len(list[0].room), len(list))
	o.Want = o.Result
	return o
}
