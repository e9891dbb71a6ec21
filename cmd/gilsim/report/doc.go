// Package report turns what package experiment found into what people and scripts read: pages of text, sentences, JSON of schema 1,
// Markdown, CSV, charts. It prints nothing: a page is written by its caller, who has the stream, its width and its colours.
//
//	view.go run.go columns.go      views of one run, told its events while it goes on
//	title.go threads.go            parts of them
//	sweep.go comparison.go matrix.go replay.go difference.go calibration.go catalogue.go    one page each, and its JSON
//	verdict.go                     all sentences that judge
//	json.go json_run.go json_comparison.go     the schema, and what fills it
//
// What may not live here: making runs, and deciding what figures mean (package experiment), and how wide a number is (package
// layout).
package report
