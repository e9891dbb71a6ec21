// This file puts verdicts into sentences: how a run or many ended, what the lock does to a program, what becomes of the
// tutorials' claim.

package report

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/gil"
)

// RunError says why a run failed, or that its check does not hold; nil if it does.
func RunError(r experiment.Info) error {
	switch {
	case r.Failure != nil:
		return r.Failure
	case r.Outcome != nil && r.Outcome.Wrong != "":
		return errors.New(r.Outcome.Wrong)
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

// ComparisonError says why a run of a comparison failed, or that its check does not hold, under either lock; nil if all is
// well.
func ComparisonError(c *experiment.Comparison) error {
	for i, s := range c.Sides {
		err := sideError(s)
		switch {
		case err != nil && i > 0:
			return fmt.Errorf("with %s: %w", LockName(s.Lock()), err)
		case err != nil:
			return err
		}
	}
	return nil
}

// sideError says why a run of a side failed, simulated or real, or that its check does not hold; nil if all is well.
func sideError(s *experiment.Side) error {
	if s.Predicted != nil {
		if err := RunError(s.Predicted.Info); err != nil {
			return err
		}
	}
	return SideError(s)
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
		if err := sideError(&c.Side); err != nil {
			return fmt.Errorf("with %s and %s: %w", LockName(c.Lock()), CellName(c), err)
		}
	}
	return nil
}

// meaning says in a sentence, without its full stop, what the figures of a matrix mean for the program, or what is said of
// a family.
func meaning(m *experiment.Matrix) string {
	v := m.Verdict()
	switch v.Kind {
	case experiment.VerdictWrong:
		return wrongSentence(m, v)
	case experiment.VerdictFailed:
		return "a run failed: the figures say nothing about the lock"
	case experiment.VerdictInterrupted:
		return "not all runs were made: the figures say nothing about the lock"
	case experiment.VerdictNoisy:
		return noisySentence(m, v)
	}
	text := ""
	if m.Family != nil {
		whole := false
		if text, whole = familySentence(m); whole {
			return text
		}
	} else {
		text = verdictSentence(m, v)
	}
	if text == "" {
		return "figures are lacking: nothing can be said about the lock"
	}
	return text + " (" + restsOn(v) + ")"
}

// restsOn says which runs a sentence is based on.
func restsOn(v *experiment.Verdict) string {
	if v.Repeats == 0 {
		return "predicted, from one run of each"
	}
	return "measured, medians of " + layout.Plural(v.Repeats, "repeat")
}

// wrongSentence tells of a wrong result, beside which speed does not matter.
func wrongSentence(m *experiment.Matrix, v *experiment.Verdict) string {
	const end = "; how fast it is does not matter before it is right, so nothing is recommended"
	if v.Version != nil {
		first, runs := v.Version.Sweep.Wrong()
		came := brief(first.Text)
		if t := v.Version.Trouble; t != nil && t.Outcome != nil && t.Outcome.Wrong != "" {
			came = t.Outcome.Wrong
		}
		return "as CPython " + v.Version.Era.Name + " runs it the result is wrong in " + layout.Count(runs) + " of " +
			layout.Plural(len(v.Version.Sweep.Walls), "simulated run") + ": " + came + ", with --seed=" + strconv.FormatUint(first.Seed, 10) + end
	}
	text := "with " + LockName(v.Cell.Lock())
	switch {
	case len(m.Versions) > 0:
		text = "as " + versionName(&v.Cell.Side)
	case v.Cell.Threads > 0: // a Python file says itself how many
		text += " and " + CellName(v.Cell)
	}
	text += " the result is wrong"
	if v.Runs > 0 {
		text += " in " + layout.Count(v.Runs) + " of " + layout.Plural(len(v.Cell.Outcomes), "real run")
	} else {
		text += ", as predicted"
	}
	return text + ": " + v.Wrong.Result + ", want " + v.Wrong.Want + end
}

// noisySentence says that nothing can be said, and what would help.
func noisySentence(m *experiment.Matrix, v *experiment.Verdict) string {
	const more = 3 // times as many repeats
	why := "a run differs from itself by " + layout.Percent(v.Noise)
	if math.IsNaN(v.Noise) {
		why = "what a run differs by from itself shows in two repeats at least"
	}
	help := []string{fmt.Sprintf("--repeat=%d", more*max(1, m.Repeat)), "a quiet machine"}
	if m.Real != nil && !m.Real.Pin {
		help = append(help, "--pin")
	}
	return "it is too noisy here to say what the lock does to this workload: " + why + "; what would help: " + layout.Or(help)
}

// verdictSentence says what the lock does to a program, and what helps; "" if that is not known.
func verdictSentence(m *experiment.Matrix, v *experiment.Verdict) string {
	e, on := v.Effect, " on "+layout.Plural(m.Cores, "core")
	if v.Unjudged {
		return unjudgedSentence(v, on)
	}
	switch v.Kind {
	case experiment.VerdictAlone:
		return plainSentence(m, v.Cell)
	case experiment.VerdictNothing:
		return "the lock costs this workload nothing that shows" + on + withoutCost(v, workers(m))
	case experiment.VerdictGain:
		return "without the lock this workload takes " + factor(1/e.Cost.Median) + " times as long" + on +
			": its threads get into each other's way" + sharing(e, " at ") + ", and the lock lets them take turns"
	case experiment.VerdictCost:
		return "the lock costs this workload a factor of " + factor(e.Cost.Median) + on + withCost(v)
	}
	return ""
}

// unjudgedSentence says what the lock does to a program of which nobody says what is right, though it does not always print the same.
func unjudgedSentence(v *experiment.Verdict, on string) string {
	const end = "; what the program prints differs from run to run, and so nothing is recommended before --expect says what is right"
	switch v.Kind {
	case experiment.VerdictNothing:
		return "the lock costs this workload nothing that shows" + on + end
	case experiment.VerdictGain:
		return "without the lock this workload takes " + factor(1/v.Effect.Cost.Median) + " times as long" + on + end
	case experiment.VerdictCost:
		return "the lock costs this workload a factor of " + factor(v.Effect.Cost.Median) + on + end
	}
	return ""
}

// plainSentence says how much faster many threads are than one, where there is nothing to compare with.
func plainSentence(m *experiment.Matrix, c *experiment.Cell) string {
	other := gil.Off.String()
	if c.Lock().Discipline == gil.Off {
		other = "on"
	}
	return fmt.Sprintf("with %s, %s are %s times as fast as %s on %s; what the lock costs shows beside --gil=%s", LockName(c.Lock()),
		layout.Plural(c.Threads, "thread"), factor(m.Best(c).Speedup.Median), baseName(m), layout.Plural(m.Cores, "core"), other)
}

// baseName names the number of threads that the others are compared with.
func baseName(m *experiment.Matrix) string {
	if m.Base() == 1 {
		return "one thread"
	}
	return layout.Plural(m.Base(), "thread")
}

// workers says who does the work of a program.
func workers(m *experiment.Matrix) string {
	if m.Program.StartsProcesses(m.Cells[0].Info().Params) {
		return "processes"
	}
	return "threads"
}

// withoutCost says why a lock that costs nothing does not.
func withoutCost(v *experiment.Verdict, workers string) string {
	e := v.Effect
	switch {
	case e.Threads == 1:
		return ": with --threads=1 hardly anybody else wants it" // beside the main thread, or greenlets in one thread, or a process with a lock of its own
	case !e.Scaled() && e.Nature == experiment.Awaits:
		return ": its threads wait for most of their time"
	case !e.Scaled():
		return sharing(e, ": its threads write the same objects, ")
	case v.Advice == experiment.UseThreads && e.Nature == experiment.Awaits:
		return "; its threads wait for most of their time: " + workers + " help, with the lock too"
	case v.Advice == experiment.UseThreads:
		return "; " + workers + " help, with the lock too"
	case e.Cores == 1:
		return ": there is one thread at a time anyway"
	}
	return "; its threads take turns anyway" + sharing(e, " at ") + ": more of them are no faster"
}

// withCost says what helps where the lock costs something.
func withCost(v *experiment.Verdict) string {
	e := v.Effect
	switch {
	case len(e.Shared) > 0:
		return "; its threads write the same objects" + sharing(e, ": ") + ", which is dearer without the lock than it is here: free threading is not recommended, what helps is to share less"
	case e.Nature == experiment.Awaits:
		return "; its threads wait for most of their time, and then for the lock: processes or free threading help, less work under the lock does too"
	case e.Nature == experiment.Both:
		return "; threads that wait must wait again for those that compute: processes or free threading help, a shorter switch interval does a little"
	case v.Advice == experiment.ShareLess:
		return "; more threads are no faster without it either: what helps is to share less"
	case v.Advice == experiment.NoAdvice:
		return "; with it they use " + layout.Percent(e.CPU.Median) + " of one core: it is not CPU-bound, which begins at " + layout.Percent(experiment.Bound) + ", and most of that is what starting and switching threads costs"
	case e.LocksIn():
		return "; it is CPU-bound: processes or free threading help, threads do not"
	}
	return "; it is CPU-bound: processes or free threading help"
}

// namedObjects is how many objects a sentence names.
const namedObjects = 3

// sharing names the objects that several threads write, after a word; "" if there are none.
func sharing(e *experiment.Effect, after string) string {
	n := len(e.Shared)
	if n == 0 {
		return ""
	}
	text := strings.Join(e.Shared[:min(n, namedObjects)], ", ")
	if n > namedObjects {
		text += " and " + layout.Plural(n-namedObjects, "other")
	}
	return after + text
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
