// This file defines how a part of the tree that is exhausted travels to whoever explores it, and back.

package search

import (
	"encoding/binary"

	"github.com/gilsim/gilsim/sched/serial"
)

// A portion is what is explored by one in a round: subtrees, one after the other, while there are runs left.
type portion struct {
	Runs     int // at most
	Subtrees []subtree
}

// A subtree is all runs that begin with some turns, but for those that others make. Nothing in it depends on what others find.
type subtree struct {
	Root   []int64 // what is asked before the first turn
	Path   []waypoint
	Turn   waypoint        // tried after it; nobody's: everything is explored that begins with answers to Root, from these on
	Others []serial.Access // what it did with the answers before those
	Sleep  []sleeping      // whose turns are explored by others
	Next   []intent        // what is to follow the turn
}

// sleeping is a sleeper as it travels.
type sleeping struct {
	Thread int32
	Did    []serial.Access
}

// An intent is a planned turn as it travels.
type intent struct {
	Thread int32
	Did    []serial.Access
	Next   []intent
}

// What was explored of a share.
type explored struct {
	Part
	Classes int
	Blocked int
	Differs string
	Of      []grown // by subtree
}

// What was explored of a subtree.
type grown struct {
	Begun  bool
	Whole  bool    // nothing is left in it
	Orders []order // for the frames of its path, and for the place of its turn, which comes last
	Left   []level // of what is not whole: from the place of its turn down to the end of the last run
	Root   []int64 // of what is not whole, and begins before the first turn: the last answers there
	More   []int64 // and the next ones; nil: there are none
}

// A level is a frame of the last run.
type level struct {
	Turn  waypoint
	Did   []serial.Access // what it did with all answers up to those
	More  []int64         // the next answers with which it is to be made; nil: there are none
	Sleep []sleeping
	Plans []intent // what is to be tried besides
}

// orders are what is to be tried at frames that are others', each once.
type orders struct {
	list []order
	seen map[string]bool
}

// An order is a sequence of turns with which some run must begin at a frame; see reverse. If there is but one, whose Seq is 0, it is a
// thread that must be tried.
type order struct {
	Frame int
	Turns []ordered
}

// ordered is a turn of an order: an event as it travels.
type ordered struct {
	Thread int32
	Seq    int32
	Did    []serial.Access
	Clock  []int32
	Asks   bool
}

// order orders that a run is made which begins with the turns d.v at the i-th frame; the last of them has the clock moved there.
func (d *dpor) order(i int, moved []int32) {
	o := order{Frame: i}
	key := binary.AppendVarint(nil, int64(i))
	for x, k := range d.v {
		e := &d.events[k]
		clock := e.clock
		if x == len(d.v)-1 && !d.faults.moved {
			clock = moved
		}
		o.Turns = append(o.Turns, ordered{e.thread, e.seq, e.did, clock, len(e.asked.list) > 0})
		key = binary.AppendVarint(binary.AppendVarint(key, int64(e.thread)), int64(e.seq))
		for _, n := range clock {
			key = binary.AppendVarint(key, int64(n))
		}
		for _, a := range e.did {
			key = binary.AppendVarint(append(key, flagsOf(a)), int64(a.Obj))
		}
		key = append(key, byte(len(clock)), byte(len(e.did)))
	}
	if d.orders.seen[string(key)] {
		return
	}
	if d.orders.seen == nil {
		d.orders.seen = map[string]bool{}
	}
	d.orders.seen[string(key)] = true
	for x := range o.Turns {
		o.Turns[x].Clock = append([]int32(nil), o.Turns[x].Clock...)
	}
	d.orders.list = append(d.orders.list, o)
}

// event is the turn as one that happened.
func (o *ordered) event() event {
	e := event{thread: o.Thread, seq: o.Seq, did: o.Did, clock: o.Clock}
	if o.Asks {
		e.asked.list = []question{{n: 1}}
	}
	return e
}

// intents are planned turns as they travel.
func intents(list []*planned) (to []intent) {
	for _, n := range list {
		to = append(to, intent{n.thread, n.did, intents(n.next)})
	}
	return to
}

// planned are the turns that travelled.
func plans(list []intent) (to []*planned) {
	for i := range list {
		n := &list[i]
		to = append(to, &planned{thread: n.Thread, did: n.Did, next: plans(n.Next)})
	}
	return to
}

func sleepers(list []sleeping) (to []sleeper) {
	for i := range list {
		to = append(to, sleeper{list[i].Thread, list[i].Did})
	}
	return to
}

func asSleeping(list []sleeper) (to []sleeping) {
	for i := range list {
		to = append(to, sleeping{list[i].thread, list[i].did})
	}
	return to
}

func (s *portion) travel(c *codec) {
	integer(c, &s.Runs)
	list(c, &s.Subtrees, func(t *subtree) {
		integers(c, &t.Root)
		list(c, &t.Path, func(s *waypoint) { s.travel(c) })
		t.Turn.travel(c)
		c.accesses(&t.Others)
		c.sleep(&t.Sleep)
		c.intents(&t.Next)
	})
}

func (s *waypoint) travel(c *codec) {
	integer(c, &s.Thread)
	integers(c, &s.Asked)
}

func (x *explored) travel(c *codec) {
	x.Part.travel(c)
	integer(c, &x.Classes)
	integer(c, &x.Blocked)
	c.text(&x.Differs)
	list(c, &x.Of, func(g *grown) {
		c.bit(&g.Begun)
		c.bit(&g.Whole)
		list(c, &g.Orders, func(o *order) {
			integer(c, &o.Frame)
			list(c, &o.Turns, func(t *ordered) {
				integer(c, &t.Thread)
				integer(c, &t.Seq)
				c.accesses(&t.Did)
				integers(c, &t.Clock)
				c.bit(&t.Asks)
			})
		})
		list(c, &g.Left, func(l *level) {
			l.Turn.travel(c)
			c.accesses(&l.Did)
			integers(c, &l.More)
			c.sleep(&l.Sleep)
			c.intents(&l.Plans)
		})
		integers(c, &g.Root)
		integers(c, &g.More)
	})
}

func (p *Part) travel(c *codec) {
	integer(c, &p.Runs)
	integer(c, &p.Work)
	integer(c, &p.Cuts)
	c.bit(&p.Clock)
	c.bit(&p.Wide)
	list(c, &p.Outcomes, func(o *Outcome) {
		c.text(&o.Result)
		c.bit(&o.OK)
		integer(c, &o.Classes)
	})
	bad := p.Bad != nil
	if c.bit(&bad); !bad {
		return
	}
	if p.Bad == nil {
		p.Bad = new(Drawn)
	}
	integers(c, &p.Bad.Turns)
	integers(c, &p.Bad.Answers)
	integer(c, &p.Bad.Preemptions)
	integer(c, &p.Bad.Switches)
}

func (c *codec) sleep(l *[]sleeping) {
	list(c, l, func(s *sleeping) {
		integer(c, &s.Thread)
		c.accesses(&s.Did)
	})
}

func (c *codec) intents(l *[]intent) {
	list(c, l, func(i *intent) {
		integer(c, &i.Thread)
		c.accesses(&i.Did)
		c.intents(&i.Next)
	})
}
