package trace

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// three is a recording of three events.
var three = []Event{
	{Time: 0, Kind: Run, Thread: 1, Arg: 2000},
	{Time: 10, Kind: Store, Thread: 1, Obj: 2, Arg: 7},
	{Time: 20, Kind: End, Thread: 1},
}

func TestMatcherNamesTheFirstDifference(t *testing.T) {
	other := three[1]
	other.Arg = 8
	atOne, atThree := &MismatchError{1, three[1], other}, &MismatchError{3, Event{}, other}
	tests := []struct {
		name      string
		run       []Event
		err, done *MismatchError
	}{
		{"the same", three, nil, nil},
		{"nothing yet", nil, nil, &MismatchError{0, three[0], Event{}}},
		{"ended early", three[:2], nil, &MismatchError{2, three[2], Event{}}},
		{"another event", []Event{three[0], other, three[2]}, atOne, atOne},
		{"gone on", append(three[:3:3], other), atThree, atThree},
	}
	for _, test := range tests {
		for batch := 1; batch <= 4; batch++ {
			m := NewMatcher(three)
			for rest := test.run; len(rest) > 0; rest = rest[min(batch, len(rest)):] {
				m.Record(rest[:min(batch, len(rest))])
			}
			if diff := cmp.Diff(test.err, mismatch(t, m.Err())); diff != "" {
				t.Errorf("%s, in batches of %d: Err (-want +got):\n%s", test.name, batch, diff)
			}
			if diff := cmp.Diff(test.done, mismatch(t, m.Done())); diff != "" {
				t.Errorf("%s, in batches of %d: Done (-want +got):\n%s", test.name, batch, diff)
			}
		}
	}
}

// mismatch returns the error as the type that it must have.
func mismatch(t *testing.T, err error) *MismatchError {
	t.Helper()
	var m *MismatchError
	if err != nil && !errors.As(err, &m) {
		t.Fatalf("the error is %T, want *MismatchError", err)
	}
	return m
}

func TestMismatchErrorSaysWhatEachDid(t *testing.T) {
	tests := []struct {
		err  MismatchError
		want string
	}{
		{MismatchError{1, three[1], three[2]},
			"trace: event 2 of the run is [20 c0 T1 end - 0], the recording has [10 c0 T1 store o2 7]"},
		{MismatchError{1, three[1], Event{}},
			"trace: the run ended before event 2 of the recording, which is [10 c0 T1 store o2 7]"},
		{MismatchError{1, Event{}, three[1]},
			"trace: the recording ends before event 2 of the run, which is [10 c0 T1 store o2 7]"},
	}
	for _, test := range tests {
		if got := test.err.Error(); got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
	}
}

func TestMatcherAllocatesNothing(t *testing.T) {
	m := NewMatcher(three)
	if n := testing.AllocsPerRun(100, func() { m.next = 0; m.Record(three) }); n != 0 {
		t.Errorf("Record allocates %v times", n)
	}
}
