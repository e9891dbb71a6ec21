// This file holds the tracker of actors, and all that counts by it, against a model with a stack for each greenlet.

package scene

import (
	"fmt"
	"slices"
	"time"

	"pgregory.net/rapid"

	"github.com/gilsim/gilsim/trace"
)

// A modelGreenlet is a greenlet with the generators in whose bodies it is, the innermost one last.
type modelGreenlet struct {
	id    int32 // 0 is the thread's own code
	stack []int32
}

// actor returns who acts when the greenlet does.
func (g *modelGreenlet) actor() int32 {
	if len(g.stack) == 0 {
		return g.id
	}
	return g.stack[len(g.stack)-1]
}

// A modelThread is a thread with its greenlets.
type modelThread struct {
	id        int32
	greenlets []*modelGreenlet
	current   *modelGreenlet
	suspended []int32 // generators that are in nobody's stack
	running   bool
}

// A modelRun makes a run of some threads, each on a core of its own, and keeps the books.
type modelRun struct {
	*rapid.T
	*Scene
	threads []*modelThread
	figures map[int32]*trace.ActorSummary
}

func newModelRun(t *rapid.T, threads int) *modelRun {
	m := &modelRun{T: t, Scene: New(), figures: map[int32]*trace.ActorSummary{}}
	for i := range threads {
		id := m.Names.AddThread(fmt.Sprintf("worker-%d", i))
		own := &modelGreenlet{}
		m.threads = append(m.threads, &modelThread{id: id, greenlets: []*modelGreenlet{own}, current: own})
		if i > 0 {
			m.add(m.threads[0], trace.Spawn, id, 0)
		}
		m.add(m.threads[i], trace.Run, 0, 2000)
		m.threads[i].running = true
		m.add(m.threads[i], trace.Start, 0, 0)
	}
	return m
}

// add records an event of whoever is current.
func (m *modelRun) add(th *modelThread, kind trace.Kind, obj int32, arg int64) {
	m.On(int16(th.id)-1).As(th.current.actor()).Do(th.id, kind, obj, arg)
}

// create defines an actor.
func (m *modelRun) create(class string) int32 {
	name := fmt.Sprint(class, len(m.figures))
	id := m.Names.AddObject(class, name)
	m.figures[id] = &trace.ActorSummary{ID: id, Name: name, Class: class}
	return id
}

// pass lets time go by.
func (m *modelRun) pass() {
	took := m.draw(0, 50, "time")
	m.After(took)
	for _, th := range m.threads {
		if a := m.figures[th.current.actor()]; a != nil && th.running {
			a.Ran += time.Duration(took)
		}
	}
}

func (m *modelRun) draw(lo, hi int64, label string) int64 {
	return rapid.Int64Range(lo, hi).Draw(m.T, label)
}

func pick[T any](m *modelRun, list []T) T { return list[m.draw(0, int64(len(list))-1, "which")] }

// act lets a thread do something.
func (m *modelRun) act(th *modelThread) {
	m.pass()
	inGenerator := len(th.current.stack) > 0
	switch what := m.draw(0, 9, "what"); {
	case !th.running:
		m.add(th, trace.Run, 0, 2000)
		th.running = true
	case what == 0:
		m.add(th, trace.Expire, 0, 0)
		th.running = false
	case what <= 4:
		m.switchOver(th, 0)
	case what == 5 && !inGenerator && th.current.id != 0:
		th.greenlets = slices.DeleteFunc(th.greenlets, func(g *modelGreenlet) bool { return g == th.current })
		m.switchOver(th, 1)
	case what <= 7:
		m.resume(th)
	case inGenerator:
		m.yield(th, m.draw(0, 1, "ends"))
	default:
		m.add(th, trace.Now, 0, 0)
	}
}

// switchOver switches to a greenlet, a new one perhaps.
func (m *modelRun) switchOver(th *modelThread, ends int64) {
	if m.draw(0, 2, "new") == 0 {
		th.greenlets = append(th.greenlets, &modelGreenlet{id: m.create(trace.ClassGreenlet)})
	}
	to := pick(m, th.greenlets)
	if ends == 1 {
		m.figures[th.current.id].Ended = true
	}
	m.add(th, pick(m, []trace.Kind{trace.Switch, trace.Throw}), to.id, ends)
	if a := m.figures[to.id]; a != nil {
		a.Turns++
	}
	th.current = to
}

// resume puts a generator on the current stack, a new one if none is suspended.
func (m *modelRun) resume(th *modelThread) {
	if len(th.suspended) == 0 {
		th.suspended = append(th.suspended, m.create(trace.ClassGenerator))
	}
	id := pick(m, th.suspended)
	th.suspended = slices.DeleteFunc(th.suspended, func(other int32) bool { return other == id })
	m.add(th, trace.Resume, id, 0)
	m.figures[id].Turns++
	th.current.stack = append(th.current.stack, id)
}

// yield takes the innermost generator off the current stack.
func (m *modelRun) yield(th *modelThread, ends int64) {
	stack := th.current.stack
	id := stack[len(stack)-1]
	rest := &modelGreenlet{th.current.id, stack[:len(stack)-1]}
	m.add(th, trace.Yield, rest.actor(), ends)
	th.current.stack = rest.stack
	if ends == 1 {
		m.figures[id].Ended = true
	} else {
		th.suspended = append(th.suspended, id)
	}
}

// AnyGreenlets returns a run of greenlets and generators that obeys the rules, and the figures of each of them.
func AnyGreenlets(t *rapid.T) (tr *trace.Trace, figures map[int32]*trace.ActorSummary) {
	m := newModelRun(t, rapid.IntRange(1, 3).Draw(t, "threads"))
	for range rapid.IntRange(0, 60).Draw(t, "events") {
		m.act(pick(m, m.threads))
	}
	return &m.Trace, m.figures
}
