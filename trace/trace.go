// This file defines a whole trace: its header, its names and its events.

package trace

// Version is the format version that this package writes and the only one that it reads.
const Version = 1

// A Param is one setting of a run, as text, so that a trace says by itself how it was made.
type Param struct {
	Key   string // one word
	Value string
}

// A Header says what ran, how, and with which seed: enough to run it again.
type Header struct {
	Program string  // the workload's name; empty for a program of the user's own
	Params  []Param // the program's parameters, in the order of their declaration
	Config  []Param // the machine's and the lock's configuration, in a fixed order
	Seed    uint64
}

// Lookup returns the value of the first setting called key.
func Lookup(params []Param, key string) (value string, ok bool) {
	for _, p := range params {
		if p.Key == key {
			return p.Value, true
		}
	}
	return "", false
}

// A Trace is a whole run, held in memory.
type Trace struct {
	Header
	Names  *Names
	Events []Event
}

// A Buffer is a Recorder that keeps every event in memory.
type Buffer struct {
	Events []Event
}

// Record appends the events.
func (b *Buffer) Record(events []Event) { b.Events = append(b.Events, events...) }
