// This file defines what the process at the server is told by the master, and tells it: JSON on its standard streams, a value a line.

package cluster

import "time"

// An Order is all that the master says first. What it says after that is a line with one of the two words below.
type Order struct {
	Job    []byte
	Shards int
}

// The words that end a job. A master that ends without either was killed: all is left where it is, for the one that comes again.
const (
	WordTaken    = "taken"    // everything was printed: the job can be forgotten
	WordWithdraw = "withdraw" // nobody wants it any more: its tasks are removed, and its results stay for a while
)

// An Event is one thing that is told; the others of its fields are empty.
type Event struct {
	Result   *Result   `json:",omitempty"`
	Progress *Progress `json:",omitempty"`
	Say      string    `json:",omitempty"` // a sentence for the user
	Error    string    `json:",omitempty"` // why the job ends here
	Done     bool      `json:",omitempty"` // every shard is done or set aside
}

// A Result is what came of a shard.
type Result struct {
	Shard int
	Data  []byte
	Aside bool // it killed its workers, and is not done
}

// Progress is how far all workers have come.
type Progress struct {
	Workers int           // that are there now
	Redone  int           // shards that were done again, or are being done again, as a worker was gone
	Slow    string        // the worker that takes much longer for its shard than others did; "" if none does
	SlowFor time.Duration // for so long already
	Trouble string        // why nothing goes on just now, in words; "" if nothing is wrong
}
