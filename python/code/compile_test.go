package code

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/gilsim/gilsim/python/syntax"
)

// compiled compiles a source, which must be right.
func compiled(t testing.TB, version, source string) *File {
	t.Helper()
	m, _, err := syntax.Parse("t.py", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	f, err := Compile(m, Options{Name: "t.py", Source: []byte(source), Version: version, Listing: true})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Rule: what the embedded modules are written in compiles for every version, as C code too, and every path leads to the same depth of
// the stack.
func TestEmbeddedModulesCompile(t *testing.T) {
	files, err := filepath.Glob("../lib/*.py")
	if err != nil || len(files) == 0 {
		t.Fatalf("no modules: %v", err)
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		m, _, err := syntax.Parse(file, source)
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		for _, v := range Versions() {
			for _, native := range []bool{false, true} {
				f, err := Compile(m, Options{Name: file, Source: source, Version: v, Native: native})
				if err != nil {
					t.Errorf("%s, %s: %v", file, v, err)
					continue
				}
				checkCode(t, f, native)
			}
		}
	}
}

// checkCode reports instructions that name what is not there.
func checkCode(t *testing.T, f *File, native bool) {
	for _, c := range f.Code {
		for pc, in := range c.Instrs {
			limit := -1
			switch in.Op {
			case LoadFast, StoreFast, DeleteFast, LoadFastAndClear, MakeCell, LoadDeref, StoreDeref, DeleteDeref, LoadClassDeref,
				LoadFastLoadFast, LoadFastLoadConst, LoadFastLoadAttr, StoreFastLoadFast:
				limit = len(c.Locals)
			case LoadConst, LoadConstReturn:
				limit = len(c.Consts)
			case LoadGlobal, StoreGlobal, DeleteGlobal:
				limit = len(f.Globals)
			case LoadName, StoreName, DeleteName, LoadAttr, StoreAttr, DeleteAttr, LoadMethod, ImportFrom:
				limit = len(f.Names)
			case Jump, PopJumpIfFalse, PopJumpIfTrue, PopJumpIfNone, PopJumpIfNotNone, JumpIfFalseOrPop, JumpIfTrueOrPop, ForIter,
				ForIterStoreFast, Send, YieldValue:
				limit = len(c.Instrs)
			case MakeFunction:
				limit = len(c.Codes)
			}
			if limit >= 0 && (in.Arg < 0 || int(in.Arg) >= limit) {
				t.Errorf("%s %s: instruction %d, %v: %d is not below %d", f.Name, c.Qualname, pc, in.Op, in.Arg, limit)
			}
			if in.Ticks > in.N {
				t.Errorf("%s %s: instruction %d, %v, counts %d ticks and %d bytecodes", f.Name, c.Qualname, pc, in.Op, in.Ticks, in.N)
			}
			if native && (in.N != 0 || in.Ticks != 0 || in.Flags != 0) {
				t.Errorf("%s %s: instruction %d, %v, of C code counts %d bytecodes, %d ticks, flags %b", f.Name, c.Qualname, pc, in.Op, in.N, in.Ticks, in.Flags)
			}
		}
	}
}

// Rule: the window between the read and the write of "balance = balance + n" is the same three bytecodes in every version, and a
// switch may fall into it up to 3.9 alone (CPython's eval loop looks after every slow bytecode until then).
func TestWindowOfALostUpdate(t *testing.T) {
	const source = "def f(n):\n    global balance\n    balance = balance + n\n"
	for _, v := range Versions() {
		c := compiled(t, v, source).Code[1]
		var window []Instr
		for _, in := range c.Instrs {
			switch in.Op {
			case LoadGlobal, LoadFast, BinaryAdd, StoreGlobal:
				window = append(window, in)
			}
		}
		if len(window) != 4 {
			t.Fatalf("%s: %d instructions: %v", v, len(window), window)
		}
		r, _ := parseVersion(v)
		if checks := window[0].Flags&Check != 0 && window[2].Flags&Check != 0; checks != (r <= v39) {
			t.Errorf("%s: whether a switch may fall between the read and the write: %v", v, checks)
		}
		if ticks := window[0].Ticks + window[1].Ticks + window[2].Ticks; (ticks == 2) != (r == v27) {
			t.Errorf("%s: %d ticks", v, ticks)
		}
	}
}
