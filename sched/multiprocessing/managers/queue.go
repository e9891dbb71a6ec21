// This file defines a server's queues, and their proxy.

package managers

import (
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// NewQueue returns an object that is a queue.Queue.
func NewQueue(q *threading.Queue[any]) *Object {
	return &Object{Class: "Queue", Methods: []Method{
		simple("empty", func(t *sched.Thread) any { return q.Empty(t) }),
		simple("full", func(t *sched.Thread) any { return q.Full(t) }),
		taking("get", 0, []string{"block", "timeout"}, func(t *sched.Thread, values []any, given []bool) (any, error) {
			d, err := waitOf(values, given)
			if err != nil {
				return nil, err
			}
			return got(q.GetTimeout(t, d))
		}),
		taking("get_nowait", 0, nil, func(t *sched.Thread, _ []any, _ []bool) (any, error) { return got(q.GetNowait(t)) }),
		simple("join", func(t *sched.Thread) any { q.Join(t); return nil }),
		taking("put", 1, []string{"item", "block", "timeout"}, func(t *sched.Thread, values []any, given []bool) (any, error) {
			d, err := waitOf(values[1:], given[1:])
			if err != nil {
				return nil, err
			}
			return nil, q.PutTimeout(t, values[0], d)
		}),
		taking("put_nowait", 1, []string{"item"}, func(t *sched.Thread, values []any, _ []bool) (any, error) {
			return nil, q.PutNowait(t, values[0])
		}),
		simple("qsize", func(t *sched.Thread) any { return q.Qsize(t) }),
		simple("task_done", func(t *sched.Thread) any { q.TaskDone(t); return nil }),
	}}
}

// got is what an item and an error come to.
func got(item any, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return item, nil
}

// waitOf returns how long a call with the parameters block and timeout waits.
func waitOf(values []any, given []bool) (time.Duration, error) {
	if given[0] && !truth(values[0]) {
		return 0, nil
	}
	d, err := timeoutOf(values[1])
	if err == nil && values[1] != nil && d < 0 {
		err = Raised("ValueError", "'timeout' must be a non-negative number")
	}
	return d, err
}

// secondsOf returns a time as Python has it: None for ever.
func secondsOf(d time.Duration) any {
	if d == sched.Forever {
		return nil
	}
	return d.Seconds()
}

// A QueueProxy is a proxy for a queue.
type QueueProxy struct{ *BaseProxy }

// Put puts an item into the queue, and waits while that is full.
func (p QueueProxy) Put(t *sched.Thread, item any) error {
	_, err := p.CallMethod(t, "put", item)
	return err
}

// PutTimeout is Put that waits for d at most; the error is threading.ErrFull then, by errors.Is.
func (p QueueProxy) PutTimeout(t *sched.Thread, item any, d time.Duration) error {
	_, err := p.CallMethod(t, "put", item, true, secondsOf(d))
	return err
}

// Get takes the next item out of the queue, and waits while there is none.
func (p QueueProxy) Get(t *sched.Thread) (any, error) { return p.CallMethod(t, "get") }

// GetTimeout is Get that waits for d at most; the error is threading.ErrEmpty then, by errors.Is.
func (p QueueProxy) GetTimeout(t *sched.Thread, d time.Duration) (any, error) {
	return p.CallMethod(t, "get", true, secondsOf(d))
}

// Qsize returns how many items there are.
func (p QueueProxy) Qsize(t *sched.Thread) (int, error) { return asInt(p.CallMethod(t, "qsize")) }

// Empty reports whether there are none.
func (p QueueProxy) Empty(t *sched.Thread) (bool, error) { return flag(p.CallMethod(t, "empty")) }

// TaskDone notes that what one item asked for is done.
func (p QueueProxy) TaskDone(t *sched.Thread) error {
	_, err := p.CallMethod(t, "task_done")
	return err
}

// Join waits until everything is done that the items ask for.
func (p QueueProxy) Join(t *sched.Thread) error {
	_, err := p.CallMethod(t, "join")
	return err
}

// asInt is a result that is a number.
func asInt(value any, err error) (int, error) {
	n, _ := value.(int)
	return n, err
}

// flag is a result that is True or False.
func flag(value any, err error) (bool, error) { return err == nil && truth(value), err }
