// This file defines the standard streams of a program.

package subprocess

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
)

// A Stream says what a standard stream of a program is.
type Stream uint8

// What it can be.
const (
	Inherit Stream = iota // that of this process: None
	Pipe                  // a pipe, whose other end this process has: PIPE
	Null                  // /dev/null: DEVNULL
	Stdout                // of the standard error: where the standard output goes: STDOUT
)

// A stream is one of a program's, as it has it.
type stream struct {
	end    *ipc.End // nil: it is no pipe
	null   bool
	writes func(t *sched.Thread, data []byte) // where what is written goes that is no pipe; nil: the output of the run
}

// open makes the three streams of a program, and returns the ends that it has, and those that this process has; nil where there is none.
func (p *Process) open(t *sched.Thread, c *Config) (streams [3]stream, its []*ipc.End) {
	kinds := [3]Stream{c.Stdin, c.Stdout, c.Stderr}
	for i, kind := range kinds {
		switch kind {
		case Null:
			streams[i].null = true
		case Pipe:
			r, w := ipc.NewPipe(t, [...]string{"stdin", "stdout", "stderr"}[i])
			if i == 0 {
				p.Stdin, streams[i].end = w, r
			} else {
				streams[i].end = w
				*[...]**ipc.End{nil, &p.Stdout, &p.Stderr}[i] = r
			}
			its = append(its, streams[i].end)
		case Stdout:
			if i != 2 {
				t.FailWith("ValueError", "only stderr can be redirected to stdout")
			}
			streams[i] = streams[1]
		}
	}
	return streams, its
}
