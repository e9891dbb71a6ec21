// This file defines the checker, which holds a trace against the rules that every engine's trace obeys.

package trace

import (
	"errors"
	"fmt"
)

// maxBroken is how many breaches a Checker tells in full: most often one mistake breaks rules from then on.
const maxBroken = 20

// A Checker is a Recorder that holds each event against the rules (see runRules, actorRules and turnRules). It needs memory for the
// names, not for the events, and never stops a run: what it found is told by Err.
//
// It is for whole traces, as the rules speak of how a thread began. An event on no core is not held against the rules
// on cores, since the trace of a real run does not know them. A real run's threads act at the same time, so that its
// stamps prove less: see Real. In a schedule, a trace with turns in which no thread has got
// a core, nothing but the turns is checked.
type Checker struct {
	checkState
	broken []error
	more   int // breaches beyond maxBroken
}

// NewChecker returns a Checker for events that refer to names, which may grow meanwhile.
func NewChecker(names *Names) *Checker { return &Checker{checkState: newCheckState(names)} }

// Real tells the Checker, before the first event, that the events are those of a real machine. What enables an event is
// stamped before it takes effect there, and what is enabled after; so the order is proved of what excludes each other, of
// an end and a join, of a wake-up and what it wakes. It is not proved of two loads or stores that no interpreter lock
// keeps apart, nor whether a wake-up came before a wait began or after.
func (c *Checker) Real() { c.real = true }

// CheckerOf returns a Checker for the events of a run of which the header tells: it is a real machine's if its setting machine
// is real, and of a program in Python if its source is a parameter. Such a program can change an item or an attribute by what is no
// step of its own: a method such as list.sort, or code of the library.
func CheckerOf(h Header, names *Names) *Checker {
	c := NewChecker(names)
	if machine, _ := Lookup(h.Config, "machine"); machine == "real" {
		c.Real()
	}
	_, c.python = Lookup(h.Params, "source")
	return c
}

// Check holds a whole trace against the rules and returns what Checker.Err does. Its header says by which machine it was made.
func Check(t *Trace) error {
	c := CheckerOf(t.Header, t.Names)
	c.Record(t.Events)
	return c.Err()
}

// Record checks the events.
func (c *Checker) Record(events []Event) {
	for i := range events {
		c.event(&events[i])
	}
}

// Err returns nil if no rule was broken; otherwise the breaches joined, in the order of the trace, one sentence each
// with the number of the event (the first is 1), its time, its thread and the rule. After 20 it only counts them.
func (c *Checker) Err() error {
	if c.more == 0 {
		return errors.Join(c.broken...)
	}
	return errors.Join(errors.Join(c.broken...), fmt.Errorf("trace: and %d more", c.more))
}

// Unfinished returns a thread that has not left its core for good by the last event, though nothing tells that the run ended
// early: the trace is cut, or is that of a run that goes on. It returns 0 if there is none, and for a schedule.
func (c *Checker) Unfinished() (thread int32) {
	if c.schedule || c.halted || !c.ran {
		return 0
	}
	for id := range c.threads {
		if t := &c.threads[id]; id > 0 && t.spawned && !t.gone {
			return int32(id)
		}
	}
	return 0
}

// event looks at one event with the rules, and only then lets it change the state.
func (c *Checker) event(e *Event) {
	c.count++
	rules := runRules
	switch {
	case e.Kind == Turn:
		c.beSchedule()
		rules = turnRules
	case c.schedule:
		return
	}
	if !c.hold(e, rules) {
		return
	}
	if c.concernsActors(e) {
		c.hold(e, actorRules)
	}
	c.apply(e)
}

// concernsActors reports whether an event is to be held against actorRules: most threads have no greenlets.
func (c *Checker) concernsActors(e *Event) bool {
	return e.Kind != Turn && (e.Actor != 0 || e.Kind.Switches() || c.actors.current(e.Thread) != 0)
}

// hold holds an event against some rules. It reports whether the event is to be looked at further.
func (c *Checker) hold(e *Event, rules []rule) bool {
	for i := range rules {
		why := rules[i].broken(&c.checkState, e)
		if why == "" {
			continue
		}
		c.report(e, &rules[i], why)
		if rules[i].last {
			return false
		}
	}
	return true
}

// beSchedule forgets what was found, at the first turn, if no thread has got a core: the trace has proved to be a schedule.
func (c *Checker) beSchedule() {
	if !c.schedule && !c.ran {
		c.schedule, c.broken, c.more = true, nil, 0
	}
}

func (c *Checker) report(e *Event, r *rule, why string) {
	if len(c.broken) == maxBroken {
		c.more++
		return
	}
	c.broken = append(c.broken, fmt.Errorf("trace: event %d at %d ns, %s %s: rule %q: %s, but %s",
		c.count, e.Time, appendWho(nil, e.Thread, e.Actor), e.Kind, r.name, r.says, why))
}
