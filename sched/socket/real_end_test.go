// This file holds that nothing is left when a real run ends: no descriptor, no temporary file, no thread that waits.

package socket_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/socket"
)

// eternities are the calls that can wait for ever, on sockets of which nothing comes.
var eternities = []struct {
	name string
	wait func(t *sched.Thread)
}{
	{"accept", func(t *sched.Thread) { _, _, _ = server(t, 1).Accept(t) }},
	{"recv", func(t *sched.Thread) { a, _ := pair(t); _, _ = a.Recv(t, 1) }},
	{"send", func(t *sched.Thread) { a, _ := pair(t); _ = a.SendAll(t, make([]byte, 64<<20)) }},
	{"recvfrom", func(t *sched.Thread) { _, _, _ = listen(t, socket.Config{}, "inbox").RecvFrom(t) }},
	{"select", func(t *sched.Thread) {
		_, _, _ = socket.Select(t, []socket.Pollable{server(t, 1)}, nil, sched.Forever)
	}},
	{"a long time-out", func(t *sched.Thread) { _, _, _ = socket.Select(t, nil, nil, 1000*time.Hour) }},
	{"epoll", func(t *sched.Thread) {
		p, err := socket.NewEpoll(t, "epoll")
		if errors.Is(err, socket.ErrUnsupported) {
			_, _, _ = server(t, 1).Accept(t)
			return
		}
		must(t, err)
		_, _ = p.Wait(t, 1, sched.Forever)
	}},
	{"ring", func(t *sched.Thread) {
		r := ring(t)
		must(t, r.Accept(t, server(t, 1), 1))
		_, _ = r.Wait(t, 1, sched.Forever)
	}},
}

// leaky opens one of everything, leaves it open, and waits.
func leaky(wait func(t *sched.Thread)) func(t *sched.Thread) {
	return func(t *sched.Thread) {
		f, err := socket.Create(t, "left behind")
		must(t, err)
		write(t, f, "x")
		listen(t, socket.Config{}, "inbox")
		t.Spawn("another", wait)
		wait(t)
		t.Fail("the wait is over")
	}
}

func TestEveryWaitIsEndedWithTheRun(t *testing.T) {
	for _, c := range eternities {
		for _, lock := range []gil.Config{{}, {Discipline: gil.On}} {
			temporary := t.TempDir()
			t.Setenv("TMPDIR", temporary)
			before := machinetest.Descriptors(t)
			var timeout *native.TimeoutError
			_, err := native.Run(context.Background(), native.Config{GIL: lock, Timeout: 100 * time.Millisecond}, leaky(c.wait))
			if !errors.As(err, &timeout) {
				t.Errorf("%s, lock %v: the run ends with %v, want its time-out", c.name, lock.Discipline, err)
			}
			mustBeClean(t, c.name, before, temporary)
		}
	}
}

func TestAnInterruptedRunLeavesNothing(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	before := machinetest.Descriptors(t)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	_, err := native.Run(ctx, native.Config{}, leaky(func(t *sched.Thread) {
		cancel()
		_, _, _ = server(t, 1).Accept(t)
	}))
	if !errors.Is(err, sched.ErrInterrupted) {
		t.Errorf("the run ends with %v", err)
	}
	mustBeClean(t, "interrupted", before, temporary)
}

func TestARunThatFailsLeavesNothing(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	before := machinetest.Descriptors(t)
	_, err := native.Run(context.Background(), native.Config{Timeout: limit}, leaky(func(t *sched.Thread) {
		t.Sleep(10 * time.Millisecond)
	}))
	var failed *sched.ThreadError
	if !errors.As(err, &failed) {
		t.Errorf("the run ends with %v", err)
	}
	mustBeClean(t, "failed", before, temporary)
}

func TestADeadlockOfVirtualSocketsIsReported(t *testing.T) {
	for _, c := range eternities {
		_, err := sim.Run(plain(gil.Config{Discipline: gil.On}), leaky(c.wait))
		var deadlock *sched.DeadlockError
		if c.name != "a long time-out" && !errors.As(err, &deadlock) {
			t.Errorf("%s: the run ends with %v, want a deadlock", c.name, err)
		}
	}
}

// mustBeClean reports what a run has left.
func mustBeClean(t *testing.T, what string, before int, temporary string) {
	t.Helper()
	if left := machinetest.Descriptors(t) - before; left > 0 {
		t.Errorf("%s: %d descriptors are left", what, left)
	}
	if left, err := filepath.Glob(filepath.Join(temporary, "*")); err != nil || len(left) > 0 {
		t.Errorf("%s: %q are left (%v)", what, left, err)
	}
}
