// Package scene makes the small traces that the tests of summary, pictures and exports share. It is for tests alone.
package scene

import (
	"pgregory.net/rapid"

	"github.com/gilsim/gilsim/trace"
)

// The objects of every scene.
const (
	TheGIL int32 = iota + 1
	TheDisk
	TheTimer
	TheMutex
	TheEnd
	TheQueue
	TheBalance
	TheName
	TheTask
	TheOther
	TheHub
	TheGen
)

const Millisecond = 1_000_000

// A Scene is a trace in the making. Each event is on core 0 unless On is called.
type Scene struct {
	trace.Trace
	now   int64
	core  int16
	actor int32
}

// New returns a trace of threads with these names and without events.
func New(threads ...string) *Scene {
	s := &Scene{Trace: trace.Trace{Names: &trace.Names{}}}
	for _, name := range threads {
		s.Names.AddThread(name)
	}
	for _, o := range []struct{ class, name string }{
		{trace.ClassGIL, "gil"}, {trace.ClassIO, "disk"}, {trace.ClassTimer, "timer"}, {trace.ClassLock, "mutex"},
		{trace.ClassThread, "Thread-1"}, {"queue", "queue"}, {trace.ClassVar, "balance"}, {trace.ClassRef, "name"},
		{trace.ClassGreenlet, "task1"}, {trace.ClassGreenlet, "task2"}, {trace.ClassHub, "hub"}, {trace.ClassGenerator, "numbers"},
	} {
		s.Names.AddObject(o.class, o.name)
	}
	return s
}

// At sets the time of the events that follow.
func (s *Scene) At(ns int64) *Scene {
	s.now = ns
	return s
}

// After lets time pass.
func (s *Scene) After(ns int64) *Scene { return s.At(s.now + ns) }

// On sets the core of the events that follow.
func (s *Scene) On(core int16) *Scene {
	s.core = core
	return s
}

// As sets the actor of the events that follow.
func (s *Scene) As(actor int32) *Scene {
	s.actor = actor
	return s
}

// To appends a switch to an actor, who does what follows.
func (s *Scene) To(thread, actor int32) *Scene { return s.Do(thread, trace.Switch, actor, 0).As(actor) }

// Do appends an event.
func (s *Scene) Do(thread int32, kind trace.Kind, obj int32, arg int64) *Scene {
	s.Events = append(s.Events, trace.Event{Time: s.now, Arg: arg, Thread: thread, Actor: s.actor, Obj: obj, Core: s.core, Kind: kind})
	return s
}

// Wait appends a park without a timer.
func (s *Scene) Wait(thread, obj int32) *Scene { return s.Do(thread, trace.Park, obj, -1) }

// handoff appends what the interval discipline does when b has waited for 5 ms and a has the lock, each on its core: b's
// timer fires and it asks, a lets go and waits until b has it.
func (s *Scene) handoff(a, b int32, bytecodes int64) *Scene {
	coreA, coreB := int16(a-1), int16(b-1)
	s.Do(b, trace.Timeout, 0, 0)
	s.After(2000).On(coreB).Do(b, trace.Run, 0, 2000).After(500).Do(b, trace.Request, a, 0).Wait(b, TheGIL)
	s.After(100).On(coreA).Do(a, trace.Drop, TheGIL, bytecodes).Do(a, trace.Unpark, b, 4000).After(100).Wait(a, TheGIL)
	s.After(4000).On(coreB).Do(b, trace.Run, 0, 2000).After(300).Do(b, trace.Take, TheGIL, 0).Do(b, trace.Unpark, a, 4000)
	return s.After(4000).On(coreA).Do(a, trace.Run, 0, 2000).After(200).Wait(a, TheGIL)
}

// Duel returns a run of two threads that want nothing but to compute, on two cores, until the lock has changed hands so often.
func Duel(handoffs int) *trace.Trace {
	s := New("Thread-1", "Thread-2")
	s.On(0).Do(1, trace.Run, 0, 2000).Do(1, trace.Take, TheGIL, 0).Do(1, trace.Start, 0, 0).Do(1, trace.Spawn, 2, 0)
	s.After(5000).On(1).Do(2, trace.Run, 0, 2000).Wait(2, TheGIL)
	a, b := int32(1), int32(2)
	for i := range handoffs {
		for range 4 {
			s.After(1_200_000).On(int16(a-1)).Do(a, trace.Load, TheBalance, int64(i)).Do(a, trace.Store, TheBalance, int64(i+1))
		}
		s.After(200_000).handoff(a, b, int64(i)*100_000)
		a, b = b, a
	}
	return &s.After(3 * Millisecond).Trace
}

// Balance returns the race of the tutorials by one interleaving that ends at -8, with a lock that is asked for every 5 ms.
func Balance() *trace.Trace {
	s := New("MainThread", "Thread-1", "Thread-2")
	s.Do(1, trace.Run, 0, 50_000).Do(1, trace.Take, TheGIL, 0).Do(1, trace.Start, 0, 0)
	s.After(100).Do(1, trace.Spawn, 2, 0).After(100).Do(1, trace.Spawn, 3, 0)
	s.After(50).Do(1, trace.Drop, TheGIL, 12).Wait(1, TheEnd)
	s.After(2000).Do(2, trace.Run, 0, 50_000).Do(2, trace.Take, TheGIL, 1).Do(2, trace.Start, 0, 0)
	s.After(50).Do(2, trace.Load, TheBalance, 0)
	s.forced(2, 3).Do(3, trace.Start, 0, 0)
	s.After(50).Do(3, trace.Load, TheBalance, 0).After(150).Do(3, trace.Store, TheBalance, 8)
	s.forced(3, 2).Do(2, trace.Store, TheBalance, 5)
	s.After(50).Do(2, trace.Load, TheBalance, 5).After(150).Do(2, trace.Store, TheBalance, 0)
	s.After(50).Do(2, trace.End, 0, 14).Do(2, trace.Unpark, 1, 2000).Do(2, trace.Drop, TheGIL, 14).Do(2, trace.Unpark, 3, 2000).Do(2, trace.Exit, 0, 14)
	s.After(2000).Do(3, trace.Run, 0, 50_000).Do(3, trace.Take, TheGIL, 4)
	s.After(50).Do(3, trace.Load, TheBalance, 0).After(150).Do(3, trace.Store, TheBalance, -8)
	s.After(50).Do(3, trace.End, 0, 14).Do(3, trace.Drop, TheGIL, 14).Do(3, trace.Exit, 0, 14)
	s.After(2000).Do(1, trace.Run, 0, 50_000).Do(1, trace.Take, TheGIL, 5).After(50).Do(1, trace.Join, 2, 0).After(50).Do(1, trace.Join, 3, 0)
	text := s.Names.AddText("-8\n")
	s.After(50).Do(1, trace.Print, 0, int64(text)).After(50).Do(1, trace.End, 0, 20).Do(1, trace.Drop, TheGIL, 20).Do(1, trace.Exit, 0, 20)
	return &s.Trace
}

// forced appends a forced switch from a to b on one core.
func (s *Scene) forced(a, b int32) *Scene {
	s.After(4*Millisecond).Do(a, trace.Expire, 0, 80_000).After(1500).Do(b, trace.Run, 0, 50_000).Wait(b, TheGIL).Do(a, trace.Run, 0, 50_000)
	s.After(5*Millisecond).Do(b, trace.Timeout, 0, 0).Do(a, trace.Preempt, b, 90_000).After(1500).Do(b, trace.Run, 0, 50_000)
	s.Do(b, trace.Request, a, 0).Wait(b, TheGIL).After(1500).Do(a, trace.Run, 0, 50_000)
	s.Do(a, trace.Drop, TheGIL, 100_000).Do(a, trace.Unpark, b, 2000).Wait(a, TheGIL)
	return s.After(2000).Do(b, trace.Run, 0, 50_000).Do(b, trace.Take, TheGIL, 1).Do(b, trace.Unpark, a, 2000).After(50)
}

// AnyTrace draws a trace of events that need not make sense together, nor alone.
func AnyTrace(t *rapid.T, step int64) *trace.Trace {
	s := New("MainThread", "größer", "", "a\nb")
	s.Names.AddText("Bob\n")
	numbers := rapid.OneOf(rapid.Int32Range(-1, 13), rapid.Just(int32(1<<31-1)))
	actors := rapid.OneOf(rapid.Just(int32(0)), rapid.Int32Range(TheTask, TheGen), numbers)
	threads := rapid.OneOf(rapid.Int32Range(1, 4), rapid.Int32Range(1, 4), numbers)
	args := rapid.OneOf(rapid.Int64Range(-1, 3), rapid.Just(int64(-1<<63)), rapid.Just(int64(1<<62)))
	kinds := rapid.OneOf(rapid.SampledFrom(trace.Kinds()), rapid.SampledFrom([]trace.Kind{trace.Run, trace.Park, trace.Unpark, trace.Expire, trace.Take, trace.Drop, trace.Switch, trace.Resume, trace.Yield, 0, 255}))
	for range rapid.IntRange(0, 60).Draw(t, "events") {
		s.After(rapid.Int64Range(-step/8, step).Draw(t, "step"))
		s.On(int16(rapid.IntRange(-1, 3).Draw(t, "core"))).As(actors.Draw(t, "actor"))
		s.Do(threads.Draw(t, "thread"), kinds.Draw(t, "kind"), numbers.Draw(t, "obj"), args.Draw(t, "arg"))
	}
	return &s.Trace
}

// AnyStep draws how fast time passes: from nanoseconds to days.
func AnyStep(t *rapid.T) int64 {
	return rapid.SampledFrom([]int64{10, 1000, 10 * Millisecond, 1 << 46}).Draw(t, "most")
}
