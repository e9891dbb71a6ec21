// This file defines the processes of the simulated machine: who is in each, and how one ends that does not end by itself.

package sim

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A population is the threads of one process that have not ended.
type population struct {
	alive    int
	ordinary int // how many of them are no daemon threads
}

// home returns the population of the process of a thread.
func (k *kernel) home(t *sched.Thread) *population { return &k.of[t.Process().Number()] }

// populate counts a new thread.
func (k *kernel) populate(t *sched.Thread) {
	for int(t.Process().Number()) >= len(k.of) {
		k.of = append(k.of, population{})
	}
	p := k.home(t)
	k.alive++
	p.alive++
	if !t.Daemon() {
		k.ordinary++
		p.ordinary++
	}
}

// retire counts a thread that is over, and reports whether its process is over with it.
func (k *kernel) retire(s *thread, t *sched.Task) (last bool) {
	s.condition = retired
	p := k.home(t.Thread())
	k.alive--
	p.alive--
	if k.untimed != nil {
		k.untimed.alive = without(k.untimed.alive, s.id)
	}
	if t.Thread().Daemon() {
		return false
	}
	k.ordinary--
	p.ordinary--
	return p.ordinary == 0
}

// endProcess ends a process that has no ordinary thread left. With the last process the run is over, and nobody need be told.
func (k *kernel) endProcess(p *sched.Process) {
	if k.ordinary == 0 {
		return
	}
	k.empty(p)
	p.Ended()
}

// Remove takes every thread of p off the machine.
func (k *kernel) Remove(p *sched.Process) {
	if p.Over() {
		return
	}
	k.empty(p)
	p.Ended()
	if k.ordinary == 0 && k.alive > 0 {
		k.cutOff()
	}
}

// empty takes every thread that is left of p off the machine: first those without a core, or else one of them would get
// the core of another.
func (k *kernel) empty(p *sched.Process) {
	for _, onCore := range []bool{false, true} {
		for id := 1; id < len(k.threads) && k.of[p.Number()].alive > 0; id++ {
			s := &k.threads[id]
			if s.condition != retired && (s.condition == runs) == onCore && k.tasks[id].Thread().Process() == p {
				k.remove(s)
			}
		}
	}
}

// remove takes a thread off the machine, wherever it is. A refused end, of deferred calls that recover, fails the run.
func (k *kernel) remove(s *thread) {
	t := k.tasks[s.id]
	k.log.add(k.now, 0, 0, 0, s.id, trace.NoCore, trace.Cut)
	switch s.condition {
	case runs:
		c := &k.cores[s.core]
		k.settle(s)
		k.vacate(c, s)
		if k.refill(c) {
			k.schedule(c)
		}
	case waits:
		k.unqueue(s)
	case waking:
		k.timers.cancel(s)
		k.cores[s.core].coming--
	default:
		k.timers.cancel(s)
	}
	k.retire(s, t)
	k.close1(s, t)
}

// unqueue takes a thread out of its run queue.
func (k *kernel) unqueue(s *thread) {
	if k.untimed != nil {
		k.untimed.ready = without(k.untimed.ready, s.id)
		return
	}
	k.cores[s.core].ready.keep(func(x *entry) bool { return x.id != s.id })
}

// close1 runs the deferred calls of a thread that has been taken off the machine. What they do has no effect.
func (k *kernel) close1(s *thread, t *sched.Task) {
	current, running := k.current, k.run.Running()
	k.setRunning(s)
	t.Abandon()
	if err := t.Close(nil); err != nil {
		k.fail(err)
	}
	t.Forget()
	k.current = current
	k.run.SetRunning(running)
}
