// This file lists the programs.

package corpus

import (
	"github.com/gilsim/gilsim/sched"
)

// A Program has a fault, unless it says otherwise.
type Program struct {
	Name  string
	Right bool // it has none
	// Start is called on the main thread. It makes what the threads share, and returns them, and a check that is made when all have
	// ended: it says what is wrong, "" if nothing is. The check is nil where threads find the fault themselves, or wait for ever.
	Start func(t *sched.Thread) (threads []func(t *sched.Thread), check func(t *sched.Thread) string)
}

// Run runs the program on its main thread, to the end of all threads, and returns what is wrong. A thread that finds the fault
// itself fails.
func (p *Program) Run(t *sched.Thread) (wrong string) {
	bodies, check := p.Start(t)
	var all []*sched.Thread
	for _, body := range bodies {
		all = append(all, t.Spawn("", body))
	}
	for _, other := range all {
		t.Join(other)
	}
	if check == nil {
		return ""
	}
	return check(t)
}

// Programs returns all of them.
func Programs() []Program {
	return []Program{
		{"account", false, account}, {"lazy01", false, lazy01}, {"carter01", false, carter01}, {"token_ring", false, tokenRing},
		{"deadlock01", false, deadlock01}, {"wronglock_3", false, wrongLock(3)}, {"wronglock_7", false, wrongLock(7)},
		{"reorder_3", false, reorder(3)}, {"reorder_5", false, reorder(5)}, {"reorder_10", false, reorder(10)}, {"reorder_20", false, reorder(20)},
		{"twostage_2", false, twoStage(2)}, {"twostage_20", false, twoStage(20)},
		{"stack", false, stack(3)}, {"queue", false, queue(3)}, {"circular_buffer", false, circularBuffer(3)}, {"bounded_buffer", false, boundedBuffer(false)},
		{"philosophers_3", false, philosophers(3, false)}, {"philosophers_5", false, philosophers(5, false)},
		{"bluetooth", false, bluetooth(false)}, {"peterson", false, peterson(false)}, {"dekker", false, dekker(false)}, {"work_stealing", false, workStealing(false)},

		{"bounded_buffer_right", true, boundedBuffer(true)}, {"philosophers_3_right", true, philosophers(3, true)}, {"bluetooth_right", true, bluetooth(true)},
		{"peterson_right", true, peterson(true)}, {"dekker_right", true, dekker(true)}, {"work_stealing_right", true, workStealing(true)},
	}
}

// start is the type of Program.Start.
type start = func(t *sched.Thread) ([]func(t *sched.Thread), func(t *sched.Thread) string)

// add adds to a variable in two steps.
func add(t *sched.Thread, v *sched.Var[int], n int) int {
	x := v.Get(t) + n
	v.Set(t, x)
	return x
}
