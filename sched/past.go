// This file defines what a thread has been told so far, so that another process can be what this one is by executing the program
// again.

package sched

import (
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/gilsim/gilsim/trace"
)

// A past is all that a thread was told which its own code, executed again, would not find out: what others wrote, what came
// out of a pipe, who came first. Go code on a stack cannot be copied, so on the real machine a forked process executes the
// program again from its beginning, as a ghost: no time passes, nothing is recorded or waited for, and each question has the
// answer that it had then. When the answers are used up the ghost is where its parent forked, and the child begins.
//
// A thread's past begins with that of the thread which has started it. So the ghost of a process with several threads executes
// the main thread up to the start of the one that forks, and then that one: what other threads did, it sees as far as it was
// told.
type past struct {
	told   []byte
	at     int  // how much of it the ghost has used
	ghost  bool // it is being executed again
	asking bool // an answer is under way: what is asked for it is part of it
}

// mostTold is how much a past may hold: it is kept in memory, and each process that is started gets a copy.
const mostTold = 64 << 20

// Ghost reports whether the thread only executes again what another process has executed: what it does must have no effect
// outside its own memory.
func (t *Thread) Ghost() bool { return t.past != nil && t.past.ghost }

// Ask asks something of the world outside the process, as a part of this step. On the real machine the answer is kept, and a ghost
// gets it in place of its own.
func (t *Thread) Ask(step trace.Kind, ask func() (n int64, data []byte)) (n int64, data []byte) {
	p := t.past
	switch {
	case p == nil || p.asking:
		return ask()
	case p.ghost:
		for t.handledHere() {
			t.handle(false)
		}
		return p.next(step)
	}
	p.asking = true
	defer func() { p.asking = false }()
	n, data = ask()
	p.add(step, n, data)
	return n, data
}

// Learn notes an answer that the thread has got by itself: Ask for who is no ghost.
func (t *Thread) Learn(step trace.Kind, n int64, data []byte) {
	if t.past != nil {
		t.past.add(step, n, data)
	}
}

// askWord is Ask for what answers with a number.
func (t *Thread) askWord(step trace.Kind, ask func() int64) int64 {
	n, _ := t.Ask(step, func() (int64, []byte) { return ask(), nil })
	return n
}

// noteHandled runs a signal's handler, and notes where, so that a ghost runs it there, too: after how many bytecodes, and whether it
// has broken a wait off or came before the next bytecode. What it asks is noted apart from an answer that is under way.
func (t *Thread) noteHandled(number int, inWait bool, handler func()) {
	p := t.past
	if p == nil {
		handler()
		return
	}
	if p.ghost {
		p.next(trace.Handle)
		handler()
		return
	}
	asking := p.asking
	p.asking = false
	defer func() { p.asking = asking }()
	p.add(trace.Handle, int64(number), binary.AppendVarint(binary.AppendVarint(nil, t.bytecodes), flag(inWait)))
	handler()
}

// A handled is where the ghost's parent ran a signal's handler.
type handled struct {
	number int
	at     int64 // after so many bytecodes
	inWait bool
}

// handledHere reports whether the ghost's parent ran a handler after as many bytecodes as the ghost has executed.
func (t *Thread) handledHere() bool {
	h, ok := t.past.nextHandled()
	return ok && h.at <= t.bytecodes
}

// handledInWait is handledHere for one that broke a wait off.
func (t *Thread) handledInWait() bool {
	h, ok := t.past.nextHandled()
	return ok && h.at <= t.bytecodes && h.inWait
}

// nextHandled returns which handler is to run next, before anything is asked.
func (p *past) nextHandled() (h handled, ok bool) {
	if p.at >= len(p.told) || p.told[p.at] != byte(trace.Handle) {
		return handled{}, false
	}
	look := past{told: p.told, at: p.at}
	n, data := look.next(trace.Handle)
	at, size := binary.Varint(data)
	inWait, _ := binary.Varint(data[size:])
	return handled{int(n), at, inWait != 0}, true
}

// add notes an answer. A past that is full is not noted any further: nothing can be started then.
func (p *past) add(step trace.Kind, n int64, data []byte) {
	if len(p.told) > mostTold {
		return
	}
	if most := 1 + 2*binary.MaxVarintLen64 + len(data); cap(p.told)-len(p.told) < most {
		p.told = slices.Grow(p.told, len(p.told)+most) // twice: append would copy what it holds three times as often
	}
	p.told = appendAnswer(p.told, step, n, data)
}

func appendAnswer(told []byte, step trace.Kind, n int64, data []byte) []byte {
	if 0 <= n && n <= 63 && len(data) <= 127 { // each is one byte, as most are
		return append(append(told, byte(step), byte(n<<1), byte(len(data))), data...)
	}
	told = binary.AppendVarint(append(told, byte(step)), n)
	return append(binary.AppendUvarint(told, uint64(len(data))), data...)
}

// mayDiffer reports whether the thread can see what its own code, executed again, would not: other threads write, too.
func (t *Thread) mayDiffer() bool { return t.past != nil && t.proc.several.Load() }

// next takes the answer to a question of the ghost.
func (p *past) next(step trace.Kind) (n int64, data []byte) {
	if p.at >= len(p.told) || p.told[p.at] != byte(step) {
		panic(Halting(p.departs(step)))
	}
	p.at++
	n, size := binary.Varint(p.told[p.at:])
	p.at += size
	length, size := binary.Uvarint(p.told[p.at:])
	p.at += size
	data = slices.Clone(p.told[p.at : p.at+int(length)])
	p.at += int(length)
	return n, data
}

// departs is the error of a ghost that does something else than its parent did.
func (p *past) departs(step trace.Kind) error {
	was := "nothing more"
	if p.at < len(p.told) {
		was = "the step " + trace.Kind(p.told[p.at]).String()
	}
	return fmt.Errorf("the child process executes the program again up to where it was started, and comes to the step %v where its parent did %s: "+
		"a program that starts processes must do the same each time it is told the same", step, was)
}

// after returns the past of something that the thread starts now: it begins with the answer 1, where the thread itself goes on with
// another one.
func (p *past) after(step trace.Kind) []byte {
	return appendAnswer(slices.Clone(p.told), step, 1, nil)
}

// goesOnIn makes the ghost go on in another thread, which it has started: the one that the process is to become, or the next on
// the way there. This thread does nothing more.
func (t *Thread) goesOnIn(child *Thread) {
	p := t.past
	child.past = &past{told: slices.Clip(p.told), at: p.at, ghost: p.at < len(p.told) || child.proc == t.proc}
	if child.proc == t.proc {
		t.Perform(releaseOp{}) // the other one needs the interlock
	}
	t.run.engine.Spawn(t, child)
	t.Perform(vanished{})
}

// vanished is what a ghost does that goes on in another thread: nothing.
type vanished struct{}

// Step never ends.
func (vanished) Step(*Thread, Wake) (Request, bool) {
	return Request{Kind: Park, N: int64(Forever)}, false
}

// branch gives a thread that t starts its past, and reports whether it is to be started: a ghost starts the one only that leads to
// where its process begins.
func (t *Thread) branch(child *Thread) (starts bool) {
	p := t.past
	t.proc.several.Store(true)
	if !p.ghost {
		child.past = &past{told: p.after(trace.Spawn)}
		p.add(trace.Spawn, 0, nil)
		return true
	}
	if taken, _ := p.next(trace.Spawn); taken == 1 {
		t.goesOnIn(child)
	}
	return false
}

// Told lets the main thread of a process of an operating system have a past, so that it can start others. What it was told, if
// anything, it is a ghost of.
func (k *Task) Told(told []byte) { k.past = &past{told: told, ghost: len(told) > 0} }

// Vanished reports whether the thread is a ghost that goes on in another thread.
func (k *Task) Vanished() bool {
	_, vanished := k.op.(vanished)
	return k.doing == performs && vanished
}
