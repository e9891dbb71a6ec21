// This file writes what a search has found: the verdict, what can come out, and an example of what goes wrong.

package report

import (
	"strings"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/sched/search"
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/cause"
	"github.com/gilsim/gilsim/trace/view"
)

// A Searched is what a search has found, and about what.
type Searched struct {
	Info    experiment.Info
	Found   *search.Found
	Example *trace.Trace // of the example; nil if there is none
	Judged  bool         // somebody says which results are right
	Steps   StepOptions  // of the example

	Distribution   *search.Distribution // nil: it was not computed
	NoDistribution string               // why it could not be
}

// Page shows it.
func (s *Searched) Page(width int) *layout.Page {
	p := newPage(width)
	p.searchTitle(s.Info)
	p.Blank()
	p.searchOutcomes(s)
	p.searchDistribution(s)
	p.Blank()
	p.searchVerdict(s)
	if s.Example != nil {
		p.Blank()
		p.searchExample(s)
	}
	return &p.Page
}

// searchTitle adds what was searched.
func (p *page) searchTitle(info experiment.Info) {
	program := []view.Cell{layout.Styled(layout.StyleTitle, info.Workload)}
	for _, param := range info.Params {
		program = append(program, layout.Plain(param.Key+" "+grouped3(param.Value)))
	}
	p.List("", program...)
	lock := append(lockCells(info.Lock), layout.Plain("at any timing"))
	if info.Python != "" {
		lock = append(lock, layout.Plain(eraText(info)))
	}
	p.List("", lock...)
}

// searchOutcomes adds what can come out.
func (p *page) searchOutcomes(s *Searched) {
	unit := "classes"
	if s.Found.Naive {
		unit = "interleavings"
	}
	t := &layout.Table{Columns: []layout.Column{{Title: "possible result", Left: true}, {Title: unit}, {Title: "", Left: true}}}
	shown := s.Found.Outcomes[:min(len(s.Found.Outcomes), shownOutcomes)]
	for _, o := range shown {
		word := "right"
		switch {
		case !o.OK:
			word = "wrong"
		case !s.Judged:
			word = ""
		}
		count := layout.Count(o.Classes)
		if o.Classes == 0 {
			count = "by chance"
		}
		t.Add(layout.Truncate(oneLine(o.Result), max(20, p.Width-30)), count, word)
	}
	if len(shown) > 0 {
		p.Table(t)
	}
	if rest := len(s.Found.Outcomes) - len(shown); rest > 0 {
		p.Note("… and " + layout.Plural(rest, "other result"))
	}
}

func oneLine(text string) string {
	if text == "" {
		return "(nothing)"
	}
	return strings.ReplaceAll(text, "\n", " ⏎ ")
}

// searchVerdict adds the verdict as a sentence.
func (p *page) searchVerdict(s *Searched) {
	f := s.Found
	switch f.Verdict {
	case search.Pass:
		p.good("PASS: " + s.everything() + " of this size " + s.wereRun() + ", and none is wrong.")
	case search.Fail:
		p.bad("FAIL: " + oneLine(f.Example.Result))
	case search.Incomplete:
		p.bad("INCOMPLETE: nothing wrong was found in " + layout.Plural(f.Runs, "run") + ", but not everything was run")
	}
	for _, why := range f.Why {
		p.Note(why)
	}
	if !s.Judged {
		p.Note("nobody says which results are right, so that exceptions, deadlocks and exit statuses alone are wrong")
	}
}

func (s *Searched) everything() string {
	if s.Found.Naive {
		return layout.Plural(s.Found.Classes, "interleaving")
	}
	return number(s.Found.Classes, "class of interleavings", "classes of interleavings")
}

func number(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return layout.Count(n) + " " + many
}

func (s *Searched) wereRun() string {
	if s.Found.Classes == 1 {
		return "is all that there is"
	}
	return "are all that there are"
}

// searchExample adds the bad run, in columns.
func (p *page) searchExample(s *Searched) {
	e := s.Found.Example
	about := layout.Plural(e.Preemptions, "preemption") + ", " + number(e.Switches, "switch", "switches")
	switch {
	case e.Simplest:
		about += "; proved: no wrong run has fewer preemptions, and of those with as many none has fewer switches, or is shorter"
	case e.Proved:
		about += "; no wrong run has fewer preemptions: all of those were run; whether one has fewer switches was not found out"
	default:
		about += "; whether another wrong run has fewer was not found out"
	}
	p.Heading("a wrong run")
	p.Note(about)
	p.Blank()
	c := cause.Of(s.Example, waiting(s.Example.Names, e.Err))
	shown := s.Example
	if c.Steps < c.All {
		shown = c.Past()
	}
	p.runColumns(shown, s.Steps)
	if rest := c.All - c.Steps; rest > 0 {
		p.Note("these are the " + layout.Plural(c.Steps, "step") + " that happen before the failing one; " + layout.Plural(rest, "other") + " of the run had no part in it")
	}
	if e.Err != nil {
		p.Blank()
		p.failedRun(e.Err)
	}
	if text := explained(c, e.Err); text != "" {
		p.Blank()
		p.Paragraphs(text)
	}
	p.scheduleLine("to make this run again", e.Schedule)
}

// jsonSearch is what a search has found.
type jsonSearch struct {
	Python   *string           `json:"python"`
	Verdict  string            `json:"verdict"` // pass, fail or incomplete
	Why      []string          `json:"why"`     // what was in the way of running everything
	Complete bool              `json:"complete"`
	Classes  int               `json:"classes"`
	Unit     string            `json:"unit"` // classes, or interleavings where there are no classes
	Runs     int               `json:"runs"`
	Blocked  int               `json:"blocked"` // runs that were given up, as others had come to the same
	Judged   bool              `json:"judged"`  // somebody says which results are right
	Outcomes []jsonPossibility `json:"outcomes"`

	Interleavings string       `json:"interleavings,omitempty"` // how many there are, with --distribution
	Example       *jsonExample `json:"example"`                 // null unless the verdict is fail
}

type jsonPossibility struct {
	Result  string `json:"result"`
	OK      bool   `json:"ok"`
	Classes int    `json:"classes"` // 0: found by chance

	Share  string `json:"share,omitempty"`  // of all interleavings that end so, an exact fraction; with --distribution alone
	Chance string `json:"chance,omitempty"` // that a run ends so if whose step is next is drawn by lot
}

type jsonExample struct {
	Result      string  `json:"result"`
	Schedule    string  `json:"schedule"` // for gilsim replay
	Turns       []int32 `json:"turns"`    // threads, one after the other
	Preemptions int     `json:"preemptions"`
	Switches    int     `json:"switches"`
	Proved      bool    `json:"proved"`   // no wrong run has fewer preemptions
	Simplest    bool    `json:"simplest"` // and of those with as many none has fewer switches, or is shorter
	Why         *string `json:"why"`      // what led to it, in words; null if nothing stands out
}

// Document returns it as JSON.
func (s *Searched) Document() *Document {
	d := NewDocument("search")
	d.Describe(s.Info)
	j := s.json()
	d.Search = &j
	return d
}

func (s *Searched) json() jsonSearch {
	f := s.Found
	j := jsonSearch{
		Verdict: f.Verdict.String(), Why: append([]string{}, f.Why...), Complete: f.Complete, Classes: f.Classes, Unit: "classes",
		Runs: f.Runs, Blocked: f.Blocked, Judged: s.Judged, Outcomes: []jsonPossibility{},
	}
	if s.Info.Python != "" {
		j.Python = &s.Info.Python
	}
	if f.Naive {
		j.Unit = "interleavings"
	}
	for _, o := range f.Outcomes {
		j.Outcomes = append(j.Outcomes, jsonPossibility{Result: o.Result, OK: o.OK, Classes: o.Classes})
		if share := s.shareOf(o); share != nil {
			last := &j.Outcomes[len(j.Outcomes)-1]
			last.Share, last.Chance = share.Share.RatString(), share.Chance.RatString()
		}
	}
	if s.Distribution != nil {
		j.Interleavings = s.Distribution.Interleavings.String()
	}
	if e := f.Example; e != nil {
		j.Example = &jsonExample{e.Result, e.Schedule.String(), e.Turns, e.Preemptions, e.Switches, e.Proved, e.Simplest, nil}
		if s.Example != nil {
			j.Example.Why = known(explained(cause.Of(s.Example, waiting(s.Example.Names, e.Err)), e.Err))
		}
	}
	return j
}
