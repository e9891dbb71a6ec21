// This file writes what is possible under which version of CPython.

package report

import (
	"strings"

	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/sched/search"
	"github.com/gilsim/gilsim/trace/view"
)

// SearchedEras are the searches of one program under several versions of CPython.
type SearchedEras struct{ list []Searched }

// Add adds a search.
func (e *SearchedEras) Add(s Searched) { e.list = append(e.list, s) }

// Worst returns what was found that counts most: something wrong, then what is incomplete.
func (e *SearchedEras) Worst() *search.Found {
	worst := &search.Found{Verdict: search.Pass}
	for i := range e.list {
		switch f := e.list[i].Found; f.Verdict {
		case search.Fail:
			return f
		case search.Incomplete:
			worst = f
		}
	}
	return worst
}

// Page shows a line for each version.
func (e *SearchedEras) Page(width int) *layout.Page {
	p := newPage(width)
	info := e.list[0].Info
	program := []view.Cell{layout.Styled(layout.StyleTitle, info.Workload)}
	for _, param := range info.Params {
		program = append(program, layout.Plain(param.Key+" "+grouped3(param.Value)))
	}
	p.List("", program...)
	p.Blank()
	t := &layout.Table{Columns: []layout.Column{{Title: "Python", Left: true}, {Title: "lock", Left: true}, {Title: "verdict", Left: true}, {Title: "runs"}, {Title: "wrong results that are possible", Left: true, Spare: 1}}}
	for i := range e.list {
		s := &e.list[i]
		lock := s.Info.Lock.Discipline.String()
		if s.Info.Locked() {
			lock += " " + s.Info.Lock.Checks.String()
		}
		t.Add(s.Info.Python, lock, strings.ToUpper(s.Found.Verdict.String()), layout.Count(s.Found.Runs), layout.Truncate(s.wrong(), max(20, p.Width-50)))
	}
	p.Table(t)
	p.Blank()
	p.Note("PASS: impossible at this size, and proved. FAIL: possible. INCOMPLETE: not found, and not everything was run.")
	if !e.list[0].Judged {
		p.Note("nobody says which results are right, so that exceptions, deadlocks and exit statuses alone are wrong")
	}
	return &p.Page
}

// wrong lists the wrong results.
func (s *Searched) wrong() string {
	var list []string
	for _, o := range s.Found.Outcomes {
		if !o.OK {
			list = append(list, oneLine(o.Result))
		}
	}
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(list, ", ")
}

// Document returns the searches as JSON.
func (e *SearchedEras) Document() *Document {
	d := NewDocument("search")
	d.Describe(e.list[0].Info)
	for i := range e.list {
		d.Searches = append(d.Searches, e.list[i].json())
	}
	return d
}
