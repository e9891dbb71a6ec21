// This file makes the charts that stand on a page beside its runs: of many runs, predicted and measured, and of many seeds.

package report

import (
	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/gil"
	webpage "github.com/gilsim/gilsim/trace/export/page"
)

// MatrixWebCharts returns the charts of a matrix for a page: the curves of MatrixCharts, with the least and the most that was measured.
func MatrixWebCharts(m *experiment.Matrix) []webpage.Chart {
	on := " · " + m.Program.Name
	threads := webpage.Text{English: "threads", Chinese: "线程数"}
	return []webpage.Chart{
		{Title: webpage.Text{English: "Speed-up" + on, Chinese: "加速比" + on}, X: threads,
			Y:      webpage.Text{English: "times as fast per bytecode as one thread", Chinese: "每个字节码比一个线程快多少倍"},
			Curves: webCurves(m, func(r *experiment.Reading) measure.Spread { return r.Speedup })},
		{Title: webpage.Text{English: "CPU use" + on, Chinese: "CPU 使用率" + on}, X: threads,
			Y:      webpage.Text{English: "percent of one core", Chinese: "一个核心的百分比"},
			Curves: webCurves(m, func(r *experiment.Reading) measure.Spread { return r.Of("cpu_percent") })},
	}
}

func webCurves(m *experiment.Matrix, figure func(r *experiment.Reading) measure.Spread) []webpage.Curve {
	var list []webpage.Curve
	for i, base := range bases(m) {
		name := LockName(base.Lock())
		if base.Lock().Discipline == gil.Interval {
			name += " " + layout.Compact(base.Lock().Interval)
		}
		for _, of := range []struct {
			word, chinese string
			reading       func(c *experiment.Cell) *experiment.Reading
		}{{wordPredicted, "预测", (*experiment.Cell).Prediction}, {wordMeasured, "实测", (*experiment.Cell).Measurement}} {
			c := webpage.Curve{Name: webpage.Text{English: name + ", " + of.word, Chinese: name + "，" + of.chinese}, Color: i, Dashed: of.word == wordPredicted}
			for _, cell := range cellsOf(m, base) {
				if s := figure(of.reading(cell)); s.Known() {
					c.Points = append(c.Points, webpage.Point{X: float64(cell.Threads), Y: s.Median, Low: s.Min, High: s.Max})
				}
			}
			if len(c.Points) > 0 {
				list = append(list, c)
			}
		}
	}
	return list
}

// SweepWebChart returns how often each result came, as a chart with this title behind its own.
func SweepWebChart(w *experiment.Sweep, of string) webpage.Chart {
	runs := layout.Count(len(w.Walls))
	c := webpage.Chart{Title: webpage.Text{English: of + ": results of " + runs + " seeds", Chinese: of + "：" + runs + " 个种子的结果"}}
	for _, r := range w.Results[:min(len(w.Results), shownOutcomes)] {
		c.Bars = append(c.Bars, webpage.Bar{Name: oneLine(r.Text), Count: r.Count, Share: float64(r.Count) / float64(len(w.Walls)), Wrong: !r.Right && !r.Open})
	}
	return c
}

// VersionsWebCharts returns the results under each version: as CPython runs it, simulated, and of the real runs.
func VersionsWebCharts(r *experiment.VersionsReport) (list []webpage.Chart) {
	for _, v := range r.Versions {
		if v.Sweep != nil && len(v.Sweep.Walls) > 0 {
			list = append(list, SweepWebChart(v.Sweep, "Python "+v.Era.Name))
		}
	}
	if r.Real == nil {
		return list
	}
	for _, s := range r.Real.Sides {
		if len(s.Outcomes) > 0 {
			list = append(list, realWebChart(s))
		}
	}
	return list
}

// realWebChart returns how often each result came in real runs.
func realWebChart(s *experiment.Side) webpage.Chart {
	runs := layout.Count(len(s.Outcomes))
	c := webpage.Chart{Title: webpage.Text{English: versionName(s) + ": results of " + runs + " real runs", Chinese: versionName(s) + "：" + runs + " 次真实运行的结果"}}
	results, count := countOutcomes(s.Outcomes)
	for _, r := range results[:min(len(results), shownOutcomes)] {
		n := count[r.Result]
		c.Bars = append(c.Bars, webpage.Bar{Name: oneLine(r.Result), Count: n, Share: float64(n) / float64(len(s.Outcomes)), Wrong: !r.OK})
	}
	return c
}
