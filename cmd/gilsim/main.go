// Command gilsim shows what threads and an interpreter lock do to a program: on a simulated machine, where every switch
// is deterministic, recorded and replayable, and for real, on the cores of this computer.
//
//	gilsim --gil=on --threads=8     eight threads that compute, with the lock: predicted, and measured
//	gilsim --gil=off --threads=8    the same without it
//	gilsim compare                  with more and more threads
//	gilsim list                     the programs that it knows
//	gilsim --help                   everything else
package main

import (
	"fmt"
	"io"
	"os"

	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/trace/view"
)

func main() {
	native.Init()
	delayFirstCollection()
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run runs the command with these arguments and returns its exit code.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &app{stdin: stdin, stdout: newStream(stdout), stderr: newStream(stderr)}
	a.traces = a.stdout
	root := a.rootCommand()
	root.SetArgs(args)
	err := root.Execute()
	if flushed := a.traces.Flush(); flushed != nil && codeOf(err) <= exitFinding { // a finding that nobody sees is none
		err = fmt.Errorf("writing to standard output failed: %w", flushed)
	}
	a.complain(err)
	_ = a.stderr.Flush() // there is nobody left to tell
	return codeOf(err)
}

// An app is what every command has: its streams and the flags of all.
type app struct {
	stdin          io.Reader
	stdout, stderr *stream
	traces         *stream // standard output, also with --quiet
	flags          globalFlags
}

// hush has reports go nowhere and progress stay untold, if that is wanted.
func (a *app) hush() {
	if a.flags.quiet.on {
		a.stdout, a.stderr.tty = newStream(io.Discard), false
	}
}

// colors returns the palette of a stream.
func (a *app) colors(s *stream) palette { return newPalette(colored(a.flags.color.value, s.tty)) }

// width returns how wide the lines on a stream may be.
func (a *app) width(s *stream) int {
	if w := a.flags.width.value; w > 0 {
		return int(w)
	}
	return s.width()
}

func (a *app) print(to *stream, p *layout.Page) error { return p.Write(to, a.colors(to).paint) }

// complain writes what an error says, if it says anything, to standard error.
func (a *app) complain(err error) {
	if err != nil && err.Error() != "" {
		fmt.Fprintf(a.stderr, "%s %s\n", a.colors(a.stderr).paint(view.StyleFailure, "gilsim:"), layout.Told(err.Error()))
	}
}
