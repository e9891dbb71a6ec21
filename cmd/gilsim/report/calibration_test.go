package report

import (
	"slices"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
)

// measuredHere are figures as a survey may return them.
var measuredHere = []native.Figure{
	{Key: "bytecode-ps", Doc: "a bytecode", Values: []int64{1216}, Setting: true},
	{Key: "hand-over-ns", Doc: "a hand-over", Values: []int64{866}},
	{Key: "interrupt-send-ns", Doc: "nothing at all", Values: []int64{0}, Setting: true},
	{Key: "wake-idle-quantiles-ns", Doc: "quantiles", Values: []int64{5, 10, 20}, Setting: true},
	{Key: "slice-ns", Doc: "not measured", Setting: true},
}

func TestWhatCalibrateWritesIsAProfile(t *testing.T) {
	c, err := sim.ParseProfile(strings.NewReader(ProfileText(measuredHere)))
	if err != nil {
		t.Fatal(err)
	}
	if c.Bytecode != 1216 || !slices.Equal(c.WakeQuantiles, []int64{5, 10, 20}) || c.Slice != 0 {
		t.Errorf("%+v", c)
	}
}

func TestFiguresFitThePage(t *testing.T) {
	for _, to := range []int{40, 79, 132} {
		for _, row := range CalibrationPage(measuredHere, "", to).Rows {
			if n := row.Width(); n > to {
				t.Errorf("%d characters in a row for %d", n, to)
			}
		}
	}
}
