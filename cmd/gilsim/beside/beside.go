// Package beside runs a Python file by an interpreter that the user has, as a child process, so that what is predicted for CPython
// can be compared with CPython itself.
//
// What is known of a run is what the operating system says of the process: wall time, processor time, its output and its exit
// status. What the interpreter takes to start and to end is measured with an empty program, and taken off.
package beside

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/measure"
)

// An Interpreter is one that the user has.
type Interpreter struct {
	Path    string // as it was given
	program string // what is executed: Path may name a script that looks for it
	Name    string // of the implementation: cpython
	Version string // such as 3.13.5
	Free    bool   // it is built to run without the lock
	Locked  bool   // it runs with the lock
}

// Era returns the version as package gil names it: 3.13, or 3.13t without the lock.
func (i *Interpreter) Era() string {
	part := strings.SplitN(i.Version, ".", 3)
	era := strings.Join(part[:min(2, len(part))], ".")
	if !i.Locked {
		era += "t"
	}
	return era
}

// asked tells what an interpreter is, in Python that every version understands.
const asked = `import sys
print("%d.%d.%d" % sys.version_info[:3])
try:
    import sysconfig
    print(int(bool(sysconfig.get_config_var("Py_GIL_DISABLED"))))
except Exception:
    print(0)
print(int(getattr(sys, "_is_gil_enabled", lambda: True)()))
print(getattr(getattr(sys, "implementation", None), "name", "cpython"))
print(sys.executable)
`

// askLimit is how long an interpreter may take to say what it is.
const askLimit = 10 * time.Second

// Ask finds an interpreter, by its name or path, and asks it what it is.
func Ask(ctx context.Context, path string) (*Interpreter, error) {
	ctx, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	r := execute(ctx, path, []string{"-c", asked}, nil)
	lines := strings.Split(strings.TrimRight(strings.ReplaceAll(r.Stdout, "\r\n", "\n"), "\n"), "\n")
	switch {
	case errors.Is(r.Err, exec.ErrNotFound):
		return nil, fmt.Errorf("--beside=%s: there is no such program: give a Python interpreter, by its name or its path", path)
	case r.Err != nil:
		return nil, fmt.Errorf("--beside=%s cannot be run: %w", path, r.Err)
	case r.Status != 0 || len(lines) != 5:
		return nil, fmt.Errorf("--beside=%s is no Python interpreter: asked for its version it said %q", path, firstLine(r.Stdout+r.Stderr))
	}
	return &Interpreter{Path: path, Version: lines[0], Free: lines[1] == "1", Locked: lines[2] == "1", Name: lines[3], program: cmp.Or(lines[4], path)}, nil
}

// firstLine returns the beginning of the first line of a text.
func firstLine(text string) string {
	const most = 60
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	if r := []rune(line); len(r) > most {
		return string(r[:most]) + "…"
	}
	return line
}

// A Program is what the interpreter runs.
type Program struct {
	File  string
	Args  []string
	Stdin []byte
}

// A Run is one run of the child process.
type Run struct {
	Wall   time.Duration
	CPU    time.Duration // of the process, in user and system mode
	Stdout string
	Stderr string
	Status int   // its exit status; -1: a signal has ended it
	Err    error // it could not be run, or was ended from here
}

// How often a program is run at most, unless that is said, and in how much time.
const (
	starts = 3 // of an empty program
	budget = 4 * time.Second
)

// A Series is several runs of a program.
type Series struct {
	*Interpreter
	Start Run             // of an empty program, the median
	Walls []time.Duration // of each, less that of its start
	Uses  []float64       // the processor use of each that takes longer than the start, in percent of one core
	Last  Run
}

// Measure runs the program so often, after one run that does not count, or less often if that takes long. A run may take so long at
// most: one that takes longer, or cannot be run, ends the series, and Last says why.
func (i *Interpreter) Measure(ctx context.Context, p Program, repeat int, limit time.Duration) *Series {
	s := &Series{Interpreter: i, Start: i.start(ctx)}
	began := time.Now()
	for n := 0; n <= repeat; n++ {
		if s.Last = i.once(ctx, p, limit); s.Last.Err != nil {
			return s
		}
		if n > 0 || s.Last.Wall > budget {
			s.add()
		}
		if len(s.Walls) > 0 && time.Since(began) > budget {
			break
		}
	}
	return s
}

// start runs an empty program.
func (i *Interpreter) start(ctx context.Context) Run {
	runs := make([]Run, starts)
	for n := range runs {
		runs[n] = execute(ctx, i.program, []string{"-c", "import threading"}, nil)
	}
	slices.SortFunc(runs, func(a, b Run) int { return int(a.Wall - b.Wall) })
	return runs[starts/2]
}

func (i *Interpreter) once(ctx context.Context, p Program, limit time.Duration) Run {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	return execute(ctx, i.program, append([]string{p.File}, p.Args...), p.Stdin)
}

// add adds the last run to the series.
func (s *Series) add() {
	wall, cpu := s.Last.Wall-s.Start.Wall, s.Last.CPU-s.Start.CPU
	s.Walls = append(s.Walls, max(0, wall))
	if wall > 0 && wall > s.Start.Wall/2 { // or else the start's own noise decides
		s.Uses = append(s.Uses, 100*float64(max(0, cpu))/float64(wall))
	}
}

// Wall returns the time that the runs took, in seconds.
func (s *Series) Wall() measure.Spread {
	list := make([]float64, len(s.Walls))
	for i, w := range s.Walls {
		list[i] = w.Seconds()
	}
	return measure.SpreadOf(list)
}

// CPU returns the processor use, in percent of one core; it is not known of runs that take no longer than the start.
func (s *Series) CPU() measure.Spread {
	if len(s.Uses) < len(s.Walls) {
		return measure.Spread{}
	}
	return measure.SpreadOf(s.Uses)
}

// mostOutput is how much of what a child writes is kept, in bytes.
const mostOutput = 16 << 20

// A capped buffer keeps the first bytes that are written.
type capped struct{ bytes.Buffer }

// Write keeps what there is room for.
func (c *capped) Write(p []byte) (int, error) {
	if room := mostOutput - c.Len(); room > 0 {
		c.Buffer.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

// pipeLimit is how long a child's own children may keep its output open after its end.
const pipeLimit = time.Second

// execute runs a program to its end, or until the context is done.
func execute(ctx context.Context, path string, args []string, stdin []byte) Run {
	var out, errs capped
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr, cmd.WaitDelay = bytes.NewReader(stdin), &out, &errs, pipeLimit
	began := time.Now()
	err := cmd.Run()
	r := Run{Wall: time.Since(began), Stdout: out.String(), Stderr: errs.String(), Err: err}
	var exited *exec.ExitError
	if errors.As(err, &exited) {
		r.Err = nil
	}
	if ctx.Err() != nil {
		r.Err = context.Cause(ctx)
	}
	if cmd.ProcessState != nil {
		r.CPU, r.Status = cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime(), cmd.ProcessState.ExitCode()
	}
	return r
}
