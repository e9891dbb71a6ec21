// This file shows a run in columns, a column for each thread and each greenlet.

package report

import (
	"io"
	"slices"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/view"
)

// StepOptions says which steps the columns show.
type StepOptions struct {
	Limit int // how many; 0 is all
	view.Filter
}

// DefaultSteps is how many steps are shown where nothing else is said.
const DefaultSteps = 200

// A columnsView shows the first steps of a run. If none of them loses an update, and a later one does, the last of them
// make way for those around that.
type columnsView struct {
	names  *trace.Names
	opt    ViewOptions
	chosen *view.Selector
	events []trace.Event // the first ones
	steps  int           // among them
	head   int           // how many of the events are left if the others make way
	lost   lostSearch
	more   int64         // steps after all that are kept
	failed []trace.Event // what tells of a failure after the first events
}

// maxHidden bounds the memory: after so many events the columns end, however few steps they show, and of what comes before the
// first step that is shown no more is kept.
const maxHidden = 4_000_000

func newColumnsView(names *trace.Names, opt ViewOptions) *columnsView {
	return &columnsView{names: names, opt: opt, chosen: view.NewSelector(names, opt.Steps.Filter)}
}

// Record keeps the first events, those around a lost update, and those that tell of a failure.
func (v *columnsView) Record(events []trace.Event) {
	for i := range events {
		e := &events[i]
		early := v.lost.found && len(v.lost.around) == 0
		if !early {
			v.lost.look(e, v.chosen.Shows)
		}
		switch {
		case !v.full():
			v.keep(e)
		case e.Kind == trace.Halt || e.Kind.Fails() && len(v.failed) < maxFailed:
			v.failed = append(v.failed, *e)
		case !early && !v.lost.full():
			v.lost.keep(*e, v.chosen.Shows)
		case v.chosen.Shows(e):
			v.more++
		}
	}
}

func (v *columnsView) keep(e *trace.Event) {
	if v.steps == 0 && len(v.events) >= maxHidden {
		v.events = v.events[:0]
	}
	v.events = append(v.events, *e)
	if v.chosen.Shows(e) {
		v.steps++
	}
	if v.steps <= v.opt.Steps.Limit-lostWindow {
		v.head = len(v.events)
	}
}

// maxFailed is how many crashes beyond the first steps are shown.
const maxFailed = 100

// full reports whether no further step is to be shown.
func (v *columnsView) full() bool {
	return v.opt.Steps.Limit > 0 && (v.steps >= v.opt.Steps.Limit || v.steps > 0 && len(v.events) >= maxHidden)
}

func (v *columnsView) Draw(out io.Writer, paint layout.Paint, info experiment.Info) error {
	if err := v.opt.Steps.Check(v.names); err != nil {
		return err
	}
	p := newPage(v.opt.Width)
	p.title(info, 1)
	p.Blank()
	events, opt := v.picked()
	opt.Width, opt.Filter = v.opt.Width, v.opt.Steps.Filter
	p.AddPicture(view.Columns(&trace.Trace{Names: v.names, Events: events}, opt))
	if info.Outcome != nil {
		p.Blank()
		p.result(info)
	}
	return p.Write(out, paint)
}

// picked returns the events to show, and where there are gaps among them.
func (v *columnsView) picked() ([]trace.Event, view.ColumnsOptions) {
	late := &v.lost
	opt := view.ColumnsOptions{More: v.more}
	if late.found {
		opt.Lost = &late.lost
	}
	if !late.found || len(late.around) == 0 || v.head == 0 {
		opt.More += late.dropped + int64(late.steps)
		return slices.Concat(v.events, v.failed), opt
	}
	skipped := late.dropped
	for i := range v.events[v.head:] {
		if v.chosen.Shows(&v.events[v.head+i]) {
			skipped++
		}
	}
	opt.Gaps = []view.Gap{{At: v.head, Steps: skipped}}
	return slices.Concat(v.events[:v.head], late.around, v.failed), opt
}

// How many steps are kept before a store that loses an update, and after it; all of them with that store.
const (
	lostBefore = 16
	lostAfter  = 7
	lostWindow = lostBefore + 1 + lostAfter
)

// maxAround bounds the events that are kept, as maxHidden does.
const maxAround = 100_000

// A lostSearch looks for the first lost update, and keeps what is around it.
type lostSearch struct {
	updates trace.Updates
	lost    trace.LostUpdate
	found   bool
	around  []trace.Event // the last events; once it has been found, up to lostAfter steps after it
	steps   int           // among them
	after   int           // steps since it was found
	dropped int64         // steps that were kept and are no more
}

// look looks for a store that loses an update and is shown.
func (s *lostSearch) look(e *trace.Event, shows func(*trace.Event) bool) {
	if !s.found {
		s.lost, s.found = s.updates.Step(e)
		s.found = s.found && shows(e)
	}
}

func (s *lostSearch) full() bool {
	return s.found && (s.after > lostAfter || len(s.around) >= maxAround)
}

// keep keeps an event, and drops those that are too long ago.
func (s *lostSearch) keep(e trace.Event, shows func(*trace.Event) bool) {
	s.around = append(s.around, e)
	if shows(&s.around[len(s.around)-1]) {
		s.steps++
		if s.found {
			s.after++
		}
	}
	for !s.found && (s.steps > lostBefore || len(s.around) > maxAround) {
		if shows(&s.around[0]) {
			s.steps--
			s.dropped++
		}
		s.around = s.around[1:]
	}
}
