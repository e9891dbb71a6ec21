// This file defines what the rules know of a run so far, and how an event changes it.

package trace

// A checkState is what the rules know of a run so far. Threads and objects are kept by number.
type checkState struct {
	names    *Names
	actors   actorTracker
	count    int   // events so far, the current one included
	time     int64 // of the event before
	threads  []checkedThread
	objects  []checkedObject
	cores    []int32 // the thread on each core, 0 for none
	schedule bool    // there was a turn, and no thread had got a core before
	ran      bool    // a thread has got a core
	halted   bool    // the run was over before its time
	real     bool    // the stamps are those of threads that acted at the same time
	python   bool    // items and attributes can change by what is no step of the program's own

	forked    []int32          // the numbers, by their definitions, of the processes that were forked
	processes []checkedProcess // the first is that of T1; each fork begins one
}

// A checkedProcess is what the rules know of one process: whether it has an interpreter lock, of its own.
type checkedProcess struct {
	locked   bool
	unlocked int // its first program step, if that came before its lock; 0 if not
}

// A checkedThread is what the rules know of one thread; number 0 is the machine, which never parks nor starts.
type checkedThread struct {
	known                        bool // it is defined
	spawned, started, over, gone bool // over: it ended or crashed; gone: it left its core for good
	core                         int  // the core that it is on, plus 1; 0 on none

	parked   bool
	waitsFor int32 // while parked: the object
	timer    bool  // while parked: its timer will fire
	awake    bool  // while parked: it was woken, or its timer has fired, and it may go on
	permits  int   // it was woken while it did not wait: the next wait ends at once; more than one only on a real machine

	process   int   // the place of its process
	holds     int32 // the interpreter lock that it holds
	got       int32 // what a try has got it, and no acquire has told of yet
	bytecodes int64 // the highest count so far
	turn      int64 // the count at the end of its last turn
}

// An checkedObject is what the rules know of one object.
type checkedObject struct {
	known    bool
	class    string
	holder   int32 // who took or acquired it; 0: it is free
	process  int   // of an interpreter lock: the place of its process, plus 1; 0 before its first event
	value    int64 // what was stored or loaded last
	hasValue bool
	puts     int64          // items that were put into it so far
	items    map[int64]bool // those that it holds, by their number
}

func newCheckState(names *Names) checkState {
	if names == nil {
		names = new(Names)
	}
	machine, nothing := checkedThread{known: true, spawned: true}, checkedObject{known: true}
	return checkState{names: names, actors: newActorTracker(names), threads: []checkedThread{machine}, objects: []checkedObject{nothing},
		processes: make([]checkedProcess, 1)}
}

// knowsThread tells whether a thread is defined, and makes room for it. Names is asked only once for each.
func (s *checkState) knowsThread(id int32) bool {
	if id >= 0 && int(id) < len(s.threads) && s.threads[id].known {
		return true
	}
	if _, ok := s.names.Thread(id); !ok {
		return false
	}
	s.threads = extend(s.threads, int(id)+1)
	s.threads[id] = checkedThread{known: true, spawned: id == 1}
	return true
}

func (s *checkState) knowsObject(id int32) bool {
	if id >= 0 && int(id) < len(s.objects) && s.objects[id].known {
		return true
	}
	info, ok := s.names.Object(id)
	if !ok {
		return false
	}
	s.objects = extend(s.objects, int(id)+1)
	s.objects[id] = checkedObject{known: true, class: info.Class}
	return true
}

// knowsPlace tells whether a place is defined; 0, nowhere, is.
func (s *checkState) knowsPlace(id int64) bool {
	_, ok := s.names.Place(id)
	return ok || id == 0
}

// onCore returns the core that a thread is on, if it is on one.
func (t *checkedThread) onCore() (core int, ok bool) { return t.core - 1, t.core > 0 }

// onCore returns the thread on a core, 0 for none.
func (s *checkState) onCore(core int16) int32 {
	if int(core) >= len(s.cores) {
		return 0
	}
	return s.cores[core]
}

// apply lets an event change the state, whether or not it broke a rule.
func (s *checkState) apply(e *Event) {
	t, spec := &s.threads[e.Thread], e.Kind.Spec()
	s.actors.step(e)
	s.time, t.spawned = e.Time, true
	if e.Kind != Timeout && spec.Group != Schedule { // a turn is noted when it is over, and the thread may wait by then
		if t.parked && !t.awake {
			t.permits = max(0, t.permits-1)
		}
		t.parked = false // it acts, so it has gone on
	}
	if spec.Arg == Bytecodes {
		t.bytecodes = max(t.bytecodes, e.Arg)
	}
	switch spec.Group {
	case Program:
		s.applyStep(e, t)
	case Lock:
		s.applyLock(e, t)
	case Scheduler:
		s.applyScheduler(e, t)
	case Schedule:
		if e.Kind == Turn {
			t.turn = e.Arg
		}
	}
}

func (s *checkState) applyStep(e *Event, t *checkedThread) {
	if p := &s.processes[t.process]; isStep(e) && !p.locked && p.unlocked == 0 {
		p.unlocked = s.count
	}
	switch e.Kind {
	case Start:
		t.started = true
	case End, Crash:
		t.over = true
	case Spawn:
		s.threads[e.Obj].spawned, s.threads[e.Obj].process = true, t.process
	case Fork:
		s.threads[e.Obj].spawned, s.threads[e.Obj].process = true, len(s.processes)
		s.processes = append(s.processes, checkedProcess{})
		s.forked = append(s.forked, s.names.Process(e.Obj))
	case Load, Store:
		o := &s.objects[e.Obj]
		o.value, o.hasValue = e.Arg, true
	case Acquire:
		if t.got != e.Obj { // else it has had it since its try; somebody may even have given it back
			s.objects[e.Obj].holder = e.Thread
		}
		t.got = 0
	case Release:
		s.objects[e.Obj].holder = 0
	case Put:
		s.objects[e.Obj].put(e.Arg)
	case Get:
		delete(s.objects[e.Obj].items, e.Arg)
	}
}

// oneLock reports whether one interpreter lock keeps all program steps apart, as far as is known: another process, of which
// nothing may be recorded, has another one.
func (s *checkState) oneLock() bool {
	locks := 0
	for _, p := range s.processes {
		if p.locked {
			locks++
		}
	}
	return locks == 1 && len(s.processes) == 1
}

func (o *checkedObject) put(item int64) {
	if o.items == nil {
		o.items = map[int64]bool{}
	}
	o.puts, o.items[item] = item, true
}

// applyLock lets an event of an interpreter lock change the state. The lock is that of the process whose thread first has to
// do with it.
func (s *checkState) applyLock(e *Event, t *checkedThread) {
	if lockedOutside(s, e) == "" {
		s.processes[t.process].locked = true
	}
	if e.Kind != Request && s.objects[e.Obj].process == 0 {
		s.objects[e.Obj].process = t.process + 1
	}
	switch e.Kind {
	case Take:
		s.objects[e.Obj].holder, t.holds = e.Thread, e.Obj
	case Drop:
		s.objects[e.Obj].holder, t.holds = 0, 0
	}
}

func (s *checkState) applyScheduler(e *Event, t *checkedThread) {
	switch e.Kind {
	case Try:
		s.tried(e, t)
	case Halt:
		s.halted = true
	case Run:
		s.ran = true
		s.enter(e)
	case Park:
		s.leave(t)
		s.park(e, t)
	case Unpark:
		s.wake(&s.threads[e.Obj])
	case Timeout:
		t.awake = true
	case Expire, Preempt:
		s.leave(t)
	case Exit:
		s.leave(t)
		t.gone = true
	case Cut:
		s.leave(&s.threads[e.Obj])
		s.threads[e.Obj].gone = true
	}
}

func (s *checkState) tried(e *Event, t *checkedThread) {
	if e.Arg == Got {
		s.objects[e.Obj].holder, t.got = e.Thread, e.Obj
	}
}

// enter puts a thread on the core of its event, in place of whoever was there.
func (s *checkState) enter(e *Event) {
	s.leave(&s.threads[e.Thread])
	if e.Core == NoCore {
		return
	}
	s.cores = extend(s.cores, int(e.Core)+1)
	s.threads[s.cores[e.Core]].core = 0
	s.cores[e.Core] = e.Thread
	s.threads[e.Thread].core = int(e.Core) + 1
}

func (s *checkState) leave(t *checkedThread) {
	if core, ok := t.onCore(); ok {
		s.cores[core] = 0
		t.core = 0
	}
}

// park lets a thread wait. With a duration of 0 it need not be woken, and neither if that has happened before. In a real
// run, whose events are on no core, the operating system wakes who waits for input or output, and no event tells of it.
func (s *checkState) park(e *Event, t *checkedThread) {
	t.parked, t.waitsFor, t.timer = true, e.Obj, e.Arg >= 0
	t.awake = e.Arg == 0 || e.Core == NoCore && s.objects[e.Obj].class == ClassIO
	if !s.real {
		t.awake = t.awake || t.permits > 0
		t.permits = 0
	}
}

// wake lets a thread that waits go on; one that does not wait, or is awake by now, keeps one permit. On a real machine
// the wake-up may take effect any time later than its stamp, at this wait or at the next one: it is a permit until then.
func (s *checkState) wake(t *checkedThread) {
	switch {
	case s.real:
		t.permits++
	case t.parked && !t.awake:
		t.awake = true
	default:
		t.permits = 1
	}
}
