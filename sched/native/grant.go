// This file defines how threads that execute their own bytecodes, such as those of an interpreter, run on the real machine.

package native

import "github.com/gilsim/gilsim/sched"

// lookUp is how many bytecodes a grant has at most, where nothing else is said: about a microsecond.
const lookUp = 512

// Room returns how many bytecodes t may execute before it asks again: some hundred, if the threads execute their bytecodes themselves,
// and none once the run is to end. The number is drawn anew each time, between half of what is allowed and all of it: grants of
// one length fall into step with the loops of a program, and then some of its switches never happen. It is part of sched.Granter.
func (e *engine) Room(t *sched.Thread) int64 {
	if e.config.Bytecode == 0 || e.run.Stopping() {
		return 0
	}
	s := machine(t)
	s.draw = s.draw*6364136223846793005 + 1442695040888963407
	half := e.config.Grant / 2
	return half + 1 + int64(s.draw>>32)%max(1, half)
}

// Granted is told that n of them have been executed, which has taken its own time.
func (e *engine) Granted(*sched.Thread, int64) {}
