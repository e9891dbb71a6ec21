package trace

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLevelsAreReadAsTheyAreWritten(t *testing.T) {
	for level := Exact; level <= Equivalent; level++ {
		got, err := ParseLevel(level.String())
		if got != level || err != nil {
			t.Errorf("%v is read as %v, %v", level, got, err)
		}
	}
	_, err := ParseLevel("close")
	want := `trace: "close" is no level of comparison: allowed are exact, steps and equivalent`
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %v", err, want)
	}
}

func TestDefaultLevelIsStepsUnderAnotherLock(t *testing.T) {
	config := func(params ...Param) Header { return Header{Config: params} }
	on := config(Param{"cores", "2"}, Param{"gil", "on"}, Param{"checks", "every"})
	tests := []struct {
		name  string
		b     Header
		level Level
		why   string
	}{
		{"the same", on, Exact, ""},
		{"other cores", config(Param{"cores", "4"}, Param{"gil", "on"}, Param{"checks", "every"}), Exact, ""},
		{"another lock", config(Param{"gil", "off"}, Param{"checks", "every"}), Steps,
			"gil is on in A and off in B, so only the program's own steps are compared"},
		{"other checks", config(Param{"gil", "on"}), Steps,
			"checks is every in A and not set in B, so only the program's own steps are compared"},
	}
	for _, test := range tests {
		if level, why := DefaultLevel(on, test.b); level != test.level || why != test.why {
			t.Errorf("%s: %v, %q, want %v, %q", test.name, level, why, test.level, test.why)
		}
	}
}

func TestDiffHeadersNamesEverySettingThatDiffers(t *testing.T) {
	a := Header{
		Program: "balance", Params: []Param{{"n", "10"}, {"m", "1"}},
		Config: []Param{{"cores", "2"}, {"gil", "on"}}, Seed: 1,
	}
	b := Header{
		Program: "balance", Params: []Param{{"n", "20"}},
		Config: []Param{{"gil", "on"}, {"slice", "4ms"}, {"cores", "2"}}, Seed: 2,
	}
	want := []Field{{"param n", "10", "20"}, {"param m", "1", ""}, {"config slice", "", "4ms"}, {"seed", "1", "2"}}
	if diff := cmp.Diff(want, DiffHeaders(a, b)); diff != "" {
		t.Error(diff)
	}
	if got := DiffHeaders(a, a); got != nil {
		t.Errorf("a header differs from itself: %v", got)
	}
}
