// This file puts real runs, and what was predicted of them, into JSON.

package main

import (
	"math"

	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/sched/native"
)

// machineReal is the machine of a run on OS threads.
const machineReal = "real"

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

// A jsonCompareCell is one figure.
type jsonCompareCell struct {
	GIL       *string    `json:"gil"`    // null for the ratio of both
	Figure    string     `json:"figure"` // its last word is the unit
	Predicted *float64   `json:"predicted"`
	Measured  *jsonNoisy `json:"measured"`
	Error     *float64   `json:"error"` // percentage points if the figure is in percent, else percent of what was measured
	Inside    bool       `json:"inside_noise"`
}

// A jsonNoisy is a spread with its noise.
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

// compare adds a comparison: the runs that are not there yet, in the order simulated as asked, simulated other, real as
// asked, real other; and if the run that is shown had other cores than the comparison, what was predicted instead.
func (d *document) compare(c *experiment) {
	var extra []jsonRun
	for i, s := range c.sides {
		switch {
		case s.predicted == nil:
		case i > 0 || len(d.Runs) == 0:
			d.Runs = append(d.Runs, jsonRunOf(s.predicted.info, s.predicted.summary))
		case *d.Runs[0].Cores != c.cores:
			extra = append(extra, jsonRunOf(s.predicted.info, s.predicted.summary))
		}
	}
	for _, s := range c.sides {
		if s.measured != nil {
			d.Runs = append(d.Runs, c.real.jsonRun(s))
		}
	}
	d.Runs = append(d.Runs, extra...)
	d.Comparison = c.json()
}

// json returns the comparison.
func (c *experiment) json() *jsonComparison {
	j := &jsonComparison{Cores: c.cores, Repeats: c.repeat, Interrupted: c.interrupted, Figures: []jsonCompareCell{}}
	if c.sides[0].measured != nil {
		j.Noise, j.TooNoisy, j.Others = number64(c.noise()), c.tooNoisy(), c.others.json()
	}
	for _, r := range c.rows() {
		j.Figures = append(j.Figures, r.json())
	}
	return j
}

// json returns a figure.
func (r *experimentRow) json() jsonCompareCell {
	j := jsonCompareCell{Figure: r.key, Error: number64(r.error()), Inside: r.inside()}
	if r.side != nil {
		name := r.side.lock.Discipline.String()
		j.GIL = &name
	}
	if r.predicted.Known() {
		j.Predicted = &r.predicted.Median
	}
	if r.measured.Known() {
		j.Measured = &jsonNoisy{*jsonSpread(r.measured), number64(r.measured.Noise)}
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

// number64 returns a number, or null for none.
func number64(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}

// jsonRun returns the real runs of a side as one.
func (m *realMachine) jsonRun(s *side) jsonRun {
	r := newJSONRun(s.info())
	r.Machine, r.Seed, r.Repeats = machineReal, &s.machine.Seed, len(s.measured.Results)
	r.Wall, r.CPU = jsonSpread(s.measured.Spread(measure.Wall)), jsonSpread(s.measured.Spread(measure.CPU))
	r.Real = m.jsonReal(s)
	s.jsonOutcome(&r)
	if s.recorded != nil && s.recorded.err == nil {
		if r.Lock != nil {
			r.Lock = jsonLockOf(&s.recorded.summary.Lock)
		}
		r.Switches = jsonSwitchesOf(s.recorded.summary)
		r.Detail = jsonRealThreads(s.recorded, r.Lock != nil)
	}
	return r
}

// jsonOutcome fills in what came out: the first result that is wrong, or else the first.
func (s *side) jsonOutcome(r *jsonRun) {
	ok := false
	r.OK = &ok
	if err := s.failure(); err != nil {
		r.Result, r.Failure = failureKind(err), jsonFailureOf(err)
		return
	}
	if len(s.outcomes) == 0 {
		r.OK = nil
		return
	}
	shown, _ := s.wrong()
	if shown == nil {
		shown, ok = &s.outcomes[0], true
	}
	r.Result, r.Metrics = shown.Result, jsonMetrics(shown)
	r.Latency = jsonLatencyOf(shown.Latencies)
}

// jsonReal returns what only real runs have.
func (m *realMachine) jsonReal(s *side) *jsonReal {
	j := &jsonReal{
		Bytecode:  float64(m.loop(s.setup).Cost()) / 1e12,
		Pinned:    m.pin,
		Parking:   new(native.Config).Parking(),
		Queued:    jsonSpread(s.measured.Spread(measure.Queued)),
		Voluntary: jsonSpread(s.measured.Spread(measure.Voluntary)),
		Forced:    jsonSpread(s.measured.Spread(measure.Involuntary)),
		Runs:      len(s.outcomes),
		Samples:   []jsonSample{},
	}
	_, j.Wrong = s.wrong()
	if over, _, known := s.overhead(); known {
		j.Recording = &over
	}
	if s.recorded != nil {
		for _, x := range s.recorded.result.Samples {
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
func jsonRealThreads(recorded *recordedRun, locked bool) []jsonThread {
	list := jsonThreads(recorded.summary.Threads, locked)
	for i := range min(len(list), len(recorded.result.Threads)) {
		t, u := &list[i], &recorded.result.Threads[i].Usage
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
