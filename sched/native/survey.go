// This file defines the survey of this computer: what the simulated machine must know to be like it.

package native

import (
	"context"
	"slices"
	"time"

	"github.com/gilsim/gilsim/sched"
)

// A Figure is a property of this computer: one number, or quantiles at equal steps from the least to the greatest.
type Figure struct {
	Key     string  // the setting of the simulated machine, as in a profile; its unit is at the end
	Doc     string  // what it is
	Values  []int64 // none if it cannot be measured here
	Setting bool    // it is a setting; else it only explains others
}

// Survey measures this computer, in some two seconds, five at most, while nothing else should run. It calls say, if it is not nil, with
// what it measures next. Where threads cannot be tied to cores, or there is one core, figures stay without values. When
// the context is done it returns what it has, and sched.ErrInterrupted.
func Survey(ctx context.Context, say func(what string)) ([]Figure, error) {
	s := &surveyor{}
	steps := []struct {
		what string
		do   func()
	}{
		{"starting a thread", s.spawning}, // a run of its own, which must not find the machine in use
		{"bytecodes", s.bytecodes},
		{"wake-ups on one core", s.sameCore},
		{"wake-ups of nobody", s.nobody},
		{"wake-ups of an idle core", s.idleCore},
		{"wake-ups of a busy core", s.busyCore},
		{"timers", s.timers},
		{"the time slice", s.slices},
		{"what cores share", s.touching},
	}
	for i, step := range steps {
		if i == 1 {
			if err := occupy(ctx); err != nil {
				return s.figures, err
			}
			defer func() { <-machineInUse }()
			e := new(engine)
			defer e.settle()()
			e.raise(sleepers)
			s.cores = inReach()
		}
		if ctx.Err() != nil {
			return s.figures, sched.ErrInterrupted
		}
		if say != nil {
			say(step.what)
		}
		step.do()
	}
	return s.figures, nil
}

// A surveyor is a survey as far as it has come.
type surveyor struct {
	cores   []int // the numbers of those in reach; none where threads cannot be tied
	figures []Figure

	wake, change, idle int64 // a wake-up's cost, a context switch, the latency of an idle core: others are made up of them, too
}

// setting adds a figure that is a setting.
func (s *surveyor) setting(key, doc string, values ...int64) {
	for i := range values {
		values[i] = max(0, values[i])
	}
	s.figures = append(s.figures, Figure{key, doc, values, true})
}

// note adds a figure that explains others.
func (s *surveyor) note(key, doc string, values ...int64) {
	s.figures = append(s.figures, Figure{key, doc, values, false})
}

// spread adds a setting that is a distribution, and its median under the key that the word quantiles is taken out of. It
// returns the median.
func (s *surveyor) spread(key, doc string, sample []int64, less int64) int64 {
	for i := range sample {
		sample[i] = max(0, sample[i]-less)
	}
	list := quantiles(sample)
	if list == nil {
		s.setting(key+"-ns", doc)
		return 0
	}
	s.setting(key+"-ns", doc+", the median", median(sample))
	s.setting(key+"-quantiles-ns", doc+", quantiles", list...)
	return median(sample)
}

// steps is how many quantiles there are, and fence how many times as far as the middle half of a sample is wide one of
// it may lie outside that half: what is further has been delayed by something else on the computer.
const (
	steps = 9
	fence = 3
)

// quantiles returns those of a sample, without its outliers; none of a sample that is too small. It sorts the sample.
func quantiles(sample []int64) []int64 {
	if len(sample) < 2*steps {
		return nil
	}
	slices.Sort(sample)
	low, high := sample[len(sample)/4], sample[len(sample)*3/4]
	reach := fence * (high - low)
	first, _ := slices.BinarySearch(sample, low-reach)
	last, _ := slices.BinarySearch(sample, high+reach+1)
	list := make([]int64, steps)
	for i := range list {
		list[i] = sample[first+(last-1-first)*i/(steps-1)]
	}
	return list
}

// undisturbed returns the first tenth of a sample, which it sorts; 0 if there is none. It is for what can only take longer
// than it should.
func undisturbed(sample []int64) int64 {
	if len(sample) == 0 {
		return 0
	}
	slices.Sort(sample)
	return sample[len(sample)/10]
}

// median returns that of a sample, which it sorts; 0 if there is none.
func median(sample []int64) int64 {
	if len(sample) == 0 {
		return 0
	}
	slices.Sort(sample)
	return sample[len(sample)/2]
}

// surveyEach is how long one thing is measured at most, as far as that can be helped: on a busy computer everything
// takes longer.
const surveyEach = 700 * time.Millisecond

// repeated returns what so many calls of f return, or fewer if they take too long.
func repeated(n int, f func() int64) (list []int64) {
	for end := time.Now().Add(surveyEach); n > 0 && (list == nil || time.Now().Before(end)); n-- {
		list = append(list, f())
	}
	return list
}

// perTurn returns how long f takes, by several batches of so many, in picoseconds.
func perTurn(n int64, f func()) int64 {
	return undisturbed(repeated(15, func() int64 {
		began := time.Now()
		for range n {
			f()
		}
		return int64(time.Since(began)) * 1000 / n
	}))
}

// bytecodes measures the bare loop, which looks for an interrupt every 9 bytecodes.
func (s *surveyor) bytecodes() {
	costs := repeated(5, func() int64 { return (&Loop{stride: 9}).measure() })
	s.setting("bytecode-ps", "a bytecode of the loop that executes them, as cheap as it can be", undisturbed(costs))
}

// spawning measures what starting a thread costs.
func (s *surveyor) spawning() {
	var costs []int64
	_, err := Run(context.Background(), Config{Loop: &Loop{stride: 1, cost: 1, portion: 1}}, func(t *sched.Thread) {
		costs = repeated(60, func() int64 {
			began := time.Now()
			other := t.Spawn("", func(*sched.Thread) {})
			cost := int64(time.Since(began))
			t.Join(other)
			return cost
		})
	})
	if err == nil {
		s.setting("spawn-ns", "what starting a thread costs the one that starts it", median(costs))
	}
}
