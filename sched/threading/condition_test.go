// This file tests the condition.

package threading_test

import (
	"slices"
	"testing"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// T13: notify wakes in the order of the waits, one each.
func TestNotifyWakesWhoHasWaitedLongest(t *testing.T) {
	everywhere(t, func(th *sched.Thread) {
		c := threading.NewCondition(th, "c")
		var woke []int
		var all []*sched.Thread
		for i := range 3 {
			all = append(all, th.Spawn("", func(th *sched.Thread) {
				c.With(th, func() {
					c.Wait(th)
					woke = append(woke, i)
				})
			}))
			th.Sleep(time.Millisecond)
		}
		for i := range 3 {
			c.With(th, func() { c.Notify(th, 1) })
			th.Sleep(time.Millisecond)
			if want := []int{0, 1, 2}[:i+1]; !slices.Equal(woke, want) {
				t.Errorf("%v woke, want %v", woke, want)
			}
		}
		join(th, all)
	})
}

// join waits for all of them.
func join(th *sched.Thread, all []*sched.Thread) {
	for _, other := range all {
		th.Join(other)
	}
}
