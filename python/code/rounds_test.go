package code

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/python/syntax"
)

// Rule: what a loop executes under a version is, bytecode for bytecode, what the real interpreter executed (testdata/count.py made the
// figures with sys.settrace on CPython 3.7.16, 3.8.18, 3.9.18, 3.10.13, 3.11.7, 3.12.1 and 3.13.0).
func TestLoopsExecuteTheBytecodesOfTheInterpreter(t *testing.T) {
	for _, version := range []string{"3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13"} {
		t.Run(version, func(t *testing.T) {
			f := compiledFile(t, version, "testdata/loops.py")
			checkCounts(t, f)
			figures := readFigures(t, filepath.Join("testdata", "figures", "loops-"+version+".txt"))
			if len(figures) < 48 {
				t.Fatalf("only %d loops", len(figures))
			}
			for _, l := range figures {
				for _, fr := range l.frames {
					if why := followed(f, fr); why != "" {
						t.Errorf("%s, frame of %s, line %d: %s", l.name, fr.name, fr.line, why)
					}
				}
			}
		})
	}
}

// compiledFile compiles a file of testdata.
func compiledFile(t testing.TB, version, path string) *File {
	t.Helper()
	source, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := syntax.Parse(path, source)
	if err != nil {
		t.Fatal(err)
	}
	f, err := Compile(m, Options{Name: path, Source: source, Version: version, Listing: true})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// checkCounts reports instructions that count other bytecodes than the listing has for them.
func checkCounts(t *testing.T, f *File) {
	for _, c := range f.Code {
		counted := make([]int, len(c.Instrs))
		for _, b := range c.Listing {
			if !b.Skipped {
				counted[b.Instr]++
			}
		}
		for pc, in := range c.Instrs {
			if counted[pc] != int(in.N) {
				t.Errorf("%s: instruction %d, %v, counts %d bytecodes, listed are %d", c.Qualname, pc, in.Op, in.N, counted[pc])
			}
		}
	}
}

// A tracedLoop is what a real interpreter executed.
type tracedLoop struct {
	name   string
	frames []tracedFrame
}

type tracedFrame struct {
	name     string
	line     int32
	executed []string
}

func readFigures(t *testing.T, path string) (loops []tracedLoop) {
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	type body struct {
		name  string
		line  int32
		names []string
	}
	bodies := map[string]body{}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		f := strings.Fields(lines.Text())
		switch f[0] {
		case "loop":
			loops = append(loops, tracedLoop{name: f[1]})
		case "code":
			line, _ := strconv.Atoi(f[3])
			bodies[f[1]] = body{f[2], int32(line), f[4:]}
		case "frame":
			b := bodies[f[1]]
			fr := tracedFrame{name: b.name, line: b.line}
			places := expandRuns(t, f[2])
			fr.executed = append(fr.executed, b.names[:places[0]]...)
			for i, p := range places {
				if i > 0 && b.names[places[i-1]] == "YIELD_VALUE" && b.names[places[i-1]+1] == "RESUME" {
					fr.executed = append(fr.executed, "RESUME") // settrace shows a call in its place
				}
				fr.executed = append(fr.executed, b.names[p])
			}
			l := &loops[len(loops)-1]
			l.frames = append(l.frames, fr)
		}
	}
	return loops
}

func expandRuns(t *testing.T, text string) (list []int) {
	for _, r := range strings.Split(text, ",") {
		from, to, isRun := strings.Cut(r, "-")
		a, err := strconv.Atoi(from)
		if err != nil {
			t.Fatal(err)
		}
		z := a
		if isRun {
			if z, err = strconv.Atoi(to); err != nil {
				t.Fatal(err)
			}
		}
		for ; a <= z; a++ {
			list = append(list, a)
		}
	}
	return list
}

// followed reports why no path through the code of a frame executes these bytecodes; empty if one does.
func followed(f *File, fr tracedFrame) string {
	var code *Code
	for _, c := range f.Code {
		if c.Name == fr.name && (c.FirstLine == fr.line || code == nil) {
			code = c
		}
	}
	if code == nil {
		return "there is no such body"
	}
	names := make([][]string, len(code.Instrs))
	for _, b := range code.Listing {
		if !b.Skipped {
			names[b.Instr] = append(names[b.Instr], b.Name)
		}
	}
	at := make([]map[int32]bool, len(fr.executed)+1) // the instructions that may come after so many bytecodes
	reach := func(i int, pc int32) bool {
		if at[i] == nil {
			at[i] = map[int32]bool{}
		}
		if at[i][pc] || int(pc) >= len(code.Instrs) {
			return false
		}
		at[i][pc] = true
		return true
	}
	reach(0, 0)
	for i := range at {
		todo := []int32{}
		for pc := range at[i] {
			todo = append(todo, pc)
		}
		slices.Sort(todo)
		for len(todo) > 0 {
			pc := todo[0]
			todo = todo[1:]
			n := i + len(names[pc])
			if n >= len(at) || !slices.Equal(fr.executed[i:n], names[pc]) {
				continue
			}
			for _, next := range successors(code, pc) {
				if reach(n, next) && n == i {
					todo = append(todo, next)
				}
			}
			if n == len(fr.executed) {
				reach(n, pc)
			}
		}
	}
	if len(at[len(fr.executed)]) > 0 {
		return ""
	}
	last := 0
	for i := range at {
		if len(at[i]) > 0 {
			last = i
		}
	}
	return fmt.Sprintf("executed are %v, then %v, which the code does not do next", fr.executed[max(0, last-6):last], fr.executed[last:min(len(fr.executed), last+4)])
}

// successors lists the instructions that may follow another one in its frame.
func successors(c *Code, pc int32) (list []int32) {
	in := c.Instrs[pc]
	if in.Jumps() {
		list = append(list, in.Arg)
	}
	if in.Op == YieldValue && in.Arg != 0 {
		list = append(list, in.Arg)
	}
	for _, h := range c.Handlers {
		if h.Start <= pc && pc < h.End {
			list = append(list, h.Target)
		}
	}
	switch in.Op {
	case Jump, ReturnValue, RaiseVarargs, Reraise:
		return list
	}
	return append(list, pc+1)
}
