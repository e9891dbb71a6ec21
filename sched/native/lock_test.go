// This file tests the interpreter lock, and other locks, on real threads.

package native_test

import (
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace"
)

// Four threads compute under each lock and without one: all of their bytecodes are executed, and the merged trace obeys
// the rules of every trace.
func TestTheSameLockRunsOnRealThreads(t *testing.T) {
	for _, lock := range locks {
		t.Run(lock.Discipline.String(), func(t *testing.T) {
			var done int64
			_, err := recorded(t, native.Config{GIL: lock}, func(th *sched.Thread) {
				var all []*sched.Thread
				for range 4 {
					all = append(all, th.Spawn("", func(th *sched.Thread) {
						th.Execute(sched.Code{N: 9 * 100_000, Round: 9, Ticks: 3})
					}))
				}
				for _, other := range all {
					th.Join(other)
					done += other.Bytecodes()
				}
			})
			if want := int64(4 * 9 * 100_000); err != nil || done != want {
				t.Errorf("%d bytecodes, want %d; error %v", done, want, err)
			}
		})
	}
}

// 200 short runs in which the lock goes to and fro all the time: a lost wake-up would be a deadlock, or a time-out.
func TestShortLockedRunsNeverHang(t *testing.T) {
	for i := range 200 {
		lock := locks[1+i%3]
		if lock.Discipline == gil.Interval {
			lock.Interval = 20 * time.Microsecond
		}
		var x *sched.Var[int]
		_, err := run(lock, func(t *sched.Thread) {
			x = sched.NewVar(t, "x", 0)
			m := threading.NewLock(t, "m")
			crew(t, 3, func(t *sched.Thread, _ int) {
				for range 10 {
					m.With(t, func() { x.Set(t, x.Get(t)+1) })
					t.Loop(300, 9)
					t.Yield()
				}
			})
			if n := x.Get(t); n != 30 {
				t.Fail("%d, want 30", n)
			}
		})
		if err != nil {
			t.Fatalf("run %d, %v: %v", i, lock.Discipline, err)
		}
	}
}

// Without a lock updates may be lost, and the result is somewhere between one thread's and all; nothing else goes wrong,
// which the race detector must confirm.
func TestUpdatesCanBeLostWithoutALockAndNothingElse(t *testing.T) {
	const threads, rounds = 4, 20_000
	for _, lock := range locks {
		n := 0
		_, err := run(lock, func(t *sched.Thread) {
			x := sched.NewVar(t, "x", 0)
			crew(t, threads, func(t *sched.Thread, _ int) {
				for range rounds {
					x.Set(t, x.Get(t)+1)
				}
			})
			n = x.Get(t)
		})
		if err != nil || n < 2 || n > threads*rounds {
			t.Errorf("%v: %d, error %v", lock.Discipline, n, err)
		}
		if lock.Discipline == gil.Coop && n != threads*rounds {
			t.Errorf("coop loses updates: %d", n)
		}
	}
}

func TestALockOfTheProgramExcludes(t *testing.T) {
	const threads, rounds = 4, 500
	for _, lock := range locks {
		t.Run(lock.Discipline.String(), func(t *testing.T) {
			n := 0
			_, err := recorded(t, native.Config{GIL: lock}, func(t *sched.Thread) {
				x := sched.NewVar(t, "x", 0)
				m := threading.NewLock(t, "m")
				crew(t, threads, func(t *sched.Thread, _ int) {
					for range rounds {
						m.With(t, func() { x.Set(t, x.Get(t)+1) })
					}
				})
				n = x.Get(t)
			})
			if err != nil || n != threads*rounds {
				t.Errorf("%d, want %d; error %v", n, threads*rounds, err)
			}
		})
	}
}

// Under the interval discipline a holder is asked once it has had the lock for an interval, never before.
func TestAHolderKeepsTheLockForAnInterval(t *testing.T) {
	const interval = 2 * time.Millisecond
	lock := gil.Config{Discipline: gil.On, Checks: gil.Calls311, Interval: interval}
	var holder *sched.Thread
	changes := 0
	tr, err := recorded(t, native.Config{GIL: lock, Timeout: time.Minute}, func(t *sched.Thread) {
		crew(t, 2, func(t *sched.Thread, _ int) {
			for changes < 8 { // a busy computer may run one thread for long before the other one
				t.Loop(100, 9)
				if holder != t { // under the lock
					holder = t
					changes++
				}
			}
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	waits, requests := map[int32]int64{}, 0
	for _, e := range tr.Events {
		switch {
		case e.Kind == trace.Park && e.Arg == int64(interval):
			waits[e.Thread] = e.Time
		case e.Kind == trace.Request:
			requests++
			if waited := time.Duration(e.Time - waits[e.Thread]); waited < interval {
				t.Errorf("T%d asked after %v", e.Thread, waited)
			}
		}
	}
	if requests < 4 {
		t.Errorf("%d requests in %d changes of the holder", requests, changes)
	}
}

// Without a recorder the lock goes by its fast path. A variable that is none of the program's tells whether it excludes:
// the count, and the race detector.
func TestTheLockExcludesWhenNothingIsRecorded(t *testing.T) {
	const threads, rounds = 4, 3000
	for _, lock := range locks[1:] {
		lock.CheckInterval, lock.Interval = 3, 20*time.Microsecond
		n := 0
		_, err := run(lock, func(t *sched.Thread) {
			crew(t, threads, func(t *sched.Thread, i int) {
				for round := range rounds {
					n++
					t.Loop(4, 5)
					if round%(100+i) == 0 {
						t.Yield()
					}
				}
			})
		})
		if err != nil || n != threads*rounds {
			t.Errorf("%v: %d, want %d; error %v", lock.Discipline, n, threads*rounds, err)
		}
	}
}
