// This file makes what the page is told of traces.

package page

import (
	"errors"
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/view"
)

func newDocument(opt Options, runs ...Run) (*document, error) {
	d := &document{Lang: opt.Lang, Glossary: opt.Glossary, Charts: opt.Charts}
	if d.Lang == "" {
		d.Lang = English
	}
	d.Kinds = append(d.Kinds, kind{})
	for _, k := range trace.Kinds() {
		spec := k.Spec()
		d.Kinds = append(d.Kinds, kind{spec.Name, int(spec.Group), spec.Doc})
	}
	for s := trace.StateUnborn; s <= trace.StateEnded; s++ {
		d.States = append(d.States, s.String())
	}
	for _, r := range runs {
		made, err := newRun(r, opt)
		if err != nil {
			return nil, err
		}
		d.Runs = append(d.Runs, made)
	}
	return d, nil
}

// A window is the events that the page has, from the first to before the last. What happened before is known at its start.
type window struct{ first, last int }

func (w window) has(event int) bool { return w.first <= event && event < w.last }

// place returns the place of an event in the page; one before the window is at its start.
func (w window) place(event int) int { return max(event-w.first, 0) }

// windowOf returns the events of a trace that happened in a window of time.
func windowOf(t *trace.Trace, from, to int64) (w window, err error) {
	w = window{0, len(t.Events)}
	for from > 0 && w.first < w.last && t.Events[w.first].Time < from {
		w.first++
	}
	for to > 0 && w.last > w.first && t.Events[w.last-1].Time >= to {
		w.last--
	}
	if n := w.last - w.first; n > MaxEvents {
		return w, &SizeError{n}
	}
	if w.last == w.first && len(t.Events) > 0 {
		return w, errors.New("nothing to show: nothing happened between the times that are given")
	}
	return w, nil
}

// grouped returns a number with a comma before every three digits.
func grouped(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// A runMaker makes what the page is told of one run.
type runMaker struct {
	*run
	t      *trace.Trace
	window window
	texts  map[string]int64 // by text: its number
}

func newRun(r Run, opt Options) (*run, error) {
	if r.Names == nil {
		r.Trace = &trace.Trace{Header: r.Header, Names: new(trace.Names), Events: r.Events}
	}
	w, err := windowOf(r.Trace, opt.From, opt.To)
	if err != nil {
		return nil, err
	}
	m := &runMaker{run: &run{Title: r.Title, Result: r.Result, Want: r.Want, Wrong: r.Wrong, Short: r.Short, Doc: r.Doc, Chinese: map[int64]string{}}, t: r.Trace, window: w, texts: map[string]int64{}}
	if m.Title == "" {
		m.Title = r.Program
	}
	m.Left = len(r.Events) - (w.last - w.first)
	m.text("")
	m.addSettings()
	m.addNames()
	m.addEvents()
	m.addRows()
	m.addLives()
	m.addValues()
	m.addConflicts()
	m.addPlaces()
	m.addFigures()
	return m.run, nil
}

// text returns the number of a text among those of the page.
func (m *runMaker) text(text string) int64 {
	if n, ok := m.texts[text]; ok {
		return n
	}
	n := int64(len(m.Strings))
	m.texts[text] = n
	m.Strings = append(m.Strings, text)
	return n
}

func (m *runMaker) addSettings() {
	for _, list := range [][]trace.Param{m.t.Params, m.t.Config} {
		for _, p := range list {
			m.Settings = append(m.Settings, [2]string{p.Key, p.Value})
		}
	}
	if m.t.Seed != 0 {
		m.Settings = append(m.Settings, [2]string{"seed", strconv.FormatUint(m.t.Seed, 10)})
	}
}

func (m *runMaker) addNames() {
	names := m.t.Names
	for id := int32(1); int(id) <= names.Threads(); id++ {
		m.Threads = append(m.Threads, names.Label(id))
		m.Process = append(m.Process, int64(names.Process(id)))
	}
	m.Objects = append(m.Objects, object{})
	for id := int32(1); int(id) <= names.Objects(); id++ {
		info, ok := names.Object(id)
		o := object{Class: info.Class, Library: ok && view.PartOfLibrary(info)}
		if ok {
			o.Name = names.ObjectLabel(id)
		}
		m.Objects = append(m.Objects, o)
	}
}

// addEvents puts the events of the window into columns. A time that runs back counts as the latest one seen.
func (m *runMaker) addEvents() {
	now, actors := int64(0), false
	for i := range m.t.Events {
		e := &m.t.Events[i]
		before := now
		now = max(now, e.Time)
		if !m.window.has(i) {
			continue
		}
		if i == m.window.first {
			m.Start, before = now, now
		}
		m.Time = append(m.Time, now-before)
		m.Thread = append(m.Thread, int64(e.Thread))
		m.Actor = append(m.Actor, int64(e.Actor))
		actors = actors || e.Actor != 0
		m.Kind = append(m.Kind, int64(e.Kind))
		m.Obj = append(m.Obj, int64(e.Obj))
	}
	if !actors {
		m.Actor = nil
	}
}

// The levels at which a step is shown, as digits: of the program alone, also what happens inside the library, also what the
// machine does. What is never shown has none of these.
const (
	levelProgram = '0'
	levelLibrary = '1'
	levelMachine = '2'
	levelNever   = '3'
)

// addRows says what each step does, from which level on it is shown, and where control changes hands at each level.
func (m *runMaker) addRows() {
	count := m.window.last - m.window.first
	level := make([]byte, count)
	for i := range level {
		level[i] = levelNever
	}
	texts := make([]string, count)
	for at, f := range []view.Filter{2: {All: true}, 1: {Library: true}, 0: {}} {
		digit := byte(levelProgram + at)
		last := int64(0)
		for _, row := range view.RowsBetween(m.t, f, m.window.first, m.window.last) {
			place := row.Event - m.window.first
			level[place] = min(level[place], digit)
			if digit == levelMachine {
				texts[place] = row.Text
				m.addFailure(place, row)
			}
			if row.Handoff != "" {
				text := m.text(row.Handoff)
				m.Switches[at].add(&last, place, text)
				m.Chinese[text] = view.InChinese(row.Handoff)
			}
		}
	}
	m.Level = string(level)
	m.addTexts(texts)
}

func (m *runMaker) addTexts(texts []string) {
	p := packer{last: map[string][]int64{}}
	for _, text := range texts {
		pattern, numbers := p.pack(text)
		m.Text = append(m.Text, m.text(pattern))
		m.Number = append(m.Number, numbers...)
	}
}

func (m *runMaker) addFailure(place int, row view.StepRow) {
	if row.Failure != nil {
		in := strings.Split(view.InChinese(strings.Join(row.Failure, "\n")), "\n")
		m.Failures = append(m.Failures, failure{place, row.Failure, in})
	}
}

// add adds what something is from an event on, where last is the event before it in the line.
func (l *line) add(last *int64, event int, value int64) {
	l.Event = append(l.Event, int64(event)-*last)
	l.Value = append(l.Value, value)
	*last = int64(event)
}
