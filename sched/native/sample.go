// This file samples the processor use of the process, and of those that it has started, over time.

package native

import "time"

// A Sample is the processor time that the run's processes had used when so much time had passed.
type Sample struct {
	At  time.Duration
	CPU Reading // ns
}

// sample begins to note the processor use, if that is wanted, and returns what ends that.
func (e *engine) sample() (end func() []Sample) {
	if e.config.Sample <= 0 {
		return func() []Sample { return nil }
	}
	before := processUsage()
	used := func() Reading { return processUsage().since(before).CPU.plus(e.childrenUse()) }
	stop, samples := make(chan struct{}), make(chan []Sample)
	go func() {
		ticker := time.NewTicker(e.config.Sample)
		defer ticker.Stop()
		list := []Sample{{CPU: known(0)}}
		for {
			select {
			case <-stop:
				samples <- append(list, Sample{e.Now(), used()})
				return
			case <-ticker.C:
				list = append(list, Sample{e.Now(), used()})
			}
		}
	}()
	return func() []Sample { close(stop); return <-samples }
}
