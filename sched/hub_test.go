// This file tests what a thread does with a hub: with the simplest one that there can be.

package sched_test

import (
	"errors"
	"testing"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// A simpleHub parks coroutines, and lets them go on in the order in which they were woken. It has no timers, so that a
// sleep is over at once.
type simpleHub struct {
	thread *sched.Thread
	loop   *sched.Coroutine
	ready  []*sched.Coroutine
	thrown map[*sched.Coroutine]error
	kept   error // an exception that came with what was waited for
}

// newSimpleHub gives the thread a hub.
func newSimpleHub(t *sched.Thread) *simpleHub {
	h := &simpleHub{thread: t, thrown: map[*sched.Coroutine]error{}}
	h.loop = coroutine(t, h.run)
	t.SetHub(h)
	return h
}

// run lets go on who is ready, and waits for others.
func (h *simpleHub) run() *sched.Coroutine {
	for {
		h.thread.BlockThread(h, sched.Forever)
		c := h.ready[0]
		h.ready = h.ready[1:]
		transfer(c)
	}
}

func (h *simpleHub) Try(t *sched.Thread) bool { return t.Tried(0, len(h.ready) > 0) }
func (h *simpleHub) Object() int32            { return 0 }
func (h *simpleHub) Holder() *sched.Thread    { return nil }

func (h *simpleHub) Park(t *sched.Thread, _ time.Duration) (sched.Wake, error) {
	me := t.Current()
	transfer(h.loop)
	err := h.thrown[me]
	delete(h.thrown, me)
	return sched.Unparked, err
}

func (h *simpleHub) Rest(t *sched.Thread, _ time.Duration) error {
	h.ready = append(h.ready, t.Current())
	_, err := h.Park(t, sched.Forever)
	return err
}

func (h *simpleHub) Until(*sched.Thread, time.Duration) time.Duration { return sched.Forever }

func (h *simpleHub) Wake(t *sched.Thread, w *sched.Waiter) {
	h.ready = append(h.ready, w.Coroutine())
	if t != h.thread {
		t.Engine().Unpark(t, h.thread)
	}
}

func (h *simpleHub) Thrown(_ *sched.Thread, err error, got bool) {
	if got {
		h.kept = err
		return
	}
	panic(err)
}

// spawn lets a coroutine go on after those that are ready.
func (h *simpleHub) spawn(f func()) *sched.Coroutine {
	c := coroutine(h.thread, func() *sched.Coroutine { f(); return h.loop })
	h.ready = append(h.ready, c)
	return c
}

// A token is something to wait for, of which there are some.
type token struct {
	left  int
	queue sched.Queue
}

func (k *token) Try(t *sched.Thread) bool {
	t.Self().Woken()
	if k.left == 0 {
		k.queue.Push(t.Self())
		return t.Tried(0, false)
	}
	k.queue.Remove(t.Self())
	k.left--
	return t.Tried(0, true)
}

func (k *token) Object() int32         { return 0 }
func (k *token) Holder() *sched.Thread { return nil }

// give adds some, and wakes as many.
func (k *token) give(t *sched.Thread, n int) {
	k.left += n
	for range n {
		k.queue.Wake(t, sched.FIFO)
	}
}

func TestWithAHubACoroutineSleepsAndNotTheThread(t *testing.T) {
	got := logs(t, func(t *sched.Thread, log func(string)) {
		h := newSimpleHub(t)
		h.spawn(func() { log("a1"); t.Sleep(0); log("a2") })
		h.spawn(func() { log("b1"); t.Yield(); log("b2") })
		log("main1")
		t.IO("disk", 0)
		log("main2")
		t.Sleep(0)
		log("main3")
	})
	mustLog(t, got, "main1 a1 b1 main2 a2 b2 main3")
}

func TestCoroutinesAndThreadsWaitInOneQueue(t *testing.T) {
	got := logs(t, func(t *sched.Thread, log func(string)) {
		k := new(token)
		other := t.Spawn("other", func(t *sched.Thread) {
			t.Block(k)
			log("other")
			k.give(t, 2)
		})
		t.Sleep(time.Second)
		h := newSimpleHub(t)
		for _, name := range []string{"a", "b"} {
			h.spawn(func() { t.Block(k); log(name); k.give(t, 1) })
		}
		t.Sleep(0)
		log("main")
		k.give(t, 1)
		t.Join(other)
		log("joined")
	})
	mustLog(t, got, "main other a b joined")
}

func TestAnExceptionEndsAWaitUnlessItHasBeenWorthWhile(t *testing.T) {
	stop := errors.New("stop")
	for _, left := range []int{0, 1} {
		var h *simpleHub
		var raised any
		got := logs(t, func(t *sched.Thread, log func(string)) {
			h = newSimpleHub(t)
			k := new(token)
			c := h.spawn(func() {
				defer func() { raised = recover() }()
				log(map[bool]string{true: "got", false: "gave up"}[t.BlockFor(k, sched.Forever)])
			})
			t.Sleep(0)
			k.left = left
			h.thrown[c] = stop
			h.ready = append(h.ready, c)
			t.Sleep(0)
			if !k.queue.Empty() {
				log("it still waits")
			}
		})
		if left == 0 && (raised != error(stop) || len(got) > 0) {
			t.Errorf("nothing to get: raised %v, logged %v", raised, got)
		}
		if left == 1 && (raised != nil || h.kept != error(stop) || len(got) != 1 || got[0] != "got") {
			t.Errorf("something to get: raised %v, kept %v, logged %v", raised, h.kept, got)
		}
	}
}

func TestWithoutItsHubTheThreadBlocksAsAWhole(t *testing.T) {
	got := logs(t, func(t *sched.Thread, log func(string)) {
		k := new(token)
		t.Spawn("other", func(t *sched.Thread) { t.Sleep(time.Second); log("other"); k.give(t, 1) })
		h := newSimpleHub(t)
		h.spawn(func() { log("a") })
		t.WithoutHub(func() {
			if t.Hub() != nil {
				log("a hub")
			}
			t.Sleep(time.Millisecond)
			t.Block(k)
		})
		log("main")
		t.Sleep(0)
	})
	mustLog(t, got, "other main a")
}

func TestEachCoroutineIsAWaiterOfItsOwnUnderAHub(t *testing.T) {
	logs(t, func(t *sched.Thread, log func(string)) {
		own := t.Self()
		h := newSimpleHub(t)
		if t.Self() != own {
			t.Fail("the thread's own function is another waiter under a hub")
		}
		h.spawn(func() {
			if t.Self() == own {
				t.Fail("a coroutine is the same waiter as its thread")
			}
		})
		t.Sleep(0)
	})
}

func TestHubEventsCarryTheCoroutine(t *testing.T) {
	var events trace.Buffer
	cfg := bare(1)
	cfg.Recorder, cfg.Names = &events, new(trace.Names)
	var actor int32
	if _, err := sim.Run(cfg, func(t *sched.Thread) {
		actor = t.Process().Actor(trace.ClassGreenlet, "g")
		c := new(sched.Coroutine)
		c.Init(t, actor, code(func() *sched.Coroutine { t.Print("in it"); return t.Own() }))
		transfer(c)
		t.Print("after it")
	}); err != nil {
		t.Fatal(err)
	}
	var actors []int32
	for _, e := range events.Events {
		if e.Kind == trace.Print {
			actors = append(actors, e.Actor)
		}
	}
	if len(actors) != 2 || actors[0] != actor || actor == 0 || actors[1] != 0 {
		t.Errorf("the prints are of %v, want %d and 0", actors, actor)
	}
}
