// This file defines the wait for a child's end by its number.

package ipc

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// WaitPid waits for the end of the child of this number, or with -1 for that of any child, for at most d, and reaps it: os.waitpid. It
// returns 0 if none has ended in time, and else its number and its status: the exit code, or minus a signal.
func WaitPid(t *sched.Thread, pid int, d time.Duration) (ended, status int, err error) {
	var list []*sched.Process
	for _, child := range t.Process().Children() {
		if pid == -1 || child.Pid() == pid {
			list = append(list, child)
		}
	}
	if len(list) == 0 {
		return 0, 0, ErrNoChild
	}
	p := t.WaitAny(list, d)
	if p == nil {
		return 0, 0, nil
	}
	t.Wait(p, 0)
	return p.Pid(), p.Status(), nil
}
