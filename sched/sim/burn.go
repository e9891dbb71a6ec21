// This file defines how bytecodes turn into virtual time.

package sim

import "github.com/gilsim/gilsim/sched"

// Burn executes n bytecodes of t, if they end before anything else happens: then the thread does not leave its
// coroutine. A thread that does not run is refused: it is to be told before it is suspended, not here, where a call would
// cost every bytecode a stack frame.
func (k *kernel) Burn(t *sched.Thread, n, stride int64) (left int64, ok bool) {
	s := k.current
	if t.ID() != s.id {
		return 0, false
	}
	if k.Touch > 0 {
		k.touch(s)
	}
	return 0, k.charge(s, n)
}

// charge lets the time pass that n bytecodes take, if nothing else happens meanwhile.
func (k *kernel) charge(s *thread, n int64) bool {
	ps := s.carry + n*s.rate
	whole := ps / 1000
	end := k.now + s.debt + whole
	if end >= k.horizon || k.fuel <= 0 {
		return false
	}
	k.fuel--
	s.carry = ps - whole*1000
	s.debt = 0
	k.now = end
	return true
}

func (k *kernel) begin(c *core, s *thread, n, stride int64) {
	b := &s.burn
	b.n, b.done, b.stride, b.asked, b.from = n, 0, stride, n, k.now
	k.prepare(c, s)
}

// prepare computes when the burn of s, the thread of c, ends. What the thread owes is paid first.
func (k *kernel) prepare(c *core, s *thread) {
	s.burn.from += s.debt
	s.paying, s.debt = s.debt, 0
	c.end = s.endOf(s.burn.n)
}

// endOf returns when the first m bytecodes of the burn have been executed.
func (s *thread) endOf(m int64) int64 {
	ps := s.carry + (m-s.burn.done)*s.rate
	if ps <= 0 {
		return s.burn.from
	}
	return s.burn.from + ps/1000
}

// schedule sets when the kernel must look at c: when the burn ends, or earlier when the time slice does.
func (k *kernel) schedule(c *core) {
	due := c.end
	if c.ready.len() > 0 && c.sliceEnd < due {
		due = max(c.sliceEnd, k.now)
	}
	if c.preempt {
		due = min(due, max(k.now, c.safeTill))
	}
	due = min(due, c.told)
	c.due, c.seq = due, k.tick()
	k.horizon = min(k.horizon, due)
}

// finishBurn ends a burn that is due, and returns how much of it was not executed because its thread was interrupted.
func (s *thread) finishBurn() (left int64) {
	b := &s.burn
	if n := b.n - b.done; n > 0 {
		s.carry = (s.carry + n*s.rate) % 1000
	}
	left = b.asked - b.n
	b.n, b.done, b.asked = 0, 0, 0
	return left
}

// settle notes how far the burn of a thread has come by now. Time spent on a part of a bytecode is carried over.
func (k *kernel) settle(s *thread) {
	b := &s.burn
	elapsed := k.now - b.from
	b.from = k.now
	if elapsed < 0 { // it has not even paid what it owed; a context switch that it did not finish it does not owe
		s.debt = min(-elapsed, s.paying)
		return
	}
	if b.done < b.n {
		whole := max(0, min(b.n-b.done, (elapsed*1000+999-s.carry)/s.rate))
		s.carry += whole*s.rate - elapsed*1000
		b.done += whole
	}
}

// Interrupt makes the burn of t end after the next multiple of its stride.
func (k *kernel) Interrupt(t *sched.Thread) {
	s := &k.threads[t.ID()]
	if s.burn.stride == 0 || s.burn.done >= s.burn.n {
		return
	}
	if s.condition != runs || k.untimed != nil {
		s.cut(0)
		return
	}
	s.cut(k.now - s.burn.from)
	c := &k.cores[s.core]
	c.end = s.endOf(s.burn.n)
	k.lookBy(c, c.end)
}

// cut shortens the burn to the first multiple of its stride that is not over yet after so many nanoseconds of it.
func (s *thread) cut(elapsed int64) {
	b := &s.burn
	passed := max(0, elapsed*1000-s.carry)
	m := b.done + (passed+s.rate-1)/s.rate
	m = (m + b.stride - 1) / b.stride * b.stride
	b.n = max(b.done, min(b.n, m))
}
