// This file defines the parent of a greenlet: where its result goes.

package greenlet

// Parent returns the greenlet's parent, nil for a main greenlet. Any thread may ask.
func (g *Greenlet) Parent() *Greenlet { return g.parent.Load() }

// SetParent gives the greenlet another parent, at any time: what counts is who it is when the greenlet ends. It refuses a cycle,
// and for a greenlet that has started a parent of another thread; the old one stays then.
func (g *Greenlet) SetParent(p *Greenlet) error {
	switch {
	case g.isMain():
		return ErrMainParent
	case p == nil:
		return ErrNoParent
	case p.descends(g):
		return ErrCycle
	case g.state.Load() != pending && p.home() != g.home():
		return ErrParentThread
	}
	g.parent.Store(p)
	return nil
}

// descends reports whether g is other, or has it among its ancestors.
func (g *Greenlet) descends(other *Greenlet) bool {
	for ; g != nil; g = g.parent.Load() {
		if g == other {
			return true
		}
	}
	return false
}

// home returns the space that the greenlet belongs to: its thread's, or as long as it has not started that of its ancestors.
func (g *Greenlet) home() *space {
	for g.state.Load() == pending {
		g = g.parent.Load()
	}
	return g.space
}
