// This file lets the commands take a Python file in place of a program of the catalogue.

package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/term"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/pyfile"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/python"
	"github.com/gilsim/gilsim/trace"
)

// What --result takes.
const (
	resultLast = "last"
	resultAll  = "all"
)

// fileFlags say which Python file is run, and what is right.
type fileFlags struct {
	path   string       // "" if a program of the catalogue is run
	args   []string     // the file's own
	read   *pyfile.File // once it has been read
	expect word
	result choice
	memory size
}

func (f *fileFlags) declare(to *pflag.FlagSet) {
	f.expect = word{"", "TEXT|/REGEX/|FILE"}
	f.result = choice{resultLast, []string{resultLast, resultAll}}
	f.memory = size{mb: python.DefaultMaxMemory >> 20}
	grouped(to, groupFile, func(fs *pflag.FlagSet) {
		fs.Var(&f.memory, "max-memory", "how much memory the objects of a Python file may take, such as 64MB or 2GB: what it asks for beyond that is a MemoryError")
		fs.Var(&f.expect, "expect", "what a Python file must print: its last line, /a pattern/ somewhere, or all that a file holds; without it results are listed and not judged, but an uncaught exception, a deadlock and an exit status are wrong")
		fs.Var(&f.result, "result", "by what runs are counted: the last line that the file prints, or all of it")
	})
}

// take takes the words of a command line: FILE.py, and what the file itself is given after --.
func (f *fileFlags) take(words []string) {
	if len(words) > 0 {
		f.path, f.args = words[0], words[1:]
	}
}

// fileOrCommand refuses words that are neither a command nor a Python file with its arguments behind --.
func fileOrCommand(cmd *cobra.Command, words []string) error {
	dash := cmd.ArgsLenAtDash()
	before := words
	if dash >= 0 {
		before = words[:dash]
	}
	switch {
	case len(words) == 0:
		return nil
	case len(before) == 0:
		return fmt.Errorf("%q comes after --, but no Python file before it: give FILE.py -- and its arguments", words[0])
	case !pyfile.Is(before[0]):
		return noSuchCommand(cmd, words)
	case len(before) > 1:
		return fmt.Errorf("%q is too much: the arguments of %s itself come after --", before[1], before[0])
	}
	return nil
}

// refuse refuses flags of the catalogue on a file, and those of a file on the catalogue.
func (f *fileFlags) refuse(given func(flag string) bool) error {
	if f.path == "" {
		for _, flag := range []string{"expect", "result", "max-memory"} {
			if given(flag) {
				return fmt.Errorf("--%s is for a Python file: a program of the catalogue has a check of its own", flag)
			}
		}
		return nil
	}
	switch {
	case given("workload"):
		return fmt.Errorf("--workload runs a program of the catalogue, and %s is given: leave one of them out", f.path)
	case given("threads"):
		return fmt.Errorf("--threads is for programs of the catalogue: %s starts its threads itself, and its own arguments come after --", f.path)
	case given("param"):
		return fmt.Errorf("--param is for programs of the catalogue: the arguments of %s come after --", f.path)
	}
	return nil
}

// fileProgram returns the program of the file, as that version of Python runs it. Notes about the file go to standard error.
func (a *app) fileProgram(f *fileFlags, python string, cores int) (*workload.Program, error) {
	file, err := pyfile.Read(f.path)
	if err != nil {
		return nil, err
	}
	file.Version, file.Args, file.Cores, file.Whole = python, f.args, cores, f.result.value == resultAll
	if f.memory.given {
		file.MaxMemory = int64(f.memory.mb) << 20
	}
	if f.expect.value != "" {
		if file.Expect, err = pyfile.ParseExpectation(f.expect.value); err != nil {
			return nil, err
		}
	}
	p, err := a.compiled(file)
	f.read = file
	return p, err
}

// settings are what a schedule says of how the file is judged.
func (f *fileFlags) settings() (list []trace.Param) {
	if f.path != "" && f.expect.value != "" {
		list = append(list, trace.Param{Key: experiment.SettingExpect, Value: f.expect.value})
	}
	if f.path != "" && f.result.value != resultLast {
		list = append(list, trace.Param{Key: experiment.SettingResult, Value: f.result.value})
	}
	return list
}

// compiled compiles a file, tells the notes about it, and gives it its standard input if it may read one.
func (a *app) compiled(file *pyfile.File) (*workload.Program, error) {
	if file.ReadsInput() && !a.readsTerminal() {
		var err error
		if file.Stdin, err = io.ReadAll(a.stdin); err != nil {
			return nil, fmt.Errorf("reading standard input failed: %w", err)
		}
	}
	p, notes, err := file.Program()
	for _, n := range notes {
		fmt.Fprintf(a.stderr, "gilsim: %s:%d: %s\n", filepath.Base(file.Path), n.Line, n.Text)
	}
	return p, err
}

// pythonOf returns the version of Python that a file runs as: the one that is named, or the latest one that has such a lock.
func pythonOf(named string, lock gil.Config) string {
	if named != "" {
		return named
	}
	latest := ""
	for _, era := range gil.Eras() {
		if era.Lock.Discipline == lock.Discipline || latest == "" || lock.Discipline == gil.Coop {
			latest = era.Name
		}
	}
	return latest
}

// recordedProgram returns the program whose run has this header: the Python file that it names or holds, if it is one. The trace is a
// schedule if its turns are followed and its events are not compared: such a one does not need the source that it was made for. Source is a
// file to run in place of the recorded one, "": none, and python the version that it is run as; "": the recorded one.
func (a *app) recordedProgram(h trace.Header, source, python string, schedule bool) (*workload.Program, error) {
	if !pyfile.Is(h.Program) {
		return recordedWorkload(h.Program, source)
	}
	if python == "" {
		python, _ = trace.Lookup(h.Config, experiment.ConfigPython)
	}
	read := pyfile.Recorded
	if source != "" {
		read = func(h trace.Header, python string) (*pyfile.File, *pyfile.Change, error) {
			return pyfile.Given(h, source, python)
		}
	}
	file, changed, err := read(h, python)
	switch {
	case err != nil:
		return nil, err
	case changed != nil && !changed.Source && !schedule:
		return nil, fmt.Errorf("%s has changed since the run was recorded, and the trace does not hold its source: replay it --by-order to see how far its schedule still fits", changed.Path)
	case changed != nil:
		fmt.Fprintf(a.stderr, "gilsim: %s\n", changed)
	}
	return a.compiled(file)
}

// recordedFile returns the file whose run has this header, or source in its place, and how it differs from the recorded one.
func recordedFile(h trace.Header, source, python string) (*pyfile.File, *pyfile.Change, error) {
	if source != "" {
		return pyfile.Given(h, source, python)
	}
	return pyfile.Recorded(h, python)
}

// recordedWorkload returns the program of the catalogue that was recorded. There is no other source for it.
func recordedWorkload(name, source string) (*workload.Program, error) {
	if source != "" {
		return nil, fmt.Errorf("--source is for the run of a Python file: this one is of %s, a program of the catalogue", name)
	}
	return findWorkload(name)
}

// readsTerminal reports whether standard input is a terminal, from which nothing is read: whoever sits there does not expect to be
// asked.
func (a *app) readsTerminal() bool {
	f, ok := a.stdin.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// noSource is the flag that leaves the source of a Python file out of its traces.
type noSource struct{ toggle }

func (n *noSource) declare(to *pflag.FlagSet) {
	grouped(to, groupOutput, func(fs *pflag.FlagSet) {
		n.toggle.declare(fs, "no-source", "leaves the source of a Python file out of its trace, which is then replayed with the file itself")
	})
}

// refuse refuses the flag where no source would be kept.
func (n *noSource) refuse(o *runOptions, given func(flag string) bool) error {
	switch {
	case !given("no-source"):
	case o.file.path == "":
		return fmt.Errorf("--no-source is for the trace of a Python file: a program of the catalogue has no source in its trace")
	case o.trace.value == "" && o.real.trace.value == "":
		return fmt.Errorf("--no-source leaves the source out of a trace, but none is kept: give --trace=FILE")
	}
	return nil
}

// apply takes the source from a program's traces if that is wanted.
func (n *noSource) apply(p *workload.Program) {
	if n.on {
		p.Sources = nil
	}
}
