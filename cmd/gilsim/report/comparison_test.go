package report

import (
	"context"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// has is a figure that the operating system has.
func has(n int64) native.Reading { return native.Reading{N: n, Known: true} }

// seriesOf returns the series of runs that took so long.
func seriesOf(walls ...time.Duration) *measure.Series {
	s := new(measure.Series)
	for _, w := range walls {
		s.Results = append(s.Results, native.Result{Wall: w, Usage: native.Usage{CPU: has(int64(w))}})
	}
	return s
}

// give gives a side made-up real runs, of which nothing came out, and before them one that does not count.
func give(s *experiment.Side, measured *measure.Series) {
	s.Measured, s.Outcomes = measured, make([]workload.Outcome, 1+len(measured.Results))
}

// comparisonOf returns the comparison of a run of two threads, simulated, with made-up times of the real runs: under the lock
// that was asked for, and under the other.
func comparisonOf(t *testing.T, asked gil.Discipline, cores int, measured, other *measure.Series) *experiment.Comparison {
	t.Helper()
	p := workload.Find("spin")
	in, err := p.Input(2, []trace.Param{{Key: "rounds", Value: "10000"}})
	if err != nil {
		t.Fatal(err)
	}
	machine := sim.Config{Cores: cores, GIL: gil.Config{Discipline: asked, Checks: gil.Calls311}}
	s, err := experiment.New(p, in, "", machine)
	if err != nil {
		t.Fatal(err)
	}
	c := experiment.NewComparison(s, new(experiment.Real), 3, 0)
	c.Predict(context.Background(), experiment.Watch{})
	give(c.Sides[0], measured)
	give(c.Sides[1], other)
	return c
}

// rowOf returns the row of a figure of a side.
func rowOf(t *testing.T, c *experiment.Comparison, s *experiment.Side, key string) *experiment.Row {
	t.Helper()
	for _, r := range c.Rows() {
		if r.Side == s && r.Key == key {
			return &r
		}
	}
	t.Fatalf("there is no %s", key)
	return nil
}

func TestADifferenceInsideTheNoiseIsCalledThat(t *testing.T) {
	c := comparisonOf(t, gil.On, 4, seriesOf(1), seriesOf(1))
	predicted := c.Sides[0].Predicted.Summary.Wall
	near := seriesOf(predicted-20*time.Microsecond, predicted+10*time.Microsecond, predicted-20*time.Microsecond)
	give(c.Sides[0], near)
	if r := rowOf(t, c, c.Sides[0], "wall_seconds"); errorText(r) != "inside the noise" {
		t.Errorf("%+v, predicted %v: the error is %q", r.Measured, predicted, errorText(r))
	}
	give(c.Sides[0], seriesOf(2*predicted, 2*predicted, 2*predicted))
	if r := rowOf(t, c, c.Sides[0], "wall_seconds"); errorText(r) != "-50 %" {
		t.Errorf("%+v, predicted %v: the error is %q, want -50 %%", r.Measured, predicted, errorText(r))
	}
}

func TestWhatTheSystemLacksIsShownAsSuch(t *testing.T) {
	c := comparisonOf(t, gil.On, 4, seriesOf(1), seriesOf(1))
	r := rowOf(t, c, c.Sides[0], "voluntary_per_second")
	if got := figureText(r.Figure, r.Measured.Median, r.Measured.Known()); got != unknown || !math.IsNaN(r.Error()) || jsonRow(r).Measured != nil {
		t.Errorf("it is shown as %q, with the error %v, in JSON %v", got, r.Error(), jsonRow(r).Measured)
	}
}

func TestOtherProgramsAreToldOfIfTheyMatter(t *testing.T) {
	for cores, want := range map[float64]string{0: "", 0.09: "", 0.95: "other programs used 0.9 cores meanwhile"} {
		n := measure.Others{Cores: measure.SpreadOf([]float64{cores})}
		if got := othersText(&n); got != want {
			t.Errorf("of %v cores it says %q, want %q", cores, got, want)
		}
	}
	if n := new(measure.Others); othersText(n) != "" || jsonOthers(n) != nil {
		t.Errorf("what is not known is told as %q, %v", othersText(n), jsonOthers(n))
	}
}

func TestTheChartShowsTheShareOfAllCores(t *testing.T) {
	at := func(ms, cpu int64) native.Sample {
		return native.Sample{At: time.Duration(ms) * time.Millisecond, CPU: has(cpu * int64(time.Millisecond))}
	}
	samples := []native.Sample{at(0, 0), at(10, 20), at(20, 30), at(30, 30), at(40, 31), at(50, 51)}
	if got := usageChart(samples, 2, 40); got != "█▅▁▁█" {
		t.Errorf("the chart is %q", got)
	}
	if got := usageChart(samples, 4, 40); got != "▅▃▁▁▅" {
		t.Errorf("of twice as many cores it is %q", got)
	}
	if got := usageChart(samples[:3], 2, 40); got != "" {
		t.Errorf("two samples give the chart %q, want none", got)
	}
	if got := usageChart(samples, 2, 4); layout.Width(got) != 4 {
		t.Errorf("in 4 characters it is %q", got)
	}
	samples[2].CPU.Known = false
	if got := usageChart(samples, 2, 40); got != "" {
		t.Errorf("without a figure it is %q, want none", got)
	}
}

func TestTheTableIsNoWiderThanThePage(t *testing.T) {
	c := comparisonOf(t, gil.On, 4, seriesOf(1e6, 2e6, 3e9), seriesOf(1e6, 2e6, 3e6))
	for _, to := range []int{40, 60, 80, 132} {
		for _, row := range ComparisonPage(c, to).Rows {
			if n := row.Width(); n > to {
				t.Errorf("in %d characters there are %d", to, n)
			}
		}
	}
}

func TestTheJSONOfBothMachinesIsInItsOrder(t *testing.T) {
	for _, tt := range []struct {
		asked gil.Discipline
		cores int
		want  string
	}{
		{gil.On, experiment.CoresInReach(), "simulated interval, simulated off, real interval, real off"},
		{gil.On, 1000, "simulated interval, simulated off, real interval, real off, simulated interval"},
		{gil.Off, 1000, "simulated off, simulated interval, real off, real interval, simulated off"},
	} {
		c := comparisonOf(t, tt.asked, tt.cores, seriesOf(1), seriesOf(1))
		shown := c.Sides[0].Predicted
		d := NewDocument("run")
		info := shown.Info
		info.Cores = tt.cores
		d.Runs = append(d.Runs, jsonRunOf(info, shown.Summary))
		d.AddComparison(c)
		var got []string
		for _, r := range d.Runs {
			got = append(got, r.Machine+" "+r.GIL)
		}
		if text := strings.Join(got, ", "); text != tt.want {
			t.Errorf("%v on %d cores gives %s, want %s", tt.asked, tt.cores, text, tt.want)
		}
	}
}

// What was measured cannot be compared, but what the figures are called can.
func TestReadmeSampleOfAMeasurementHasTheFiguresOfToday(t *testing.T) {
	readme, err := os.ReadFile("../../../docs/measured.md")
	if err != nil {
		t.Fatal(err)
	}
	_, sample, _ := strings.Cut(string(readme), "```text\n")
	sample, _, _ = strings.Cut(sample, "```\n")
	c := comparisonOf(t, gil.On, 4, seriesOf(1e6, 2e6), seriesOf(1e6, 2e6))
	for _, row := range ComparisonPage(c, 90).Rows {
		label := ""
		for _, c := range row {
			label += c.Text
		}
		label, _, _ = strings.Cut(strings.TrimSpace(label), "   ")
		if i := strings.IndexAny(label, "0123456789"); i > 0 {
			label = label[:i]
		}
		if !strings.Contains(sample, label) {
			t.Errorf("the sample of docs/measured.md has no %q", label)
		}
	}
}

// What other threads of the computer take from those of the program is measured and not predicted: no error is told.
func TestWhatOthersTakeIsNoErrorOfThePrediction(t *testing.T) {
	one := func(x float64) measure.Spread { return measure.SpreadOf([]float64{x}) }
	figures := experiment.Figures()
	for i := range figures {
		f := &figures[i]
		if f.Key != "involuntary_per_second" && f.Key != "queued_seconds" {
			continue
		}
		r := experiment.Row{Figure: f, Predicted: one(1), Measured: one(300)}
		if got := errorText(&r); got != "own threads only" || jsonRow(&r).Error != nil {
			t.Errorf("%s: the error is %q", f.Name, got)
		}
		r.Measured = measure.SpreadOf([]float64{0.5, 1, 300})
		if got := errorText(&r); got != "inside the noise" {
			t.Errorf("%s: the error is %q inside the noise", f.Name, got)
		}
	}
}
