// This file tests places.

package trace

import (
	"strings"
	"testing"
)

func TestAPlaceCoversWhatItSays(t *testing.T) {
	step := Place{"a/bank.py", 7, 4, 3}
	for _, c := range []struct {
		of   Place
		want bool
	}{
		{step, true},
		{Place{"bank.py", 7, NoColumn, 3}, true},
		{Place{`c:\b\bank.py`, 7, 4, 0}, true},
		{Place{"bank.py", 7, NoColumn, 0}, true},
		{Place{"bank.py", 7, 4, 2}, false},
		{Place{"bank.py", 7, 8, 0}, false},
		{Place{"bank.py", 8, 4, 3}, false},
		{Place{"bank2.py", 7, 4, 3}, false},
	} {
		if got := c.of.Covers(step); got != c.want {
			t.Errorf("%+v covers %+v: %v, want %v", c.of, step, got, c.want)
		}
	}
	if (Place{"bank.py", 7, 4, 3}).Covers(Place{"bank.py", 7, NoColumn, 0}) {
		t.Error("what is no step is taken for the third step of its line")
	}
}

func TestDamagedSourcesAndPlacesAreTold(t *testing.T) {
	const head = "gilsim trace 1\n"
	for text, want := range map[string]string{
		head + "source a.py\nseed 1\n":                      `line 2: "a.py" is not one text in double quotes`,
		head + "source \"a.py\"\n+ x\nseed 1\n":             `line 3: "x" is not one text in double quotes`,
		head + "| x = 1\nseed 1\n":                          `line 2: "|" in the header`,
		head + "seed 1\nplace p1 0 \"a.py\"\n":              `line 3: the place p1 is at "0", want a line`,
		head + "seed 1\nplace p1 1:-1 \"a.py\"\n":           `line 3: the place p1 is at "1:-1", want a line`,
		head + "seed 1\nplace p1 1:2#0 \"a.py\"\n":          `line 3: the place p1 is at "1:2#0", want a line`,
		head + "seed 1\nplace p1 1\n":                       `line 3: "" is not one text in double quotes`,
		head + "seed 1\nplace q1 1 \"a.py\"\n":              `line 3: place "q1" is defined, want p and a number`,
		head + "seed 1\nthread T1 \"\"\n0 - T1 at - 1\n":    `line 4: place p1 is not defined`,
		head + "seed 1\nthread T1 \"\"\n0 - T1 until x 0\n": `line 4: "x" stands where the line should have how many times`,
	} {
		if _, err := Read(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}
