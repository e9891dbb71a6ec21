// This file defines how threads that execute their own bytecodes, such as those of an interpreter, run on the real machine.

package native

import "github.com/gilsim/gilsim/sched"

// The length of a grant, in bytecodes. It is drawn anew each time: grants of one length fall into step with the loops of a program,
// and then some of its switches never happen.
const (
	leastGrant = 256
	moreGrant  = 256
)

// Room returns how many bytecodes t may execute before it asks again: some hundred, if the threads execute their bytecodes themselves,
// and none once the run is to end. It is part of sched.Granter.
func (e *engine) Room(t *sched.Thread) int64 {
	if e.config.Bytecode == 0 || e.run.Stopping() {
		return 0
	}
	s := machine(t)
	s.draw = s.draw*6364136223846793005 + 1442695040888963407
	return leastGrant + int64(s.draw>>32%moreGrant)
}

// Granted is told that n of them have been executed, which has taken its own time.
func (e *engine) Granted(*sched.Thread, int64) {}
