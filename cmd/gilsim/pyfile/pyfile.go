// Package pyfile makes a program of a Python file, so that it is run, recorded, replayed and counted as those of the catalogue
// are.
package pyfile

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/python"
	"github.com/gilsim/gilsim/python/code"
	"github.com/gilsim/gilsim/python/syntax"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// The parameters of a file in a trace's header.
const (
	paramSource = "source" // the first digits of its SHA-256
	paramArgs   = "args"   // the program's own arguments, quoted as in Go; left out if there are none
	paramMemory = "memory" // how much the program's objects may take, in MB; left out where nothing was said
)

// Is reports whether the name is that of a Python file.
func Is(name string) bool { return strings.HasSuffix(name, ".py") }

// A File is a Python file that has been read, and how it is to be run.
type File struct {
	Path    string
	Source  []byte
	Version string   // of Python, a name of gil.Eras
	Args    []string // the program's own
	Stdin   []byte
	Cores   int // of the machine, as the program is told
	// MaxMemory is how many bytes the program's objects may take; 0: what package python says.
	MaxMemory int64

	was string // the hash of the source that a run was recorded with, if that was another one

	// Beside has the modules that lie beside the file; nil: they are read from its folder.
	Beside python.Finder

	// Expect says whether a run that ends well has printed what it should have; nil: nobody says.
	Expect *Expectation
	// Whole makes all that was printed the result; otherwise it is the last line.
	Whole bool
}

// maxSource is how large a file may be, in bytes.
const maxSource = 16 << 20

// Read reads a file. The error is one sentence.
func Read(path string) (*File, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("there is no file %q: give a Python file that exists, or --workload=NAME for a program of the catalogue", path)
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is no file: give a Python file", path)
	case info.Size() > maxSource:
		return nil, fmt.Errorf("%s has %s bytes: a Python file may have %s", path, layout.Count(int(info.Size())), layout.Count(maxSource))
	}
	source, err := os.ReadFile(path)
	return &File{Path: path, Source: source}, err
}

// ReadsInput reports whether the program may read its standard input.
func (f *File) ReadsInput() bool {
	return bytes.Contains(f.Source, []byte("input")) || bytes.Contains(f.Source, []byte("stdin"))
}

// hash returns the first digits of the source's hash.
func (f *File) hash() string {
	sum := sha256.Sum256(f.Source)
	return hex.EncodeToString(sum[:6])
}

// hashes returns the hashes that a trace's header may have: the source's, and that of the one which a schedule was made for.
func (f *File) hashes() []string {
	list := []string{f.hash()}
	if f.was != "" {
		list = append(list, f.was)
	}
	return list
}

// Program compiles the file. The error lists all that is wrong with it, a line each.
func (f *File) Program() (*workload.Program, []syntax.Note, error) {
	beside := &found{from: f.beside()}
	compiled, err := f.compile(beside)
	if err != nil {
		return nil, nil, err
	}
	p := &workload.Program{
		Sources: append([]trace.SourceFile{{Name: f.Path, Text: string(f.Source)}}, beside.files...),
		Name:    f.Path,
		Family:  "python",
		Short:   "a Python file",
		Params:  []workload.Param{{Name: paramSource, Default: f.hash(), Words: f.hashes()}},
		Start: func() (sched.Runner, func() workload.Outcome) {
			run := compiled.Start(python.Options{Args: f.Args, Stdin: f.Stdin, Cores: f.Cores, MaxMemory: f.MaxMemory})
			return run, func() workload.Outcome { return f.outcome(run.Result()) }
		},
	}
	switch {
	case compiled.UsesProcesses():
		p.Simulated = func(workload.Input) string { return "processes of a Python program are simulated only" }
	case compiled.UsesNetwork():
		p.Simulated = func(workload.Input) string { return "sockets of a Python program are simulated only" }
	case compiled.UsesSignals():
		p.Simulated = func(workload.Input) string { return "signals of a Python program are simulated only" }
	}
	if len(f.Args) > 0 {
		args := quoted(f.Args)
		p.Params = append(p.Params, workload.Param{Name: paramArgs, Default: args, Words: []string{args}})
	}
	if f.MaxMemory != 0 {
		mb := strconv.FormatInt(f.MaxMemory>>20, 10)
		p.Params = append(p.Params, workload.Param{Name: paramMemory, Default: mb, Words: []string{mb}})
	}
	return p, compiled.Notes, nil
}

// compile compiles the file, and looks whether all that it imports is there.
func (f *File) compile(beside python.Finder) (*python.Program, error) {
	compiled, err := python.Compile(f.Path, f.Source, f.Version, beside)
	var invalid *syntax.Error
	var unsupported *code.UnsupportedError
	switch {
	case errors.As(err, &invalid):
		return nil, f.invalid(invalid)
	case errors.As(err, &unsupported) && unsupported.File == f.Path:
		return nil, errors.New(f.missingAtOnce(err))
	case err != nil:
		return nil, err
	case len(compiled.Missing) > 0:
		return nil, errors.New(missing(compiled.Missing, f.Version))
	}
	return compiled, nil
}

// invalid says why the file is no Python, as CPython reports it.
func (f *File) invalid(e *syntax.Error) error {
	return fmt.Errorf("%s is no valid Python:\n%s", f.Path, strings.TrimRight(e.Report(), "\n"))
}

// A Bytecode is the bytecode of a file, and what follows from it.
type Bytecode struct {
	*code.File
	Notes    []syntax.Note
	Updates  []code.Update // of variables that threads can share
	TooLarge error         // there are no updates, as a body is too large to find them
}

// Bytecode compiles the file, and finds the updates that it makes.
func (f *File) Bytecode() (b Bytecode, err error) {
	options := code.Options{Name: f.Path, Source: f.Source, Version: f.Version, Listing: true}
	tree, notes, err := syntax.Parse(f.Path, f.Source)
	if err == nil {
		b.File, err = code.Compile(tree, options)
	}
	var invalid *syntax.Error
	switch {
	case errors.As(err, &invalid):
		return b, f.invalid(invalid)
	case err != nil:
		return b, err
	}
	b.Notes = notes
	b.Updates, b.TooLarge = code.Updates(tree, options)
	return b, nil
}

func missing(list []python.Missing, version string) string {
	var b strings.Builder
	for _, m := range list {
		fmt.Fprintln(&b, m)
	}
	b.WriteString(available(version))
	return b.String()
}

// available says which modules there are.
func available(version string) string {
	return "there are " + strings.Join(python.Modules(version), ", ") + ", and the modules beside the file"
}

// missingAtOnce lists the constructs and the modules that the file uses and gilsim has not; err is what names the constructs.
func (f *File) missingAtOnce(err error) string {
	tree, _, invalid := syntax.Parse(f.Path, f.Source)
	if invalid != nil {
		return err.Error()
	}
	beside := f.beside()
	modules := 0
	list, failed := code.Missing(tree, code.Options{Name: f.Path, Source: f.Source, Version: f.Version}, func(module string) bool {
		_, _, _, ok := beside.Find(module)
		if ok = ok || slices.Contains(python.Modules(f.Version), module); !ok {
			modules++
		}
		return ok
	})
	if failed != nil {
		return err.Error()
	}
	text := (&code.UnsupportedError{File: f.Path, List: list}).Error()
	if modules > 0 {
		text += "\n" + available(f.Version)
	}
	return text
}

// outcome says what a run has come to.
func (f *File) outcome(r *python.Result) workload.Outcome {
	out := workload.Outcome{Result: r.LastLine(), OK: true, Open: f.Expect == nil, Errors: r.Stderr}
	if f.Whole {
		out.Result = strings.TrimRight(r.Stdout, "\n")
	}
	if out.Result == "" && r.Crashed {
		out.Result = lastLine(r.Stderr)
	}
	switch {
	case r.Crashed:
		out.OK, out.Open, out.Want = false, false, "an end without uncaught exceptions"
		out.Wrong = "an exception that nobody caught has ended a thread"
		if line := lastLine(r.Stderr); line != "" { // a hook may have printed it elsewhere, or not at all
			out.Wrong += ": " + line
		}
	case r.Status != 0:
		out.OK, out.Open, out.Want = false, false, "exit status 0"
		out.Wrong = "the program's exit status is " + strconv.Itoa(r.Status)
	case f.Expect != nil:
		out.OK, out.Want = f.Expect.holds(r), f.Expect.String()
	}
	return out
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	return lines[len(lines)-1]
}

// quoted writes arguments as a trace's header has them.
func quoted(args []string) string {
	list := make([]string, len(args))
	for i, a := range args {
		list[i] = strconv.Quote(a)
	}
	return strings.Join(list, " ")
}

// unquoted is the inverse of quoted.
func unquoted(text string) (args []string, err error) {
	for rest := strings.TrimSpace(text); rest != ""; rest = strings.TrimSpace(rest) {
		prefix, err := strconv.QuotedPrefix(rest)
		if err != nil {
			return nil, fmt.Errorf("parameter %s is %q: it must be quoted words", paramArgs, text)
		}
		word, _ := strconv.Unquote(prefix)
		args, rest = append(args, word), rest[len(prefix):]
	}
	return args, nil
}

// beside finds the modules that lie beside the file.
func (f *File) beside() python.Finder {
	if f.Beside != nil {
		return f.Beside
	}
	return siblings{filepath.Dir(f.Path), f.Version}
}

// found keeps what a finder has found, in that order.
type found struct {
	from  python.Finder
	files []trace.SourceFile
}

// Find asks the finder.
func (s *found) Find(module string) (file string, source []byte, pkg, ok bool) {
	file, source, pkg, ok = s.from.Find(module)
	if ok {
		s.files = append(s.files, trace.SourceFile{Name: file, Text: string(source)})
	}
	return file, source, pkg, ok
}

// siblings finds the modules that lie in a folder, beside the program.
type siblings struct{ dir, version string }

// Find returns the source of a package's __init__.py, or of a module, in the order in which FileFinder.find_spec of importlib looks for
// them. A folder without that file is a package, too, whose __init__.py is empty, if the library has none of that name (PEP 420).
func (s siblings) Find(module string) (file string, source []byte, pkg, ok bool) {
	at := filepath.Join(s.dir, filepath.FromSlash(strings.ReplaceAll(module, ".", "/")))
	for _, file := range [...]string{filepath.Join(at, "__init__.py"), at + ".py"} {
		if info, err := os.Stat(file); err != nil || !info.Mode().IsRegular() || info.Size() > maxSource {
			continue
		}
		if source, err := os.ReadFile(file); err == nil {
			return file, source, strings.HasSuffix(file, "__init__.py"), true
		}
	}
	info, err := os.Stat(at)
	if err != nil || !info.IsDir() || s.version == "2.7" || slices.Contains(python.Modules(s.version), module) {
		return "", nil, false, false
	}
	return filepath.Join(at, "__init__.py"), nil, true, true
}
