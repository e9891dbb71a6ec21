// Package reexec makes child processes that are this executable again: each enters a function that is registered under a name,
// in place of main.
//
// A Go program cannot fork: of all the threads of its runtime fork(2) copies the calling one alone. So a child is executed
// anew, and finds what it is to do in a table that package-level variables fill. An own main calls Init first. A test binary
// calls nothing: a flag that only such a child is given is set when package flag parses the command line, which package
// testing does when every init has run.
//
// # What must not happen
//
// A program that forgets Init would start itself again, which would start itself again, and so on. So one that is a child and
// has not entered may start nothing (Strayed), and the first start of a process waits for the child's sign: at most one
// child is ever made, and the error says what to add.
//
// No child may outlive the first process, however that ends: each has a leash, the read end of a pipe whose write end the
// first process alone has, and kills itself when that is gone. A child whose parent ends before the first process lives on,
// as an orphan does.
package reexec

import (
	"errors"
	"flag"
	"os"
	"strings"
	"sync"
	"sync/atomic"
)

// ErrNoEntry is the error of a program that starts children, and does not let them enter.
var ErrNoEntry = errors.New("the process that was started did not begin: the first line of this program's main must call native.Init()")

// ErrUnsupported is the error of every start where the operating system is not Linux.
var ErrUnsupported = errors.New("child processes are started for real on Linux only: this system has no descriptors, shared memory and futexes to give to them as they need")

// A Child is what a child knows when it enters.
type Child struct {
	Payload []byte     // what Start was given
	Files   []*os.File // the same, in this process
}

// flagName is the flag that makes a process a child; its value is the name of the function.
const flagName = "gilsim.process"

// entries is the table of the functions, and where the process stands.
var entries struct {
	sync.Mutex
	byName  map[string]func(*Child) int
	entered atomic.Bool // this process is a child, and has become one
}

// Register gives a function a name. It is called when package-level variables are made, or by an init. The child exits with what
// the function returns.
func Register(name string, f func(*Child) int) {
	entries.Lock()
	defer entries.Unlock()
	if entries.byName == nil {
		entries.byName = map[string]func(*Child) int{}
	}
	if entries.byName[name] != nil {
		panic("reexec: " + name + " is registered twice")
	}
	entries.byName[name] = f
}

func entry(name string) func(*Child) int {
	entries.Lock()
	defer entries.Unlock()
	return entries.byName[name]
}

// meant returns the name of the function that this process is to enter; empty if it is no child.
func meant() string {
	if len(os.Args) < 2 {
		return ""
	}
	name, _ := strings.CutPrefix(os.Args[1], "-"+flagName+"=")
	if name == os.Args[1] {
		return ""
	}
	return name
}

// Init enters the function, and does not return, in a process that is a child. In every other it does nothing.
func Init() {
	if name := meant(); name != "" {
		enter(name)
	}
}

// Strayed reports whether this process is a child that did not enter: its program runs once more, and must not start anything.
func Strayed() bool { return meant() != "" && !entries.entered.Load() }

// hidden is the flag by which a test binary enters. Only a child has it, so that nobody's help lists it.
type hidden struct{}

func (hidden) String() string { return "" }

// Set enters the function of this name.
func (hidden) Set(name string) error { enter(name); return nil }

func init() {
	if meant() != "" {
		flag.Var(hidden{}, flagName, "makes this process a child of another one")
	}
}
