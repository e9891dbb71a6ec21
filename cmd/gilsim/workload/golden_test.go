package workload

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// A golden is the recording of a program that is small enough to be read.
type golden struct {
	program  string
	threads  int
	params   []trace.Param
	interval time.Duration // 0: the default
	bytecode int64         // ps; 0: the default
	shows    string        // what a reader can see in it, in lines
}

// goldens lists one for each program, or one for each of its models or mistakes, all under the lock of today.
func goldens() []golden {
	return []golden{
		{"spin", 3, params("rounds", "500000"), 0, 0, `Three threads compute, and one at a time has the interpreter lock. A waiter's timer
fires after 5 ms and 80 µs, it asks the holder to let go, and the lock goes round.`},
		{"countdown", 2, params("n", "1000000"), 0, 0, `The classic benchmark: two threads count down, and together take as long as one.`},
		{"pi", 2, params("n", "1000"), 50 * time.Microsecond, 20_000, `A sum split over two threads, a hundred terms at a time. A thread that has been asked
lets the interpreter lock go at the jump after them.`},
		{"balance", 2, params("count", "16"), 50 * time.Microsecond, 1_000_000, `The race, with bytecodes of 1 µs and a short interval, so that there is something to
see: Python 3.11 switches at the head of the loop or where the function begins, never
between a load and the store that belongs to it. The balance ends at 0.`},
		{"balance-locked", 2, params("count", "10"), 50 * time.Microsecond, 1_000_000, `The race with a lock of the program around each change: a thread that loses the
interpreter lock inside it makes the other one wait for both.`},
		{"races", 2, params("count", "12"), 50 * time.Microsecond, 1_000_000, `g = g + ident(1) in two threads: Python of today looks for a request where the function
begins, between the load and the store. What the other thread adds meanwhile is lost.`},
		{"sleep-race", 3, nil, 0, 0, `Three threads read 3, sleep, and write 2 one after the other.`},
		{"tickets", 3, params("tickets", "4"), 0, 0, `Three windows sell four tickets. When one is left each of them sees it.`},
		{"audit", 2, params("transfers", "4"), 0, 0, `The mover waits for the log with 1 taken from one account and not yet added to the other;
the auditor adds up both.`},
		{"collector", 2, params("count", "10"), 20 * time.Microsecond, 1_000_000, `A thread makes objects, and a collector frees those that nothing refers to. Under the lock
neither is interrupted in its C code, so none is freed between allocation and binding.`},
		{"rlock", 2, nil, 0, 0, `Plate and spoon are one RLock: who has it takes it again at once.`},
		{"semaphore", 3, params("permits", "2"), 0, 0, `Two threads are let in, and the third when the first of them leaves.`},
		{"event", 2, nil, 0, 0, `A client waits for a server that boots.`},
		{"sleepers", 3, params("sleeps", "2"), 0, 0, `A sleep lets the interpreter lock go: all sleep at the same time.`},
		{"mixed", 2, params("requests", "3"), 0, 0, `The convoy: after each wait of 1 ms the thread "io" finds the lock taken, waits a whole
interval, asks, and gets it for a moment. "cpu-1" looks now and then whether it is done.`},
		{"echo", 2, params("requests", "2", "think", "2ms", "work", "1"), 0, 20_000, `The convoy over a socket: "client" belongs to another process, and no lock keeps it
waiting. The server comes back from recvfrom, waits an interval for the lock, and lets it
go again in sendto: for the call and the wake-up of "client" in it, which "cpu-1" cannot
wake up in.`},
		{"server", 2, params("model", "blocking", "clients", "2", "requests", "1"), 0, 0, `One client after the other: the second one has connected and sent, and waits for the
server, which waits for the first one to go.`},
		{"server", 2, params("model", "threads", "clients", "2", "requests", "1"), 0, 0, `A thread for each client. While one of them waits in recv the interpreter lock is free.`},
		{"server", 2, params("model", "pool", "clients", "1", "requests", "1"), 0, 0, `A worker of a pool serves the client: the queue between the two threads, and what it takes.`},
		{"server", 2, params("model", "nonblocking", "clients", "1", "requests", "1", "think", "100us", "poll", "50us"), 0, 0, `Each socket is asked, in vain for the most part; "try" with 0 is an answer that
there is nothing. Then the server sleeps, and asks again.`},
		{"server", 2, params("model", "select", "clients", "2", "requests", "1"), 0, 0, `One call waits for all sockets. Those that are ready are received from, and answered.`},
		{"server", 2, params("model", "hub", "clients", "2", "requests", "1"), 0, 0, `A greenlet for each client in one thread. What would block the thread parks the greenlet,
and the hub waits for all sockets in one poller.`},
		{"server", 2, params("model", "async", "clients", "2", "requests", "1"), 0, 0, `The system accepts, receives and sends; the server waits for what came of it, and
submits the next call.`},
		{"server-bug", 1, params("bug", "eof", "most", "2"), 0, 0, `The client is gone, and recv returns nothing, again and again: it neither waits nor fails.`},
		{"server-bug", 5, params("bug", "iterate"), 0, 0, `Five clients are gone. The server walks their connections, and is told of the first,
third and fifth that they are: the other two moved up, and it has passed them over.`},
		{"server-bug", 1, params("bug", "lost-send", "messages", "10"), 0, 0, `The server answers what it receives, until the buffer has no room: a "send" that follows
a "try" with 0 is none, and its bytes are lost.`},
		{"waitdata", 1, params("model", "blocking", "size", "1000", "wait", "300us", "poll", "100us"), 0, 0, `recv finds nothing, waits until the data are there, and copies them: two phases, one call.`},
		{"waitdata", 1, params("model", "nonblocking", "size", "1000", "wait", "300us", "poll", "100us"), 0, 0, `recv finds nothing and fails; the thread sleeps, and asks again.`},
		{"waitdata", 1, params("model", "select", "size", "1000", "wait", "300us", "poll", "100us"), 0, 0, `select waits for the first phase, and recv is called for the second.`},
		{"waitdata", 1, params("model", "hub", "size", "1000", "wait", "300us", "poll", "100us"), 0, 0, `recv parks its greenlet; the hub polls in the place of the thread, and switches back when the
data are there.`},
		{"waitdata", 1, params("model", "async", "size", "1000", "wait", "300us", "poll", "100us"), 0, 0, `The call is submitted, and the system makes it; the thread is told when the data are copied.`},
		{"names", 1, params("rounds", "2"), 0, 0, `The main thread starts LoopThread, which wakes it once it has begun, and joins it: two
waits, and between them the steps of Lib/threading.py.`},
		{"enumerate", 1, nil, 0, 0, `Who is on the roll of all threads: the main thread, then another one too, which waits
for an event, then the main thread alone.`},
		{"local", 2, nil, 0, 0, `Each thread stores its student and reads it again: two variables of one name.`},
		{"daemon", 1, nil, 0, 0, `The thread writes its line, and while the write has the interpreter lock let go the
main thread writes its own, then both write a newline. Then the main thread ends, and
the daemon thread is cut off in its sleep.`},
		{"queues", 1, nil, 0, 0, `Two puts into each of three queues, and a get from each: items 1, 2 and 2.`},
		{"queued-number", 2, params("work", "1"), 0, 0, `Each thread gets the number, and puts one less: who comes while it is gone waits.`},
		{"producer", 2, params("items", "2", "buffer", "1"), 0, 0, `The producer makes the second item while the consumer uses the first one.`},
		{"joinable", 1, params("tasks", "2"), 0, 0, `The main thread joins the queue, and goes on when the last task is done. The worker
waits for one more, and is cut off.`},
		{"pool", 2, params("tasks", "3", "sleep", "1ms"), 0, 0, `Each submit starts a worker, up to two; then one of them does the third task. A put wakes
who waits for the queue. What comes before and after is the start of each worker, and the
end of the pool: a mark in the queue, which each worker leaves to the next one.`},
		{"futures", 2, params("tasks", "2", "sleep", "1ms"), 0, 0, `Two results asked for later: the main thread joins the workers first, and then each
future has its result at once.`},
		{"crawler", 1, params("pages", "2", "latency", "1ms", "work", "10"), 0, 0, `One worker fetches two pages and handles each in a callback of its own.`},
		{"deadlock", 2, nil, 0, 0, `Each diner has one thing and waits for the other's; the run is halted.`},
		{"full-queue", 1, nil, 0, 0, `The third put waits for the queue not to be full, and the main thread for the
producer; the run is halted.`},
		{"generator", 1, params("rounds", "3", "print", "each"), 0, 0, `Two tasks that print, one after the other, and then in turn: task2 resumes task1, which
yields back. In the end task1 is closed: resumed once more, to end.`},
		{"greenlet", 1, nil, 0, 0, `Two greenlets switch to each other; what the second one returns goes to the main one. The
end of the thread abandons the first.`},
		{"gevent", 1, params("task1", "3s", "task2", "1s"), 0, 0, `Two greenlets that sleep 3 s and 1 s, with the monkey patch: each sleep switches to the
hub, which waits for the timers and lets go on who slept enough. After 3 s all is over.`},
		{"hub-producer-consumer", 1, params("items", "3", "buffer", "1"), 0, 0, `Two consumers wait for the first item; the producer waits for room. Each switch goes
through the hub, which asks for the time when a timer is set or may be due.`},
		{"hub-pool", 1, params("pages", "3", "size", "2", "latency", "1ms", "work", "10"), 0, 0, `Three pages one after the other; then a pool has room for two: who spawns the third waits
until one is over. A callback of the hub frees its place, and calls its link.`},
		{"process", 1, nil, 0, 0, `A child process has a thread of its own, "test-1", and its own "gil"; the parent waits for its end.`},
		{"fork", 1, nil, 0, 0, `What fork returns is all that tells the two apart; "num" is there twice, and the child adds to its own.`},
		{"process-ends", 1, nil, 0, 0, `Five ends: the last two processes sleep, and "kill" is the signal that "cut" them.`},
		{"process-semaphore", 2, params("places", "1", "work", "1ms"), 0, 0, `Two processes and one place: the second one waits for "door" until the first has left.`},
		{"alarm", 1, params("after", "1ms", "rounds", "1000000"), 0, 0, `The main thread waits for a FIFO. The alarm wakes it, and it waits an interval for the lock, which
"busy-1" has, before its handler ("handle") may run and raise.`},
		{"subprocess", 1, nil, 0, 0, `Three programs run in processes that have no interpreter, and so no "gil"; the fourth is not there.`},
		{"processes", 2, params("rounds", "1000000"), 0, 0, `Two processes compute at the same time, each under a lock of its own: "gil" is there
three times. The main thread waits for both; what they have done is added up in shared memory.`},
		{"process-no-sharing", 1, nil, 0, 0, `A global is two variables: the child's "num" is another one than its parent's, and what
is stored there the parent does not load.`},
		{"process-lock", 2, params("count", "3"), 0, 0, `Two processes wait for an event, and then read and write one number: each step has the
lock, and not both of them together.`},
		{"process-queue", 1, params("items", "2"), 0, 0, `A put hands the item to the thread "QueueFeederThread" of its process, which sends it through a
pipe. In the end the reader is killed: "kill" is the signal, and "cut" its end.`},
		{"process-pool", 1, params("tasks", "1", "sleep", "1ms", "rounds", "1000"), 0, 0, `One worker, and three threads of the main process, which look after it, hand it a task, and
take what comes of it; and the end of all.`},
		{"pi-processes", 2, params("n", "300", "ipc", "fifo"), 0, 0, `The parent and the first of two processes wait for each other to open the FIFO; then each share is
sent as a whole, and the one who waited reads it.`},
		{"process-ipc", 1, params("kind", "shm", "trips", "2", "stream", "2"), 0, 0, `Two round trips and two messages in one direction through shared memory: a semaphore for what is
there, and one for room, each way.`},
		{"multiprogram", 3, params("phases", "2", "compute", "200000", "io", "3ms"), 0, 0, `Three jobs, first one by one on the main thread, then at the same time: the waits of
one job are the work of another.`},
	}
}

// name is what the recording is called: after its program, and the model or the mistake, if it has several.
func (g golden) name() string {
	for _, key := range []string{"model", "bug"} {
		if value, ok := trace.Lookup(g.params, key); ok {
			return g.program + "-" + value
		}
	}
	return g.program
}

// record runs the program and returns its trace, with what it shows as a comment.
func (g golden) record(t *testing.T) []byte {
	p := Find(g.program)
	lock := gil.Config{Discipline: gil.On, Checks: gil.Calls311, Interval: g.interval}
	cfg := sim.Config{GIL: lock, Bytecode: g.bytecode}
	in := input(t, p, g.threads, g.params)
	text, _ := recorded(t, p, in, cfg, cfg.Header(p.Name, p.Given(in)))
	magic, rest, _ := bytes.Cut(text, []byte("\n"))
	comment := "\n# " + strings.ReplaceAll(g.shows, "\n", "\n# ") + "\n"
	return slices.Concat(magic, []byte(comment), rest)
}

// TestGoldenTraces compares each program's trace with the committed one. Rewrite them with -update, and only if you
// understand why they change.
func TestGoldenTraces(t *testing.T) {
	for _, p := range All() {
		if slices.Contains([]string{"distributed", "manager-dict", "pool-initializer", "price"}, p.Name) {
			continue // a connection alone takes 200 lines, and so does a pool; their hashes are held
		}
		if !slices.ContainsFunc(goldens(), func(g golden) bool { return g.program == p.Name }) {
			t.Errorf("there is no golden trace of %s", p.Name)
		}
	}
	for _, g := range goldens() {
		path := filepath.Join("..", "..", "..", "testdata", "traces", g.name()+".trace")
		got := g.record(t)
		if *update {
			if err := os.WriteFile(path, got, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		compareLines(t, g.name(), string(got), string(want))
		if lines := bytes.Count(got, []byte("\n")); lines > 300 {
			t.Errorf("%s: %d lines are too long to be read", g.name(), lines)
		}
	}
}

// TestGoldenTracesReplay holds that a trace is enough to run it again.
func TestGoldenTracesReplay(t *testing.T) {
	for _, g := range goldens() {
		text := g.record(t)
		if again := replay(t, g.program, text); !bytes.Equal(again, withoutComments(text)) {
			t.Errorf("%s: the replay departs from the recording", g.name())
		}
	}
}

// withoutComments returns the lines that are no comments.
func withoutComments(text []byte) []byte {
	var kept []byte
	for line := range bytes.Lines(text) {
		if line[0] != '#' {
			kept = append(kept, line...)
		}
	}
	return kept
}
