// This file notes who can go on at each turn, and makes of it what a picture of the run needs: who is on the core, and who
// waits for what. The serial machine has no scheduler, and so its events tell nothing of that.

package play

import (
	"slices"

	"github.com/gilsim/gilsim/sched/serial"
	"github.com/gilsim/gilsim/trace"
)

// notes is what is kept of a run for pictures.
type notes struct {
	machine *serial.Machine
	names   *trace.Names
	events  trace.Buffer
	turns   []note // before each turn, and at the end
}

// A note is what is known before a turn.
type note struct {
	events int     // how many there have been
	able   []int32 // who can go on
	late   []int   // by thread: how many time-outs have fired
	waits  []waits // who cannot
	midst  bool    // it is in the midst of a turn, and no other can begin
}

// waits says what a thread waits for.
type waits struct{ thread, object int32 }

func (n *notes) note(t *serial.Turn) {
	k := note{events: len(n.events.Events), able: slices.Clone(t.Enabled)}
	for id := int32(1); int(id) < len(t.Next); id++ {
		if !slices.Contains(t.Enabled, id) {
			k.waits = append(k.waits, waits{id, n.traced(t.Next[id].Obj)})
		}
	}
	k.late = n.timeOuts()
	n.turns = append(n.turns, k)
}

// interrupted notes how things stand in the midst of a turn.
func (n *notes) interrupted() {
	n.turns = append(n.turns, note{events: len(n.events.Events), late: n.timeOuts(), waits: n.last().waits, midst: true})
}

// timeOuts returns how many time-outs of each thread have fired.
func (n *notes) timeOuts() []int {
	list := make([]int, n.names.Threads()+1)
	for id := range list {
		list[id] = n.machine.TimeOuts(int32(id))
	}
	return list
}

// last returns the last note.
func (n *notes) last() *note { return &n.turns[len(n.turns)-1] }

// traced returns the number that an object of the strategy's has in the trace; what has none, such as the end of a thread, stays what it
// is.
func (n *notes) traced(object int32) int32 {
	if object <= 0 {
		return object
	}
	return n.machine.Traced(object)
}

// plain returns the events as they were told, up to the last note: what comes after it is the end of the machine's run.
func (n *notes) plain() *trace.Trace {
	return &trace.Trace{Names: n.names, Events: n.events.Events[:n.last().events]}
}

// A stage follows a run and adds what its scheduler would have told.
type stage struct {
	names  *trace.Names
	out    []trace.Event
	time   int64
	on     int32                  // who is on the core; 0: nobody
	ended  map[int32]bool         // threads
	parked map[int32]bool         // threads that wait
	sleeps map[int32]*trace.Event // what a thread sleeps for, if that is what it did last
	ends   map[int32]int32        // by thread: the object that stands for its end
	timer  int32                  // the object of sleeps
}

// step is how much time a step takes in pictures.
const step = 1000

// staged returns the run with its scheduler. A run that has not ended ends with a step of nobody, so that all is as it stands.
func (n *notes) staged(turns []int32, end *End) *trace.Trace {
	s := &stage{names: n.names, ended: map[int32]bool{}, parked: map[int32]bool{}, sleeps: map[int32]*trace.Event{}, ends: map[int32]int32{}}
	from := 0
	for i, k := range n.turns {
		for j := from; j < k.events; j++ {
			s.step(&n.events.Events[j])
		}
		from = k.events
		if k.midst {
			break
		}
		next := int32(0)
		if i < len(turns) {
			next = turns[i]
		}
		s.turn(&k, next)
	}
	if end != nil && end.Err != nil {
		s.add(0, trace.Halt, 0, int64(n.names.AddText(end.Err.Error())))
	}
	return &trace.Trace{Names: n.names, Events: s.out}
}

func (s *stage) add(thread int32, kind trace.Kind, object int32, arg int64) {
	core := int16(0)
	if thread == 0 {
		core = trace.NoCore
	}
	s.out = append(s.out, trace.Event{Time: s.time, Thread: thread, Kind: kind, Obj: object, Arg: arg, Core: core})
}

// step adds a step of the program.
func (s *stage) step(e *trace.Event) {
	own := *e
	own.Time, own.Core = s.time, 0
	s.out = append(s.out, own)
	if e.Kind.Spec().Group == trace.Program {
		s.time += step
		delete(s.sleeps, e.Thread)
	}
	switch e.Kind {
	case trace.End, trace.Crash:
		s.ended[e.Thread] = true
	case trace.Sleep, trace.IO:
		s.sleeps[e.Thread] = e
	}
}

// turn adds what happens to cores and waiters before a turn; nobody's is the end.
func (s *stage) turn(k *note, next int32) {
	if s.on != next {
		s.leave(k, next)
	}
	for _, w := range k.waits {
		if w.thread != s.on && !s.parked[w.thread] && !s.ended[w.thread] {
			s.park(w.thread, s.objectOf(w.object), -1)
		}
	}
	for _, id := range k.able {
		if s.parked[id] && s.sleeps[id] == nil {
			s.wake(id)
		}
	}
	if next != 0 && s.on != next {
		if s.parked[next] {
			s.wake(next)
		}
		s.add(next, trace.Run, 0, 0)
		s.on = next
	}
}

// leave takes the core from who has it.
func (s *stage) leave(k *note, next int32) {
	id := s.on
	if id == 0 {
		return
	}
	s.on = 0
	at := slices.IndexFunc(k.waits, func(w waits) bool { return w.thread == id })
	switch {
	case s.ended[id]:
		s.add(id, trace.Exit, 0, 0)
	case at >= 0:
		s.park(id, s.objectOf(k.waits[at].object), -1)
	case s.sleeps[id] != nil:
		s.park(id, s.sleeping(s.sleeps[id]), max(1, s.sleeps[id].Arg))
	default:
		s.add(id, trace.Preempt, next, 0)
	}
}

func (s *stage) park(id, object int32, timer int64) {
	s.add(id, trace.Park, object, timer)
	s.parked[id] = true
}

func (s *stage) wake(id int32) {
	s.add(id, trace.Timeout, 0, 0)
	s.parked[id] = false
	delete(s.sleeps, id)
}

// objectOf returns the object for what a thread waits for: that of the trace, or the end of a thread.
func (s *stage) objectOf(object int32) int32 {
	if object >= 0 {
		return object
	}
	for id := int32(1); int(id) <= s.names.Threads(); id++ {
		if serial.EndOf(id) != object {
			continue
		}
		if s.ends[id] == 0 {
			name, _ := s.names.Thread(id)
			s.ends[id] = s.names.AddObject(trace.ClassThread, name)
		}
		return s.ends[id]
	}
	return 0
}

// sleeping returns the object that a thread parks on while it sleeps, or waits for input or output.
func (s *stage) sleeping(e *trace.Event) int32 {
	if e.Kind == trace.IO {
		return e.Obj
	}
	if s.timer == 0 {
		s.timer = s.names.AddObject(trace.ClassTimer, "sleep")
	}
	return s.timer
}

// waiting returns who cannot go on at the last note.
func (n *notes) waiting() (list []Waiter) {
	holders := map[int32]int32{}
	ended := map[int32]bool{}
	t := n.plain()
	for i := range t.Events {
		switch e := &t.Events[i]; e.Kind {
		case trace.Acquire:
			holders[e.Obj] = e.Thread
		case trace.Release:
			delete(holders, e.Obj)
		case trace.End, trace.Crash:
			ended[e.Thread] = true
		}
	}
	for _, w := range n.last().waits {
		if ended[w.thread] {
			continue
		}
		waiter := Waiter{Thread: w.thread, Name: n.names.Label(w.thread), For: n.awaited(w.object)}
		if holder := holders[w.object]; holder != 0 {
			waiter.Holder = n.names.Label(holder)
		}
		list = append(list, waiter)
	}
	return list
}

// awaited names what a thread waits for.
func (n *notes) awaited(object int32) string {
	if object > 0 {
		return n.names.ObjectLabel(object)
	}
	for id := int32(1); int(id) <= n.names.Threads(); id++ {
		if serial.EndOf(id) == object {
			return n.names.Label(id)
		}
	}
	return ""
}
