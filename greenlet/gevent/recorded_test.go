// This file tests gevent's rules: programs that were run with gevent 22.10.2, in Go, and what they showed. Where a time-out and an
// end fell together there, the times are others here.

package gevent_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/greenlet/gevent"
	"github.com/gilsim/gilsim/sched"
)

// ms is a millisecond.
const ms = time.Millisecond

// spawn is Spawn for a function without a result.
func spawn(t *sched.Thread, f func(t *sched.Thread)) *gevent.Greenlet {
	return gevent.Spawn(t, "", func(t *sched.Thread) (any, error) { f(t); return nil, nil })
}

// failing is Spawn for a function that sleeps and then ends with an exception.
func failing(t *sched.Thread, d time.Duration, err error) *gevent.Greenlet {
	return gevent.Spawn(t, "", func(t *sched.Thread) (any, error) { gevent.Sleep(t, d); return nil, err })
}

// sleeper is Spawn for a function that sleeps and returns for how long.
func sleeper(t *sched.Thread, d time.Duration) *gevent.Greenlet {
	return gevent.Spawn(t, "", func(t *sched.Thread) (any, error) { gevent.Sleep(t, d); return d, nil })
}

// quiet has no exception reported.
func quiet(t *sched.Thread) { gevent.GetHub(t).SetFailureHandler(nil) }

// raised returns what is raised in f, as Python's traceback would have it in one line.
func raised(t *sched.Thread, f func()) any {
	err := greenlet.Catch(t, f)
	if err == nil {
		return "nothing"
	}
	return err
}

// values returns the values of greenlets.
func values(list []*gevent.Greenlet) (all []any) {
	for _, g := range list {
		all = append(all, g.Value())
	}
	return all
}

var errBoom = errors.New("boom")

// recordings are the programs, each with what it is about.
var recordings = []struct {
	rule    string
	program program
	want    string
}{
	{"the hub is a child of main, and the parent of every greenlet", func(t *sched.Thread, log func(...any)) {
		hub := gevent.GetHub(t).Greenlet()
		spawn(t, func(t *sched.Thread) {
			spawn(t, func(t *sched.Thread) { log(greenlet.Current(t).Parent() == hub) }).Join(t)
		}).Join(t)
		log(hub.Parent() == greenlet.Current(t), gevent.GetHub(t).Greenlet() == hub)
	}, "true, true true"},
	{"spawn runs nothing at once; greenlets start in order", func(t *sched.Thread, log func(...any)) {
		spawn(t, func(*sched.Thread) { log("a") })
		spawn(t, func(*sched.Thread) { log("b") })
		log("main")
		gevent.Sleep(t, 0)
	}, "main, a, b"},
	{"a sleep of 0 is a round robin", func(t *sched.Thread, log func(...any)) {
		w := func(n string, k int) *gevent.Greenlet {
			return spawn(t, func(t *sched.Thread) {
				for i := range k {
					log(n + fmt.Sprint(i))
					gevent.Sleep(t, 0)
				}
			})
		}
		gevent.JoinAll(t, []*gevent.Greenlet{w("a", 3), w("b", 2), w("c", 4)})
	}, "a0, b0, c0, a1, b1, c1, a2, c2, c3"},
	{"what is spawned meanwhile runs in the same pass", func(t *sched.Thread, log func(...any)) {
		a := spawn(t, func(t *sched.Thread) {
			log("a1")
			spawn(t, func(*sched.Thread) { log("child") })
			gevent.Sleep(t, 0)
			log("a2")
		})
		b := spawn(t, func(t *sched.Thread) { log("b1"); gevent.Sleep(t, 0); log("b2") })
		gevent.JoinAll(t, []*gevent.Greenlet{a, b})
	}, "a1, b1, child, a2, b2"},
	{"the states: unstarted, pending, suspended, killed, failed, done", func(t *sched.Thread, log func(...any)) {
		quiet(t)
		show := func(g *gevent.Greenlet) {
			log(g.Started(), g.Ready(), g.Successful(), g.Dead(), g.Value(), g.Exception())
		}
		show(gevent.New(t, "", func(*sched.Thread) (any, error) { return nil, nil }))
		g := sleeper(t, time.Second)
		show(g)
		gevent.Sleep(t, 0)
		show(g)
		g.Kill(t, nil)
		show(g)
		g = failing(t, 0, errBoom)
		g.Join(t)
		show(g)
		g = gevent.Spawn(t, "", func(*sched.Thread) (any, error) { return 7, nil })
		g.Join(t)
		show(g)
	}, "false false false false <nil> <nil>, true false false false <nil> <nil>, true false false false <nil> <nil>, " +
		"false true true true GreenletExit <nil>, false true false true <nil> boom, false true true true 7 <nil>"},
	{"sleeps end in the order of their deadlines", func(t *sched.Thread, log func(...any)) {
		w := func(n string, d time.Duration) *gevent.Greenlet {
			return spawn(t, func(t *sched.Thread) { gevent.Sleep(t, d); log(n) })
		}
		gevent.JoinAll(t, []*gevent.Greenlet{w("c", 60*ms), w("a", 20*ms), w("b", 40*ms)})
	}, "a, b, c"},
	{"equal sleeps end in the order of their starts", func(t *sched.Thread, log func(...any)) {
		var all []*gevent.Greenlet
		for n := range 6 {
			all = append(all, spawn(t, func(t *sched.Thread) { gevent.Sleep(t, 10*ms); log(n) }))
		}
		gevent.JoinAll(t, all)
	}, "0, 1, 2, 3, 4, 5"},
	{"a negative sleep is one of 0; the shortest one is a timer", func(t *sched.Thread, log func(...any)) {
		w := func(n string, d time.Duration) *gevent.Greenlet {
			return spawn(t, func(t *sched.Thread) { gevent.Sleep(t, d); log(n) })
		}
		gevent.JoinAll(t, []*gevent.Greenlet{w("tiny", 1), w("zero", 0), w("neg", -5), w("zero2", 0)})
	}, "zero, neg, zero2, tiny"},
	{"timers that are overdue fire in the order of their deadlines", func(t *sched.Thread, log func(...any)) {
		w := func(n string, d time.Duration) *gevent.Greenlet {
			return spawn(t, func(t *sched.Thread) { gevent.Sleep(t, d); log(n) })
		}
		all := []*gevent.Greenlet{w("x", 30*ms), w("y", 10*ms)}
		gevent.Sleep(t, 0)
		t.Sleep(60 * ms) // blocks the thread: it is not patched
		log("main busy")
		gevent.JoinAll(t, all)
	}, "main busy, y, x"},
	{"an endless loop of sleeps of 0 does not starve timers", func(t *sched.Thread, log func(...any)) {
		stop := false
		g := spawn(t, func(t *sched.Thread) {
			for !stop {
				t.Run(1000)
				gevent.Sleep(t, 0)
			}
		})
		gevent.Sleep(t, 50*ms)
		stop = true
		g.Join(t)
		log(t.Now() < 200*ms)
	}, "true"},
	{"what need not wait does not yield", func(t *sched.Thread, log func(...any)) {
		e, q, s, dead := gevent.NewEvent(t), gevent.NewQueue[int](t, 0), gevent.NewSemaphore(t, 9), spawn(t, func(*sched.Thread) {})
		e.Set(t)
		q.Put(t, 1)
		q.Put(t, 1)
		dead.Join(t)
		w := func(n string) *gevent.Greenlet {
			return spawn(t, func(t *sched.Thread) { e.Wait(t); q.Get(t); s.Acquire(t); dead.Join(t); log(n, "no yield") })
		}
		gevent.JoinAll(t, []*gevent.Greenlet{w("a"), w("b")})
	}, "a no yield, b no yield"},
	{"join waits in order, and get returns the exception", func(t *sched.Thread, log func(...any)) {
		quiet(t)
		g := failing(t, 10*ms, errBoom)
		var all []*gevent.Greenlet
		for _, n := range []string{"a", "b", "c"} {
			all = append(all, spawn(t, func(t *sched.Thread) { g.Join(t); log(n) }))
		}
		log(g.JoinTimeout(t, ms), g.Ready())
		gevent.JoinAll(t, all)
		_, err := g.Get(t)
		log(err == errBoom)
		_, err = sleeper(t, time.Second).GetNowait(t)
		log(err)
		_, err = sleeper(t, time.Second).GetTimeout(t, 10*ms)
		log(err)
	}, "false false, a, b, c, true, Timeout, 0.01 seconds"},
	{"joinall returns who is over in the order of the ends", func(t *sched.Thread, log func(...any)) {
		quiet(t)
		three := func() []*gevent.Greenlet {
			return []*gevent.Greenlet{sleeper(t, 60*ms), sleeper(t, 20*ms), sleeper(t, 40*ms)}
		}
		log(values(gevent.JoinAll(t, three())))
		list := three()
		log(values(gevent.JoinAllTimeout(t, list, 2, sched.Forever)))
		log(values(gevent.JoinAllTimeout(t, list, 3, ms))) // linked while the last one's notification runs: that is first
		gevent.Sleep(t, 0)
		log(values(gevent.JoinAllTimeout(t, list, 3, ms)))
		_, err := gevent.JoinAllRaise(t, []*gevent.Greenlet{failing(t, 20*ms, errBoom), sleeper(t, 10*ms)}, 2, sched.Forever)
		log(err)
	}, "[20ms 40ms 60ms], [20ms 40ms], [40ms 20ms], [20ms 40ms], boom"},
	{"who is over already is reported first, in the order of the arguments", func(t *sched.Thread, log func(...any)) {
		a, b, c := gevent.Spawn(t, "a", nothing), sleeper(t, 20*ms), gevent.Spawn(t, "c", nothing)
		gevent.Sleep(t, 0)
		for g := range gevent.Iwait(t, []*gevent.Greenlet{c, b, a}) {
			log(g.Name())
		}
	}, "c, a, Greenlet-0"},
	{"raw links run in the hub, others in greenlets, in order", func(t *sched.Thread, log func(...any)) {
		hub := gevent.GetHub(t).Greenlet()
		callback := func(n string) func(t *sched.Thread) {
			return func(t *sched.Thread) { log(n, greenlet.Current(t) == hub) }
		}
		g := spawn(t, func(*sched.Thread) { log("body") })
		g.RawLink(t, callback("raw1"))
		g.Link(t, callback("link"))
		g.LinkException(t, callback("exc"))
		g.LinkValue(t, callback("val"))
		gone := g.RawLink(t, callback("gone"))
		g.RawLink(t, callback("raw2"))
		g.Unlink(gone)
		spawn(t, func(*sched.Thread) { log("other") })
		g.Join(t)
		g.Link(t, callback("late"))
		log("now")
		gevent.Sleep(t, 0)
		gevent.Sleep(t, 0)
	}, "body, other, raw1 true, link false, val false, raw2 true, now, late false"},
	{"an exception of a link is reported, and stops no other", func(t *sched.Thread, log func(...any)) {
		gevent.GetHub(t).SetFailureHandler(func(_ *sched.Thread, of any, err error) { log(of, "failed with", err) })
		g := spawn(t, func(*sched.Thread) { log("body") })
		g.RawLink(t, func(*sched.Thread) { greenlet.Raise(errBoom) })
		g.Link(t, func(*sched.Thread) { greenlet.Raise(errBoom) })
		g.RawLink(t, func(*sched.Thread) { log("second") })
		g.Join(t)
		gevent.Sleep(t, 0)
	}, `body, <Greenlet "Greenlet-0"> failed with boom, <Greenlet "Greenlet-0"> failed with boom, second`},
	{"a GreenletExit is success", func(t *sched.Thread, log func(...any)) {
		g := gevent.Spawn(t, "", func(*sched.Thread) (any, error) { return nil, &greenlet.GreenletExit{Args: []any{"bye"}} })
		value, err := g.Get(t)
		log(value, err, g.Successful(), g.Exception())
	}, "GreenletExit: bye <nil> true <nil>"},
	{"who is killed before its start never runs", func(t *sched.Thread, log func(...any)) {
		g := spawn(t, func(*sched.Thread) { log("never") })
		g.Link(t, func(*sched.Thread) { log("linked") })
		g.Kill(t, nil)
		gevent.Sleep(t, 0)
		gevent.Sleep(t, 0)
		log(g.Value(), g.Successful(), g.Dead())
	}, "linked, GreenletExit true true"},
	{"kill waits for the end of its victim", func(t *sched.Thread, log func(...any)) {
		g := spawn(t, func(t *sched.Thread) {
			defer func() { log("fin1"); gevent.Sleep(t, 0); log("fin2") }()
			gevent.Sleep(t, time.Second)
		})
		gevent.Sleep(t, 0)
		spawn(t, func(*sched.Thread) { log("other") })
		g.Kill(t, nil)
		log("killer", g.Dead())
		g.Kill(t, nil)
	}, "other, fin1, fin2, killer true"},
	{"a kill that does not wait comes when it is its turn", func(t *sched.Thread, log func(...any)) {
		g := gevent.Spawn(t, "", func(t *sched.Thread) (any, error) {
			log("f1")
			gevent.Sleep(t, 0)
			log("f2")
			return "finished", nil
		})
		gevent.Sleep(t, 0)
		g.KillNowait(t, nil)
		log("main")
		g.Join(t)
		log(g.Value())
		g = spawn(t, func(t *sched.Thread) { log("f1"); gevent.Sleep(t, 10*ms); log("f2") })
		gevent.Sleep(t, 0)
		g.KillNowait(t, nil)
		log("main")
		g.Join(t)
		log(g.Value())
	}, "f1, main, f2, finished, f1, main, GreenletExit"},
	{"a victim may catch the exception, and kill waits for its end", func(t *sched.Thread, log func(...any)) {
		quiet(t)
		f := func(t *sched.Thread) (any, error) {
			if greenlet.Catch(t, func() { gevent.Sleep(t, time.Second) }) != nil {
				log("survive")
				gevent.Sleep(t, 10*ms)
				log("end")
			}
			return "v", nil
		}
		g := gevent.Spawn(t, "", f)
		gevent.Sleep(t, 0)
		g.Kill(t, nil)
		log(g.Value())
		g = sleeper(t, time.Second)
		gevent.Sleep(t, 0)
		g.Kill(t, errBoom)
		log(g.Exception(), g.Successful())
		g = gevent.Spawn(t, "", f)
		gevent.Sleep(t, 0)
		log(g.KillTimeout(t, nil, ms), g.Dead())
	}, "survive, end, v, boom false, survive, false false"},
	{"killall kills in the order of the list", func(t *sched.Thread, log func(...any)) {
		var all []*gevent.Greenlet
		for _, n := range []string{"a", "b", "c"} {
			all = append(all, spawn(t, func(t *sched.Thread) { defer log("fin", n); gevent.Sleep(t, time.Second) }))
		}
		gevent.Sleep(t, 0)
		gevent.KillAll(t, []*gevent.Greenlet{all[2], all[0], all[1]}, nil)
		log(all[0].Dead(), all[1].Dead(), all[2].Dead())
	}, "fin c, fin a, fin b, true true true"},
	{"who kills itself gets the exception there", func(t *sched.Thread, log func(...any)) {
		spawn(t, func(t *sched.Thread) {
			log(raised(t, func() { gevent.Current(t).Kill(t, nil) }))
			log("after")
		}).Join(t)
	}, "GreenletExit, after"},
	{"a timeout raises itself, or another exception, or nothing", func(t *sched.Thread, log func(...any)) {
		try := func(o *gevent.Timeout) { log(raised(t, func() { o.With(t, func() { gevent.Sleep(t, time.Second) }) })) }
		o := gevent.NewTimeout(10 * ms)
		try(o)
		o = gevent.NewTimeout(10 * ms)
		o.Silent = true
		try(o)
		o = gevent.NewTimeout(10 * ms)
		o.Err = errBoom
		try(o)
		o = gevent.NewTimeout(10 * ms)
		o.Text = "msg"
		try(o)
		log(gevent.NewTimeout(time.Second), gevent.NewTimeout(2500*ms))
	}, "0.01 seconds, nothing, boom, 0.01 seconds: msg, 1 second 2.5 seconds"},
	{"an outer timeout passes through an inner one; leaving cancels", func(t *sched.Thread, log func(...any)) {
		outer, inner := gevent.NewTimeout(10*ms), gevent.NewTimeout(500*ms)
		inner.Silent = true
		err := greenlet.Catch(t, func() {
			outer.With(t, func() { inner.With(t, func() { gevent.Sleep(t, time.Second) }) })
		})
		log(err == error(outer))
		gevent.NewTimeout(10*ms).With(t, func() {})
		gevent.Sleep(t, 20*ms)
		log("cancelled", gevent.WithTimeout(t, 10*ms, func() { gevent.Sleep(t, time.Second) }))
		o := gevent.NewTimeout(10 * ms)
		o.Start(t)
		log(raised(t, func() { gevent.Sleep(t, time.Second) }) == any(error(o)), o.Pending())
	}, "true, cancelled false, true false"},
	{"an event wakes all who wait, in order, even if it is cleared", func(t *sched.Thread, log func(...any)) {
		e := gevent.NewEvent(t)
		var all []*gevent.Greenlet
		for _, n := range []string{"a", "b", "c"} {
			all = append(all, spawn(t, func(t *sched.Thread) { log(n, e.WaitTimeout(t, sched.Forever), e.IsSet(t)) }))
		}
		gevent.Sleep(t, 0)
		e.Set(t)
		e.Clear(t)
		log("main set")
		gevent.JoinAll(t, all)
		log(e.WaitTimeout(t, 10*ms))
	}, "main set, a true false, b true false, c true false, false"},
	{"who waits for an event is woken when the event's turn comes", func(t *sched.Thread, log func(...any)) {
		e := gevent.NewEvent(t)
		g := spawn(t, func(t *sched.Thread) { e.Wait(t); log("waiter") })
		gevent.Sleep(t, 0)
		spawn(t, func(*sched.Thread) { log("before") })
		e.Set(t)
		spawn(t, func(*sched.Thread) { log("after") })
		g.Join(t)
		gevent.Sleep(t, 0)
	}, "before, waiter, after"},
	{"a result is got by all who wait, in order", func(t *sched.Thread, log func(...any)) {
		r := gevent.NewAsyncResult(t)
		get := func(n string) *gevent.Greenlet {
			return spawn(t, func(t *sched.Thread) { v, _ := r.Get(t); log(n, v) })
		}
		all := []*gevent.Greenlet{get("a"), get("b")}
		gevent.Sleep(t, 0)
		r.Set(t, 5)
		gevent.JoinAll(t, all)
		_, err := gevent.NewAsyncResult(t).GetNowait(t)
		log(err)
		x := gevent.NewAsyncResult(t)
		x.SetException(t, errBoom)
		_, err = x.Get(t)
		log(err, x.Wait(t), x.Ready(), x.Successful())
		y, g := gevent.NewAsyncResult(t), gevent.Spawn(t, "", func(*sched.Thread) (any, error) { return "linked", nil })
		g.Link(t, func(t *sched.Thread) { y.SetFrom(t, g) })
		v, _ := y.Get(t)
		log(v)
	}, "a 5, b 5, Timeout, boom <nil> true false, linked"},
	{"a wait for what is being notified is behind the others", func(t *sched.Thread, log func(...any)) {
		e := gevent.NewEvent(t)
		a := spawn(t, func(t *sched.Thread) { e.Wait(t); log("a"); log("a again", e.WaitTimeout(t, sched.Forever)) })
		w := func(n string) *gevent.Greenlet { return spawn(t, func(t *sched.Thread) { e.Wait(t); log(n) }) }
		all := []*gevent.Greenlet{a, w("b"), w("c")}
		gevent.Sleep(t, 0)
		e.Set(t)
		gevent.JoinAll(t, all)
	}, "a, b, c, a again true"},
	{"who joins goes on a turn after the end", func(t *sched.Thread, log func(...any)) {
		g := spawn(t, func(t *sched.Thread) {
			gevent.Sleep(t, 0)
			log("f ends")
			spawn(t, func(*sched.Thread) { log("spawned by f") })
		})
		w := spawn(t, func(t *sched.Thread) { g.Join(t); log("waiter") })
		gevent.Sleep(t, 0)
		spawn(t, func(*sched.Thread) { log("other") })
		w.Join(t)
	}, "f ends, other, spawned by f, waiter"},
	{"a semaphore is served in order, and can be overtaken", func(t *sched.Thread, log func(...any)) {
		s := gevent.NewSemaphore(t, 1)
		var all []*gevent.Greenlet
		for _, n := range []string{"a", "b", "c"} {
			all = append(all, spawn(t, func(t *sched.Thread) { s.Acquire(t); log(n); gevent.Sleep(t, 0); s.Release(t) }))
		}
		gevent.JoinAll(t, all)
		first := spawn(t, func(t *sched.Thread) {
			s.Acquire(t)
			gevent.Sleep(t, 0)
			s.Release(t)
			log("released")
			log("again", s.AcquireNowait(t))
		})
		second := spawn(t, func(t *sched.Thread) { s.Acquire(t); log("second") })
		done := gevent.JoinAllTimeout(t, []*gevent.Greenlet{first, second}, 2, 20*ms)
		log(slices.Equal(done, []*gevent.Greenlet{first}))
	}, "a, b, c, released, again true, true"},
	{"a semaphore's counter", func(t *sched.Thread, log func(...any)) {
		s := gevent.NewSemaphore(t, 1)
		log(s.AcquireTimeout(t, sched.Forever), s.AcquireNowait(t), s.AcquireTimeout(t, 10*ms), s.Counter(t), s.Locked(t))
		s.Release(t)
		n, _ := s.Release(t)
		log(n)
		_, err := gevent.NewBoundedSemaphore(t, 1).Release(t)
		log(err, raised(t, func() { gevent.NewSemaphore(t, -1) }))
	}, "true false false 0 true, 2, ValueError: Semaphore released too many times ValueError: semaphore initial value must be >= 0"},
	{"a reentrant lock belongs to a greenlet", func(t *sched.Thread, log func(...any)) {
		l := gevent.NewRLock(t)
		l.Acquire(t)
		log(l.AcquireNowait(t), l.Release(t), l.Release(t))
		log(l.Release(t))
		l.Acquire(t)
		spawn(t, func(t *sched.Thread) { log(errors.Is(l.Release(t), gevent.ErrNotOwner), l.AcquireTimeout(t, ms)) }).Join(t)
	}, "true <nil> <nil>, RuntimeError: cannot release un-acquired lock: the greenlet that has acquired it releases it, true false"},
	{"a queue serves in order, and does not yield", func(t *sched.Thread, log func(...any)) {
		q := gevent.NewQueue[int](t, 0)
		var all []*gevent.Greenlet
		for _, n := range []string{"a", "b", "c"} {
			all = append(all, spawn(t, func(t *sched.Thread) { log(n, q.Get(t)) }))
		}
		gevent.Sleep(t, 0)
		for i := range 3 {
			q.Put(t, i)
		}
		log("main put all")
		gevent.JoinAll(t, all)
		_, err := q.GetNowait(t)
		_, late := q.GetTimeout(t, 10*ms)
		log(err == error(gevent.ErrEmpty), late == error(gevent.ErrEmpty))
		q = gevent.NewQueue[int](t, 1)
		q.Put(t, 1)
		log(q.PutNowait(t, 2) == error(gevent.ErrFull), q.PutTimeout(t, 2, 10*ms) == error(gevent.ErrFull), q.Full(t), q.Peek(t))
		n, _ := q.GetNowait(t)
		log(n, q.Qsize(t), q.Empty(t))
	}, "main put all, a 0, b 1, c 2, true true, true true true 1, 1 0 true"},
	{"a bounded queue hands over in turn", func(t *sched.Thread, log func(...any)) {
		q := gevent.NewQueue[int](t, 1)
		produce := func(t *sched.Thread) {
			for i := range 3 {
				q.Put(t, i)
				log("put", i)
			}
		}
		consume := func(t *sched.Thread) {
			for range 3 {
				log("got", q.Get(t))
			}
		}
		gevent.JoinAll(t, []*gevent.Greenlet{spawn(t, produce), spawn(t, consume)})
		gevent.JoinAll(t, []*gevent.Greenlet{spawn(t, consume), spawn(t, produce)})
	}, "put 0, got 0, put 1, got 1, put 2, got 2, put 0, got 0, put 1, got 1, put 2, got 2"},
	{"queues of other orders, and the channel", func(t *sched.Thread, log func(...any)) {
		l, p := gevent.NewLifoQueue[int](t, 0), gevent.NewPriorityQueue[int](t, 0)
		for _, n := range []int{3, 1, 2} {
			l.Put(t, n)
			p.Put(t, n)
		}
		log(l.Get(t), l.Get(t), l.Get(t), p.Get(t), p.Get(t), p.Get(t))
		c := gevent.NewChannel[string](t)
		g := spawn(t, func(t *sched.Thread) { log("putting"); c.Put(t, "x"); log("put done") })
		gevent.Sleep(t, 0)
		log("main", c.Balance(t))
		log("got", c.Get(t))
		g.Join(t)
		_, err := c.GetNowait(t)
		log(err == error(gevent.ErrEmpty), c.PutTimeout(t, "y", ms) == error(gevent.ErrFull), c.Balance(t))
	}, "2 1 3 1 2 3, putting, main 1, got x, put done, true true 0"},
	{"a joinable queue is joined when all is done", func(t *sched.Thread, log func(...any)) {
		q := gevent.NewJoinableQueue[int](t, 0)
		log(q.JoinTimeout(t, sched.Forever))
		for range 2 {
			spawn(t, func(t *sched.Thread) {
				for {
					n := q.Get(t)
					gevent.Sleep(t, 0)
					log("did", n)
					q.TaskDone(t)
				}
			})
		}
		for i := range 4 {
			q.Put(t, i)
		}
		log(q.JoinTimeout(t, sched.Forever))
		log(q.TaskDone(t), q.Unfinished(t), q.JoinTimeout(t, 10*ms))
	}, "true, did 0, did 1, did 2, did 3, true, ValueError: task_done() called too many times 0 true"},
	{"a pool has its spawner wait", func(t *sched.Thread, log func(...any)) {
		p := gevent.NewPool(t, 2)
		for _, n := range []int{3, 1, 2, 4} {
			p.Spawn(t, "", func(t *sched.Thread) (any, error) {
				log(fmt.Sprint("s", n))
				gevent.Sleep(t, time.Duration(n*n)*10*ms)
				log(fmt.Sprint("e", n))
				return nil, nil
			})
			log("spawned", n)
		}
		p.Join(t)
		log(p.FreeCount(), p.Full(), p.Len())
	}, "spawned 3, spawned 1, s3, s1, e1, spawned 2, s2, e2, spawned 4, s4, e3, e4, 2 false 0"},
	{"map keeps the order of the arguments", func(t *sched.Thread, log func(...any)) {
		w := func(t *sched.Thread, n int) (int, error) {
			log(fmt.Sprint("s", n))
			gevent.Sleep(t, time.Duration(n)*20*ms)
			return n, nil
		}
		p := &gevent.NewPool(t, 3).Group
		list, err := gevent.Map(t, p, w, []int{3, 1, 2})
		log(list, err)
		for n := range gevent.Imap(t, p, w, []int{3, 1, 2}) {
			log(n)
		}
		for n := range gevent.ImapUnordered(t, p, w, []int{3, 1, 2}) {
			log(n)
		}
		var one []int
		for n := range gevent.ImapUnordered(t, &gevent.NewPool(t, 1).Group, w, []int{3, 1}) {
			one = append(one, n)
		}
		log(one)
	}, "s3, s1, s2, [3 1 2] <nil>, s3, s1, s2, 3, 1, 2, s3, s1, s2, 1, 2, 3, s3, s1, [3 1]"},
	{"apply, and the exceptions of a pool", func(t *sched.Thread, log func(...any)) {
		quiet(t)
		p := &gevent.NewPool(t, 2).Group
		five := func(*sched.Thread) (any, error) { return 5, nil }
		log(p.Apply(t, five))
		log(p.ApplyAsync(t, five, func(_ *sched.Thread, v any) { log("callback", v) }).Get(t))
		_, err := gevent.Map(t, p, func(_ *sched.Thread, n int) (int, error) {
			if n == 0 {
				return 0, errBoom
			}
			return n, nil
		}, []int{1, 0})
		log(err)
		g := gevent.NewGroup(t)
		var all []*gevent.Greenlet
		for range 3 {
			all = append(all, g.Spawn(t, "", func(t *sched.Thread) (any, error) { gevent.Sleep(t, time.Second); return nil, nil }))
		}
		log(g.Len())
		g.Kill(t, nil)
		log(g.Len(), all[0].Dead(), all[1].Dead(), all[2].Dead(), raised(t, func() { gevent.NewPool(t, -1) }))
	}, "5 <nil>, callback 5, 5 <nil>, boom, 3, 0 true true true ValueError: size must not be negative: -1"},
	{"where nobody can go on, main gets a LoopExit", func(t *sched.Thread, log func(...any)) {
		log(raised(t, func() { gevent.NewEvent(t).Wait(t) }))
		g := spawn(t, func(t *sched.Thread) { gevent.NewEvent(t).Wait(t) })
		log(raised(t, func() { g.Join(t) }))
		log(raised(t, func() { gevent.NewQueue[int](t, 0).Get(t) }))
		log(raised(t, func() { gevent.NewSemaphore(t, 0).Acquire(t) }))
		log(raised(t, func() { gevent.NewAsyncResult(t).Get(t) }))
		log(g.Dead())
		v, _ := gevent.Spawn(t, "", func(*sched.Thread) (any, error) { return "ok", nil }).Get(t)
		log(v, gevent.GetHub(t).Join(t), gevent.GetHub(t).JoinTimeout(t, 10*ms))
		sleeper(t, time.Second)
		log(gevent.GetHub(t).JoinTimeout(t, 10*ms))
	}, loopExit + ", " + loopExit + ", " + loopExit + ", " + loopExit + ", " + loopExit + ", false, ok true true, false"},
	{"what waits is refused in the hub", func(t *sched.Thread, log func(...any)) {
		h := gevent.GetHub(t)
		h.SetFailureHandler(func(_ *sched.Thread, of any, err error) { log(of, err) })
		h.RunCallback(func(t *sched.Thread) { gevent.Sleep(t, 10*ms) })
		h.RunCallback(func(t *sched.Thread) { gevent.NewEvent(t).Wait(t) })
		gevent.Sleep(t, 20*ms)
	}, blocked + ", " + blocked},
	{"a raw greenlet's exception reaches the hub, too", func(t *sched.Thread, log func(...any)) {
		gevent.GetHub(t).SetFailureHandler(func(_ *sched.Thread, of any, err error) { log(err) })
		g := gevent.SpawnRaw(t, "raw", func(t *sched.Thread) (any, error) { gevent.Sleep(t, ms); return nil, errBoom })
		gevent.Sleep(t, 10*ms)
		log(g.Dead(), gevent.Current(t) == nil)
	}, "boom, true true"},
	{"a later spawn starts by its deadline, or is killed before", func(t *sched.Thread, log func(...any)) {
		later := func(d time.Duration, n string) *gevent.Greenlet {
			return gevent.SpawnLater(t, d, n, func(*sched.Thread) (any, error) { log(n); return nil, nil })
		}
		a, b, c := later(40*ms, "a"), later(20*ms, "b"), later(30*ms, "c")
		c.Kill(t, nil)
		gevent.JoinAll(t, []*gevent.Greenlet{a, b, c})
	}, "b, a"},
	{"idle waits until nothing is ready; locals and names", func(t *sched.Thread, log func(...any)) {
		local := gevent.NewLocal[string]("x")
		local.Set(t, "main")
		for _, n := range []string{"a", "b", "c"} {
			spawn(t, func(t *sched.Thread) {
				_, ok := local.Lookup(t)
				local.Set(t, n)
				gevent.Sleep(t, 0)
				log(n, local.Get(t), gevent.Current(t).Name(), ok)
			})
		}
		gevent.Idle(t)
		log(local.Get(t), spawn(t, func(*sched.Thread) {}))
	}, `a a Greenlet-0 false, b b Greenlet-1 false, c c Greenlet-2 false, main <Greenlet "Greenlet-0">`},
	{"who is idle is woken last in, first out", func(t *sched.Thread, log func(...any)) {
		var all []*gevent.Greenlet
		for _, n := range []string{"a", "b", "c"} {
			all = append(all, spawn(t, func(t *sched.Thread) { gevent.Idle(t); log(n) }))
		}
		gevent.JoinAll(t, all)
	}, "c, b, a"},
	{"every switch goes through the hub", func(t *sched.Thread, log func(...any)) {
		hub := gevent.GetHub(t).Greenlet()
		names := map[*greenlet.Greenlet]string{greenlet.Current(t): "main", hub: "hub"}
		f := func(t *sched.Thread) { gevent.Sleep(t, 0) }
		a, b := spawn(t, f), spawn(t, f)
		names[a.Raw()], names[b.Raw()] = "a", "b"
		greenlet.SetTrace(t, func(_ *sched.Thread, _ string, origin, target *greenlet.Greenlet) error {
			log(names[origin] + ">" + names[target])
			return nil
		})
		gevent.JoinAll(t, []*gevent.Greenlet{a, b})
		greenlet.SetTrace(t, nil)
	}, "main>hub, hub>a, a>hub, hub>b, b>hub, hub>a, a>hub, hub>b, b>hub, hub>main, main>hub, hub>main"},
	{"the first of several, and the rest killed", func(t *sched.Thread, log func(...any)) {
		w := func(d time.Duration) *gevent.Greenlet {
			return gevent.Spawn(t, "", func(t *sched.Thread) (any, error) { defer log("fin", d); gevent.Sleep(t, d); return d, nil })
		}
		all := []*gevent.Greenlet{w(50 * ms), w(10 * ms), w(30 * ms)}
		log(values(gevent.WaitTimeout(t, all, 1, sched.Forever)))
		gevent.KillAll(t, all, nil)
		log(values(all))
	}, "fin 10ms, [10ms], fin 50ms, fin 30ms, [GreenletExit 10ms GreenletExit]"},
	{"a patched program without blocking calls is not preempted", func(t *sched.Thread, log func(...any)) {
		gevent.Patch(t)
		w := func(n string) *gevent.Greenlet {
			return spawn(t, func(t *sched.Thread) {
				for i := range 2 {
					log(n + fmt.Sprint(i))
					t.Run(10_000)
				}
			})
		}
		gevent.JoinAll(t, []*gevent.Greenlet{w("a"), w("b")})
	}, "a0, a1, b0, b1"},
}

const (
	loopExit = "LoopExit: This operation would block forever"
	blocked  = "<callback> BlockingSwitchOutError: Impossible to call blocking function in the event loop callback"
)

// nothing is the function of a greenlet that does nothing.
func nothing(*sched.Thread) (any, error) { return nil, nil }

// TestRecordedPrograms holds that each program shows what the real library has shown.
func TestRecordedPrograms(t *testing.T) {
	for _, r := range recordings {
		t.Run(r.rule, func(t *testing.T) { logs(t, r.want, r.program) })
	}
}
