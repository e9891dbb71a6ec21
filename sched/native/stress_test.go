// This file puts the checker to the test: whatever a program does on the real machine, its trace obeys the rules.

package native_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/threading"
)

// bustle does a little of everything, in threads that come and go: work, shared variables, a lock, sleep, yielding.
func bustle(t *sched.Thread) {
	x := sched.NewVar(t, "x", 0)
	m := threading.NewLock(t, "m")
	crew(t, 4, func(t *sched.Thread, i int) {
		for round := range 15 {
			x.Set(t, x.Get(t)+1)
			m.With(t, func() { t.Loop(int64(50*i), 9) })
			switch (round + i) % 5 {
			case 0:
				t.Sleep(time.Duration(i) * 10 * time.Microsecond)
			case 1:
				t.Yield()
			case 2:
				t.Join(t.Spawn("", func(t *sched.Thread) { t.Loop(20, 9) }))
			case 3:
				if m.TryAcquire(t) {
					x.Set(t, 0)
					m.Release(t)
				}
			}
		}
	})
}

func TestEveryRealTraceObeysTheRules(t *testing.T) {
	intervals := []time.Duration{time.Microsecond, 20 * time.Microsecond, 500 * time.Microsecond}
	for i := range 60 {
		lock := locks[i%len(locks)]
		lock.Interval = intervals[i%len(intervals)]
		lock.WakeOrder = choice.WakeOrder(i % 3)
		cfg := native.Config{GIL: lock, Timeout: 10 * time.Second, Portable: i%5 == 4, Pin: i%7 == 6}
		if _, err := recorded(t, cfg, bustle); err != nil || t.Failed() {
			t.Fatalf("run %d, %v: %v", i, lock, err)
		}
	}
}

// A run that is ended in the middle leaves logs that are cut short, and they obey the rules as well.
func TestATraceThatWasCutShortObeysTheRules(t *testing.T) {
	for i := range 20 {
		lock := locks[i%len(locks)]
		lock.Interval = 20 * time.Microsecond
		cfg := native.Config{GIL: lock, Timeout: time.Duration(1+i) * time.Millisecond}
		_, err := recorded(t, cfg, func(t *sched.Thread) {
			for {
				bustle(t)
			}
		})
		var late *native.TimeoutError
		if !errors.As(err, &late) || t.Failed() {
			t.Fatalf("run %d, %v: %v", i, lock, err)
		}
	}
}

// A busy computer lets threads that have been woken wait for a core, longer than the watch over deadlocks takes between two
// looks.
func TestACorrectProgramOnABusyComputerIsNeverCalledDeadlocked(t *testing.T) {
	var idle atomic.Bool
	for range 4 {
		go func() {
			for !idle.Load() {
			}
		}()
	}
	defer idle.Store(true)
	for i := range 2 {
		_, err := native.Run(context.Background(), native.Config{Loop: loop(), Portable: true}, func(t *sched.Thread) {
			for range 10 {
				t.Join(t.Spawn("", func(t *sched.Thread) { t.Run(1000) }))
			}
		})
		if err != nil {
			t.Fatalf("run %d: %v", i, err)
		}
	}
}
