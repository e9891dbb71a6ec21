// This file holds that a thread is refused to goroutines that the program has started by itself.

package sched_test

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
)

// errSeen ends a run whose thread was used on a goroutine: what such a use has done to it by then cannot be undone.
var errSeen = errors.New("seen")

// onGoroutine uses the thread on a goroutine of its own, and returns with what that panics.
func onGoroutine(t *sched.Thread, use func(t *sched.Thread)) any {
	panicked := make(chan any, 1)
	go func() {
		defer func() { panicked <- recover() }()
		use(t)
	}()
	return <-panicked
}

func TestAThreadIsRefusedToAGoroutineOfTheProgram(t *testing.T) {
	switch runtime.GOARCH {
	case "amd64", "arm64", "386":
	default:
		t.Skip("what goroutine it is cannot be known here")
	}
	want := "MainThread is used on a goroutine that is not its own: a thread's methods are for its own code, and not for that of a go statement"
	loop := native.Calibrate(2000, 1)
	machines := map[string]func(lock gil.Config, main func(t *sched.Thread)) error{
		"simulated": func(lock gil.Config, main func(t *sched.Thread)) error {
			_, err := sim.Run(sim.Config{GIL: lock}, main)
			return err
		},
		"real": func(lock gil.Config, main func(t *sched.Thread)) error {
			_, err := native.Run(context.Background(), native.Config{GIL: lock, Loop: loop, Timeout: 10 * time.Second}, main)
			return err
		},
	}
	for use, f := range map[string]func(t *sched.Thread){
		"sleep": func(t *sched.Thread) { t.Sleep(time.Millisecond) },
		"yield": func(t *sched.Thread) { t.Yield() },
		"io":    func(t *sched.Thread) { t.IO("disk", time.Millisecond) },
		"join":  func(t *sched.Thread) { t.Join(t.Spawn("", func(t *sched.Thread) { t.Sleep(time.Millisecond) })) },
	} {
		for on, machine := range machines {
			for _, lock := range []gil.Config{{}, {Discipline: gil.On}} {
				var got any
				err := machine(lock, func(t *sched.Thread) {
					got = onGoroutine(t, f)
					panic(errSeen)
				})
				if e, _ := got.(error); e == nil || e.Error() != want || !errors.Is(err, errSeen) {
					t.Errorf("%s, %s under %v: it panics with %v; the run ends with %v", use, on, lock.Discipline, got, err)
				}
			}
		}
	}
}

// A thread whose body is a function may be used in its coroutines, and in deferred calls, as on its own stack.
func TestAThreadIsNotRefusedToItsOwnDeferredCalls(t *testing.T) {
	_, err := sim.Run(sim.Config{}, func(t *sched.Thread) {
		defer t.Sleep(time.Millisecond)
		func() {
			defer func() { _ = recover(); t.Yield() }()
			panic("it is recovered")
		}()
	})
	if err != nil {
		t.Error(err)
	}
}
