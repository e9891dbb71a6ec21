// This file defines small programs that no setting of a profile was chosen for: those of testdata/reference/untuned.py.

package experiment

import (
	"slices"
	"strconv"
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
	"github.com/gilsim/gilsim/trace"
)

// An untuned is one of the programs with its arguments, as a key of untuned.json names it: "3.11 countdown 2 10000000 0.0005".
type untuned struct {
	python string
	name   string
	args   []float64
	ops    int64 // what it does, to divide its time by
	from   time.Duration
	until  time.Duration // 0: to its end
	counts sched.Function
	own    map[string]float64
}

// parseUntuned reads a key. Programs of greenlet and gevent name no version: theirs is 3.11.
func parseUntuned(t *testing.T, key string) *untuned {
	words := strings.Fields(key)
	u := &untuned{python: "3.11", own: map[string]float64{}}
	if words[0][0] == '2' || words[0][0] == '3' {
		u.python, words = words[0], words[1:]
	}
	u.name = words[0]
	for _, w := range words[1:] {
		x, err := strconv.ParseFloat(w, 64)
		if err != nil {
			t.Fatalf("%q: %v", key, err)
		}
		u.args = append(u.args, x)
	}
	return u
}

// n returns an argument.
func (u *untuned) n(i int) int64 { return int64(u.args[i]) }

// lock returns the lock of its version, with the interval that the third argument of a count-down sets.
func (u *untuned) lock(t *testing.T) gil.Era {
	era, err := gil.CPython(u.python)
	if err != nil {
		t.Fatal(err)
	}
	if u.name == "countdown" && len(u.args) > 2 && u.args[2] > 0 {
		if era.Lock.Discipline == gil.Ticks {
			era.Lock.CheckInterval = int(u.args[2])
		} else {
			era.Lock.Interval = time.Duration(u.args[2] * 1e9)
		}
	}
	return era
}

// run makes the run on the machine, and returns what untuned.py prints.
func (u *untuned) run(t *testing.T, machine sim.Config) map[string]float64 {
	t.Helper()
	era := u.lock(t)
	machine.Cores, machine.Seed = 2, max(1, machine.Seed)
	machine.GIL, machine.Bytecode, machine.Library = era.Lock, era.Bytecode, era.Library
	f := new(runFigures)
	tr, err := sim.Record(machine, func(t *sched.Thread) {
		u.from = t.Engine().Now()
		untunedPrograms[u.name](t, u)
		if u.until == 0 {
			u.until = t.Engine().Now()
		}
	})
	if err != nil {
		t.Fatalf("%s: %v", u.name, err)
	}
	f.measure(between(tr.Events, u.from, u.until))
	wall := u.until - u.from
	u.own["wall"] = wall.Seconds()
	u.own["us_per_op"] = float64(wall) / 1e3 / float64(u.ops)
	u.own["cpu"] = 100 * float64(f.onCore) / float64(wall)
	u.own["vol_s"] = float64(f.voluntary) / wall.Seconds()
	return u.own
}

// between returns the events of a part of the run. A thread that had a core when it began counts from there on.
func between(events []trace.Event, from, until time.Duration) (list []trace.Event) {
	for _, e := range events {
		switch {
		case e.Time < int64(from) && e.Kind == trace.Run:
			e.Time = int64(from)
		case e.Time < int64(from) || e.Time > int64(until):
			continue
		}
		list = append(list, e)
	}
	return list
}

// around is the loop that a program has around its calls, of n bytecodes a round.
func around(t *sched.Thread, n int64) { t.Execute(sched.Code{N: n, Round: n, Ticks: min(n, 2)}) }

// count counts down from n.
func count(t *sched.Thread, n int64) { t.Execute(sched.Code{N: 9 * n, Round: 9, Ticks: 3}) }

// count is the function of that name.
func (u *untuned) count(t *sched.Thread, n int64) { u.counts.Run(t, func() { count(t, n) }) }

// listedItem is what an item of a list costs that range makes, in tenths of a bytecode: itemMade and itemKept of package python.
const listedItem = 25 + 40

// makeRange is a call of range, which makes a list of all its numbers under CPython 2.
func (u *untuned) makeRange(t *sched.Thread, n int64) {
	if u.python[0] == '2' {
		t.WorkCharger().ChargeWork(t, n*listedItem/10)
		t.Run(1)
	}
}

// together starts threads and waits for them.
func together(t *sched.Thread, all ...func(*sched.Thread)) {
	var list []*sched.Thread
	for _, f := range all {
		list = append(list, t.Spawn("", f))
	}
	for _, other := range list {
		t.Join(other)
	}
}

// untunedPrograms are the programs by name.
var untunedPrograms = map[string]func(*sched.Thread, *untuned){
	"countdown": func(t *sched.Thread, u *untuned) {
		threads, n := u.n(0), u.n(1)
		u.ops = n
		if threads == 0 {
			u.count(t, n)
			return
		}
		together(t, slices.Repeat([]func(*sched.Thread){func(t *sched.Thread) { u.count(t, n/threads) }}, int(threads))...)
	},
	"sleep0": func(t *sched.Thread, u *untuned) {
		threads, n := u.n(0), u.n(1)
		u.ops = threads * n
		together(t, slices.Repeat([]func(*sched.Thread){func(t *sched.Thread) {
			for range n {
				around(t, 7)
				t.Sleep(0)
			}
		}}, int(threads))...)
	},
	"lockpp": func(t *sched.Thread, u *untuned) {
		n := u.n(0)
		u.ops = 2 * n
		a, b := threading.NewLock(t, "A"), threading.NewLock(t, "B")
		a.Acquire(t)
		b.Acquire(t)
		together(t, func(t *sched.Thread) {
			for range n {
				around(t, 12)
				a.Acquire(t)
				b.Release(t)
			}
		}, func(t *sched.Thread) {
			for range n {
				around(t, 12)
				a.Release(t)
				b.Acquire(t)
			}
		})
	},
	"lockfight": func(t *sched.Thread, u *untuned) {
		n := u.n(0)
		u.ops = 2 * n
		a := threading.NewLock(t, "A")
		f := func(t *sched.Thread) {
			for range n {
				around(t, 12)
				a.Acquire(t)
				t.Call(func() { u.count(t, 20) })
				a.Release(t)
			}
		}
		together(t, f, f)
	},
	"eventpp": func(t *sched.Thread, u *untuned) {
		n := u.n(0)
		u.ops = 2 * n
		a, b := threading.NewEvent(t, "A"), threading.NewEvent(t, "B")
		together(t, func(t *sched.Thread) {
			for range n {
				around(t, 15)
				a.Wait(t)
				a.Clear(t)
				b.Set(t)
			}
		}, func(t *sched.Thread) {
			for range n {
				around(t, 15)
				a.Set(t)
				b.Wait(t)
				b.Clear(t)
			}
		})
	},
	"queue": func(t *sched.Thread, u *untuned) {
		n := u.n(0)
		u.ops = n
		q := threading.NewQueue[int64](t, "q", int(u.n(1)))
		together(t, func(t *sched.Thread) {
			for i := range n {
				around(t, 8)
				q.Put(t, i)
			}
		}, func(t *sched.Thread) {
			for range n {
				around(t, 8)
				q.Get(t)
			}
		})
	},
	"tpe": func(t *sched.Thread, u *untuned) {
		u.ops = u.n(1)
		e := futures.NewThreadPool(t, int(u.n(0)), "")
		abs := func(t *sched.Thread, x int64) (int64, error) {
			t.CallBuiltin("abs")
			return max(x, -x), nil
		}
		for range futures.Map(t, e, abs, make([]int64, u.n(1))) {
		}
		e.Shutdown(t, true)
	},
	"sleeper": func(t *sched.Thread, u *untuned) {
		u.ops = u.n(1)
		stop := false
		for range u.n(0) {
			t.Spawn("", func(t *sched.Thread) {
				for !stop {
					u.count(t, 1000)
				}
			})
		}
		t.Sleep(20 * time.Millisecond)
		u.from = t.Engine().Now()
		var late []float64
		for range u.n(1) {
			from := t.Engine().Now()
			t.Run(10)
			t.Sleep(time.Millisecond)
			l := float64(t.Engine().Now()-from-time.Millisecond) / 1e6
			late = append(late, l)
			u.own["mean"] += l / u.args[1]
		}
		u.until = t.Engine().Now()
		stop = true
		slices.Sort(late)
		u.own["median"], u.own["p95"] = late[len(late)/2], late[len(late)*95/100]
	},
	"iocpu": func(t *sched.Thread, u *untuned) {
		u.ops = u.n(0) * u.n(1)
		last := time.Duration(0)
		sleeps := func(t *sched.Thread) {
			for range u.n(1) {
				around(t, 7)
				t.Sleep(time.Millisecond)
			}
			last = max(last, t.Engine().Now()-u.from)
		}
		computes := func(t *sched.Thread) {
			u.count(t, u.n(2))
			u.own["cpu_thread"] = (t.Engine().Now() - u.from).Seconds()
		}
		together(t, append(slices.Repeat([]func(*sched.Thread){sleeps}, int(u.n(0))), computes)...)
		u.own["io_last"] = last.Seconds()
	},
	"gen": func(t *sched.Thread, u *untuned) {
		n := u.n(0)
		u.ops = n
		g := generator.New("g", func(t *sched.Thread, y *generator.Yielder[int]) (any, error) {
			for {
				t.Run(3)
				if _, err := y.Yield(1); err != nil {
					return nil, err
				}
			}
		})
		timed := func(f func()) float64 {
			from := t.Engine().Now()
			u.makeRange(t, n)
			f()
			return float64(t.Engine().Now()-from) / float64(n)
		}
		loop := timed(func() { t.Loop(n, 3) })
		next := timed(func() {
			for range n {
				t.Loop(1, 3)
				t.Run(4)
				if _, err := g.Next(t); err != nil {
					return
				}
			}
		})
		call := timed(func() {
			for range n {
				t.Loop(1, 3)
				t.Run(3)
				t.Call(func() { t.Run(3) })
			}
		})
		u.own["loop_ns"], u.own["next_ns"], u.own["call_ns"] = loop, next-loop, call-loop
	},
	"gevent": func(t *sched.Thread, u *untuned) {
		u.ops = u.n(0) * u.n(1)
		var list []*gevent.Greenlet
		for range u.n(0) {
			list = append(list, gevent.Spawn(t, "", func(t *sched.Thread) (any, error) {
				for range u.n(1) {
					around(t, 7)
					gevent.Sleep(t, 0)
				}
				return nil, nil
			}))
		}
		gevent.JoinAll(t, list)
	},
	"greenlet": func(t *sched.Thread, u *untuned) {
		n := u.n(0)
		u.ops = 2 * n
		x := greenlet.New(t, "x", func(t *sched.Thread, _ greenlet.Args) (any, error) {
			for range n {
				around(t, 7)
				if _, err := greenlet.Current(t).Parent().Switch(t); err != nil {
					return nil, err
				}
			}
			return nil, nil
		})
		for range n {
			around(t, 7)
			if _, err := x.Switch(t); err != nil {
				return
			}
		}
	},
}
