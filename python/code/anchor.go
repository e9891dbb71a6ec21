package code

import (
	"fmt"
	"strconv"
	"strings"
)

// An Anchor names a step of a program by its source, so that a recorded schedule still fits when the bytecodes are others: those of
// another version, or of another gilsim. It is the Step-th step, from 1, of a line; a step is an instruction that touches more
// than the frame's own stack and locals. Copies of one instruction (a finally block has some) are one step.
type Anchor struct {
	File string
	Line int32
	Col  int32 // where the step's source begins, in runes from 0; -1: not known
	Step int
}

// String returns it as text: "balance.py:7:4#2". ParseAnchor reads it.
func (a Anchor) String() string {
	return fmt.Sprintf("%s:%d:%d#%d", a.File, a.Line, a.Col, a.Step)
}

// ParseAnchor reads what String writes.
func ParseAnchor(text string) (Anchor, error) {
	wrong := func() (Anchor, error) {
		return Anchor{}, fmt.Errorf("%q is no place in a source file: it must be FILE:LINE:COLUMN#STEP", text)
	}
	place, step, ok := cutLast(text, "#")
	if !ok {
		return wrong()
	}
	place, col, ok := cutLast(place, ":")
	if !ok {
		return wrong()
	}
	file, line, ok := cutLast(place, ":")
	if !ok || file == "" {
		return wrong()
	}
	l, err1 := strconv.ParseInt(line, 10, 32)
	c, err2 := strconv.ParseInt(col, 10, 32)
	n, err3 := strconv.ParseInt(step, 10, 32)
	if err1 != nil || err2 != nil || err3 != nil || l < 1 || c < -1 || n < 1 {
		return wrong()
	}
	return Anchor{file, int32(l), int32(c), int(n)}, nil
}

// cutLast cuts a text at the last separator.
func cutLast(text, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(text, sep)
	if i < 0 {
		return text, "", false
	}
	return text[:i], text[i+len(sep):], true
}

// isStep reports whether an instruction touches more than the stack and the locals of its frame.
func (op Op) isStep() bool {
	switch plain(op) {
	case LoadGlobal, StoreGlobal, DeleteGlobal, LoadName, StoreName, DeleteName, LoadDeref, StoreDeref, DeleteDeref, LoadClassDeref, LoadAttr,
		StoreAttr, DeleteAttr, LoadMethod, UnaryNegative, UnaryInvert, UnaryPositive, BinaryAdd, BinarySubtract, BinaryMultiply, BinaryOp, BinarySubscr,
		StoreSubscr, DeleteSubscr, CompareOp, ContainsOp, GetIter, ForIter, Call, CallMethod, CallKw, CallMethodKw, CallEx, YieldValue, Send,
		GetAwaitable, GetAsyncIter, GetAsyncNext, BeforeWith, BeforeAsyncWith, WithExceptStart, ImportName, ImportFrom, ImportStar, RaiseVarargs, UnpackSequence, UnpackEx:
		return true
	}
	return false
}

// Anchor returns the anchor of an instruction that is a step, and false for one that is none or has no source.
func (c *Code) Anchor(pc int) (Anchor, bool) {
	if pc < 0 || pc >= len(c.Instrs) || !c.Instrs[pc].Op.isStep() || c.Positions[pc].Line == 0 {
		return Anchor{}, false
	}
	line := c.Positions[pc].Line
	for n, list := range c.File.stepsOf(line) {
		for _, s := range list {
			if s.code == c && s.pc == pc {
				return Anchor{c.File.Name, line, c.Positions[pc].Col, n + 1}, true
			}
		}
	}
	return Anchor{}, false
}

// A Place is an instruction of a file.
type Place struct {
	Code *Code
	PC   int
}

// Find returns the instructions that an anchor names, more than one if the code has copies of the step, and none if the line has no such
// step. If the column is known it must be the same.
func (f *File) Find(a Anchor) (list []Place) {
	steps := f.stepsOf(a.Line)
	if a.Step < 1 || a.Step > len(steps) {
		return nil
	}
	for _, s := range steps[a.Step-1] {
		if a.Col < 0 || s.code.Positions[s.pc].Col == a.Col {
			list = append(list, Place{s.code, s.pc})
		}
	}
	return list
}

type stepPlace struct {
	code *Code
	pc   int
}

// stepsOf lists the steps of a line, each with its copies, in the order of the codes and the instructions.
func (f *File) stepsOf(line int32) (steps [][]stepPlace) {
	type key struct {
		code *Code
		op   Op
		at   Position
		arg  int32
	}
	place := map[key]int{}
	for _, c := range f.Code {
		for pc, in := range c.Instrs {
			if c.Positions[pc].Line != line || !in.Op.isStep() {
				continue
			}
			k := key{c, plain(in.Op), c.Positions[pc], in.Arg}
			if in.Jumps() || in.Op == YieldValue {
				k.arg = 0
			}
			n, ok := place[k]
			if !ok {
				n = len(steps)
				place[k] = n
				steps = append(steps, nil)
			}
			steps[n] = append(steps[n], stepPlace{c, pc})
		}
	}
	return steps
}

// A Difference says where two sources of one program part.
type Difference struct {
	Line int // the first line that differs, from 1
	Was  string
	Is   string
}

// FirstDifference compares the lines of two sources; false if they are the same. A recorded schedule fits up to there.
func FirstDifference(was, is []byte) (Difference, bool) {
	a, b := strings.Split(string(was), "\n"), strings.Split(string(is), "\n")
	for i := 0; i < len(a) || i < len(b); i++ {
		at := func(list []string) string {
			if i < len(list) {
				return list[i]
			}
			return ""
		}
		if at(a) != at(b) || (i < len(a)) != (i < len(b)) {
			return Difference{i + 1, at(a), at(b)}, true
		}
	}
	return Difference{}, false
}
