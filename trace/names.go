// This file defines the tables of names that events refer to by number: threads, objects and texts.

package trace

import (
	"slices"
	"strconv"
	"sync"
	"unicode"
	"unicode/utf8"
)

// An Info is what is known of an object: its class, such as "var" or "lock", and its name.
type Info struct {
	Class string
	Name  string
}

// Classes of objects that the pictures and summaries tell apart. Others are allowed and shown as blocking.
const (
	ClassGIL    = "gil"    // the interpreter lock
	ClassVar    = "var"    // a shared integer
	ClassRef    = "ref"    // a shared reference: its values are texts
	ClassLock   = "lock"   // a lock of the program
	ClassQueue  = "queue"  // a queue of items
	ClassIO     = "io"     // input or output
	ClassTimer  = "timer"  // a sleep
	ClassThread = "thread" // a thread that is joined

	ClassProcess   = "process"   // a process whose end is waited for
	ClassSemaphore = "semaphore" // a semaphore that several processes share
	ClassPipe      = "pipe"      // a pipe between processes
	ClassFifo      = "fifo"      // a pipe with a name
	ClassMessages  = "messages"  // a queue of messages between processes
	ClassMemory    = "memory"    // memory that processes share

	ClassGreenlet  = "greenlet"  // a coroutine that hands over to another one by name
	ClassGenerator = "generator" // a coroutine that hands back to who has resumed it
	ClassTask      = "task"      // a task of asyncio: a coroutine that its event loop resumes
	ClassLoop      = "loop"      // the event loop of asyncio in which tasks are resumed
	ClassFuture    = "future"    // what tasks await that somebody else brings
	ClassHub       = "hub"       // the greenlet that waits for all others of its thread
)

// Names holds the names that a trace's events refer to. Numbers are given from 1 in the order of definition, and 0 is
// nobody and nothing. It is safe for use by several goroutines; a name, once defined, never changes.
type Names struct {
	mu      sync.RWMutex
	threads []threadInfo
	objects []Info
	texts   []string
	textID  map[string]int32
	places  []Place
}

// A threadInfo is what is known of a thread.
type threadInfo struct {
	name    string
	process int32
}

// Reset forgets everything.
func (n *Names) Reset() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.threads, n.objects, n.texts, n.places = n.threads[:0], n.objects[:0], n.texts[:0], n.places[:0]
	clear(n.textID)
}

// AddThread defines the next thread, of the first process.
func (n *Names) AddThread(name string) int32 { return n.AddThreadOf(0, name) }

// AddThreadOf defines the next thread, of the process of this number, 0 or more.
func (n *Names) AddThreadOf(process int32, name string) int32 {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.threads = append(n.threads, threadInfo{name, process})
	return int32(len(n.threads))
}

// AddObject defines the next object. Its class is not empty.
func (n *Names) AddObject(class, name string) int32 {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.objects = append(n.objects, Info{class, name})
	return int32(len(n.objects))
}

// AddText defines a text, or returns the number that it already has.
func (n *Names) AddText(text string) int32 {
	n.mu.Lock()
	defer n.mu.Unlock()
	if id, ok := n.textID[text]; ok {
		return id
	}
	if n.textID == nil {
		n.textID = make(map[string]int32)
	}
	n.texts = append(n.texts, text)
	id := int32(len(n.texts))
	n.textID[text] = id
	return id
}

// Thread returns the name of a thread, and whether it is defined.
func (n *Names) Thread(id int32) (string, bool) {
	n.mu.RLock()
	defer n.mu.RUnlock()
	t, ok := byNumber(n.threads, int64(id))
	return t.name, ok
}

// Process returns the number of the process that a thread belongs to; 0, that of the first one, also if it is not defined.
func (n *Names) Process(thread int32) int32 {
	n.mu.RLock()
	defer n.mu.RUnlock()
	t, _ := byNumber(n.threads, int64(thread))
	return t.process
}

// Object returns what is known of an object, and whether it is defined.
func (n *Names) Object(id int32) (Info, bool) {
	n.mu.RLock()
	defer n.mu.RUnlock()
	info, _ := byNumber(n.objects, int64(id))
	return info, info.Class != "" // a file may leave numbers out
}

// Text returns a text by its number, which is the Arg of an event, and whether it is defined.
func (n *Names) Text(id int64) (string, bool) {
	n.mu.RLock()
	defer n.mu.RUnlock()
	text, ok := byNumber(n.texts, id)
	if ok && text == "" { // a file may leave numbers out
		ok = int64(n.textID[""]) == id
	}
	return text, ok
}

// Threads returns how many threads are defined: their numbers are 1 to that.
func (n *Names) Threads() int {
	n.mu.RLock()
	defer n.mu.RUnlock()
	return len(n.threads)
}

// Objects returns the highest number of an object. A file may leave out some below it, which are not defined then.
func (n *Names) Objects() int {
	n.mu.RLock()
	defer n.mu.RUnlock()
	return len(n.objects)
}

// Equal reports whether two tables define the same under the same numbers. A nil table defines nothing.
func (n *Names) Equal(other *Names) bool {
	if n == other {
		return true
	}
	threadsA, objectsA, textsA, placesA := n.lists()
	threadsB, objectsB, textsB, placesB := other.lists()
	return slices.Equal(threadsA, threadsB) && slices.Equal(objectsA, objectsB) && slices.Equal(textsA, textsB) && slices.Equal(placesA, placesB)
}

func (n *Names) lists() (threads []threadInfo, objects []Info, texts []string, places []Place) {
	if n == nil {
		return nil, nil, nil, nil
	}
	n.mu.RLock()
	defer n.mu.RUnlock()
	return n.threads, n.objects, n.texts, n.places
}

// Label returns a thread's name as it is shown to people: T3 if it has none.
func (n *Names) Label(thread int32) string {
	if name, _ := n.Thread(thread); name != "" {
		return Printable(name)
	}
	return "T" + strconv.Itoa(int(thread))
}

// ObjectLabel returns an object's name as it is shown to people: o3 if it has none.
func (n *Names) ObjectLabel(object int32) string {
	if info, _ := n.Object(object); info.Name != "" {
		return Printable(info.Name)
	}
	return "o" + strconv.Itoa(int(object))
}

// Printable returns the text, or, if some of it would not show as one character each, its form in Go's escapes.
func Printable(text string) string {
	for _, r := range text {
		if !unicode.IsPrint(r) || r == utf8.RuneError {
			quoted := strconv.Quote(text)
			return quoted[1 : len(quoted)-1]
		}
	}
	return text
}

// byNumber returns the element numbered id, counting from 1.
func byNumber[T any](list []T, id int64) (item T, ok bool) {
	if id < 1 || id > int64(len(list)) {
		return item, false
	}
	return list[id-1], true
}

// A PerThread is a table with a row for each thread that Names defines, for what follows a run and keeps something of each
// thread. Names may grow meanwhile; a new row is zero.
type PerThread[T any] struct {
	Names *Names
	rows  []T // of thread i+1
}

// Row returns the thread's row, nil for 0 and for a thread that is not defined. The pointer holds until the next call.
func (p *PerThread[T]) Row(thread int32) *T {
	if i := int(thread) - 1; uint(i) < uint(len(p.rows)) {
		return &p.rows[i]
	}
	return p.grow(thread)
}

// Rows returns the rows that there are so far, that of thread 1 first.
func (p *PerThread[T]) Rows() []T { return p.rows }

// grow makes rows for all threads that are defined by now, and returns the thread's.
func (p *PerThread[T]) grow(thread int32) *T {
	if missing := p.Names.Threads() - len(p.rows); missing > 0 {
		p.rows = append(p.rows, make([]T, missing)...)
	}
	if thread < 1 || int(thread) > len(p.rows) {
		return nil
	}
	return &p.rows[thread-1]
}
