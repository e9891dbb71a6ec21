// This file defines how the main greenlet waits for all that the hub has to do.

package gevent

import (
	"errors"
	"time"

	"github.com/gilsim/gilsim/sched"
)

// Join waits until the hub has nothing more to do, which would be a LoopExit elsewhere: gevent.wait without objects. It is for the
// main greenlet. It always reports true.
func (h *Hub) Join(t *sched.Thread) bool { return h.JoinTimeout(t, sched.Forever) }

// JoinTimeout is Join for at most d, and reports whether nothing is left to do. For that time alone the hub does not wait.
func (h *Hub) JoinTimeout(t *sched.Thread, d time.Duration) bool {
	w := h.mustOwn(t)
	if w != h.main {
		t.Fail("AssertionError: only possible from the MAIN greenlet")
	}
	if d >= 0 {
		h.unref++
	}
	late, thrown := w.waitFor(t, d)
	if d >= 0 {
		h.unref--
	}
	if errors.Is(thrown, ErrLoopExit) {
		return true
	}
	raise(thrown)
	return !late
}
