// This file surveys timers and cores: lateness, the time slice, what one core costs another one.

package native

import (
	"sync/atomic"
	"time"
)

// timers measures how late a wait of a millisecond ends. A simulated timer that has fired must still wake its thread.
func (s *surveyor) timers() {
	var late []int64
	p := newParker()
	core := -1
	if len(s.cores) > 0 {
		core = s.cores[len(s.cores)-1]
	}
	<-tied(core, func() {
		late = repeated(300, func() int64 {
			began := time.Now()
			p.wait(time.Millisecond)
			return int64(time.Since(began) - time.Millisecond)
		})
	})
	s.spread("lateness", "how late a timer fires", late, s.idle+s.change)
}

// gap is how long a thread that computes must be away from its clock for another one to have had the core.
const gap = 200 * time.Microsecond

// slices measures how long each of two threads that compute on one core keeps it.
func (s *surveyor) slices() {
	const what = "how long a thread keeps a core that another one is ready for"
	if len(s.cores) == 0 {
		s.setting("slice-ns", what)
		return
	}
	first, second := make(chan []int64, 1), make(chan []int64, 1)
	end := time.Now().Add(700 * time.Millisecond)
	tied(s.cores[0], func() { first <- turns(end) })
	tied(s.cores[0], func() { second <- turns(end) })
	s.setting("slice-ns", what, median(append(<-first, <-second...)))
}

// turns computes until the end, and returns how long each turn on the core has lasted, in ns, but for the first and last.
func turns(end time.Time) (list []int64) {
	began := time.Now()
	for last := began; last.Before(end); {
		now := time.Now()
		if now.Sub(last) > gap {
			list = append(list, int64(last.Sub(began)))
			began = now
		}
		last = now
	}
	if len(list) > 0 {
		list = list[1:]
	}
	return list
}

// touching measures a word that two cores change in turn, less the same on one core.
func (s *surveyor) touching() {
	const what = "what a step costs more on an object that another core has touched last"
	if len(s.cores) < 2 {
		s.setting("touch-ns", what)
		return
	}
	const turns = 2000
	each := repeated(40, func() (took int64) {
		var word atomic.Int64
		other := tied(s.cores[1], func() { change(&word, 1, turns) })
		<-tied(s.cores[0], func() { took = int64(change(&word, 0, turns)) * 1000 / (2 * turns) })
		<-other
		return took
	})
	var word atomic.Int64
	alone := perTurn(10*turns, func() { word.CompareAndSwap(0, 0) })
	s.setting("touch-ns", what, (undisturbed(each)-alone)/1000)
}

// change counts the word up whenever it is this thread's turn, the even one's or the odd one's, so many times, and returns
// how long that took but for the first turn. It gives up if something else has the other core for long.
func change(word *atomic.Int64, parity int64, turns int) time.Duration {
	var began time.Time
	end := time.Now().Add(surveyEach)
	for mine := parity; turns > 0; turns-- {
		for tries := 1; !word.CompareAndSwap(mine, mine+1); tries++ {
			if tries%(1<<16) == 0 && time.Now().After(end) {
				return time.Since(began)
			}
		}
		if mine += 2; began.IsZero() {
			began = time.Now()
		}
	}
	return time.Since(began)
}
