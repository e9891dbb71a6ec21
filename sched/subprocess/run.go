// This file defines run and its older kin.

package subprocess

import (
	"fmt"
	"time"

	"github.com/gilsim/gilsim/internal/text"
	"github.com/gilsim/gilsim/sched"
)

// Options say how Run is to run a program.
type Options struct {
	Config
	Input   []byte        // for its standard input, which is a pipe then; nil: none
	Capture bool          // its standard output and standard error are read: capture_output
	Check   bool          // another exit code than 0 raises a *CalledProcessError
	Timeout time.Duration // it is killed after so long, which raises a *TimeoutExpired; 0: never
}

// A Completed is a program that has been run.
type Completed struct {
	Args           []string
	ReturnCode     int
	Stdout, Stderr []byte // of those streams that were pipes
	captured       bool
}

// Run runs a program to its end: subprocess.run.
func Run(t *sched.Thread, args []string, o Options) *Completed {
	if o.Input != nil {
		if o.Stdin != Inherit {
			t.FailWith("ValueError", "stdin and input arguments may not both be used.")
		}
		o.Stdin = Pipe
	}
	if o.Capture {
		if o.Stdout != Inherit || o.Stderr != Inherit {
			t.FailWith("ValueError", "stdout and stderr arguments may not be used with capture_output.")
		}
		o.Stdout, o.Stderr = Pipe, Pipe
	}
	limit := sched.Forever
	if o.Timeout > 0 {
		limit = o.Timeout
	}
	p := Popen(t, args, o.Config)
	done := &Completed{Args: args, captured: o.Capture}
	if err := t.Catch(func() { done.Stdout, done.Stderr = p.Communicate(t, o.Input, limit) }); err != nil {
		p.Kill(t)
		p.Wait(t, sched.Forever)
		p.closeAll(t)
		sched.Raise(err)
	}
	done.ReturnCode = p.returnCode
	if o.Check {
		done.CheckReturnCode()
	}
	return done
}

// CheckReturnCode raises a *CalledProcessError if the program has ended with another code than 0.
func (c *Completed) CheckReturnCode() {
	if c.ReturnCode != 0 {
		sched.Raise(&CalledProcessError{ReturnCode: c.ReturnCode, Args: c.Args, Output: c.Stdout, Stderr: c.Stderr})
	}
}

// String is repr(completed).
func (c *Completed) String() string {
	is := fmt.Sprintf("CompletedProcess(args=%s, returncode=%d", list(c.Args), c.ReturnCode)
	if c.captured {
		is += ", stdout=" + text.ReprBytes(string(c.Stdout)) + ", stderr=" + text.ReprBytes(string(c.Stderr))
	}
	return is + ")"
}

// Call runs a program, and returns its exit code, or minus a signal: subprocess.call.
func Call(t *sched.Thread, args []string, c Config) int {
	return Popen(t, args, c).Wait(t, sched.Forever)
}

// CheckCall is Call, but raises a *CalledProcessError unless that is 0: subprocess.check_call.
func CheckCall(t *sched.Thread, args []string, c Config) {
	if code := Call(t, args, c); code != 0 {
		sched.Raise(&CalledProcessError{ReturnCode: code, Args: args})
	}
}

// CheckOutput runs a program and returns what it has written to its standard output: subprocess.check_output.
func CheckOutput(t *sched.Thread, args []string, o Options) []byte {
	o.Stdout, o.Check = Pipe, true
	return Run(t, args, o).Stdout
}
