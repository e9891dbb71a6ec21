// This file defines the programs that wait for input and output.

package workload

import (
	"fmt"
	"slices"
	"time"

	"github.com/gilsim/gilsim/sched"
)

// sleepers is many threads that wait.
func sleepers() *Program {
	return &Program{
		Name:   "sleepers",
		Family: "io",
		Short:  "I/O-bound threads: all of them sleep at the same time",
		Doc: `Each thread sleeps a few times and does a little work after each sleep. A sleep
releases the interpreter lock, like every call that waits for something. So all
sleep at the same time, and the run lasts about as long as one thread: the metric
"overlap" is the sleeping time of all threads over the time of the run. The
latencies are how much later than asked for the threads woke up.

The tutorials start ten threads that sleep 0.1 s each, and are through after 0.1 s:
threads for waiting. That holds everywhere, and the lock does not matter for it.`,
		Try: []string{
			"gilsim --workload=sleepers --gil=off  # the same time",
			"gilsim --workload=sleepers --threads=100 --cores=1  # still about the time of one",
			"gilsim --workload=sleepers --param=work=1000000  # 14 ms of work after each sleep: now the lock matters; try --gil=off",
		},
		Threads: 10,
		Params: []Param{
			{Name: "sleeps", Default: "3", Doc: "how often each thread sleeps"},
			{Name: "sleep", Default: "10ms", Doc: "how long each time"},
			{Name: "work", Default: "1000", Doc: "rounds of work after each sleep"},
		},
		Run: runSleepers,
	}
}

// runSleepers runs the threads; each must have woken from each of its sleeps, and never early.
func runSleepers(t *sched.Thread, in Input) Outcome {
	sleeps, sleep, work := in.Int("sleeps"), in.Duration("sleep"), in.Int("work")
	latencies := make([][]time.Duration, in.Threads)
	began := t.Now()
	join(t, start(t, in.Threads, "", func(t *sched.Thread, i int) {
		for range sleeps {
			latencies[i] = append(latencies[i], late(t, sleep, func() { t.Sleep(sleep) }))
			xor(t, work)
		}
	}))
	took := t.Now() - began
	all := slices.Concat(latencies...)
	return Outcome{
		Result:    fmt.Sprintf("%s, %d of them too short", plural(len(all), "sleep", "sleeps"), early(all)),
		OK:        len(all) == in.Threads*int(sleeps) && early(all) == 0,
		Want:      plural(int64(in.Threads)*sleeps, "sleep", "sleeps") + ", 0 of them too short",
		Metrics:   []Metric{{"overlap", ratio(time.Duration(len(all))*sleep, took)}},
		Latencies: all,
	}.say(t)
}

// mixed is the convoy.
func mixed() *Program {
	return &Program{
		Name:   "mixed",
		Family: "io",
		Short:  "one I/O-bound thread among CPU-bound ones: the convoy",
		Doc: `One thread serves requests: it waits 1 ms for each, and needs the lock for a moment
to answer. The other threads compute until it is done. The latencies are how much
later than asked for it came back from its waits.

After each wait the lock is taken, and the thread must wait until it has been asked
for: one whole switch interval for a moment of work. With one CPU-bound thread a
latency is 5.2 ms, with more of them many times that now and then. CPython 2 served
such a thread at once, because it let the lock go every 100 bytecodes; without the
lock nobody has to wait. Green threads ("coop") do not let go at all: the first
answer comes when the CPU-bound threads have given up.

The tutorials advise threads for I/O. That holds as long as nobody else computes.`,
		Try: []string{
			"gilsim --workload=mixed --switch-interval=500us  # latencies follow the interval",
			"gilsim --workload=mixed --threads=5 --param=requests=100  # four CPU-bound threads: look at p99",
			"gilsim --workload=mixed --python=2.7  # the old lock answers at once, and so does --python=3.13t",
		},
		Threads: 2,
		Params: []Param{
			{Name: "requests", Default: "20", Doc: "how many requests the I/O-bound thread serves"},
			{Name: "wait", Default: "1ms", Doc: "how long it waits for each"},
			{Name: "work", Default: "100", Doc: "rounds of work for each answer"},
			{Name: "spin", Default: "100000000", Doc: "rounds after which a CPU-bound thread gives up, done or not"},
		},
		Run: runMixed,
	}
}

// poll is after how many rounds a CPU-bound thread looks whether it may stop.
const poll = 10_000

// runMixed runs one I/O-bound thread beside the CPU-bound ones; it must have served each request, and none early.
func runMixed(t *sched.Thread, in Input) Outcome {
	done := sched.NewVar(t, "done", 0)
	requests := in.Int("requests")
	var latencies []time.Duration
	server := t.Spawn("io", func(t *sched.Thread) {
		wait, work := in.Duration("wait"), in.Int("work")
		for range requests {
			latencies = append(latencies, late(t, wait, func() { t.IO("request", wait) }))
			xor(t, work)
		}
		done.Set(t, 1)
	})
	rounds := make([]int64, in.Threads-1)
	crew := start(t, in.Threads-1, "cpu", func(t *sched.Thread, i int) {
		rounds[i] = spinUntil(t, done, in.Int("spin"))
	})
	t.Join(server)
	join(t, crew)
	var spun int64
	for _, n := range rounds {
		spun += n
	}
	return Outcome{
		Result:    fmt.Sprintf("%s, %d of them early", plural(len(latencies), "request", "requests"), early(latencies)),
		OK:        int64(len(latencies)) == requests && early(latencies) == 0,
		Want:      plural(requests, "request", "requests") + ", 0 of them early",
		Metrics:   []Metric{{"cpu_rounds", float64(spun)}},
		Latencies: latencies,
	}.say(t)
}

// spinUntil computes until done is set, or for so many rounds, and returns how many it did.
func spinUntil(t *sched.Thread, done *sched.Var[int], most int64) int64 {
	var n int64
	for n < most && done.Get(t) == 0 {
		some := min(poll, most-n)
		xor(t, some)
		n += some
	}
	return n
}
