// This file shows a run as JSON.

package main

import (
	"github.com/gilsim/gilsim/trace"
)

// A jsonView sums a run up and writes it as a document.
type jsonView struct {
	*trace.Summarizer
	document *document
}

// newJSONView returns the view of a run by this command.
func newJSONView(command string, names *trace.Names) *jsonView {
	return &jsonView{trace.NewSummarizer(names), newDocument(command)}
}

// draw writes the document.
func (v *jsonView) draw(out *stream, _ palette, info runInfo) error {
	v.add(info)
	return v.document.write(out)
}

// add puts the run into the document.
func (v *jsonView) add(info runInfo) {
	v.document.describe(info)
	v.document.Runs = append(v.document.Runs, jsonRunOf(info, v.Summary()))
}

// A jsonSummary says what a trace is, besides the run that it holds.
type jsonSummary struct {
	Events int64 `json:"events"`
	Sound  bool  `json:"sound"` // it breaks none of the rules that every run obeys
}
