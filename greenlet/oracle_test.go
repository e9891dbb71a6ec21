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
	"strconv"
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
	source  any // the program as encoding/json decodes it
	program program
	want    []any
}

// oracles carries out programs, by their format. Each returns the events, and when they came, if it has timers.
var oracles = map[string]func(t *sched.Thread, p *program) ([]event, []time.Duration){
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

// A program with timers shows other events on a machine that is too slow for them: no two of them are closer than 20 ms to each
// other, and where an event came later than on the simulated machine, by more than tolerance, nothing can be said. Then the
// program runs again with all of its times, and what is tolerated, twice as long; slowest times as long at most.
const (
	tolerance = 12 * time.Millisecond
	slowest   = 64
)

// holds reports whether a case comes out as it must, in each of so many threads.
func holds(t *testing.T, c *testCase, machine func(main func(t *sched.Thread)) error, threads int) bool {
	if oracles[c.program.Format] == nil {
		t.Errorf("%s: no oracle for the format %q", c.name, c.program.Format)
		return false
	}
	for times := 1; ; times *= 2 {
		diff, late, err := c.slower(t, times).attempt(t, machine, threads)
		switch {
		case err != nil:
			t.Errorf("%s: %v", c.name, err)
			return false
		case diff == "":
			return true
		case late <= time.Duration(times)*tolerance:
			t.Errorf("%s (-the real library +gilsim):\n%s", c.name, diff)
			return false
		case times == slowest:
			t.Errorf("%s: although it runs %d times as slowly as the real library did, it is %v late:\n%s", c.name, times, late, diff)
			return false
		}
	}
}

// attempt carries out the program of a case in each of so many threads. It returns where the events of one are others than those
// of the real library, and how late those came up to there.
func (c *testCase) attempt(t *testing.T, machine func(main func(t *sched.Thread)) error, threads int) (diff string, late time.Duration, err error) {
	run := oracles[c.program.Format]
	got, at := make([][]event, threads), make([][]time.Duration, threads)
	err = machine(func(t *sched.Thread) {
		for i := range got[1:] {
			t.Spawn("", func(t *sched.Thread) { got[i+1], at[i+1] = run(t, &c.program) })
		}
		got[0], at[0] = run(t, &c.program)
	})
	for i := range got {
		if diff = cmp.Diff(c.want, normal(t, got[i])); diff != "" && err == nil {
			return diff, c.lateness(t, normal(t, got[i]), at[i]), nil
		}
	}
	return diff, 0, err
}

// lateness returns by how much the latest event came later than on the simulated machine, up to the first other one.
func (c *testCase) lateness(t *testing.T, got []any, at []time.Duration) (late time.Duration) {
	var ideal []time.Duration
	err := simulated(func(t *sched.Thread) { _, ideal = oracles[c.program.Format](t, &c.program) })
	if err != nil {
		t.Errorf("%s: %v", c.name, err)
	}
	for i := range min(len(at), len(ideal)) {
		late = max(late, at[i]-ideal[i])
		if i >= len(c.want) || !cmp.Equal(c.want[i], got[i]) {
			break
		}
	}
	return late
}

// slower returns the case with all times so many times as long.
func (c *testCase) slower(t testing.TB, times int) *testCase {
	if times == 1 {
		return c
	}
	s := &testCase{name: c.name, source: stretched(c.source, times), want: stretched(c.want, times).([]any)}
	source, err := json.Marshal(s.source)
	if err == nil {
		err = json.Unmarshal(source, &s.program)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// stretched returns a value of a case with all times so many times as long.
func stretched(value any, times int) any {
	switch v := value.(type) {
	case []any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = stretched(v[i], times)
		}
		return list
	case map[string]any:
		fields := make(map[string]any, len(v))
		for key, field := range v {
			n, isNumber := field.(json.Number)
			if ms, err := n.Int64(); isNumber && err == nil && slices.Contains([]string{"ms", "timeout", "later"}, key) {
				field = json.Number(strconv.FormatInt(ms*int64(times), 10))
			}
			fields[key] = stretched(field, times)
		}
		return fields
	}
	return value
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
	c.source = decode(t, lines.Bytes()).(map[string]any)["program"]
	for lines.Scan() {
		c.want = append(c.want, decode(t, lines.Bytes()))
	}
	if err := lines.Err(); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return c
}
