// This file runs programs on the simulated machine, and in processes of the operating system, and holds that they print the same on
// both. What they are to print is what C and CPython 3.11 print on Linux 6.18.

package ipc_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/trace"
)

// A case1 is a program, what it prints, and how its run ends.
type case1 struct {
	name    string
	program func(t *sched.Thread)
	prints  string // its lines
	ends    string // parts of the error, a line each; empty: it ends well
}

var cases = joined(intoCases, fifoCases, mqueueCases, msgCases, memoryCases, leavingCases)

func joined(lists ...[]case1) (all []case1) {
	for _, list := range lists {
		all = append(all, list...)
	}
	return all
}

var realProgram = native.NewProgram("ipc", func(args string) (native.Config, func(t *sched.Thread), error) {
	name, discipline, _ := strings.Cut(args, "|")
	lock := gil.Config{Discipline: gil.On}
	if discipline == "off" {
		lock = gil.Config{}
	}
	if name == leavesMore {
		return native.Config{GIL: lock}, leaveAndWait, nil
	}
	for _, c := range cases {
		if c.name == name {
			return native.Config{GIL: lock}, c.program, nil
		}
	}
	return native.Config{}, nil, fmt.Errorf("no case is called %q", name)
})

// realLoop executes bytecodes as cheaply as it can: what they cost does not matter here.
var realLoop = sync.OnceValue(func() *native.Loop { return native.Calibrate(1, 9) })

func TestSimulated(t *testing.T) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			tr, err := machinetest.Simulated(t, machinetest.Locked(gil.On), c.program)
			c.holds(t, tr, err)
			if c.ends == "" {
				machinetest.ReplaysExactly(t, c.program)
			}
		})
	}
}

func TestReal(t *testing.T) {
	if !native.HasProcesses {
		t.Skip("real processes need Linux")
	}
	t.Setenv("GORACE", "atexit_sleep_ms=0 halt_on_error=1") // a child's race is its end, and an end without one takes no second
	if r, w, err := os.Pipe(); err == nil {                 // Go makes descriptors of its own for the first one
		r.Close()
		w.Close()
	}
	for i, c := range cases {
		lock := []string{"on", "off"}[i%2]
		t.Run(c.name+", lock "+lock, func(t *testing.T) {
			before, left := machinetest.Descriptors(t), leftovers(t)
			var buffer trace.Buffer
			tr := &trace.Trace{Names: new(trace.Names), Header: trace.Header{Config: []trace.Param{{Key: "machine", Value: "real"}}}}
			_, err := realProgram.Run(context.Background(), c.name+"|"+lock, func(cfg *native.Config) {
				cfg.Recorder, cfg.Names, cfg.Timeout, cfg.Loop = &buffer, tr.Names, time.Minute, realLoop()
			})
			tr.Events = buffer.Events
			c.holds(t, tr, err)
			if more := machinetest.Descriptors(t) - before; more > 0 {
				t.Errorf("%d descriptors are left", more)
			}
			if now := leftovers(t); now != left {
				t.Errorf("the system has %s, and had %s before", now, left)
			}
		})
	}
}

// holds looks at what the program has printed, and how its run has ended.
func (c *case1) holds(t *testing.T, tr *trace.Trace, err error) {
	t.Helper()
	if broken := trace.Check(tr); broken != nil {
		t.Error(broken)
	}
	var printed []string
	for _, e := range tr.Events {
		if e.Kind == trace.Print {
			text, _ := tr.Names.Text(e.Arg)
			printed = append(printed, strings.TrimSuffix(text, "\n"))
		}
	}
	if got := strings.Join(printed, "\n"); got != strings.TrimSpace(c.prints) {
		t.Errorf("it prints\n%s\nwant\n%s", got, strings.TrimSpace(c.prints))
	}
	if err != nil && c.ends == "" {
		t.Errorf("the run ends with %v", err)
	}
	for want := range strings.Lines(c.ends) {
		if want = strings.TrimSpace(want); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the run ends with %v, want %q", err, want)
		}
	}
}

// said is what a call gives, as it is printed.
func said[T any](value T, err error) string {
	if err != nil {
		return "error " + err.Error()
	}
	return fmt.Sprint(value)
}

// told is an error, or that there is none.
func told(err error) string {
	if err == nil {
		return "fine"
	}
	return err.Error()
}

// all joins processes.
func all(t *sched.Thread, list ...*sched.Process) {
	for _, p := range list {
		t.Wait(p, sched.Forever)
		if p.Status() != 0 {
			t.Fail("%s ends with %d", p.Name(), p.Status())
		}
	}
}
