package main

import (
	"bytes"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// ctrlC is set in a process that is the command with real child processes, and is to be interrupted.
const ctrlC = "GILSIM_TEST_CTRL_C"

// TestCtrlCEndsRealProcesses: Ctrl-C goes to the whole process group. The command exits with 130 and prints what was measured, and none of
// its processes is left.
func TestCtrlCEndsRealProcesses(t *testing.T) {
	if os.Getenv(ctrlC) != "" {
		os.Exit(run([]string{"--workload=processes", "--sim=false", "--threads=2", "--param=rounds=1000000", "--repeat=1000"}, os.Stdin, os.Stdout, os.Stderr))
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestCtrlCEndsRealProcesses$")
	cmd.Env = append(os.Environ(), ctrlC+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	group := cmd.Process.Pid
	for most := time.Now().Add(30 * time.Second); members(t, group) < 3 && time.Now().Before(most); { // the command, and two processes
		time.Sleep(time.Millisecond)
	}
	time.Sleep(time.Second) // some repeats are over, and a child is in the midst of its work
	if err := syscall.Kill(-group, syscall.SIGINT); err != nil {
		t.Error(err)
	}
	_ = cmd.Wait() // the exit code tells
	if code := cmd.ProcessState.ExitCode(); code != exitInterrupted {
		t.Errorf("it exits with %d, want %d: %s", code, exitInterrupted, said.String())
	}
	if !strings.Contains(out.String(), " of 1,000 repeats") || !strings.Contains(said.String(), "gilsim: interrupted after ") {
		t.Errorf("it prints %s\nand says %q, want what was measured up to there", out.String(), said.String())
	}
	if left := members(t, group); left > 0 {
		t.Errorf("%d processes are left", left)
	}
}

// members counts the processes of a group.
func members(t *testing.T, group int) (n int) {
	list, err := os.ReadDir("/proc")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range list {
		text, err := os.ReadFile("/proc/" + entry.Name() + "/stat")
		if err != nil {
			continue // it is no process, or has ended
		}
		after := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
		if len(after) > 2 && after[2] == strconv.Itoa(group) && after[0] != "Z" {
			n++
		}
	}
	return n
}
