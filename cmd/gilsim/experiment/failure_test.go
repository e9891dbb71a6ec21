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
		{trace.Crash, "division by zero", RecordedFailure{failCrash, "main failed: division by zero", []string{"main"}}},
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
