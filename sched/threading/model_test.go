// This file compares the primitives with plain sequential models of them, in random programs of several threads.
//
// Time is divided into slots of a millisecond, and each thread acts in slots of its own, so that one step is over before
// the next one begins: which thread waits, who is woken, and when, is then what the model says, whatever the discipline,
// the number of cores and the seed. A time-out ends in the middle of a slot.

package threading_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// slot is how long a slot is.
const slot = time.Millisecond

// A step is what a thread does to the primitive.
type step struct {
	op    string
	n     int // how many, where that matters
	gap   int // how many of its own slots it lets pass before
	waits int // the time-out in slots, and half a one; 0: it does not wait; -1: for ever
}

// timeout returns the step's time-out.
func (s step) timeout() time.Duration {
	if s.waits <= 0 {
		return time.Duration(s.waits)
	}
	return time.Duration(s.waits)*slot + slot/2
}

// An outcome is when a step was over, and what came of it.
type outcome struct {
	slot   int64
	result int
}

// An over is a thread whose step is over.
type over struct{ thread, result int }

// A sequential is a primitive as a sequential program.
type sequential interface {
	// act makes the step of a thread. It returns who is done by that: the thread, unless it waits now, and those whose
	// waits have ended.
	act(thread int, s step) []over
	// expire ends the wait of a thread whose time is over.
	expire(thread int) []over
}

// A primitive is one that is compared with its model.
type primitive struct {
	ops   []string
	make  func(t *sched.Thread, parties int) func(t *sched.Thread, s step) int
	model func(parties int) sequential
}

// A program is the steps of each thread.
type program [][]step

// drawProgram draws one.
func drawProgram(t *rapid.T, ops []string) program {
	p := make(program, rapid.IntRange(2, 5).Draw(t, "threads"))
	draw := rapid.Custom(func(t *rapid.T) step {
		return step{
			op:    rapid.SampledFrom(ops).Draw(t, "op"),
			n:     rapid.IntRange(1, 3).Draw(t, "n"),
			gap:   rapid.IntRange(0, 2).Draw(t, "gap"),
			waits: rapid.SampledFrom([]int{-1, 0, 1, 2, 7}).Draw(t, "waits"),
		}
	})
	for i := range p {
		p[i] = rapid.SliceOfN(draw, 1, 8).Draw(t, fmt.Sprint("thread ", i))
	}
	return p
}

// predict runs a program on a model. It returns what each thread comes to, and how many wait for ever.
func (p program) predict(m sequential) (outcomes [][]outcome, left int) {
	outcomes = make([][]outcome, len(p))
	next := make([]int64, len(p)) // the slot of the next step
	ends := make([]int64, len(p)) // of a wait: the slot in which its time is over; -1: never
	waits := make([]bool, len(p))
	for i := range p {
		next[i] = p.slotAfter(0, i, 0)
	}
	settle := func(now int64, list []over) {
		for _, o := range list {
			outcomes[o.thread] = append(outcomes[o.thread], outcome{now, o.result})
			waits[o.thread] = false
			next[o.thread] = p.slotAfter(now, o.thread, len(outcomes[o.thread]))
		}
	}
	for now := int64(0); now < 2000; now++ {
		i := int(now) % len(p)
		if k := len(outcomes[i]); !waits[i] && k < len(p[i]) && next[i] == now {
			s := p[i][k]
			waits[i], ends[i] = true, -1
			if s.waits > 0 {
				ends[i] = now + int64(s.waits)
			}
			settle(now, m.act(i, s))
		}
		for j := range p {
			if waits[j] && ends[j] == now {
				settle(now, m.expire(j))
			}
		}
	}
	for i := range p {
		if len(outcomes[i]) < len(p[i]) {
			left++
		}
	}
	return outcomes, left
}

// slotAfter returns the slot in which a thread that is ready in slot now makes its step number k.
func (p program) slotAfter(now int64, thread, k int) int64 {
	now++
	for now%int64(len(p)) != int64(thread) {
		now++
	}
	if k < len(p[thread]) {
		now += int64(p[thread][k].gap * len(p))
	}
	return now
}

// play runs a program on the simulated machine.
func (p program) play(cfg sim.Config, x primitive, parties int) (outcomes [][]outcome, late time.Duration, err error) {
	outcomes = make([][]outcome, len(p))
	tr, err := sim.Record(cfg, func(t *sched.Thread) {
		do := x.make(t, parties)
		crew(t, len(p), func(t *sched.Thread, i int) {
			for k, s := range p[i] {
				now := t.Engine().Now()
				t.Sleep(time.Duration(p.slotAfter(int64(now/slot), i, k))*slot - now)
				began := t.Engine().Now()
				result := do(t, s)
				now = t.Engine().Now()
				outcomes[i] = append(outcomes[i], outcome{int64(now / slot), result})
				if end := began + s.timeout(); s.waits > 0 && now >= end {
					late = max(late, now-end)
				}
			}
		})
	})
	return outcomes, late, errors.Join(err, trace.Check(tr))
}

// exact returns a machine on which nothing but bytecodes takes time: a nanosecond each.
func exact(t *rapid.T) sim.Config {
	c := exactly(rapid.IntRange(1, 3).Draw(t, "cores"))
	c.Seed = rapid.Uint64Min(1).Draw(t, "seed")
	c.GIL = gil.Config{Discipline: rapid.SampledFrom(gil.Disciplines()).Draw(t, "discipline")}
	return c
}

// compares checks that a primitive does what its model does, to the slot, and that time-outs end within 2 µs, which is what
// its bytecodes take after the wait.
func compares(t *testing.T, x primitive) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawProgram(t, x.ops)
		parties := rapid.IntRange(1, len(p)).Draw(t, "parties")
		want, left := p.predict(x.model(parties))
		got, late, err := p.play(exact(t), x, parties)
		var dead *sched.DeadlockError
		switch {
		case left == 0 && err != nil:
			t.Fatal(err)
		case left > 0 && (!errors.As(err, &dead) || dead.Total != left+1): // and the main thread waits for them
			t.Fatalf("%d threads wait for ever, and the run ends with %v", left, err)
		}
		for i := range p {
			if !slices.Equal(got[i], want[i]) {
				t.Fatalf("thread %d, %v:\n%v, want\n%v", i, p[i], got[i], want[i])
			}
		}
		if late > 2*time.Microsecond {
			t.Fatalf("a time-out ends %v late", late)
		}
	})
}

// number returns 1 for true.
func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

// A line is who waits in a model, in the order of their coming.
type line []int

// wait lets a thread wait, unless its step says that it does not: then it is over, with this result.
func (l *line) wait(thread int, s step, result int) []over {
	if s.waits == 0 {
		return []over{{thread, result}}
	}
	*l = append(*l, thread)
	return nil
}

// leave takes a thread out, whose step is over with this result.
func (l *line) leave(thread, result int) []over {
	*l = slices.DeleteFunc(*l, func(other int) bool { return other == thread })
	return []over{{thread, result}}
}

// wake takes the first n out, at most all: their steps are over with this result.
func (l *line) wake(n, result int) (list []over) {
	for n = min(n, len(*l)); n > 0; n-- {
		list = append(list, over{(*l)[0], result})
		*l = (*l)[1:]
	}
	return list
}
