// This file says which steps the columns show: the one rule for all who count them.

package view

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/trace"
)

// A Filter says which steps of a run columns show. The zero value shows the program's own.
type Filter struct {
	All     bool     // also what happens inside the library, to the interpreter lock and in the scheduler
	Library bool     // also what happens inside the library: threading, queue, concurrent.futures
	Threads []string // only what these threads or greenlets do; none are all
	Objects []string // only what happens to these objects and their parts, each shown even if it is inside the library; none are all
	From    int64    // only what happens from this time on, in nanoseconds
	To      int64    // and before this one; 0 is the end of the run
}

// Check returns an error if the filter names a thread, a greenlet or an object that a run does not have whose names these are.
func (f Filter) Check(names *trace.Names) error {
	var threads, actors, objects []string
	for id := int32(1); int(id) <= names.Threads(); id++ {
		threads = append(threads, names.Label(id))
	}
	for id := int32(1); int(id) <= names.Objects(); id++ {
		switch info, ok := names.Object(id); {
		case ok && trace.IsActor(info.Class):
			actors = append(actors, names.ObjectLabel(id))
		case ok:
			objects = append(objects, names.ObjectLabel(id))
		}
	}
	if name, ok := unmet(f.Threads, threads, actors); ok {
		return fmt.Errorf("the run has no thread or greenlet %q: its threads are %s", name, few(threads))
	}
	if name, ok := unmet(f.Objects, objects, threads, actors); ok {
		return fmt.Errorf("nothing in the run is called %q: its objects are %s", name, few(objects))
	}
	return nil
}

// unmet returns the first of the names that is none of those that there are.
func unmet(wanted []string, there ...[]string) (name string, found bool) {
	all := slices.Concat(there...)
	for _, name := range wanted {
		if !slices.ContainsFunc(all, func(has string) bool { return among([]string{name}, has) == chosen }) {
			return name, true
		}
	}
	return "", false
}

// few lists some of many names.
func few(names []string) string {
	const most = 12
	slices.Sort(names)
	names = slices.Compact(names)
	if len(names) > most {
		return strings.Join(names[:most], ", ") + " and " + groupDigits(int64(len(names)-most)) + " more"
	}
	return strings.Join(names, ", ")
}

// A Selector applies a filter to a run, whose events it is to be asked about in their order; it may be asked again about an
// earlier one. What it says of an object depends on nothing but that object's own name, so that a run says the same as its trace.
type Selector struct {
	names   labels
	filter  Filter
	threads trace.PerThread[belongs]
	objects []belongs // by number: of what something happens to
	actors  []belongs // by number: of greenlets
	ran     bool      // a thread has got a core: it is a run, not a schedule
	left    bool      // a step was left out because it is inside the library
}

// A belongs says where something stands to a filter, once that is known.
type belongs uint8

const (
	unasked belongs = iota
	outside         // it is none of those that are named
	inside          // it is one, but a part of the library
	chosen
)

// NewSelector returns the selector at the start of a run whose names these are.
func NewSelector(names *trace.Names, f Filter) *Selector {
	return &Selector{names: labels{names}, filter: f, threads: trace.PerThread[belongs]{Names: names}}
}

// Shows reports whether the event is shown. What undefined threads do is not.
func (s *Selector) Shows(e *trace.Event) bool {
	s.ran = s.ran || e.Kind == trace.Run
	if e.Kind == trace.Halt {
		return true
	}
	thread := s.threads.Row(e.Thread)
	return thread != nil && s.during(e.Time) && s.ofThread(e, thread) && s.ofKind(e) && s.onObject(e)
}

// LeftOut reports whether a step was left out for no other reason than that it is inside the library.
func (s *Selector) LeftOut() bool { return s.left }

func (s *Selector) during(at int64) bool {
	return (s.filter.From == 0 || at >= s.filter.From) && (s.filter.To == 0 || at < s.filter.To)
}

func (s *Selector) ofKind(e *trace.Event) bool {
	switch e.Kind.Spec().Group {
	case trace.Program:
		return s.filter.All || !asHub(s.names.Names, e)
	case trace.Lock, trace.Scheduler:
		return s.filter.All
	case trace.Schedule: // the turns of a schedule; those that a run has noted are the machine's business
		return s.filter.All || !s.ran
	}
	return false
}

// ofThread reports whether the event's thread or greenlet is one of those that are named.
func (s *Selector) ofThread(e *trace.Event, thread *belongs) bool {
	if len(s.filter.Threads) == 0 {
		return true
	}
	if *thread == unasked {
		*thread = among(s.filter.Threads, s.names.Label(e.Thread))
	}
	if e.Actor <= 0 || *thread == chosen {
		return *thread == chosen
	}
	actor := s.place(&s.actors, e.Actor)
	if *actor == unasked {
		*actor = among(s.filter.Threads, s.names.ObjectLabel(e.Actor))
	}
	return *actor == chosen
}

// onObject reports whether what the event happens to is to be shown. A failure always is.
func (s *Selector) onObject(e *trace.Event) bool {
	if fails(e.Kind) {
		return true
	}
	if e.Kind.Spec().Obj != trace.Object || e.Obj <= 0 {
		return len(s.filter.Objects) == 0 || e.Obj > 0 && among(s.filter.Objects, s.subject(e)) == chosen
	}
	of := s.place(&s.objects, e.Obj)
	if *of == unasked {
		*of = s.object(e.Obj)
	}
	shown := *of == chosen || *of == inside && (s.filter.Library || s.filter.All)
	s.left = s.left || *of == inside && !shown
	return shown
}

// subject names the thread or greenlet that an event happens to.
func (s *Selector) subject(e *trace.Event) string {
	if e.Kind.Spec().Obj == trace.Thread {
		return s.names.Label(e.Obj)
	}
	return s.names.ObjectLabel(e.Obj)
}

func (s *Selector) object(id int32) belongs {
	info, _ := s.names.Object(id)
	name := s.names.ObjectLabel(id)
	if len(s.filter.Objects) > 0 {
		return among(s.filter.Objects, name)
	}
	if PartOfLibrary(info) {
		return inside
	}
	return chosen
}

// among says whether a name is one of these, or that of a part of one.
func among(wanted []string, name string) belongs {
	for _, w := range wanted {
		if name == w || strings.HasPrefix(name, w+".") {
			return chosen
		}
	}
	return outside
}

// place returns where a table holds what is known of an object. What is not defined has no place of its own.
func (s *Selector) place(table *[]belongs, object int32) *belongs {
	if missing := int(object) + 1 - len(*table); missing > 0 {
		if int(object) > s.names.Objects() {
			return new(belongs)
		}
		*table = append(*table, make([]belongs, missing)...)
	}
	return &(*table)[object]
}

// libraryParts are the attributes in which CPython's threading, queue, multiprocessing and concurrent.futures keep what they are made of, and
// libraryGlobals what belongs to these modules. The packages that stand for them name their objects so.
var (
	libraryParts = []string{"_started", "_cond", "mutex", "not_empty", "not_full", "all_tasks_done", "_condition", "_work_queue", "_idle_semaphore", "_shutdown_lock", "waiter",
		"_rlock", "_wlock", "_notempty", "_inqueue", "_outqueue", "_taskqueue", "_change_notifier"}
	libraryGlobals = []string{"_active_limbo_lock", "_global_shutdown_lock", "_Waiter"}
)

// PartOfLibrary reports whether an object is one that a program has not made itself, but a library for it: the lock of an
// event, say. What such a library keeps in a variable of an object that is the program's own, an event's flag or the value of
// a semaphore, tells what the program did to that.
func PartOfLibrary(info trace.Info) bool {
	parts := strings.Split(info.Name, ".")
	if len(parts) > 1 && (info.Class == trace.ClassVar || info.Class == trace.ClassRef) {
		parts = parts[:len(parts)-1]
	}
	return slices.Contains(libraryGlobals, parts[0]) || len(parts) > 1 && nameless(info.Class, parts[0]) || info.Class == trace.ClassLock && madeByImport(info.Name) ||
		slices.ContainsFunc(parts[1:], func(part string) bool { return slices.Contains(libraryParts, part) })
}

// nameless reports whether what a dotted name begins with stands for an object that no variable of the program holds: nothing, or the class
// of the part and a number. Such a part is named after an attribute of the library's.
func nameless(class, owner string) bool {
	number, ok := strings.CutPrefix(owner, class+"-")
	_, err := strconv.Atoi(number)
	return owner == "" || ok && err == nil
}

// modulesWithLocks are the modules of Python's library that make locks when they are imported.
var modulesWithLocks = []string{"threading", "asyncio", "concurrent", "gevent", "logging", "multiprocessing", "queue", "socketserver", "subprocess"}

// madeByImport reports whether a lock is one that a Python program has made by importing a module: it is called as what the import is
// assigned to, and the second one threading-2.
func madeByImport(name string) bool {
	module, number, numbered := strings.Cut(name, "-")
	if _, err := strconv.Atoi(number); numbered && err != nil {
		return false
	}
	return slices.Contains(modulesWithLocks, module)
}

// asHub reports whether the event is a look of a hub or event loop at its clock, by which it tells which timers are due, or at what else
// there is to do, which takes no time: replay needs it, but it is no step of the program, and columns that do not show everything pass
// over it.
func asHub(names *trace.Names, e *trace.Event) bool {
	if e.Actor == 0 || e.Kind != trace.Now && (e.Kind != trace.Sleep || e.Arg != 0) {
		return false
	}
	info, _ := names.Object(e.Actor)
	return info.Class == trace.ClassHub || info.Class == trace.ClassLoop
}
