package report

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// failing returns a side whose real run failed, or is wrong, or is right.
func failing(err error, ok bool) *experiment.Side {
	return &experiment.Side{
		Setup:    new(experiment.Setup),
		Measured: &measure.Series{Err: err},
		Outcomes: []workload.Outcome{{OK: ok, Result: "1", Want: "0"}},
	}
}

func TestARunThatFailsOrIsWrongIsAFindingUnderEitherLock(t *testing.T) {
	broken := errors.New("broken")
	for _, tt := range []struct {
		asked, other *experiment.Side
		want         string
	}{
		{failing(nil, true), failing(nil, true), ""},
		{failing(broken, true), failing(nil, true), "broken"},
		{failing(nil, true), failing(broken, true), "with gil off: broken"},
		{failing(nil, false), failing(nil, true), "the program's check does not hold in 1 of 1 run: 1, want 0"},
		{failing(nil, true), failing(nil, false), "with gil off: the program's check does not hold in 1 of 1 run: 1, want 0"},
	} {
		got := ""
		if err := ComparisonError(&experiment.Comparison{Sides: []*experiment.Side{tt.asked, tt.other}}); err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("it is %q, want %q", got, tt.want)
		}
	}
}

// A fakeRun is a matrix with made-up runs: a program with one thread and with several, without a lock and with one.
type fakeRun struct {
	threads, cores, repeats int
	measured                bool
	speedup                 [2]float64 // without the lock and with it
	cost                    float64    // time with the lock over that without it, of one thread
	noise                   float64    // of all real runs
	wrong, failed, shared   bool       // the last cell is, and threads share an object
	lock                    gil.Discipline
}

func randomFake(r *rand.Rand) fakeRun {
	x := func() float64 { return []float64{0.5, 0.95, 1, 1.05, 1.3, 2, 4}[r.IntN(7)] }
	return fakeRun{
		threads: 2 + r.IntN(7), cores: 1 + r.IntN(8), repeats: 1 + r.IntN(5), measured: r.IntN(2) == 0,
		speedup: [2]float64{x(), x()}, cost: x(), noise: []float64{0, 0.02, 0.08, 0.2, 0.9}[r.IntN(5)],
		wrong: r.IntN(6) == 0, failed: r.IntN(6) == 0, shared: r.IntN(3) == 0,
		lock: []gil.Discipline{gil.On, gil.Ticks, gil.Coop}[r.IntN(3)],
	}
}

// matrix returns the matrix.
func (f *fakeRun) matrix(t *testing.T) *experiment.Matrix {
	p := workload.Find("spin")
	m := &experiment.Matrix{Program: p, Cores: f.cores, Repeat: f.repeats, Real: new(experiment.Real), Measures: f.measured, Predicts: !f.measured}
	for i, lock := range []gil.Discipline{gil.Off, f.lock} {
		var inputs []workload.Input
		for _, n := range []int{1, f.threads} {
			in, err := p.Input(n, nil)
			if err != nil {
				t.Fatal(err)
			}
			inputs = append(inputs, in)
		}
		if err := m.Add(inputs, "", sim.Config{Cores: f.cores, GIL: gil.Config{Discipline: lock, Checks: gil.Calls311}}); err != nil {
			t.Fatal(err)
		}
		wall := 1e6
		if i == 1 {
			wall *= f.cost
		}
		f.fill(m.Cells[2*i], wall)
		f.fill(m.Cells[2*i+1], wall*float64(f.threads)/f.speedup[i])
	}
	last := m.Cells[3]
	if f.wrong {
		last.Predicted.Info.Outcome.OK, last.Outcomes[0].OK = false, false
	}
	if f.failed && f.measured {
		last.Measured.Err = errors.New("broken")
	} else if f.failed {
		last.Predicted.Info.Failure = errors.New("broken")
	}
	if !f.measured {
		for _, c := range m.Cells {
			c.Measured, c.Outcomes = nil, nil
		}
	}
	return m
}

// fill gives a cell its runs, of which each thread does the same work.
func (f *fakeRun) fill(c *experiment.Cell, wall float64) {
	summary := &trace.Summary{Wall: time.Duration(wall), CPUPercent: 100, Threads: []trace.ThreadSummary{{Bytecodes: int64(1000 * c.Threads)}}}
	c.Predicted = &experiment.Prediction{Summary: summary, Info: c.Info().Ended(workload.Outcome{OK: true}, nil)}
	if f.shared && c.Threads > 1 {
		c.Predicted.Shared = []string{"balance"}
	}
	c.Measured = new(measure.Series)
	for i := range f.repeats {
		result := native.Result{Wall: time.Duration(wall * (1 + f.noise*float64(i%2))), Threads: []native.ThreadUsage{{Bytecodes: int64(1000 * c.Threads)}}}
		c.Measured.Results = append(c.Measured.Results, result)
	}
	c.Outcomes = make([]workload.Outcome, 1+f.repeats)
	for i := range c.Outcomes {
		c.Outcomes[i].OK = true
	}
}

// broken names the rule that a sentence breaks, "" for none.
func (f *fakeRun) broken(text string) string {
	threads, cores := strings.Contains(text, "threads help"), strings.Contains(text, "free threading help")
	cost := f.cost * f.speedup[0] / f.speedup[1] // of all threads
	noisy := f.measured && (f.repeats < 2 || f.noise > 0.1)
	rests := "(predicted, from one run of each)"
	if f.measured {
		rests = fmt.Sprintf("(measured, medians of %d repeats)", f.repeats)
	}
	switch {
	case f.wrong && (!strings.Contains(text, " the result is wrong") || threads || cores):
		return "a wrong result is told first and forbids advice"
	case f.wrong:
	case f.failed && text != "a run failed: the figures say nothing about the lock":
		return "a run that failed forbids all else"
	case f.failed:
	case noisy && (!strings.HasPrefix(text, "it is too noisy here to say") || strings.Contains(text, "factor") || threads || cores):
		return "under noise nothing else is said"
	case noisy && (!strings.Contains(text, "--repeat=") || !strings.Contains(text, "a quiet machine") || !strings.Contains(text, "--pin")):
		return "under noise it is said what would help"
	case noisy:
	case !strings.HasSuffix(text, rests):
		return "a sentence names what it rests on"
	case threads && (f.speedup[0] < 1.1 || f.speedup[1] < 1.1):
		return "threads help only if they are faster"
	case cores && (f.shared || cost < 1.1):
		return "free threading is recommended only if the lock costs something and nothing is shared"
	case f.shared && cost > 1.1 && !strings.Contains(text, "balance"):
		return "what is shared is named"
	}
	return ""
}

func TestASentenceObeysTheRulesWhateverWasMeasured(t *testing.T) {
	r, seen := rand.New(rand.NewPCG(1, 2)), map[string]bool{}
	for range 200 {
		f := randomFake(r)
		text := meaning(f.matrix(t))
		if rule := f.broken(text); rule != "" {
			t.Errorf("%s: of %+v it says %q", rule, f, text)
		}
		for _, advice := range []string{"threads help, with", "free threading help", "too noisy", "is wrong", "share less", "takes", "no faster"} {
			seen[advice] = seen[advice] || strings.Contains(text, advice)
		}
	}
	for advice, is := range seen {
		if !is {
			t.Errorf("no combination gives %q: the test shows nothing of it", advice)
		}
	}
}

// What a single run and the same without the lock mean obeys the same rules, and nothing is said of more threads, or fewer.
func TestTheSentenceOfASingleRunObeysTheRules(t *testing.T) {
	r, seen := rand.New(rand.NewPCG(3, 4)), map[string]bool{}
	for range 200 {
		f := randomFake(r)
		f.measured = true
		m := f.matrix(t)
		c := &experiment.Comparison{Cores: f.cores, Repeat: f.repeats, Real: new(experiment.Real), Sides: []*experiment.Side{&m.Cells[3].Side, &m.Cells[1].Side}}
		text := ComparisonMeaning(c)
		rule := f.broken(strings.ToLower(text[:1]) + strings.TrimSuffix(text[1:], "."))
		if strings.Contains(text, "threads help, with") || strings.Contains(text, "no faster") || strings.Contains(text, "times as fast as") {
			rule = "of more threads nothing is known"
		}
		if rule != "" {
			t.Errorf("%s: of %+v it says %q", rule, f, text)
		}
		for _, advice := range []string{"free threading help", "oo noisy", "is wrong", "share less", "takes", "nothing that shows", "run failed"} {
			seen[advice] = seen[advice] || strings.Contains(text, advice)
		}
	}
	for advice, is := range seen {
		if !is {
			t.Errorf("no combination gives %q: the test shows nothing of it", advice)
		}
	}
}

func TestTheNextCommandIsNotTheOneThatWasGiven(t *testing.T) {
	p := workload.Find("spin")
	for _, c := range []struct {
		given []string
		want  string
	}{
		{nil, p.Try[0]},
		{[]string{"--gil=off"}, p.Try[1]},
		{[]string{"--workload=spin", "--gil=off", "--switch-interval=1ms"}, p.Try[2]},
		{[]string{"--gil=off", "--switch-interval=1ms", "--python=2.7", "--threads=2", "--param=by=processes"}, ""},
	} {
		if got := NextTry(p, c.given); got != c.want {
			t.Errorf("after %q it is %q, want %q", c.given, got, c.want)
		}
	}
}

// randomVersion returns a version of CPython with made-up simulated runs, of which some results are wrong or failures, or nobody says which are
// right.
func randomVersion(r *rand.Rand, name string, open bool) *experiment.Version {
	v := &experiment.Version{Era: mustEra(name), Sweep: new(experiment.Sweep)}
	add := func(result experiment.Result) {
		result.Count, result.Seed = 1+r.IntN(3), uint64(len(v.Sweep.Walls)+1)
		for range result.Count {
			v.Sweep.Walls = append(v.Sweep.Walls, time.Millisecond)
		}
		v.Sweep.Results = append(v.Sweep.Results, result)
	}
	add(experiment.Result{Text: "1", Right: true, Open: open})
	if r.IntN(3) == 0 {
		add(experiment.Result{Text: "2", Right: true, Open: open})
	}
	if r.IntN(4) == 0 {
		add(experiment.Result{Text: "deadlock", Failed: true})
	}
	if !open && r.IntN(4) == 0 {
		add(experiment.Result{Text: "7"})
	}
	v.Sweep.Seeds = len(v.Sweep.Walls)
	return v
}

func mustEra(name string) gil.Era {
	era, err := gil.CPython(name)
	if err != nil {
		panic(err)
	}
	return era
}

// What is said of a Python file obeys the rules of all sentences, and beside them: what CPython would do wrong comes first, with the seed that
// shows it, then what fails; and where results differ that nobody judges there is no advice.
func TestTheSentenceOfAPythonFileObeysTheRules(t *testing.T) {
	r, seen := rand.New(rand.NewPCG(5, 6)), map[string]bool{}
	for range 300 {
		f, open := randomFake(r), r.IntN(2) == 0
		m := f.matrix(t)
		m.Pair = &[2]*experiment.Cell{m.Cells[3], m.Cells[1]}
		m.Cells = []*experiment.Cell{m.Cells[3], m.Cells[1]}
		m.Versions = []*experiment.Version{randomVersion(r, "3.9", open), randomVersion(r, "3.13t", open)}
		text := meaning(m)
		var wrong, failed, differ bool
		for _, v := range m.Versions {
			_, n := v.Sweep.Wrong()
			_, crashed := v.Sweep.Failed()
			wrong, failed = wrong || n > 0, failed || crashed > 0
			differ = differ || open && len(v.Sweep.Results) > 1
		}
		advises := strings.Contains(text, "help") && !strings.Contains(text, "would help") || strings.Contains(text, "share less")
		rule := ""
		switch {
		case wrong && (!strings.HasPrefix(text, "as CPython 3.") || !strings.Contains(text, "the result is wrong in ") || !strings.Contains(text, ": 7, with --seed=") || advises):
			rule = "what CPython does wrong is told first, and forbids advice"
		case wrong:
			seen["wrong"] = true
		case f.wrong && (!strings.Contains(text, "the result is wrong") || advises):
			rule = "a wrong real run is told next, and forbids advice"
		case f.wrong:
		case failed && text != "a run failed: the figures say nothing about the lock":
			rule = "a version that fails forbids all else"
		case failed:
			seen["failed"] = true
		case differ && advises:
			rule = "where nobody says which results are right there is no advice"
		case differ:
			seen["differ"] = true
		default:
			seen["advice"] = seen["advice"] || advises
		}
		if rule != "" {
			t.Errorf("%s: of %+v (wrong %v, failed %v, results differ %v) it says %q", rule, f, wrong, failed, differ, text)
		}
	}
	for _, kind := range []string{"wrong", "failed", "differ", "advice"} {
		if !seen[kind] {
			t.Errorf("no combination is %q: the test shows nothing of it", kind)
		}
	}
}
