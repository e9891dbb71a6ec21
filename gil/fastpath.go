// This file defines the fast path: how a thread lets the lock go and takes it again while nobody else wants it, with a
// compare-and-swap for each and no mutex.

package gil

import "sync/atomic"

// A fastPath says whether the holder may let the lock go past the mutex, and who has done so. The rules do not know of
// that: for them it is still the holder. Whoever comes the other way, under the mutex, closes the fast path first, and lets
// the rules know. It is opened under the mutex, too, and only by a thread that takes the lock while nobody waits for it;
// so a waiter, or a request, is never passed by. The zero value is closed.
type fastPath struct{ state atomic.Int32 }

// The states; above them it is the number of the thread that has let the lock go.
const (
	open   int32 = -1 // the holder has the lock
	closed int32 = 0
)

// drop lets the lock go for its holder, if that can be done here.
func (s *fastPath) drop(thread int32) bool {
	return s.state.Load() == open && s.state.CompareAndSwap(open, thread)
}

// retake takes it again for the thread that has let it go here. It reports false if another one has come meanwhile.
func (s *fastPath) retake(thread int32) bool { return s.state.CompareAndSwap(thread, open) }

// close reports whether the holder had let the lock go here.
func (s *fastPath) close() bool { return s.state.Load() != closed && s.state.Swap(closed) > closed }

// open is for the thread that has just taken the lock.
func (s *fastPath) open() { s.state.Store(open) }
