// This file puts a matrix into JSON.

package main

import (
	"github.com/gilsim/gilsim/gil"
)

// A jsonMatrix is the runs of a program under several locks, with several numbers of threads or in several models.
type jsonMatrix struct {
	Cores       int        `json:"cores"`
	Repeats     int        `json:"repeats"`              // that were asked for
	Others      *float64   `json:"other_programs_cores"` // how many cores' worth other programs used meanwhile
	Interrupted bool       `json:"interrupted"`
	Meaning     string     `json:"meaning"` // in a sentence
	Cells       []jsonCell `json:"cells"`
}

// A jsonCell is one lock, and one number of threads or one model.
type jsonCell struct {
	GIL       string       `json:"gil"`
	Interval  *float64     `json:"switch_interval_seconds"` // null where there is none
	Threads   int          `json:"threads"`
	Model     *string      `json:"model"`     // null but in a family
	Predicted *jsonReading `json:"predicted"` // null if it was not simulated, or failed
	Measured  *jsonReading `json:"measured"`  // null if it was not measured, or failed
	Error     *float64     `json:"error_percent"`
	Inside    bool         `json:"inside_noise"`
	Failure   *jsonFailure `json:"failure"`
}

// A jsonReading is one machine's part in a cell.
type jsonReading struct {
	Relative *spread `json:"relative_time"`
	Speedup  *spread `json:"speed_up"`
	Figures  fields  `json:"figures"` // name to spread; the last word of the name is the unit
}

// document returns the matrix as a document: each run, and the matrix that they make.
func (m *matrix) document() *document {
	d := newDocument("compare")
	d.describe(m.cells[0].info())
	d.Matrix = &jsonMatrix{Cores: m.cores, Repeats: m.repeat, Interrupted: m.interrupted, Others: m.others.json(), Meaning: m.meaning()}
	for _, c := range m.cells {
		if c.predicted != nil {
			d.Runs = append(d.Runs, jsonRunOf(c.predicted.info, c.predicted.summary))
		}
		if c.measured != nil {
			d.Runs = append(d.Runs, m.real.jsonRun(&c.side))
		}
		d.Matrix.Cells = append(d.Matrix.Cells, c.json())
	}
	return d
}

// json returns a cell.
func (c *cell) json() jsonCell {
	e := c.error()
	j := jsonCell{GIL: c.lock.Discipline.String(), Threads: c.threads, Error: number64(e.error()), Inside: e.inside(),
		Predicted: c.prediction().json(), Measured: c.measurement().json()}
	if c.lock.Discipline == gil.Interval {
		interval := seconds(c.lock.Interval)
		j.Interval = &interval
	}
	if c.model != "" {
		j.Model = &c.model
	}
	if err := c.failed(); err != nil {
		j.Failure = jsonFailureOf(err)
	}
	return j
}

// json returns the figures, null if there are none.
func (r *reading) json() *jsonReading {
	if !r.known() {
		return nil
	}
	j := &jsonReading{Relative: jsonSpread(r.relative), Speedup: jsonSpread(r.speedup)}
	for i, f := range figureSpecs() {
		j.Figures = append(j.Figures, field{f.key, jsonSpread(r.figures[i])})
	}
	return j
}
