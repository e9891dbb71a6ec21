// This file says what led to a wrong run, in words.

package report

import (
	"errors"
	"slices"
	"strings"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/cause"
)

// explained says what led to a wrong run, which failed with an error unless its result is wrong; "" if nothing stands out.
func explained(c *cause.Cause, err error) string {
	var d *sched.DeadlockError
	if errors.As(err, &d) {
		return explainedDeadlock(d)
	}
	return c.Text()
}

// waiting returns the threads that a deadlock is about; none if the error is another one.
func waiting(names *trace.Names, err error) (list []int32) {
	var d *sched.DeadlockError
	if !errors.As(err, &d) {
		return nil
	}
	about := d.Cycle
	if len(about) == 0 {
		about = d.Waits
	}
	for id := int32(1); int(id) <= names.Threads(); id++ {
		name, _ := names.Thread(id)
		if slices.ContainsFunc(about, func(w *sched.Wait) bool { return w.Thread == name }) {
			list = append(list, id)
		}
	}
	return list
}

// explainedDeadlock says who holds what and waits for what, and how that is prevented.
func explainedDeadlock(d *sched.DeadlockError) string {
	switch len(d.Cycle) {
	case 0:
		return "Nobody is left who could wake them: what they wait for came before they waited, or does not come at all."
	case 1:
		w := d.Cycle[0]
		return w.Thread + " has " + w.Object + " already, and waits for itself: a lock that its owner may take again (RLock) prevents this, or one call less."
	}
	var parts []string
	for i, w := range d.Cycle {
		held := d.Cycle[(i+len(d.Cycle)-1)%len(d.Cycle)].Object // the one before waits for it
		if d.Cycle[(i+len(d.Cycle)-1)%len(d.Cycle)].Holder != w.Thread {
			for _, other := range d.Cycle {
				if other.Holder == w.Thread {
					held = other.Object
				}
			}
		}
		parts = append(parts, w.Thread+" has "+held+" and waits for "+w.Object)
	}
	return strings.Join(parts, "; ") + ". If each thread takes them in one and the same order, there is no circle."
}
