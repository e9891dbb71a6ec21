// This file defines places: where in its source a thread stands, and the definition lines of them.

package trace

import (
	"math"
	"strconv"
	"strings"
)

// A Place is where in the source of a program a step is made. It is an anchor, too: the line and which of its steps it is stay the
// same when the bytecodes are others.
type Place struct {
	File string
	Line int32 // from 1
	Col  int32 // where the step's source begins, in characters from 0; -1: not known
	Step int32 // which step of the line it is, from 1; 0: not known
}

// NoColumn is the Col of a place of which the column is not known.
const NoColumn = -1

// String returns the place as tracebacks have it: the file's base name and the line, such as "bank.py:31".
func (p Place) String() string {
	return p.File[strings.LastIndexAny(p.File, `/\`)+1:] + ":" + strconv.Itoa(int(p.Line))
}

// Covers reports whether another place is this one as far as this one says, whatever the folder of the file: the step of its number, or
// else the one in that column, or else any of the line.
func (p Place) Covers(other Place) bool {
	if p.String() != other.String() {
		return false
	}
	switch {
	case p.Step > 0:
		return p.Step == other.Step
	case p.Col >= 0:
		return p.Col == other.Col
	}
	return true
}

// AddPlace defines the next place.
func (n *Names) AddPlace(p Place) int32 {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.places = append(n.places, p)
	return int32(len(n.places))
}

// Place returns a place by its number, which is the Arg of an event, and whether it is defined.
func (n *Names) Place(id int64) (Place, bool) {
	n.mu.RLock()
	defer n.mu.RUnlock()
	p, _ := byNumber(n.places, id)
	return p, p.Line > 0 // a file may leave numbers out
}

func (w *Writer) needPlace(id int64) {
	if w.places.of(id) != markNone {
		return
	}
	if _, ok := w.names.Place(id); w.accept("place", id, ok) {
		w.fill(&w.places, id, w.writePlace)
		w.writePlace(int32(id))
	}
}

func (w *Writer) writePlace(id int32) {
	if p, ok := w.names.Place(int64(id)); ok {
		w.define("place p", id, p.position()+" ", p.File)
		w.places.set(id, markDefined)
	}
}

// position is the part of a place's definition that says where in the file: 31:8#2, with what is not known left out.
func (p Place) position() string {
	text := strconv.Itoa(int(p.Line))
	if p.Col >= 0 {
		text += ":" + strconv.Itoa(int(p.Col))
	}
	if p.Step > 0 {
		text += "#" + strconv.Itoa(int(p.Step))
	}
	return text
}

// parsePosition reads what position writes.
func parsePosition(text string) (p Place, ok bool) {
	p.Col = NoColumn
	rest, step, numbered := strings.Cut(text, "#")
	line, col, placed := strings.Cut(rest, ":")
	ok = parsePart(line, 1, &p.Line)
	if placed {
		ok = ok && parsePart(col, 0, &p.Col)
	}
	if numbered {
		ok = ok && parsePart(step, 1, &p.Step)
	}
	return p, ok
}

func parsePart(text string, least int64, into *int32) bool {
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil || n < least || n > math.MaxInt32 || text[0] == '+' {
		return false
	}
	*into = int32(n)
	return true
}

// readPlace reads the definition of a place.
func (r *Reader) readPlace(text string) error {
	ref, rest := cutWord(text)
	id, err := r.newNumber("place", ref)
	if err != nil {
		return err
	}
	position, rest := cutWord(rest)
	p, ok := parsePosition(position)
	if !ok {
		return r.fail("the place %s is at %.40q, want a line such as 31, or 31:8 with its column from 0, or 31#2 for the line's second step", ref, position)
	}
	if p.File, err = r.unquote(rest); err != nil {
		return err
	}
	if n := len(appendDefinition(nil, "place p", id, p.position()+" ", p.File)); n > maxLine {
		return r.fail("%s needs %d bytes with what cannot be printed written in escapes, but a line holds %d", ref, n, maxLine)
	}
	r.places.set(id, markDefined)
	r.names.definePlace(id, p)
	return nil
}

// definePlace gives place id its value, under the same conditions as defineThread.
func (n *Names) definePlace(id int32, p Place) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.places = extend(n.places, int(id))
	n.places[id-1] = p
}

// PlaceLabel returns a place as it is shown to people, such as "bank.py:31", or p7 if it is not defined.
func (n *Names) PlaceLabel(id int64) string {
	p, ok := n.Place(id)
	if !ok {
		return "p" + strconv.FormatInt(id, 10)
	}
	return Printable(p.String())
}
