// This file defines the groups of greenlets and their bounded kind, the pool: gevent.pool.

package gevent

import (
	"container/list"
	"iter"
	"time"

	"github.com/gilsim/gilsim/greenlet"
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

type member struct {
	place *list.Element // in the order
	link  *Link         // by which it leaves
	dying bool          // the group has killed it
}

// NewGroup returns a group of these greenlets.
func NewGroup(t *sched.Thread, greenlets ...*Greenlet) *Group {
	p := &Group{order: list.New(), members: map[*Greenlet]*member{}, empty: NewEvent(t)}
	p.empty.flag.Store(t, 1)
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
	p.empty.flag.Store(t, 0)
	return true
}

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

// A Pool is gevent.pool.Pool: a Group of a limited number of greenlets. Adding one more waits until another one has left.
type Pool struct {
	Group
	size int
}

// NewPool returns a pool for at most size greenlets, 0 or more.
func NewPool(t *sched.Thread, size int) *Pool {
	if size < 0 {
		t.Fail("ValueError: size must not be negative: %d", size)
	}
	p := &Pool{Group: *NewGroup(t), size: size}
	p.room = NewSemaphore(t, size)
	return p
}

// FreeCount returns how many greenlets more there is room for.
func (p *Pool) FreeCount() int { return max(0, p.size-p.Len()) }

// Full reports whether a greenlet more would have to wait for room.
func (p *Pool) Full() bool { return p.FreeCount() <= 0 }

// WaitAvailable waits until there is room, for at most d, and reports whether there is.
func (p *Pool) WaitAvailable(t *sched.Thread, d time.Duration) bool {
	return p.room.WaitTimeout(t, d) > 0
}

// Apply calls f in a greenlet of the group, and returns its result. In a greenlet of the group it calls f at once.
func (p *Group) Apply(t *sched.Thread, f Func) (any, error) {
	if me := Current(t); me != nil && p.Contains(me) {
		return f(t)
	}
	return p.Spawn(t, "", f).Get(t)
}

// ApplyAsync returns a greenlet that calls f, and after that the callback with its value, if it is not nil and f did not fail. A
// greenlet of the group does, or if that is full another one, which waits for room.
func (p *Group) ApplyAsync(t *sched.Thread, f Func, callback func(t *sched.Thread, value any)) *Greenlet {
	if p.room == nil || p.room.counter > 0 {
		g := p.Spawn(t, "", f)
		if callback != nil {
			g.LinkValue(t, func(t *sched.Thread) { callback(t, g.Value()) })
		}
		return g
	}
	return Spawn(t, "", func(t *sched.Thread) (any, error) {
		value, err := p.Apply(t, f)
		if err == nil && callback != nil {
			Spawn(t, "", func(t *sched.Thread) (any, error) { callback(t, value); return nil, nil })
		}
		return value, err
	})
}

// Map calls f with each argument, in greenlets of the group, and returns the results in the order of the arguments, or the
// exception of the first one that has ended with one.
func Map[A, R any](t *sched.Thread, p *Group, f func(t *sched.Thread, a A) (R, error), args []A) ([]R, error) {
	value, err := Spawn(t, "", func(t *sched.Thread) (any, error) {
		all := make([]*Greenlet, len(args))
		for i, a := range args {
			all[i] = p.Spawn(t, "", func(t *sched.Thread) (any, error) { return f(t, a) })
		}
		return results[R](t, all)
	}).Get(t)
	list, _ := value.([]R)
	return list, err
}

// results returns the values of the greenlets, or the first exception.
func results[R any](t *sched.Thread, all []*Greenlet) (list []R, err error) {
	for _, g := range all {
		value, err := g.Get(t)
		if err != nil {
			return nil, err
		}
		r, _ := value.(R)
		list = append(list, r)
	}
	return list, nil
}

// Imap is Map that starts at once, and yields each result, or its exception, as soon as all before it are there.
func Imap[A, R any](t *sched.Thread, p *Group, f func(t *sched.Thread, a A) (R, error), args []A) iter.Seq2[R, error] {
	return ImapMaxsize(t, p, f, args, 0)
}

// ImapMaxsize is Imap that makes at most maxsize calls more than results were asked for, so that what nobody has taken yet takes no more
// memory than that; with 0 or less there is no bound.
func ImapMaxsize[A, R any](t *sched.Thread, p *Group, f func(t *sched.Thread, a A) (R, error), args []A, maxsize int) iter.Seq2[R, error] {
	m := newMapping(t, p, f, args, maxsize)
	return func(yield func(R, error) bool) {
		early := map[int]outcome[R]{}
		for i := 0; ; i++ {
			m.ask(t)
			o, ok := early[i]
			for !ok {
				next := m.queue.Get(t)
				early[next.index] = next
				o, ok = early[i]
			}
			delete(early, i)
			if o.over || !yield(o.value, o.err) {
				return
			}
		}
	}
}

// ImapUnordered is Imap that yields the results in the order in which they come.
func ImapUnordered[A, R any](t *sched.Thread, p *Group, f func(t *sched.Thread, a A) (R, error), args []A) iter.Seq2[R, error] {
	return ImapUnorderedMaxsize(t, p, f, args, 0)
}

// ImapUnorderedMaxsize is ImapUnordered with the bound of ImapMaxsize.
func ImapUnorderedMaxsize[A, R any](t *sched.Thread, p *Group, f func(t *sched.Thread, a A) (R, error), args []A, maxsize int) iter.Seq2[R, error] {
	m := newMapping(t, p, f, args, maxsize)
	return func(yield func(R, error) bool) {
		for {
			m.ask(t)
			if o := m.queue.Get(t); o.over || !yield(o.value, o.err) {
				return
			}
		}
	}
}

// A mapping is a call of Imap or ImapUnordered that goes on: IMapUnordered of gevent 22.10.2.
type mapping[R any] struct {
	queue    *Queue[outcome[R]] // what has come
	spawner  *Greenlet          // spawns the others
	spawned  int                // how many it has spawned
	left     int                // how many of them are not over
	finished bool               // the end was put into the queue
	room     *Semaphore         // for calls whose results nobody has asked for (_result_semaphore); nil: there is no bound
}

// An outcome is what one of the calls has ended with, or the end of all.
type outcome[R any] struct {
	index int // of its argument
	value R
	err   error
	over  bool
}

// newMapping starts to call f with each argument.
func newMapping[A, R any](t *sched.Thread, p *Group, f func(t *sched.Thread, a A) (R, error), args []A, maxsize int) *mapping[R] {
	m := &mapping[R]{queue: NewQueue[outcome[R]](t, 0)}
	if maxsize > 0 {
		m.room = NewSemaphore(t, maxsize)
	}
	m.spawner = Spawn(t, "", func(t *sched.Thread) (any, error) {
		err := greenlet.Catch(t, func() {
			for _, a := range args {
				m.spawn(t, p, func(t *sched.Thread) (any, error) { return f(t, a) })
			}
		})
		m.end(t, err)
		return nil, err
	})
	return m
}

// ask makes room for one call more, as a result is asked for.
func (m *mapping[R]) ask(t *sched.Thread) {
	if m.room != nil {
		m.room.Release(t)
	}
}

func (m *mapping[R]) spawn(t *sched.Thread, p *Group, f Func) {
	if m.room != nil {
		m.room.Acquire(t)
	}
	i := m.spawned
	m.spawned++
	m.left++
	g := p.Spawn(t, "", f)
	g.RawLink(t, func(t *sched.Thread) { m.came(t, i, g) })
}

// came notes the end of one of the calls. The last one after the spawner's notes the end of all.
func (m *mapping[R]) came(t *sched.Thread, i int, g *Greenlet) {
	m.left--
	value, _ := g.Value().(R)
	m.queue.Put(t, outcome[R]{index: i, value: value, err: g.Exception()})
	if m.spawner.Ready() {
		m.end(t, nil)
	}
}

// end notes the end of all, if it has come: there is nobody left, or no further call can be made.
func (m *mapping[R]) end(t *sched.Thread, err error) {
	if m.finished || err == nil && m.left > 0 {
		return
	}
	m.finished = true
	if err != nil {
		m.queue.Put(t, outcome[R]{index: m.spawned, err: err})
		m.spawned++
	}
	m.queue.Put(t, outcome[R]{index: m.spawned, over: true})
}
