package pattern

import "errors"

// A Mode says where a match is looked for.
type Mode int

// The modes.
const (
	Match     Mode = iota // at the beginning
	Search                // at the first place where there is one
	FullMatch             // from the beginning to the end
)

// MostSteps is how many steps one match may take, some seconds: an expression that goes back over its choices without end is an error.
const MostSteps = 200_000_000

// ErrTooLong says that a match has taken MostSteps.
var ErrTooLong = errors.New("the match has taken 200000000 steps: the regular expression goes back over too many choices")

// mostChoices is how many choices a match may keep.
const mostChoices = 1 << 22

// ErrTooLarge says that a match has more than mostChoices.
var ErrTooLarge = errors.New("the match keeps more than 4194304 choices")

// A choice is what a match can go back to.
type choice struct {
	kind    choiceKind
	pc, at  int
	n, most int // of a run: how many characters it has taken, and how many it may take
}

type choiceKind uint8

const (
	toGo     choiceKind = iota // go on at pc
	undoSave                   // slot pc was at
	undoMark                   // register pc was at
	undoLast                   // the last group was pc
	toShrink                   // a run takes one less
	toGrow                     // a run takes one more
)

// A Matcher matches a program with a text.
type Matcher struct {
	p     *Program
	text  []rune
	end   int
	full  bool
	slots []int // where groups begin and end, -1: not
	marks []int
	last  int // the group that was closed last
	stack []choice
	Steps int // how many steps have been made
}

// NewMatcher returns one for a text, of which it sees what stands before end.
func NewMatcher(p *Program, text []rune, end int) *Matcher {
	return &Matcher{p: p, text: text, end: end, slots: make([]int, 2*p.Groups+2), marks: make([]int, p.registers)}
}

// Find looks for a match from a place on. With advance set an empty match there is none. It returns the places where the match and
// its groups begin and end, -1 for a group that took no part, and the group that was closed last, 0 if there is none; nil: there is no
// match.
func (m *Matcher) Find(from int, mode Mode, advance bool) (slots []int, last int, err error) {
	m.full = mode == FullMatch
	for at := from; at <= m.end; at++ {
		if first := &m.p.code[0]; mode == Search && first.op == opRune && at < m.end && m.text[at] != first.c {
			m.Steps++
			continue
		}
		for i := range m.slots {
			m.slots[i] = -1
		}
		m.last, m.stack = 0, m.stack[:0]
		end, ok, err := m.run(0, at, advance && at == from)
		if err != nil {
			return nil, 0, err
		}
		if ok {
			m.slots[0], m.slots[1] = at, end
			for i := 2; i < len(m.slots); i += 2 {
				if m.slots[i+1] < 0 {
					m.slots[i] = -1
				}
			}
			return append([]int(nil), m.slots...), m.last, nil
		}
		if mode != Search {
			break
		}
	}
	return nil, 0, nil
}

// run executes the instructions from pc on to opDone and returns where it is then. An empty match does not count if advance is set.
func (m *Matcher) run(pc, at int, advance bool) (end int, ok bool, err error) {
	base, begin, outermost := len(m.stack), at, pc == 0
	for {
		if m.Steps++; m.Steps > MostSteps {
			return 0, false, ErrTooLong
		}
		if len(m.stack) > mostChoices {
			return 0, false, ErrTooLarge
		}
		i := &m.p.code[pc]
		good := true
		switch i.op {
		case opRune:
			good = at < m.end && m.text[at] == i.c
			at++
		case opSet:
			good = at < m.end && i.set.has(m.text[at])
			at++
		case opAny:
			good = m.place(i.at, at)
		case opSplit:
			m.stack = append(m.stack, choice{kind: toGo, pc: i.y, at: at})
			pc = i.x - 1
		case opJump:
			pc = i.x - 1
		case opSave:
			m.save(i.x, at)
		case opMark:
			m.mark(i.x, -1)
		case opLoop:
			if m.marks[i.x] == at {
				pc = i.y - 1
				break
			}
			m.stack = append(m.stack, choice{kind: toGo, pc: i.y, at: at})
			m.mark(i.x, at)
		case opLoopLazy:
			if m.marks[i.x] != at {
				m.stack = append(m.stack, choice{kind: toGo, pc: -pc - 1, at: at})
			}
			pc = i.y - 1
		case opRun, opRunAll, opRunLazy:
			at, good = m.begins(i, pc, at)
		case opReference:
			at, good = m.repeats(i, at)
		case opCondition:
			if m.slots[2*i.x+1] < 0 {
				pc = i.y - 1
			}
		case opLook, opAtomic:
			at, good, err = m.aside(i, pc, at)
			if err != nil {
				return 0, false, err
			}
			pc = i.y - 1
		case opDone:
			if !outermost || !(m.full && at != m.end) && !(advance && at == begin) {
				return at, true, nil
			}
			good = false
		}
		pc++
		if !good {
			if pc, at, ok = m.back(base); !ok {
				return 0, false, nil
			}
		}
	}
}

// back goes back to the last choice.
func (m *Matcher) back(base int) (pc, at int, ok bool) {
	for len(m.stack) > base {
		m.Steps++
		top := len(m.stack) - 1
		c := &m.stack[top]
		switch c.kind {
		case toGo:
			pc, at = c.pc, c.at
			m.stack = m.stack[:top]
			if pc < 0 { // another round of a lazy loop
				pc = -pc - 1
				m.mark(m.p.code[pc].x, at)
				pc++
			}
			return pc, at, true
		case undoSave, undoMark, undoLast:
			m.restore(c)
		case toShrink:
			if c.n > c.most {
				c.n--
				return c.pc + 1, c.at + c.n, true
			}
		case toGrow:
			if i := &m.p.code[c.pc]; c.n < c.most && c.at+c.n < m.end && i.set.has(m.text[c.at+c.n]) {
				c.n++
				return c.pc + 1, c.at + c.n, true
			}
		}
		m.stack = m.stack[:top]
	}
	return 0, 0, false
}

func (m *Matcher) save(slot, at int) {
	m.stack = append(m.stack, choice{kind: undoSave, pc: slot, at: m.slots[slot]})
	m.slots[slot] = at
	if slot%2 == 1 {
		m.stack = append(m.stack, choice{kind: undoLast, pc: m.last})
		m.last = slot / 2
	}
}

func (m *Matcher) mark(register, at int) {
	m.stack = append(m.stack, choice{kind: undoMark, pc: register, at: m.marks[register]})
	m.marks[register] = at
}

// begins takes the characters of a run.
func (m *Matcher) begins(i *instr, pc, at int) (int, bool) {
	most := min(i.most, m.end-at)
	if most < i.least {
		return at, false
	}
	want := most
	if i.op == opRunLazy {
		want = i.least
	}
	n := 0
	for n < want && i.set.has(m.text[at+n]) {
		n++
	}
	m.Steps += n
	switch {
	case n < i.least:
		return at, false
	case i.op == opRun && n > i.least:
		m.stack = append(m.stack, choice{kind: toShrink, pc: pc, at: at, n: n, most: i.least})
	case i.op == opRunLazy:
		m.stack = append(m.stack, choice{kind: toGrow, pc: pc, at: at, n: n, most: most})
	}
	return at + n, true
}

// repeats matches what a group has matched.
func (m *Matcher) repeats(i *instr, at int) (int, bool) {
	from, to := m.slots[2*i.x], m.slots[2*i.x+1]
	if from < 0 || to < from || to-from > m.end-at {
		return at, false
	}
	for k := from; k < to; k++ {
		a, b := m.text[k], m.text[at+k-from]
		if a != b && (i.flags&IgnoreCase == 0 || !same(a, b, i.flags)) {
			return at, false
		}
	}
	m.Steps += to - from
	return at + to - from, true
}

func same(a, b rune, flags Flags) bool {
	for _, c := range cases(a, flags) {
		if c == b {
			return true
		}
	}
	return false
}

// aside executes an assertion or an atomic group, whose choices are dropped; what they have remembered is undone if the match goes back.
func (m *Matcher) aside(i *instr, pc, at int) (int, bool, error) {
	begin := at
	if i.op == opLook && i.behind {
		if begin -= i.x; begin < 0 {
			return at, i.not, nil
		}
	}
	base, full, end := len(m.stack), m.full, m.end
	m.full = false
	to, ok, err := m.run(pc+1, begin, false)
	m.full, m.end = full, end
	switch {
	case err != nil:
		return 0, false, err
	case !ok:
		return at, i.op == opLook && i.not, nil
	case i.op == opLook && i.not:
		for len(m.stack) > base {
			m.undo()
		}
		return at, false, nil
	}
	m.keepUndo(base)
	if i.op == opLook {
		to = at
	}
	return to, true, nil
}

// undo takes the last choice off, and what it would have undone.
func (m *Matcher) undo() {
	m.restore(&m.stack[len(m.stack)-1])
	m.stack = m.stack[:len(m.stack)-1]
}

// restore puts back what a choice has kept, if it is one that undoes.
func (m *Matcher) restore(c *choice) {
	switch c.kind {
	case undoSave:
		m.slots[c.pc] = c.at
	case undoMark:
		m.marks[c.pc] = c.at
	case undoLast:
		m.last = c.pc
	}
}

// keepUndo drops the choices above base and keeps what undoes.
func (m *Matcher) keepUndo(base int) {
	kept := m.stack[:base]
	for _, c := range m.stack[base:] {
		switch c.kind {
		case undoSave, undoMark, undoLast:
			kept = append(kept, c)
		}
	}
	m.stack = kept
}

// place reports whether a place is of a kind.
func (m *Matcher) place(kind at, i int) bool {
	switch kind {
	case atBeginning, atStart:
		return i == 0
	case atBeginningOfLine:
		return i == 0 || m.text[i-1] == '\n'
	case atEnd:
		return i == m.end || i == m.end-1 && m.text[i] == '\n'
	case atEndOfLine:
		return i == m.end || m.text[i] == '\n'
	case atFinish:
		return i == m.end
	}
	ascii := kind == atASCIIBoundary || kind == atNoASCIIBoundary
	is := func(i int) bool { return 0 <= i && i < m.end && word(m.text[i]) && (!ascii || m.text[i] < 128) }
	boundary := is(i-1) != is(i)
	return boundary == (kind == atBoundary || kind == atASCIIBoundary) && (boundary || m.end > 0)
}
