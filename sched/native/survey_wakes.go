// This file surveys wake-ups: what they cost, and how long they take.

package native

import (
	"runtime"
	"sync/atomic"
	"time"
)

// tied calls f on an OS thread of its own, tied to a core, and returns what is closed when it is done. The OS thread ends
// with it.
func tied(core int, f func()) (done chan struct{}) {
	done = make(chan struct{})
	go func() {
		defer close(done)
		runtime.LockOSThread()
		pinTo(core)
		f()
	}()
	return done
}

// sameCore measures a hand-over between two threads on one core: one wakes the other one and waits. Without its wake-up
// it is a context switch.
func (s *surveyor) sameCore() {
	const what = "on one core, from the wake-up of a thread until it runs"
	if len(s.cores) == 0 {
		s.note("hand-over-ns", what)
		return
	}
	const rounds = 1000
	each := repeated(20, func() int64 {
		a, b := newParker(), newParker()
		began := time.Now()
		first := tied(s.cores[0], func() { alternate(a, b, rounds) })
		second := tied(s.cores[0], func() { alternate(b, a, rounds) })
		a.unpark(aThread)
		<-first
		<-second
		return int64(time.Since(began)) / (2 * rounds)
	})
	handoff := undisturbed(each)
	s.note("hand-over-ns", what, handoff)
	const cost, change = "what a wake-up costs the thread that makes it", "a context switch: a hand-over on one core, less the wake-up"
	for range attempts {
		if wake := s.deferred(); wake < handoff {
			s.wake, s.change = wake, handoff-wake
			s.setting("wake-cost-ns", cost, s.wake)
			s.setting("switch-ns", change, s.change)
			return
		}
	}
	s.setting("wake-cost-ns", cost)
	s.setting("switch-ns", change)
}

// attempts is how often a wake-up is measured until it costs less than the hand-over that it is part of.
const attempts = 3

// alternate waits for one permit and gives the other one, so many times.
func alternate(own, other parker, rounds int) {
	for range rounds {
		await(own)
		other.unpark(aThread)
	}
}

// sleepers is how many threads deferred wakes in a row.
const sleepers = 32

// deferred returns what the wake-up of a thread costs that sleeps on the same core and does not run at once, in ns: the
// system lets batch threads wait until the core is free. Many are woken in a row, as the first one finds cold caches.
func (s *surveyor) deferred() int64 {
	var asleep, over atomic.Int64
	var parkers []parker
	var ends []chan struct{}
	for range sleepers {
		p := newParker()
		parkers = append(parkers, p)
		ends = append(ends, tied(s.cores[0], func() {
			batch()
			for over.Load() == 0 {
				asleep.Add(1)
				await(p)
			}
		}))
	}
	var costs []int64
	<-tied(s.cores[0], func() {
		costs = repeated(30, func() int64 {
			for asleep.Load() < sleepers {
				pause(50 * time.Microsecond)
			}
			pause(50 * time.Microsecond)
			asleep.Store(0)
			return int64(wakeAll(parkers)) / sleepers
		})
	})
	over.Store(1)
	for i, p := range parkers {
		p.unpark(aThread)
		<-ends[i]
	}
	return undisturbed(costs)
}

// wakeAll gives every permit, and returns how long that took.
func wakeAll(parkers []parker) time.Duration {
	began := time.Now()
	for _, p := range parkers {
		p.unpark(aThread)
	}
	return time.Since(began)
}

// pause sleeps for d with the parker of threads: the core is free meanwhile.
func pause(d time.Duration) { newParker().wait(d) }

// nobody measures wake-ups that find nobody asleep, and waits that find their permit given already.
func (s *surveyor) nobody() {
	empty, failed := emptyWake(), failedWait()
	if empty == nil {
		s.setting("wake-empty-ns", "a wake-up of a thread that is awake already")
		return
	}
	s.setting("wake-empty-ns", "a wake-up of a thread that is awake already", perTurn(20_000, empty)/1000)
	s.note("failed-wait-ns", "a wait that ends at once, as it was too late", perTurn(20_000, failed)/1000)
}

// idleCore measures from a wake-up until the thread runs, on another core that sleeps.
func (s *surveyor) idleCore() {
	const what = "from a wake-up until the thread is ready, while a core is idle"
	if len(s.cores) < 2 {
		s.setting("wake-idle-ns", what)
		return
	}
	latencies, costs := s.wakeUps(400)
	s.idle = s.spread("wake-idle", what, latencies, s.change)
	s.setting("interrupt-send-ns", "what a wake-up costs more if the other core sleeps", median(costs)-s.wake)
}

// busyCore measures the same while another thread computes there. What takes longer than a millisecond has waited for the
// end of a time slice, which is a setting of its own.
func (s *surveyor) busyCore() {
	const what = "the same while every core is busy"
	if len(s.cores) < 2 {
		s.setting("wake-busy-ns", what)
		return
	}
	var over atomic.Bool
	spinner := tied(s.cores[1], func() {
		for !over.Load() {
		}
	})
	latencies, _ := s.wakeUps(200)
	over.Store(true)
	<-spinner
	var soon []int64
	for _, l := range latencies {
		if l < int64(time.Millisecond) {
			soon = append(soon, l)
		}
	}
	s.spread("wake-busy", what, soon, s.change)
}

// wakeUps wakes a thread on the second core from the first one, so many times at most. It returns how long it is from the
// wake-ups to the moments when the thread runs, and what the wake-ups cost, in ns.
func (s *surveyor) wakeUps(n int) (latencies, costs []int64) {
	there, back := newParker(), newParker()
	var over bool // handed over by the permits
	var woken time.Time
	sleeper := tied(s.cores[1], func() {
		for await(there); !over; await(there) {
			woken = time.Now()
			back.unpark(aThread)
		}
	})
	waker := tied(s.cores[0], func() {
		latencies = repeated(n, func() int64 {
			spin(time.Duration(100+37*(len(costs)%40)) * time.Microsecond) // the other one falls asleep, now deeper, now less
			began := time.Now()
			there.unpark(aThread)
			costs = append(costs, int64(time.Since(began)))
			await(back)
			return int64(woken.Sub(began))
		})
		over = true
		there.unpark(aThread)
	})
	<-waker
	<-sleeper
	return latencies, costs
}

// spin computes for d.
func spin(d time.Duration) {
	for end := time.Now().Add(d); time.Now().Before(end); {
	}
}
