// This file defines the figures that a run is reduced to.

package measure

import "github.com/gilsim/gilsim/sched/native"

// A Figure is one number of a run; it is not known where the operating system does not have it.
type Figure func(r *native.Result) (x float64, known bool)

// Wall is the time that the run took, in seconds.
func Wall(r *native.Result) (float64, bool) { return r.Wall.Seconds(), r.Wall > 0 }

// CPU is the processor time of all threads together, in percent of the time that the run took: 200 is two cores busy all
// the time.
func CPU(r *native.Result) (float64, bool) {
	return 100 * float64(r.Usage.CPU.N) / float64(r.Wall), r.Usage.CPU.Known && r.Wall > 0
}

// Voluntary is how often threads left their cores to wait, per second.
func Voluntary(r *native.Result) (float64, bool) { return perSecond(r, r.Usage.Voluntary) }

// Involuntary is how often threads lost their cores, per second.
func Involuntary(r *native.Result) (float64, bool) { return perSecond(r, r.Usage.Involuntary) }

// Queued is the time that all threads together waited for a core, ready to run, in seconds.
func Queued(r *native.Result) (float64, bool) {
	return float64(r.Usage.Queued.N) / 1e9, r.Usage.Queued.Known
}

// Bytecodes is how many bytecodes all threads together executed.
func Bytecodes(r *native.Result) (float64, bool) {
	var sum int64
	for i := range r.Threads {
		sum += r.Threads[i].Bytecodes
	}
	return float64(sum), true
}

// Pace is the time that the run took for each bytecode, in seconds.
func Pace(r *native.Result) (float64, bool) {
	bytecodes, _ := Bytecodes(r)
	return r.Wall.Seconds() / bytecodes, bytecodes > 0
}

func perSecond(r *native.Result, count native.Reading) (float64, bool) {
	return float64(count.N) / r.Wall.Seconds(), count.Known && r.Wall > 0
}
