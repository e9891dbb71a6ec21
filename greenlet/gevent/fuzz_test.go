// This file tests random programs of greenlets against what must hold for every one of them.

package gevent_test

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/greenlet/gevent"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/diff"
)

// A random is a random program: each byte is a step of the greenlet whose turn it is.
type random struct {
	t        *sched.Thread
	steps    []byte
	all      []*gevent.Greenlet
	over     map[*gevent.Greenlet]bool // who has returned from its function
	event    *gevent.Event
	result   *gevent.AsyncResult
	sem      *gevent.Semaphore
	queue    *gevent.JoinableQueue[int]
	channel  *gevent.Channel[int]
	pool     *gevent.Pool
	lock     *threading.Lock
	acquired int // how often the semaphore was, and not released
	put, got int // items
}

// newRandom makes the objects of a program.
func newRandom(t *sched.Thread, steps []byte) *random {
	quiet(t)
	gevent.Patch(t)
	return &random{t: t, steps: steps, over: map[*gevent.Greenlet]bool{}, event: gevent.NewEvent(t), result: gevent.NewAsyncResult(t),
		sem: gevent.NewSemaphore(t, 2), queue: gevent.NewJoinableQueue[int](t, 2), channel: gevent.NewChannel[int](t),
		pool: gevent.NewPool(t, 2), lock: threading.NewLock(t, "lock")}
}

// next returns the next step, and what it is made with.
func (r *random) next() (step, with int, ok bool) {
	if len(r.steps) < 2 {
		return 0, 0, false
	}
	step, with = int(r.steps[0]), int(r.steps[1])
	r.steps = r.steps[2:]
	return step, with, true
}

// body makes steps, as long as there are any, and at most so many.
func (r *random) body(most int) {
	for range most {
		step, with, ok := r.next()
		if !ok {
			return
		}
		if with%4 == 0 {
			_ = greenlet.Catch(r.t, func() { r.step(step, with) })
			continue
		}
		r.step(step, with)
	}
}

// spawn spawns a greenlet, which makes some of the steps.
func (r *random) spawn(spawn func(f gevent.Func) *gevent.Greenlet, most int) {
	var g *gevent.Greenlet
	g = spawn(func(*sched.Thread) (any, error) {
		defer func() { r.over[g] = true }()
		must(r.t, !r.over[g], "%v runs twice", g)
		must(r.t, gevent.Current(r.t) == g && greenlet.Current(r.t) == g.Raw(), "%v is not current", g)
		r.body(most)
		return most, nil
	})
	r.all = append(r.all, g)
}

// step makes one step.
func (r *random) step(step, with int) {
	t, d := r.t, time.Duration(with%5)*time.Microsecond
	var g *gevent.Greenlet
	if len(r.all) > 0 {
		g = r.all[with%len(r.all)]
	}
	switch step % 24 {
	case 0, 1:
		r.spawn(func(f gevent.Func) *gevent.Greenlet { return gevent.Spawn(t, "", f) }, with%16)
	case 2:
		r.spawn(func(f gevent.Func) *gevent.Greenlet { return gevent.SpawnLater(t, d, "", f) }, with%16)
	case 3:
		if !r.pool.Full() {
			r.spawn(func(f gevent.Func) *gevent.Greenlet { return r.pool.Spawn(t, "", f) }, with%16)
		}
	case 4, 5:
		gevent.Sleep(t, d)
	case 6:
		t.Sleep(d)
	case 7:
		gevent.WithTimeout(t, d, func() { r.body(with % 4) })
	case 8:
		r.event.Set(t)
	case 9:
		r.event.Clear(t)
	case 10:
		r.event.WaitTimeout(t, d)
	case 11:
		r.result.Set(t, with)
	case 12:
		_, _ = r.result.GetTimeout(t, d)
	case 13:
		r.acquire(d)
	case 14:
		r.putItem(with, d)
	case 15:
		r.getItem(d)
	case 16:
		_ = r.channel.PutTimeout(t, with, d)
	case 17:
		_, _ = r.channel.GetTimeout(t, d)
	case 18:
		r.lock.With(t, func() { t.Sleep(d) })
	case 19:
		r.pool.JoinTimeout(t, d)
	default:
		if g != nil && g != gevent.Current(t) {
			r.with(g, step, d)
		}
	}
}

// with does something to another greenlet.
func (r *random) with(g *gevent.Greenlet, step int, d time.Duration) {
	t := r.t
	switch step % 24 {
	case 20:
		g.KillTimeout(t, nil, d)
	case 21:
		g.KillNowait(t, errBoom)
	case 22:
		_, _ = g.GetTimeout(t, d)
	default:
		for _, done := range gevent.JoinAllTimeout(t, r.all, 2, d) {
			must(t, done.Ready(), "%v is joined, and is not over", done)
		}
	}
}

// acquire holds the semaphore for some time.
func (r *random) acquire(d time.Duration) {
	if !r.sem.AcquireTimeout(r.t, d) {
		return
	}
	r.acquired++
	must(r.t, r.acquired <= 2, "%d have the semaphore", r.acquired)
	defer func() {
		r.acquired--
		_, _ = r.sem.Release(r.t)
	}()
	gevent.Sleep(r.t, d)
}

// putItem puts an item into the queue. One that is thrown an exception then may have put it.
func (r *random) putItem(item int, d time.Duration) {
	if r.queue.PutTimeout(r.t, item, d) == nil {
		r.put++
	}
	must(r.t, r.queue.Qsize(r.t) <= 2, "%d items in a queue for 2", r.queue.Qsize(r.t))
}

// getItem gets an item out of the queue.
func (r *random) getItem(d time.Duration) {
	if _, err := r.queue.GetTimeout(r.t, d); err == nil {
		r.got++
		must(r.t, r.queue.TaskDone(r.t) == nil, "an item was not counted")
	}
}

// main is the program, and what must hold at its end.
func (r *random) main() {
	_ = greenlet.Catch(r.t, func() { r.body(64) })
	must(r.t, greenlet.Current(r.t) == greenlet.Main(r.t), "main is not current")
	for _, g := range r.all {
		g.KillTimeout(r.t, nil, time.Millisecond)
	}
	must(r.t, gevent.GetHub(r.t).JoinTimeout(r.t, time.Second), "the hub finds no end")
	for _, g := range r.all {
		must(r.t, !g.Ready() || !g.Started(), "%v is over, and started", g)
		must(r.t, !g.Successful() || g.Exception() == nil, "%v is successful, with %v", g, g.Exception())
		must(r.t, !r.over[g] || g.Dead(), "%v has returned, and is not dead", g)
	}
	must(r.t, r.queue.Unfinished(r.t) == r.queue.Qsize(r.t), "%d tasks, %d items", r.queue.Unfinished(r.t), r.queue.Qsize(r.t))
}

// fails returns why a run of the program fails, and its trace.
func fails(t *testing.T, steps []byte) (*trace.Trace, error) {
	cfg := exactly()
	cfg.MaxSteps = 1 << 20
	return recorded(t, cfg, func(t *sched.Thread) { newRandom(t, steps).main() })
}

// FuzzPrograms holds that no random program breaks what must hold: one greenlet is current, none runs again after its end, no more
// have a semaphore than may, no item is counted twice, the hub comes to rest, the trace obeys the rules of all traces, two runs are
// the same, and no goroutine is left.
func FuzzPrograms(f *testing.F) {
	for seed := range 24 {
		var steps []byte
		for i := range 120 {
			x := uint32(seed*7919 + i*104729)
			x ^= x << 13
			x ^= x >> 17
			x ^= x << 5
			steps = append(steps, byte(x>>3), byte(x>>11))
		}
		f.Add(steps)
	}
	f.Fuzz(func(t *testing.T, steps []byte) {
		before := runtime.NumGoroutine()
		first, err := fails(t, steps)
		again, errAgain := fails(t, steps)
		if d := diff.Traces(first, again, diff.Exact); d != nil || fmt.Sprint(err) != fmt.Sprint(errAgain) {
			t.Errorf("two runs differ: %v; %v, %v", d, err, errAgain)
		}
		if err != nil {
			t.Error(err)
		}
		if after := runtime.NumGoroutine(); after > before {
			t.Errorf("%d goroutines are left", after-before)
		}
	})
}
