// This file carries out the oracle's programs of gevent.

package greenlet_test

import (
	"fmt"
	"time"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/greenlet/gevent"
	"github.com/gilsim/gilsim/sched"
)

// gevents is one program of gevent that is carried out.
type gevents struct {
	t         *sched.Thread
	program   *program
	events    []event
	greenlets map[int]*gevent.Greenlet
	ids       map[*gevent.Greenlet]int
	flags     []*gevent.Event
	results   []*gevent.AsyncResult
	sems      []*gevent.Semaphore
	queues    []*gevent.JoinableQueue[any]
	began     time.Duration
	times     []time.Duration // of the events, from the beginning on
}

// runGevent carries out a program, and returns its events, and when they came.
func runGevent(t *sched.Thread, p *program) ([]event, []time.Duration) {
	r := &gevents{t: t, program: p, greenlets: map[int]*gevent.Greenlet{}, ids: map[*gevent.Greenlet]int{}, began: t.Engine().Now()}
	gevent.GetHub(t).SetFailureHandler(func(_ *sched.Thread, context any, err error) {
		g, _ := context.(*gevent.Greenlet)
		r.emit(event{"ev": "hub_error", "of": r.ids[g], "exc": described(err)})
	})
	r.make()
	r.frame(0).main(p.Main)
	states := map[int]event{}
	for id := range r.greenlets {
		states[id] = r.state(id)
	}
	r.emit(event{"ev": "end", "states": states})
	return r.events, r.times
}

// make makes the objects of the program.
func (r *gevents) make() {
	for range r.program.Events {
		r.flags = append(r.flags, gevent.NewEvent(r.t))
	}
	for range r.program.Results {
		r.results = append(r.results, gevent.NewAsyncResult(r.t))
	}
	for _, n := range r.program.Sems {
		if n < 0 {
			r.sems = append(r.sems, gevent.NewBoundedSemaphore(r.t, -n))
		} else {
			r.sems = append(r.sems, gevent.NewSemaphore(r.t, n))
		}
	}
	for _, size := range r.program.Queues {
		n := 0
		if size != nil {
			n = *size
		}
		r.queues = append(r.queues, gevent.NewJoinableQueue[any](r.t, n))
	}
}

func (r *gevents) emit(e event) {
	r.events, r.times = append(r.events, e), append(r.times, r.t.Engine().Now()-r.began)
}

// frame returns a new frame for the body of a greenlet.
func (r *gevents) frame(id int) *frame { return &frame{g: id, emit: r.emit, do: r.do} }

// body returns the function of a greenlet.
func (r *gevents) body(id int) gevent.Func {
	return func(*sched.Thread) (any, error) {
		r.emit(event{"ev": "run", "g": id})
		value, err := r.frame(id).result(r.program.Greenlets[id].Body)
		if err != nil {
			r.emit(event{"ev": "die", "g": id, "exc": described(err)})
			return nil, err
		}
		r.emit(event{"ev": "return", "g": id, "v": shown(value)})
		return value, nil
	}
}

// do carries out an op of gevent.
func (r *gevents) do(f *frame, in *instruction, pc string) error {
	if in.Op == "timeout" {
		return r.timeout(f, in, pc)
	}
	if r.skips(f, in) {
		f.log("skip", pc, nil)
		return nil
	}
	f.log("do", pc, event{"op": in.Op})
	result, err := r.call(f, in, pc)
	switch {
	case err != nil:
		f.log("exc", pc, event{"exc": described(err)})
		return err
	case in.Op == "spawn" || in.Op == "link":
		return nil
	}
	f.log("done", pc, event{"r": shown(result)})
	return nil
}

// skips reports whether the target of an op is not there, or the greenlet itself.
func (r *gevents) skips(f *frame, in *instruction) bool {
	there := r.greenlets[in.G] != nil
	switch in.Op {
	case "spawn":
		return there
	case "join", "get":
		return !there || in.G == f.g
	case "kill", "link", "state":
		return !there
	}
	return false
}

// call carries out an op, and returns its result, or what was raised in it.
func (r *gevents) call(f *frame, in *instruction, pc string) (result any, err error) {
	raised := greenlet.Catch(r.t, func() {
		switch in.Op {
		case "event_set", "event_clear", "event_wait", "result_set", "result_get", "acquire", "release":
			result, err = r.synchronize(f, in)
		case "put", "get_q", "task_done", "join_q":
			result, err = r.queue(f, in)
		default:
			result, err = r.schedule(f, in, pc)
		}
	})
	if raised != nil {
		return nil, raised
	}
	return result, err
}

// schedule carries out what is done to greenlets.
func (r *gevents) schedule(f *frame, in *instruction, pc string) (result any, err error) {
	t, g := r.t, r.greenlets[in.G]
	switch in.Op {
	case "spawn":
		r.spawn(in)
	case "sleep":
		gevent.Sleep(t, time.Duration(in.Ms)*time.Millisecond)
	case "join":
		return g.JoinTimeout(t, milliseconds(in.Timeout)), nil
	case "get":
		result, err = g.GetTimeout(t, milliseconds(in.Timeout))
		f.keep(result, err)
		return result, err
	case "joinall":
		return r.joinAll(f, in), nil
	case "kill":
		r.kill(g, in)
	case "link":
		r.link(f, g, in, pc)
	case "state":
		return r.state(in.G), nil
	default:
		err = fmt.Errorf("no such op: %s", in.Op)
	}
	return nil, err
}

// keep sets the register last to a result.
func (f *frame) keep(result any, err error) {
	if err == nil {
		f.last = result
	}
}

// milliseconds returns the duration of an op's timeout.
func milliseconds(n *int) time.Duration {
	if n == nil {
		return sched.Forever
	}
	return time.Duration(*n) * time.Millisecond
}

// spawn carries out spawn.
func (r *gevents) spawn(in *instruction) {
	var g *gevent.Greenlet
	if in.Later == nil {
		g = gevent.Spawn(r.t, "", r.body(in.G))
	} else {
		g = gevent.SpawnLater(r.t, milliseconds(in.Later), "", r.body(in.G))
	}
	r.greenlets[in.G], r.ids[g] = g, in.G
}

// joinAll carries out joinall.
func (r *gevents) joinAll(f *frame, in *instruction) any {
	var list []*gevent.Greenlet
	for _, id := range in.Gs {
		if g := r.greenlets[id]; g != nil && id != f.g {
			list = append(list, g)
		}
	}
	count := len(list)
	if in.Count != nil {
		count = *in.Count
	}
	ids := []any{}
	for _, g := range gevent.JoinAllTimeout(r.t, list, count, milliseconds(in.Timeout)) {
		ids = append(ids, r.ids[g])
	}
	return ids
}

// kill carries out kill.
func (r *gevents) kill(g *gevent.Greenlet, in *instruction) {
	var err error
	if in.Exc != nil {
		err = in.Exc
	}
	if in.Block {
		g.Kill(r.t, err)
		return
	}
	g.KillNowait(r.t, err)
}

// link carries out link.
func (r *gevents) link(f *frame, g *gevent.Greenlet, in *instruction, pc string) {
	hub := gevent.GetHub(r.t).Greenlet()
	callback := func(t *sched.Thread) {
		r.emit(event{"ev": "link", "of": r.ids[g], "by": f.g, "pc": pc, "hub": greenlet.Current(t) == hub})
	}
	if in.Raw {
		g.RawLink(r.t, callback)
		return
	}
	g.Link(r.t, callback)
}

// state is what there is to see of a greenlet.
func (r *gevents) state(id int) event {
	g := r.greenlets[id]
	var exc any
	if g.Exception() != nil {
		exc = described(g.Exception())
	}
	return event{"started": g.Started(), "ready": g.Ready(), "successful": g.Successful(), "dead": g.Dead(), "value": shown(g.Value()), "exc": exc}
}

// synchronize carries out what is done to events, results and semaphores.
func (r *gevents) synchronize(f *frame, in *instruction) (result any, err error) {
	t, wait := r.t, milliseconds(in.Timeout)
	switch in.Op {
	case "event_set":
		r.flags[in.E].Set(t)
	case "event_clear":
		r.flags[in.E].Clear(t)
	case "event_wait":
		return r.flags[in.E].WaitTimeout(t, wait), nil
	case "result_set":
		r.results[in.R].Set(t, f.literal(in.V))
	case "result_get":
		result, err = r.results[in.R].GetTimeout(t, wait)
		f.keep(result, err)
		return result, err
	case "acquire":
		if in.Nb {
			return r.sems[in.S].AcquireNowait(t), nil
		}
		return r.sems[in.S].AcquireTimeout(t, wait), nil
	case "release":
		return r.sems[in.S].Release(t)
	}
	return nil, nil
}

// queue carries out what is done to queues.
func (r *gevents) queue(f *frame, in *instruction) (result any, err error) {
	t, q, wait := r.t, r.queues[in.Q], milliseconds(in.Timeout)
	switch in.Op {
	case "put":
		if in.Nb {
			return nil, q.PutNowait(t, f.literal(in.V))
		}
		return nil, q.PutTimeout(t, f.literal(in.V), wait)
	case "get_q":
		if in.Nb {
			result, err = q.GetNowait(t)
		} else {
			result, err = q.GetTimeout(t, wait)
		}
		f.keep(result, err)
		return result, err
	case "task_done":
		return nil, q.TaskDone(t)
	}
	return q.JoinTimeout(t, wait), nil
}

// timeout carries out a block with a timeout.
func (r *gevents) timeout(f *frame, in *instruction, pc string) error {
	o := gevent.NewTimeout(time.Duration(in.Ms) * time.Millisecond)
	o.Silent = in.Silent
	o.Start(r.t)
	err := f.list(in.Body, pc+".b")
	o.Cancel(r.t)
	if err == error(o) && in.Silent {
		err = nil
	}
	if err == nil {
		f.log("timeout_end", pc, nil)
	}
	return err
}
