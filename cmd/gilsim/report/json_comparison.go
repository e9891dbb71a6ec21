// This file puts real runs, what was predicted of them, and matrices into JSON.

package report

import (
	"math"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
)

// A jsonComparison is what was predicted beside what was measured, on machines of the same number of cores.
type jsonComparison struct {
	Cores       int               `json:"cores"`
	Repeats     int               `json:"repeats"`       // that were asked for
	Noise       *float64          `json:"noise_percent"` // what the wall time of a run differs by from itself
	TooNoisy    bool              `json:"too_noisy"`
	Others      *float64          `json:"other_programs_cores"` // how many cores' worth other programs used meanwhile
	Interrupted bool              `json:"interrupted"`
	Figures     []jsonCompareCell `json:"figures"`
}

type jsonCompareCell struct {
	GIL       *string    `json:"gil"`              // null for the ratio of both
	Python    *string    `json:"python,omitempty"` // of a Python file
	Figure    string     `json:"figure"`           // its last word is the unit
	Predicted *float64   `json:"predicted"`
	Measured  *jsonNoisy `json:"measured"`
	Error     *float64   `json:"error"` // percentage points if the figure is in percent, else percent of what was measured
	Inside    bool       `json:"inside_noise"`
}

type jsonNoisy struct {
	spread
	Noise *float64 `json:"noise"` // null for a figure that was had once
}

// A jsonReal is what is known of real runs beside what every run has.
type jsonReal struct {
	Bytecode  float64      `json:"bytecode_seconds"` // what a bytecode really cost
	Pinned    bool         `json:"pinned"`
	Parking   string       `json:"parking"`
	Queued    *spread      `json:"queued_seconds"`
	Voluntary *spread      `json:"voluntary_per_second"`
	Forced    *spread      `json:"involuntary_per_second"`
	Recording *float64     `json:"recording_percent"` // what recording adds to the wall time
	Wrong     int          `json:"wrong"`             // runs whose check does not hold
	Runs      int          `json:"runs"`              // all of them, those included that are not measured
	Samples   []jsonSample `json:"samples"`           // of the run that was recorded
}

// A jsonSample is the processor time that had been used when so much time had passed.
type jsonSample struct {
	At  float64  `json:"at_seconds"`
	CPU *float64 `json:"cpu_seconds"`
}

// AddComparison adds a comparison: the runs that are not there yet, in the order simulated as asked, simulated other, real as
// asked, real other; and if the run that is shown had other cores than the comparison, what was predicted instead.
func (d *Document) AddComparison(c *experiment.Comparison) {
	var extra []jsonRun
	for i, s := range c.Sides {
		switch {
		case s.Predicted == nil:
		case i > 0 || len(d.Runs) == 0:
			d.Runs = append(d.Runs, jsonRunOf(s.Predicted.Info, s.Predicted.Summary))
		case *d.Runs[0].Cores != c.Cores || s.Interprets(): // for another machine, or for what a bytecode costs there
			extra = append(extra, jsonRunOf(s.Predicted.Info, s.Predicted.Summary))
		}
	}
	for _, s := range c.Sides {
		if s.Measured != nil {
			d.Runs = append(d.Runs, jsonRealRun(c.Real, s))
		}
	}
	d.Runs = append(d.Runs, extra...)
	d.Comparison = jsonComparisonOf(c)
}

func jsonComparisonOf(c *experiment.Comparison) *jsonComparison {
	j := &jsonComparison{Cores: c.Cores, Repeats: c.Repeat, Interrupted: c.Interrupted, Figures: []jsonCompareCell{}}
	if c.Sides[0].Measured != nil {
		noise := experiment.NoisePercent(c.Sides)
		j.Noise, j.TooNoisy, j.Others = number64(noise), noise > measure.TooNoisy, jsonOthers(&c.Others)
	}
	for _, r := range c.Rows() {
		j.Figures = append(j.Figures, jsonRow(&r))
	}
	return j
}

func jsonRow(r *experiment.Row) jsonCompareCell {
	j := jsonCompareCell{Figure: r.Key, Error: number64(r.Error()), Inside: r.Inside()}
	if r.Side != nil {
		name := r.Side.Lock().Discipline.String()
		j.GIL = &name
		if r.Side.Interprets() {
			j.Python = &r.Side.Python
		}
	}
	if r.Predicted.Known() {
		j.Predicted = &r.Predicted.Median
	}
	if r.Measured.Known() {
		j.Measured = &jsonNoisy{*jsonSpread(r.Measured), number64(r.Measured.Noise)}
	}
	return j
}

// jsonSpread returns a spread, null for a figure that is not known.
func jsonSpread(s measure.Spread) *spread {
	if !s.Known() {
		return nil
	}
	return &spread{s.Median, s.Min, s.Max, s.N}
}

// number64 returns a number, or null for one that JSON has no number for.
func number64(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}

// jsonOthers returns how many cores' worth other programs used, null if it is not known.
func jsonOthers(n *measure.Others) *float64 {
	if !n.Cores.Known() {
		return nil
	}
	return &n.Cores.Median
}

// jsonRealRun returns the real runs of a side as one.
func jsonRealRun(m *experiment.Real, s *experiment.Side) jsonRun {
	r := newJSONRun(s.Info())
	r.Machine, r.Seed, r.Repeats = machineReal, &s.Machine.Seed, len(s.Measured.Results)
	r.Wall, r.CPU = jsonSpread(s.Measured.Spread(measure.Wall)), jsonSpread(s.Measured.Spread(measure.CPU))
	r.Real = jsonRealOf(m, s)
	jsonRealOutcome(&r, s)
	if s.Recorded != nil && s.Recorded.Err == nil {
		if r.Lock != nil {
			r.Lock = jsonLockOf(&s.Recorded.Summary.Lock)
		}
		r.Switches = jsonSwitchesOf(s.Recorded.Summary)
		r.Detail = jsonRealThreads(s.Recorded, r.Lock != nil)
	}
	return r
}

// jsonRealOutcome fills in what came out: the first result that is wrong, or else the first.
func jsonRealOutcome(r *jsonRun, s *experiment.Side) {
	ok := false
	r.OK = &ok
	if err := s.Failure(); err != nil {
		r.Result, r.Failure = experiment.FailureKind(err), jsonFailureOf(err)
		return
	}
	if len(s.Outcomes) == 0 {
		r.OK = nil
		return
	}
	shown, _ := s.Wrong()
	if shown == nil {
		shown, ok = &s.Outcomes[0], true
	}
	r.Result, r.Metrics = shown.Result, jsonMetrics(shown)
	r.Latency = jsonLatencyOf(shown.Latencies)
}

// jsonRealOf returns what only real runs have.
func jsonRealOf(m *experiment.Real, s *experiment.Side) *jsonReal {
	j := &jsonReal{
		Bytecode:  float64(m.BytecodeCost(s.Setup)) / 1e12,
		Pinned:    m.Pin,
		Parking:   new(native.Config).Parking(),
		Queued:    jsonSpread(s.Measured.Spread(measure.Queued)),
		Voluntary: jsonSpread(s.Measured.Spread(measure.Voluntary)),
		Forced:    jsonSpread(s.Measured.Spread(measure.Involuntary)),
		Runs:      len(s.Outcomes),
		Samples:   []jsonSample{},
	}
	_, j.Wrong = s.Wrong()
	if over, _, known := s.Overhead(); known {
		j.Recording = &over
	}
	if s.Recorded != nil {
		for _, x := range s.Recorded.Result.Samples {
			j.Samples = append(j.Samples, jsonSample{seconds(x.At), jsonSeconds(x.CPU)})
		}
	}
	return j
}

// jsonSeconds returns a time that the operating system may not have, in seconds.
func jsonSeconds(r native.Reading) *float64 {
	if !r.Known {
		return nil
	}
	x := float64(r.N) / 1e9
	return &x
}

// jsonRealThreads returns the threads of the recorded run. What they used is what the operating system says.
func jsonRealThreads(recorded *experiment.Recording, locked bool) []jsonThread {
	list := jsonThreads(recorded.Summary.Threads, locked)
	for i := range min(len(list), len(recorded.Result.Threads)) {
		t, u := &list[i], &recorded.Result.Threads[i].Usage
		if u.CPU.Known {
			t.Ran = float64(u.CPU.N) / 1e9
		}
		if u.Queued.Known {
			t.Ready = float64(u.Queued.N) / 1e9
		}
		if u.Voluntary.Known && u.Involuntary.Known {
			t.Voluntary, t.Forced = u.Voluntary.N, u.Involuntary.N
		}
	}
	return list
}

// A jsonMatrix is the runs of a program under several locks, with several numbers of threads or in several models.
type jsonMatrix struct {
	Cores       int        `json:"cores"`
	Repeats     int        `json:"repeats"`              // that were asked for
	Others      *float64   `json:"other_programs_cores"` // how many cores' worth other programs used meanwhile
	Interrupted bool       `json:"interrupted"`
	Processes   *jsonOwn   `json:"own_processes,omitempty"` // what gilsim's own cost here, with which real runs are predicted
	Meaning     string     `json:"meaning"`                 // in a sentence
	Cells       []jsonCell `json:"cells"`
}

// A jsonOwn is how long a process takes a core.
type jsonOwn struct {
	Start float64 `json:"start_seconds"` // of the one that starts it
	Begin float64 `json:"begin_seconds"` // of its own, before its function
	End   float64 `json:"end_seconds"`   // and after it
}

func jsonOwnOf(c *sched.ProcessCosts) *jsonOwn {
	if c == nil {
		return nil
	}
	return &jsonOwn{c.Start.Seconds(), c.Begin.Seconds(), c.End.Seconds()}
}

// A jsonCell is one lock, and one number of threads or one model.
type jsonCell struct {
	GIL       string       `json:"gil"`
	Interval  *float64     `json:"switch_interval_seconds"` // null where there is none
	Threads   int          `json:"threads"`
	Model     *string      `json:"model"`                          // null but in a family
	Predicted *jsonReading `json:"predicted"`                      // null if it was not simulated, or failed
	Measured  *jsonReading `json:"measured"`                       // null if it was not measured, or failed
	CPython   *float64     `json:"took_seconds_cpython,omitempty"` // predicted with processes of CPython, where Predicted is not
	Error     *float64     `json:"error_percent"`
	Inside    bool         `json:"inside_noise"`
	Failure   *jsonFailure `json:"failure"`
}

type jsonReading struct {
	Relative *spread `json:"relative_time"`
	Speedup  *spread `json:"speed_up"`
	Figures  fields  `json:"figures"` // name to spread; the last word of the name is the unit
}

// MatrixDocument returns a matrix as JSON: each run, and the matrix that they make.
func MatrixDocument(m *experiment.Matrix) *Document {
	d := NewDocument("compare")
	d.Describe(m.Cells[0].Info())
	d.Matrix = &jsonMatrix{Cores: m.Cores, Repeats: m.Repeat, Interrupted: m.Interrupted, Others: jsonOthers(&m.Others), Processes: jsonOwnOf(m.Own), Meaning: meaning(m)}
	for _, c := range m.Cells {
		if c.Predicted != nil {
			d.Runs = append(d.Runs, jsonRunOf(c.Predicted.Info, c.Predicted.Summary))
		}
		if c.Measured != nil {
			d.Runs = append(d.Runs, jsonRealRun(m.Real, &c.Side))
		}
		d.Matrix.Cells = append(d.Matrix.Cells, jsonCellOf(m, c))
	}
	return d
}

func jsonCellOf(m *experiment.Matrix, c *experiment.Cell) jsonCell {
	e := m.Foretold(c)
	j := jsonCell{GIL: c.Lock().Discipline.String(), Threads: c.Threads, Error: number64(e.Error()), Inside: e.Inside(),
		Predicted: jsonReadingOf(c.Prediction()), Measured: jsonReadingOf(c.Measurement())}
	if c.Lock().Discipline == gil.Interval {
		interval := seconds(c.Lock().Interval)
		j.Interval = &interval
	}
	if took, known := c.TookCPython(); known {
		j.CPython = &took
	}
	if c.Model != "" {
		j.Model = &c.Model
	}
	if err := c.Failed(); err != nil {
		j.Failure = jsonFailureOf(err)
	}
	return j
}

// jsonReadingOf returns the figures, null if there are none.
func jsonReadingOf(r *experiment.Reading) *jsonReading {
	if !r.Known() {
		return nil
	}
	j := &jsonReading{Relative: jsonSpread(r.Relative), Speedup: jsonSpread(r.Speedup)}
	for i, f := range experiment.Figures() {
		j.Figures = append(j.Figures, field{f.Key, jsonSpread(r.Figures[i])})
	}
	return j
}
