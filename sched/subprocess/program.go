// This file defines what stands for programs on the simulated machine.

package subprocess

import (
	"strings"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/signal"
)

// A Program is what stands for a program of the operating system. It runs in a process of its own, and returns its exit code.
type Program func(t *sched.Thread, run *Running) (code int)

// A Running is a program that runs, as it sees itself.
type Running struct {
	Args                  []string // its name, and its arguments
	stdin, stdout, stderr stream
}

// A table is the programs of a machine, by name.
type table struct {
	mu sched.Mutex
	of map[string]Program
}

type tableKey struct{}

func tableOf(t *sched.Thread) *table {
	return t.Process().Shared(tableKey{}, func() any { return &table{of: map[string]Program{}} }).(*table)
}

// Provide puts a program on the simulated machine, under a name, a path or a whole command line of a shell; nil takes it off. Every
// process finds it. On the real machine it does nothing: there are the programs that there are.
func Provide(t *sched.Thread, name string, p Program) {
	all := tableOf(t)
	all.mu.Lock(t)
	defer all.mu.Unlock(t)
	all.of[name] = p
}

// program returns the program of this name; nil if there is none.
func program(t *sched.Thread, name string) Program {
	all := tableOf(t)
	all.mu.Lock(t)
	defer all.mu.Unlock(t)
	return all.of[name]
}

// Prints returns a program that takes so long, writes a text, and exits with this code.
func Prints(text string, d time.Duration, code int) Program {
	return func(t *sched.Thread, run *Running) int {
		t.Sleep(d)
		run.Write(t, []byte(text))
		return code
	}
}

// Read reads n bytes at most from the standard input, and nothing where that has ended.
func (r *Running) Read(t *sched.Thread, n int) []byte {
	if r.stdin.end == nil {
		return nil
	}
	data, err := r.stdin.end.Read(t, n)
	if err != nil {
		return nil
	}
	return data
}

// ReadAll reads the standard input up to its end.
func (r *Running) ReadAll(t *sched.Thread) (data []byte) {
	for {
		some := r.Read(t, chunk)
		if len(some) == 0 {
			return data
		}
		data = append(data, some...)
	}
}

// chunk is how much is read at once.
const chunk = 32768

// Write writes to the standard output.
func (r *Running) Write(t *sched.Thread, data []byte) { r.stdout.write(t, data) }

// WriteError writes to the standard error.
func (r *Running) WriteError(t *sched.Thread, data []byte) { r.stderr.write(t, data) }

// write writes all. Where nobody reads any more the program dies by SIGPIPE.
func (s stream) write(t *sched.Thread, data []byte) {
	switch {
	case len(data) == 0 || s.null:
	case s.end == nil && s.writes != nil:
		s.writes(t, data)
	case s.end == nil:
		t.Write(string(data))
	case s.end.Write(t, data) != nil:
		signal.Raise(t, signal.SIGPIPE)
	}
}

// shell is what stands for /bin/sh -c line.
func shell(t *sched.Thread, line string) Program {
	if p := program(t, line); p != nil {
		return p
	}
	words := strings.Fields(line)
	if len(words) == 0 {
		return func(*sched.Thread, *Running) int { return 0 }
	}
	if p := program(t, words[0]); p != nil {
		return func(t *sched.Thread, run *Running) int {
			run.Args = words
			return p(t, run)
		}
	}
	return func(t *sched.Thread, run *Running) int {
		run.WriteError(t, []byte("/bin/sh: 1: "+words[0]+": not found\n"))
		return notFound
	}
}

// notFound is what a shell exits with that does not find a program.
const notFound = 127
