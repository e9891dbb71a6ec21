// This file holds what the tutorials say of threads' names, daemons and queues, on both machines.

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

func TestTheProgramsOfThreadsAndQueuesPrintWhatTheTutorialsPrint(t *testing.T) {
	for _, tc := range []struct {
		name  string
		given []string
		want  string
	}{
		{"names", nil, "thread MainThread is running...|thread LoopThread is running...|thread LoopThread >>> 1|thread LoopThread >>> 2|" +
			"thread LoopThread >>> 3|thread LoopThread >>> 4|thread LoopThread >>> 5|thread LoopThread ended.|thread MainThread ended."},
		{"local", nil, "Hello, Alice (in Thread-A)|Hello, Bob (in Thread-B)"},
		{"local", []string{"variable", "global"}, "Hello, Bob (in Thread-A)|Hello, Bob (in Thread-B)"},
		{"daemon", nil, "Thread-1 (task) is running....over|"},
		{"daemon", []string{"daemon", "no"}, "Thread-1 (task) is running....over||Thread-1 (task) has ended"},
		{"daemon", []string{"write", "0s"}, "Thread-1 (task) is running....|over"},
		{"enumerate", nil, "MainThread 1 [<_MainThread(MainThread, started 1)>]|MainThread 4 [<_MainThread(MainThread, started 1)>, " +
			"<Thread(Thread-1, started 2)>, <Thread(Thread-2, started 3)>, <Thread(Thread-3, started 4)>]|" +
			"MainThread 1 [<_MainThread(MainThread, started 1)>]|aaa False False"},
		{"queues", nil, "1 2 2"},
		{"queued-number", nil, "0"},
		{"producer", []string{"items", "2", "buffer", "0"}, "producer makes 1|consumer-1 uses 1|producer makes 2|consumer-1 uses 2"},
	} {
		lines, o := printed(t, tc.name, tc.given...)
		if got := strings.Join(lines, "|"); got != tc.want || o.OK != (tc.given == nil || tc.given[0] != "variable") {
			t.Errorf("%s %v prints\n%s\nwant\n%s\nand its check: %t", tc.name, tc.given, got, tc.want, o.OK)
		}
	}
}

func TestWithoutAJoinTheMainThreadEndsFirstAndTheOthersGoOn(t *testing.T) {
	lines, o := printed(t, "names", "join", "no")
	ended := slices.Index(lines, "thread MainThread ended.")
	if ended < 0 || ended > len(lines)-4 || lines[len(lines)-1] != "thread LoopThread ended." || !o.OK {
		t.Errorf("it prints %q (%q)", lines, o.Result)
	}
	ends(t, "names", 3, params("join", "no", "rounds", "1", "sleep", "50ms"), "3 threads are alive when the main thread ends", true)
}

func TestAVariableForAllIsOverwritten(t *testing.T) {
	ends(t, "local", 2, params("variable", "global", "pause", "50ms"), "1 of 2 threads greet their own student", false)
	ends(t, "local", 5, params("pause", "1ms"), "5 of 5 threads greet their own student", true)
}

func TestAnEmptyQueueDoesNotMeanThatTheTasksAreDone(t *testing.T) {
	ends(t, "joinable", 2, params("tasks", "4", "task", "50ms", "wait", "empty"), "2 of 4 tasks are done", false)
	ends(t, "joinable", 3, params("tasks", "4", "task", "1ms"), "4 of 4 tasks are done", true)
}

// overlap returns the metric of the producer program.
func overlap(t *testing.T, given ...string) float64 {
	t.Helper()
	_, o := printed(t, "producer", given...)
	if !o.OK || o.Metrics[0].Name != "overlap" {
		t.Fatalf("%v: %+v", given, o)
	}
	return o.Metrics[0].Value
}

func TestABufferLetsProducerAndConsumerWorkAtTheSameTime(t *testing.T) {
	without, with := overlap(t, "buffer", "0"), overlap(t)
	if without > 1 || with < 1.7 {
		t.Errorf("without a buffer they overlap %.2f times, with one %.2f times, want 1 at most and nearly 2", without, with)
	}
	if little, much := overlap(t, "vary", "yes", "buffer", "1"), overlap(t, "vary", "yes", "buffer", "8"); much <= little {
		t.Errorf("uneven sides overlap %.2f times with a buffer of 1 and %.2f times with one of 8, want more", little, much)
	}
}

func TestAFullQueueIsNoDeadlockWhereThePutHasALimitOrThereIsRoom(t *testing.T) {
	ends(t, "full-queue", 1, params("limit", "1ms"), "the queue holds 2 items", true)
	ends(t, "full-queue", 1, params("items", "2"), "the queue holds 2 items", true)
	ends(t, "full-queue", 2, params("buffer", "0"), "the queue holds 6 items", true)
}

// Nobody consumes: the producer waits, and so the main thread.
func TestAProducerWithoutConsumersIsADeadlock(t *testing.T) {
	p := Find("producer")
	_, _, err := run(p, input(t, p, 1, nil), sim.Config{GIL: gil.Config{Discipline: gil.On}})
	var deadlock *sched.DeadlockError
	if !errors.As(err, &deadlock) || len(deadlock.Waits) != 2 || deadlock.Waits[1].Object != `condition "buffer.not_full"` {
		t.Errorf("it ends with %v, want a producer that waits", err)
	}
}
