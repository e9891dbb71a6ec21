// This file defines the tables of names that events refer to by number: threads, objects and texts.

package trace

import "sync"

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

	ClassGreenlet  = "greenlet"  // a coroutine that hands over to another one by name
	ClassGenerator = "generator" // a coroutine that hands back to who has resumed it
	ClassHub       = "hub"       // the greenlet that waits for all others of its thread
)

// Names holds the names that a trace's events refer to. Numbers are given from 1 in the order of definition, and 0 is
// nobody and nothing. It is safe for use by several goroutines; a name, once defined, never changes.
type Names struct {
	mu      sync.RWMutex
	threads []string
	objects []Info
	texts   []string
	textID  map[string]int32
}

// AddThread defines the next thread.
func (n *Names) AddThread(name string) int32 {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.threads = append(n.threads, name)
	return int32(len(n.threads))
}

// AddObject defines the next object.
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
	return at(n.threads, id)
}

// Object returns what is known of an object, and whether it is defined.
func (n *Names) Object(id int32) (Info, bool) {
	n.mu.RLock()
	defer n.mu.RUnlock()
	return at(n.objects, id)
}

// Text returns a text, and whether it is defined.
func (n *Names) Text(id int32) (string, bool) {
	n.mu.RLock()
	defer n.mu.RUnlock()
	return at(n.texts, id)
}

// Threads returns how many threads are defined: their numbers are 1 to that.
func (n *Names) Threads() int {
	n.mu.RLock()
	defer n.mu.RUnlock()
	return len(n.threads)
}

// Objects returns how many objects are defined: their numbers are 1 to that.
func (n *Names) Objects() int {
	n.mu.RLock()
	defer n.mu.RUnlock()
	return len(n.objects)
}

// at returns the element numbered id, counting from 1.
func at[T any](list []T, id int32) (item T, ok bool) {
	if id < 1 || int(id) > len(list) {
		return item, false
	}
	return list[id-1], true
}
