package multiprocessing_test

import (
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	mp "github.com/gilsim/gilsim/sched/multiprocessing"
	"github.com/gilsim/gilsim/sched/multiprocessing/pickle"
)

// Rule 16: any process may release a Lock; what is not held cannot be released; a holder that dies leaves it locked.
func TestRule16Locks(t *testing.T) {
	run(t, func(th *sched.Thread) {
		l := mp.NewLock(th, "l")
		raises(th, "semaphore or lock released too many times", func() { l.Release(th) })
		l.Acquire(th)
		machinetest.Must(th, l.GetValue() == 0 && !l.AcquireTimeout(th, 0) && !l.AcquireTimeout(th, time.Millisecond), "it is taken twice")
		ended(th, l.Release)
		machinetest.Must(th, l.GetValue() == 1, "another process has not released it")
		r := mp.NewRLock(th, "r")
		raises(th, "attempt to release recursive lock not owned by thread", func() { r.Release(th) })
		r.With(th, func() {
			r.With(th, func() {})
			ended(th, func(th *sched.Thread) {
				raises(th, "not owned by thread", func() { r.Release(th) })
				machinetest.Must(th, !r.AcquireTimeout(th, time.Millisecond), "another process takes it")
			})
		})
		ended(th, func(th *sched.Thread) { l.Acquire(th); th.Exit(0) })
		machinetest.Must(th, !l.AcquireTimeout(th, time.Second), "the holder's end has freed it")
		raises(th, "[Errno 22] Invalid argument", func() { mp.NewSemaphore(th, "s", -1) })
		b := mp.NewBoundedSemaphore(th, "b", 1)
		raises(th, "released too many times", func() { b.Release(th) })
		s := mp.NewSemaphore(th, "s", 0)
		s.Release(th)
		s.With(th, func() { machinetest.Must(th, s.GetValue() == 0, "the value is %d", s.GetValue()) })
	})
}

// Rule 17: value.value += 1 is two steps, each under the lock; only a lock around both loses nothing. Processes that start later
// than the rounds take do not overlap.
func TestRule17UpdatesOfAValue(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine at a time, for long")
	}
	count := func(rounds, work int, whole bool) (n int) {
		run(t, func(th *sched.Thread) {
			v := mp.NewValue(th, "v", int32(0))
			add := func(th *sched.Thread) {
				n := v.Get(th)
				th.Run(int64(work))
				v.Set(th, n+1)
			}
			var targets []func(th *sched.Thread)
			for range 5 {
				targets = append(targets, func(th *sched.Thread) {
					for range rounds {
						if whole {
							v.GetLock().With(th, func() { add(th) })
						} else {
							add(th)
						}
					}
				})
			}
			ended(th, targets...)
			n = int(v.Get(th))
		})
		return n
	}
	if n := count(50, 0, false); n != 250 {
		t.Errorf("processes that do not overlap count to %d", n)
	}
	if n := count(50, 120_000, false); n >= 250 {
		t.Errorf("processes that overlap count to %d, and lose nothing", n)
	}
	if n := count(50, 120_000, true); n != 250 {
		t.Errorf("with the lock around both they count to %d", n)
	}
}

// Rule 18: a value wraps around silently; an array has bounds.
func TestRule18ValuesAndArrays(t *testing.T) {
	run(t, func(th *sched.Thread) {
		v := mp.NewValue(th, "v", int32(1<<31-1))
		v.Set(th, v.Get(th)+1)
		machinetest.Must(th, v.Get(th) == -1<<31, "it is %d", v.Get(th))
		a := mp.NewArray(th, "a", 1, 2, 3)
		ended(th, func(th *sched.Thread) { a.Set(th, -1, 30); a.Set(th, 0, 10) })
		machinetest.Must(th, a.Get(th, 2) == 30 && len(a.Slice(th)) == a.Len() && a.Slice(th)[0] == 10, "%v", a.Slice(th))
		raises(th, "invalid index", func() { a.Get(th, 3) })
		raises(th, "Can only assign sequence of same size", func() { a.SetSlice(th, 1) })
		a.SetSlice(th, 7, 8, 9)
		a.GetLock().With(th, func() { machinetest.Must(th, a.Get(th, 1) == 8, "%v", a.Slice(th)) })
	})
}

func TestConditionEventAndBarrier(t *testing.T) {
	run(t, func(th *sched.Thread) {
		c, e, b := mp.NewCondition(th, "c"), mp.NewEvent(th, "e"), mp.NewBarrier(th, "b", 3)
		waiting, woken := sched.NewSharedVar(th, "waiting", 0), sched.NewSharedVar(th, "woken", 0)
		var list []*mp.Process
		for range 2 {
			p := mp.NewProcess(th, func(th *sched.Thread) {
				machinetest.Must(th, e.WaitTimeout(th, time.Second), "the event is not set")
				b.Wait(th)
				c.With(th, func() {
					waiting.Set(th, waiting.Get(th)+1)
					machinetest.Must(th, c.WaitFor(th, func() bool { return woken.Get(th) == 1 }, time.Second), "it is not notified")
				})
			})
			p.Start(th)
			list = append(list, p)
		}
		machinetest.Must(th, !e.IsSet(th) && !e.WaitTimeout(th, 0), "the event is set")
		e.Set(th)
		machinetest.Must(th, e.IsSet(th), "the event is not set")
		b.Wait(th)
		for ready := false; !ready; {
			c.With(th, func() { ready = waiting.Get(th) == 2 })
		}
		raises(th, "lock is not owned", func() { c.NotifyAll(th) })
		raises(th, "must acquire() condition before using wait()", func() { c.Wait(th) })
		c.With(th, func() {
			machinetest.Must(th, !c.WaitTimeout(th, time.Millisecond), "somebody has notified")
			woken.Set(th, 1)
			c.NotifyAll(th)
		})
		for _, p := range list {
			p.Join(th)
			code, _ := p.ExitCode(th)
			machinetest.Must(th, code == 0, "%v", p)
		}
		e.Clear(th)
		machinetest.Must(th, !e.IsSet(th), "the event is set")
		raises(th, "BrokenBarrierError", func() { b.WaitTimeout(th, time.Millisecond) })
		machinetest.Must(th, b.Broken(th), "the barrier is whole")
		raises(th, "BrokenBarrierError", func() { b.Wait(th) })
		b.Reset(th)
		machinetest.Must(th, !b.Broken(th), "the barrier is broken")
		machinetest.Must(th, b.Parties() == 3 && b.NWaiting(th) == 0, "%d of %d wait", b.NWaiting(th), b.Parties())
		p := begun(th, func(th *sched.Thread) { raises(th, "BrokenBarrierError", func() { b.Wait(th) }) })
		for b.NWaiting(th) == 0 {
			th.Sleep(time.Millisecond)
		}
		b.Abort(th)
		p.Join(th)
		code, _ := p.ExitCode(th)
		machinetest.Must(th, code == 0 && b.Broken(th), "%v", p)
	})
}

// What is passed to a process when that is started is not sent to one that runs: context.assert_spawning.
func TestWhatIsInheritedIsNotSent(t *testing.T) {
	run(t, func(th *sched.Thread) {
		value := mp.NewValue(th, "value", 1)
		value.Raw().Set(th, 2)
		machinetest.Must(th, value.Get(th) == 2, "a number without its lock is another one")
		for class, shared := range map[string]any{
			"Lock": mp.NewLock(th, "lock"), "RLock": mp.NewRLock(th, "rlock"), "Semaphore": mp.NewSemaphore(th, "semaphore", 1),
			"Queue": mp.NewQueue(th, "queue", 0), "SimpleQueue": mp.NewSimpleQueue(th, "simple"), "Synchronized": value,
			"SynchronizedArray": mp.NewArray(th, "array", 1),
		} {
			_, err := pickle.Dumps(shared)
			want := "RuntimeError: " + class + " objects should only be shared between processes through inheritance"
			machinetest.Must(th, err != nil && err.Error() == want, "%v, want %s", err, want)
		}
		for _, shared := range []any{mp.NewCondition(th, "condition"), mp.NewEvent(th, "event"), mp.NewBarrier(th, "barrier", 2)} {
			_, err := pickle.Dumps(shared)
			machinetest.Must(th, err != nil && strings.HasPrefix(err.Error(), "RuntimeError: Condition objects should only"), "%v", err)
		}
	})
}
