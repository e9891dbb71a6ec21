// This file tests that a run leaves nothing behind: no OS thread, no goroutine, no setting.

package native_test

import (
	"context"
	"runtime"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
)

func TestNoThreadOrGoroutineStaysBehind(t *testing.T) {
	programs := []func(t *sched.Thread){
		func(t *sched.Thread) { crew(t, 8, func(t *sched.Thread, _ int) { t.Loop(1000, 9) }) },
		func(t *sched.Thread) { crew(t, 8, func(t *sched.Thread, _ int) { t.Sleep(time.Millisecond) }) },
		func(t *sched.Thread) { crew(t, 8, func(t *sched.Thread, i int) { panic(i) }) },
		func(t *sched.Thread) { crew(t, 8, func(t *sched.Thread, _ int) { t.IO("x", sched.Forever) }) },
		func(t *sched.Thread) { crew(t, 8, func(t *sched.Thread, _ int) { endless(t) }) },
	}
	all := func() {
		for _, program := range programs {
			cfg := native.Config{GIL: gil.Config{Discipline: gil.On}, Loop: loop(), Timeout: 30 * time.Millisecond}
			native.Run(context.Background(), cfg, program)
		}
	}
	all() // the Go runtime starts threads of its own, and keeps them
	goroutines, threads := runtime.NumGoroutine(), tasks()
	for range 3 {
		all()
	}
	if !settled(goroutines, threads+8) { // some more of its own are no leak: the programs had 135
		t.Errorf("%d goroutines and %d OS threads, before there were %d and %d", runtime.NumGoroutine(), tasks(), goroutines, threads)
	}
}

func TestGOMAXPROCSIsGivenBack(t *testing.T) {
	usual := runtime.GOMAXPROCS(0)
	defer runtime.SetDefaultGOMAXPROCS()
	for _, procs := range []int{1, 3, 50, usual} {
		runtime.GOMAXPROCS(procs)
		if _, err := run(gil.Config{}, func(t *sched.Thread) {
			crew(t, 10, func(t *sched.Thread, _ int) { t.Run(100) })
		}); err != nil || runtime.GOMAXPROCS(0) != procs {
			t.Errorf("GOMAXPROCS is %d after a run, %d before; error %v", runtime.GOMAXPROCS(0), procs, err)
		}
	}
}

func TestGOMAXPROCSIsBeyondTheThreadsDuringARun(t *testing.T) {
	within := 0
	_, err := run(gil.Config{}, func(t *sched.Thread) {
		crew(t, 20, func(t *sched.Thread, i int) {
			t.Sleep(10 * time.Millisecond)
			if i == 19 {
				within = runtime.GOMAXPROCS(0)
			}
		})
	})
	if err != nil || within <= 21 {
		t.Errorf("GOMAXPROCS %d for 21 threads, error %v", within, err)
	}
}
