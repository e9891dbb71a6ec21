// This file sums a run up in figures while it runs: who had the cores, who waited for what, and how the lock fared.

package trace

import "time"

// A Summary is a run in figures.
//
// Who counts what: a thread's life is divided into states (see State), and each of its times is the time
// spent in one of them. Each time that it leaves its core has one reason (see Reason). What is still going on counts up
// to Wall. All times are in nanoseconds.
type Summary struct {
	Wall       time.Duration   // the time of the last event
	CPU        time.Duration   // the time that all threads together were on a core: the sum of Ran
	CPUPercent float64         // CPU in percent of Wall: 200 is two cores busy all the time; 0 if no time passed
	Busy       []time.Duration // by core: the time that a thread was on it. Real machines may not tell, then it is empty
	Threads    []ThreadSummary // in the order of their numbers
	Lock       LockSummary     // all interpreter locks together; zero without one
	Switches   []SwitchCount   // every reason, always in the same order
}

// A ThreadSummary is one thread's part in a run. Life = Ran + LockWait + Ready + Blocked, to the nanosecond.
type ThreadSummary struct {
	ID        int32
	Name      string
	Life      time.Duration // from its spawn, or its first run if nobody spawned it, to its exit
	Ran       time.Duration // on a core
	Held      time.Duration // from each take of an interpreter lock to the next drop, on a core or not
	LockWait  time.Duration // from its first park on the interpreter lock to the next take, without its time on a core
	Ready     time.Duration // it waited for a core, and for nothing else
	Blocked   time.Duration // it was parked on something other than the interpreter lock
	IO        time.Duration // the part of Blocked that was input or output
	Voluntary int64         // how often it left its core by itself: to park, to yield, at its end
	Forced    int64         // how often its core was taken away: time slice used up, or preempted
	Takes     int64         // how often it took an interpreter lock
	Bytecodes int64         // executed, as far as the last event tells that has the number

	// The thread's own code, its hubs, and all others in the order of their first turns; none if there are no others. The
	// sum of their Ran is the thread's.
	Actors []ActorSummary
}

// A LockSummary says how the interpreter lock fared.
type LockSummary struct {
	Acquisitions int64   // takes
	Handoffs     int64   // takes by another thread than the last holder
	Forced       int64   // drops by a holder that had been asked
	Wakeups      int64   // how often a thread parked on the lock was woken to take it; not: to learn that its request was met
	Failed       int64   // how often a thread was woken and found the lock taken again
	FailedShare  float64 // Failed / Wakeups; 0 without wake-ups
	Holds        Times   // from take to drop; a hold that has not ended is left out
	Waits        Times   // from wanting the lock to having it, for the takes that had to wait
}

// A SwitchCount says how often threads left their cores for one reason:
//
//	io, sleep, lock, join   to wait for input or output, a timer, a lock of the program, another thread's end
//	wait                    to wait for anything else, such as a condition
//	gil                     to wait for the interpreter lock, or to go on waiting after a wake-up in vain
//	interval                having let go of the interpreter lock on request
//	ticks                   having let go of it unasked, and lost the race to take it again
//	yield                   to let others run
//	slice, preempt          the time slice was used up, a thread that was woken took the core
//	exit                    at their end
//
// The sum over all reasons is the sum of Voluntary and Forced over all threads.
type SwitchCount struct {
	Reason string
	Count  int64
}

// A Summarizer is a Recorder that sums a run up. Its room depends on the number of threads, cores and objects, not on
// the number of events.
type Summarizer struct {
	names    *Names
	spans    *Spans
	reasons  *Reasons
	lock     lockBook
	threads  PerThread[threadBook]
	actorRan []int64 // by object
	busy     []int64 // by core
	switches [numReasons]int64
}

// A threadBook holds the running figures of one thread.
type threadBook struct {
	spent     [lifeStates]int64 // by state
	voluntary int64
	forced    int64
	bytecodes int64
}

// NewSummarizer returns a Summarizer at the start of a run whose names these are.
func NewSummarizer(names *Names) *Summarizer {
	s := &Summarizer{
		names:   names,
		reasons: NewReasons(names),
		lock:    newLockBook(names),
		threads: PerThread[threadBook]{Names: names},
	}
	s.spans = NewSpans(names, s.spend)
	return s
}

// Record takes in the next events.
func (s *Summarizer) Record(events []Event) {
	for i := range events {
		e := &events[i]
		why, left := s.reasons.Step(e)
		s.lock.step(e, s.spans, s.reasons)
		s.spans.Step(e)
		if left {
			s.leave(e, why)
		}
		if e.Kind.Spec().Arg == Bytecodes {
			s.progress(e)
		}
	}
}

func (s *Summarizer) spend(span Span) {
	if span.Actor != 0 {
		s.spendActor(span)
		return
	}
	took := span.To - span.From
	s.threads.Row(span.Thread).spent[span.State] += took
	if span.State != StateRunning || span.Core < 0 {
		return
	}
	s.busy = extend(s.busy, int(span.Core)+1)
	s.busy[span.Core] += took
}

func (s *Summarizer) leave(e *Event, why Reason) {
	t := s.threads.Row(e.Thread)
	if t == nil {
		return
	}
	s.switches[why]++
	if why == ReasonSlice || why == ReasonPreempt {
		t.forced++
	} else {
		t.voluntary++
	}
}

// progress notes how far the thread has come. A turn is a plan, not a report.
func (s *Summarizer) progress(e *Event) {
	if t := s.threads.Row(e.Thread); t != nil && e.Kind != Turn {
		t.bytecodes = max(t.bytecodes, e.Arg)
	}
}

// Summary returns the figures of the run so far. It may be called at any time.
func (s *Summarizer) Summary() *Summary {
	s.spans.Settle()
	sum := &Summary{Wall: time.Duration(s.spans.Now())}
	for id := int32(1); int(id) <= s.names.Threads(); id++ {
		sum.Threads = append(sum.Threads, s.thread(id))
		sum.CPU += sum.Threads[id-1].Ran
	}
	if sum.Wall > 0 {
		sum.CPUPercent = float64(sum.CPU) / float64(sum.Wall) * 100
	}
	for _, busy := range s.busy {
		sum.Busy = append(sum.Busy, time.Duration(busy))
	}
	for why, count := range s.switches {
		sum.Switches = append(sum.Switches, SwitchCount{Reason(why).String(), count})
	}
	sum.Lock = s.lock.summary()
	return sum
}

// thread returns one thread's figures. Its spans must have been settled.
func (s *Summarizer) thread(id int32) ThreadSummary {
	book := s.threads.Row(id)
	t := ThreadSummary{ID: id, Voluntary: book.voluntary, Forced: book.forced, Bytecodes: book.bytecodes}
	t.Name, _ = s.names.Thread(id)
	t.Ran = time.Duration(book.spent[StateRunning])
	t.LockWait = time.Duration(book.spent[StateLock])
	t.Ready = time.Duration(book.spent[StateReady])
	t.IO = time.Duration(book.spent[StateIO])
	t.Blocked = t.IO
	for _, state := range [...]State{StateSleep, StateAcquire, StateJoin, StateHub, StateWait} {
		t.Blocked += time.Duration(book.spent[state])
	}
	t.Life = t.Ran + t.LockWait + t.Ready + t.Blocked
	t.Held, t.Takes = s.lock.thread(id, s.spans.Now())
	t.Actors = s.threadActors(id, t.Ran)
	return t
}

// Summarize sums up a trace that is held in memory.
func Summarize(t *Trace) *Summary {
	s := NewSummarizer(t.Names)
	s.Record(t.Events)
	return s.Summary()
}

// An ActorSummary is one actor's part in a thread.
type ActorSummary struct {
	ID    int32         // the number of an object; 0 is the thread's own code
	Name  string        // "" for the thread's own code
	Class string        // ClassGreenlet, ClassHub or ClassGenerator; "" for the thread's own code
	Turns int64         // how often it was switched to, thrown into or resumed
	Ran   time.Duration // it was current, and its thread on a core
	Ended bool
}

func (s *Summarizer) spendActor(span Span) {
	if span.State == StateRunning {
		s.actorRan = extend(s.actorRan, int(span.Actor)+1)
		s.actorRan[span.Actor] += span.To - span.From
	}
}

// threadActors returns the figures of a thread's actors, who were on a core for so long together.
func (s *Summarizer) threadActors(thread int32, ran time.Duration) []ActorSummary {
	others := s.spans.ActorsOf(thread)
	if len(others) == 0 {
		return nil
	}
	over := s.spans.State(thread) == StateEnded
	own := ActorSummary{Turns: s.spans.actors.life(thread, 0).turns, Ran: ran, Ended: over}
	list := append(make([]ActorSummary, 0, 1+len(others)), own)
	for _, id := range others {
		a := s.spans.actors.life(thread, id)
		info, _ := s.names.Object(id)
		sum := ActorSummary{ID: id, Name: info.Name, Class: info.Class, Turns: a.turns, Ended: a.ended}
		if int(id) < len(s.actorRan) {
			sum.Ran = time.Duration(s.actorRan[id])
		}
		list[0].Ran -= sum.Ran
		list = append(list, sum)
	}
	return list
}
