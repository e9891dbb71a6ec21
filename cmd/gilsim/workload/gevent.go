// This file defines the program in which two greenlets sleep, with the monkey patch and without.

package workload

import (
	"time"

	"github.com/gilsim/gilsim/greenlet/gevent"
	"github.com/gilsim/gilsim/sched"
)

// naps is the tutorials' program with gevent.
func naps() *Program {
	return &Program{
		Name:   "gevent",
		Family: "coroutines",
		Short:  "two greenlets that sleep: 0.3 s with the monkey patch, 0.4 s without",
		Doc: `Two greenlets of one thread say that they run, call time.sleep, for 0.3 s and for
0.1 s, and say that they are over. joinall waits for both. A thread does so; with
more threads each does the same, with a hub of its own.

With the monkey patch a sleep parks the greenlet: the hub lets the other one go on,
and then waits for the timers. So task2 is over first, and all takes 0.3 s. Without
the patch (patch=false) a sleep blocks the thread, and the hub with it: task2 has not
even begun when task1 is over, nothing else runs meanwhile, and all takes 0.4 s. The
metric "overlap" is the time of both sleeps over the time that passed.

The tutorials call monkey.patch_all() and say that gevent switches where a task
waits. That holds, and only for what the patch has replaced: "from time import sleep"
before it keeps the sleep that blocks, which is patch=false. A task that computes is
never interrupted. The lock has no part in it.

The tutorials' sleeps take ten times as long, and so does all: 3 s and 4 s. For real
those are waited for, in each of several runs.`,
		Try: []string{
			"gilsim --workload=gevent --param=patch=false  # 0.4 s: the sleeps block the thread",
			"gilsim --workload=gevent --view=columns  # every switch goes through the hub",
			"gilsim --workload=gevent --param=task1=3s --param=task2=1s --real=false  # the sleeps of the tutorials, simulated in a moment",
		},
		Threads: 1,
		Params: []Param{
			{Name: "patch", Default: "true", Doc: "whether monkey.patch_all() is called first"},
			{Name: "task1", Default: "300ms", Doc: "how long the first greenlet sleeps"},
			{Name: "task2", Default: "100ms", Doc: "how long the second one sleeps"},
		},
		Run: runNaps,
	}
}

// A sleepingPair is the two greenlets of a thread.
type sleepingPair struct {
	over   int // have ended
	asleep int // sleep now
	most   int // have slept at the same time
}

// spawn starts one of them.
//
//	def task1():
//	    print("task1 run")
//	    time.sleep(3)
//	    print("task1 over")
//
//	gevent.spawn(task1)
func (p *sleepingPair) spawn(t *sched.Thread, name string, d time.Duration) *gevent.Greenlet {
	return gevent.Spawn(t, name, func(t *sched.Thread) (any, error) {
		t.Print(name, "run")
		p.asleep++
		p.most = max(p.most, p.asleep)
		t.Sleep(d)
		p.asleep--
		t.Print(name, "over")
		p.over++
		return nil, nil
	})
}

// runNaps has each thread run two greenlets. All must end, and sleep at the same time only if the patch lets them.
func runNaps(t *sched.Thread, in Input) Outcome {
	pairs, patched := make([]sleepingPair, in.Threads), in.Bool("patch")
	began := t.Now()
	join(t, start(t, in.Threads, "", func(t *sched.Thread, i int) {
		if patched {
			gevent.Patch(t)
		}
		task1 := pairs[i].spawn(t, "task1", in.Duration("task1"))
		task2 := pairs[i].spawn(t, "task2", in.Duration("task2"))
		gevent.JoinAll(t, []*gevent.Greenlet{task1, task2})
	}))
	took := t.Now() - began
	o := slept(pairs, patched)
	o.Metrics = []Metric{
		{"joinall_seconds", took.Seconds()},
		{"overlap", ratio(in.Duration("task1")+in.Duration("task2"), took)},
	}
	return o.say(t)
}

// slept returns what came of all greenlets.
func slept(pairs []sleepingPair, patched bool) Outcome {
	const together, apart = "both slept at the same time", "each slept by itself"
	right, want, otherwise := sleepingPair{over: 2, most: 1}, apart, together
	if patched {
		right.most, want, otherwise = 2, together, apart
	}
	for _, p := range pairs {
		if p != right {
			return Outcome{Result: otherwise, Want: want}
		}
	}
	return Outcome{Result: want, OK: true, Want: want}
}
