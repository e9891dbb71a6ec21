// This file tests Local.

package threading_test

import (
	"fmt"
	"testing"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

func TestALocalHasAValueForEachThread(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		student := threading.NewLocal[string](th, "student")
		student.Set(th, "Carol")
		var all []*sched.Thread
		for i := range 4 {
			all = append(all, th.Spawn("", func(th *sched.Thread) {
				_, ok := student.Lookup(th)
				must(th, !ok, "it has one before it is set")
				own := fmt.Sprint("student ", i)
				student.Set(th, own)
				th.Yield()
				must(th, student.Get(th) == own, "%s instead of %s", student.Get(th), own)
			}))
		}
		for _, other := range all {
			th.Join(other)
		}
		must(th, student.Get(th) == "Carol", "%s", student.Get(th))
	})
}

// T8.
func TestALocalThatTheThreadHasNotSetIsPythonsError(t *testing.T) {
	failsWith(t, "'_thread._local' object has no attribute 'x'", func(th *sched.Thread) {
		x := threading.NewLocal[int](th, "x")
		x.Set(th, 1)
		th.Join(th.Spawn("", func(th *sched.Thread) { x.Get(th) }))
	})
}
