// This file defines Map, which calls a function with each of several arguments.

package futures

import (
	"iter"
	"slices"
	"time"

	"github.com/gilsim/gilsim/sched"
)

// Map has the pool call f with each argument, and returns an iterator over the results, in the order of the arguments.
// The first exception is the last that it yields. When it is through, or is left before that, what has not begun is
// cancelled. All is submitted before Map returns. The iterator can be used once, and only by the thread that asks for it.
func Map[A, T any](t *sched.Thread, e *Executor, f func(t *sched.Thread, arg A) (T, error), args []A) iter.Seq2[T, error] {
	return MapTimeout(t, e, f, args, sched.Forever)
}

// MapTimeout is Map, but ends with ErrTimeout if a result is not there when d has passed since the call.
func MapTimeout[A, T any](t *sched.Thread, e *Executor, f func(t *sched.Thread, arg A) (T, error), args []A, d time.Duration) iter.Seq2[T, error] {
	limit := newDeadline(t, d)
	var fs []*Future[T]
	for _, arg := range args {
		fs = append(fs, Submit(t, e, func(t *sched.Thread) (T, error) { return f(t, arg) }))
	}
	return func(yield func(T, error) bool) {
		defer func() {
			for _, rest := range slices.Backward(fs) {
				rest.Cancel(t)
			}
			fs = nil
		}()
		for len(fs) > 0 {
			next := fs[0]
			fs = fs[1:]
			left, _ := limit.left(t)
			result, err := next.ResultTimeout(t, left)
			next.Cancel(t)
			if !yield(result, err) || err != nil {
				return
			}
		}
	}
}
