// This file defines what the system knows by a name, for all processes.

package ipc

import (
	"maps"
	"strings"
	"sync"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A namespace is what the simulated system knows by names. On the real machine each run has names of its own in the system.
type namespace struct {
	files    map[string]*Pipe  // FIFOs
	regular  map[string]*inode // files
	memory   map[string]*inode
	sems     map[string]*Semaphore
	queues   map[string]*posixQueue
	messages map[int]*sysvQueue // by key
	made     int                // so many of them
}

type namespaceKey struct{}

func namesOf(r *sched.Run) *namespace {
	return r.Shared(namespaceKey{}, func() any {
		return &namespace{files: map[string]*Pipe{}, regular: map[string]*inode{}, memory: map[string]*inode{}, sems: map[string]*Semaphore{},
			queues: map[string]*posixQueue{}, messages: map[int]*sysvQueue{}}
	}).(*namespace)
}

// How long the name of a file can be, and a path, in bytes: NAME_MAX and PATH_MAX.
const (
	longest     = 255
	longestPath = 4095
)

// slashed returns the name of memory or a semaphore with one slash in front, as glibc takes it with and without (shm_open(3),
// sem_open(3)), and what is wrong with it: it has no other slash, and at most so many bytes behind the first one.
func slashed(name string, most int) (string, Errno) {
	base := strings.TrimLeft(name, "/")
	name = "/" + base
	switch {
	case base == "" || strings.Contains(base, "/"):
		return name, ErrInvalid
	case len(base) > most:
		return name, ErrLongName
	}
	return name, 0
}

// A realName is what the process of an operating system knows of a name: a module of it has them, so that it is the same object for
// whoever asks.
type realName struct {
	object int32
	key    int64  // of its memory
	system string // what the system calls it
}

// realNames are those that a process knows: a module of it.
type realNames struct {
	mu   sync.Mutex
	list map[nameKey]*realName
}

type realNamesKey struct{}

type nameKey struct {
	kind sched.NameKind
	name string
}

// nameFor returns what the thread's process knows of a name, which pictures and reports show like this.
func nameFor(t *sched.Thread, kind sched.NameKind, shown trace.Info, name string) *realName {
	all := t.Process().Module(realNamesKey{}, func() any { return &realNames{list: map[nameKey]*realName{}} }).(*realNames)
	all.mu.Lock()
	defer all.mu.Unlock()
	known := all.list[nameKey{kind, name}]
	if known != nil {
		return known
	}
	key, system, err := t.Process().Real().Name(kind, name)
	if err != nil {
		t.FailWith("OSError", "%v", err)
	}
	known = &realName{t.Process().Names.AddObject(shown.Class, shown.Name), key, system}
	t.Process().Real().Shared(key, known.object)
	all.list[nameKey{kind, name}] = known
	return known
}

// Fork lets the child know them, too.
func (n *realNames) Fork(*sched.Process) (key, value any) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return realNamesKey{}, &realNames{list: maps.Clone(n.list)}
}
