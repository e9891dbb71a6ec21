// This file makes the small traces that the tests of summary, pictures and exports share.

package trace

import "pgregory.net/rapid"

// The objects of every scene.
const (
	theGIL int32 = iota + 1
	theDisk
	theTimer
	theMutex
	theEnd
	theQueue
	theBalance
	theName
	theTask
	theOther
	theHub
	theGen
)

const ms = 1_000_000

// A scene is a trace in the making. Each event is on core 0 unless on is called.
type scene struct {
	Trace
	now   int64
	core  int16
	actor int32
}

// newScene returns a trace of threads with these names and without events.
func newScene(threads ...string) *scene {
	s := &scene{Trace: Trace{Names: &Names{}}}
	for _, name := range threads {
		s.Names.AddThread(name)
	}
	for _, o := range []Info{
		{ClassGIL, "gil"}, {ClassIO, "disk"}, {ClassTimer, "timer"}, {ClassLock, "mutex"},
		{ClassThread, "Thread-1"}, {"queue", "queue"}, {ClassVar, "balance"}, {ClassRef, "name"},
		{ClassGreenlet, "task1"}, {ClassGreenlet, "task2"}, {ClassHub, "hub"}, {ClassGenerator, "numbers"},
	} {
		s.Names.AddObject(o.Class, o.Name)
	}
	return s
}

// at sets the time of the events that follow.
func (s *scene) at(ns int64) *scene {
	s.now = ns
	return s
}

// after lets time pass.
func (s *scene) after(ns int64) *scene { return s.at(s.now + ns) }

// on sets the core of the events that follow.
func (s *scene) on(core int16) *scene {
	s.core = core
	return s
}

// as sets the actor of the events that follow.
func (s *scene) as(actor int32) *scene {
	s.actor = actor
	return s
}

// to appends a switch to an actor, who does what follows.
func (s *scene) to(thread, actor int32) *scene { return s.do(thread, Switch, actor, 0).as(actor) }

// do appends an event.
func (s *scene) do(thread int32, kind Kind, obj int32, arg int64) *scene {
	s.Events = append(s.Events, Event{Time: s.now, Arg: arg, Thread: thread, Actor: s.actor, Obj: obj, Core: s.core, Kind: kind})
	return s
}

// wait appends a park without a timer.
func (s *scene) wait(thread, obj int32) *scene { return s.do(thread, Park, obj, -1) }

// handOver appends what the interval discipline does when b has waited for 5 ms and a has the lock, each on its core: b's
// timer fires and it asks, a lets go and waits until b has it.
func (s *scene) handOver(a, b int32, bytecodes int64) *scene {
	coreA, coreB := int16(a-1), int16(b-1)
	s.do(b, Timeout, 0, 0)
	s.after(2000).on(coreB).do(b, Run, 0, 2000).after(500).do(b, Request, a, 0).wait(b, theGIL)
	s.after(100).on(coreA).do(a, Drop, theGIL, bytecodes).do(a, Unpark, b, 4000).after(100).wait(a, theGIL)
	s.after(4000).on(coreB).do(b, Run, 0, 2000).after(300).do(b, Take, theGIL, 0).do(b, Unpark, a, 4000)
	return s.after(4000).on(coreA).do(a, Run, 0, 2000).after(200).wait(a, theGIL)
}

// duel returns a run of two threads that want nothing but to compute, on two cores, until the lock has changed hands so often.
func duel(handOvers int) *Trace {
	s := newScene("Thread-1", "Thread-2")
	s.on(0).do(1, Run, 0, 2000).do(1, Take, theGIL, 0).do(1, Start, 0, 0).do(1, Spawn, 2, 0)
	s.after(5000).on(1).do(2, Run, 0, 2000).wait(2, theGIL)
	a, b := int32(1), int32(2)
	for i := range handOvers {
		for range 4 {
			s.after(1_200_000).on(int16(a-1)).do(a, Load, theBalance, int64(i)).do(a, Store, theBalance, int64(i+1))
		}
		s.after(200_000).handOver(a, b, int64(i)*100_000)
		a, b = b, a
	}
	return &s.after(3 * ms).Trace
}

// balance returns the race of the tutorials by one interleaving that ends at -8, with a lock that is asked for every 5 ms.
func balance() *Trace {
	s := newScene("MainThread", "Thread-1", "Thread-2")
	s.do(1, Run, 0, 50_000).do(1, Take, theGIL, 0).do(1, Start, 0, 0)
	s.after(100).do(1, Spawn, 2, 0).after(100).do(1, Spawn, 3, 0)
	s.after(50).do(1, Drop, theGIL, 12).wait(1, theEnd)
	s.after(2000).do(2, Run, 0, 50_000).do(2, Take, theGIL, 1).do(2, Start, 0, 0)
	s.after(50).do(2, Load, theBalance, 0)
	s.forced(2, 3).do(3, Start, 0, 0)
	s.after(50).do(3, Load, theBalance, 0).after(150).do(3, Store, theBalance, 8)
	s.forced(3, 2).do(2, Store, theBalance, 5)
	s.after(50).do(2, Load, theBalance, 5).after(150).do(2, Store, theBalance, 0)
	s.after(50).do(2, End, 0, 14).do(2, Unpark, 1, 2000).do(2, Drop, theGIL, 14).do(2, Unpark, 3, 2000).do(2, Exit, 0, 14)
	s.after(2000).do(3, Run, 0, 50_000).do(3, Take, theGIL, 4)
	s.after(50).do(3, Load, theBalance, 0).after(150).do(3, Store, theBalance, -8)
	s.after(50).do(3, End, 0, 14).do(3, Drop, theGIL, 14).do(3, Exit, 0, 14)
	s.after(2000).do(1, Run, 0, 50_000).do(1, Take, theGIL, 5).after(50).do(1, Join, 2, 0).after(50).do(1, Join, 3, 0)
	text := s.Names.AddText("-8\n")
	s.after(50).do(1, Print, 0, int64(text)).after(50).do(1, End, 0, 20).do(1, Drop, theGIL, 20).do(1, Exit, 0, 20)
	return &s.Trace
}

// forced appends a forced switch from a to b on one core.
func (s *scene) forced(a, b int32) *scene {
	s.after(4*ms).do(a, Expire, 0, 80_000).after(1500).do(b, Run, 0, 50_000).wait(b, theGIL).do(a, Run, 0, 50_000)
	s.after(5*ms).do(b, Timeout, 0, 0).do(a, Preempt, b, 90_000).after(1500).do(b, Run, 0, 50_000)
	s.do(b, Request, a, 0).wait(b, theGIL).after(1500).do(a, Run, 0, 50_000)
	s.do(a, Drop, theGIL, 100_000).do(a, Unpark, b, 2000).wait(a, theGIL)
	return s.after(2000).do(b, Run, 0, 50_000).do(b, Take, theGIL, 1).do(b, Unpark, a, 2000).after(50)
}

// anyTrace draws a trace of events that need not make sense together, nor alone.
func anyTrace(t *rapid.T, step int64) *Trace {
	s := newScene("MainThread", "größer", "", "a\nb")
	s.Names.AddText("Bob\n")
	numbers := rapid.OneOf(rapid.Int32Range(-1, 13), rapid.Just(int32(1<<31-1)))
	actors := rapid.OneOf(rapid.Just(int32(0)), rapid.Int32Range(theTask, theGen), numbers)
	threads := rapid.OneOf(rapid.Int32Range(1, 4), rapid.Int32Range(1, 4), numbers)
	args := rapid.OneOf(rapid.Int64Range(-1, 3), rapid.Just(int64(-1<<63)), rapid.Just(int64(1<<62)))
	kinds := rapid.OneOf(rapid.SampledFrom(Kinds()), rapid.SampledFrom([]Kind{Run, Park, Unpark, Expire, Take, Drop, Switch, Resume, Yield, 0, 255}))
	for range rapid.IntRange(0, 60).Draw(t, "events") {
		s.after(rapid.Int64Range(-step/8, step).Draw(t, "step"))
		s.on(int16(rapid.IntRange(-1, 3).Draw(t, "core"))).as(actors.Draw(t, "actor"))
		s.do(threads.Draw(t, "thread"), kinds.Draw(t, "kind"), numbers.Draw(t, "obj"), args.Draw(t, "arg"))
	}
	return &s.Trace
}

// anyStep draws how fast time passes: from nanoseconds to days.
func anyStep(t *rapid.T) int64 {
	return rapid.SampledFrom([]int64{10, 1000, 10 * ms, 1 << 46}).Draw(t, "most")
}
