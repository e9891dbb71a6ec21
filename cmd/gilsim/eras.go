// This file defines the eras of CPython: what --python sets at once.

package main

import (
	"slices"

	"github.com/gilsim/gilsim/gil"
)

// An era is a version of CPython as far as its lock is concerned.
type era struct {
	name       string
	discipline gil.Discipline
	checks     gil.Checks // without meaning if there is no lock
	bytecode   int64      // cost of a bytecode, ps
}

// eras lists the versions, the oldest first.
//
// Disciplines and checks are those of CPython's source: ticks up to 3.1, the interval since 3.2, checks at backward
// jumps and calls alone since 3.10 (PR 18334), not after specialised calls since 3.11, no lock in a free-threaded build.
//
// A bytecode's cost was measured with the count-down `while n > 0: n -= 1`, sequentially in one thread, 10,000,000
// rounds of 9 bytecodes on a 2-core virtual machine: 2.7.18 in 0.164 s, 3.9.18 in 0.305 s, 3.11.7 in 0.224 s, 3.13.0 in
// 0.232 s, 3.13.5 free-threaded in 0.300 s. Three have no figure of their own: 3.6 and 3.10 have that of 3.9, whose
// interpreter does not specialise either, and 3.12 the mean of 3.11 and 3.13.
var eras = []era{
	{"2.7", gil.Ticks, gil.Every, 1822},
	{"3.6", gil.Interval, gil.Every, 3389},
	{"3.9", gil.Interval, gil.Every, 3389},
	{"3.10", gil.Interval, gil.Calls, 3389},
	{"3.11", gil.Interval, gil.Calls311, 2489},
	{"3.12", gil.Interval, gil.Calls311, 2533},
	{"3.13", gil.Interval, gil.Calls311, 2578},
	{"3.13t", gil.Off, gil.Calls311, 3333},
}

// eraNames returns what --python takes.
func eraNames() []string {
	names := make([]string, len(eras))
	for i := range eras {
		names[i] = eras[i].name
	}
	return names
}

// eraOf returns the era of this name, nil if it is none of eraNames, as the header of a trace may have it.
func eraOf(name string) *era {
	i := slices.IndexFunc(eras, func(e era) bool { return e.name == name })
	if i < 0 {
		return nil
	}
	return &eras[i]
}

// hasLock reports whether the lock goes by the rules of the era's.
func (e *era) hasLock(c gil.Config) bool {
	return c.Discipline == e.discipline && (c.Checks == e.checks || c.Discipline == gil.Off)
}

// usualChecks returns the checks of a discipline where nothing else is said: those of the latest version that has it.
func usualChecks(d gil.Discipline) gil.Checks {
	if d == gil.Ticks {
		return gil.Every
	}
	return gil.Calls311
}
