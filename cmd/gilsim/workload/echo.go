// This file defines the echo server, the convoy over a real protocol.

package workload

import (
	"bytes"
	"fmt"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/socket"
)

// echo is the convoy as a client sees it.
func echo() *Program {
	return &Program{
		Name:   "echo",
		Family: "io",
		Short:  "an echo server among CPU-bound threads, and a client that waits",
		Doc: `One thread answers requests: it receives one and sends it back in upper case, as
datagrams or, with --param=transport=tcp, on a connection, which makes no difference.
The other threads compute. The client is in another process, where no lock keeps it
waiting; it thinks, sends a request, and waits for the answer. The latencies are its
round trips.

The server needs the lock to go on after each system call. With one CPU-bound thread
a round trip takes one switch interval and a little: that is what recvfrom waits for
it. sendto finds the lock still free, unless the CPU-bound thread wakes up before the
call is over: then it costs the server a second interval, and back to back a round
trip takes two. With more CPU-bound threads it takes several, and now and then many.

CPython 2 answered at once where the bytecodes were short, for it let the lock go
every 100 of them. Where they were long, such as the search of a regular expression,
100 of them took a while, and then it mostly took the lock again before the server
had woken up.

The tutorials advise threads for I/O. That holds as long as nobody else computes;
a server that computes on the side answers 200 requests a second at most.`,
		Try: []string{
			"gilsim --workload=echo --param=think=0s --param=requests=200  # back to back: look at rps",
			"gilsim --workload=echo --threads=5 --param=requests=100  # four CPU-bound threads: look at p99",
			"gilsim --workload=echo --param=think=0s --param=syscall=50us  # a longer call: two intervals each",
			"gilsim --workload=echo --python=2.7 --param=opcode=350000  # regular expressions of 0.7 ms: no answer until the others give up",
		},
		Threads: 2,
		Params: []Param{
			{Name: "transport", Default: "udp", Words: []string{"udp", "tcp"}, Doc: "what carries the requests"},
			{Name: "requests", Default: "20", Doc: "how many requests the client sends"},
			{Name: "think", Default: "15ms", Doc: "how long it waits before each"},
			{Name: "size", Default: "32", Doc: "bytes of a request"},
			{Name: "work", Default: "10", Doc: "rounds of work for each answer"},
			{Name: "syscall", Default: "0s", Doc: "what a system call costs with the lock released, on the simulated machine; 0s: what its profile says of each"},
			{Name: "opcode", Default: "1", Doc: "how many bytecodes one of a CPU-bound thread's is worth; 1: it runs the busy loop"},
			{Name: "spin", Default: "100000000", Doc: "after so many rounds of the busy loop, or what takes as long, without an answer, a CPU-bound thread gives up"},
		},
		Run: runEcho,
	}
}

// An exchange is what server and client have to do with each other.
type exchange struct {
	server, client end
	requests       int64
	think          time.Duration
	size           int64
	work           int64
	trips          []time.Duration // round trips, of which the client takes the time
	right          int64           // answers that were as they should be
	answered       *sched.Var[int64]
	took           time.Duration
}

// runEcho runs the server beside the CPU-bound threads; each request must have got the right answer.
func runEcho(t *sched.Thread, in Input) Outcome {
	x := newExchange(t, in)
	defer x.server.close(t)
	defer x.client.close(t)
	server := t.Spawn("server", x.serve)
	crew := start(t, in.Threads-1, "cpu", func(t *sched.Thread, _ int) { x.compete(t, in.Int("opcode"), in.Int("spin")) })
	t.Join(t.SpawnProcess("client", nil, x.ask))
	t.Join(server)
	join(t, crew)
	return Outcome{
		Result:    fmt.Sprintf("%s, %s", plural(len(x.trips), "request", "requests"), plural(x.right, "right answer", "right answers")),
		OK:        int64(len(x.trips)) == x.requests && x.right == x.requests,
		Want:      fmt.Sprintf("%s, %s", plural(x.requests, "request", "requests"), plural(x.requests, "right answer", "right answers")),
		Metrics:   []Metric{{"rps", perSecond(len(x.trips), x.took)}},
		Latencies: x.trips,
	}.say(t)
}

// newExchange opens the sockets.
func newExchange(t *sched.Thread, in Input) *exchange {
	x := &exchange{requests: in.Int("requests"), think: in.Duration("think"), size: in.Int("size"), work: in.Int("work")}
	if x.size < 1 || x.size > socket.MaxDatagram {
		t.Fail("parameter size is %d: a request must have 1 to %d bytes", x.size, socket.MaxDatagram)
	}
	c := socket.Config{SystemCall: in.Duration("syscall")}
	x.answered = sched.NewVar(t, "answered", int64(0))
	x.server, x.client = openEnds(t, c, in.Word("transport"), x.size)
	return x
}

// serve answers requests until there are no more.
func (x *exchange) serve(t *sched.Thread) {
	for n := int64(1); ; n++ {
		request, err := x.server.receive(t)
		must(t, err)
		if len(request) == 0 {
			return
		}
		xor(t, x.work)
		must(t, x.server.send(t, bytes.ToUpper(request)))
		x.answered.Set(t, n)
	}
}

// ask is the client. It tells the server when there are no more requests.
func (x *exchange) ask(t *sched.Thread) {
	began := t.Now()
	for i := range x.requests {
		if x.think > 0 {
			t.Sleep(x.think)
		}
		x.trip(t, bytes.Repeat([]byte{'a' + byte(i%26)}, int(x.size)))
	}
	x.took = t.Now() - began
	must(t, x.client.send(t, nil))
}

// trip sends one request and waits for its answer.
func (x *exchange) trip(t *sched.Thread, request []byte) {
	began := t.Now()
	must(t, x.client.send(t, request))
	answer, err := x.client.receive(t)
	must(t, err)
	x.trips = append(x.trips, t.Now()-began)
	if bytes.Equal(answer, bytes.ToUpper(request)) {
		x.right++
	}
}

// pollCalls is after how many calls of C code a CPU-bound thread looks whether it may stop, in place of poll rounds.
const pollCalls = 10

// compete computes until all requests are answered. It gives up after so many rounds of the busy loop without an answer: a
// server that never gets the lock would let it go on for ever. With an opcode of more than one bytecode the rounds are calls
// of C code, each worth so many bytecodes, which keep the lock; the tick counter of CPython 2 counts one in each.
func (x *exchange) compete(t *sched.Thread, opcode, rounds int64) {
	code := sched.Code{N: poll * xorRound, Round: xorRound, Ticks: xorTicks}
	if opcode > 1 {
		code = sched.Code{N: pollCalls * opcode, Round: opcode, Ticks: 1, Whole: true}
	}
	seen, left := int64(0), rounds*xorRound
	for left > 0 {
		now := x.answered.Get(t)
		if now == x.requests {
			return
		}
		if now != seen {
			seen, left = now, rounds*xorRound
		}
		t.Execute(code)
		left -= code.N
	}
}

// perSecond returns how many there were a second, and 0 if they took no time.
func perSecond(n int, took time.Duration) float64 {
	if took == 0 {
		return 0
	}
	return float64(n) / took.Seconds()
}
