// This file tells apart how runs fail.

package experiment

import (
	"errors"
	"fmt"
	"strings"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/trace"
)

// The kinds of failure, in JSON and wherever results are counted.
const (
	FailDeadlock   = "deadlock"
	failCrash      = "crash"      // a panic
	failMisuse     = "misuse"     // of a lock or a thread
	failSteps      = "step limit" // most likely a livelock
	failDivergence = "divergence" // a replay that cannot go on
	failTimeout    = "timeout"    // a real run that takes too long
	failInterrupt  = "interrupted"
	failOther      = "failure"
)

// FailureKind returns the kind of a run's failure.
func FailureKind(err error) string {
	var (
		deadlock   *sched.DeadlockError
		misuse     *sched.MisuseError
		thread     *sched.ThreadError
		steps      *sched.StepsError
		divergence *choice.DivergenceError
		timeout    *native.TimeoutError
		recorded   *RecordedFailure
	)
	switch {
	case errors.Is(err, sched.ErrInterrupted):
		return failInterrupt
	case errors.As(err, &recorded):
		return recorded.kind
	case errors.As(err, &deadlock):
		return FailDeadlock
	case errors.As(err, &steps):
		return failSteps
	case errors.As(err, &divergence):
		return failDivergence
	case errors.As(err, &timeout):
		return failTimeout
	case errors.As(err, &misuse):
		return failMisuse
	case errors.As(err, &thread):
		return failCrash
	}
	return failOther
}

// FailedThreads returns the names of the threads that a failure is about.
func FailedThreads(err error) []string {
	var (
		deadlock *sched.DeadlockError
		all      sched.ThreadErrors
		thread   *sched.ThreadError
		steps    *sched.StepsError
		timeout  *native.TimeoutError
		recorded *RecordedFailure
	)
	switch {
	case errors.As(err, &recorded):
		return recorded.threads
	case errors.As(err, &deadlock):
		return waitingThreads(deadlock.Waits)
	case errors.As(err, &steps):
		return []string{steps.Thread}
	case errors.As(err, &timeout):
		return append(waitingThreads(timeout.Waits), waitingThreads(timeout.Busy)...)
	case errors.As(err, &all):
		return failedThreads(all)
	case errors.As(err, &thread):
		return []string{thread.Thread}
	}
	return []string{}
}

func failedThreads(all sched.ThreadErrors) []string {
	list := make([]string, len(all))
	for i, e := range all {
		list[i] = e.Thread
	}
	return list
}

func waitingThreads(waits []*sched.Wait) []string {
	list := make([]string, len(waits))
	for i, w := range waits {
		list[i] = w.Thread
	}
	return list
}

// A RecordedFailure is why a run failed that was recorded, or made by somebody else.
type RecordedFailure struct {
	kind    string
	message string
	threads []string // whom it is about, if the trace tells

	deadlock *sched.DeadlockError // who waits for whom, if that is known
}

// Error returns the message.
func (f *RecordedFailure) Error() string { return f.message }

// Unwrap returns the deadlock, nil if it was none, or nobody has told who waits for whom.
func (f *RecordedFailure) Unwrap() error {
	if f.deadlock == nil {
		return nil
	}
	return f.deadlock
}

// A FailureFinder is a recorder that looks for the event that a failed run ends with, and for exceptions that have ended threads.
type FailureFinder struct {
	names   *trace.Names
	halt    *RecordedFailure // nil if there is none
	threads []string         // that have crashed, the first of them
	crashes []string         // as sentences
	others  int              // further ones
}

// maxCrashes is how many exceptions of a recorded run are told.
const maxCrashes = 100

// NewFailureFinder returns one for a run whose names these are.
func NewFailureFinder(names *trace.Names) *FailureFinder { return &FailureFinder{names: names} }

// Record looks for a halt or a crash.
func (f *FailureFinder) Record(events []trace.Event) {
	for i := range events {
		switch e := &events[i]; e.Kind {
		case trace.Halt:
			text, _ := f.names.Text(e.Arg)
			f.halt = &RecordedFailure{kind: haltKind(text), message: text, threads: []string{}}
		case trace.Crash:
			text, _ := f.names.Text(e.Arg)
			name, _ := f.names.Thread(e.Thread)
			f.crash(name, name+" failed: "+text)
		}
	}
}

// Err returns the failure, nil if there is none.
func (f *FailureFinder) Err() error {
	lines := strings.Join(f.crashes, "\n  ")
	if f.others > 0 {
		lines += fmt.Sprintf("\n  and %d more failed", f.others)
	}
	switch {
	case f.halt != nil && lines == "":
		return f.halt
	case f.halt != nil:
		return &RecordedFailure{kind: f.halt.kind, message: f.halt.message + "\n  " + lines, threads: f.halt.threads}
	case len(f.crashes) > 1:
		return &RecordedFailure{kind: failCrash, message: fmt.Sprintf("%d threads failed:\n  %s", len(f.crashes)+f.others, lines), threads: f.threads}
	case lines != "":
		return &RecordedFailure{kind: failCrash, message: lines, threads: f.threads}
	}
	return nil
}

func (f *FailureFinder) crash(thread, text string) {
	if len(f.crashes) == maxCrashes {
		f.others++
		return
	}
	f.threads, f.crashes = append(f.threads, thread), append(f.crashes, text)
}

// haltKind returns the kind of failure that the text of a halt tells of: a trace has nothing but the text of the error.
func haltKind(text string) string {
	switch {
	case text == sched.ErrInterrupted.Error():
		return failInterrupt
	case strings.HasPrefix(text, "deadlock: "):
		return FailDeadlock
	case strings.HasPrefix(text, "the program did not end within "):
		if !strings.Contains(text, " steps ") {
			return failTimeout
		}
		return failSteps
	}
	return failOther
}
