// This file holds replay by order: schedules made by hand, and recorded runs with a lock, on the machine without time.

package choice_test

import (
	"errors"
	"fmt"
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
	"github.com/gilsim/gilsim/trace/diff"
)

// rest, as the end of a turn, is when the thread waits or ends.
const rest = -1

// A leg is one turn of a schedule made by hand: the thread's number, and how many bytecodes it has executed in all when
// it is somebody else's turn.
type leg struct {
	thread int32
	until  int64
}

// scheduled returns the trace of a schedule for so many threads.
func scheduled(threads int, legs ...leg) *trace.Trace {
	tr := &trace.Trace{Names: new(trace.Names)}
	tr.Names.AddThread("MainThread")
	for i := range threads - 1 {
		tr.Names.AddThread(fmt.Sprintf("Thread-%d", i+1))
	}
	for _, l := range legs {
		tr.Events = append(tr.Events, trace.Event{Thread: l.thread, Arg: l.until, Kind: trace.Turn, Core: trace.NoCore})
	}
	return tr
}

// increments lets two threads do x = x + 1, and notes what x is in the end.
func increments(x *int) func(t *sched.Thread) {
	return func(t *sched.Thread) {
		v := sched.NewVar(t, "x", 0)
		add := func(t *sched.Thread) { v.Set(t, v.Get(t)+1) }
		one, two := t.Spawn("", add), t.Spawn("", add)
		t.Join(one)
		t.Join(two)
		*x = v.Get(t)
	}
}

// The schedules of increments: both threads read before one writes; one after the other; the one inside the other.
var schedules = []struct {
	name string
	legs []leg
	x    int
}{
	{"both read first", []leg{{1, 2}, {2, 1}, {3, 1}, {2, 2}, {3, 2}, {1, 5}}, 1},
	{"one after the other", []leg{{1, 2}, {2, 2}, {3, 2}, {1, 5}}, 2},
	{"the other way round", []leg{{1, 2}, {3, 2}, {2, 2}, {1, 5}}, 2},
	{"inside the other", []leg{{1, 2}, {2, 1}, {3, 2}, {2, 2}, {1, 5}}, 1},
	{"to the end of each", []leg{{1, rest}, {3, rest}, {2, rest}, {1, rest}}, 2},
}

func TestScheduleMadeByHandReachesItsInterleaving(t *testing.T) {
	for _, g := range []gil.Config{{}, {Discipline: gil.Interval, Checks: gil.Every}} {
		for _, s := range schedules {
			t.Run(fmt.Sprintf("%v/%s", g.Discipline, s.name), func(t *testing.T) {
				x := 0
				tr, err := machinetest.InOrder(t, g, scheduled(3, s.legs...), increments(&x))
				if err != nil {
					t.Fatal(err)
				}
				if x != s.x {
					t.Errorf("x is %d, want %d", x, s.x)
				}
				if got, want := visits(tr), order(s.legs); !strings.HasPrefix(got, want) {
					t.Errorf("loads and stores come from %s, want %s", got, want)
				}
			})
		}
	}
}

// visits lists which thread read or wrote a variable, in order.
func visits(tr *trace.Trace) (list string) {
	for _, e := range machinetest.Events(tr, trace.Load, trace.Store) {
		list += fmt.Sprint(e.Thread)
	}
	return list
}

// order lists the same as a schedule of increments wants it.
func order(legs []leg) (list string) {
	done := map[int32]int64{}
	for _, l := range legs {
		if l.until == rest {
			l.until = 2
		}
		for ; l.thread > 1 && done[l.thread] < l.until; done[l.thread]++ {
			list += fmt.Sprint(l.thread)
		}
	}
	return list
}

func TestSwitchThatTheDisciplineDoesNotPermitIsRefused(t *testing.T) {
	bothReadFirst := scheduled(3, schedules[0].legs...)
	for _, c := range []struct {
		lock gil.Config
		want string
	}{
		{gil.Config{Discipline: gil.Interval, Checks: gil.Calls},
			`event 3: it is the turn of Thread-2, but Thread-1, after 1 bytecodes, before its store of "x", does not let go here: the discipline permits no switch`},
		{gil.Config{Discipline: gil.Interval, Checks: gil.Calls311},
			`event 3: it is the turn of Thread-2, but Thread-1, after 1 bytecodes, before its store of "x", does not let go here: the discipline permits no switch`},
		{gil.Config{Discipline: gil.Coop},
			`event 2: it is the turn of Thread-1, but MainThread, after 2 bytecodes, before its join, does not let go here: the discipline permits no switch`},
	} {
		t.Run(fmt.Sprintf("%v/%v", c.lock.Discipline, c.lock.Checks), func(t *testing.T) {
			x := 0
			_, err := machinetest.InOrder(t, c.lock, bothReadFirst, increments(&x))
			var diverged *choice.DivergenceError
			if !errors.As(err, &diverged) || err.Error() != c.want {
				t.Errorf("error\n%v\nwant\n%s", err, c.want)
			}
		})
	}
}

func TestScheduleThatDoesNotFitIsRefused(t *testing.T) {
	for _, c := range []struct {
		name string
		legs []leg
		want string
	}{
		{"too short", []leg{{1, 2}, {2, 2}}, "the schedule ends here, but"},
		{"of one who has ended", []leg{{1, 2}, {2, 9}, {3, 2}, {1, 5}}, "it is the turn of Thread-1"},
		{"of one who waits", []leg{{1, 9}}, "it is the turn of MainThread"},
		{"of nobody", []leg{{1, 2}, {7, 2}}, "it is the turn of thread 7"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := 0
			_, err := machinetest.InOrder(t, gil.Config{}, scheduled(3, c.legs...), increments(&x))
			var diverged *choice.DivergenceError
			if !errors.As(err, &diverged) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one that says %q", err, c.want)
			}
		})
	}
}

func TestScheduleWithObjectsThatCannotBeIsFollowed(t *testing.T) {
	schedule := scheduled(3, schedules[0].legs...)
	for _, object := range []int32{-5, 0, 1000} {
		schedule.Events = append(schedule.Events,
			trace.Event{Thread: 1, Kind: trace.Try, Obj: object, Arg: trace.Got}, trace.Event{Thread: 1, Kind: trace.Store, Obj: object})
	}
	x := 0
	if _, err := machinetest.InOrder(t, gil.Config{}, schedule, increments(&x)); err != nil || x != 1 {
		t.Errorf("x is %d, want 1; error %v", x, err)
	}
}

func TestRunWithoutLockHasNoOrder(t *testing.T) {
	x := 0
	tr := machinetest.Record(t, sim.Config{}, increments(&x))
	if _, err := choice.ByOrder(tr); err == nil || !strings.Contains(err.Error(), "cannot be replayed by order") {
		t.Errorf("error %v, want one that says that it cannot be replayed by order", err)
	}
}

func TestAnswersThatAreMissingEndTheReplay(t *testing.T) {
	for name, ask := range map[string]func(t *sched.Thread){
		"random number": func(t *sched.Thread) { t.Random(10) },
		"time":          func(t *sched.Thread) { t.Now() },
	} {
		_, err := machinetest.InOrder(t, gil.Config{}, scheduled(1, leg{1, 5}), ask)
		if want := "the schedule has no further " + name + " for MainThread"; err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

func TestSameTurnsGiveTheSameRun(t *testing.T) {
	for _, s := range schedules {
		x := 0
		first, err := machinetest.InOrder(t, gil.Config{}, scheduled(3, s.legs...), increments(&x))
		if err != nil {
			t.Fatal(err)
		}
		second, err := machinetest.InOrder(t, gil.Config{}, first, increments(&x)) // its own turns are a schedule
		if err != nil {
			t.Fatalf("%s: the trace of the run is no schedule: %v", s.name, err)
		}
		if d := diff.Traces(first, second, diff.Steps); d != nil {
			t.Errorf("%s: the run by its own turns differs: %+v", s.name, d)
		}
	}
}

// recorded are programs that each use something which a replay by order must get right.
var recorded = []struct {
	name string
	main func(t *sched.Thread)
}{
	{"computing", func(t *sched.Thread) {
		x := sched.NewVar(t, "x", 0)
		both(t, func(t *sched.Thread) {
			for range 200 {
				t.Loop(50, 7)
				x.Set(t, x.Get(t)+1)
				t.Run(1)
			}
		})
	}},
	{"ending with a sleep", func(t *sched.Thread) {
		t.Spawn("", func(t *sched.Thread) { t.Sleep(time.Millisecond) })
	}},
	{"threads that do nothing", func(t *sched.Thread) {
		both(t, func(*sched.Thread) {})
	}},
	{"sleeping", func(t *sched.Thread) {
		both(t, func(t *sched.Thread) {
			for range 10 {
				t.Loop(100, 7)
				t.Sleep(time.Duration(t.ID()) * time.Millisecond)
			}
		})
	}},
	{"a sleeper beside one that computes", func(t *sched.Thread) {
		other := t.Spawn("", func(t *sched.Thread) { t.Loop(100_000, 7) })
		for range 10 {
			t.Sleep(10 * time.Microsecond)
			t.Run(3)
		}
		t.Join(other)
	}},
	{"yielding", func(t *sched.Thread) {
		both(t, func(t *sched.Thread) {
			for range 10 {
				t.Run(3)
				t.Yield()
			}
		})
	}},
	{"random numbers", func(t *sched.Thread) {
		both(t, func(t *sched.Thread) {
			for range 20 {
				t.Random(1) // only one is possible
				t.Loop(t.Random(1000), 5)
			}
		})
	}},
	{"times", func(t *sched.Thread) {
		both(t, func(t *sched.Thread) {
			for range 10 {
				t.Now()
				t.Loop(1000, 5)
			}
		})
	}},
	{"one lock", func(t *sched.Thread) {
		lock := threading.NewLock(t, "lock")
		both(t, func(t *sched.Thread) {
			for range 50 {
				lock.With(t, func() { t.Loop(20, 7) })
				t.Run(5)
			}
		})
	}},
	{"a lock held while asleep", func(t *sched.Thread) {
		lock := threading.NewLock(t, "lock")
		both(t, func(t *sched.Thread) {
			for range 5 {
				lock.With(t, func() { t.Sleep(20 * time.Microsecond) })
			}
		})
	}},
	{"three that contend for a lock", func(t *sched.Thread) {
		lock := threading.NewLock(t, "lock")
		var all []*sched.Thread
		for range 3 {
			all = append(all, t.Spawn("", func(t *sched.Thread) {
				for range 10 {
					lock.Acquire(t)
					t.Sleep(10 * time.Microsecond)
					lock.Release(t)
					t.Run(30)
				}
			}))
		}
		for _, other := range all {
			t.Join(other)
		}
	}},
	{"a lock that is tried", func(t *sched.Thread) {
		lock := threading.NewLock(t, "lock")
		x := sched.NewVar(t, "x", 0)
		both(t, func(t *sched.Thread) {
			for range 20 {
				for !lock.TryAcquire(t) {
					t.Sleep(5 * time.Microsecond)
				}
				x.Set(t, x.Get(t)+1)
				t.Sleep(10 * time.Microsecond)
				lock.Release(t)
				lock.With(t, func() { t.Loop(20, 7) })
			}
		})
	}},
	{"a lock that another thread releases", func(t *sched.Thread) {
		lock := threading.NewLock(t, "lock")
		both(t, func(t *sched.Thread) {
			for range 10 {
				lock.Acquire(t)
				t.Spawn("", func(t *sched.Thread) { t.Run(20); lock.Release(t) })
				t.Run(10)
			}
		})
	}},
	{"a queue whose getters take the interlock in another order", func(t *sched.Thread) {
		q := threading.NewSimpleQueue[int](t, "q")
		for range 3 {
			t.Spawn("", func(t *sched.Thread) {
				for q.Get(t) > 0 {
					t.Run(20)
				}
				q.Put(t, 0)
			})
		}
		for range 20 {
			q.Put(t, 1)
			q.Put(t, 1)
			t.Run(5000) // one getter comes before the end of this, and must wait for the interlock; the other one after
			t.Sleep(100 * time.Microsecond)
		}
		q.Put(t, 0)
	}},
	{"calls", func(t *sched.Thread) {
		x := sched.NewVar(t, "x", 0)
		both(t, func(t *sched.Thread) {
			for range 100 {
				n := x.Get(t)
				t.Call(func() { t.Run(20) })
				t.CallBuiltin("len")
				x.Set(t, n+1)
			}
		})
	}},
}

// both runs the function in two threads, and waits for their ends.
func both(t *sched.Thread, fn func(t *sched.Thread)) {
	one, two := t.Spawn("", fn), t.Spawn("", fn)
	t.Join(one)
	t.Join(two)
}

func TestRecordedRunIsReplayedByOrder(t *testing.T) {
	seeds := uint64(5)
	if testing.Short() {
		seeds = 1
	}
	for _, p := range recorded {
		t.Run(p.name, func(t *testing.T) {
			for _, d := range []gil.Discipline{gil.Ticks, gil.Interval, gil.Coop} {
				for _, checks := range gil.AllChecks() {
					g := gil.Config{Discipline: d, Checks: checks, Interval: 50 * time.Microsecond}
					t.Run(fmt.Sprintf("%v/%v", d, checks), func(t *testing.T) {
						for cores := 1; cores <= 4; cores++ {
							for seed := range seeds {
								replayByOrder(t, sim.Config{Cores: cores, Seed: seed + 1, GIL: g}, p.main)
							}
						}
					})
				}
			}
		})
	}
}

// replayByOrder records a run, and fails unless its replay by order does the same steps.
func replayByOrder(t *testing.T, c sim.Config, main func(t *sched.Thread)) {
	tr := machinetest.Record(t, c, main)
	again, err := machinetest.InOrder(t, c.GIL.(gil.Config), tr, main)
	if err != nil {
		t.Fatalf("%d cores, seed %d: %v", c.Cores, c.Seed, err)
	}
	if d := diff.Traces(tr, again, diff.Steps); d != nil {
		t.Fatalf("%d cores, seed %d: after %d steps the run does %+v, and the replay %+v", c.Cores, c.Seed, d.Common, first(d.A), first(d.B))
	}
}

// first returns in words what a side of a difference does next.
func first(s diff.Side) string {
	if len(s.Next) == 0 {
		return "nothing more"
	}
	return s.Next[0].Thread + " " + s.Next[0].Does
}
