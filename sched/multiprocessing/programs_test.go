// This file holds what programs of the tests do that run on both machines.

package multiprocessing_test

import (
	"errors"
	"fmt"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing"
)

// ran starts a process, waits for its end, and returns it.
func ran(t *sched.Thread, f func(t *sched.Thread), args ...any) *multiprocessing.Process {
	p := begun(t, f, args...)
	p.Join(t)
	return p
}

func begun(t *sched.Thread, f func(t *sched.Thread), args ...any) *multiprocessing.Process {
	p := multiprocessing.NewProcess(t, f, args...)
	p.Start(t)
	return p
}

// text returns what f raises, as Python tells it.
func text(t *sched.Thread, f func()) string {
	err := t.Catch(f)
	var misuse *sched.MisuseError
	if errors.As(err, &misuse) {
		return misuse.Class + ": " + misuse.Msg
	}
	return fmt.Sprint(err)
}
