// This file defines the server: the tutorials' upper-case TCP server, in each model of input and output.

package workload

import (
	"fmt"
	"slices"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/socket"
)

// server is the tutorials' TCP server.
func server() *Program {
	return &Program{
		Name:   "server",
		Family: "io",
		Short:  "a TCP server that answers in upper case, in each model of input and output",
		Doc: `Clients connect, think, send a request, and wait for the answer: the same in upper
case. They are in other processes, where no lock keeps them waiting. The server has
one of the tutorials' models: "blocking" serves one client after the other, "threads"
starts a thread for each, "pool" has as many as --threads says, "nonblocking" asks
all sockets again and again, "select" waits for all of them in one call, "hub" starts
a greenlet for each client (gevent, patched), "async" has the system make the calls.
The latencies are the clients'; wait_seconds is the mean time for which the server
waited for a request that had not been sent, copy_seconds that from when it was sent
until the server had it.

The tutorials say that with a GIL coroutines and multiplexing beat threads and pools:
gilsim compare --family io holds them against each other. What decides is how often
the server calls the system, and who computes beside it (--param=cpu). And they poll:
a server that never waits burns a core, idle or not.

With --param=faults connections are refused and reset, and data come late and in
parts, on the simulated machine. A client then asks again, so a request can come
twice. The server knows those that it has served: each is served exactly once.`,
		Try: []string{
			"gilsim --workload=server --param=model=blocking  # the last client waits for all the others: look at p99",
			"gilsim --workload=server --param=model=nonblocking  # the CPU use of a server that polls; try --param=poll=1ms",
			"gilsim --workload=server --param=cpu=1  # an interval for each request; try --gil=off",
			"gilsim --workload=server --param=faults=all --param=once=false --seeds=30  # how many requests are served twice",
		},
		Threads: 2,
		Params: []Param{
			{Name: "model", Default: "select", Words: models(), Doc: "how the server waits for input"},
			{Name: "clients", Default: "4", Doc: "how many clients it has"},
			{Name: "requests", Default: "5", Doc: "how many requests each sends"},
			{Name: "think", Default: "2ms", Doc: "how long a client waits before each"},
			{Name: "size", Default: "64", Doc: "bytes of a request, 28 or more"},
			{Name: "work", Default: "10", Doc: "rounds of work for each answer"},
			{Name: "cpu", Default: "0", Doc: "how many CPU-bound threads there are beside the server"},
			{Name: "spin", Default: "100000000", Doc: "rounds after which a CPU-bound thread gives up, done or not"},
			{Name: "poll", Default: "0s", Doc: "how long the non-blocking server sleeps when it has asked all sockets"},
			{Name: "faults", Default: "none", Words: faultNames(), Doc: "what goes wrong with calls on purpose, on the simulated machine"},
			{Name: "rate", Default: "50000", Doc: "how many calls in a million it goes wrong with, up to 1000000"},
			{Name: "once", Default: "true", Doc: "whether the server knows a request that comes again"},
		},
		Run: runServer,
	}
}

// The bounds of the server's parameters.
const (
	maxClients  = 1 << 16 // as many as the head of a request has room for
	maxRequests = 1 << 24 // of each client
	maxRequest  = 1 << 20 // bytes
)

// faultNames returns what can go wrong.
func faultNames() []string { return []string{"none", "delay", "partial", "reset", "refuse", "all"} }

// models returns the names of the models.
func models() []string {
	return []string{"blocking", "threads", "pool", "nonblocking", "select", "hub", "async"}
}

// serve serves until the end, in the model of this name.
func (s *service) serve(t *sched.Thread, in Input) {
	switch in.Word("model") {
	case "blocking":
		s.serveBlocking(t)
	case "threads":
		s.serveThreads(t)
	case "pool":
		s.servePool(t, in.Threads)
	case "nonblocking":
		s.serveNonblocking(t, in.Duration("poll"))
	case "select":
		s.serveSelect(t)
	case "hub":
		s.serveHub(t)
	case "async":
		s.serveAsync(t)
	}
}

// runServer runs the server, its clients, and the CPU-bound threads beside it. Each request must have been served once,
// and got the right answer.
func runServer(t *sched.Thread, in Input) Outcome {
	checkServer(t, in)
	s := newService(t, in)
	defer s.listener.Close(t)
	began := t.Now()
	server := t.Spawn("server", func(t *sched.Thread) { s.serve(t, in) })
	done := sched.NewVar(t, "done", 0)
	crew := start(t, int(in.Int("cpu")), "cpu", func(t *sched.Thread, _ int) { spinUntil(t, done, in.Int("spin")) })
	clients := s.startClients(t, in)
	for _, c := range clients {
		t.Join(c.thread)
	}
	took := t.Now() - began
	done.Set(t, 1)
	s.end(t)
	t.Join(server)
	join(t, crew)
	return s.outcome(clients, in, took).say(t)
}

// checkServer fails the thread if parameters cannot be.
func checkServer(t *sched.Thread, in Input) {
	for _, x := range []struct {
		name        string
		least, most int64
	}{
		{"clients", 1, maxClients}, {"requests", 1, maxRequests}, {"size", headSize, maxRequest},
		{"cpu", 0, maxThreads}, {"rate", 0, 1_000_000},
	} {
		if n := in.Int(x.name); n < x.least || n > x.most {
			t.Fail("parameter %s is %d: it must be from %d to %d", x.name, n, x.least, x.most)
		}
	}
}

// faulty returns the loopback with the faults that are asked for.
func faulty(in Input) (c socket.Config) {
	for _, f := range []struct {
		word string
		rate *int64
	}{{"delay", &c.Faults.Delay}, {"partial", &c.Faults.Partial}, {"reset", &c.Faults.Reset}, {"refuse", &c.Faults.Refuse}} {
		if word := in.Word("faults"); word == f.word || word == "all" {
			*f.rate = in.Int("rate")
		}
	}
	return c
}

// startClients starts the clients, each in a process of its own.
func (s *service) startClients(t *sched.Thread, in Input) []*client {
	clients := make([]*client, in.Int("clients"))
	for i := range clients {
		c := &client{number: i, config: s.config, to: s.listener.Addr(), size: s.size, think: in.Duration("think")}
		clients[i] = c
		c.thread = t.SpawnProcess(ordinal("client", i), nil, func(t *sched.Thread) { c.run(t, in.Int("requests")) })
	}
	return clients
}

// outcome says what came of it.
func (s *service) outcome(clients []*client, in Input, took time.Duration) Outcome {
	var all client
	var trips [][]time.Duration
	for _, c := range clients {
		all.right += c.right
		all.retries += c.retries
		all.traffic.add(c.traffic)
		trips = append(trips, c.trips)
	}
	const result = "%d requests served once, %d again, %d right answers"
	wanted := in.Int("clients") * in.Int("requests")
	lost := s.lost(&all)
	return Outcome{
		Result: fmt.Sprintf(result, s.once, s.again, all.right) + lost,
		OK:     s.once == wanted && s.again == 0 && all.right == wanted && lost == "",
		Want:   fmt.Sprintf(result, wanted, 0, wanted),
		Metrics: []Metric{
			{"rps", perSecond(int(all.right), took)},
			{"wait_seconds", s.mean(s.waited)},
			{"copy_seconds", s.mean(s.copied)},
			{"retries", float64(all.retries)},
		},
		Latencies: slices.Concat(trips...),
	}
}

// lost says which bytes one end has sent and the other one has not received; "" if there are none. A connection that was
// reset may lose some: nothing is said if a client had to ask again.
func (s *service) lost(clients *client) string {
	c := clients.traffic
	if clients.retries > 0 || c.sent == s.traffic.received && c.received == s.traffic.sent {
		return ""
	}
	return fmt.Sprintf(", bytes are lost: the clients sent %d and received %d, the server received %d and sent %d",
		c.sent, c.received, s.traffic.received, s.traffic.sent)
}
