// This file holds what calls of the library cost on the machine of the reference figures against what was measured.

package experiment

import (
	"flag"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/greenlet/generator"
	"github.com/gilsim/gilsim/greenlet/gevent"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/sched/threading/futures"
)

var callTable = flag.Bool("call-table", false, "print the table of gil/calls.go that calls.json gives, and do not compare")

// method is what a program executes itself for a call of a method, with so many arguments: what stands on the stack, and what
// throws the result away. The call is the library's.
func method(t *sched.Thread, arguments int64) { t.Run(3 + arguments) }

// measuredCalls are the loops of calls.py without the loop: each returns what one round is.
var measuredCalls = map[sched.LibraryCall]func(t *sched.Thread) func(){
	sched.CallFunction: func(t *sched.Thread) func() {
		return func() { t.Run(3); t.Call(func() { t.Run(3) }) }
	},
	sched.CallNext: func(t *sched.Thread) func() {
		g := generator.New("numbers", func(t *sched.Thread, y *generator.Yielder[int]) (any, error) {
			for {
				t.Run(3)
				if _, err := y.Yield(1); err != nil {
					return nil, err
				}
			}
		})
		return func() { t.Run(4); g.Next(t) }
	},
	sched.CallLock: func(t *sched.Thread) func() {
		l := threading.NewLock(t, "lock")
		return func() { method(t, 0); l.Acquire(t); method(t, 0); l.Release(t) }
	},
	sched.CallRLock: func(t *sched.Thread) func() {
		l := threading.NewRLock(t, "lock")
		return func() { method(t, 0); l.Acquire(t); method(t, 0); l.Release(t) }
	},
	sched.CallNotify: func(t *sched.Thread) func() {
		c := threading.NewCondition(t, "condition")
		return func() {
			method(t, 0)
			c.Acquire(t)
			method(t, 0)
			c.Notify(t, 1)
			method(t, 0)
			c.Release(t)
		}
	},
	sched.CallEvent: func(t *sched.Thread) func() {
		e := threading.NewEvent(t, "event")
		return func() { method(t, 0); e.Set(t); method(t, 0); e.Clear(t) }
	},
	sched.CallEventWait: func(t *sched.Thread) func() {
		e := threading.NewEvent(t, "event")
		e.Set(t)
		return func() { method(t, 0); e.Wait(t) }
	},
	sched.CallSemaphore: func(t *sched.Thread) func() {
		s := threading.NewSemaphore(t, "semaphore", 1)
		return func() { method(t, 0); s.Acquire(t); method(t, 0); s.Release(t, 1) }
	},
	sched.CallQueue: func(t *sched.Thread) func() {
		q := threading.NewQueue[int](t, "queue", 0)
		return func() { method(t, 1); q.Put(t, 1); method(t, 0); q.Get(t) }
	},
	sched.CallSimpleQueue: func(t *sched.Thread) func() {
		q := threading.NewSimpleQueue[int](t, "queue")
		return func() { method(t, 1); q.Put(t, 1); method(t, 0); q.Get(t) }
	},
	sched.CallSleepZero: func(t *sched.Thread) func() {
		return func() { method(t, 1); t.Sleep(0) }
	},
	sched.CallFuture: func(t *sched.Thread) func() {
		return func() {
			method(t, 0)
			f := futures.NewFuture[int](t)
			method(t, 1)
			f.SetResult(t, 1)
			method(t, 0)
			f.Result(t)
		}
	},
	sched.CallTask: func(t *sched.Thread) func() {
		e := futures.NewThreadPool(t, 1, "")
		abs := func(t *sched.Thread, x int) (int, error) {
			t.CallBuiltin("abs")
			return max(x, -x), nil
		}
		return func() {
			for range futures.Map(t, e, abs, make([]int, tasks)) {
			}
		}
	},
	sched.CallSwitch: func(t *sched.Thread) func() {
		x := greenlet.New(t, "x", func(t *sched.Thread, _ greenlet.Args) (any, error) {
			for {
				method(t, 0)
				if _, err := greenlet.Current(t).Parent().Switch(t); err != nil {
					return nil, err
				}
			}
		})
		return func() { method(t, 0); x.Switch(t) }
	},
	sched.CallHubSleep: func(t *sched.Thread) func() {
		return func() { method(t, 1); gevent.Sleep(t, 0) }
	},
	sched.CallHubSpawn: func(t *sched.Thread) func() {
		return func() {
			t.Run(6)
			gevent.Spawn(t, "", func(*sched.Thread) (any, error) { return nil, nil }).Join(t)
		}
	},
}

// tasks is how many a round of CallTask has: the worker is not woken for each.
const tasks = 1000

// simulatedCall returns what a round takes with these costs, in nanoseconds.
func simulatedCall(t *testing.T, era gil.Era, costs sched.CallCosts, c sched.LibraryCall) float64 {
	t.Helper()
	machine, err := sim.Profile("vm")
	if err != nil {
		t.Fatal(err)
	}
	machine.Cores, machine.SpeedJitter = 1, -1
	machine.GIL, machine.Bytecode, machine.Library = era.Lock, era.Bytecode, era.Library
	machine.Library.Calls = costs
	rounds, calls := 1000, 1000
	if c == sched.CallTask {
		rounds, calls = 3, 3*tasks
	}
	var took time.Duration
	if _, err = sim.Run(machine, func(t *sched.Thread) {
		round := measuredCalls[c](t)
		t.Run(1)
		round()
		t.Run(1)
		begin := t.Engine().Now()
		for range rounds {
			round()
		}
		t.Run(1)
		took = t.Engine().Now() - begin
	}); err != nil {
		t.Fatalf("%s under %s: %v", c, era.Name, err)
	}
	return float64(took) / float64(calls)
}

// warmBytecode is what a bytecode costs on the machine of the reference figures, in picoseconds, in a function that has been called often,
// as those of calls.py have: CPython 3.11 executes it faster from the 8th call on. Of others that is the figure of the era.
var warmBytecode = map[string]int64{"3.11": 1544}

// measuredCost returns what was measured, where it was, for the machine of the reference figures, which executes bytecodes faster. A sleep that sets a timer is none that can be
// told from the timer.
func measuredCost(runs map[string]map[string]float64, era gil.Era, c sched.LibraryCall) (ns float64, ok bool) {
	run := runs[era.Name]
	if _, ok = measuredCalls[c]; !ok || c == sched.CallSleepZero && run[c.String()] > 1000 {
		return 0, false
	}
	bytecode := era.Bytecode
	if ns, ok = run[c.String()]; !ok && c >= sched.CallSwitch {
		run = runs["3.11"]
		ns, ok = run[c.String()]
		bytecode = warmBytecode["3.11"]
	}
	if warm, other := warmBytecode[era.Name]; other {
		bytecode = warm
	}
	return ns * float64(bytecode) / run["bytecode-ps"], ok
}

// costsOf returns the costs with which a version's calls take what was measured. Of what is made of others they come first.
func costsOf(t *testing.T, era gil.Era, runs map[string]map[string]float64) (costs sched.CallCosts) {
	t.Helper()
	for c := range sched.LibraryCall(sched.LibraryCalls) {
		want, ok := measuredCost(runs, era, c)
		if !ok {
			continue
		}
		const trial = 1000
		bare := simulatedCall(t, era, costs, c)
		costs[c] = trial
		times := math.Round((simulatedCall(t, era, costs, c) - bare) / trial)
		costs[c] = time.Duration(max(0, math.Round((want-bare)/times)))
	}
	return costs
}

// Every call takes what was measured for its version, within 5 % or two bytecodes, unless what it executes takes longer already.
func TestCallsCostWhatWasMeasured(t *testing.T) {
	runs := reference[map[string]float64](t, "calls.json")
	for _, era := range gil.Eras() {
		if runs[era.Name] == nil {
			continue
		}
		if *callTable {
			printCosts(era.Name, costsOf(t, era, runs))
			continue
		}
		for c := range sched.LibraryCall(sched.LibraryCalls) {
			want, ok := measuredCost(runs, era, c)
			if !ok {
				continue
			}
			got := simulatedCall(t, era, era.Library.Calls, c)
			off := math.Abs(got-want) > max(0.05*want, 2*float64(era.Bytecode)/1000)
			if off && (got < want || era.Library.Calls[c] > 0) {
				t.Errorf("%s under %s takes %.1f ns, measured %.1f", c, era.Name, got, want)
			}
		}
	}
}

// printCosts prints a line of the table.
func printCosts(version string, costs sched.CallCosts) {
	names := []string{"CallFunction", "CallNext", "CallLock", "CallRLock", "CallNotify", "CallEvent", "CallEventWait", "CallSemaphore", "CallQueue",
		"CallSimpleQueue", "CallSleepZero", "CallFuture", "CallTask", "CallSwitch", "CallHubSleep", "CallHubSpawn"}
	var list []string
	for c, d := range costs {
		if d > 0 {
			list = append(list, fmt.Sprintf("sched.%s: %d", names[c], d))
		}
	}
	fmt.Fprintf(os.Stdout, "\t%q: {%s},\n", version, strings.Join(list, ", "))
}
