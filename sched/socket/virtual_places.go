// This file defines what a search is told of the virtual loopback: which places a call touches.

package socket

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/gilsim/gilsim/sched"
)

// The places of one socket. A connection is two directions; what is done to one has nothing to do with the other, unless it ends
// both.
type place uint8

const (
	arrivals  place = iota // what can be received, or accepted
	room                   // what can be sent, or how many connections more can wait
	standing               // whether it is connected, closed or reset, and its pending error
	threshold              // who has come up to a call that waits, and may be in it
)

func (p place) name(accepted bool) string {
	if accepted {
		return [...]string{"socket: arrivals at the accepted end", "socket: room at the accepted end", "socket: standing of the accepted end", "socket: threshold of the accepted end"}[p]
	}
	return [...]string{"socket: arrivals", "socket: room", "socket: standing", "socket: threshold"}[p]
}

// listeners is the place that stands for which port has which listener, and dealt that for which port comes next.
const (
	listeners = "socket: listeners"
	dealt     = "socket: next port"
)

// places tells a search what calls touch. Nil tells nobody.
type places struct {
	search  sched.Touching
	waiting waiting
	of      [4]int32
}

// searchOf returns the search that an engine is part of; nil: none.
func searchOf(run *sched.Run, e sched.Engine) sched.Touching {
	if search, ok := e.(sched.Touching); ok && run.Stepwise() {
		return search
	}
	return nil
}

// placesOf returns the places of what has this number in the trace. An accepted end has none yet when the connection is made: its places
// are numbered with the other end's.
func placesOf(search sched.Touching, object int32, accepted bool) *places {
	if search == nil {
		return nil
	}
	p := &places{search: search}
	for i := range p.of {
		p.of[i] = search.Place(int64(search.Number(object)), place(i).name(accepted))
	}
	return p
}

// read and write tell of a look at a place, and of a change.
func (p *places) read(at place) {
	if p != nil {
		p.search.Touch(nil, p.of[at], false)
	}
}

func (p *places) write(at place) {
	if p != nil {
		p.search.Touch(nil, p.of[at], true)
	}
}

// gives tells of a change for which somebody may wait, who could have gone on before if free says so.
func (p *places) gives(at place, free bool) {
	if p != nil {
		p.search.Gives(p.of[at], free)
	}
}

// touch tells of a look at a place of the network, or of a change.
func (n *network) touch(name string, write bool) {
	if n.search != nil {
		n.search.Touch(nil, n.search.Place(0, name), write)
	}
}

// backlogAt returns the place that stands for the room in the backlog of whoever listens at a port. It is the port's, as a connect can
// wait for a listener that has come after the call was announced.
func (n *network) backlogAt(port int) int32 {
	return n.search.Place(0, fmt.Sprintf("socket: backlog at port %d", port))
}

// A searchedCall is a call as a search sees it before it is made.
type searchedCall struct {
	place   int32
	entry   int32       // that of what must stay open for it; 0: nothing
	outside bool        // the interlock is free meanwhile
	free    func() bool // whether it would not wait; nil: it never does
	patient func() bool // whether it still waits: somebody may have closed the socket, or set its time-out
}

func (c *searchedCall) Place() int32  { return c.place }
func (c *searchedCall) Entry() int32  { return c.entry }
func (c *searchedCall) Outside() bool { return c.outside }
func (c *searchedCall) Waits() bool   { return c.free != nil && c.patient() }

// Free reports whether the call would come to its end.
func (c *searchedCall) Free(*sched.Thread) bool { return !c.Waits() || c.free() }

// announce tells a search of a call on a stream that comes next.
func (s *virtualStream) announce(t *sched.Thread, o *operation, within func() time.Duration) {
	if s.at == nil {
		return
	}
	c := &searchedCall{outside: true, place: s.placeOf(o), entry: s.at.of[threshold]}
	if t.Hub() == nil && within() < 0 {
		c.free = func() bool { return s.goesOn(o) }
		c.patient = func() bool { return within() < 0 && (o.inside || !s.closed) }
		s.at.waiting.add(t, &o.inside)
	}
	t.CallsSystem(c)
}

// waiting are the calls that wait for something and have not been made, in the order of their threads' numbers. In a search such a call
// is one step, made when it need not wait. But who closes the socket meanwhile, or sets its time-out, may come before the call, which
// finds it so, or in the midst of it, when it goes on waiting.
type waiting []waitingCall

// A waitingCall is one of them.
type waitingCall struct {
	thread int32
	inside *bool // is set if it waits already
}

func (w *waiting) add(t *sched.Thread, inside *bool) {
	*inside = false
	i, found := slices.BinarySearchFunc(*w, t.ID(), func(c waitingCall, id int32) int { return cmp.Compare(c.thread, id) })
	if found {
		(*w)[i].inside = inside
		return
	}
	*w = slices.Insert(*w, i, waitingCall{t.ID(), inside})
}

// remove forgets the call of a thread, which is made.
func (w *waiting) remove(t *sched.Thread) {
	*w = slices.DeleteFunc(*w, func(c waitingCall) bool { return c.thread == t.ID() })
}

// interrupts decides which calls are inside when a thread changes what only those find that come later, and returns how many are that
// were not before.
func (p *places) interrupts(by *sched.Thread) (inside int) {
	if p == nil {
		return 0
	}
	p.write(threshold)
	for _, c := range p.waiting {
		if !*c.inside && by.ID() != 0 && by.Draw(2) == 1 {
			*c.inside = true
			inside++
		}
	}
	return inside
}

// placeOf returns the place that an operation is about.
func (s *virtualStream) placeOf(o *operation) int32 {
	switch o.call {
	case receiving, accepting:
		return s.at.of[arrivals]
	case connecting:
		return s.net.backlogAt(o.to.port)
	}
	return s.at.of[room]
}

// goesOn reports whether an operation that waits would not have to.
func (s *virtualStream) goesOn(o *operation) bool {
	switch o.call {
	case receiving:
		return len(o.data) == 0 || s.canReceive()
	case accepting:
		return s.state != isListening || s.canReceive()
	case connecting:
		l := s.net.listener(o.to.port)
		return s.state != isFresh && s.state != isDead || l == nil || l.canSend()
	}
	return len(o.data) == 0 || s.canSend()
}

// canReceive reports whether a call that receives, or accepts where the socket listens, need not wait.
func (s *virtualStream) canReceive() bool {
	switch s.state {
	case isListening:
		return len(s.backlog.made) > 0
	case isConnecting:
		return false
	}
	return s.other == nil || s.err != nil || s.readyOnceConnected()&In != 0
}

// canSend reports whether a call that sends, or connects to the socket where it listens, need not wait.
func (s *virtualStream) canSend() bool {
	switch s.state {
	case isListening:
		return !s.backlog.full()
	case isConnecting:
		return false
	}
	return s.state != isConnected || s.err != nil || s.noWrite || s.hasRoom()
}

// changes tells a search of a change that ends everything. It comes before it, as all that is told of what others wait for.
func (s *virtualStream) changes() {
	if s.at == nil {
		return
	}
	s.at.write(standing)
	s.givesArrivals()
	s.givesRoom()
}

// givesArrivals and givesRoom tell of a change for which somebody may wait.
func (s *virtualStream) givesArrivals() {
	if s.at != nil {
		s.at.gives(arrivals, s.canReceive())
	}
}

func (s *virtualStream) givesRoom() {
	if s.at != nil {
		s.at.gives(room, s.canSend())
	}
}

// hasRoom reports whether anything can be sent.
func (s *virtualStream) hasRoom() bool { return int(s.sends) > s.other.in.unacknowledged() }

// looked tells a search that a poller looks for what a socket is ready.
func (s *virtualStream) looked(asked Events) {
	s.at.read(standing)
	s.at.read(arrivals) // an end that has arrived is told whatever is asked
	if asked&Out != 0 {
		s.at.read(room)
	}
}

// notSearched ends the run of a search: what takes its time in the background is not there.
func notSearched(t *sched.Thread, what string) {
	if searchOf(t.Process().Run, t.Engine()) != nil {
		panic(sched.Halting(fmt.Errorf("the program opens %s: a search has sockets and pollers, and nothing that goes on in the background", what)))
	}
}
