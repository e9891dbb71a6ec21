// This file defines the JSON that scripts stand on, schema 1. Within a schema fields are only added. A figure that is
// unknown or makes no sense is null, times are seconds, and result is always a string.

package report

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/internal/version"
	"github.com/gilsim/gilsim/trace/export"
)

// jsonSchema is the number of the schema.
const jsonSchema = 1

// A Document is what a command prints: the same envelope for all, with the command's own key.
type Document struct {
	Schema   int       `json:"schema"`
	Command  string    `json:"command"`
	Version  string    `json:"version"`
	Workload *string   `json:"workload"`
	Params   fields    `json:"params"` // name to text; null without a workload
	Runs     []jsonRun `json:"runs"`   // empty for a command that runs nothing

	Interrupted bool `json:"interrupted,omitempty"` // of gilsim --seeds: not all runs were made

	Meaning string `json:"meaning,omitempty"` // of a single run, and of the comparison of its real runs
	Try     string `json:"try,omitempty"`     // what to try next, a command

	Outcomes   []jsonOutcome    `json:"outcomes,omitempty"`   // of gilsim --seeds
	Workloads  []jsonWorkload   `json:"workloads,omitempty"`  // of gilsim list
	Python     *jsonPython      `json:"python,omitempty"`     // of gilsim list python
	Words      []jsonWord       `json:"words,omitempty"`      // of gilsim list words
	Replay     *jsonReplay      `json:"replay,omitempty"`     // of gilsim replay
	Schedule   *jsonRescheduled `json:"schedule,omitempty"`   // of gilsim replay, of a schedule in one line
	Difference *jsonDifference  `json:"difference,omitempty"` // of gilsim diff
	Summary    *jsonSummary     `json:"summary,omitempty"`    // of gilsim view
	Bytecode   *jsonBytecode    `json:"bytecode,omitempty"`   // of gilsim dis
	Comparison *jsonComparison  `json:"comparison,omitempty"` // of gilsim, with real runs
	Beside     *jsonBeside      `json:"beside,omitempty"`     // of gilsim --beside
	Matrix     *jsonMatrix      `json:"matrix,omitempty"`     // of gilsim compare
	Search     *jsonSearch      `json:"search,omitempty"`     // of gilsim search
	Searches   []jsonSearch     `json:"searches,omitempty"`   // of gilsim search --all-eras
	Figures    []jsonFigure     `json:"figures,omitempty"`    // of gilsim calibrate
}

// NewDocument returns a document with nothing in its envelope but what every command knows.
func NewDocument(command string) *Document {
	return &Document{Schema: jsonSchema, Command: command, Version: version.String(), Runs: []jsonRun{}}
}

// Describe fills in what ran.
func (d *Document) Describe(info experiment.Info) {
	if info.Workload != "" {
		d.Workload = &info.Workload
	}
	d.Params = fields{}
	for _, p := range info.Params {
		if p.Key != experiment.ParamThreads {
			d.Params = append(d.Params, field{p.Key, p.Value})
		}
	}
}

// Conclude adds what a single run means, and what to try next.
func (d *Document) Conclude(meaning, try string) {
	d.Meaning = meaning
	d.Try, _ = splitTry(try)
}

// Write prints the document.
func (d *Document) Write(out io.Writer) error {
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(d); err != nil {
		return err
	}
	_, err := out.Write(export.EscapeInvisible(text.Bytes()))
	return err
}

// A jsonRun is one run, or many that differ in nothing but their seeds.
type jsonRun struct {
	Machine  string        `json:"machine"`
	GIL      string        `json:"gil"`
	Checks   *string       `json:"checks"` // null without a lock
	Python   *string       `json:"python"`
	Threads  *int          `json:"threads"`
	Cores    *int          `json:"cores"`
	Seed     *uint64       `json:"seed"` // null for many runs: outcomes has seeds
	Repeats  int           `json:"repeats"`
	Wall     *spread       `json:"wall_seconds"`
	CPU      *spread       `json:"cpu_percent"`
	Result   string        `json:"result"` // "" for many runs: outcomes has theirs
	OK       *bool         `json:"ok"`     // null for many runs
	Failure  *jsonFailure  `json:"failure"`
	Lock     *jsonLock     `json:"lock"` // null without a lock
	Switches *jsonSwitches `json:"switches"`
	Latency  *jsonLatency  `json:"latency_seconds"`
	Metrics  fields        `json:"metrics"`
	Detail   []jsonThread  `json:"threads_detail"`
	Real     *jsonReal     `json:"real,omitempty"`     // of real runs
	Outcomes []jsonOutcome `json:"outcomes,omitempty"` // of many runs of a version: the document's own are those of one sweep
}

// A spread is a figure that may differ from repeat to repeat.
type spread struct {
	Median float64 `json:"median"`
	Min    float64 `json:"min"`
	Max    float64 `json:"max"`
	N      int     `json:"n"`
}

// once is the spread of a figure that was had once.
func once(x float64) *spread { return &spread{x, x, x, 1} }

type jsonFailure struct {
	Kind    string     `json:"kind"`
	Message string     `json:"message"`
	Threads []string   `json:"threads"` // whom it is about
	Cycle   []jsonWait `json:"cycle"`   // of a deadlock: who waits for each other; null otherwise
}

// A jsonWait is a link of a deadlock's cycle.
type jsonWait struct {
	Thread string  `json:"thread"`
	For    string  `json:"waits_for"`
	Holder string  `json:"held_by"`
	Where  *string `json:"where"`
}

// A jsonLock says how the interpreter lock fared. Its figures are null for many runs.
type jsonLock struct {
	Acquisitions *int64   `json:"acquisitions"`
	Handovers    *int64   `json:"handovers"`
	Forced       *int64   `json:"forced"`
	FailedShare  *float64 `json:"failed_share"` // null if nobody was woken for it, too
	LongestWait  *float64 `json:"longest_wait_seconds"`
}

type jsonSwitches struct {
	Voluntary int64  `json:"voluntary"`
	Forced    int64  `json:"forced"`
	ByReason  fields `json:"by_reason"`
}

type jsonLatency struct {
	Median float64 `json:"median"`
	P95    float64 `json:"p95"`
	P99    float64 `json:"p99"`
}

type jsonThread struct {
	ID        int32    `json:"id"`
	Name      string   `json:"name"`
	Ran       float64  `json:"ran_seconds"`
	LockWait  *float64 `json:"lock_wait_seconds"` // null without a lock
	Ready     float64  `json:"ready_seconds"`
	Blocked   float64  `json:"blocked_seconds"`
	Voluntary int64    `json:"voluntary"`
	Forced    int64    `json:"forced"`
	Bytecodes int64    `json:"bytecodes"`

	Actors []jsonActor `json:"actors,omitempty"` // of a thread with greenlets or generators
}

// A jsonActor is the part in a run of a greenlet, a generator or a hub, or of a thread's own code.
type jsonActor struct {
	ID    int32   `json:"id"`    // 0 is the thread's own code
	Name  string  `json:"name"`  // the thread's for its own code
	Class *string `json:"class"` // null for the thread's own code
	Turns int64   `json:"turns"` // how often it was switched to, thrown into or resumed
	Ran   float64 `json:"ran_seconds"`
	Ended bool    `json:"ended"`
}

// A jsonOutcome is a result that runs of many seeds had, how many had it, and the first seed that gives it.
type jsonOutcome struct {
	Result string `json:"result"`
	Count  int    `json:"count"`
	Seed   uint64 `json:"seed"`
}

// fields is an object whose fields keep their order.
type fields []field

type field struct {
	name  string
	value any
}

// MarshalJSON returns the object, null for none.
func (f fields) MarshalJSON() ([]byte, error) {
	if f == nil {
		return []byte("null"), nil
	}
	b := []byte{'{'}
	for i, x := range f {
		if i > 0 {
			b = append(b, ',')
		}
		name, err := json.Marshal(x.name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(x.value)
		if err != nil {
			return nil, err
		}
		b = append(append(append(b, name...), ':'), value...)
	}
	return append(b, '}'), nil
}

// finite returns a figure, or null for one that JSON has no number for.
func finite(x float64) any {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return x
}

func seconds(d time.Duration) float64 { return float64(d) / float64(time.Second) }
