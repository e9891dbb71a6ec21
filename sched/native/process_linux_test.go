package native_test

import (
	"context"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/trace"
)

// programs are what the tests run in several processes, by name.
var programs = map[string]func(t *sched.Thread){}

var tested = native.NewProgram("test", func(args string) (native.Config, func(t *sched.Thread), error) {
	return native.Config{GIL: gil.Config{Discipline: gil.On}}, programs[args], nil
})

func init() {
	programs["counts"] = func(t *sched.Thread) {
		own := sched.NewVar(t, "own", 1)
		n := sched.NewSharedVar(t, "n", 0)
		own.Set(t, 100)
		var list []*sched.Process
		for i := range 3 {
			list = append(list, t.StartProcess(sched.StartedProcess{Name: "child", Function: func(t *sched.Thread) {
				own.Set(t, own.Get(t)+i)
				n.Set(t, n.Get(t)+own.Get(t))
				t.Print("child", i, own.Get(t))
				t.Loop(1_000_000, 5)
				t.Process().SetStatus(7)
			}}))
			t.Wait(list[i], sched.Forever)
		}
		t.Print(n.Get(t), own.Get(t), list[0].Status())
	}
}

func TestCounts(t *testing.T) {
	names := new(trace.Names)
	var events trace.Buffer
	r, err := tested.Run(context.Background(), "counts", func(c *native.Config) {
		c.Recorder, c.Names, c.Timeout = &events, names, 10*time.Second
	})
	all := trace.Trace{Names: names, Events: events.Events}
	if err != nil {
		t.Fatal(err)
	}
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
}
