// This file defines the programs that show what a process has for itself: cores, and memory.

package workload

import (
	"fmt"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing"
)

// methodParam is how a program starts its processes.
func methodParam() Param {
	return Param{Name: "method", Default: multiprocessing.Fork.String(), Words: multiprocessing.Methods(), Doc: "how processes are started"}
}

// useMethod starts processes from now on as the parameter says.
func useMethod(t *sched.Thread, in Input) {
	m, err := multiprocessing.ParseMethod(in.Word("method"))
	must(t, err)
	multiprocessing.SetStartMethod(t, m)
}

// startProcesses starts n processes that run body with their number, from 0, and are given the args.
func startProcesses(t *sched.Thread, n int, body func(t *sched.Thread, i int), args ...any) []*multiprocessing.Process {
	list := make([]*multiprocessing.Process, n)
	for i := range list {
		list[i] = multiprocessing.NewProcess(t, func(t *sched.Thread) { body(t, i) }, args...)
		list[i].Start(t)
	}
	return list
}

// joinProcesses waits until all of them have ended, and returns how many have ended well.
func joinProcesses(t *sched.Thread, list []*multiprocessing.Process) (well int) {
	for _, p := range list {
		p.Join(t)
		if code, ended := p.ExitCode(t); ended && code == 0 {
			well++
		}
	}
	return well
}

// processes is the tutorials' advice for work that only computes.
func processes() *Program {
	return &Program{
		Name:      "processes",
		Family:    "multiprocessing",
		Processes: true,
		Short:     "the dead loop in processes: all cores compute, under every lock",
		Doc: `The work of "spin", done by processes: each has an interpreter, and an interpreter
lock, of its own. Four processes on four cores take the time of one, under every
version of Python; with by=threads the same work takes turns, and so it does with
by=greenlets and by=sequential, the latter without anybody beside the main thread.

The tutorials advise: processes for what computes, threads for what waits. It holds
wherever there is the lock. What they leave out is the price: a process is started
in 4 to 6 ms by fork and in 100 ms by spawn, and so work of a few milliseconds is
done sooner by threads.`,
		Try: []string{
			"gilsim --workload=processes --param=by=threads  # the same work under one lock: they take turns",
			"gilsim --workload=processes --param=method=spawn  # a new interpreter for each: 100 ms before it begins",
			"gilsim compare --family=parallel  # threads, processes, a pool, greenlets: what starting them costs, and when that is made up for",
			"gilsim --workload=processes --param=rounds=100000  # little work: the start takes longer",
		},
		Threads: 4,
		Params: []Param{
			{Name: "rounds", Default: "5000000", Doc: "rounds of the loop in each process"},
			{Name: paramBy, Default: byProcesses, Words: []string{byProcesses, byThreads, byPool, byGreenlets, bySequential}, Doc: "who does the work"},
			methodParam(),
			{Name: "apart", Default: "false", Silent: true, Doc: "does the same without any work before, so that what starting and ending them takes stands apart"},
			{Name: paramPool, Default: "4", Silent: true, Doc: "how many processes a pool has"},
		},
		Run: runProcesses,
	}
}

// paramPool says how many processes a pool has: for Python as many as there are cores, which a program of the catalogue does not know.
const paramPool = "pool"

// runProcesses has the work done; each must have executed all of its bytecodes.
func runProcesses(t *sched.Thread, in Input) Outcome {
	useMethod(t, in)
	rounds, by := in.Int("rounds"), in.Word(paramBy)
	who := workers{by, int(max(1, in.Int(paramPool)))}
	spent := make([]*sched.Var[int], in.Threads)
	for i := range spent {
		spent[i] = sched.NewSharedVar(t, ordinal("bytecodes", i), 0)
	}
	work := func(t *sched.Thread, i int) {
		before := t.Bytecodes()
		xor(t, rounds)
		spent[i].Set(t, int(t.Bytecodes()-before))
	}
	var apart []Metric
	if in.Bool("apart") {
		start, all := who.apart(t, in.Threads, work)
		apart = []Metric{{"took_seconds", all.Seconds()}, {"start_seconds", start.Seconds()}, {"work_seconds", max(0, all-start).Seconds()}}
	} else {
		who.do(t, "work", in.Threads, work)
	}
	all, workers := int64(0), int64(in.Threads)
	for _, v := range spent {
		all += int64(v.Get(t))
	}
	return Outcome{
		Result:  fmt.Sprintf("%d %s did %d rounds each", workers, by, all/xorRound/workers),
		OK:      all == rounds*xorRound*workers,
		Want:    fmt.Sprintf("%d %s do %d rounds each", workers, by, rounds),
		Metrics: apart,
	}.say(t)
}

// noSharing is the tutorials' global that a child changes.
func noSharing() *Program {
	return &Program{
		Name:      "process-no-sharing",
		Family:    "multiprocessing",
		Processes: true,
		Short:     "a global that a child changes: its parent does not see it",
		Doc: `The parent sets the global num from 1 to 100 and starts processes, each of which
adds to it and prints what it has; then the parent prints what it has itself. By
fork each child begins with 100, as its parent had it, and ends with 101; its parent
still has 100. By spawn each child begins with 1: the module is imported anew, and
what the parent has changed since is not known there.

The tutorials say that processes share nothing, and threads everything. That holds
everywhere. What a process is to give back must be sent, through a queue or a pipe,
or lie in shared memory.`,
		Try: []string{
			"gilsim --workload=process-no-sharing --view=program  # 101 in each child, 100 in the parent",
			"gilsim --workload=process-no-sharing --param=method=spawn --view=program  # 2 in each child",
			"gilsim --workload=process-lock  # what is shared, and what becomes of it",
		},
		Threads: 2,
		Params:  []Param{methodParam()},
		Run:     runNoSharing,
	}
}

// runNoSharing has each child add to the global. Each must see its own, and the parent what it had.
func runNoSharing(t *sched.Thread, in Input) Outcome {
	useMethod(t, in)
	const made, set = 1, 100
	num := sched.NewVar(t, "num", made)
	num.Set(t, set)
	want := set + 1
	if in.Word("method") != multiprocessing.Fork.String() {
		want = made + 1
	}
	well := joinProcesses(t, startProcesses(t, in.Threads, func(t *sched.Thread, _ int) {
		addTo(t, num, 1)
		n := num.Get(t)
		t.Print(multiprocessing.CurrentName(t), "has", n)
		if n != want {
			multiprocessing.Exit(1)
		}
	}))
	left := num.Get(t)
	return Outcome{
		Result: fmt.Sprintf("the parent has %d, and %s %d", left, plural(well, "child has had", "children have had"), want),
		OK:     left == set && well == in.Threads,
		Want:   fmt.Sprintf("the parent has %d, and each child has had %d", set, want),
	}.say(t)
}
