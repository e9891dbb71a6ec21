package multiprocessing_test

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/trace"
)

var realPrograms = map[string]func(t *sched.Thread){}

var realProgram = native.NewProgram("multiprocessing", func(args string) (native.Config, func(t *sched.Thread), error) {
	return native.Config{GIL: gil.Config{Discipline: gil.On}}, realPrograms[args], nil
})

func init() {
	realPrograms["value"] = func(t *sched.Thread) {
		value := multiprocessing.NewValue(t, "value", int32(0))
		begin := multiprocessing.NewEvent(t, "begin")
		ready := multiprocessing.NewSemaphore(t, "ready", 0)
		var list []*multiprocessing.Process
		for range 3 {
			p := multiprocessing.NewProcess(t, func(t *sched.Thread) {
				ready.Release(t)
				begin.Wait(t)
				for range 1000 {
					value.GetLock().With(t, func() { value.Set(t, value.Get(t)+1) })
				}
			})
			p.Start(t)
			list = append(list, p)
		}
		for range list {
			ready.Acquire(t)
		}
		begin.Set(t)
		for _, p := range list {
			p.Join(t)
			t.Print(p.ExitCode(t))
		}
		t.Print(value.Get(t))
	}
	realPrograms["queue"] = func(t *sched.Thread) {
		q := multiprocessing.NewQueue(t, "q", 0)
		p := multiprocessing.NewProcess(t, func(t *sched.Thread) {
			for i := range 10 {
				q.Put(t, i)
			}
		}, q)
		p.Start(t)
		for range 10 {
			t.Print(q.Get(t))
		}
		p.Join(t)
	}
	realPrograms["pool"] = func(t *sched.Thread) {
		f := multiprocessing.NewFunc(t, "square", func(t *sched.Thread, args ...any) (any, error) {
			return args[0].(int) * args[0].(int), nil
		})
		pool := multiprocessing.NewPool(t, multiprocessing.PoolConfig{Processes: 2, MaxTasks: 1})
		t.Print(pool.Map(t, f, 1, 2, 3))
		t.Print(pool.MapAsync(t, f, 1, 1, 2, 3, 4, 5, 6).Get(t, sched.Forever))
		pool.Close(t)
		pool.Join(t)
	}
}

func TestReal(t *testing.T) {
	for name := range realPrograms {
		t.Run(name, func(t *testing.T) {
			names := new(trace.Names)
			var events trace.Buffer
			r, err := realProgram.Run(context.Background(), name, func(c *native.Config) {
				c.Recorder, c.Names, c.Timeout, c.Stderr = &events, names, 10*time.Second, os.Stderr
			})
			if err != nil {
				t.Error(err)
			}
			all := trace.Trace{Names: names, Events: events.Events}
			for _, e := range all.Events {
				if e.Kind == trace.Print {
					text, _ := names.Text(e.Arg)
					t.Log(names.Label(e.Thread), text)
				}
			}
			all.Config = []trace.Param{{Key: "machine", Value: "real"}}
			if err := trace.Check(&all); err != nil {
				t.Error(err)
			}
			t.Log(r.Wall, r.Usage.CPU, r.Processes)
		})
	}
}
