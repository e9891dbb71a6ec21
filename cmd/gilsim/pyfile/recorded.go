// This file makes the file of a recorded run again: from the trace, which holds its source, or else from where it lies.

package pyfile

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/python/code"
	"github.com/gilsim/gilsim/trace"
)

// A Change says that a file is not what it was when a run was recorded.
type Change struct {
	Path   string
	First  code.Difference // where it begins, if Source is there
	Source bool            // the trace has the source that was recorded: it is that which is run
	Given  bool            // but the user has named another one to run
}

// String says so in one sentence.
func (c *Change) String() string {
	if c.Given {
		return fmt.Sprintf("%s is not what was recorded: line %d was %q and is %q; the schedule is followed on it as far as it fits",
			c.Path, c.First.Line, strings.TrimSpace(c.First.Was), strings.TrimSpace(c.First.Is))
	}
	if !c.Source {
		return c.Path + " has changed since the run was recorded, and the trace does not hold its source: the schedule is followed on the file as it is now"
	}
	return fmt.Sprintf("%s has changed since the run was recorded: line %d was %q and is %q; the source in the trace is run, as it was",
		c.Path, c.First.Line, strings.TrimSpace(c.First.Was), strings.TrimSpace(c.First.Is))
}

// Recorded returns the file whose run has this header: with the source that the header holds, or else as it lies on disk. Changed says how
// the file on disk is another one by now; nil: it is the same, or gone.
func Recorded(h trace.Header, version string) (f *File, changed *Change, err error) {
	if len(h.Sources) > 0 {
		f, err = Held(h, version)
		return f, changeOf(h), err
	}
	if f, err = Read(h.Program); err != nil {
		return nil, nil, err
	}
	if source, ok := trace.Lookup(h.Params, paramSource); ok && source != f.hash() {
		f.was, changed = source, &Change{Path: f.Path}
	}
	return f, changed, f.configure(h, version)
}

// Given is Recorded with the source of a file that the user names in place of the recorded one. Where the header holds no source Changed says only
// that there is a change, if the hashes differ.
func Given(h trace.Header, path, version string) (f *File, changed *Change, err error) {
	if f, err = Read(path); err != nil {
		return nil, nil, err
	}
	recorded, ok := trace.Lookup(h.Params, paramSource)
	if !ok || recorded == f.hash() {
		return f, nil, f.configure(h, version)
	}
	f.was, changed = recorded, &Change{Path: f.Path}
	if len(h.Sources) > 0 {
		if d, differs := code.FirstDifference([]byte(h.Sources[0].Text), f.Source); differs {
			changed = &Change{Path: f.Path, First: d, Source: true, Given: true}
		}
	}
	return f, changed, f.configure(h, version)
}

// Held returns the file that a header holds, with its modules. It looks at no file on disk.
func Held(h trace.Header, version string) (*File, error) {
	switch {
	case len(h.Sources) == 0:
		return nil, fmt.Errorf("the source of %q is missing", h.Program)
	case h.Sources[0].Name != h.Program:
		return nil, fmt.Errorf("the first source in the trace is that of %q: it must be that of the program, %q", h.Sources[0].Name, h.Program)
	}
	f := &File{Path: h.Program, Source: []byte(h.Sources[0].Text), Beside: sources(h.Sources[1:])}
	if source, ok := trace.Lookup(h.Params, paramSource); ok && source != f.hash() {
		return nil, fmt.Errorf("the source in the trace has the hash %s, and its header says %s: one of them was edited", f.hash(), source)
	}
	return f, f.configure(h, version)
}

// configure has the file run as a header's parameters say.
func (f *File) configure(h trace.Header, version string) (err error) {
	f.Version = version
	if args, ok := trace.Lookup(h.Params, paramArgs); ok {
		if f.Args, err = unquoted(args); err != nil {
			return err
		}
	}
	if text, ok := trace.Lookup(h.Params, paramMemory); ok {
		mb, err := strconv.ParseUint(text, 10, 20)
		if err != nil || mb == 0 {
			return fmt.Errorf("parameter %s is %q: it must be a number of MB", paramMemory, text)
		}
		f.MaxMemory = int64(mb) << 20
	}
	return nil
}

// changeOf returns how a source that the header holds is another one on disk by now, nil if none is.
func changeOf(h trace.Header) *Change {
	for _, s := range h.Sources {
		if now, err := os.ReadFile(s.Name); err == nil {
			if d, differs := code.FirstDifference([]byte(s.Text), now); differs {
				return &Change{Path: s.Name, First: d, Source: true}
			}
		}
	}
	return nil
}

// sources finds the modules beside a program among those that its trace holds.
type sources []trace.SourceFile

// Find returns the source of a module, or of a package's __init__.py.
func (list sources) Find(module string) (file string, source []byte, pkg, ok bool) {
	at := strings.ReplaceAll(module, ".", "/")
	for _, s := range list {
		name := filepath.ToSlash(s.Name)
		for _, end := range [...]string{at + ".py", at + "/__init__.py"} {
			if name == end || strings.HasSuffix(name, "/"+end) {
				return s.Name, []byte(s.Text), strings.HasSuffix(end, "/__init__.py"), true
			}
		}
	}
	return "", nil, false, false
}
