// This file holds what the tutorials say of their processes, and what they leave out.

package workload

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
)

// 3.01: the three lines of the tutorial, with its numbers but for the first pid.
func TestForkPrintsWhatTheTutorialDoes(t *testing.T) {
	lines, o := printed(t, "fork")
	want := []string{"Process (1000) start...", "I (1000) just created a child process (1001).", "I am child process (1001) and my parent is 1000.",
		"1 child, 0 zombies, and the parent has 1"}
	if !slices.Equal(lines, want) || !o.OK {
		t.Errorf("it prints %q", lines)
	}
	if lines, o := printed(t, "fork", "wait", "false"); !o.OK || lines[len(lines)-1] != "1 child, 1 zombie, and the parent has 1" {
		t.Errorf("not waited for, it prints %q", lines)
	}
}

// 3.02: the four lines of the tutorial, and the last one too early where nobody is joined.
func TestProcessPrintsWhatTheTutorialDoes(t *testing.T) {
	lines, _ := printed(t, "process")
	want := []string{"Parent process 1000.", "Process will start.", "Run child process test-1 (1001)...", "Process end."}
	if !slices.Equal(lines, want) {
		t.Errorf("it prints %q", lines)
	}
	lines, o := printed(t, "process", "join", "false")
	if slices.Index(lines, "Process end.") > slices.Index(lines, want[2]) || o.Result != "0 of 1 have run when the parent goes on" {
		t.Errorf("without join it prints %q: %s", lines, o.Result)
	}
}

// 2.05: is_alive() is True right after terminate().
func TestATerminatedProcessIsAliveRightAfter(t *testing.T) {
	lines, o := printed(t, "process-ends")
	if !slices.Contains(lines, "terminated is_alive right after: true") || o.Result != "exit codes 0, 7, 1, -15, -9" {
		t.Errorf("it prints %q", lines)
	}
}

// Rule 47: without threads that compute the handler runs at once; beside four it must win the lock, and beside green threads wait for all.
func TestAHandlerWaitsForTheLock(t *testing.T) {
	late := func(threads int, lock gil.Config) float64 {
		o, _, err := run(Find("alarm"), input(t, Find("alarm"), threads, nil), sim.Config{Cores: 4, GIL: lock})
		if err != nil || !o.OK {
			t.Fatal(o.Result, err)
		}
		return o.Metrics[0].Value
	}
	free, one, four := late(4, gil.Config{Discipline: gil.Off}), late(1, on(5e6)), late(4, on(5e6))
	coop := late(4, gil.Config{Discipline: gil.Coop})
	if free > 1e-3 || one < 1e-3 || one > 7e-3 || four < 5e-3 || four > 137e-3 || coop < 4*four {
		t.Errorf("the handler is late by %v s without the lock, %v s beside a thread, %v s beside four, %v s beside four green ones", free, one, four, coop)
	}
}

// Rule 46: an open goes on after a handler that returns.
func TestAnOpenGoesOnAfterAHandler(t *testing.T) {
	if lines, o := printed(t, "alarm", "raises", "false"); !o.OK || lines[0] != "Signal handler called with signal 14" || lines[1] != "opened" {
		t.Errorf("it prints %q: %s", lines, o.Result)
	}
}

// Rule 39: updates are lost between the two round trips, and none under the lock.
func TestAManagersDictLosesUpdates(t *testing.T) {
	if _, o := printed(t, "manager-dict"); o.OK || o.Metrics[0].Value <= 0 {
		t.Errorf("nothing is lost: %s", o.Result)
	}
	if _, o := printed(t, "manager-dict", "lock", "true"); !o.OK || o.Metrics[0].Value != 0 {
		t.Errorf("under the lock: %s", o.Result)
	}
}

// Rule 27: a queue is no argument of a task.
func TestAQueueIsNoArgumentOfATask(t *testing.T) {
	_, o := printed(t, "pool-initializer", "pass", "argument")
	if want := "RuntimeError: " + inheritanceOnly; !o.OK || o.Result != want {
		t.Errorf("%q, want %q", o.Result, want)
	}
}

// A semaphore lets in as many as it has places; a process that is killed inside takes one with it, and the last one is missed by all.
func TestASemaphoreBetweenProcesses(t *testing.T) {
	for places, most := range map[string]float64{"1": 1, "2": 2, "3": 3} {
		if _, o := printed(t, "process-semaphore", "places", places); !o.OK || o.Metrics[0].Value != most {
			t.Errorf("%s places: %s, %v inside at most", places, o.Result, o.Metrics[0].Value)
		}
	}
	if _, o := printed(t, "process-semaphore", "kill", "true"); !o.OK || o.Metrics[0].Value != 1 {
		t.Errorf("after a kill: %s, %v inside at most", o.Result, o.Metrics[0].Value)
	}
	p := Find("process-semaphore")
	_, _, err := run(p, input(t, p, 0, params("kill", "true", "places", "1")), sim.Config{GIL: on(5e6)})
	var deadlock *sched.DeadlockError
	if !errors.As(err, &deadlock) || !strings.Contains(err.Error(), "door") {
		t.Errorf("with the only place lost: %v", err)
	}
}

// Rule 48: communicate reads what a pipe does not hold; wait() waits for ever.
func TestCommunicateReadsWhatWaitDoesNot(t *testing.T) {
	if _, o := printed(t, "subprocess", "size", "100000"); !o.OK {
		t.Errorf("communicate: %s", o.Result)
	}
	if _, o := printed(t, "subprocess", "call", "wait"); !o.OK {
		t.Errorf("wait, with little: %s", o.Result)
	}
	p := Find("subprocess")
	_, _, err := run(p, input(t, p, 0, params("size", "200000", "call", "wait")), sim.Config{GIL: on(5e6)})
	var deadlock *sched.DeadlockError
	if !errors.As(err, &deadlock) {
		t.Errorf("wait, with more than two pipes hold: %v", err)
	}
}
