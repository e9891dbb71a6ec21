// This file writes the head of a report: what ran, and on what.

package main

import (
	"strconv"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/trace/view"
)

// title adds two lines: the program with its parameters, and the lock with the machine.
func (p *page) title(info runInfo) {
	name := info.workload
	if name == "" {
		name = "a program of your own"
	}
	program := []view.Cell{styled(styleTitle, name)}
	for _, param := range info.params {
		program = append(program, plain(param.Key+" "+grouped3(param.Value)))
	}
	p.list("", program...)
	machine := lockCells(info.lock)
	if info.cores > 0 {
		machine = append(machine, plain(plural(info.cores, "core")))
	}
	if info.real {
		machine = append(machine, plain("for real"))
	}
	machine = append(machine, plain(seedText(info)))
	if info.python != "" {
		machine = append(machine, plain(eraText(info)))
	}
	p.list("", machine...)
}

// eraText says which era was chosen. If the lock is another one than the era's, only the speed is left of it.
func eraText(info runInfo) string {
	era, err := gil.CPython(info.python)
	sameChecks := info.lock.Checks == era.Lock.Checks || !info.locked()
	if err == nil && info.lock.Discipline == era.Lock.Discipline && sameChecks {
		return "as CPython " + info.python
	}
	return "speed of CPython " + info.python
}

// seedText says which seed or seeds there are.
func seedText(info runInfo) string {
	if info.seeds > 1 {
		return "seeds " + strconv.FormatUint(info.seed, 10) + " to " + strconv.FormatUint(info.seed+uint64(info.seeds)-1, 10)
	}
	return "seed " + strconv.FormatUint(info.seed, 10)
}

// lockName names a lock in a word or two, as --gil takes it.
func lockName(c gil.Config) string {
	if c.Discipline == gil.On {
		return "gil " + gilOn
	}
	return "gil " + c.Discipline.String()
}

// lockCells says which lock there is, with the parameters that matter to it.
func lockCells(c gil.Config) []view.Cell {
	name, checks := plain("gil "+c.Discipline.String()), plain("checks "+c.Checks.String())
	switch c.Discipline {
	case gil.Off:
		return []view.Cell{name}
	case gil.Interval:
		return []view.Cell{plain("gil on (interval)"), plain("switch interval " + shortDuration(c.Interval)), checks}
	case gil.Ticks:
		return []view.Cell{name, plain("check interval " + strconv.Itoa(c.CheckInterval)), checks}
	}
	return []view.Cell{name, checks}
}

// grouped3 returns a parameter's value; one that is a whole number has its digits grouped.
func grouped3(value string) string {
	if n, err := strconv.ParseInt(value, 10, 64); err == nil {
		return count(n)
	}
	return value
}
