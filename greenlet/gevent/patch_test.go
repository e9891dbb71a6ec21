// This file tests the monkey patch: what blocks a thread parks a greenlet, beside other threads, on both machines.

package gevent_test

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/greenlet/gevent"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/sched/threading/futures"
)

// sleeps returns how long two greenlets take that sleep 3 s and 1 s, and in which order they end.
func sleeps(t *testing.T, patched bool) (took time.Duration, order string) {
	t.Helper()
	var j journal
	_, err := recorded(t, exactly(), func(t *sched.Thread) {
		if patched {
			gevent.Patch(t)
		}
		sleeper := func(name string, d time.Duration) *gevent.Greenlet {
			return gevent.Spawn(t, name, func(t *sched.Thread) (any, error) { t.Sleep(d); j.log(name); return nil, nil })
		}
		gevent.JoinAll(t, []*gevent.Greenlet{sleeper("3", 3*time.Second), sleeper("1", time.Second)})
		took = t.Now()
	})
	if err != nil {
		t.Fatal(err)
	}
	return took, j.take()
}

func TestASleepParksTheGreenletOnlyUnderThePatch(t *testing.T) {
	if took, order := sleeps(t, true); took.Round(time.Millisecond) != 3*time.Second || order != "1, 3" {
		t.Errorf("patched it takes %v, in the order %s; want 3 s, 1 before 3", took, order)
	}
	if took, order := sleeps(t, false); took.Round(time.Millisecond) != 4*time.Second || order != "3, 1" {
		t.Errorf("not patched it takes %v, in the order %s; want 4 s, 3 before 1", took, order)
	}
}

// TestWithoutThePatchNothingElseRuns holds that a lock blocks the whole thread, so that its greenlets cannot release it.
func TestWithoutThePatchNothingElseRuns(t *testing.T) {
	_, err := recorded(t, exactly(), func(t *sched.Thread) {
		lock := threading.NewLock(t, "lock")
		lock.Acquire(t)
		gevent.Spawn(t, "releaser", func(t *sched.Thread) (any, error) { lock.Release(t); return nil, nil })
		lock.Acquire(t)
	})
	var deadlock *sched.DeadlockError
	if !errors.As(err, &deadlock) {
		t.Errorf("the run ends with %v, want a deadlock", err)
	}
}

// TestGreenletsAndThreadsShareALock holds that two greenlets of one thread and other threads wait for the same lock, that one
// at a time has it, and that each gets it.
func TestGreenletsAndThreadsShareALock(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		const rounds = 20
		lock, inside, total := threading.NewLock(t, "lock"), 0, 0
		work := func(t *sched.Thread) {
			for range rounds {
				lock.With(t, func() {
					inside++
					must(t, inside == 1, "%d are inside", inside)
					total++
					t.Sleep(20 * time.Microsecond)
					inside--
				})
			}
		}
		patched := func(t *sched.Thread) {
			gevent.Patch(t)
			green := func(t *sched.Thread) (any, error) { work(t); return nil, nil }
			gevent.JoinAll(t, []*gevent.Greenlet{gevent.Spawn(t, "a", green), gevent.Spawn(t, "b", green)})
		}
		all := []*sched.Thread{t.Spawn("", work), t.Spawn("", patched), t.Spawn("", patched)}
		for _, other := range all {
			t.Join(other)
		}
		must(t, total == 5*rounds, "%d rounds, want %d", total, 5*rounds)
	})
}

// TestGreenletsAndThreadsShareAQueue holds that each item is got once, by greenlets of two threads and by a thread.
func TestGreenletsAndThreadsShareAQueue(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		const items = 60
		in, out := threading.NewQueue[int](t, "in", 4), threading.NewQueue[int](t, "out", 0)
		consume := func(t *sched.Thread) {
			for n := in.Get(t); n >= 0; n = in.Get(t) {
				out.Put(t, n)
			}
		}
		patched := func(t *sched.Thread) {
			gevent.Patch(t)
			green := func(t *sched.Thread) (any, error) { consume(t); return nil, nil }
			gevent.JoinAll(t, []*gevent.Greenlet{gevent.Spawn(t, "a", green), gevent.Spawn(t, "b", green)})
		}
		all := []*sched.Thread{t.Spawn("", consume), t.Spawn("", patched), t.Spawn("", patched)}
		for n := range items {
			in.Put(t, n)
		}
		for range 5 {
			in.Put(t, -1)
		}
		for _, other := range all {
			t.Join(other)
		}
		sum := 0
		for range items {
			sum += out.Get(t)
		}
		must(t, sum == items*(items-1)/2, "the items are others")
	})
}

// TestAConditionWakesGreenletsOfSleepingHubs holds that a notify of another thread reaches greenlets, although their threads
// sleep, and that a time-out of one is none of the others' business.
func TestAConditionWakesGreenletsOfSleepingHubs(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		ready, waiting, woken := threading.NewCondition(t, "ready"), 0, 0
		patched := func(t *sched.Thread) {
			gevent.Patch(t)
			wait := func(t *sched.Thread) (any, error) {
				ready.With(t, func() { waiting++; ready.Wait(t); woken++ })
				return nil, nil
			}
			short := func(t *sched.Thread) (any, error) {
				ready.With(t, func() { must(t, !ready.WaitTimeout(t, time.Microsecond), "nobody has notified") })
				return nil, nil
			}
			gevent.JoinAll(t, []*gevent.Greenlet{gevent.Spawn(t, "short", short), gevent.Spawn(t, "a", wait), gevent.Spawn(t, "b", wait)})
		}
		all := []*sched.Thread{t.Spawn("", patched), t.Spawn("", patched)}
		for done := false; !done; {
			t.Sleep(time.Millisecond)
			ready.With(t, func() { done = waiting == 4 })
		}
		t.Sleep(5 * time.Millisecond) // time enough for the short ones
		ready.With(t, func() { ready.NotifyAll(t) })
		for _, other := range all {
			t.Join(other)
		}
		must(t, woken == 4, "%d were woken", woken)
	})
}

// TestAGreenletJoinsAThread holds that the end of a thread reaches the greenlet that joins it, while another one goes on, and
// that futures do.
func TestAGreenletJoinsAThread(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		gevent.Patch(t)
		other := t.Spawn("", func(t *sched.Thread) { t.Sleep(3 * time.Millisecond) })
		pool := futures.NewThreadPool(t, 1, "")
		ticks := 0
		joiner := gevent.Spawn(t, "joiner", func(t *sched.Thread) (any, error) {
			t.Join(other)
			return futures.Submit(t, pool, func(t *sched.Thread) (int, error) { t.Sleep(time.Millisecond); return 7, nil }).Result(t)
		})
		for !joiner.Ready() {
			t.Sleep(500 * time.Microsecond)
			ticks++
		}
		value, err := joiner.Get(t)
		must(t, value == 7 && err == nil && ticks > 3, "%v, %v after %d ticks", value, err, ticks)
		pool.Shutdown(t, true)
	})
}

// TestALockAcquiredTwiceShowsLoopExit holds that a patched thread that is alone and acquires a lock twice gets a LoopExit.
func TestALockAcquiredTwiceShowsLoopExit(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		gevent.Patch(t)
		lock := threading.NewLock(t, "lock")
		lock.Acquire(t)
		err := greenlet.Catch(t, func() { lock.Acquire(t) })
		must(t, errors.Is(err, gevent.ErrLoopExit), "acquired twice: %v", err)
		lock.Release(t)
		lock.Acquire(t)
	})
}

// TestADeadlockNamesWhatGreenletsWaitFor holds that the report tells what the greenlets of a thread wait for that sleeps in its
// hub, and who holds it.
func TestADeadlockNamesWhatGreenletsWaitFor(t *testing.T) {
	main := func(t *sched.Thread) {
		lock, held, never := threading.NewLock(t, "plate"), threading.NewEvent(t, "held"), threading.NewEvent(t, "never")
		holder := t.Spawn("holder", func(t *sched.Thread) { lock.Acquire(t); held.Set(t); never.Wait(t) })
		held.Wait(t)
		gevent.Patch(t)
		gevent.Spawn(t, "eater", func(t *sched.Thread) (any, error) { lock.Acquire(t); return nil, nil })
		t.Join(holder)
	}
	_, simulated := recorded(t, exactly(), main)
	for _, err := range []error{simulated, really(t, gil.Config{Discipline: gil.On}, main)} {
		var deadlock *sched.DeadlockError
		if !errors.As(err, &deadlock) {
			t.Fatalf("the run ends with %v, want a deadlock", err)
		}
		for _, want := range []string{`MainThread waits for hub "hub of MainThread"`, `    MainThread waits for thread "holder", held by holder`,
			`    greenlet "eater" waits for lock "plate", held by holder`, `holder waits for event "never"`} {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("the report lacks %q:\n%v", want, err)
			}
		}
	}
}

// TestALockThatIsNotPatchedNamesBothGreenlets holds that a program that gevent has not patched deadlocks where one of its greenlets has a lock
// and another one wants it, and that the report names both (faults.md, S14).
func TestALockThatIsNotPatchedNamesBothGreenlets(t *testing.T) {
	main := func(t *sched.Thread) {
		lock := threading.NewLock(t, "plate")
		gevent.Spawn(t, "first", func(t *sched.Thread) (any, error) {
			lock.Acquire(t)
			gevent.Sleep(t, time.Millisecond)
			return nil, nil
		})
		gevent.Spawn(t, "second", func(t *sched.Thread) (any, error) { lock.Acquire(t); return nil, nil })
		gevent.Sleep(t, time.Second)
	}
	_, simulated := recorded(t, exactly(), main)
	for _, err := range []error{simulated, really(t, gil.Config{Discipline: gil.On}, main)} {
		const want = `MainThread (greenlet "second") waits for lock "plate", which its greenlet "first" holds`
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the report lacks %q:\n%v", want, err)
		}
	}
}

// TestInputThatNeverComesIsNoLoopExit holds that a hub waits for input for ever, as libev does for a watched file: the machine then
// reports it.
func TestInputThatNeverComesIsNoLoopExit(t *testing.T) {
	_, err := recorded(t, exactly(), func(t *sched.Thread) {
		gevent.Patch(t)
		t.IO("never", sched.Forever)
	})
	if err == nil || !strings.Contains(err.Error(), `io "never"`) {
		t.Errorf("the run ends with %v", err)
	}
}

// TestAKillReachesWhoWaitsForALock holds that the victim leaves the queue: the lock goes to the next one.
func TestAKillReachesWhoWaitsForALock(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		gevent.Patch(t)
		lock := threading.NewLock(t, "lock")
		lock.Acquire(t)
		acquire := func(t *sched.Thread) (any, error) { lock.Acquire(t); lock.Release(t); return "got it", nil }
		victim, next := gevent.Spawn(t, "victim", acquire), gevent.Spawn(t, "next", acquire)
		gevent.Sleep(t, 0)
		victim.Kill(t, nil)
		lock.Release(t)
		value, err := next.Get(t)
		must(t, value == "got it" && err == nil && victim.Value() != "got it", "%v, %v, %v", value, err, victim.Value())
	})
}

// TestAKillThatComesWithTheLockIsRaisedAtTheNextWait holds that a greenlet which is thrown an exception when it has just been
// given the lock keeps it, and gets the exception when it waits next: else the lock would be lost.
func TestAKillThatComesWithTheLockIsRaisedAtTheNextWait(t *testing.T) {
	logs(t, "acquired, released, GreenletExit", func(t *sched.Thread, log func(...any)) {
		gevent.Patch(t)
		lock := threading.NewLock(t, "lock")
		lock.Acquire(t)
		victim := gevent.Spawn(t, "victim", func(t *sched.Thread) (any, error) {
			lock.Acquire(t)
			log("acquired")
			lock.Release(t)
			log("released")
			t.Sleep(time.Second)
			log("slept")
			return nil, nil
		})
		gevent.Sleep(t, 0)
		victim.KillNowait(t, nil) // its callback comes before the wake-up
		lock.Release(t)
		victim.Join(t)
		log(victim.Value())
	})
}

// TestATimeoutReachesWhoWaitsForALock holds that a Timeout interrupts a patched call.
func TestATimeoutReachesWhoWaitsForALock(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		gevent.Patch(t)
		lock := threading.NewLock(t, "lock")
		lock.Acquire(t)
		must(t, !gevent.WithTimeout(t, time.Millisecond, func() { lock.Acquire(t) }), "it was not interrupted")
		must(t, !lock.AcquireTimeout(t, time.Millisecond), "the lock is free")
	})
}

// TestATimeoutInAWaitTakesTheLockAgain holds that a Condition.wait which is interrupted takes its lock again, behind whoever has it
// by then, and forgets its waiter: in Lib/threading.py _acquire_restore is in a finally clause. So the with statement around it
// ends as any other.
func TestATimeoutInAWaitTakesTheLockAgain(t *testing.T) {
	for _, lock := range []func(t *sched.Thread) threading.Locker{
		func(t *sched.Thread) threading.Locker { return threading.NewLock(t, "lock") },
		func(t *sched.Thread) threading.Locker { return threading.NewRLock(t, "lock") },
	} {
		onBoth(t, func(t *sched.Thread) {
			gevent.Patch(t)
			c := threading.NewConditionOn(t, lock(t), "condition")
			other := gevent.Spawn(t, "other", func(t *sched.Thread) (any, error) {
				c.With(t, func() { t.Sleep(20 * time.Millisecond) })
				return nil, nil
			})
			c.Acquire(t)
			ended := gevent.WithTimeout(t, time.Millisecond, func() { c.Wait(t) })
			must(t, !ended && other.Dead(), "the wait has ended: %v; the other greenlet has ended: %v", ended, other.Dead())
			c.Notify(t, 1) // it is the lock's owner that may
			c.Release(t)
			must(t, c.TryAcquire(t), "the lock is taken")
			must(t, !c.WaitTimeout(t, 0), "a notify was kept for the waiter that is gone")
			c.Release(t)
		})
	}
}

// TestATimeoutLeavesNothingAcquired holds that the with statement in each call that waits ends, whatever is thrown into the wait:
// others can use the primitive.
func TestATimeoutLeavesNothingAcquired(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		gevent.Patch(t)
		event, semaphore := threading.NewEvent(t, "event"), threading.NewSemaphore(t, "semaphore", 0)
		barrier, queue := threading.NewBarrier(t, "barrier", 2, nil), threading.NewQueue[int](t, "queue", 1)
		cond, future := threading.NewCondition(t, "condition"), futures.NewFuture[int](t)
		for i, wait := range []func(){
			func() { event.Wait(t) },
			func() { semaphore.Acquire(t) },
			func() { _, _ = barrier.Wait(t) },
			func() { queue.Get(t) },
			func() { cond.With(t, func() { cond.WaitFor(t, func() bool { return false }) }) },
			func() { _, _ = future.Result(t) },
			func() { queue.Put(t, 1); queue.Put(t, 2) },
			func() { queue.Join(t) },
		} {
			must(t, !gevent.WithTimeout(t, time.Millisecond, wait), "wait %d has ended", i)
		}
		use := t.SpawnOrdinary("other", func(t *sched.Thread) {
			event.Set(t)
			semaphore.Release(t, 1)
			barrier.Reset(t)
			queue.Get(t)
			queue.TaskDone(t)
			cond.With(t, func() {})
			_ = future.SetResult(t, 1)
		})
		must(t, t.JoinFor(use, time.Second), "another thread cannot use one of them")
	})
}

// TestUnpatchBlocksTheThreadAgain holds that afterwards nothing else runs during a sleep.
func TestUnpatchBlocksTheThreadAgain(t *testing.T) {
	logs(t, "other, slept, slept again, more", func(t *sched.Thread, log func(...any)) {
		say := func(word string) {
			gevent.Spawn(t, "", func(*sched.Thread) (any, error) { log(word); return nil, nil })
		}
		gevent.Patch(t)
		say("other")
		t.Sleep(time.Second)
		log("slept")
		gevent.Unpatch(t)
		say("more")
		t.Sleep(time.Second)
		log("slept again")
		gevent.Sleep(t, 0)
	})
}

// TestManyGreenletsWaitInOneThread holds that a thousand greenlets of a patched thread sleep and lock, and leave nothing.
func TestManyGreenletsWaitInOneThread(t *testing.T) {
	before := runtime.NumGoroutine()
	_, err := recorded(t, exactly(), func(t *sched.Thread) {
		gevent.Patch(t)
		lock, total := threading.NewLock(t, "lock"), 0
		var all []*gevent.Greenlet
		for i := range 1000 {
			all = append(all, gevent.Spawn(t, fmt.Sprint(i), func(t *sched.Thread) (any, error) {
				t.Sleep(time.Duration(1000-i) * time.Microsecond)
				lock.With(t, func() { t.Yield(); total++ })
				return i, nil
			}))
		}
		for i, g := range gevent.JoinAll(t, all) {
			must(t, g.Value() == 999-i, "%v ends as number %d", g.Value(), i)
		}
		must(t, total == 1000, "%d had the lock", total)
	})
	if err != nil {
		t.Error(err)
	}
	if after := runtime.NumGoroutine(); after > before {
		t.Errorf("%d goroutines are left", after-before)
	}
}
