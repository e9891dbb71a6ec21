// This file sees which objects several threads write.

package experiment

import (
	"slices"
	"strings"

	"github.com/gilsim/gilsim/trace"
)

// A sharing is a recorder that finds the objects that several threads write, locks and queues included. The main thread,
// which makes what the others have, does not count beside them.
type sharing struct {
	names   *trace.Names
	main    int32           // the thread of the first event; 0 before that
	writers map[int32]int32 // by object: the only thread that has written it, or several
}

// several stands for more than one thread.
const several = -1

func newSharing(names *trace.Names) *sharing {
	return &sharing{names: names, writers: map[int32]int32{}}
}

// Record notes who writes what.
func (s *sharing) Record(events []trace.Event) {
	for i := range events {
		e := &events[i]
		if s.main == 0 {
			s.main = e.Thread
		}
		if spec := e.Kind.Spec(); spec.Group != trace.Program || spec.Obj != trace.Object || !spec.Writes || e.Thread == s.main {
			continue
		}
		switch s.writers[e.Obj] {
		case 0, e.Thread:
			s.writers[e.Obj] = e.Thread
		default:
			s.writers[e.Obj] = several
		}
	}
}

// shared returns the names of the objects that several threads have written, in the order in which they were made. Those
// with an underscore are what Python's library keeps for itself.
func (s *sharing) shared() []string {
	var objects []int32
	for object, thread := range s.writers {
		if thread == several {
			objects = append(objects, object)
		}
	}
	slices.Sort(objects)
	var names []string
	for _, object := range objects {
		if name := s.names.ObjectLabel(object); !strings.HasPrefix(name, "_") && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
