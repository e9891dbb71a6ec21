// This file defines the start methods, and what a process knows of itself.

package multiprocessing

import (
	"fmt"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
)

// A Method is how a process is started.
type Method uint8

// The start methods.
const (
	Fork       Method = iota // the child is a copy of its parent
	Spawn                    // a new interpreter, which imports the main module
	ForkServer               // a copy of a server that has imported little: the main module is imported, too
)

// Methods returns the names of the methods, in their order.
func Methods() []string { return []string{"fork", "spawn", "forkserver"} }

// String returns the method's name.
func (m Method) String() string { return Methods()[m] }

// ParseMethod returns the method of this name: set_start_method's argument.
func ParseMethod(name string) (Method, error) {
	for i, known := range Methods() {
		if name == known {
			return Method(i), nil
		}
	}
	return 0, fmt.Errorf("cannot find context for %q: a start method is fork, spawn or forkserver", name)
}

// cost returns what a start takes.
func (m Method) cost() ipc.Cost {
	return [...]func() ipc.Cost{Fork: ipc.ForkCost, Spawn: ipc.SpawnCost, ForkServer: ipc.ForkServerCost}[m]()
}

// A state is what the module knows in one process.
type state struct {
	identity []int // of the process: empty for the first one
	name     string
	daemonic bool
	parent   *sched.Process // nil for the first one

	mu         sched.Mutex // guards what follows
	registered bool        // its end is to be carried out
	started    int         // children that were made so far
	method     Method
	children   []*Process // started and not reaped
	finalizers []finalizer
	feeders    map[*Queue]*feeder
}

type stateKey struct{}

// stateOf returns what the module knows in the process of t.
func stateOf(t *sched.Thread) *state {
	s := t.Process().Module(stateKey{}, func() any { return &state{name: "MainProcess"} }).(*state)
	if s.registers(t) && s.parent == nil {
		t.Process().AtExit(t, s.atExit)
	}
	return s
}

// registers notes that the end of the process is to be carried out, and reports whether that is new.
func (s *state) registers(t *sched.Thread) bool {
	s.mu.Lock(t)
	defer s.mu.Unlock(t)
	is := s.registered
	s.registered = true
	return !is
}

// SetStartMethod says how the process starts others from now on, and they, too. The default is Fork, as on Linux up to 3.13.
func SetStartMethod(t *sched.Thread, m Method) {
	s := stateOf(t)
	s.mu.Lock(t)
	defer s.mu.Unlock(t)
	s.method = m
}

// CurrentName returns the name of the process of t: current_process().name.
func CurrentName(t *sched.Thread) string { return stateOf(t).name }

// Getpid returns the number of the process of t: os.getpid().
func Getpid(t *sched.Thread) int { return t.Process().Pid() }

// Getppid returns the number of the parent of the process of t: os.getppid().
func Getppid(t *sched.Thread) int { return t.Process().Ppid() }
