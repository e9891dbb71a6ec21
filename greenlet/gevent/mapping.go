// This file defines how a group applies a function to many arguments.

package gevent

import (
	"iter"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/sched"
)

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

// results waits for greenlets, and returns their values.
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
	m := newMapping(t, p, f, args)
	return func(yield func(R, error) bool) {
		early := map[int]outcome[R]{}
		for i := 0; ; i++ {
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
	m := newMapping(t, p, f, args)
	return func(yield func(R, error) bool) {
		for o := m.queue.Get(t); !o.over && yield(o.value, o.err); o = m.queue.Get(t) {
		}
	}
}

// A mapping is a call of Imap or ImapUnordered that goes on: IMapUnordered of gevent 22.10.2.
type mapping[R any] struct {
	queue    *Queue[outcome[R]] // what has come
	spawner  *Greenlet          // spawns the others
	spawned  int                // so many
	left     int                // of whom so many are not over
	finished bool               // the end was put into the queue
}

// An outcome is what one of the calls has ended with, or the end of all.
type outcome[R any] struct {
	index int // of its argument
	value R
	err   error
	over  bool
}

// newMapping starts to call f with each argument.
func newMapping[A, R any](t *sched.Thread, p *Group, f func(t *sched.Thread, a A) (R, error), args []A) *mapping[R] {
	m := &mapping[R]{queue: NewQueue[outcome[R]](t, 0)}
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

// spawn makes one of the calls.
func (m *mapping[R]) spawn(t *sched.Thread, p *Group, f Func) {
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
