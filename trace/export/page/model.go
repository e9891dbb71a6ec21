// This file defines what the page is told, in the order and under the names that the script reads.

package page

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
)

// A document is all that a page is told.
type document struct {
	Lang     string     `json:"lang"`
	Runs     []*run     `json:"runs"`              // one, or two to be seen side by side
	Parting  *parting   `json:"parting,omitempty"` // of two
	Kinds    []kind     `json:"kinds"`             // by number
	States   []string   `json:"states"`
	Glossary []Glossary `json:"glossary"`
	Charts   []Chart    `json:"charts,omitempty"`
}

// A parting says which steps of two runs belong together, and where the runs part.
type parting struct {
	Parts bool    `json:"parts"`
	At    [2]int  `json:"at"` // the first step of each that the other does not do next; how many events there are if it has none
	Pairs [2]ints `json:"pairs"`
}

// A kind is what is to be known of a kind of event.
type kind struct {
	Name  string `json:"name"`
	Group int    `json:"group"`
	Doc   string `json:"doc"`
}

// A run is a trace as the page has it. An event is known by its place among those that the page has, and so is what happens
// from one event to another: what begins with an event is there at the event itself.
type run struct {
	Title    string           `json:"title"`
	Settings [][2]string      `json:"settings"`
	Result   Text             `json:"result"`
	Want     string           `json:"want"`
	Wrong    bool             `json:"wrong"`
	Short    Text             `json:"short"`
	Doc      Text             `json:"doc"`
	Left     int              `json:"left"` // how many events lie outside the window of time that was asked for
	Threads  []string         `json:"threads"`
	Process  ints             `json:"process"`
	Objects  []object         `json:"objects"` // by number; that of 0 is empty
	Strings  []string         `json:"strings"` // what texts are numbers of
	Chinese  map[int64]string `json:"zh"`      // of those that tell of a switch, by number

	Start  int64  `json:"start"`  // the time of the first event, in nanoseconds
	Time   ints   `json:"time"`   // by event: how long after the one before
	Thread ints   `json:"thread"` // by event
	Actor  ints   `json:"actor"`  // by event; none if there are no actors
	Kind   ints   `json:"kind"`
	Obj    ints   `json:"obj"`
	Text   ints   `json:"text"`   // by event: the pattern of what it does
	Number ints   `json:"number"` // what stands in the patterns' slots, one event after the other, as distances
	Level  string `json:"level"`  // by event, a digit: from which level on it is shown
	Cores  []line `json:"cores"`  // of each core: who is on it
	Holds  []line `json:"holds"`  // of each lock: who has it
	States []life `json:"states"` // of each thread
	Actors []life `json:"actors"` // of greenlets, generators and hubs
	Values []line `json:"values"` // of each variable and queue: what it holds, see packed

	Sources []source `json:"sources"` // the files of the program that the trace holds
	Places  []place  `json:"places"`
	At      []line   `json:"at"` // of each thread: the place where it stands, from 1; 0 is not known

	Switches  [3]line   `json:"switches"`  // by level: before which events control has changed hands, and the text
	Handovers pairs     `json:"handovers"` // of the interpreter lock: drop and take
	Conflicts pairs     `json:"conflicts"` // steps that conflict with another thread's step on the same variable, and that
	Lost      lost      `json:"lost"`
	Failures  []failure `json:"failures"`
	Figures   figures   `json:"figures"`
}

// An object is what something happens to.
type object struct {
	Name    string `json:"name"`
	Class   string `json:"class"`
	Library bool   `json:"library,omitempty"` // the program has not made it itself
}

// A source is a file of the program.
type source struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// A place is where in the source a thread stands.
type place struct {
	File string `json:"file"`
	Line int    `json:"line"`
}

// A line says what something is from an event on, until the next one.
type line struct {
	Of    int  `json:"of"`    // whose line it is: the number of a thread, an object, a core
	Event ints `json:"event"` // each as the distance from the one before
	Value ints `json:"value"`
}

// A life says what a thread or an actor does from an event on, until the next one.
type life struct {
	Of     int  `json:"of"`
	Thread int  `json:"thread"` // in which an actor acts
	Event  ints `json:"event"`  // each as the distance from the one before
	State  ints `json:"state"`
	On     ints `json:"on"` // the object that it waits for
}

// pairs are events that belong together, the later one as a distance from the pair before, the earlier one as that from it.
type pairs struct {
	Later   ints `json:"later"`
	Earlier ints `json:"earlier"`
}

// lost are updates that are lost: the store, as the distance from the one before; how long before it its thread had read what it
// goes by, and how long before it what it did not see was written. Those two are 0 if that lies before the window.
type lost struct {
	Store ints `json:"store"`
	Read  ints `json:"read"`
	Over  ints `json:"over"`
	last  int  // the last store
}

// A failure is what a crash or a halt says.
type failure struct {
	Event     int      `json:"event"`
	Lines     []string `json:"lines"`
	InChinese []string `json:"zh"` // the same lines
}

// ints is a list of numbers as the page has it: zigzag varints in base64.
type ints []int64

// MarshalJSON writes the list as one string.
func (l ints) MarshalJSON() ([]byte, error) {
	var b []byte
	for _, n := range l {
		b = binary.AppendVarint(b, n)
	}
	return json.Marshal(base64.StdEncoding.EncodeToString(b))
}

// UnmarshalJSON reads what MarshalJSON writes.
func (l *ints) UnmarshalJSON(text []byte) error {
	var packed []byte // encoding/json takes a string for bytes as base64
	if err := json.Unmarshal(text, &packed); err != nil {
		return err
	}
	*l = nil
	for len(packed) > 0 {
		n, size := binary.Varint(packed)
		if size <= 0 {
			return errPacked
		}
		*l, packed = append(*l, n), packed[size:]
	}
	return nil
}
