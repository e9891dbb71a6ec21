// This file defines where in the program's own source a thread stands, as its trace and schedules name it.

package python

import (
	"github.com/gilsim/gilsim/trace"
)

// locate records where the thread stands, unless that was recorded last.
func (t *Thread) locate() {
	t.locateAt(t.placeAt(-1))
}

// locateAt is locate, of a place that is known.
func (t *Thread) locateAt(here int32) {
	if here != t.standing {
		t.standing = here
		t.sched.Engine().Record(t.sched, trace.At, 0, int64(here))
	}
}

// placeAt returns the number of the place of an instruction of the innermost frame of the program's own files: of the one that is
// being executed, or 1 for the next one of the innermost frame. It is 0 if there is no such frame.
func (t *Thread) placeAt(ahead int) int32 {
	for f := t.frame; f != nil; f = f.back {
		if f.body.unit.own {
			if f == t.frame && ahead >= 0 {
				return t.interp.placeOf(f.body, f.pc)
			}
			return t.interp.placeOf(f.body, max(0, f.pc-1))
		}
	}
	return 0
}

// announcePlace tells the machine below where the next step is made, if a schedule decides whose turn it is.
func (t *Thread) announcePlace(ahead int) {
	if t.interp.ordered {
		t.sched.SetPlace(t.placeAt(ahead))
	}
}

// placeOf returns the number of an instruction's place in the trace.
func (in *Interpreter) placeOf(b *body, pc int) int32 {
	known := in.places[b.number]
	if known == nil {
		known = make([]int32, len(b.instrs)+1)
		in.places[b.number] = known
	}
	if known[pc] == 0 {
		known[pc] = in.run.Names.AddPlace(b.placeOf(pc))
	}
	return known[pc]
}

// placeOf returns an instruction's place. One that is no step has none of a step's numbers.
func (b *body) placeOf(pc int) trace.Place {
	p := trace.Place{File: b.unit.file.Name, Line: b.line(pc), Col: trace.NoColumn}
	if a, ok := b.code.Anchor(pc); ok {
		p.Col, p.Step = a.Col, int32(a.Step)
	}
	return p
}
