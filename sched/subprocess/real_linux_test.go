// This file holds the rules on programs of the operating system.

package subprocess_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/subprocess"
	"github.com/gilsim/gilsim/trace"
)

// realRules are those that only a real machine shows.
var realRules = []rule{
	{"48: what may not be executed", func(t *sched.Thread) {
		t.Print(text(t, func() { subprocess.Popen(t, []string{"/etc/passwd"}, subprocess.Config{}) }))
		t.Print(text(t, func() { subprocess.Popen(t, []string{"/"}, subprocess.Config{}) }))
		t.Print(text(t, func() { subprocess.Popen(t, []string{"true"}, subprocess.Config{Dir: "/nonexistent"}) }))
	}, "PermissionError: [Errno 13] Permission denied: '/etc/passwd'|PermissionError: [Errno 13] Permission denied: '/'|" +
		"FileNotFoundError: [Errno 2] No such file or directory: '/nonexistent'"},
	{"48: a program that nobody waits for goes on after its parent", func(t *sched.Thread) {
		subprocess.Popen(t, []string{"sh", "-c", "sleep 0.1"}, subprocess.Config{})
	}, ""},
}

var realProgram = native.NewProgram("subprocess", func(args string) (native.Config, func(t *sched.Thread), error) {
	for _, r := range append(rules, realRules...) {
		if r.name == args {
			return native.Config{GIL: gil.Config{Discipline: gil.On}}, func(t *sched.Thread) { programs(t); r.program(t) }, nil
		}
	}
	return native.Config{}, nil, fmt.Errorf("no rule is called %q", args)
})

// realLoop executes bytecodes as cheaply as it can: what they cost does not matter here.
var realLoop = sync.OnceValue(func() *native.Loop { return native.Calibrate(1, 9) })

func TestRulesOfRealPrograms(t *testing.T) {
	for _, name := range []string{"true", "false", "echo", "cat", "sleep", "yes", "sh"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skip("this computer lacks a program: ", err)
		}
	}
	t.Setenv("GORACE", "atexit_sleep_ms=0 halt_on_error=1") // a child's race is its end, and an end without one takes no second
	before := -1
	for _, r := range append(rules, realRules...) {
		t.Run(r.name, func(t *testing.T) {
			var buffer trace.Buffer
			names := new(trace.Names)
			_, err := realProgram.Run(context.Background(), r.name, func(c *native.Config) {
				c.Recorder, c.Names, c.Timeout, c.Loop = &buffer, names, time.Minute, realLoop()
			})
			if err != nil {
				t.Error(err)
			}
			tr := &trace.Trace{Names: names, Events: buffer.Events, Header: trace.Header{Config: []trace.Param{{Key: "machine", Value: "real"}}}}
			if broken := trace.Check(tr); broken != nil {
				t.Error(broken)
			}
			if got := printed(tr.Events, names); got != r.prints {
				t.Errorf("it prints %s, want %s", got, r.prints)
			}
			if left := children(t); left != "" {
				t.Errorf("the processes %s are left", left)
			}
			if open := descriptors(t); before >= 0 && open > before {
				t.Errorf("%d descriptors are open, %d before", open, before)
			} else {
				before = open
			}
		})
	}
}

// children lists the processes whose parent this one is.
func children(t *testing.T) string {
	tasks, err := os.ReadDir("/proc/self/task")
	if err != nil {
		t.Fatal(err)
	}
	all := ""
	for _, task := range tasks {
		list, _ := os.ReadFile("/proc/self/task/" + task.Name() + "/children") // a thread may be gone
		all += string(list)
	}
	return strings.TrimSpace(all)
}

// descriptors counts what this process has open.
func descriptors(t *testing.T) int {
	list, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	return len(list)
}
