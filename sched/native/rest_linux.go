// This file defines how the processes of a run find out that none of them will ever go on.

package native

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/gilsim/gilsim/sched"
)

// An asking is what the first process knows of the others' rest. It asks, by raising a number, and each answers with that number
// and how often its threads had begun to wait, if all of them do so without a time-out and nothing that they wait for has come.
// When all have answered twice in a row with the same, there was a moment between the two at which all were at rest: nobody is
// left who could wake one of them.
type asking struct {
	before []answer // to the question before, by slot
	since  time.Time
}

// deaf is how long a process may leave a question open before it is looked at whether it still lives.
const deaf = time.Second

// glance answers the question of the first process, and there looks at the answers.
func (e *engine) glance() {
	f := e.config.family
	a := f.shared
	if a.word(verdict).Load() != undecided {
		e.heed()
		return
	}
	if question := a.word(asked).Load(); a.slot(f.slot, slotAnswered).Load() != question {
		a.slot(f.slot, slotRests).Store(e.resting())
		a.slot(f.slot, slotAnswered).Store(question)
	}
	if f.slot == 0 {
		e.judge()
	}
}

// What the first process has found.
const (
	undecided = iota
	isAtRest  // nobody will ever go on: each is to note who waits for what, and waits until all have
	isToEnd   // all have
)

// noted is the answer of a process that has noted who waits for what.
const noted = -1

// heed notes who waits for what, and ends the run when all have done so: those that end wake those that wait for their end.
func (e *engine) heed() {
	f := e.config.family
	if f.deadlock == nil {
		f.frozen.Store(true)
		f.deadlock = e.deadlock()
		f.shared.slot(f.slot, slotAnswered).Store(noted)
	}
	if f.slot == 0 {
		if _, complete := f.answers(noted); complete {
			f.shared.word(verdict).Store(isToEnd)
		}
	}
	if f.shared.word(verdict).Load() == isToEnd {
		e.end(f.deadlock)
	}
}

// idle is the answer of the first process when it has no thread any more, and waits for the end of others.
const idle = 1

// resting returns how often the threads of the process had begun to wait, plus 1; 0 if not all of them wait for ever. Another process
// than the first that has no thread is not at rest: it has yet to begin, or is about to end, which wakes who waits for that.
func (e *engine) resting() int64 {
	waits := e.rests()
	if waits == nil && (e.alive.Load() > 0 || e.config.family.birth != nil) || e.runsPrograms() {
		return 0
	}
	sum := int64(idle)
	for _, n := range waits {
		sum += max(0, n) // those that have ended count as none
	}
	return sum
}

// judge looks at the answers of all, and asks again, or ends the run.
func (e *engine) judge() {
	f := e.config.family
	question := f.shared.word(asked).Load()
	answers, complete := f.answers(question)
	if !complete {
		return
	}
	if question > 0 && restsForEver(answers) && slices.Equal(answers, f.asks.before) {
		f.shared.word(verdict).Store(isAtRest)
		e.heed()
		return
	}
	f.asks = asking{answers, time.Now()}
	f.shared.word(asked).Add(1)
}

// restsForEver reports whether, by these answers, somebody waits, and nobody does anything else.
func restsForEver(answers []answer) bool {
	waits := false
	for _, a := range answers {
		if a.rests == 0 {
			return false
		}
		waits = waits || a.rests > idle
	}
	return waits
}

// An answer is that of one process: see resting.
type answer struct{ pid, rests int64 }

// answers returns the answers to a question, of the slots in use, each with its process; they are complete if nobody is missing.
func (f *family) answers(question int64) (list []answer, complete bool) {
	late := time.Since(f.asks.since) > deaf
	for i := range f.slots() {
		pid := f.shared.slot(i, slotPid).Load()
		switch {
		case pid == 0:
			continue
		case f.shared.slot(i, slotAnswered).Load() == question:
		case late && pid > 0 && isOver(int(pid)): // it was killed, and its parent has not waited for it
			continue
		default:
			return nil, false
		}
		list = append(list, answer{pid, f.shared.slot(i, slotRests).Load()})
	}
	return list, true
}

// slots returns how many slots can be in use: those beyond the first stretch of free ones are not.
func (f *family) slots() int {
	const stretch = 64
	free := 0
	for i := range mostSlots {
		if free++; f.shared.slot(i, slotPid).Load() != 0 {
			free = 0
		}
		if free == stretch {
			return i + 1
		}
	}
	return mostSlots
}

// isOver reports whether a process does not exist, or is a zombie. One whose main thread alone has ended is not over: nobody who waits
// for its end has been told.
func isOver(pid int) bool {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return true
	}
	fields := bytes.Fields(text[bytes.LastIndexByte(text, ')')+1:])
	const state, threads = 0, 17 // the third field of proc_pid_stat(5), and the twentieth
	if len(fields) <= threads {
		return false
	}
	is := string(fields[state])
	return is == "X" || is == "Z" && string(fields[threads]) <= "1"
}

// ofOthers adds to a report on a deadlock what the other processes wait for, under the mutex.
func (f *family) ofOthers(d *sched.DeadlockError) {
	for _, r := range f.parentsFirst() {
		d.Waits = append(d.Waits, r.Waits...)
		d.Total += len(r.Waits)
	}
}
