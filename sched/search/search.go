// This file defines a search: what is asked, and the order in which strategies look for the answer.

package search

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/serial"
	"github.com/gilsim/gilsim/trace"
)

// A Program is what is searched: it is made anew for each run.
type Program func() Run

// A Run is one run of a program.
type Run struct {
	serial.Program
	// Judge returns the result of a run that ended without an error, and whether that is right.
	Judge func() (result string, ok bool)
}

// Options say how to search. The zero value looks for what can happen without a lock.
type Options struct {
	GIL      gil.Config
	Library  sched.Library
	Strategy string      // a name of Strategies; "": portfolio
	Runs     int         // at most so many; 0: DefaultRuns, or WrongRuns where something is wrong; negative: no bound
	Work     int64       // at most so much in all runs (see serial.Outcome); 0: DefaultWork if Runs is 0, and else no bound
	MaxSteps int64       // of a run; 0: serial.DefaultMaxSteps
	Ordered  bool        // steps take no time: who sleeps first in time wakes up when nobody else can go on; false: at any time
	Seed     uint64      // of the strategies that draw
	Stop     func() bool // asked before each run, and now and then in a long one: what was found so far is the answer then; nil: never
	Alone    int         // so many runs are made before Rounds have others make some; 0: twice DefaultRuns

	// Sources are the files of a program that has source: with them the schedule of an example names lines, too.
	Sources []trace.SourceFile

	// Progress is told after each run how many there have been; nil: nobody is.
	Progress func(runs int)
}

// How many runs a search makes at most if Options do not say, and how much work there may be in them: long ones, such as those with rounds
// up to MaxSteps, would take minutes. Time would be no such bound, as the answer must be the same on every computer. Once a run was wrong the
// answer is known, and more of them only show what else can happen.
const (
	DefaultRuns = 100_000
	DefaultWork = 40_000_000
	WrongRuns   = 2_000
)

// drawnRuns is how many runs each strategy of the portfolio that draws makes before everything is exhausted.
const drawnRuns = 16

// Strategies are the names of the strategies: the portfolio, what exhausts, and what draws. Instead of 3, pct can have any depth
// from 1.
func Strategies() []string {
	return []string{"portfolio", "dpor", "naive", "random", "pct3", "pos", "urw", "surw"}
}

// A search under way.
type search struct {
	Options
	program   Program
	wrongRuns int // after which a search that has found a wrong run ends; 0: it goes on
	machine   *serial.Machine
	gil       gil.Possible
	found     Found
	tally     tally
	clock     bool // the program has looked at the clock
	wide      bool // there were more answers to a question than are tried
	cuts      int
	work      int64  // of all runs so far
	differs   string // how runs of one class differ; "": none have been seen to
	err       error
	simpler   int   // runs that were made to find a simpler example
	lastWork  int64 // with which the last of them begins at the latest
	tested    tested
}

// tested is what tests change in a search that exhausts classes.
type tested struct {
	faults faults
	watch  func(*serial.Machine, strategy) strategy // sees each run; nil: nobody does
}

// Search looks for what can happen. The error is one sentence: of the options, or why the program cannot be searched.
func Search(p Program, o Options) (*Found, error) {
	switch {
	case o.Parts() > 0:
		return draw(p, o)
	case o.InRounds():
		return inRounds(p, o, usual(&o), tested{})
	}
	s := &search{Options: o, program: p}
	s.bound()
	if err := s.check(); err != nil {
		return nil, err
	}
	defer s.close()
	s.search()
	return s.answer()
}

// bound says how much is done at most if the options do not.
func (s *search) bound() {
	if s.Runs == 0 {
		s.Runs, s.wrongRuns, s.Work = DefaultRuns, WrongRuns, cmp.Or(s.Work, DefaultWork)
	}
}

// answer makes the example simple, and gives the verdict.
func (s *search) answer() (*Found, error) {
	if s.err != nil {
		return nil, s.err
	}
	s.minimise()
	s.conclude()
	s.write()
	return &s.found, s.err
}

func (s *search) check() error {
	if err := s.GIL.Validate(); err != nil {
		return err
	}
	_, err := s.drawing(s.Strategy)
	return err
}

// drawing returns the strategy of this name that draws; nil for the others.
func (s *search) drawing(name string) (strategy, error) {
	r := drawn{generator(s.Seed)}
	switch name {
	case "", "portfolio", "dpor", "naive":
		return nil, nil
	case "random":
		return &random{r}, nil
	case "pos":
		return &pos{drawn: r}, nil
	case "surw":
		return &surw{drawn: r}, nil
	case "urw":
		return &urw{drawn: r}, nil
	}
	if digits, ok := strings.CutPrefix(name, "pct"); ok {
		if d, err := strconv.Atoi(digits); err == nil && d >= 1 && d <= 100 {
			return &pct{drawn: r, depth: d}, nil
		}
	}
	return nil, fmt.Errorf("no strategy is called %q: there are %s, and pct1 to pct100", name, strings.Join(Strategies(), ", "))
}

// search has the strategies make their runs, in each phase of the tick counter.
func (s *search) search() {
	complete := true
	for phase := range s.phases() {
		s.setPhase(phase)
		complete = s.phase() && complete
		if s.over() {
			complete = complete && phase == s.phases()-1
			break
		}
	}
	s.found.Complete = complete && s.cuts == 0 && s.differs == "" && !s.wide && !s.clock
}

func (s *search) phases() int64 { return gil.Possible{Config: s.GIL}.Phases() }

// setPhase has the tick counter of the machine start so.
func (s *search) setPhase(phase int64) {
	s.gil = gil.Possible{Config: s.GIL, Phase: phase}
	if s.machine == nil {
		s.machine = serial.New(serial.Config{Library: s.Library, MaxSteps: s.MaxSteps, Ordered: s.Ordered, Stop: s.Stop})
	}
	s.machine.GIL = s.gil
}

// close ends what the machine keeps between runs.
func (s *search) close() {
	if s.machine != nil {
		s.machine.Close()
	}
}

// phase has the strategies make their runs, and reports whether everything was exhausted.
func (s *search) phase() (exhausted bool) {
	if one, _ := s.drawing(s.Strategy); one != nil {
		s.make(one, s.Runs, false)
		return false
	}
	s.found.Naive = true
	return s.make(&naive{}, s.Runs, true)
}

// draws has each of the portfolio's strategies that draw make a few runs.
func (s *search) draws() {
	if s.Strategy == "dpor" {
		return
	}
	for _, name := range []string{"pos", "random", "urw", "pct3"} {
		one, _ := s.drawing(name)
		s.make(one, drawnRuns, false)
	}
}

// over reports whether no more runs are to be made.
func (s *search) over() bool {
	return s.err != nil || s.Runs > 0 && s.found.Runs >= s.Runs || s.worked() || s.Stop != nil && s.Stop() ||
		s.wrongRuns > 0 && s.found.Example != nil && s.found.Runs >= s.wrongRuns
}

// worked reports whether there was as much work as there may be.
func (s *search) worked() bool { return s.Work > 0 && s.work >= s.Work }

// make makes so many runs at most, and reports whether the strategy had nothing left to be tried.
func (s *search) make(one strategy, most int, counts bool) (exhausted bool) {
	n := &note{strategy: one}
	if s.tested.watch != nil {
		n.strategy = s.tested.watch(s.machine, one)
	}
	for made := 0; ; made++ {
		if s.over() || most >= 0 && made >= most {
			return false
		}
		if !n.Begin() {
			return true
		}
		out, result, ok := s.run(n, nil)
		s.found.Runs++
		if s.Progress != nil {
			s.Progress(s.found.Runs)
		}
		if s.err != nil {
			return false
		}
		s.note(n, out, result, ok, counts)
		if d, _ := one.(*dpor); d != nil && !out.GivenUp && !out.Cut && sampled(s.found.Classes) {
			s.sample(d, result)
		}
	}
}

// run makes one run, and judges it.
func (s *search) run(one serial.Strategy, to trace.Recorder) (out serial.Outcome, result string, ok bool) {
	r := s.program()
	out = s.machine.Run(r.Program, one, to)
	s.work += out.Work
	switch {
	case out.Refused:
		s.err = out.Err
	case out.Cut || out.GivenUp:
	case out.Err != nil:
		result = firstLine(out.Err)
	default:
		result, ok = r.Judge()
	}
	return out, result, ok
}

// firstLine returns the first line of an error: which threads a deadlock holds differs in those after it.
func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// note counts a run.
func (s *search) note(n *note, out serial.Outcome, result string, ok, counts bool) {
	s.clock = s.clock || out.Clock
	s.wide = s.wide || out.Widest > mostAnswers
	switch {
	case out.GivenUp:
		return
	case out.Cut:
		s.cuts++
		return
	}
	classes := 0
	if counts {
		classes = 1
		s.found.Classes++
	}
	s.tally.add(result, ok, classes)
	if !ok {
		s.keep(n, out, result)
	}
}

// keep keeps the bad run if it is the simplest one so far.
func (s *search) keep(n *note, out serial.Outcome, result string) {
	e := s.found.Example
	if e != nil && (e.Preemptions < n.preemptions || e.Preemptions == n.preemptions && e.Switches <= n.switches) {
		return
	}
	s.found.Example = s.example(n, out, result)
}

func (s *search) example(n *note, out serial.Outcome, result string) *Example {
	return &Example{Result: result, Err: out.Err, Turns: slices.Clone(n.turns), Answers: slices.Clone(n.answers), Preemptions: n.preemptions, Switches: n.switches, Phase: s.gil.Phase}
}

// conclude gives the verdict.
func (s *search) conclude() {
	f := &s.found
	f.Outcomes = s.tally.sorted()
	f.Why = s.why()
	switch {
	case f.Example != nil:
		f.Verdict = Fail
	case f.Complete:
		f.Verdict = Pass
	default:
		f.Verdict = Incomplete
	}
}

// why says what was in the way of running everything.
func (s *search) why() (list []string) {
	add := func(is bool, text string) {
		if is {
			list = append(list, text)
		}
	}
	one, _ := s.drawing(s.Strategy)
	add(s.cuts > 0, fmt.Sprintf("%d runs had more than %d steps, or computed for too long between two, and were cut: with shorter loops they end, and a few rounds mostly show what many do", s.cuts, s.machine.MaxSteps))
	add(s.wide, fmt.Sprintf("the program draws a random number from more than %d, and was given that many of them", mostAnswers))
	add(s.clock, "the program looks at the clock: it goes on while somebody sleeps, and once by an hour at most, where it could show any time")
	add(s.differs != "", "the program's threads share something that is no shared variable, lock or queue: of two runs that should end alike, "+s.differs)
	add(one != nil, "the strategy draws interleavings, and does not exhaust them")
	add(!s.found.Complete && len(list) == 0 && s.Stop != nil && s.Stop(), "the search was ended before it had run everything")
	add(!s.found.Complete && s.worked(), fmt.Sprintf("%d runs, with %d million steps and rounds of loops in them, were not enough to run everything", s.found.Runs, s.work/1_000_000))
	add(!s.found.Complete && len(list) == 0, fmt.Sprintf("%d runs were not enough to run everything", s.found.Runs))
	return list
}
