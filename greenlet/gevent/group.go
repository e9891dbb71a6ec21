// This file defines the group, a set of greenlets.

package gevent

import (
	"container/list"
	"time"

	"github.com/gilsim/gilsim/sched"
)

// A Group is gevent.pool.Group: greenlets that are waited for, and killed, together. Each leaves the group when it is over, in a
// turn of the hub. Where Python takes them in the order of a set, it is that in which they came.
type Group struct {
	order   *list.List
	members map[*Greenlet]*member
	empty   *Event
	room    *Semaphore // of a pool; nil: there is no bound
}

// A member is a greenlet of a group.
type member struct {
	place *list.Element // in the order
	link  *Link         // by which it leaves
	dying bool          // the group has killed it
}

// NewGroup returns a group of these greenlets.
func NewGroup(t *sched.Thread, greenlets ...*Greenlet) *Group {
	p := &Group{order: list.New(), members: map[*Greenlet]*member{}, empty: NewEvent(t)}
	p.empty.flag = true
	for _, g := range greenlets {
		p.Add(t, g)
	}
	return p
}

// Add puts a greenlet in. A pool that is full waits for room.
func (p *Group) Add(t *sched.Thread, g *Greenlet) { p.add(t, g, sched.Forever) }

// AddTimeout is Add that waits for at most d; then the error is ErrPoolFull.
func (p *Group) AddTimeout(t *sched.Thread, g *Greenlet, d time.Duration) error {
	if !p.add(t, g, d) {
		return ErrPoolFull
	}
	return nil
}

// add puts a greenlet in, and reports whether there was room within d.
func (p *Group) add(t *sched.Thread, g *Greenlet, d time.Duration) bool {
	if p.room != nil && !p.room.AcquireTimeout(t, d) {
		return false
	}
	if p.members[g] == nil {
		p.members[g] = &member{place: p.order.PushBack(g)}
	}
	p.members[g].link = g.RawLink(t, func(t *sched.Thread) { p.leave(t, g) })
	p.empty.flag = false
	return true
}

// leave takes a greenlet out, if it is there.
func (p *Group) leave(t *sched.Thread, g *Greenlet) {
	m := p.members[g]
	if m == nil {
		return
	}
	delete(p.members, g)
	p.order.Remove(m.place)
	if len(p.members) == 0 {
		p.empty.Set(t)
	}
	if p.room != nil {
		p.room.Release(t)
	}
}

// Discard takes a greenlet out.
func (p *Group) Discard(t *sched.Thread, g *Greenlet) {
	m := p.members[g]
	p.leave(t, g)
	if m != nil {
		g.Unlink(m.link)
	}
}

// Start puts a greenlet in and starts it. A pool that is full waits for room.
func (p *Group) Start(t *sched.Thread, g *Greenlet) {
	p.Add(t, g)
	g.Start(t)
}

// Spawn returns a greenlet of the group that will run f. A pool that is full waits for room.
func (p *Group) Spawn(t *sched.Thread, name string, f Func) *Greenlet {
	g := New(t, name, f)
	p.Start(t, g)
	return g
}

// Len returns how many greenlets there are.
func (p *Group) Len() int { return len(p.members) }

// Contains reports whether a greenlet is there.
func (p *Group) Contains(g *Greenlet) bool { return p.members[g] != nil }

// Greenlets returns the greenlets, in the order in which they came.
func (p *Group) Greenlets() []*Greenlet {
	all := make([]*Greenlet, 0, p.Len())
	for e := p.order.Front(); e != nil; e = e.Next() {
		all = append(all, e.Value.(*Greenlet))
	}
	return all
}

// Join waits until no greenlet is left.
func (p *Group) Join(t *sched.Thread) { p.JoinTimeout(t, sched.Forever) }

// JoinTimeout is Join for at most d, and reports whether no greenlet is left.
func (p *Group) JoinTimeout(t *sched.Thread, d time.Duration) bool { return p.empty.WaitTimeout(t, d) }

// JoinRaise is JoinTimeout that then returns the exception of the first greenlet of now which has ended with one.
func (p *Group) JoinRaise(t *sched.Thread, d time.Duration) (done bool, err error) {
	all := p.Greenlets()
	done = p.JoinTimeout(t, d)
	for _, g := range all {
		if g.err != nil {
			return done, g.err
		}
	}
	return done, nil
}

// Kill kills the greenlets, those that come meanwhile, too, and waits until none is left.
func (p *Group) Kill(t *sched.Thread, err error) { p.KillTimeout(t, err, sched.Forever) }

// KillTimeout is Kill for at most d, and reports whether no greenlet is left.
func (p *Group) KillTimeout(t *sched.Thread, err error, d time.Duration) bool {
	kill := func() {
		for p.Len() > 0 {
			p.KillNowait(t, err)
			JoinAll(t, p.Greenlets())
		}
	}
	if d < 0 {
		kill()
		return true
	}
	return WithTimeout(t, d, kill)
}

// KillNowait kills the greenlets of now, and does not wait for their ends.
func (p *Group) KillNowait(t *sched.Thread, err error) {
	for _, g := range p.Greenlets() {
		if m := p.members[g]; m != nil && !m.dying {
			g.KillNowait(t, err)
			m.dying = true
		}
	}
}

// Full reports whether a greenlet more would have to wait for room.
func (p *Group) Full(t *sched.Thread) bool { return p.room != nil && p.room.Locked(t) }
