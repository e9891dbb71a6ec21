// This file runs the recorded programs of the real greenlet and gevent as Python: testdata/oracle at the root, whose README says
// what they are, carried out by the programs of testdata/oracle here.

package python_test

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gilsim/gilsim/python"
	"github.com/gilsim/gilsim/sched/sim"
)

// TestGreenletsShowTheEventsThatWereRecorded holds that each stored program of the oracle shows the events that the real
// greenlet, or gevent, has shown.
func TestGreenletsShowTheEventsThatWereRecorded(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes minutes under the race detector, and its runs share nothing that TestRandomPrograms does not")
	}
	for _, library := range []string{"greenlet", "gevent"} {
		t.Run(library, func(t *testing.T) {
			list := recorded(t, filepath.Join("..", "testdata", "oracle", library+".tar.gz"))
			name := filepath.Join("testdata", "oracle", "run_"+library+".py")
			source, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range list {
				t.Run(c.name, func(t *testing.T) {
					p, err := python.Compile(name, source, "3.11", caseFinder{filepath.Dir(name), c.source})
					if err != nil {
						t.Fatal(err)
					}
					if diff := cmp.Diff(c.events, printed(t, p)); diff != "" {
						t.Error("the real library → gilsim:\n", diff)
					}
				})
			}
			t.Logf("%d programs", len(list))
		})
	}
}

// printed returns the lines that a program prints, as JSON.
func printed(t *testing.T, p *python.Program) (events []any) {
	c := machine(t, "3.11", 0, 1)
	e := p.Start(python.Options{})
	if _, err := sim.RunRunner(c, e); err != nil {
		t.Fatalf("%v\n%s", err, e.Result().Stderr)
	}
	lines := bufio.NewScanner(strings.NewReader(e.Result().Stdout))
	for lines.Scan() {
		events = append(events, decoded(t, lines.Bytes()))
	}
	return events
}

// A caseFinder finds the module case, which holds a recorded program, and those of a folder.
type caseFinder struct {
	dir    string
	source string
}

// Find returns the source of a module.
func (f caseFinder) Find(module string) (file string, source []byte, pkg, ok bool) {
	if module == "case" {
		return "case.py", []byte(f.source), false, true
	}
	file = filepath.Join(f.dir, module+".py")
	source, err := os.ReadFile(file)
	return file, source, false, err == nil
}

// A recording is a program of the oracle, as the source of module case, and its events.
type recording struct {
	name   string
	source string
	events []any
}

// recorded reads the programs of an archive.
func recorded(t *testing.T, path string) (list []recording) {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		switch {
		case errors.Is(err, io.EOF):
			return list
		case err != nil:
			t.Fatal(err)
		case strings.HasSuffix(h.Name, ".jsonl"):
			list = append(list, recordingOf(t, strings.TrimSuffix(filepath.Base(h.Name), ".jsonl"), r))
		}
	}
}

// recordingOf reads one program: a line with it, and one for each event.
func recordingOf(t *testing.T, name string, r io.Reader) recording {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	lines.Scan()
	program := decoded(t, lines.Bytes()).(map[string]any)["program"]
	c := recording{name: name, source: "program = " + literal(program) + "\n"}
	for lines.Scan() {
		c.events = append(c.events, decoded(t, lines.Bytes()))
	}
	return c
}

// decoded decodes a line of JSON. Numbers stay as they are written.
func decoded(t *testing.T, line []byte) (value any) {
	d := json.NewDecoder(bytes.NewReader(line))
	d.UseNumber()
	if err := d.Decode(&value); err != nil {
		t.Fatalf("%v: %s", err, line)
	}
	return value
}

// literal returns a value of JSON as Python writes it.
func literal(value any) string {
	switch v := value.(type) {
	case nil:
		return "None"
	case bool:
		return map[bool]string{true: "True", false: "False"}[v]
	case string:
		return strconv.QuoteToASCII(v)
	case []any:
		parts := make([]string, len(v))
		for i, x := range v {
			parts[i] = literal(x)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case map[string]any:
		var parts []string
		for _, k := range slices.SortedFunc(maps.Keys(v), byNumber) {
			parts = append(parts, literal(k)+": "+literal(v[k]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return fmt.Sprint(value)
}

// byNumber orders the keys of a dict: numbers as such, since greenlets are made in the order of theirs.
func byNumber(a, b string) int {
	m, errM := strconv.Atoi(a)
	n, errN := strconv.Atoi(b)
	if errM == nil && errN == nil {
		return m - n
	}
	return strings.Compare(a, b)
}
