// This file defines greenlets.

package python

// A Greenlet is a greenlet.
type Greenlet struct {
	Object
}

func (t *Thread) greenletReturned(v Value) outcome    { panic("x") }
func (t *Thread) greenletRaised(e *Exception) outcome { panic("x") }
