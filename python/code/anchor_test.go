package code

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gilsim/gilsim/python/syntax"
)

// Rule: every step of a program has an anchor that its text brings back, and that finds the step again, in every version.
func TestAnchorsFindTheirSteps(t *testing.T) {
	for _, v := range Versions() {
		f := compiledFile(t, v, "testdata/loops.py")
		for _, c := range f.Code {
			for pc := range c.Instrs {
				a, ok := c.Anchor(pc)
				if !ok {
					continue
				}
				read, err := ParseAnchor(a.String())
				if err != nil || read != a {
					t.Fatalf("%v is read as %v, %v", a, read, err)
				}
				found := false
				for _, p := range f.Find(a) {
					found = found || p.Code == c && p.PC == pc
				}
				if !found {
					t.Fatalf("%s, %s: %v, of instruction %d, is not found: %v", v, c.Qualname, a, pc, f.Find(a))
				}
			}
		}
	}
}

// Rule: the anchor of a read and of a write is the same in every version, whatever the bytecodes around it are.
func TestAnchorsAreTheSameInEveryVersion(t *testing.T) {
	const source = "def change(n):\n    global balance\n    try:\n        balance = balance + n\n    finally:\n        balance -= 1\n"
	var first []Anchor
	for _, v := range Versions() {
		var list []Anchor
		c := compiled(t, v, source).Code[1]
		seen := map[Anchor]bool{}
		for pc, in := range c.Instrs {
			if in.Op == LoadGlobal || in.Op == StoreGlobal {
				if a, ok := c.Anchor(pc); ok && !seen[a] {
					seen[a] = true
					list = append(list, a)
				}
			}
		}
		if first == nil {
			first = list
		}
		if diff := cmp.Diff(first, list); diff != "" || len(list) != 4 {
			t.Errorf("%s: %s", v, diff)
		}
	}
}

// Rule: what is no anchor is said in one sentence.
func TestWrongAnchorsAreRefused(t *testing.T) {
	for _, text := range []string{"", "x", "x:1", "x:1:2", "x:a:2#1", "x:1:2#0", "x:0:2#1", ":1:2#1", "x:1:-2#1", "x:1:2#99999999999"} {
		if a, err := ParseAnchor(text); err == nil {
			t.Errorf("%q is read as %v", text, a)
		}
	}
}

// Rule: Missing lists constructs and modules that are missing at once, by line.
func TestMissingListsAllThatIsMissing(t *testing.T) {
	const source = "import os, threading\nasync def f():\n    from socket import x\n    await f()\nx = 2j\nclass A[T]: pass\n" +
		"try:\n    import asyncio.events\nexcept ValueError: pass\ntype X = int\nfrom . import y\n"
	m, _, err := syntax.Parse("t.py", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	list, err := Missing(m, Options{Name: "t.py", Source: []byte(source), Version: "3.12"}, func(module string) bool { return module == "threading" })
	if err != nil {
		t.Fatal(err)
	}
	want := []Unsupported{{1, "the module os"}, {3, "the module socket"}, {5, "a complex number"}, {6, "a generic class (type parameters)"},
		{8, "the module asyncio.events"}, {10, "a type statement"}}
	if diff := cmp.Diff(want, list); diff != "" {
		t.Error(diff)
	}
}

// Rule: two sources are compared by their lines.
func TestFirstDifferenceOfSources(t *testing.T) {
	if d, ok := FirstDifference([]byte("a\nb\n"), []byte("a\nb\n")); ok {
		t.Errorf("the same source differs: %v", d)
	}
	for _, c := range []struct {
		was, is string
		want    Difference
	}{{"a\nb", "a\nc", Difference{2, "b", "c"}}, {"a", "a\nb", Difference{2, "", "b"}}, {"a\n", "a", Difference{2, "", ""}}} {
		if d, ok := FirstDifference([]byte(c.was), []byte(c.is)); !ok || d != c.want {
			t.Errorf("%q and %q: %v, %v", c.was, c.is, d, ok)
		}
	}
}
