package managers_test

import (
	"errors"
	"testing"
	"time"

	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing/managers"
	"github.com/gilsim/gilsim/sched/threading"
)

// withManager runs a program with a manager of its own, on both machines.
func withManager(t *testing.T, program func(t *sched.Thread, m *managers.SyncManager)) {
	real.OnBoth(t, func(th *sched.Thread) {
		m, err := managers.Manager(th)
		must(th, err)
		program(th, m)
		m.Shutdown(th)
	})
}

// is returns a check that a call of a proxy has succeeded, and with this result.
func is[T comparable](t *sched.Thread, want T) func(got T, err error) {
	return func(got T, err error) {
		must(t, err)
		machinetest.Must(t, got == want, "%v, want %v", got, want)
	}
}

func TestContainersOfAManager(t *testing.T) {
	withManager(t, func(th *sched.Thread, m *managers.SyncManager) {
		d, err := m.Dict(th, nil)
		must(th, err)
		must(th, d.Set(th, "a", 1))
		must(th, d.Set(th, "b", 2))
		must(th, d.Delete(th, "a"))
		machinetest.Must(th, d.Delete(th, "a") != nil, "a key is deleted twice")
		is(th, 1)(d.Len(th))
		copied, err := d.Copy(th)
		must(th, err)
		must(th, d.Set(th, "c", 3)) // which the copy does not have
		machinetest.Must(th, managers.Repr(copied) == "{'b': 2}", "the copy is %s", managers.Repr(copied))

		l, err := m.List(th, 1, 2, 3)
		must(th, err)
		must(th, l.Set(th, 1, 20))
		must(th, l.Set(th, -1, 30))
		machinetest.Must(th, l.Set(th, 3, 0) != nil, "an item is set beyond the end")
		item, err := l.Get(th, 1)
		is(th, any(20))(item, err)

		n, err := m.Namespace(th)
		must(th, err)
		must(th, n.Set(th, "x", 1))
		must(th, n.Delete(th, "x"))
		_, err = n.Get(th, "x")
		machinetest.Must(th, err != nil, "an attribute that is deleted is there")

		v, err := m.Value(th, "i", 5)
		must(th, err)
		value, err := v.Get(th)
		is(th, any(5))(value, err)

		a, err := m.Array(th, "i", 1, 2)
		must(th, err)
		must(th, a.Set(th, 1, 7))
		item, err = a.Get(th, 1)
		is(th, any(7))(item, err)
		is(th, 2)(a.Len(th))
		machinetest.Must(th, a.Set(th, 0, "one") != nil, "an array of integers takes a text")
	})
}

func TestAQueueOfAManager(t *testing.T) {
	withManager(t, func(th *sched.Thread, m *managers.SyncManager) {
		q, err := m.Queue(th, 1)
		must(th, err)
		is(th, true)(q.Empty(th))
		must(th, q.PutTimeout(th, "job", time.Millisecond))
		is(th, false)(q.Empty(th))
		err = q.PutTimeout(th, "more", time.Millisecond)
		machinetest.Must(th, errors.Is(err, threading.ErrFull), "a queue of one takes a second item: %v", err)
		done := sched.NewVar(th, "done", 0)
		worker := th.Spawn("", func(th *sched.Thread) {
			_, err := q.Get(th)
			must(th, err)
			th.Sleep(time.Millisecond)
			done.Set(th, 1)
			must(th, q.TaskDone(th))
		})
		must(th, q.Join(th))
		machinetest.Must(th, done.Get(th) == 1, "join came back before the task was done")
		th.Join(worker)
	})
}

// An RLock belongs to the client's thread that has it; a semaphore counts.
func TestLocksOfAManager(t *testing.T) {
	withManager(t, func(th *sched.Thread, m *managers.SyncManager) {
		r, err := m.RLock(th)
		must(th, err)
		must(th, r.Acquire(th))
		is(th, true)(r.AcquireTimeout(th, time.Millisecond))
		th.Join(th.Spawn("", func(th *sched.Thread) { is(th, false)(r.AcquireTimeout(th, time.Millisecond)) }))
		must(th, r.Release(th))
		must(th, r.Release(th))
		machinetest.Must(th, r.Release(th) != nil, "a lock is released that nobody has")

		s, err := m.Semaphore(th, 2)
		must(th, err)
		is(th, true)(s.AcquireTimeout(th, time.Millisecond))
		is(th, true)(s.AcquireTimeout(th, time.Millisecond))
		is(th, false)(s.AcquireTimeout(th, time.Millisecond))
		must(th, s.Release(th))
		is(th, true)(s.AcquireTimeout(th, time.Millisecond))
	})
}

func TestEventAndConditionOfAManager(t *testing.T) {
	withManager(t, func(th *sched.Thread, m *managers.SyncManager) {
		e, err := m.Event(th)
		must(th, err)
		is(th, false)(e.IsSet(th))
		is(th, false)(e.WaitTimeout(th, time.Millisecond))
		must(th, e.Set(th))
		is(th, true)(e.IsSet(th))
		is(th, true)(e.WaitTimeout(th, time.Minute))
		must(th, e.Clear(th))
		is(th, false)(e.IsSet(th))

		c, err := m.Condition(th)
		must(th, err)
		ready := sched.NewVar(th, "ready", 0)
		notified := sched.NewVar(th, "notified", 0)
		wait := func(th *sched.Thread) {
			must(th, c.Lock().With(th, func() error {
				ready.Set(th, ready.Get(th)+1)
				got, err := c.WaitTimeout(th, time.Minute)
				if got {
					notified.Set(th, notified.Get(th)+1)
				}
				return err
			}))
		}
		waiters := []*sched.Thread{th.Spawn("", wait), th.Spawn("", wait), th.Spawn("", wait)}
		until := func(v *sched.Var[int], n int) {
			for v.Get(th) < n {
				th.Sleep(time.Millisecond)
			}
		}
		until(ready, 3)
		must(th, c.Lock().With(th, func() error { return c.Notify(th, 1) }))
		until(notified, 1)
		must(th, c.Lock().With(th, func() error { return c.NotifyAll(th) }))
		for _, w := range waiters {
			th.Join(w)
		}
		machinetest.Must(th, notified.Get(th) == 3, "%d of 3 were notified", notified.Get(th))
		must(th, c.Lock().With(th, func() error {
			got, err := c.WaitTimeout(th, time.Millisecond)
			machinetest.Must(th, !got, "nobody notifies, and the wait is not over")
			return err
		}))
	})
}

func TestABarrierOfAManager(t *testing.T) {
	withManager(t, func(th *sched.Thread, m *managers.SyncManager) {
		b, err := m.Barrier(th, 2)
		must(th, err)
		numbers := sched.NewVar(th, "numbers", 0)
		other := th.Spawn("", func(th *sched.Thread) {
			n, err := b.Wait(th)
			must(th, err)
			numbers.Set(th, numbers.Get(th)+n)
		})
		n, err := b.Wait(th)
		must(th, err)
		th.Join(other)
		machinetest.Must(th, n+numbers.Get(th) == 1, "of two that come one is number 0 and one is number 1")

		broken := th.Spawn("", func(th *sched.Thread) {
			_, err := b.Wait(th)
			machinetest.Must(th, err != nil, "a barrier that is broken lets who waits go on")
		})
		th.Sleep(2 * time.Millisecond)
		must(th, b.Abort(th))
		th.Join(broken)
		_, err = b.Wait(th)
		machinetest.Must(th, err != nil, "a broken barrier takes one more")
	})
}
