package code

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gilsim/gilsim/python/syntax"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// Rule: the listing of a program is what the golden files have, for a version of each kind.
func TestListingsOfAProgram(t *testing.T) {
	for _, v := range []string{"2.7", "3.6", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14", "3.15t"} {
		f := compiledFile(t, v, "testdata/dis/program.py")
		var b strings.Builder
		if err := Disassemble(&b, f); err != nil {
			t.Fatal(err)
		}
		golden := filepath.Join("testdata", "dis", v+".txt")
		if *update {
			if err := os.WriteFile(golden, []byte(b.String()), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), b.String()); diff != "" {
			t.Errorf("%s: %s", v, diff)
		}
	}
}

// Rule: which of the twelve race patterns lose updates under which versions is what was measured on real interpreters: with a lock up
// to 3.9 all of them, from 3.10 on those alone that have a call or a loop between read and write, with len only in 3.10; without a lock
// all of them.
func TestUpdatesAreLostWhereTheyWereMeasured(t *testing.T) {
	const (
		early = "2.7 3.6 3.7 3.8 3.9"
		late  = "3.11 3.12 3.13 3.14 3.15"
		free  = "3.13t 3.14t 3.15t"
	)
	always := early + " 3.10 " + late + " " + free
	for _, c := range []struct{ name, body, lost string }{
		{"inline", "g = g + n", early + " " + free},
		{"call of Python", "g = g + ident(n)", always},
		{"call of C", "g = g + int(n)", always},
		{"augmented", "g += 1", early + " " + free},
		{"attribute", "o.x += 1", early + " " + free},
		{"dict item", "d['k'] += 1", early + " " + free},
		{"list item", "l[0] += 1", early + " " + free},
		{"loop between", "t = g\n    for i in range(3): pass\n    g = t + 1", always},
		{"len between", "t = g\n    len('')\n    g = t + 1", early + " 3.10 " + free},
		{"lambda", "g = (lambda v: v + 1)(g)", always},
		{"method between", "t = g\n    l.append(t)\n    g = t + 1", early + " 3.10 " + free},
		{"method that is no append", "t = g\n    d.get(t)\n    g = t + 1", always},
		{"test only", "if g > 0: g = 1", ""},
		{"written without reading", "g = n", ""},
		{"condition", "g = g + 1 if n else g - 1", early + " " + free},
		{"tuple", "g, o.x = g + 1, o.x + 1", early + " " + free},
	} {
		source := "g = 0\nd = {}\nl = []\no = None\ndef ident(n): return n\ndef f(n):\n    global g\n    " + c.body + "\n"
		lost := updatesIn(t, source)
		want := strings.Fields(c.lost)
		if len(want) == 0 {
			want = nil
		}
		for _, v := range Versions() {
			has := false
			for _, w := range want {
				has = has || w == v
			}
			if lost[v] != has {
				t.Errorf("%s under %s: an update can be lost: %v", c.name, v, lost[v])
			}
		}
	}
}

// updatesIn returns the versions under which some update of a source can be lost.
func updatesIn(t *testing.T, source string) map[string]bool {
	m, _, err := syntax.Parse("t.py", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	list, err := Updates(m, Options{Name: "t.py", Source: []byte(source)})
	if err != nil {
		t.Fatal(err)
	}
	lost := map[string]bool{}
	for _, u := range list {
		for _, v := range u.Lost {
			lost[v] = true
		}
	}
	return lost
}

// Rule: an update inside a with or between acquire and release of one lock is said to be safe, and one behind the release is not.
func TestUpdatesUnderALock(t *testing.T) {
	const source = `
def f():
    global g
    with lock:
        g += 1
def f2():
    global g
    lock.acquire()
    try:
        g += 1
    finally:
        lock.release()
def f3():
    global g
    with lock:
        t = g
    g = t + 1
`
	m, _, err := syntax.Parse("t.py", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	list, err := Updates(m, Options{Name: "t.py", Source: []byte(source)})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, u := range list {
		got = append(got, u.String())
	}
	want := []string{
		"line 5: g += 1 is safe while every thread holds lock",
		"line 10: g += 1 is safe while every thread holds lock",
		"lines 16 to 17: g, read in line 16, is written in line 17: g = t + 1 can lose an update under every version",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestABodyThatIsTooLargeIsNotJudged: what was not followed to its end is not said to be safe.
func TestABodyThatIsTooLargeIsNotJudged(t *testing.T) {
	var b strings.Builder
	b.WriteString("def f():\n global g0\n while True:\n")
	for i := range 1500 {
		fmt.Fprintf(&b, "  l%d = l%d + g%d\n", i%60, (i+59)%60, i)
	}
	b.WriteString("  g0 = l0\n")
	m, _, err := syntax.Parse("t.py", []byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	list, err := Updates(m, Options{Name: "t.py", Source: []byte(b.String())})
	if err == nil || len(list) != 0 || err.Error() != "t.py: f is too large to say which of its statements can lose an update" {
		t.Errorf("it says %d updates, and the error %v", len(list), err)
	}
}
