// This file puts verdicts into sentences: how a run or many ended, what the lock does to a program, what becomes of the
// tutorials' claim.

package report

import (
	"fmt"
	"strconv"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/gil"
)

// RunError says why a run failed, or that its check does not hold; nil if it does.
func RunError(r experiment.Info) error {
	switch {
	case r.Failure != nil:
		return r.Failure
	case r.Outcome != nil && !r.Outcome.OK:
		return fmt.Errorf("the program's check does not hold: %s, want %s", r.Outcome.Result, r.Outcome.Want)
	}
	return nil
}

// SideError says why a real run of a side failed, or that its check does not hold in some; nil if all is well.
func SideError(s *experiment.Side) error {
	if s.Measured == nil {
		return nil
	}
	if err := s.Failure(); err != nil {
		return err
	}
	if first, runs := s.Wrong(); first != nil {
		return fmt.Errorf("the program's check does not hold in %d of %s: %s, want %s", runs, layout.Plural(len(s.Outcomes), "run"), first.Result, first.Want)
	}
	return nil
}

// ComparisonError says why a run of a comparison failed, or that the check does not hold in runs under the lock that was
// asked for; nil if all is well. A wrong result under the other lock is what it is compared with.
func ComparisonError(c *experiment.Comparison) error {
	asked := c.Sides[0]
	if asked.Predicted != nil {
		if err := RunError(asked.Predicted.Info); err != nil {
			return err
		}
	}
	if err := SideError(asked); err != nil {
		return err
	}
	for _, s := range c.Sides {
		if err := s.Failed(); err != nil {
			return fmt.Errorf("with %s: %w", LockName(s.Lock()), err)
		}
	}
	return nil
}

// SweepError says how many runs of a sweep failed or, if that counts, how many are wrong; nil if there are none.
func SweepError(w *experiment.Sweep, wrongCounts bool) error {
	if first, runs := w.Failed(); first != nil {
		return fmt.Errorf("%s of %s failed: --seed=%d shows a %s", layout.Count(runs), layout.Plural(len(w.Walls), "run"), first.Seed, first.Text)
	}
	if first, runs := w.Wrong(); first != nil && wrongCounts {
		return fmt.Errorf("the program's check does not hold in %s of %s: --seed=%d shows %s", layout.Count(runs), layout.Plural(len(w.Walls), "run"), first.Seed, first.Text)
	}
	return nil
}

// MatrixError says why a run of the matrix failed or, if that counts, that its check does not hold; nil if all is well.
func MatrixError(m *experiment.Matrix, wrongCounts bool) error {
	for _, c := range m.Cells {
		if err := c.Failed(); err != nil {
			return fmt.Errorf("with %s and %s: %w", LockName(c.Lock()), CellName(c), err)
		}
	}
	if !wrongCounts {
		return nil
	}
	for _, c := range m.Cells {
		if err := wrongError(c); err != nil {
			return fmt.Errorf("with %s and %s: %w", LockName(c.Lock()), CellName(c), err)
		}
	}
	return nil
}

// wrongError says that the check does not hold in runs of a cell, none of which failed; nil if it holds.
func wrongError(c *experiment.Cell) error {
	if c.Predicted != nil {
		if err := RunError(c.Predicted.Info); err != nil {
			return err
		}
	}
	return SideError(&c.Side)
}

// meaning says in a sentence, without its full stop, what the figures of a matrix mean for the program, or what is said of
// a family.
func meaning(m *experiment.Matrix) string {
	text := ""
	if m.Family != nil {
		c := m.Claim()
		if c == nil {
			return "the claim is about a lock, and none is compared: leave --gil=off out, or add on"
		}
		text = claimSentence(m, c)
	} else if c := m.Alone(); c != nil {
		return plainSentence(m, c)
	} else if e := m.Effect(); e != nil {
		text = effectSentence(e)
	}
	switch {
	case text == "":
		return nothingSaid(m)
	case !m.Measures:
		return text + " (so it is predicted)"
	}
	return text
}

// nothingSaid says why the figures mean nothing.
func nothingSaid(m *experiment.Matrix) string {
	if m.Interrupted {
		return "not all runs were made: the figures say nothing about the lock"
	}
	return "a run failed: the figures say nothing about the lock"
}

// plainSentence says how much faster many threads are than one, where there is nothing to compare with.
func plainSentence(m *experiment.Matrix, c *experiment.Cell) string {
	other := gil.Off.String()
	if c.Lock().Discipline == gil.Off {
		other = "on"
	}
	r := m.Best(c)
	if !r.Speedup.Known() {
		return nothingSaid(m)
	}
	return fmt.Sprintf("with %s, %s are %s times as fast as one on %s; what the lock costs shows beside --gil=%s", LockName(c.Lock()),
		layout.Plural(c.Threads, "thread"), factor(r.Speedup.Median), layout.Plural(m.Cores, "core"), other)
}

func effectSentence(e *experiment.Effect) string {
	on := " on " + layout.Plural(e.Cores, "core")
	cost := e.Cost.Median
	switch {
	case e.Cost.Inside(1) && e.Cost.NoisePercent() > measure.TooNoisy:
		return "it is too noisy here to say what the lock costs this workload: what it costs differs by " + layout.Percent(e.Cost.NoisePercent()) + " from round to round"
	case e.Cost.Inside(1) || experiment.HardlyDiffers(cost):
		return "the lock costs this workload nothing that shows" + on + withoutCost(e)
	case cost < 1:
		return "without the lock this workload takes " + factor(1/cost) + " times as long" + on +
			": its threads get into each other's way, and the lock lets them take turns"
	}
	return "the lock costs this workload a factor of " + factor(cost) + on + withCost(e)
}

// withoutCost says why a lock that costs nothing does not.
func withoutCost(e *experiment.Effect) string {
	switch {
	case e.Threads == 1:
		return ": there is one thread"
	case e.Nature == experiment.Awaits:
		return "; its threads wait for most of their time: threads help, with the lock too"
	case e.Cores == 1:
		return ": there is one thread at a time anyway"
	case e.Speedup < experiment.Differs:
		return "; its threads take turns anyway: neither processes nor free threading help it as it is"
	}
	return "; threads help, with the lock too"
}

// withCost says what helps where the lock costs something.
func withCost(e *experiment.Effect) string {
	switch e.Nature {
	case experiment.Awaits:
		return "; its threads wait for most of their time, and then for the lock: processes or free threading help, less work under the lock does too"
	case experiment.Both:
		return "; threads that wait must wait again for those that compute: processes or free threading help, a shorter switch interval does a little"
	}
	if e.Speedup < experiment.Differs {
		return "; more threads are no faster without it either: what helps is to share less"
	}
	return "; it is CPU-bound: processes or free threading help, threads do not"
}

// The answers.
const (
	asTheySay    = "coroutines and multiplexing beat threads and pools here, as the tutorials say"
	notAsTheySay = "threads and pools beat coroutines and multiplexing here; the tutorials say the opposite"
	neither      = "coroutines and multiplexing do not beat threads and pools here, though the tutorials say so"
)

// claimSentence says what becomes of the claim, "" if runs failed.
func claimSentence(m *experiment.Matrix, c *experiment.Claim) string {
	if c.One == nil {
		return ""
	}
	beside := "nobody who computes beside the server"
	if n := m.Cells[0].Input.Int("cpu"); n > 0 {
		beside = layout.Plural(n, "CPU-bound thread") + " beside the server"
	}
	text := "with " + LockName(c.Lock) + " and " + beside + ", " + beats(c)
	if c.Freed {
		text += "; without the lock the model " + c.Other.Model + " serves " + timesAsMany(c.FreedOther) +
			", and " + c.One.Model + " " + timesAsMany(c.FreedOne)
	}
	return text
}

// beats says which of the two sides serves more.
func beats(c *experiment.Claim) string {
	switch {
	case c.Same:
		return "the models " + c.One.Model + " and " + c.Other.Model + " serve about as many requests a second" +
			foretold(c.PredictedOne, c.PredictedOther) + ": " + neither
	case c.Ratio > 1:
		return "the model " + c.One.Model + " serves " + factor(c.Ratio) + " times as many requests a second as " + c.Other.Model +
			foretold(c.PredictedOne, c.PredictedOther) + ": " + asTheySay
	}
	return "the model " + c.Other.Model + " serves " + factor(1/c.Ratio) + " times as many requests a second as " + c.One.Model +
		foretold(c.PredictedOther, c.PredictedOne) + ": " + notAsTheySay
}

// foretold says what was predicted of a ratio that was measured.
func foretold(one, other float64) string {
	if one == 0 || other == 0 {
		return ""
	}
	return " (" + factor(one/other) + " times were predicted)"
}

func timesAsMany(r float64) string {
	if experiment.HardlyDiffers(r) {
		return "about as many"
	}
	return factor(r) + " times as many"
}

// factor returns a ratio for a sentence.
func factor(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) }

// CellName says which cell of its lock it is.
func CellName(c *experiment.Cell) string {
	if c.Model != "" {
		return c.Model
	}
	return layout.Plural(c.Threads, "thread")
}
