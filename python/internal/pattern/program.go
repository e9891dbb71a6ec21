package pattern

// An op says what an instruction does.
type op uint8

const (
	opRune      op = iota // the next character is c
	opRuneFold            // the same, in any case
	opSet                 // the next character is in set
	opAny                 // a place, of kind at
	opSplit               // go on at x; if that fails, at y
	opJump                // go on at x
	opSave                // remember where we are in slot x
	opMark                // register x is no place yet
	opLoop                // if we are where register x says, go on at y; else that is here: go on behind, and if that fails at y
	opLoopLazy            // the same, with the ways exchanged: at y first; the loop ends where nothing was matched
	opRun                 // least to most characters of set, as many as there are; then fewer
	opRunLazy             // the same, as few as there may be; then more
	opRunAll              // the same, as many as there are, and never fewer
	opReference           // what group x has matched
	opCondition           // go on behind if group x has matched, at y if not
	opLook                // an assertion: the instructions behind, up to opDone; go on at y
	opAtomic              // the same, of what is kept
	opDone                // the end of an assertion, an atomic group, or of the whole
)

// An instr is an instruction.
type instr struct {
	op          op
	not, behind bool
	at          at
	c           rune
	x, y        int
	least, most int
	flags       Flags
	set         *set
}

// A Program is a compiled expression.
type Program struct {
	Expression
	code      []instr
	registers int
}

// mostCode is how many instructions a program may have: repetitions are written out.
const mostCode = 1 << 20

// Compile reads an expression and returns its program. Its errors are of type *Error.
func Compile(r []rune, flags Flags, bytes bool) (p *Program, err error) {
	e, err := Parse(r, flags, bytes)
	if err != nil {
		return nil, err
	}
	p = &Program{Expression: *e}
	defer func() {
		if err = wrong(recover()); err != nil {
			p = nil
		}
	}()
	p.compile(e.root)
	p.emit(instr{op: opDone})
	return p, nil
}

func (p *Program) emit(i instr) int {
	if len(p.code) >= mostCode {
		panic(&Error{Text: "regular expression code size limit exceeded", Kind: TooLarge})
	}
	p.code = append(p.code, i)
	return len(p.code) - 1
}

func (p *Program) compile(n node) {
	switch n := n.(type) {
	case literal:
		if n.flags&IgnoreCase != 0 {
			p.emit(instr{op: opSet, set: n.set()})
			return
		}
		p.emit(instr{op: opRune, c: n.c})
	case class:
		p.emit(instr{op: opSet, set: n.set})
	case sequence:
		for _, part := range n {
			p.compile(part)
		}
	case branch:
		p.branches(n)
	case repeat:
		p.repeat(n)
	case group:
		if n.number == 0 {
			p.compile(n.body)
			return
		}
		p.emit(instr{op: opSave, x: 2 * n.number})
		p.compile(n.body)
		p.emit(instr{op: opSave, x: 2*n.number + 1})
	case atomic:
		p.within(instr{op: opAtomic}, n.body)
	case look:
		width, most := n.body.width()
		if n.behind && width != most {
			panic(&Error{Text: "look-behind requires fixed-width pattern", At: -1})
		}
		p.within(instr{op: opLook, not: n.not, behind: n.behind, x: width}, n.body)
	case place:
		p.emit(instr{op: opAny, at: n.at})
	case reference:
		p.emit(instr{op: opReference, x: n.number, flags: n.flags})
	case conditional:
		at := p.emit(instr{op: opCondition, x: n.number})
		p.compile(n.yes)
		end := p.emit(instr{op: opJump})
		p.code[at].y = len(p.code)
		p.compile(n.no)
		p.code[end].x = len(p.code)
	}
}

// set returns the set of a literal that is one in any case.
func (l literal) set() *set {
	return (&set{spans: []span{{l.c, l.c}}, flags: l.flags}).finish()
}

// within compiles what is executed as a whole, behind an instruction.
func (p *Program) within(i instr, body node) {
	at := p.emit(i)
	p.compile(body)
	p.emit(instr{op: opDone})
	p.code[at].y = len(p.code)
}

func (p *Program) branches(all branch) {
	var ends []int
	for i, n := range all {
		if i == len(all)-1 {
			p.compile(n)
			break
		}
		split := p.emit(instr{op: opSplit})
		p.code[split].x = len(p.code)
		p.compile(n)
		ends = append(ends, p.emit(instr{op: opJump}))
		p.code[split].y = len(p.code)
	}
	for _, e := range ends {
		p.code[e].x = len(p.code)
	}
}

// one returns the set of a part that is always one character, or nil.
func one(n node) *set {
	switch n := n.(type) {
	case literal:
		return n.set()
	case class:
		return n.set
	case sequence:
		if len(n) == 1 {
			return one(n[0])
		}
	}
	return nil
}

func (p *Program) repeat(r repeat) {
	if s := one(r.body); s != nil {
		p.emit(instr{op: pick(r.possessive, opRunAll, pick(r.lazy, opRunLazy, opRun)), set: s, least: r.least, most: r.most})
		return
	}
	if r.possessive {
		r.possessive = false
		p.within(instr{op: opAtomic}, r)
		return
	}
	for range r.least {
		p.compile(r.body)
	}
	if r.most == unlimited {
		p.loop(r)
		return
	}
	var splits []int
	for range r.most - r.least {
		split := p.emit(instr{op: opSplit})
		splits = append(splits, split)
		p.code[split].x = len(p.code)
		p.compile(r.body)
	}
	for _, s := range splits {
		p.code[s].y = len(p.code)
		if r.lazy {
			p.code[s].x, p.code[s].y = p.code[s].y, p.code[s].x
		}
	}
}

// loop compiles any number of repetitions: one that has matched nothing is the last.
func (p *Program) loop(r repeat) {
	register := p.registers
	p.registers++
	p.emit(instr{op: opMark, x: register})
	head := p.emit(instr{op: pick(r.lazy, opLoopLazy, opLoop), x: register})
	p.compile(r.body)
	p.emit(instr{op: opJump, x: head})
	p.code[head].y = len(p.code)
}
