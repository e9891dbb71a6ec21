// This file looks for what a run has left in the system.

package ipc_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
	"github.com/gilsim/gilsim/sched/native"
)

// leftovers lists what runs have left: files, files in memory, and message queues.
func leftovers(t *testing.T) string {
	t.Helper()
	var all []string
	for _, pattern := range []string{filepath.Join(os.TempDir(), "gilsim-*-*-*"), "/dev/shm/gilsim-*", "/dev/mqueue/gilsim-*"} {
		list, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, list...)
	}
	text, _ := os.ReadFile("/proc/sysvipc/msg") // a table, if there is one
	return strings.Join(append(all, string(text)), "\n")
}

// leaving names are those of the cases that end with things in the system, which nobody removes.
const (
	leavesAll  = "leaves: all there is"
	leavesMore = "leaves: all there is, and waits"
)

var leavingCases = []case1{{leavesAll, leaveAll, "left", ""}}

// leaveAll makes one of each, in a child and in the first process.
func leaveAll(t *sched.Thread) {
	makes := func(t *sched.Thread, name string, key int) {
		must(t, ipc.MakeFifo(t, name))
		queue(t, "/"+name, making, ipc.QueueAttributes{})
		messages(t, key)
		_, err := ipc.OpenMemory(t, name, ipc.Create, 10)
		must(t, err)
		file(t, name+" file", ipc.WriteOnly|ipc.Create)
	}
	all(t, fork(t, "child", func(t *sched.Thread) { makes(t, "child's", 1) }))
	makes(t, "first's", 2)
	messages(t, ipc.Private)
	t.Print("left")
}

// leaveAndWait does so, and does not end.
func leaveAndWait(t *sched.Thread) {
	leaveAll(t)
	t.Sleep(time.Hour)
}

// However a run ends, nothing of it is left in the system. That one which ends by itself leaves nothing is held by TestReal.
func TestRealRunsLeaveNothing(t *testing.T) {
	if !native.HasProcesses {
		t.Skip("real processes need Linux")
	}
	before := leftovers(t)
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		eventually(t, "it has made all", func() bool { return strings.Count(leftovers(t), "gilsim") >= filesLeft })
		cancel()
	}()
	_, err := realProgram.Run(ctx, leavesMore, func(cfg *native.Config) { cfg.Loop = realLoop() })
	if !errors.Is(err, sched.ErrInterrupted) {
		t.Errorf("the run ends with %v", err)
	}
	if now := leftovers(t); now != before {
		t.Errorf("the system has %s, and had %s before", now, before)
	}
}

// filesLeft is how many files leaveAll leaves that can be seen.
const filesLeft = 6

// A first process that is killed leaves nothing, neither while it has children nor when it is alone.
func TestAKilledFirstProcessLeavesNothing(t *testing.T) {
	if !native.HasProcesses {
		t.Skip("real processes need Linux")
	}
	if os.Getenv("GILSIM_FIRST") != "" {
		_, err := realProgram.Run(context.Background(), leavesMore, func(cfg *native.Config) { cfg.Loop = realLoop() })
		t.Fatal(err)
	}
	before := leftovers(t)
	first := exec.Command(os.Args[0], "-test.run=^TestAKilledFirstProcessLeavesNothing$")
	first.Env = append(os.Environ(), "GILSIM_FIRST=1")
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "it has made all", func() bool { return strings.Count(leftovers(t), "gilsim") >= filesLeft })
	if err := first.Process.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	_ = first.Wait() // it was killed
	eventually(t, "nothing is left", func() bool { return leftovers(t) == before })
}

// eventually waits until a condition holds, which must come within a minute.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !holds(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Errorf("after a minute it is not so that %s", what)
			return
		}
	}
}
