package sched_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace"
)

// child starts a process, whose start costs nothing.
func child(t *sched.Thread, name string, f func(t *sched.Thread)) *sched.Process {
	return t.StartProcess(sched.StartedProcess{Name: name, Function: f, Signal: 10 * time.Microsecond})
}

// wait waits for processes, and fails the thread if one does not end as it should.
func wait(t *sched.Thread, status int, list ...*sched.Process) {
	for _, p := range list {
		t.Wait(p, sched.Forever)
		machinetest.Must(t, p.Status() == status, "%s ends with %d, want %d", p.Name(), p.Status(), status)
	}
}

// What a process writes into a variable no other one sees, whoever forks whom, before or after, and whichever of them writes
// first. A process that begins anew has the variables as they were made.
func TestEachProcessHasItsOwnVariables(t *testing.T) {
	machinetest.Record(t, machinetest.Locked(gil.On), func(th *sched.Thread) {
		x, name := sched.NewVar(th, "x", 1), sched.NewRef(th, "name", "a")
		x.Set(th, 5)
		name.Set(th, "b")
		sees := func(t *sched.Thread, n int, text string) {
			got, gotText := x.Get(t), name.Get(t)
			machinetest.Must(t, got == n && gotText == text, "%s sees %d and %q, want %d and %q", t.Process().Name(), got, gotText, n, text)
		}
		p := child(th, "child", func(th *sched.Thread) {
			th.Sleep(time.Millisecond) // by now the parent has written
			sees(th, 5, "b")
			other := child(th, "grandchild", func(th *sched.Thread) {
				th.Sleep(time.Millisecond)
				sees(th, 5, "b")
				x.Set(th, 9)
				name.Set(th, "e")
				sees(th, 9, "e")
			})
			x.Set(th, 6)
			name.Set(th, "c")
			wait(th, 0, other)
			sees(th, 6, "c")
		})
		x.Set(th, 7)
		name.Set(th, "d")
		later := child(th, "later", func(th *sched.Thread) { sees(th, 7, "d") })
		anew := th.StartProcess(sched.StartedProcess{Name: "anew", Anew: true, Function: func(th *sched.Thread) {
			sees(th, 1, "a")
			x.Set(th, 3)
			sees(th, 3, "a")
			wait(th, 0, child(th, "of the new one", func(th *sched.Thread) { sees(th, 3, "a") }))
		}})
		wait(th, 0, p, later, anew)
		sees(th, 7, "d")
	})
}

func TestWhatBelongsToAnotherProcessIsRefused(t *testing.T) {
	machinetest.Record(t, machinetest.Locked(gil.On), func(th *sched.Thread) {
		var late *sched.Var[int]
		lock := threading.NewLock(th, "lock")
		queue := threading.NewSimpleQueue[int](th, "queue")
		shared := sched.NewSharedVar(th, "shared", 1)
		refused := func(th *sched.Thread, f func()) {
			err := th.Catch(f)
			machinetest.Must(th, err != nil && strings.Contains(err.Error(), "belongs to another process"), "the error is %v", err)
		}
		p := child(th, "child", func(th *sched.Thread) {
			refused(th, func() { lock.Acquire(th) })
			refused(th, func() { queue.Put(th, 1) })
			late = sched.NewVar(th, "late", 1)
			shared.Set(th, shared.Get(th)+1)
		})
		wait(th, 0, p)
		refused(th, func() { late.Get(th) })
		machinetest.Must(th, shared.Get(th) == 2, "shared memory is %d", shared.Get(th))
		other := child(th, "parent", func(th *sched.Thread) {
			wait(th, 0, child(th, "its child", func(*sched.Thread) {}))
		})
		wait(th, 0, other)
	})
}

// Two processes of two threads each need two cores as long as one process of two threads needs one core, whichever the lock.
func TestEachProcessHasItsOwnLock(t *testing.T) {
	for _, d := range []gil.Discipline{gil.On, gil.Ticks, gil.Off} {
		cfg := machinetest.Exactly(2)
		cfg.GIL = gil.Config{Discipline: d}
		work := func(th *sched.Thread) {
			other := th.Spawn("", func(th *sched.Thread) { th.Loop(100_000, 10) })
			th.Loop(100_000, 10)
			th.Join(other)
		}
		tr := machinetest.Record(t, cfg, func(th *sched.Thread) {
			wait(th, 0, child(th, "a", work), child(th, "b", work))
		})
		if err := trace.Check(tr); err != nil {
			t.Errorf("under %v: %v", d, err)
		}
		one := machinetest.Exactly(1)
		one.GIL = cfg.GIL
		if took, alone := machinetest.Wall(tr), machinetest.Wall(machinetest.Record(t, one, work)); took > alone*11/10 || took < alone*9/10 {
			t.Errorf("under %v: two processes on two cores take %v, and one on one core %v", d, took, alone)
		}
	}
}

// ends are the ways of processes to their end, and the status of each: its exit code, or minus a signal.
func ends(shared *sched.Var[int]) map[string]struct {
	body   func(t *sched.Thread)
	status int
	killed bool
} {
	type end = struct {
		body   func(t *sched.Thread)
		status int
		killed bool
	}
	forever := func(t *sched.Thread) { t.Loop(1e12, 10) }
	return map[string]end{
		"returns":          {func(*sched.Thread) {}, 0, false},
		"panics":           {func(*sched.Thread) { panic("x") }, 1, false},
		"panics in thread": {func(t *sched.Thread) { t.Join(t.Spawn("", func(*sched.Thread) { panic("x") })) }, 0, false},
		"exits":            {func(t *sched.Thread) { t.Exit(7) }, 7, false},
		"sets its code": {func(t *sched.Thread) {
			t.Process().SetStatus(3)
			t.Process().SetStatus(4)
		}, 3, false},
		"exits with threads": {func(t *sched.Thread) {
			t.Spawn("", forever)
			t.Spawn("", func(t *sched.Thread) { t.Sleep(time.Hour) })
			t.Sleep(time.Millisecond)
			t.Exit(2)
		}, 2, false},
		"exits in a thread": {func(t *sched.Thread) { t.Spawn("", func(t *sched.Thread) { t.Exit(5) }); forever(t) }, 5, false},
		"has daemon threads": {func(t *sched.Thread) {
			t.SpawnDaemon("", forever)
			t.SpawnDaemon("", func(t *sched.Thread) { t.IO("nothing", sched.Forever) })
			t.Run(10)
		}, 0, false},
		"computes": {forever, -9, true},
		"sleeps":   {func(t *sched.Thread) { t.Sleep(time.Hour) }, -9, true},
		"waits for itself": {func(t *sched.Thread) {
			lock := threading.NewLock(t, "lock")
			lock.Acquire(t)
			lock.Acquire(t)
		}, -9, true},
		"has threads": {func(t *sched.Thread) {
			lock := threading.NewLock(t, "lock")
			for range 3 {
				t.Spawn("", func(t *sched.Thread) {
					for {
						lock.With(t, func() { t.Loop(1000, 10) })
						shared.Set(t, shared.Get(t)+1)
					}
				})
			}
			forever(t)
		}, -9, true},
		"defers": {func(t *sched.Thread) {
			defer func() { shared.Set(t, -1) }()
			t.Sleep(time.Hour)
		}, -9, true},
	}
}

// names returns the keys in order.
func keys[V any](m map[string]V) (list []string) {
	for name := range m {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}

func TestEveryEndOfAProcess(t *testing.T) {
	for _, d := range []gil.Discipline{gil.On, gil.Off} {
		tr := machinetest.Record(t, machinetest.Locked(d), func(th *sched.Thread) {
			shared := sched.NewSharedVar(th, "shared", 0)
			all := ends(shared)
			for _, name := range keys(all) {
				e := all[name]
				p := child(th, name, e.body)
				if e.killed {
					machinetest.Must(th, !th.Wait(p, 0), "%s has ended at once", name)
					th.Sleep(20 * time.Millisecond)
					th.Signal(p, 9)
					machinetest.Must(th, !p.Over(), "%s is dead as soon as it is killed", name)
				}
				th.Sleep(20 * time.Millisecond)
				machinetest.Must(th, p.Over() && !p.Reaped(), "%s is no zombie", name)
				th.Signal(p, 15) // which is no error, and changes nothing
				machinetest.Must(th, th.Wait(p, time.Second) && p.Reaped() && p.Status() == e.status, "%s ends with %d, want %d", name, p.Status(), e.status)
				machinetest.Must(th, th.Wait(p, 0), "%s cannot be waited for twice", name)
			}
			machinetest.Must(th, shared.Get(th) >= 0, "a deferred call of a killed process has had an effect")
			machinetest.Must(th, len(th.Process().Children()) == 0, "%d children are left", len(th.Process().Children()))
		})
		if err := trace.Check(tr); err != nil {
			t.Errorf("under %v: %v", d, err)
		}
	}
}

// A process whose parent has ended is adopted by init, and the run lasts until it has ended, too.
func TestOrphansOutliveTheirParent(t *testing.T) {
	var before, after int
	tr := machinetest.Record(t, machinetest.Locked(gil.On), func(th *sched.Thread) {
		p := child(th, "parent", func(th *sched.Thread) {
			child(th, "orphan", func(th *sched.Thread) {
				before = th.Process().Ppid()
				th.Sleep(10 * time.Millisecond)
				after = th.Process().Ppid()
			})
			th.Sleep(time.Millisecond)
		})
		wait(th, 0, p)
		if err := th.Catch(func() { th.Wait(p.Children()[0], 0) }); err == nil {
			th.Fail("an orphan can be waited for")
		}
	})
	_ = tr
	if before != 1001 || after != sched.Init {
		t.Errorf("the orphan's parent is %d, and then %d", before, after)
	}
}

func TestWaitForAnyChild(t *testing.T) {
	machinetest.Record(t, machinetest.Locked(gil.On), func(th *sched.Thread) {
		var list []*sched.Process
		for i := range 3 {
			list = append(list, child(th, fmt.Sprint(i), func(th *sched.Thread) { th.Sleep(time.Duration(3-i) * 10 * time.Millisecond) }))
		}
		machinetest.Must(th, th.WaitAny(list, time.Millisecond) == nil, "one has ended too early")
		for i := range 3 {
			p := th.WaitAny(list, sched.Forever)
			machinetest.Must(th, p == list[2-i], "%v ends first", p)
			wait(th, 0, p)
			list = slices.DeleteFunc(list, func(other *sched.Process) bool { return other == p })
		}
		machinetest.Must(th, th.WaitAny(nil, sched.Forever) == nil, "nothing has ended")
	})
}

func TestADeadlockNamesTheProcesses(t *testing.T) {
	_, err := machinetest.Simulated(t, machinetest.Locked(gil.On), func(th *sched.Thread) {
		p := child(th, "child", func(th *sched.Thread) {
			lock := threading.NewLock(th, "plate")
			lock.Acquire(th)
			th.Join(th.Spawn("", lock.Acquire))
		})
		th.Wait(p, sched.Forever)
	})
	for _, want := range []string{`child waits for thread "Thread-1", held by child/Thread-1`,
		`child/Thread-1 waits for lock "plate", held by child`, "1 other thread waits too"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error lacks %q: %v", want, err)
		}
	}
}

// killSeeds is how many programs TestProcessesAreKilledAtAnyMoment draws under each lock.
var killSeeds = flag.Uint64("kill-seeds", 30, "how many programs have their processes killed at random moments")

// mayhem is a program whose processes are killed at random moments, whatever they do.
func mayhem(seed uint64) func(t *sched.Thread) {
	return func(th *sched.Thread) {
		random := rand.New(rand.NewPCG(seed, 0))
		all := ends(sched.NewSharedVar(th, "shared", 0))
		names := keys(all)
		var list []*sched.Process
		for range 4 {
			name := names[random.IntN(len(names))]
			list = append(list, child(th, name, all[name].body))
			th.Sleep(time.Duration(random.IntN(3000)) * time.Microsecond)
		}
		for _, p := range list {
			th.Sleep(time.Duration(random.IntN(3000)) * time.Microsecond)
			th.Signal(p, 9)
		}
		for _, p := range list {
			th.Wait(p, sched.Forever)
		}
	}
}

// Killed at any moment, a process leaves a trace that is in order, that the same seed gives again, and that replays exactly
// under another seed. So do runs in which a strategy without time decides.
func TestProcessesAreKilledAtAnyMoment(t *testing.T) {
	for seed := range *killSeeds {
		for _, d := range []gil.Discipline{gil.On, gil.Off} {
			cfg := machinetest.Locked(d)
			cfg.Seed = seed + 1
			main := mayhem(seed)
			tr, err := sim.Record(cfg, main)
			if err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			if err := trace.Check(tr); err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			if again := machinetest.Record(t, cfg, main); !slices.Equal(again.Events, tr.Events) {
				t.Fatalf("seed %d: two runs differ", seed)
			}
			cfg.Seed, cfg.Strategy = 99, choice.Exact(tr.Events)
			if again := machinetest.Record(t, cfg, main); !slices.Equal(again.Events, tr.Events) {
				t.Fatalf("seed %d: the replay differs", seed)
			}
			cfg.Strategy = machinetest.Gambler{Rand: rand.New(rand.NewPCG(seed, 1))}
			tr, err = sim.Record(cfg, main)
			if err != nil {
				t.Fatalf("seed %d, without time: %v", seed, err)
			}
			if err := trace.Check(tr); err != nil {
				t.Fatalf("seed %d, without time: %v", seed, err)
			}
		}
	}
}
