package code

import (
	"fmt"
	"io"
	"math"
	"math/big"
	"strconv"
	"strings"
)

// Disassemble writes the bytecodes of a file as the version's module dis shows them, with a mark at each place where that version may
// let another thread run. The file was compiled with Options.Listing.
func Disassemble(w io.Writer, f *File) error {
	b := &strings.Builder{}
	fmt.Fprintf(b, "%s under Python %s\n%s\n", f.Name, f.Version, legend(f.Version))
	for _, c := range f.Code {
		disassemble(b, c)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// free reports whether a version has no lock.
func free(version string) bool { return strings.HasSuffix(version, "t") }

// legend says what the marks mean.
func legend(version string) string {
	if free(version) {
		return "* another thread may come in behind this bytecode: without the lock, that is everywhere"
	}
	r, _ := parseVersion(version)
	switch {
	case r <= v39:
		return "* another thread may come in behind this bytecode; ? only if the value is neither True nor False"
	case r == v310:
		return "* another thread may come in behind this bytecode; ? only if it jumps"
	}
	return "* another thread may come in behind this bytecode; ? only if it jumps; c only if C code was called, and not len, isinstance, list.append or type(x)"
}

// mark says when a switch may fall behind a bytecode.
func mark(version string, f Flags) string {
	switch {
	case free(version), f&Check != 0:
		return "*"
	case f&CheckNative != 0:
		return "c"
	case f&(CheckTaken|SlowTruth) != 0:
		return "?"
	}
	return " "
}

// disassemble writes one body.
func disassemble(b *strings.Builder, c *Code) {
	fmt.Fprintf(b, "\n%s, line %d:\n", c.Qualname, c.FirstLine)
	first := c.places()
	targets := map[int]bool{}
	for _, in := range c.Instrs {
		if in.Jumps() {
			targets[first[in.Arg]] = true
		}
	}
	for _, h := range c.Handlers {
		targets[first[h.Target]] = true
	}
	line := int32(0)
	for i, l := range c.Listing {
		in := c.Instrs[l.Instr]
		number, arrow := "", "  "
		if p := c.Positions[l.Instr]; p.Line != 0 && p.Line != line {
			number, line = strconv.Itoa(int(p.Line)), p.Line
		}
		if targets[i] {
			arrow = ">>"
		}
		arg := ""
		if l.Own {
			arg = c.argText(in, first)
		}
		fmt.Fprintf(b, "%6s %s %4d %s %-28s%s\n", number, arrow, i, mark(c.File.Version, l.Flags), l.Name, arg)
	}
	for _, h := range c.Handlers {
		if from, to := first[h.Start], first[h.End]-1; from <= to && c.listed(h.Target) {
			fmt.Fprintf(b, "       exceptions of %d to %d go to %d\n", from, to, first[h.Target])
		}
	}
}

// places returns for each instruction, and for the end, where its bytecodes, or the next ones, begin in the listing.
func (c *Code) places() []int {
	first := make([]int, len(c.Instrs)+1)
	i := 0
	for pc := range first {
		for i < len(c.Listing) && int(c.Listing[i].Instr) < pc {
			i++
		}
		first[pc] = i
	}
	return first
}

// listed reports whether the version has a bytecode for an instruction or the next one: handlers that only this machine has begin with
// some that it has not.
func (c *Code) listed(pc int32) bool {
	for ; int(pc) < len(c.Instrs); pc++ {
		if c.Instrs[pc].N > 0 {
			return true
		}
		if c.Instrs[pc].Op != PushExcInfo && c.Instrs[pc].Op != Nop {
			return false
		}
	}
	return false
}

// Jumps reports whether Arg is an instruction.
func (in Instr) Jumps() bool {
	switch in.Op {
	case Jump, PopJumpIfFalse, PopJumpIfTrue, PopJumpIfNone, PopJumpIfNotNone, JumpIfFalseOrPop, JumpIfTrueOrPop, ForIter, ForIterStoreFast, Send:
		return true
	}
	return false
}

// argText shows the argument of an instruction as dis does.
func (c *Code) argText(in Instr, first []int) string {
	f := c.File
	switch in.Op {
	case LoadConst, LoadConstReturn:
		return Repr(c.Consts[in.Arg])
	case LoadFast, StoreFast, DeleteFast, LoadFastAndClear, MakeCell, LoadDeref, StoreDeref, DeleteDeref, LoadClassDeref, LoadFastLoadFast,
		LoadFastLoadConst, LoadFastLoadAttr, StoreFastLoadFast:
		return c.Locals[in.Arg].Name
	case LoadGlobal, StoreGlobal, DeleteGlobal:
		return f.Globals[in.Arg]
	case LoadName, StoreName, DeleteName, LoadAttr, StoreAttr, DeleteAttr, LoadMethod, ImportFrom:
		return f.Names[in.Arg]
	case BinaryAdd, BinarySubtract, BinaryMultiply, BinaryOp:
		return Operator(in.Arg).String()
	case CompareOp, CompareOpJump:
		return Comparison(in.Arg).String()
	case IsOp:
		return [...]string{"is", "is not"}[in.Arg]
	case ContainsOp:
		return [...]string{"in", "not in"}[in.Arg]
	case CallKw, CallMethodKw:
		k := c.Calls[in.Arg]
		return fmt.Sprintf("%d (%s)", k.Args, strings.Join(k.Names, ", "))
	case MakeFunction:
		return c.Codes[in.Arg].Qualname
	case ImportName:
		return strings.Repeat(".", c.Imports[in.Arg].Level) + c.Imports[in.Arg].Name
	}
	switch {
	case in.Jumps():
		return fmt.Sprintf("to %d", first[in.Arg])
	case takesCount(in.Op):
		return strconv.Itoa(int(in.Arg))
	}
	return ""
}

// takesCount reports whether Arg is a number of values.
func takesCount(op Op) bool {
	switch op {
	case Copy, Swap, RotN, BuildTuple, BuildList, BuildSet, BuildMap, BuildConstKeyMap, BuildSlice, BuildString, ListAppend, SetAdd, MapAdd,
		ListExtend, SetUpdate, DictUpdate, DictMerge, UnpackSequence, UnpackEx, Call, CallMethod, CallEx, RaiseVarargs, MatchClass, Resume:
		return true
	}
	return false
}

// Repr returns a constant as Python's repr shows it, shortened to what fits a line.
func Repr(k Const) string { return shortened(fullRepr(k)) }

func fullRepr(k Const) string {
	switch k := k.(type) {
	case nil:
		return "None"
	case Bool:
		if k {
			return "True"
		}
		return "False"
	case Int:
		return strconv.FormatInt(int64(k), 10)
	case *big.Int:
		return k.String()
	case Float:
		return floatText(float64(k))
	case Str:
		return quoted(string(k))
	case Bytes:
		return "b" + quoted(string(k))
	case Ellipsis:
		return "Ellipsis"
	case Tuple:
		list := reprs(k)
		if len(k) == 1 {
			list += ","
		}
		return "(" + list + ")"
	case FrozenSet:
		return "frozenset({" + reprs(k) + "})"
	}
	return fmt.Sprint(k)
}

func reprs(list []Const) string {
	texts := make([]string, len(list))
	for i, k := range list {
		texts[i] = fullRepr(k)
	}
	return strings.Join(texts, ", ")
}

// quoted returns a string in single quotes, or in double ones if it holds single ones alone.
func quoted(s string) string {
	q := strconv.Quote(s)
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		return q
	}
	q = strings.ReplaceAll(q[1:len(q)-1], `\"`, `"`)
	return "'" + strings.ReplaceAll(q, "'", `\'`) + "'"
}

// shortened returns the beginning of a long text.
func shortened(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:57]) + "..."
	}
	return s
}

// floatText is repr(float) for what stands in a listing.
func floatText(f float64) string {
	switch {
	case math.IsInf(f, 1):
		return "inf"
	case math.IsInf(f, -1):
		return "-inf"
	}
	s := strconv.FormatFloat(f, 'g', -1, 64)
	if math.Trunc(f) == f && math.Abs(f) < 1e16 {
		return strconv.FormatFloat(f, 'f', 1, 64)
	}
	return s
}
