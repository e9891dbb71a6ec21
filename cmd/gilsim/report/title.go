// This file writes the head of a report: what ran, and on what.

package report

import (
	"strconv"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/trace/view"
)

// A page has the parts of reports as methods.
type page struct{ layout.Page }

func newPage(width int) *page { return &page{*layout.New(width)} }

// good adds a line that says that all is well.
func (p *page) good(text string) { p.Line(layout.Styled(layout.StyleGood, "✓ "), layout.Plain(text)) }

// bad adds a line that says that something is not.
func (p *page) bad(text string) { p.Line(layout.Styled(view.StyleFailure, "✗ "), layout.Plain(text)) }

// TitlePage says what is going to run for real.
func TitlePage(info experiment.Info, width int) *layout.Page {
	p := newPage(width)
	info.Real = true
	p.title(info, 1)
	return &p.Page
}

// title adds two lines: the program with its parameters, and the lock with the machine.
func (p *page) title(info experiment.Info, seeds int) {
	name := info.Workload
	if name == "" {
		name = "a program of your own"
	}
	program := []view.Cell{layout.Styled(layout.StyleTitle, name)}
	for _, param := range info.Params {
		program = append(program, layout.Plain(param.Key+" "+grouped3(param.Value)))
	}
	p.List("", program...)
	machine := lockCells(info.Lock)
	if info.Cores > 0 {
		machine = append(machine, layout.Plain(layout.Plural(info.Cores, "core")))
	}
	if info.Real {
		machine = append(machine, layout.Plain("for real"))
	}
	machine = append(machine, layout.Plain(seedText(info.Seed, seeds)))
	if info.Python != "" {
		machine = append(machine, layout.Plain(eraText(info)))
	}
	p.List("", machine...)
}

// eraText says which era was chosen. If the lock is another one than the era's, only the speed is left of it.
func eraText(info experiment.Info) string {
	era, err := gil.CPython(info.Python)
	sameChecks := info.Lock.Checks == era.Lock.Checks || !info.Locked()
	if err == nil && info.Lock.Discipline == era.Lock.Discipline && sameChecks {
		return "as CPython " + info.Python
	}
	return "speed of CPython " + info.Python
}

// seedText says which seed there is, or which seeds from that one on.
func seedText(seed uint64, seeds int) string {
	if seeds > 1 {
		return "seeds " + strconv.FormatUint(seed, 10) + " to " + strconv.FormatUint(seed+uint64(seeds)-1, 10)
	}
	return "seed " + strconv.FormatUint(seed, 10)
}

// LockName names a lock in a word or two, as --gil takes it.
func LockName(c gil.Config) string {
	if c.Discipline == gil.On {
		return "gil on"
	}
	return "gil " + c.Discipline.String()
}

// lockCells says which lock there is, with the parameters that matter to it.
func lockCells(c gil.Config) []view.Cell {
	name, checks := layout.Plain("gil "+c.Discipline.String()), layout.Plain("checks "+c.Checks.String())
	switch c.Discipline {
	case gil.Off:
		return []view.Cell{name}
	case gil.Interval:
		return []view.Cell{layout.Plain("gil on (interval)"), layout.Plain("switch interval " + layout.Compact(c.Interval)), checks}
	case gil.Ticks:
		return []view.Cell{name, layout.Plain("check interval " + strconv.Itoa(c.CheckInterval)), checks}
	}
	return []view.Cell{name, checks}
}

// grouped3 returns a parameter's value; one that is a whole number has its digits grouped.
func grouped3(value string) string {
	if n, err := strconv.ParseInt(value, 10, 64); err == nil {
		return layout.Count(n)
	}
	return value
}
