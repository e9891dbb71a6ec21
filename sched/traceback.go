// This file defines what is told of an exception that nobody has caught, in the words of Python.

package sched

import (
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"runtime"
	"strings"
)

// Traceback returns what Python prints of an exception that nobody has caught (Lib/traceback.py; the first line is that of
// threading.excepthook, or of atexit): the lines of the program, the innermost one last, and what the exception is. An
// exception that has a traceback of its own, Traceback() string, is told by that.
func (e *ThreadError) Traceback() string {
	var b strings.Builder
	who := ""
	if e.In != "" {
		who = " in " + e.In
	}
	switch {
	case e.exits:
		fmt.Fprintf(&b, "Exception ignored in atexit callback%s:\n", who)
	case !e.main:
		fmt.Fprintf(&b, "Exception in thread %s%s:\n", e.Thread, who)
	case who != "":
		fmt.Fprintf(&b, "Exception%s:\n", who)
	}
	var own interface{ Traceback() string }
	if errors.As(e.Err, &own) {
		b.WriteString(strings.TrimSuffix(own.Traceback(), "\n") + "\n")
		return b.String()
	}
	if e.lines != "" {
		b.WriteString("Traceback (most recent call last):\n" + e.lines)
	}
	var misuse *MisuseError
	if errors.As(e.Err, &misuse) {
		fmt.Fprintf(&b, "%s: ", misuse.class())
	}
	fmt.Fprintf(&b, "%v\n", e.Err)
	return b.String()
}

// class returns the class of the exception that Python raises.
func (e *MisuseError) class() string {
	if e.Class == "" {
		return "RuntimeError"
	}
	return e.Class
}

// linesOf returns the lines of the program among the callers as a traceback has them.
func linesOf(pcs []uintptr) (text string) {
	frames := runtime.CallersFrames(pcs)
	for {
		f, more := frames.Next()
		if ofProgram(f) {
			text = fmt.Sprintf("  File %q, line %d, in %s\n", filepath.Base(f.File), f.Line, path.Base(f.Function)) + text
		}
		if !more {
			return text
		}
	}
}
