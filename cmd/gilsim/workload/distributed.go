// This file defines the program in which workers anywhere do the tasks of a master.

package workload

import (
	"errors"
	"fmt"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing/managers"
	"github.com/gilsim/gilsim/sched/socket"
)

// What carries tasks and results.
const (
	byManager   = "manager"
	byJetStream = "jetstream"
)

// Who is killed.
const (
	killNone   = "none"
	killWorker = "worker"
	killMaster = "master"
)

// distributed is the tutorials' task_master.py and task_worker.py.
func distributed() *Program {
	return &Program{
		Name:      "distributed",
		Family:    "multiprocessing",
		Processes: true,
		Short:     "a master's tasks done by workers over the network, one of which is killed",
		Doc: `A master puts numbers into a queue that a manager serves on the network, and gets
the results from another one. Workers connect with the same key, get a number, work
on it, and put "n*n=..." (task_master.py and task_worker.py). With ten tasks and no
accident there are ten results.

The tutorials call it a way to spread work over many computers, and it is. What they
do not say: a task that a worker has got is nowhere else. If that worker is killed
(kill=worker) the task is lost, and the master waits for its result until its
patience ends: at most once. If the master is killed (kill=master), its manager, a
process of its own, lives on, and a new master can get the results that were not
taken yet; those that the first one had taken are lost with it.

With engine=jetstream a task stays with the server until it is acknowledged, and is
given to somebody else when that takes too long (ack-wait): at least once. A result
has a subject of its own, which takes one message, and stays there. So every result
is there exactly once, whoever is killed, though work may be done twice: the metric
"again" says how often. This is a model of NATS JetStream's rules, simulated; the
command "gilsim-cluster distributed kill=worker" does the same on a real one.

For real, workers=0 waits for workers from outside: those of the tutorials, run by
any CPython 3, unchanged. They have to come again for each run that is measured. The
key authkey is in the traces.`,
		Try: []string{
			"gilsim --workload=distributed --param=kill=worker  # one task is lost: exit 1",
			"gilsim --workload=distributed --param=kill=worker --param=engine=jetstream  # none is, and one is worked on again",
			"gilsim --workload=distributed --param=kill=master  # what the first master had taken is lost",
			"gilsim --workload=distributed --param=partition=5s  # a worker is cut off: its result comes too late",
		},
		Params: []Param{
			{Name: "engine", Default: byManager, Words: []string{byManager, byJetStream}, Doc: "what carries tasks and results"},
			{Name: "workers", Default: "2", Doc: "how many workers there are; 0: they come from outside (simulated: one)"},
			{Name: "tasks", Default: "10", Doc: "how many tasks there are, at most 10000"},
			{Name: "kill", Default: killNone, Words: []string{killNone, killWorker, killMaster}, Doc: "who is killed in the middle of it"},
			{Name: "work", Default: "200ms", Doc: "how long a worker sleeps over a task; the tutorials' does for 1s"},
			{Name: "patience", Default: "2s", Doc: "how long the master waits for a result; the tutorials' does for 10s"},
			{Name: "ack-wait", Default: "1s", Doc: "after how long JetStream gives a task to somebody else"},
			{Name: "latency", Default: "100us", Doc: "how long data travel, on the simulated machine"},
			{Name: "partition", Default: "0s", Doc: "for how long the first worker is cut off, after three tasks' time, on the simulated machine"},
			{Name: "listen", Default: "127.0.0.1:5000", Check: checkListen, Doc: "where the manager listens"},
			{Name: "authkey", Default: "abc", Check: checkKey, Doc: "the key that workers must have"},
		},
		Simulated: func(in Input) string {
			if in.Word("engine") == byJetStream {
				return "engine=jetstream is a model of its rules, and gilsim-cluster distributed runs on a real one"
			}
			return ""
		},
		Awaits: func(in Input) string {
			if in.Int("workers") == 0 {
				return "workers from outside are awaited at " + in.Word("listen")
			}
			return ""
		},
		Run: runDistributed,
	}
}

func checkListen(value string) error {
	a, err := socket.ParseAddr(value)
	if err == nil && a.Port() == 0 {
		err = errors.New("the port must be from 1 to 65535, for workers to find it")
	}
	return err
}

// longestKey is how many characters a key may have.
const longestKey = 100

func checkKey(value string) error {
	for _, c := range value {
		if c <= ' ' || c > '~' {
			return errors.New("it must be of letters, digits and signs of ASCII, without blanks")
		}
	}
	if value == "" || len(value) > longestKey {
		return fmt.Errorf("it must have 1 to %d characters", longestKey)
	}
	return nil
}

// mostTasks is how many tasks there may be, and largestNumber what is squared at most.
const (
	mostTasks     = 10_000
	largestNumber = 100_000
)

// A distribution is the tasks, and what is known of them by the processes that have to do with it.
type distribution struct {
	engine    string
	numbers   []int // of the tasks, each another one
	at        socket.Addr
	key       []byte
	network   socket.Config // of master and workers
	cut       socket.Config // of the first worker
	work      time.Duration
	patience  time.Duration
	begun     []*sched.Var[int] // how many tasks each worker has begun
	collected []*sched.Var[int] // how many results each master has
	right     []*sched.Var[int] // how many of those are right, and of another task each
	over      *sched.Var[int]   // 1: the last master has ended
}

// masters is how many there are, one after the other: the second one if the first is killed.
const masters = 2

// runDistributed has the tasks done. All results must come, each once.
func runDistributed(t *sched.Thread, in Input) Outcome {
	j := newDistribution(t, in)
	workers, kill := int(in.Int("workers")), in.Word("kill")
	real := t.Process().Parallel()
	switch {
	case workers == 0 && real && kill != killNone:
		must(t, errors.New("workers from outside are not killed: workers must be 1 or more, or kill none"))
	case workers == 0 && real:
		j.serveOutside(t)
		return j.outcome(t, 0)
	}
	if j.engine == byJetStream {
		m := j.manager(nil)
		m.Register(managers.Type{Typeid: getStream, New: sharedStream(in.Duration("ack-wait"))})
		must(t, m.Start(t))
		defer m.Shutdown(t)
	}
	return j.outcome(t, j.supervise(t, max(workers, 1), kill))
}

func newDistribution(t *sched.Thread, in Input) *distribution {
	at, err := socket.ParseAddr(in.Word("listen"))
	must(t, err)
	j := &distribution{engine: in.Word("engine"), at: at, key: []byte(in.Word("authkey")), work: in.Duration("work"), patience: in.Duration("patience")}
	tasks := int(in.Int("tasks"))
	if tasks < 1 || tasks > mostTasks {
		t.Fail("parameter tasks is %d: it must be from 1 to %d", tasks, mostTasks)
	}
	j.network.Latency = in.Duration("latency")
	if j.network.Latency == 0 {
		j.network.Latency = -1 // none at all, where 0 would be the default
	}
	j.cut = j.network
	j.cut.Faults.CutAt, j.cut.Faults.CutFor = 3*j.work, in.Duration("partition")
	taken := map[int]bool{}
	for len(j.numbers) < tasks {
		n := int(t.Random(largestNumber))
		if !taken[n] {
			taken[n] = true
			j.numbers = append(j.numbers, n)
		}
	}
	for i := range max(in.Int("workers"), 1) {
		j.begun = append(j.begun, sched.NewSharedVar(t, ordinal("begun", int(i)), 0))
	}
	for i := range masters {
		j.collected = append(j.collected, sched.NewSharedVar(t, ordinal("collected", i), 0))
		j.right = append(j.right, sched.NewSharedVar(t, ordinal("right", i), 0))
	}
	j.over = sched.NewSharedVar(t, "over", 0)
	return j
}

// supervise runs master and workers, kills one of them, and returns the number of the master that was there at the end.
func (j *distribution) supervise(t *sched.Thread, workers int, kill string) (last int) {
	master := startProcesses(t, 1, func(t *sched.Thread, _ int) { j.master(t, 0) })[0]
	list := startProcesses(t, workers, j.worker)
	switch kill {
	case killWorker:
		j.await(t, j.begun[0], 1)
		t.Sleep(j.work / 2)
		list[0].Kill(t)
		t.Print("a worker is killed")
	case killMaster:
		j.await(t, j.collected[0], max(1, len(j.numbers)/3))
		master.Kill(t)
		master.Join(t)
		t.Print("the master is killed")
		last = 1
		master = startProcesses(t, 1, func(t *sched.Thread, _ int) { j.master(t, 1) })[0]
	}
	master.Join(t)
	j.over.Set(t, 1)
	joinProcesses(t, list)
	return last
}

// await waits until a number that others count has come so far, or nobody will get it there any more.
func (j *distribution) await(t *sched.Thread, v *sched.Var[int], n int) {
	for waited := time.Duration(0); v.Get(t) < n && waited < time.Minute; waited += j.step() {
		t.Sleep(j.step())
	}
}

// step is how often is looked.
func (j *distribution) step() time.Duration { return max(j.work/10, time.Millisecond) }

// outcome says what the last master has.
func (j *distribution) outcome(t *sched.Thread, last int) Outcome {
	tasks, got, begun := len(j.numbers), j.right[last].Get(t), 0
	for _, v := range j.begun {
		begun += v.Get(t)
	}
	again := float64(max(0, begun-tasks))
	return Outcome{
		Result:  fmt.Sprintf("%s of %s, %d lost", plural(got, "result", "results"), plural(tasks, "task", "tasks"), tasks-got),
		OK:      got == tasks && j.collected[last].Get(t) == tasks,
		Want:    fmt.Sprintf("%s of %s, 0 lost", plural(tasks, "result", "results"), plural(tasks, "task", "tasks")),
		Metrics: []Metric{{"lost", float64(tasks - got)}, {"again", again}},
	}
}

// manager returns a manager for the address and the key of the job, without types.
func (j *distribution) manager(cut *socket.Config) *managers.BaseManager {
	c := managers.Config{Address: j.at, Authkey: j.key, Sockets: j.network}
	if cut != nil {
		c.Sockets = *cut
	}
	return managers.NewBaseManager(c)
}
