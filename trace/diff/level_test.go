package diff_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/diff"
)

func TestLevelsAreReadAsTheyAreWritten(t *testing.T) {
	for level := diff.Exact; level <= diff.Equivalent; level++ {
		got, err := diff.ParseLevel(level.String())
		if got != level || err != nil {
			t.Errorf("%v is read as %v, %v", level, got, err)
		}
	}
	_, err := diff.ParseLevel("close")
	want := `trace: "close" is no level of comparison: allowed are exact, steps and equivalent`
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %v", err, want)
	}
}

func TestDefaultLevelIsStepsWhereNoEventsCanBeTheSame(t *testing.T) {
	config := func(params ...trace.Param) trace.Header { return trace.Header{Config: params} }
	on := config(trace.Param{Key: "cores", Value: "2"}, trace.Param{Key: "gil", Value: "on"}, trace.Param{Key: "checks", Value: "every"})
	tests := []struct {
		name  string
		b     trace.Header
		level diff.Level
		why   string
	}{
		{"the same", on, diff.Exact, ""},
		{"other cores", config(trace.Param{Key: "cores", Value: "4"}, trace.Param{Key: "gil", Value: "on"}, trace.Param{Key: "checks", Value: "every"}), diff.Exact, ""},
		{"another lock", config(trace.Param{Key: "gil", Value: "off"}, trace.Param{Key: "checks", Value: "every"}), diff.Steps,
			"gil is on in A and off in B, so only the program's own steps are compared"},
		{"other checks", config(trace.Param{Key: "gil", Value: "on"}), diff.Steps,
			"checks is every in A and not set in B, so only the program's own steps are compared"},
		{"another source", trace.Header{Config: on.Config, Sources: []trace.SourceFile{{Name: "a.py", Text: "x = 1\n"}}}, diff.Steps,
			"A and B have not the same source, so only the program's own steps are compared"},
		{"on real cores", config(append([]trace.Param{{Key: "machine", Value: "real"}}, on.Config...)...), diff.Steps,
			"B is a run on real cores, with times that no other run has, so only the program's own steps are compared"},
	}
	for _, test := range tests {
		if level, why := diff.DefaultLevel(on, test.b); level != test.level || why != test.why {
			t.Errorf("%s: %v, %q, want %v, %q", test.name, level, why, test.level, test.why)
		}
	}
}

func TestDiffHeadersNamesEverySettingThatDiffers(t *testing.T) {
	a := trace.Header{
		Program: "balance", Params: []trace.Param{{Key: "n", Value: "10"}, {Key: "m", Value: "1"}},
		Config: []trace.Param{{Key: "cores", Value: "2"}, {Key: "gil", Value: "on"}}, Seed: 1,
	}
	b := trace.Header{
		Program: "balance", Params: []trace.Param{{Key: "n", Value: "20"}},
		Config: []trace.Param{{Key: "gil", Value: "on"}, {Key: "slice", Value: "4ms"}, {Key: "cores", Value: "2"}}, Seed: 2,
	}
	want := []diff.Field{{"param n", "10", "20"}, {"param m", "1", ""}, {"config slice", "", "4ms"}, {"seed", "1", "2"}}
	if diff := cmp.Diff(want, diff.Headers(a, b)); diff != "" {
		t.Error(diff)
	}
	if got := diff.Headers(a, a); got != nil {
		t.Errorf("a header differs from itself: %v", got)
	}
}

func TestRunsOfDifferentProgramsAreToldAsSuch(t *testing.T) {
	spin, balance, own := trace.Header{Program: "spin"}, trace.Header{Program: "balance"}, trace.Header{}
	if got, want := diff.OtherPrograms(spin, balance), "A is a run of spin and B one of balance, which is another program"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, pair := range [][2]trace.Header{{spin, spin}, {spin, own}, {own, spin}, {own, own}} {
		if got := diff.OtherPrograms(pair[0], pair[1]); got != "" {
			t.Errorf("%q and %q: %q", pair[0].Program, pair[1].Program, got)
		}
	}
}
