// This file defines how a thread of the real machine waits in the operating system.

package socket

import (
	"errors"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// lookInterval is how long a call waits in the system before it looks whether the socket has been closed, or the run is being
// ended: nothing else could interrupt it.
const lookInterval = 50 * time.Millisecond

// errStopping says that the run is being ended, and with it the thread.
var errStopping = errors.New("socket: the run is being ended")

// await waits for the object, within a time, until look reports that there is no need to wait any more: each call of that
// waits in the system for so long at most. The trace shows a wait as on the simulated machine. When the time is over the
// error is ErrTimeout.
func await(t *sched.Thread, object int32, within time.Duration, look func(d time.Duration) bool) error {
	e := t.Engine()
	e.Record(t, trace.Park, object, int64(within))
	end := until(t, within)
	for {
		left := end.left(t)
		slice := lookInterval
		if left >= 0 {
			slice = min(slice, left)
		}
		switch {
		case look(slice):
			e.Record(t, trace.Run, 0, 0)
			return nil
		case t.Process().Stopping():
			return errStopping
		case end.left(t) == 0:
			e.Record(t, trace.Timeout, 0, 0)
			e.Record(t, trace.Run, 0, 0)
			return ErrTimeout
		}
	}
}
