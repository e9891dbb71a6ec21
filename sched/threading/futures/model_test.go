// This file holds the pool against a plain sequential model: programs whose every time is known beforehand.

package futures_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading/futures"
)

// A scenario is what a main thread does with a pool. It acts at whole milliseconds. A task lasts some whole milliseconds
// and 13 us times its number, so that none of the first ten ends when the main thread acts.
type scenario struct {
	workers int
	acts    []act
}

// An act is one thing that the main thread does.
type act struct {
	kind  string        // submit, cancel, result
	which int           // of the tasks
	d     time.Duration // how long a new task lasts, or for how long its result is waited for
	pause int           // the next act begins in the so manieth millisecond after this one; 0 only between submits
}

// drawScenario returns a scenario with one to ten tasks.
func drawScenario(t *rapid.T) (s scenario) {
	s.workers = rapid.IntRange(1, 4).Draw(t, "workers")
	tasks := 0
	for range rapid.IntRange(1, 20).Draw(t, "acts") {
		kind := rapid.SampledFrom([]string{"submit", "submit", "cancel", "result"}).Draw(t, "kind")
		ms := time.Duration(rapid.IntRange(1, 9).Draw(t, "ms")) * time.Millisecond
		a := act{kind: kind, d: ms + 900*time.Microsecond, pause: rapid.IntRange(1, 3).Draw(t, "pause")}
		switch {
		case tasks == 0 || kind == "submit" && tasks < 10:
			a.kind, a.which, a.d = "submit", tasks, ms+time.Duration(tasks+1)*13*time.Microsecond
			if last := len(s.acts) - 1; last >= 0 && s.acts[last].kind == "submit" && rapid.Bool().Draw(t, "at once") {
				s.acts[last].pause = 0
			}
			tasks++
		case kind == "submit":
			continue
		default:
			a.which = rapid.IntRange(0, tasks-1).Draw(t, "which")
		}
		s.acts = append(s.acts, a)
	}
	return s
}

// next returns when the next act begins, if this one ends now.
func (a act) next(now time.Duration) time.Duration {
	if a.pause == 0 {
		return now
	}
	return now.Truncate(time.Millisecond) + time.Duration(a.pause)*time.Millisecond
}

// never is the time of what does not happen.
const never = time.Duration(-1)

// A task is what is known of a task. Times are since the start.
type task struct {
	submitted, lasts time.Duration
	begins           time.Duration
	cancelled        bool
}

// A model is a pool: the tasks, and when each worker is free.
type model struct {
	free  []time.Duration
	tasks []task
	next  int // the first task in the queue
}

// advance begins all tasks that begin before now, first come first served, each on the worker that is free first.
func (m *model) advance(now time.Duration) {
	for ; m.next < len(m.tasks); m.next++ {
		k := &m.tasks[m.next]
		w := slices.Index(m.free, slices.Min(m.free))
		begins := max(m.free[w], k.submitted)
		if k.cancelled {
			continue
		}
		if begins >= now {
			return
		}
		k.begins, m.free[w] = begins, begins+k.lasts
	}
}

// end returns when a task ends if nothing more is cancelled before that.
func (m model) end(which int) time.Duration {
	m.free, m.tasks = slices.Clone(m.free), slices.Clone(m.tasks)
	m.advance(time.Hour)
	return m.tasks[which].begins + m.tasks[which].lasts
}

// What comes of an act.
const (
	no = iota
	yes
	cancelled
)

// outcome returns what comes of an act that begins now, and when it ends.
func (m *model) outcome(a act, now time.Duration) (int, time.Duration) {
	m.advance(now)
	if a.kind == "submit" {
		m.tasks = append(m.tasks, task{submitted: now, lasts: a.d, begins: never})
		return yes, now
	}
	k := &m.tasks[a.which]
	switch {
	case k.cancelled:
		return cancelled, now
	case a.kind == "cancel" && k.begins == never:
		k.cancelled = true
		return cancelled, now
	case a.kind == "cancel":
		return no, now
	}
	if end := m.end(a.which); end > now+a.d {
		return no, now + a.d
	} else {
		return yes, max(now, end)
	}
}

// predict returns what comes of the acts, and when each task begins.
func (s scenario) predict() (outcomes []int, begins []time.Duration) {
	m := model{free: make([]time.Duration, s.workers)}
	now := time.Duration(0)
	for _, a := range s.acts {
		outcome, end := m.outcome(a, now)
		outcomes = append(outcomes, outcome)
		now = a.next(end)
	}
	m.advance(time.Hour)
	for _, k := range m.tasks {
		begins = append(begins, k.begins)
	}
	return outcomes, begins
}

// play makes the acts on a machine, and returns what came of them, and when each task began.
func (s scenario) play(t *sched.Thread) (outcomes []int, begins []time.Duration) {
	pool := futures.NewThreadPool(t, s.workers, "")
	begins = make([]time.Duration, 0, 10)
	var fs []*futures.Future[int]
	for _, a := range s.acts {
		if a.kind == "submit" {
			begins = append(begins, never)
			fs = append(fs, futures.Submit(t, pool, func(t *sched.Thread) (int, error) {
				begins[a.which] = t.Engine().Now()
				t.Sleep(a.d)
				return a.which, nil
			}))
			outcomes = append(outcomes, yes)
		} else {
			outcomes = append(outcomes, a.ask(t, fs[a.which]))
		}
		if now := t.Engine().Now(); a.next(now) > now {
			t.Sleep(a.next(now) - now)
		}
	}
	pool.Shutdown(t, true)
	return outcomes, begins
}

// ask makes an act on a task that was submitted.
func (a act) ask(t *sched.Thread, f *futures.Future[int]) int {
	if a.kind == "cancel" {
		return map[bool]int{true: cancelled, false: no}[f.Cancel(t)]
	}
	got, err := f.ResultTimeout(t, a.d)
	must(t, err != nil || got == a.which, "the result of task %d is %d", a.which, got)
	return map[error]int{nil: yes, futures.ErrTimeout: no, futures.ErrCancelled: cancelled}[err]
}

// Every task begins when the model says, and what comes of each cancel and each wait for a result is what the model says.
func TestThePoolDoesWhatAPlainModelOfItDoes(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := drawScenario(rt)
		want, times := s.predict()
		_, err := simulated(t, exactly(2), func(th *sched.Thread) {
			got, begins := s.play(th)
			must(th, slices.Equal(got, want), "%+v: outcomes %v, want %v", s, got, want)
			near := func(a, b time.Duration) bool {
				return a == b || a != never && b != never && (a-b).Abs() < 10*time.Microsecond
			}
			must(th, slices.EqualFunc(begins, times, near), "%+v: tasks begin at %v, want %v", s, begins, times)
		})
		if err != nil {
			rt.Fatal(err)
		}
	})
}
