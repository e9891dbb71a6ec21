// This file defines the callbacks of a future.

package futures

import (
	"fmt"

	"github.com/gilsim/gilsim/sched"
)

// AddDoneCallback has callback called when the future is done: by the thread that makes it so, after those that were
// added before; at once, by this thread, if it is done already. A callback that returns an error is logged, which prints
// a line, and is otherwise ignored.
func (f *Future[T]) AddDoneCallback(t *sched.Thread, callback func(t *sched.Thread, f *Future[T]) error) {
	enter(t)
	done := false
	f.condition.With(t, func() {
		if done = f.state.done(); !done {
			f.callbacks = append(f.callbacks, callback)
		}
	})
	if done {
		f.invoke(t, callback)
	}
}

// invokeCallbacks calls the callbacks of a future that is done: none is added any more.
func (f *Future[T]) invokeCallbacks(t *sched.Thread) {
	enter(t)
	for _, callback := range f.callbacks {
		f.invoke(t, callback)
	}
}

// invoke calls one callback.
func (f *Future[T]) invoke(t *sched.Thread, callback func(t *sched.Thread, f *Future[T]) error) {
	enter(t)
	if err := callback(t, f); err != nil {
		t.Print(fmt.Sprintf("exception calling callback for %s: %v", f.Repr(t), err))
	}
}
