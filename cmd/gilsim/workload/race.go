// This file defines the programs in which two threads change one balance.

package workload

import (
	"fmt"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// A step of the balance programs is a bytecode, in the order of CPython up to 3.9. Later ones have other
// names for them, but the same ones between the load and the store.
const (
	beforeCall = 4 // FOR_ITER, STORE_FAST i, LOAD_GLOBAL change_it, LOAD_FAST n; then CALL_FUNCTION
	betweenGet = 2 // LOAD_FAST n, BINARY_ADD: between LOAD_GLOBAL balance and STORE_GLOBAL balance
	afterCall  = 4 // LOAD_CONST None, RETURN_VALUE; POP_TOP, JUMP_ABSOLUTE
)

// countParam is the parameter of both programs.
func countParam() []Param {
	return []Param{{Name: "count", Default: "100000", Doc: "how often each thread changes the balance and changes it back"}}
}

// balance is the tutorials' race.
func balance() *Program {
	return &Program{
		Name:   "balance",
		Family: "race",
		Short:  "threads add to one balance and take away, without a lock",
		Doc: `Two threads call change_it(n), which does "balance = balance + n" and then
"balance = balance - n", with n = 5 and n = 8, 100,000 times each. Each line loads,
adds and stores. A thread that loses the interpreter lock in between stores what it
had loaded: the changes that the other one made meanwhile are lost.

The tutorials say that the result is not always 0. It depends on where an
interpreter may switch. Up to 3.9 it looks after every bytecode, and the result is
wrong now and then. From 3.10 on it looks only at calls and backward jumps, none of
which lies between load and store: the result is always 0, by luck and not by
design. Without the lock it is wrong again.

A run of the default size lasts but one or two switch intervals of 5 ms: give it a
shorter one to see many switches, as a longer run would have them.`,
		Try: []string{
			"gilsim --workload=balance --python=3.9 --switch-interval=100us --seeds=20  # mostly not 0; with --python=3.13 always 0",
			"gilsim --workload=balance --python=3.13t --param=count=1000 --seeds=50  # hardly ever 0: no lock",
			"gilsim --workload=balance --gil=off --view=columns  # load, add, store of both threads, and the first lost update",
		},
		Threads: 2,
		Params:  countParam(),
		Run: func(t *sched.Thread, in Input) Outcome {
			return runBalance(t, in, func(_ *sched.Thread, change func()) { change() })
		},
	}
}

// balanceLocked is the tutorials' repair of it.
func balanceLocked() *Program {
	return &Program{
		Name:   "balance-locked",
		Family: "race",
		Short:  "the same with a lock around each change: always 0",
		Doc: `The balance program with threading.Lock: lock.acquire(), try: change_it(n), finally:
lock.release(). The changes of one thread can no longer fall between the load and
the store of another, under any interpreter, and the balance is 0.

So the tutorials say, and it holds everywhere. What they do not show is the price:
with it the threads can only take turns, so that two cores are no faster than one
even where there is no interpreter lock.`,
		Try: []string{
			"gilsim --workload=balance-locked --python=3.9 --switch-interval=100us  # 0",
			"gilsim --workload=balance-locked --gil=off --param=count=10000  # 0, and as slow as with the interpreter lock",
			"gilsim --workload=balance --gil=off --param=count=10000  # without the lock: twice as fast, and wrong",
		},
		Threads: 2,
		Params:  countParam(),
		Run: func(t *sched.Thread, in Input) Outcome {
			lock := threading.NewLock(t, "lock")
			return runBalance(t, in, lock.With)
		},
	}
}

// runBalance runs the threads, each of which makes its changes under guard. In the end the balance must be 0.
//
//	def change_it(n):
//	    global balance
//	    balance = balance + n
//	    balance = balance - n
//
//	def run_thread(n):
//	    for i in range(count):
//	        change_it(n)
func runBalance(t *sched.Thread, in Input, guard func(t *sched.Thread, change func())) Outcome {
	balance := sched.NewVar(t, "balance", 0)
	count := in.Int("count")
	join(t, start(t, in.Threads, "", func(t *sched.Thread, i int) {
		n := []int{5, 8}[i%2]
		change := func() { changeIt(t, balance, n) }
		for range count {
			t.Run(beforeCall)
			guard(t, func() { t.Call(change) })
			t.Loop(1, afterCall)
		}
	}))
	result := fmt.Sprintf("balance = %d", balance.Get(t))
	const want = "balance = 0"
	return Outcome{Result: result, OK: result == want, Want: want}.say(t)
}

// changeIt is the called function.
func changeIt(t *sched.Thread, balance *sched.Var[int], n int) {
	x := balance.Get(t)
	t.Run(betweenGet)
	balance.Set(t, x+n)
	x = balance.Get(t)
	t.Run(betweenGet)
	balance.Set(t, x-n)
}
