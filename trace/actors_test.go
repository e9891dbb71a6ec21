// This file holds the tracker of actors, and all that counts by it, against a model with a stack for each greenlet.

package trace

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
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
	*scene
	threads []*modelThread
	figures map[int32]*ActorSummary
}

func newModelRun(t *rapid.T, threads int) *modelRun {
	m := &modelRun{T: t, scene: newScene(), figures: map[int32]*ActorSummary{}}
	for i := range threads {
		id := m.Names.AddThread(worker(i))
		own := &modelGreenlet{}
		m.threads = append(m.threads, &modelThread{id: id, greenlets: []*modelGreenlet{own}, current: own})
		if i > 0 {
			m.add(m.threads[0], Spawn, id, 0)
		}
		m.add(m.threads[i], Run, 0, 2000)
		m.threads[i].running = true
		m.add(m.threads[i], Start, 0, 0)
	}
	return m
}

// add records an event of whoever is current.
func (m *modelRun) add(th *modelThread, kind Kind, obj int32, arg int64) {
	m.on(int16(th.id)-1).as(th.current.actor()).do(th.id, kind, obj, arg)
}

// create defines an actor.
func (m *modelRun) create(class string) int32 {
	name := fmt.Sprint(class, len(m.figures))
	id := m.Names.AddObject(class, name)
	m.figures[id] = &ActorSummary{ID: id, Name: name, Class: class}
	return id
}

// pass lets time go by.
func (m *modelRun) pass() {
	took := m.Int64Range(0, 50, "time")
	m.after(took)
	for _, th := range m.threads {
		if a := m.figures[th.current.actor()]; a != nil && th.running {
			a.Ran += time.Duration(took)
		}
	}
}

// Int64Range and pick draw.
func (m *modelRun) Int64Range(lo, hi int64, label string) int64 {
	return rapid.Int64Range(lo, hi).Draw(m.T, label)
}

func pick[T any](m *modelRun, list []T) T { return list[m.Int64Range(0, int64(len(list))-1, "which")] }

// act lets a thread do something.
func (m *modelRun) act(th *modelThread) {
	m.pass()
	inGenerator := len(th.current.stack) > 0
	switch what := m.Int64Range(0, 9, "what"); {
	case !th.running:
		m.add(th, Run, 0, 2000)
		th.running = true
	case what == 0:
		m.add(th, Expire, 0, 0)
		th.running = false
	case what <= 4:
		m.handOver(th, 0)
	case what == 5 && !inGenerator && th.current.id != 0:
		th.greenlets = slices.DeleteFunc(th.greenlets, func(g *modelGreenlet) bool { return g == th.current })
		m.handOver(th, 1)
	case what <= 7:
		m.resume(th)
	case inGenerator:
		m.yield(th, m.Int64Range(0, 1, "ends"))
	default:
		m.add(th, Now, 0, 0)
	}
}

// handOver switches to a greenlet, a new one perhaps.
func (m *modelRun) handOver(th *modelThread, ends int64) {
	if m.Int64Range(0, 2, "new") == 0 {
		th.greenlets = append(th.greenlets, &modelGreenlet{id: m.create(ClassGreenlet)})
	}
	to := pick(m, th.greenlets)
	if ends == 1 {
		m.figures[th.current.id].Ended = true
	}
	m.add(th, pick(m, []Kind{Switch, Throw}), to.id, ends)
	if a := m.figures[to.id]; a != nil {
		a.Turns++
	}
	th.current = to
}

// resume puts a generator on the current stack, a new one if none is suspended.
func (m *modelRun) resume(th *modelThread) {
	if len(th.suspended) == 0 {
		th.suspended = append(th.suspended, m.create(ClassGenerator))
	}
	id := pick(m, th.suspended)
	th.suspended = slices.DeleteFunc(th.suspended, func(other int32) bool { return other == id })
	m.add(th, Resume, id, 0)
	m.figures[id].Turns++
	th.current.stack = append(th.current.stack, id)
}

// yield takes the innermost generator off the current stack.
func (m *modelRun) yield(th *modelThread, ends int64) {
	stack := th.current.stack
	id := stack[len(stack)-1]
	rest := &modelGreenlet{th.current.id, stack[:len(stack)-1]}
	m.add(th, Yield, rest.actor(), ends)
	th.current.stack = rest.stack
	if ends == 1 {
		m.figures[id].Ended = true
	} else {
		th.suspended = append(th.suspended, id)
	}
}

// drawGreenlets returns a run of greenlets and generators that obeys the rules, and the figures of each of them.
func drawGreenlets(t *rapid.T) (tr *Trace, figures map[int32]*ActorSummary) {
	m := newModelRun(t, rapid.IntRange(1, 3).Draw(t, "threads"))
	for range rapid.IntRange(0, 60).Draw(t, "events") {
		m.act(pick(m, m.threads))
	}
	return &m.Trace, m.figures
}

func TestTheRulesKnowWhoIsCurrent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr, _ := drawGreenlets(t)
		if err := Check(tr); err != nil {
			t.Fatalf("%v in:\n%v", err, tr.Events)
		}
	})
}

func TestFiguresOfActorsAreThoseOfTheModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr, want := drawGreenlets(t)
		got := map[int32]*ActorSummary{}
		for _, th := range Summarize(tr).Threads {
			var ran time.Duration
			for _, a := range th.Actors {
				ran += a.Ran
				if a.ID != 0 {
					got[a.ID] = &a
				}
			}
			if th.Actors != nil && ran != th.Ran {
				t.Fatalf("the actors of T%d ran for %v, and it ran for %v", th.ID, ran, th.Ran)
			}
		}
		for id, a := range want {
			if a.Turns == 0 {
				delete(want, id) // it is defined, and nobody has switched to it
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("figures (-model +summary):\n%s\nof:\n%v", diff, tr.Events)
		}
	})
}

// An event that is done by somebody else than the current actor is noticed, whoever that is.
func TestAnotherActorIsNoticed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr, _ := drawGreenlets(t)
		e := &tr.Events[rapid.IntRange(0, len(tr.Events)-1).Draw(t, "event")]
		e.Actor = (e.Actor + rapid.Int32Range(1, int32(tr.Names.Objects())).Draw(t, "shift")) % int32(tr.Names.Objects()+1)
		if Check(tr) == nil {
			t.Fatalf("no rule is broken by o%d in event %+v", e.Actor, *e)
		}
	})
}

// The row of a greenlet in a timeline shows it running for as long as it ran.
func TestRowsOfGreenletsShowHowLongTheyRan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr, figures := drawGreenlets(t)
		line := NewTimeliner(tr.Names, TimelineOptions{Actors: 1000})
		line.Record(tr.Events)
		line.Picture()
		for id, a := range figures {
			var shown stateShares
			if nth := line.clock.life(0, id).nth; 0 < nth && nth <= len(line.actors) {
				for b := range line.actors[nth-1].buckets {
					shown.add(&line.actors[nth-1].buckets[b])
				}
			}
			if shown[stateRunning] != uint64(a.Ran) {
				t.Fatalf("%s has a row in which it runs for %d ns of %d", a.Name, shown[stateRunning], a.Ran)
			}
		}
	})
}
