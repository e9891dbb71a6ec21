package workload

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gilsim/gilsim/trace"
)

func TestWhatIsNotGivenHasItsDefault(t *testing.T) {
	in := input(t, Find("mixed"), 0, params("wait", "3ms"))
	if in.Threads != 2 || in.Int("requests") != 20 || in.Duration("wait") != 3*time.Millisecond {
		t.Errorf("%+v: want the default of 2 threads and 20 requests, and the wait that was given", in)
	}
	if in := input(t, Find("deadlock"), 7, nil); in.Threads != 7 || in.Word("kind") != "chopsticks" {
		t.Errorf("%+v: want 7 threads and chopsticks", in)
	}
}

func TestWhatIsGivenIsChecked(t *testing.T) {
	for _, test := range []struct {
		program string
		threads int
		given   []trace.Param
		want    string
	}{
		{"spin", -1, nil, "there are -1 threads: there must be 1 to 1000000"},
		{"spin", 1_000_001, nil, "there are 1000001 threads: there must be 1 to 1000000"},
		{"spin", 1, params("count", "1"), `workload spin has no parameter "count": it has rounds, by`},
		{"mixed", 1, params("", "1"), `workload mixed has no parameter "": it has requests, wait, work, spin`},
		{"spin", 1, params("rounds", "-1"), `parameter rounds is "-1": it must be a whole number from 0 to 1000000000000`},
		{"spin", 1, params("rounds", "1e3"), `parameter rounds is "1e3": it must be a whole number from 0 to 1000000000000`},
		{"spin", 1, params("rounds", "1000000000001"), `parameter rounds is "1000000000001": it must be a whole number from 0 to 1000000000000`},
		{"mixed", 1, params("wait", "1"), `parameter wait is "1": it must be a duration such as 1ms, at most 1h`},
		{"mixed", 1, params("wait", "-1ms"), `parameter wait is "-1ms": it must be a duration such as 1ms, at most 1h`},
		{"mixed", 1, params("wait", "61m"), `parameter wait is "61m": it must be a duration such as 1ms, at most 1h`},
		{"deadlock", 1, params("kind", ""), `parameter kind is "": it must be chopsticks or twice`},
	} {
		_, err := Find(test.program).Input(test.threads, test.given)
		if err == nil || err.Error() != test.want {
			t.Errorf("%s, %d threads, %v: the error is %v\nwant %s", test.program, test.threads, test.given, err, test.want)
		}
	}
}

func TestInputIsReadBackFromAHeader(t *testing.T) {
	for _, p := range All() {
		threads := 5
		if p.Threads == 0 {
			threads = 0 // it alone says how many
		}
		in := input(t, p, threads, small(p))
		back, err := p.InputOf(p.Given(in))
		if err != nil || !cmp.Equal(in, back, cmp.AllowUnexported(Input{})) {
			t.Errorf("%s: %+v was read back as %+v (%v)", p.Name, in, back, err)
		}
	}
	for _, threads := range []string{"0", "-2", "many", ""} {
		if _, err := Find("spin").InputOf(params("threads", threads)); err == nil || !strings.Contains(err.Error(), "threads") {
			t.Errorf("a header with %q threads: the error is %v", threads, err)
		}
	}
}
