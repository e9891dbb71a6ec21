package python_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/python"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
)

// A randomProgram is one that a script in testdata/random has made, with what CPython 3.11 did with it.
type randomProgram struct {
	Seed           int
	Source, Stdout string
	Last           string // the last line of standard error
}

// alone finds no module beside the library's.
type alone struct{}

func (alone) Find(string) (string, []byte, bool, bool) { return "", nil, false, false }

// execute runs a program under Python 3.11, on the simulated machine; maxSteps is the limit of its requests, 0 the default.
func execute(source string, maxSteps int64) (stdout, stderr string, err error) {
	p, err := python.Compile("program.py", []byte(source), "3.11", alone{})
	if err != nil {
		return "", "", err
	}
	era, err := gil.CPython("3.11")
	if err != nil {
		return "", "", err
	}
	e := p.Start(python.Options{})
	_, err = sim.RunRunner(sim.Config{Cores: 1, GIL: era.Lock, Strategy: choice.Seeded(1), MaxSteps: maxSteps}, e)
	r := e.Result()
	return r.Stdout, r.Stderr, err
}

var address = regexp.MustCompile(`0x[0-9a-f]{6,}`)

// syntaxWarning is one, with its line of the source: the scripts that made the programs have ignored them.
var syntaxWarning = regexp.MustCompile(`(?m)^program\.py:\d+: SyntaxWarning: .*\n(  .*\n)?`)

// differs says how what a program did differs from what CPython did with it, or returns "".
func (r randomProgram) differs() string {
	stdout, stderr, err := execute(r.Source, 0)
	stderr = syntaxWarning.ReplaceAllString(stderr, "")
	lines := strings.Split(strings.TrimRight(stderr, "\n"), "\n")
	last := lines[len(lines)-1]
	got, want := address.ReplaceAllString(stdout, "0x"), address.ReplaceAllString(r.Stdout, "0x")
	if got == want && last == r.Last {
		return ""
	}
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return "prints " + g[i] + "\nCPython: " + w[i]
		}
	}
	why := "ends with " + last + "\nCPython: " + r.Last
	if err != nil {
		why += "\n" + err.Error()
	}
	return why
}

// each calls check for every program of a stream, on as many goroutines as there are cores.
func each(t *testing.T, stream io.Reader, check func(r randomProgram)) {
	programs := make(chan randomProgram)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for r := range programs {
				check(r)
			}
		})
	}
	lines := bufio.NewScanner(stream)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var r randomProgram
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Error(err)
			break
		}
		programs <- r
	}
	close(programs)
	workers.Wait()
}

// generators are those of random programs in testdata/random, each with the sample of its programs beside it.
var generators = []struct{ script, sample string }{{"programs.py", "sample.jsonl.gz"}, {"structures.py", "structures.jsonl.gz"}, {"calls.py", "calls.jsonl.gz"}}

// TestRandomPrograms holds that random programs print, raise and end as they do under CPython 3.11: the samples have some of
// each generator, with what that interpreter did.
func TestRandomPrograms(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs some 300 programs")
	}
	for _, g := range generators {
		t.Run(g.script, func(t *testing.T) {
			f, err := os.Open(filepath.Join("testdata/random", g.sample))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			z, err := gzip.NewReader(f)
			if err != nil {
				t.Fatal(err)
			}
			compare(t, z)
		})
	}
}

// compare runs the programs of a stream and reports those that differ.
func compare(t *testing.T, stream io.Reader) {
	each(t, stream, func(r randomProgram) {
		if why := r.differs(); why != "" {
			t.Errorf("program %d %s", r.Seed, why)
		}
	})
}

// TestFreshRandomPrograms is TestRandomPrograms for programs that are made anew, with an installed CPython 3.11. The variable
// GILSIM_RANDOM_PROGRAMS says from which seed on, and how many: "1000 2000".
func TestFreshRandomPrograms(t *testing.T) {
	which := strings.Fields(os.Getenv("GILSIM_RANDOM_PROGRAMS"))
	if len(which) != 2 {
		t.Skip("GILSIM_RANDOM_PROGRAMS is not set to a first seed and a number of programs")
	}
	home, _ := os.UserHomeDir()
	installed, _ := filepath.Glob(filepath.Join(home, ".pyenv/versions/3.11.*/bin/python"))
	interpreter, err := exec.LookPath("python3.11")
	if err != nil && len(installed) > 0 {
		interpreter, err = installed[0], nil
	}
	if err != nil {
		t.Skip("no CPython 3.11 is installed")
	}
	for _, g := range generators {
		t.Run(g.script, func(t *testing.T) {
			cmd := exec.Command(interpreter, filepath.Join("testdata/random", g.script), which[0], which[1])
			cmd.Stderr = os.Stderr
			stream, err := cmd.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			compare(t, stream)
			if err := cmd.Wait(); err != nil {
				t.Error(err)
			}
		})
	}
}

// FuzzRun holds that compiling and running any text ends: with a result, a refusal, an exception, or at the limit of steps; it never
// panics and never hangs.
func FuzzRun(f *testing.F) {
	for _, seed := range []string{
		"", "print(1)", "x = [1] * 10**9", "while True: pass", "def f(): f()\nf()", "print('%*d' % (3, 4), f'{1:>{5}}')", "[i for i in range(10**9)]", "9**9**9", "class A(A): pass", "lambda: (yield)",
		"import threading\nt = threading.Thread(target=print)\nt.start()\nt.join()", "x = []\nx.append(x)\nprint(x, x == x)", "try:\n    1/0\nfinally:\n    print({1: 2}[3])", "'a' * 2**70", "print(*range(5), sep='')",
		"match [1, 2]:\n    case [a, *b]: print(a, b)", "del x", "def g():\n    yield from g()\nnext(g())", "sorted([1, 'a'])", "int('9' * 5000)", "print({*range(9)} - {3}, 1 < 2 > 3)",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		execute(source, 10_000)
	})
}
