// This file writes a trace as JSON lines: one for its header, and one for each event, with names in the place of numbers.

package report

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/export"
)

// A linesView writes the lines while it is told the events: no more of them are kept.
type linesView struct {
	names *trace.Names
	out   io.Writer
	err   error // the first one of out
}

// NewLinesView returns the view of a trace with this header, and writes its first line. It draws nothing but what it has written
// already.
func NewLinesView(h trace.Header, names *trace.Names, out io.Writer) View {
	v := &linesView{names: names, out: out}
	head := jsonHeader{Schema: jsonSchema, Program: h.Program, Seed: h.Seed, Params: fields{}, Config: fields{}}
	for _, p := range h.Params {
		head.Params = append(head.Params, field{p.Key, p.Value})
	}
	for _, p := range h.Config {
		head.Config = append(head.Config, field{p.Key, p.Value})
	}
	v.write(head)
	return v
}

// A jsonHeader is the first line.
type jsonHeader struct {
	Schema  int    `json:"schema"`
	Program string `json:"program"`
	Params  fields `json:"params"`
	Config  fields `json:"config"`
	Seed    uint64 `json:"seed"`
}

// A jsonEvent is one event. What it has not is left out.
type jsonEvent struct {
	Time   int64  `json:"time_ns"`
	Core   *int16 `json:"core"` // null if it is on none, or that is not known
	Thread int32  `json:"thread"`
	Name   string `json:"thread_name,omitempty"`
	Actor  string `json:"actor,omitempty"` // the greenlet that acts
	Kind   string `json:"kind"`
	Object string `json:"object,omitempty"`
	Class  string `json:"class,omitempty"`  // of the object
	Target int32  `json:"target,omitempty"` // the thread that something happens to
	Arg    *int64 `json:"arg,omitempty"`
	Text   string `json:"text,omitempty"` // in place of an argument that stands for one
}

// Record writes a line for each event.
func (v *linesView) Record(events []trace.Event) {
	for i := range events {
		v.write(v.event(&events[i]))
	}
}

func (v *linesView) event(e *trace.Event) jsonEvent {
	spec := e.Kind.Spec()
	j := jsonEvent{Time: e.Time, Thread: e.Thread, Kind: spec.Name}
	j.Name, _ = v.names.Thread(e.Thread)
	if e.Core >= 0 {
		j.Core = &e.Core
	}
	if e.Actor > 0 {
		j.Actor = v.names.ObjectLabel(e.Actor)
	}
	info, _ := v.names.Object(e.Obj)
	switch {
	case e.Obj == 0:
	case spec.Obj == trace.Thread:
		j.Target = e.Obj
	default:
		j.Object, j.Class = v.names.ObjectLabel(e.Obj), info.Class
	}
	switch {
	case spec.Arg == trace.Text, spec.Arg == trace.Value && info.Class == trace.ClassRef:
		j.Text, _ = v.names.Text(e.Arg)
	case spec.Arg != trace.Nothing:
		j.Arg = &e.Arg
	}
	return j
}

func (v *linesView) write(line any) {
	if v.err != nil {
		return
	}
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	if v.err = enc.Encode(line); v.err == nil {
		_, v.err = v.out.Write(export.EscapeInvisible(text.Bytes()))
	}
}

// Draw returns the first error of writing.
func (v *linesView) Draw(io.Writer, layout.Paint, experiment.Info) error { return v.err }
