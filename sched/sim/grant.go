// This file defines how far a thread that is plain data gets before it must ask.

package sim

import "github.com/gilsim/gilsim/sched"

// longestGrant bounds a grant, so that the limits of the run are looked at.
const longestGrant = 1 << 20

// Room returns how many bytecodes t may execute that end before the next event elsewhere. Where each step may cost more,
// because another core has touched its object, it must be asked for.
func (k *kernel) Room(t *sched.Thread) int64 {
	s := k.current
	if t.ID() != s.id || k.Touch > 0 || k.fuel <= 0 || k.untimed != nil {
		return 0
	}
	free := k.horizon - k.now - s.debt
	if free <= 0 {
		return 0
	}
	if free >= longestGrant*s.rate/1000 {
		return longestGrant
	}
	return max(0, (free*1000-1-s.carry)/s.rate)
}

// Granted lets the time of n granted bytecodes pass. As many requests as they would have been at the least are counted, so that
// an endless loop comes to the limit of the run.
func (k *kernel) Granted(_ *sched.Thread, n int64) {
	s := k.current
	ps := s.carry + n*s.rate
	k.now += s.debt + ps/1000
	s.carry, s.debt = ps%1000, 0
	k.fuel -= 1 + n>>8
}
