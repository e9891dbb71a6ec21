// This file defines the program that takes two reentrant locks, which may be one.

package workload

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// rlock is the tutorials' way out of a deadlock, and back into it.
func rlock() *Program {
	return &Program{
		Name:   "rlock",
		Family: "threading",
		Short:  "two names for one RLock: no deadlock; for two: one",
		Doc: `One thread takes the plate and then the spoon, the other one the spoon and then the
plate, with a pause in between. If both are names for one and the same RLock there
is only one thing to fight for: who has it takes it again at once, and gives it back
as often as it has taken it. If they are two RLocks the threads wait for each other
for ever: reentrant means that a thread does not wait for itself, and no more.

The tutorials show RLock as the cure for deadlock. It holds for "l1 = l2 = RLock()",
which is one lock, and prints six lines; with an RLock each, the same program prints
two and hangs, in every Python.`,
		Try: []string{
			"gilsim --workload=rlock --param=objects=different  # a deadlock: who holds what, who waits for whom",
			"gilsim --workload=rlock --view=program  # what it prints: three lines of one diner, then three of the other",
			"gilsim --workload=deadlock --param=kind=twice  # a plain Lock taken twice",
		},
		Threads: 2,
		Params: []Param{
			{Name: "objects", Default: "same", Words: []string{"same", "different"}, Doc: "whether both names mean the same lock"},
			{Name: "sleep", Default: "100ms", Doc: "how long each waits between its two locks"},
		},
		Run: runRLock,
	}
}

// runRLock seats the diners, of whom every second one begins with the spoon. If it returns at all, all must have eaten.
//
//	first.acquire(); print(...)
//	time.sleep(0.1)
//	second.acquire(); print(...)
//	print(...)
//	second.release(); first.release()
func runRLock(t *sched.Thread, in Input) Outcome {
	plate := threading.NewRLock(t, "plate")
	spoon := plate
	if in.Word("objects") == "different" {
		spoon = threading.NewRLock(t, "spoon")
	}
	eaten := make([]bool, in.Threads)
	joinAll(t, startInOrder(t, in.Threads, "diner", func(t *sched.Thread, i int) {
		things := []*threading.RLock{plate, spoon}
		names := []string{"plate", "spoon"}
		first, second := i%2, 1-i%2
		things[first].With(t, func() {
			t.Print(t.Name(), "takes the", names[first])
			t.Sleep(in.Duration("sleep"))
			things[second].With(t, func() {
				t.Print(t.Name(), "takes the", names[second])
				t.Print(t.Name(), "eats")
				eaten[i] = true
			})
		})
	}))
	ate := count(eaten)
	return Outcome{
		Result: plural(ate, "diner has", "diners have") + " eaten",
		OK:     ate == in.Threads,
		Want:   plural(in.Threads, "diner has", "diners have") + " eaten",
	}
}

// count returns how many are true.
func count(list []bool) (n int) {
	for _, b := range list {
		if b {
			n++
		}
	}
	return n
}
