// This file defines a compiled file as the machine executes it: what all runs of the program share of it.

package python

import (
	"math/big"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/python/code"
)

// A unit is a compiled file that has been prepared for the machine. It is immutable, and shared by all runs.
type unit struct {
	file   *code.File
	module string   // its name
	pkg    bool     // it is the __init__ of a package
	native bool     // it stands for C code
	own    bool     // it is the program's, and not the library's
	lines  []string // its source
	bodies []*body  // by number; the module's first
	index  map[string]int32
	names  []string // of the global variables, by slot
}

// A body is a Code that has been prepared.
type body struct {
	code    *code.Code
	unit    *unit
	instrs  []code.Instr // with the machine's own instructions, see prepare
	consts  []Value
	doc     Value // the docstring; None where there is none
	number  int   // dense among all bodies of the program: what a thread or a run keeps for it lies there
	simple  int   // how many arguments a call with nothing but positional ones has that only needs to copy them; -1: there is none
	locals  int   // slots of a frame
	free    int   // the first slot of a free variable
	codeObj Value // f.__code__
}

// The machine's own instructions, which stand in the place of others. Their numbers follow those of package code, so that the
// loop's switch is a jump table.
const (
	loadShared    = code.LoadFastLoadAttr + 1 + iota // LoadGlobal of a variable that threads share
	storeShared                                      // StoreGlobal of one
	entryCheck                                       // Resume that is no bytecode, but where a holder looks
	dropIterator                                     // PopTop of the iterator of a loop that is left
	loadParallel                                     // LoadGlobal of threads that run side by side
	storeParallel                                    // StoreGlobal of those
)

// seen marks an instruction whose effect can concern other threads, among the flags of code.
const seen code.Flags = 1 << 7

// prepare makes a unit of a compiled file. Numbers counts the bodies of the program.
func prepare(f *code.File, module string, pkg bool, source string, numbers *int) *unit {
	u := &unit{file: f, module: module, pkg: pkg, lines: splitLines(source)}
	u.nameGlobals()
	shared := sharedGlobals(f)
	for _, c := range f.Code {
		u.native = u.native || c.Flags&code.Native != 0
		b := &body{code: c, unit: u, number: *numbers, locals: len(c.Locals), free: len(c.Locals) - len(c.Closure), simple: -1}
		*numbers++
		if c.KwOnly == 0 && c.Flags&(code.VarArgs|code.VarKw) == 0 {
			b.simple = c.Args
		}
		b.instrs = prepareInstrs(c, shared)
		b.doc = constant(c.Doc)
		b.consts = make([]Value, len(c.Consts))
		for i, k := range c.Consts {
			b.consts[i] = constant(k)
		}
		b.codeObj = (&CodeObject{Object: Object{class: codeClass, flags: static, number: firstCodeNumber + uint32(b.number)}, body: b}).ref()
		u.bodies = append(u.bodies, b)
	}
	return u
}

// nameGlobals gives its place to each name that the code speaks of, and to those that every module has.
func (u *unit) nameGlobals() {
	given := [...]string{"__name__", "__file__", "__doc__", "__package__", "__builtins__", "__path__"}
	n := len(u.file.Globals)
	u.names, u.index = append(make([]string, 0, n+len(given)), u.file.Globals...), make(map[string]int32, n+len(given))
	for i, name := range u.names {
		u.index[name] = int32(i)
	}
	for _, name := range given {
		if _, known := u.index[name]; !known && (u.pkg || name != "__path__") {
			u.index[name] = int32(len(u.names))
			u.names = append(u.names, name)
		}
	}
}

// made returns how many functions the bodies of the unit's module and classes make.
func (u *unit) made() int {
	n := 0
	for _, b := range u.bodies {
		if b.code.Flags&(code.Module|code.Class) != 0 {
			n += len(b.code.Codes)
		}
	}
	return n
}

// prepareInstrs rewrites the instructions of a code.
func prepareInstrs(c *code.Code, shared []bool) []code.Instr {
	instrs := make([]code.Instr, len(c.Instrs))
	for i, in := range c.Instrs {
		if alone := single(in.Op); alone != in.Op {
			in.Op = alone
		}
		switch {
		case in.Op == code.LoadGlobal && shared[in.Arg]:
			in.Op = loadShared
		case in.Op == code.StoreGlobal && shared[in.Arg]:
			in.Op = storeShared
		case in.Op == code.Resume && in.N == 0 && in.Flags&code.Check != 0:
			in.Op = entryCheck
		case in.Op == code.PopTop && in.Arg != 0:
			in.Op = dropIterator
		}
		if !private(in.Op) {
			in.Flags |= seen
		}
		if c.Flags&code.Native != 0 {
			in.Flags = 0
		}
		instrs[i] = in
	}
	return instrs
}

// single returns the instruction that a superinstruction begins with, or op.
func single(op code.Op) code.Op {
	switch op {
	case code.LoadFastLoadFast, code.LoadFastLoadConst, code.LoadFastLoadAttr:
		return code.LoadFast
	case code.StoreFastLoadFast:
		return code.StoreFast
	case code.ForIterStoreFast:
		return code.ForIter
	case code.CompareOpJump:
		return code.CompareOp
	case code.LoadConstReturn:
		return code.LoadConst
	}
	return op
}

// private reports whether an instruction never concerns another thread: it is done to the frame alone.
func private(op code.Op) bool {
	switch op {
	case loadShared, storeShared:
		return false
	case entryCheck:
		return true
	}
	switch op {
	case code.LoadAttr, code.StoreAttr, code.DeleteAttr, code.LoadMethod, code.BinarySubscr, code.StoreSubscr, code.DeleteSubscr, code.ContainsOp,
		code.Call, code.CallMethod, code.CallKw, code.CallMethodKw, code.CallEx, code.ForIter, code.GetIter, code.Send, code.BeforeWith,
		code.GetAwaitable, code.GetAsyncIter, code.GetAsyncNext, code.BeforeAsyncWith,
		code.WithExceptStart, code.ImportName, code.ImportFrom, code.ImportStar, code.UnpackSequence, code.UnpackEx, code.ListExtend, code.SetUpdate,
		code.DictUpdate, code.DictMerge, code.StoreDeref, code.LoadDeref, code.DeleteDeref, code.BinaryAdd, code.BinarySubtract, code.BinaryMultiply,
		code.BinaryOp, code.CompareOp, code.FormatValue, code.GetLen, code.MatchKeys, code.MatchClass,
		code.PopJumpIfFalse, code.PopJumpIfTrue, code.JumpIfFalseOrPop, code.JumpIfTrueOrPop, code.UnaryNot: // the truth of a container is read
		return false
	}
	return true
}

// sharedGlobals returns which global variables threads can share: a function reads or stores them, and a function stores
// them, or the module does so more than once.
func sharedGlobals(f *code.File) []bool {
	inFunction, stored := make([]bool, len(f.Globals)), make([]int, len(f.Globals))
	for _, c := range f.Code {
		inModule := c.Flags&code.Module != 0
		loops := loopsOf(c)
		for at, in := range c.Instrs {
			switch in.Op {
			case code.LoadGlobal:
				inFunction[in.Arg] = inFunction[in.Arg] || !inModule
			case code.StoreGlobal, code.DeleteGlobal:
				inFunction[in.Arg] = inFunction[in.Arg] || !inModule
				stored[in.Arg]++
				if !inModule || loops[at] {
					stored[in.Arg]++
				}
			}
		}
	}
	shared := make([]bool, len(f.Globals))
	for i := range shared {
		shared[i] = inFunction[i] && stored[i] > 1
	}
	return shared
}

// loopsOf returns which instructions lie in a loop.
func loopsOf(c *code.Code) []bool {
	in := make([]bool, len(c.Instrs))
	for at, jump := range c.Instrs {
		switch jump.Op {
		case code.Jump, code.PopJumpIfTrue, code.PopJumpIfFalse, code.PopJumpIfNone, code.PopJumpIfNotNone:
			for i := int(jump.Arg); i < at; i++ {
				in[i] = true
			}
		}
	}
	return in
}

// constant makes a value of a constant. It is package data of the program: runs share it.
func constant(k code.Const) Value {
	switch k := k.(type) {
	case nil:
		return none
	case code.Bool:
		return boolean(bool(k))
	case code.Int:
		return integer(int64(k))
	case *big.Int:
		return constantObject(bigInt(k))
	case code.Float:
		return float(float64(k))
	case code.Str:
		v := newStr(string(k))
		as[Str](v).hash.Store(hashString(string(k)))
		return constantObject(v)
	case code.Bytes:
		return constantObject(newBytes(string(k)))
	case code.Ellipsis:
		return ellipsis
	case code.Tuple:
		return constantObject(newTuple(constants(k)...))
	case code.FrozenSet:
		// CPython's compiler makes it of the constants, and once more of its members in their order (merge_consts_recursive).
		s := newSet(frozensetClass)
		for range 2 {
			members := constants(k)
			if s.live > 0 {
				members = s.members()
			}
			s = newSet(frozensetClass)
			for _, v := range members {
				h, _ := hash(new(Thread), v)
				s.add(v, h)
			}
		}
		return constantObject(s.ref())
	}
	panic("python: a constant of another kind")
}

func constants(list []code.Const) []Value {
	values := make([]Value, len(list))
	for i, k := range list {
		values[i] = constant(k)
	}
	return values
}

// constantObject marks an object that runs share. Its number is made of its place in memory nowhere: equal constants have equal numbers.
func constantObject(v Value) Value {
	v.p.flags |= static
	if h, ok := hash(new(Thread), v); ok {
		v.p.number = uint32(h)&0x7fff | 0x8000
	}
	return v
}

// place returns the line of an instruction, such as "bank.py:31".
func (b *body) place(pc int) string {
	return path.Base(b.unit.file.Name) + ":" + strconv.Itoa(int(b.line(pc)))
}

// line returns the line of an instruction, or of the next one before it that has one.
func (b *body) line(pc int) int32 {
	for ; pc >= 0; pc-- {
		if pc < len(b.code.Positions) && b.code.Positions[pc].Line > 0 {
			return b.code.Positions[pc].Line
		}
	}
	return b.code.FirstLine
}

// forParallel returns the program as threads execute it that run side by side.
func (p *Program) forParallel() *Program {
	p.parallel.Do(func() {
		q := &Program{Name: p.Name, version: p.version, major: p.major, minor: p.minor, units: make(map[string]*unit, len(p.units)), bodies: p.bodies}
		for name, u := range p.units {
			q.units[name] = u.forParallel()
		}
		p.sideBySide = q
	})
	return p.sideBySide
}

// forParallel returns a copy of the unit with instructions that load and store variables of modules at once.
func (u *unit) forParallel() *unit {
	c := *u
	c.bodies = make([]*body, len(u.bodies))
	for i, b := range u.bodies {
		copied := *b
		copied.unit, copied.instrs = &c, slices.Clone(b.instrs)
		for pc := range copied.instrs {
			switch in := &copied.instrs[pc]; in.Op {
			case code.LoadGlobal, loadShared:
				in.Op = loadParallel
			case code.StoreGlobal, storeShared:
				in.Op = storeParallel
			}
		}
		copied.codeObj = (&CodeObject{Object: *b.codeObj.p, body: &copied}).ref()
		c.bodies[i] = &copied
	}
	return &c
}

// splitLines returns the lines of a source without their ends.
func splitLines(source string) []string {
	return strings.Split(strings.ReplaceAll(source, "\r\n", "\n"), "\n")
}
