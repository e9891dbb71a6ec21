// This file holds what another thread may do to what belongs to a hub.

package gevent_test

import (
	"errors"
	"testing"
	"time"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/greenlet/gevent"
	"github.com/gilsim/gilsim/sched"
)

// soon is how long the hub has a timer, and how long the other thread takes before it sets something.
const soon = 20 * time.Millisecond

// A native thread's set() wakes a greenlet whose hub waits for something else, too (gevent 22.10.2: True, 42).
func TestAnotherThreadSetsWhatAGreenletWaitsFor(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		event, result, failure := gevent.NewEvent(t), gevent.NewAsyncResult(t), gevent.NewAsyncResult(t)
		other := t.Spawn("", func(t *sched.Thread) {
			t.Sleep(soon)
			event.Set(t)
			must(t, event.IsSet(t), "the event is not set for the thread that has set it")
			result.Set(t, 42)
			failure.SetException(t, errors.New("no"))
		})
		timer := gevent.Spawn(t, "", func(t *sched.Thread) (any, error) { gevent.Sleep(t, 100*soon); return nil, nil })
		must(t, event.WaitTimeout(t, 50*soon), "the event is not set")
		v, err := result.Get(t)
		must(t, v == 42 && err == nil, "the result is %v, %v", v, err)
		_, err = failure.Get(t)
		must(t, err != nil && err.Error() == "no", "the exception is %v", err)
		timer.Kill(t, nil)
		t.Join(other)
	})
}

// A hub that has nothing to wait for does not wait for a thread that might set something: LoopExit, as in gevent.
func TestAHubDoesNotWaitForWhatAnotherThreadMaySet(t *testing.T) {
	_, err := recorded(t, exactly(), func(t *sched.Thread) {
		event := gevent.NewEvent(t)
		other := t.Spawn("", func(t *sched.Thread) {
			t.Sleep(soon)
			event.Set(t)
		})
		err := greenlet.Catch(t, func() { event.Wait(t) })
		must(t, errors.Is(err, gevent.ErrLoopExit), "it ends with %v, want LoopExit", err)
		t.Join(other)
	})
	if err != nil {
		t.Error(err)
	}
}

// An event that another thread clears is no longer set.
func TestAnotherThreadClearsAnEvent(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		event := gevent.NewEvent(t)
		event.Set(t)
		t.Join(t.Spawn("", event.Clear))
		must(t, !event.IsSet(t), "the event is still set")
	})
}
