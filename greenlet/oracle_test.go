// This file tests against recorded behaviour of the real greenlet and gevent: testdata/oracle, whose README says what the
// programs are. With GILSIM_ORACLE=DIR the cases are those of another folder.

package greenlet_test

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
)

// A testCase is a program, and the events that the real library showed.
type testCase struct {
	name    string
	program program
	want    []any
}

// oracles carries out programs, by their format. Each returns the events, and by how much timers were late.
var oracles = map[string]func(t *sched.Thread, p *program) ([]event, time.Duration){
	"greenlet-oracle/1": runGreenlets,
	"gevent-oracle/1":   runGevent,
}

// TestOracle holds that every program shows the events that the real library has shown: on the simulated machine, in two
// simulated threads at once, which lose the processor in the midst of it, and on the real machine.
func TestOracle(t *testing.T) {
	list := cases(t)
	for _, on := range []struct {
		name    string
		machine func(main func(t *sched.Thread)) error
		threads int
	}{
		{"simulated", simulated, 1},
		{"two threads", simulated, 2},
		{"real", real, 1},
	} {
		t.Run(on.name, func(t *testing.T) {
			passed := 0
			for _, c := range list {
				if holds(t, &c, on.machine, on.threads) {
					passed++
				}
			}
			t.Logf("%d of %d cases passed", passed, len(list))
		})
	}
}

// attempts is how often a program with timers is run on a machine whose timers may fire late, and tolerance how late that may be:
// no two of the program are closer than 20 ms to each other.
const (
	attempts  = 10
	tolerance = 12 * time.Millisecond
)

// holds reports whether a case comes out as it must, in each of so many threads.
func holds(t *testing.T, c *testCase, machine func(main func(t *sched.Thread)) error, threads int) bool {
	run := oracles[c.program.Format]
	if run == nil {
		t.Errorf("%s: no oracle for the format %q", c.name, c.program.Format)
		return false
	}
	got, err := attempt(c, run, machine, threads)
	if err != nil {
		t.Errorf("%s: %v", c.name, err)
		return false
	}
	for _, events := range got {
		if diff := cmp.Diff(c.want, normal(t, events)); diff != "" {
			t.Errorf("%s (-the real library +gilsim):\n%s", c.name, diff)
			return false
		}
	}
	return true
}

// attempt carries out the program of a case in each of so many threads, again if the machine was too slow for its timers.
func attempt(c *testCase, run func(t *sched.Thread, p *program) ([]event, time.Duration), machine func(main func(t *sched.Thread)) error,
	threads int) (got [][]event, err error) {
	late := make([]time.Duration, threads)
	for range attempts {
		got = make([][]event, threads)
		err = machine(func(t *sched.Thread) {
			for i := range got[1:] {
				t.Spawn("", func(t *sched.Thread) { got[i+1], late[i+1] = run(t, &c.program) })
			}
			got[0], late[0] = run(t, &c.program)
		})
		if err != nil || !c.program.Timed || slices.Max(late) <= tolerance {
			break
		}
	}
	return got, err
}

// simulated runs a program on the simulated machine. The lock's interval is so short that threads change in the midst.
func simulated(main func(t *sched.Thread)) error {
	cfg := sim.Config{Cores: 2, GIL: gil.Config{Discipline: gil.On, Interval: 3 * time.Microsecond}}
	_, err := sim.Run(cfg, main)
	return err
}

// real runs a program on the real machine.
func real(main func(t *sched.Thread)) error {
	cfg := native.Config{GIL: gil.Config{Discipline: gil.On}, Timeout: time.Minute, Loop: quick}
	_, err := native.Run(context.Background(), cfg, main)
	return err
}

// quick is a loop of bytecodes that take next to no time.
var quick = native.Calibrate(1, 1)

// normal returns events as encoding/json decodes them.
func normal(t *testing.T, events []event) []any {
	list := make([]any, len(events))
	for i, e := range events {
		line, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		list[i] = decode(t, line)
	}
	return list
}

// decode decodes a line. Numbers stay as they are written.
func decode(t testing.TB, line []byte) (value any) {
	d := json.NewDecoder(bytes.NewReader(line))
	d.UseNumber()
	if err := d.Decode(&value); err != nil {
		t.Fatal(err)
	}
	return value
}

// cases returns the stored cases, or those of the folder GILSIM_ORACLE.
func cases(t testing.TB) []testCase {
	if dir := os.Getenv("GILSIM_ORACLE"); dir != "" {
		return folder(t, dir)
	}
	var list []testCase
	for _, name := range []string{"greenlet", "gevent"} {
		list = append(list, archive(t, filepath.Join("..", "testdata", "oracle", name+".tar.gz"))...)
	}
	return list
}

// folder reads every case of a folder, and of the folders in it. Its name may be relative to this package or to the root.
func folder(t testing.TB, dir string) (list []testCase) {
	if _, err := os.Stat(dir); err != nil {
		dir = filepath.Join("..", dir)
	}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".jsonl" {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		list = append(list, read(t, filepath.Base(path), f))
		return nil
	})
	if err != nil || len(list) == 0 {
		t.Fatalf("GILSIM_ORACLE=%s: %d cases, %v", dir, len(list), err)
	}
	return list
}

// archive reads every case of a compressed archive.
func archive(t testing.TB, path string) (list []testCase) {
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
			list = append(list, read(t, filepath.Base(h.Name), r))
		}
	}
}

// read reads a case: a line with the program, and one for each event.
func read(t testing.TB, name string, r io.Reader) testCase {
	c := testCase{name: name}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	lines.Scan()
	if err := json.Unmarshal(lines.Bytes(), &struct{ Program *program }{&c.program}); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for lines.Scan() {
		c.want = append(c.want, decode(t, lines.Bytes()))
	}
	if err := lines.Err(); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return c
}
