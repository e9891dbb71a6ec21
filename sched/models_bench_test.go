// This file measures three small models on the machine, and beside them the same models on bare iter.Pull
// coroutines and on goroutines with channels, in the same run.

package sched_test

import (
	"fmt"
	"iter"
	"testing"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace"
)

// discard is a recorder that keeps nothing: the events are made and handed over.
type discard struct{}

func (discard) Record([]trace.Event) {}

// costless is a machine of one core on which nothing but bytecodes takes time, as the bare models know none.
func costless() sim.Config {
	return sim.Config{Cores: 1, Bytecode: 1000, WakeIdle: -1, WakeBusy: -1, WakeCost: -1, WakeEmpty: -1, Switch: -1, Lateness: -1,
		SpawnCost: -1, Jitter: -1, SpeedJitter: -1, Granularity: time.Hour, Recorder: discard{}, MaxSteps: 1 << 60}
}

// A process is one of a bare model's: resume lets it run until it pauses.
type process struct {
	resume func()
}

// A world makes processes: on coroutines, or on goroutines with channels.
type world func(body func(pause func())) process

// onCoroutines is the world of iter.Pull.
func onCoroutines(body func(pause func())) process {
	next, _ := iter.Pull(func(yield func(struct{}) bool) { body(func() { yield(struct{}{}) }) })
	return process{func() { next() }}
}

// onChannels is the world of goroutines.
func onChannels(body func(pause func())) process {
	run, paused := make(chan struct{}), make(chan struct{})
	go func() {
		<-run
		body(func() { paused <- struct{}{}; <-run })
		close(paused)
	}()
	return process{func() { run <- struct{}{}; <-paused }}
}

// worlds are the two, by name.
var worlds = []struct {
	name string
	make world
}{{"pull", onCoroutines}, {"channels", onChannels}}

// W1: two processes alternate.
func BenchmarkW1(b *testing.B) {
	for _, w := range worlds {
		b.Run(w.name, func(b *testing.B) {
			var ready [2]process
			left := b.N
			for i := range ready {
				ready[i] = w.make(func(pause func()) {
					for left > 0 {
						left--
						pause()
					}
				})
			}
			for i := 0; left > 0; i++ {
				ready[i&1].resume()
			}
			ready[0].resume()
			ready[1].resume()
		})
	}
	b.Run("gilsim", func(b *testing.B) {
		left := b.N
		runModel(b, 2, func(t *sched.Thread, _ int) {
			for left > 0 {
				left--
				t.Yield()
			}
		})
	})
	b.Run("gilsim-data", func(b *testing.B) {
		body := &alternating{left: b.N}
		runData(b, 2, func(*sched.Thread) sched.Runner { return body })
	})
}

// runModel runs n threads of body to their end.
func runModel(b *testing.B, n int, body func(t *sched.Thread, i int)) {
	b.Helper()
	b.ReportAllocs()
	_, err := sim.Run(costless(), func(t *sched.Thread) {
		for i := range n {
			t.Spawn("", func(t *sched.Thread) { body(t, i) })
		}
		b.ResetTimer()
	})
	if err != nil {
		b.Fatal(err)
	}
}

// runData runs n threads of plain data, and reports what an event costs.
func runData(b *testing.B, n int, body func(t *sched.Thread) sched.Runner) {
	b.Helper()
	b.ReportAllocs()
	result, err := sim.Run(costless(), func(t *sched.Thread) {
		for range n {
			t.SpawnRunner("", body(t))
		}
		b.ResetTimer()
	})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(result.Events), "ns/event")
}

// alternating is a body without coroutine: it yields until there is nothing left.
type alternating struct{ left int }

func (a *alternating) Resume(t *sched.Thread, _ sched.Wake) sched.Request {
	if a.left <= 0 {
		return sched.Request{Kind: sched.End}
	}
	a.left--
	return sched.Request{Kind: sched.Park}
}

// W2: a thousand processes each sleep one unit a thousand times.
func BenchmarkW2(b *testing.B) {
	const n = 1000
	for _, w := range worlds {
		b.Run(w.name, func(b *testing.B) {
			left := b.N
			var h alarms
			for i := range n {
				p := w.make(func(pause func()) {
					for left > 0 {
						left--
						pause()
					}
				})
				h.push(alarm{0, i, p})
			}
			b.ResetTimer()
			for seq := n; left > 0; seq++ {
				a := h.pop()
				a.p.resume()
				h.push(alarm{a.when + 1, seq, a.p})
			}
			b.StopTimer()
			for len(h) > 0 {
				h.pop().p.resume()
			}
		})
	}
	b.Run("gilsim", func(b *testing.B) {
		left := b.N
		runModel(b, n, func(t *sched.Thread, _ int) {
			for left > 0 {
				left--
				t.Sleep(time.Microsecond)
			}
		})
	})
}

// An alarm is when a process of the bare W2 is due.
type alarm struct {
	when, seq int
	p         process
}

// alarms is a binary heap.
type alarms []alarm

func (h alarms) less(i, j int) bool {
	return h[i].when < h[j].when || h[i].when == h[j].when && h[i].seq < h[j].seq
}

func (h *alarms) push(a alarm) {
	*h = append(*h, a)
	for i := len(*h) - 1; i > 0 && h.less(i, (i-1)/2); i = (i - 1) / 2 {
		(*h)[i], (*h)[(i-1)/2] = (*h)[(i-1)/2], (*h)[i]
	}
}

func (h *alarms) pop() alarm {
	old := *h
	top, last := old[0], len(old)-1
	old[0] = old[last]
	*h = old[:last]
	for i := 0; ; {
		least := i
		for c := 2*i + 1; c <= 2*i+2 && c < last; c++ {
			if h.less(c, least) {
				least = c
			}
		}
		if least == i {
			return top
		}
		old[i], old[least] = old[least], old[i]
		i = least
	}
}

// W3: a hundred processes contend for one lock, which each holds while the others run.
func BenchmarkW3(b *testing.B) {
	const n = 100
	for _, w := range worlds {
		b.Run(w.name, func(b *testing.B) {
			left, locked := b.N, false
			var ready, waiting fifo
			for range n {
				var self process
				self = w.make(func(pause func()) {
					for left > 0 {
						left--
						for locked {
							waiting.push(self)
							pause()
						}
						locked = true
						ready.push(self)
						pause()
						locked = false
						if waiting.len() > 0 {
							ready.push(waiting.pop())
						}
					}
				})
				ready.push(self)
			}
			b.ResetTimer()
			for ready.len() > 0 {
				ready.pop().resume()
			}
		})
	}
	b.Run("gilsim", func(b *testing.B) {
		left := b.N
		var lock *threading.Lock
		runModel(b, n, func(t *sched.Thread, _ int) {
			if lock == nil {
				lock = threading.NewLock(t, "lock")
			}
			for left > 0 {
				left--
				lock.Acquire(t)
				t.Yield()
				lock.Release(t)
			}
		})
	})
	b.Run("gilsim-data", func(b *testing.B) {
		left := b.N
		var lock *threading.Lock
		runData(b, n, func(t *sched.Thread) sched.Runner {
			if lock == nil {
				lock = threading.NewLock(t, "lock")
			}
			return &locking{left: &left, acquire: lock.AcquireOp(sched.Forever), release: lock.ReleaseOp()}
		})
	})
}

// locking is a body without coroutine: it takes the lock, offers its core, and gives the lock back.
type locking struct {
	left             *int
	acquire, release sched.Op
	state            int
}

func (l *locking) Resume(t *sched.Thread, w sched.Wake) sched.Request {
	for {
		switch l.state {
		case 0:
			if *l.left <= 0 {
				return sched.Request{Kind: sched.End}
			}
			*l.left--
			l.state, w = 1, sched.Begin
		case 1:
			if r, done := l.acquire.Step(t, w); !done {
				return r
			}
			l.state = 2
			return sched.Request{Kind: sched.Park}
		case 2:
			l.state, w = 3, sched.Begin
		case 3:
			if r, done := l.release.Step(t, w); !done {
				return r
			}
			l.state = 0
		}
	}
}

// A fifo is a queue of processes in a ring.
type fifo struct {
	ring       [256]process
	head, tail uint8
}

func (q *fifo) len() int       { return int(q.tail - q.head) }
func (q *fifo) push(p process) { q.ring[q.tail] = p; q.tail++ }
func (q *fifo) pop() process   { p := q.ring[q.head]; q.head++; return p }

// The time per event must not depend on how many there have been.
func BenchmarkFlat(b *testing.B) {
	for _, events := range []int{10_000, 1_000_000, 10_000_000} {
		b.Run(fmt.Sprint(events), func(b *testing.B) {
			var made int64
			for b.Loop() {
				left := events / 2
				result, err := sim.Run(costless(), func(t *sched.Thread) {
					for range 2 {
						t.Spawn("", func(t *sched.Thread) {
							for left > 0 {
								left--
								t.Yield()
							}
						})
					}
				})
				if err != nil {
					b.Fatal(err)
				}
				made += result.Events
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(made), "ns/event")
		})
	}
}
