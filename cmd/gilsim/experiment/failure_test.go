package experiment

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// The texts of a halt are those of the errors that end a run.
func TestTheFailureOfARecordedRunHasTheKindOfTheRunsOwn(t *testing.T) {
	for _, tt := range []struct {
		kind trace.Kind
		text string
		want RecordedFailure
	}{
		{trace.Halt, (&sched.DeadlockError{Total: 2}).Error(), RecordedFailure{kind: FailDeadlock}},
		{trace.Halt, (&sched.StepsError{Limit: 9, Thread: "a"}).Error(), RecordedFailure{kind: failSteps}},
		{trace.Halt, sched.ErrInterrupted.Error(), RecordedFailure{kind: failInterrupt}},
		{trace.Halt, "event 3: it is another thread's turn", RecordedFailure{kind: failOther}},
		{trace.Crash, "division by zero", RecordedFailure{kind: failCrash, message: "main failed: division by zero", threads: []string{"main"}}},
	} {
		names := new(trace.Names)
		e := trace.Event{Kind: tt.kind, Thread: names.AddThread("main"), Arg: int64(names.AddText(tt.text))}
		f := &FailureFinder{names: names}
		if f.Err() != nil {
			t.Fatal("it fails before anything happens")
		}
		f.Record([]trace.Event{e})
		if tt.kind == trace.Halt {
			tt.want.message, tt.want.threads = tt.text, []string{}
		}
		var got *RecordedFailure
		if !errors.As(f.Err(), &got) {
			t.Errorf("%q is no failure", tt.text)
			continue
		}
		if diff := cmp.Diff(&tt.want, got, cmp.AllowUnexported(RecordedFailure{})); diff != "" {
			t.Error(diff)
		}
	}
}

// TestS13AllCrashesOfARecordedRunAreTold: those that came before its end, too.
func TestS13AllCrashesOfARecordedRunAreTold(t *testing.T) {
	names := new(trace.Names)
	crash := func(thread, text string) trace.Event {
		return trace.Event{Kind: trace.Crash, Thread: names.AddThread(thread), Arg: int64(names.AddText(text))}
	}
	halt := trace.Event{Kind: trace.Halt, Arg: int64(names.AddText("deadlock: 1 thread waits, and nobody can wake it"))}
	f := &FailureFinder{names: names}
	f.Record([]trace.Event{crash("a", "no"), crash("b", "never")})
	if got, want := f.Err().Error(), "2 threads failed:\n  a failed: no\n  b failed: never"; got != want || FailureKind(f.Err()) != failCrash {
		t.Errorf("%q of kind %q, want %q", got, FailureKind(f.Err()), want)
	}
	if got := FailedThreads(f.Err()); len(got) != 2 {
		t.Errorf("it is about %v", got)
	}
	f.Record([]trace.Event{halt})
	if got, want := f.Err().Error(), "deadlock: 1 thread waits, and nobody can wake it\n  a failed: no\n  b failed: never"; got != want ||
		FailureKind(f.Err()) != FailDeadlock {
		t.Errorf("%q of kind %q, want %q", got, FailureKind(f.Err()), want)
	}
}

func TestS13TheKindOfARunsFailureIsWhatHasEndedIt(t *testing.T) {
	thread := &sched.ThreadError{Thread: "a", Err: &sched.MisuseError{Msg: "no"}}
	after := &sched.AfterError{Err: &sched.DeadlockError{Total: 1}, Failed: sched.ThreadErrors{thread}}
	if got := FailureKind(after); got != FailDeadlock {
		t.Errorf("of a deadlock: %q", got)
	}
	after.Err = &sched.StepsError{}
	if got := FailureKind(after); got != failSteps {
		t.Errorf("of a livelock: %q", got)
	}
	all := sched.ThreadErrors{thread, {Thread: "b", Err: errors.New("no")}}
	if kind, about := FailureKind(all), FailedThreads(all); kind != failMisuse || len(about) != 2 {
		t.Errorf("of two threads: %q, about %v", kind, about)
	}
}
