// This file defines the states of a greenlet.

package greenlet

// The states. A greenlet that is current is active, and so is one that is suspended.
const (
	pending uint32 = iota // it has not started
	active                // it has started and not ended
	dead                  // it is over
)

// Dead reports whether the greenlet is over. Any thread may ask. Those of a thread that has ended are.
func (g *Greenlet) Dead() bool {
	switch g.state.Load() {
	case pending:
		return false
	case dead:
		return true
	}
	return !g.space.thread.Alive()
}

// Active reports whether the greenlet has started and is not over: bool(g). Any thread may ask.
func (g *Greenlet) Active() bool { return g.state.Load() == active && !g.Dead() }

// Suspended reports whether the greenlet is active and not current: its gr_frame is not None. It is for the code of its
// thread.
func (g *Greenlet) Suspended() bool {
	return g.Active() && g.space.thread.Current() != g.co
}

// isMain reports whether the greenlet is the main one of its thread. A main greenlet has no parent.
func (g *Greenlet) isMain() bool { return g.parent.Load() == nil }

// describe returns the greenlet's states, as green_repr of greenlet.cpp 2.0 words them.
func (g *Greenlet) describe() string {
	words := ""
	switch g.state.Load() {
	case pending:
		words = " pending"
	case dead:
		words = " dead"
	default:
		words = " current active started"
		if g.Suspended() {
			words = " suspended active started"
		}
	}
	if g.isMain() {
		words += " main"
	}
	return words
}
