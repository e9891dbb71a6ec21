// This file defines the watch over a run: it ends a run that is interrupted, takes too long, or is deadlocked.

package native

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gilsim/gilsim/sched"
)

// How often the watch looks for a deadlock, and how long it waits for threads that are to end.
const (
	glance   = 20 * time.Millisecond
	endLimit = 2 * time.Second
)

// watch waits until all threads have ended, or until those of a run that is being ended had time to.
func (e *engine) watch(ctx context.Context) {
	ended := make(chan struct{})
	go func() { e.done.Wait(); e.programsEnd(); e.othersEnd(); close(ended) }()
	if e.sentinel(ctx, ended) {
		return
	}
	e.endOthers()
	select {
	case <-ended:
	case <-time.After(endLimit):
	}
}

// sentinel returns when all threads have ended, which it reports, or when the run fails.
func (e *engine) sentinel(ctx context.Context, ended chan struct{}) bool {
	look := time.NewTicker(glance)
	defer look.Stop()
	timeout, stop := e.timeout()
	defer stop()
	var before []int64
	for {
		select {
		case <-ended:
			return true
		case <-e.ends:
			return false
		case <-ctx.Done():
			e.end(sched.ErrInterrupted)
		case <-timeout:
			e.end(e.overdue())
		case <-look.C:
			if e.config.family != nil {
				e.glance()
				continue
			}
			now := e.rests()
			if now != nil && slices.Equal(now, before) {
				e.end(e.deadlock())
			}
			before = now
		}
	}
}

// timeout returns a channel that tells when the run has taken too long, and what stops that.
func (e *engine) timeout() (passed <-chan time.Time, stop func()) {
	if e.config.Timeout <= 0 {
		return nil, func() {}
	}
	timer := time.NewTimer(e.config.Timeout)
	return timer.C, func() { timer.Stop() }
}

// end ends the run, unless it is being ended already: it has failed, or, if err is nil, only daemon threads are left. Every
// thread gets to know it: when it asks for something, or when it is woken.
func (e *engine) end(err error) {
	e.mu.Lock()
	if !e.ending {
		e.ending, e.failure = true, err
		e.run.Stop() // who learns by the channel that it ends finds it stopping
		close(e.ends)
	}
	e.mu.Unlock()
	for _, s := range e.all() { // whoever is started after this knows it from the beginning
		s.interrupted.Store(true)
		s.parking.unpark(noThread)
	}
}

// all returns the threads that were started so far.
func (e *engine) all() []*thread {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.threads)
}

// why returns why the run failed, or nil.
func (e *engine) why() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.failure
}

// rests returns how often each thread had begun to wait for ever, if all that have not ended do so with no wake-up
// pending; else nil. The same twice in a row is a deadlock: nobody has run in between, and nobody ever will.
func (e *engine) rests() []int64 {
	if e.awaitsAlarm() || e.runsPrograms() {
		return nil
	}
	var list []int64
	alive := false
	for _, s := range e.all() {
		if s.ended.Load() {
			list = append(list, -1)
			continue
		}
		waits := s.waits.Load()
		if waits%2 == 0 || s.parking.pending() || s.served() {
			return nil
		}
		alive = true
		list = append(list, waits)
	}
	if !alive {
		return nil
	}
	return list
}

// served reports whether what the thread waits for outside this process has come.
func (s *thread) served() bool {
	look := s.outside.Load()
	return look != nil && (*look)(0)
}

// deadlock returns the report on a run in which all threads that have not ended are at rest.
func (e *engine) deadlock() *sched.DeadlockError {
	var waiting []*sched.Thread
	for _, s := range e.all() {
		if !s.ended.Load() {
			waiting = append(waiting, s.of)
		}
	}
	return e.run.Deadlock(waiting, func(t *sched.Thread) int32 { return machine(t).on.Load() })
}

// A TimeoutError says that a run took longer than it is allowed, and what its threads were at.
type TimeoutError struct {
	Limit time.Duration
	Waits []*sched.Wait // who waits for what, of those that wait without a timer; at most the first 100
	Busy  []*sched.Wait // the threads that do not: nothing but where they are is known; at most the first 100

	byThread map[*sched.Thread]*sched.Wait
}

// Error says so, and then in a line each what the threads were at.
func (e *TimeoutError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "the program did not end within %v", e.Limit)
	for _, w := range e.Busy {
		fmt.Fprintf(&b, "\n  %s computes, or waits for a time", w.Thread)
		if w.Where != "" {
			fmt.Fprintf(&b, " (%s)", w.Where)
		}
	}
	for _, w := range e.Waits {
		fmt.Fprintf(&b, "\n  %s", w)
	}
	return b.String()
}

// listed is how many threads a report lists.
const listed = 100

// overdue returns the report on a run that takes too long.
func (e *engine) overdue() *TimeoutError {
	report := &TimeoutError{Limit: e.config.Timeout, byThread: map[*sched.Thread]*sched.Wait{}}
	for _, s := range e.all() {
		switch {
		case s.ended.Load():
		case s.waits.Load()%2 == 1 && len(report.Waits) < listed:
			w := e.run.Waiting(s.of, s.on.Load())
			report.Waits, report.byThread[s.of] = append(report.Waits, w), w
		case len(report.Busy) < listed:
			w := &sched.Wait{Thread: s.of.Name()}
			report.Busy, report.byThread[s.of] = append(report.Busy, w), w
		}
	}
	return report
}

// locate returns what notes, on the stack of t, the line where t is, if the report on the run's failure lists it.
func (e *engine) locate(t *sched.Thread) func() {
	switch report := e.why().(type) {
	case *sched.DeadlockError:
		return t.Task().Locate(report.WaitOf(t))
	case *TimeoutError:
		return t.Task().Locate(report.byThread[t])
	}
	return nil
}

// halted returns why the run ended before its time, if that was no thread's doing.
func (e *engine) halted() (text string, halted bool) {
	err := e.why()
	var failed *sched.ThreadError
	if err == nil || errors.As(err, &failed) {
		return "", false
	}
	return err.Error(), true
}
