// This file tells apart how runs fail.

package main

import (
	"errors"

	"github.com/gilsim/gilsim/sched"
	decide "github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/native"
)

// The kinds of failure, in JSON and wherever results are counted.
const (
	failDeadlock   = "deadlock"
	failCrash      = "crash"      // a panic
	failMisuse     = "misuse"     // of a lock or a thread
	failSteps      = "step limit" // most likely a livelock
	failDivergence = "divergence" // a replay that cannot go on
	failTimeout    = "timeout"    // a real run that takes too long
	failInterrupt  = "interrupted"
	failOther      = "failure"
)

// failureKind returns the kind of a run's failure.
func failureKind(err error) string {
	var (
		deadlock   *sched.DeadlockError
		misuse     *sched.MisuseError
		thread     *sched.ThreadError
		steps      *sched.StepsError
		divergence *decide.DivergenceError
		timeout    *native.TimeoutError
		recorded   *recordedFailure
	)
	switch {
	case errors.As(err, &recorded):
		return recorded.kind
	case errors.As(err, &deadlock):
		return failDeadlock
	case errors.As(err, &misuse):
		return failMisuse
	case errors.As(err, &thread):
		return failCrash
	case errors.As(err, &steps):
		return failSteps
	case errors.As(err, &divergence):
		return failDivergence
	case errors.As(err, &timeout):
		return failTimeout
	}
	return failOther
}

// failedThreads returns the names of the threads that a failure is about.
func failedThreads(err error) []string {
	var (
		deadlock *sched.DeadlockError
		thread   *sched.ThreadError
		steps    *sched.StepsError
		timeout  *native.TimeoutError
		recorded *recordedFailure
	)
	switch {
	case errors.As(err, &recorded):
		return recorded.threads
	case errors.As(err, &deadlock):
		return waitingThreads(deadlock.Waits)
	case errors.As(err, &thread):
		return []string{thread.Thread}
	case errors.As(err, &steps):
		return []string{steps.Thread}
	case errors.As(err, &timeout):
		return append(waitingThreads(timeout.Waits), timeout.Busy...)
	}
	return []string{}
}

// waitingThreads returns the names of those who wait.
func waitingThreads(waits []*sched.Wait) []string {
	list := make([]string, len(waits))
	for i, w := range waits {
		list[i] = w.Thread
	}
	return list
}
