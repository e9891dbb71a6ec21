// Package survey measures this computer for a profile of the simulated machine: what package native knows of threads and cores, and
// what calls on sockets cost.
package survey

import (
	"context"
	"slices"
	"time"

	"github.com/gilsim/gilsim/sched/native"
)

// Take measures this computer, in some seconds, while nothing else should run. It calls say, if it is not nil, with what it measures
// next. When the context is done it returns what it has, and sched.ErrInterrupted.
func Take(ctx context.Context, say func(what string)) ([]native.Figure, error) {
	figures, err := native.Survey(ctx, say)
	if err != nil {
		return figures, err
	}
	if say != nil {
		say("calls on sockets")
	}
	calls, err := sockets(ctx)
	return append(figures, calls...), err
}

// A sample is how long one thing took, again and again.
type sample []time.Duration

// time adds how long f takes.
func (s *sample) time(f func()) {
	began := time.Now()
	f()
	*s = append(*s, time.Since(began))
}

// undisturbed returns the first tenth, less what it takes to look at the clock; 0 if there is none. Whatever else the computer does only
// makes it longer.
func (s sample) undisturbed(clock time.Duration) time.Duration {
	if len(s) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(s))
	return max(0, sorted[len(sorted)/10]-clock)
}

// clock returns what it takes to look at the clock.
func clock() time.Duration {
	var s sample
	for range 1000 {
		s.time(func() {})
	}
	return s.undisturbed(0)
}
