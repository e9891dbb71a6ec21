// This file tests what groups, pools, queues and lists of greenlets offer beside what the recorded programs use.

package gevent_test

import (
	"errors"
	"iter"
	"testing"
	"time"

	"github.com/gilsim/gilsim/greenlet/gevent"
	"github.com/gilsim/gilsim/sched"
)

// napping returns a function that sleeps for d and returns it.
func napping(d time.Duration) gevent.Func {
	return func(t *sched.Thread) (any, error) {
		gevent.Sleep(t, d)
		return d, nil
	}
}

// TestAPoolWithoutRoomRefusesAfterATime holds that Pool.add with a time-out raises PoolFull, and that wait_available says when there is
// room.
func TestAPoolWithoutRoomRefusesAfterATime(t *testing.T) {
	onSimulated(t, func(t *sched.Thread) {
		p := gevent.NewPool(t, 1)
		must(t, p.WaitAvailable(t, 0), "an empty pool has no room")
		first := p.Spawn(t, "", napping(10*time.Millisecond))
		other := gevent.Spawn(t, "", napping(time.Millisecond))
		must(t, p.Full() && p.Group.Full(t) && !p.WaitAvailable(t, time.Millisecond), "a full pool has room")
		err := p.AddTimeout(t, other, time.Millisecond)
		must(t, errors.Is(err, gevent.ErrPoolFull), "added to a full pool: %v", err)
		must(t, p.WaitAvailable(t, time.Second) && first.Ready(), "there is no room when the first is over")
		err = p.AddTimeout(t, other, time.Millisecond)
		must(t, err == nil && p.Contains(other), "not added to a pool with room: %v", err)
	})
}

// TestADiscardedGreenletIsNoMember holds that Group.discard gives the room back, and that the group does not wait for the greenlet.
func TestADiscardedGreenletIsNoMember(t *testing.T) {
	onSimulated(t, func(t *sched.Thread) {
		p := gevent.NewPool(t, 1)
		g := p.Spawn(t, "", napping(time.Hour))
		p.Discard(t, g)
		p.Discard(t, g)
		must(t, p.Len() == 0 && p.FreeCount() == 1 && p.JoinTimeout(t, 0), "it is still there")
		must(t, !g.Ready(), "it is over")
	})
}

// TestJoiningAGroupCanRaise holds that Group.join with raise_error raises the exception of a greenlet that has failed.
func TestJoiningAGroupCanRaise(t *testing.T) {
	boom := errors.New("boom")
	onSimulated(t, func(t *sched.Thread) {
		gevent.GetHub(t).SetFailureHandler(nil)
		p := gevent.NewGroup(t)
		p.Spawn(t, "", napping(time.Millisecond))
		done, err := p.JoinRaise(t, sched.Forever)
		must(t, done && err == nil, "joined: %v, %v", done, err)
		p.Spawn(t, "", napping(time.Millisecond))
		p.Spawn(t, "", func(*sched.Thread) (any, error) { return nil, boom })
		done, err = p.JoinRaise(t, sched.Forever)
		must(t, done && errors.Is(err, boom), "joined: %v, %v", done, err)
		p.Spawn(t, "", napping(time.Hour))
		done, err = p.JoinRaise(t, time.Millisecond)
		must(t, !done && err == nil, "joined what sleeps: %v, %v", done, err)
	})
}

// TestJoiningAQueueWaitsForItsTasks holds that JoinableQueue.join returns when as many tasks are done as were put.
func TestJoiningAQueueWaitsForItsTasks(t *testing.T) {
	onSimulated(t, func(t *sched.Thread) {
		q := gevent.NewJoinableQueue[int](t, 0)
		done := 0
		gevent.Spawn(t, "", func(t *sched.Thread) (any, error) {
			for {
				q.Get(t)
				gevent.Sleep(t, time.Millisecond)
				done++
				if err := q.TaskDone(t); err != nil {
					return nil, err
				}
			}
		})
		for i := range 3 {
			q.Put(t, i)
		}
		q.Join(t)
		must(t, done == 3 && q.Unfinished(t) == 0, "%d tasks are done, %d are not", done, q.Unfinished(t))
	})
}

// TestKillingAllWithoutWaiting holds that killall(block=False) returns at once, that those who have not started never run, and that the
// others end at the hub's next turn.
func TestKillingAllWithoutWaiting(t *testing.T) {
	onSimulated(t, func(t *sched.Thread) {
		ran := false
		asleep := gevent.Spawn(t, "", napping(time.Hour))
		gevent.Sleep(t, 0)
		fresh := gevent.Spawn(t, "", func(*sched.Thread) (any, error) { ran = true; return nil, nil })
		gevent.KillAllNowait(t, []*gevent.Greenlet{asleep, fresh}, nil)
		must(t, !asleep.Ready(), "the killer has waited")
		gevent.JoinAll(t, []*gevent.Greenlet{asleep, fresh})
		must(t, asleep.Successful() && fresh.Successful() && !ran, "killed: %v, %v; the second ran: %v", asleep.Value(), fresh.Value(), ran)
	})
}

// TestWaitingForSeveralReturnsThemAsTheyBecomeReady holds that gevent.wait returns objects in the order in which they became so.
func TestWaitingForSeveralReturnsThemAsTheyBecomeReady(t *testing.T) {
	onSimulated(t, func(t *sched.Thread) {
		slow, quick := gevent.Spawn(t, "", napping(20*time.Millisecond)), gevent.Spawn(t, "", napping(time.Millisecond))
		done := gevent.Wait(t, []*gevent.Greenlet{slow, quick})
		must(t, len(done) == 2 && done[0] == quick && done[1] == slow, "ready: %v", done)
	})
}

// S14: IMapUnordered of gevent 22.10.2 acquires a semaphore of maxsize before each call, and releases it when a result is asked for: so
// no more calls are made than that before anybody asks, and one more for each result.
func TestS14ImapWaitsForRoomInItsQueue(t *testing.T) {
	imaps := map[string]func(t *sched.Thread, p *gevent.Group, f func(t *sched.Thread, i int) (int, error), args []int, maxsize int) iter.Seq2[int, error]{
		"imap": gevent.ImapMaxsize[int, int], "imap_unordered": gevent.ImapUnorderedMaxsize[int, int],
	}
	for name, imap := range imaps {
		for maxsize, first := range map[int]int{0: 6, 1: 1, 2: 2, 9: 6} {
			onBoth(t, func(t *sched.Thread) {
				calls, results := 0, 0
				double := func(_ *sched.Thread, i int) (int, error) { calls++; return 2 * i, nil }
				all := imap(t, &gevent.NewPool(t, 3).Group, double, []int{1, 2, 3, 4, 5, 6}, maxsize)
				gevent.Sleep(t, time.Millisecond)
				if calls != first {
					t.Fail("%s, maxsize %d: %d calls before anybody asks, want %d", name, maxsize, calls, first)
				}
				for n, err := range all {
					if results++; n != 2*results || err != nil {
						t.Fail("%s, maxsize %d: result %d is %d, %v", name, maxsize, results, n, err)
					}
					gevent.Sleep(t, time.Millisecond)
					if want := min(6, first+results); calls != want {
						t.Fail("%s, maxsize %d: %d calls after %d results, want %d", name, maxsize, calls, results, want)
					}
				}
				if results != 6 {
					t.Fail("%s, maxsize %d: %d results, want 6", name, maxsize, results)
				}
			})
		}
	}
}
