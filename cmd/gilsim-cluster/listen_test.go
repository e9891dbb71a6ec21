package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// free returns a port that nobody listens at just now.
func free(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// taken returns an address that the test listens at.
func taken(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l.Addr().String()
}

// listeners returns the addresses at which a process listens, in the hexadecimal form of Linux, without their ports.
func listeners(t *testing.T, pid int) (list []string) {
	t.Helper()
	open := map[string]bool{}
	fds, _ := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", pid))
	for _, fd := range fds {
		if to, err := os.Readlink(fd); err == nil {
			open[strings.TrimSuffix(strings.TrimPrefix(to, "socket:["), "]")] = true
		}
	}
	const listen = "0A" // a state, proc(5) and the kernel's tcp_states.h
	for _, table := range []string{"tcp", "tcp6", "udp", "udp6"} {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/net/%s", pid, table))
		if err != nil {
			continue // a kernel without IPv6
		}
		for line := range strings.Lines(string(text)) {
			f := strings.Fields(line)
			if len(f) < 10 || !open[f[9]] || strings.HasPrefix(table, "tcp") && f[3] != listen {
				continue
			}
			at, _, _ := strings.Cut(f[1], ":")
			list = append(list, at)
		}
	}
	return list
}

// childOf waits until a process has started another one, and returns that.
func childOf(t *testing.T, p *process) (pid int) {
	t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline) && !p.hasEnded(); time.Sleep(10 * time.Millisecond) {
		tasks, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", p.cmd.Process.Pid))
		for _, task := range tasks {
			text, _ := os.ReadFile(task)
			if _, err := fmt.Sscan(string(text), &pid); err == nil {
				return pid
			}
		}
	}
	t.Fatalf("%v has started no process: %s", p.cmd.Args, p.errs.text())
	return 0
}

// TestNoProcessListensBeyondLoopbackUnlessAsked looks at what the system says of a server, a worker and a master at work.
func TestNoProcessListensBeyondLoopbackUnlessAsked(t *testing.T) {
	if _, err := os.Stat("/proc/self/net/tcp"); err != nil {
		t.Skip("Linux alone tells who listens where")
	}
	const loopback = "0100007F"
	s := newSite(t)
	w := s.worker()
	m := s.master("--workload=balance", "--param=count=1000", "--seeds=1000000")
	pids := []int{w.cmd.Process.Pid, m.cmd.Process.Pid, childOf(t, m)}
	if at := listeners(t, s.run.cmd.Process.Pid); !slices.Equal(at, []string{loopback}) {
		t.Errorf("the server listens at %q, want %s alone", at, loopback)
	}
	for i, who := range []string{"worker", "master", "process of the master at the server"} {
		if at := listeners(t, pids[i]); len(at) > 0 {
			t.Errorf("the %s listens at %q", who, at)
		}
	}
	asked := &site{t: t, data: t.TempDir()}
	asked.serve("0.0.0.0:0")
	if at := listeners(t, asked.run.cmd.Process.Pid); !slices.Equal(at, []string{"00000000"}) && !slices.Equal(at, []string{strings.Repeat("0", 32)}) {
		t.Errorf("asked for every interface the server listens at %q", at)
	}
	asked.run.await(&asked.run.errs, "others on the network can hear")
}
