// This file defines the faults that the virtual loopback makes on purpose.

package socket

import (
	"fmt"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// Faults is how often, in a million calls on TCP sockets, something goes wrong on purpose, each by itself. What does is
// drawn at the call, as a random number that the trace holds: a replay has the same faults. Nothing is drawn for what is 0.
type Faults struct {
	Refuse  int64         // connections that are refused, though somebody listens
	Reset   int64         // calls of Send that find the connection reset, at both ends
	Partial int64         // calls of Send and Recv that are content with a part of the data, even where they would wait for all
	Delay   int64         // calls of Send and Connect whose data travel longer, by up to Longest
	Longest time.Duration // default 1ms

	// From CutAt on, for CutFor, the network is cut: what a socket sends then, or is sent, arrives when that is over, as TCP sends it
	// again until it does. Nothing is drawn for it. That TCP waits longer and longer between two attempts is left out.
	CutAt, CutFor time.Duration
}

// million is how many calls the frequencies are given for.
const million = 1_000_000

// check says what is wrong with the faults, and fills in the default.
func (f *Faults) check() error {
	for _, x := range []struct {
		what  string
		times int64
	}{{"are refused", f.Refuse}, {"are reset", f.Reset}, {"are partial", f.Partial}, {"are delayed", f.Delay}} {
		if x.times < 0 || x.times > million {
			return fmt.Errorf("socket: %d of a million calls %s: it must be from 0 to %d", x.times, x.what, million)
		}
	}
	if f.CutAt < 0 || f.CutFor < 0 || f.CutAt > longest || f.CutFor > longest {
		return fmt.Errorf("socket: the network is cut after %v for %v: both must be from 0 to %v", f.CutAt, f.CutFor, longest)
	}
	if f.Longest == 0 {
		f.Longest = time.Millisecond
	}
	if f.Longest < 0 || f.Longest > longest {
		return fmt.Errorf("socket: the longest delay is %v: it must be from 0 to %v", f.Longest, longest)
	}
	return nil
}

// A fault is what goes wrong with one call.
type fault struct {
	refuse, reset bool
	part          int           // at most so many bytes; 0: as many as can be
	delay         time.Duration // of what is sent
}

// draw draws what goes wrong with a call of a thread that has the interpreter lock: the draws are steps of its program.
func (f *Faults) draw(t *sched.Thread, o *operation) (drawn fault) {
	switch o.call {
	case connecting:
		drawn.refuse = strikes(t, f.Refuse)
	case sending:
		drawn.reset = strikes(t, f.Reset)
	}
	if o.call != accepting && o.call != connecting && len(o.data) > 1 && strikes(t, f.Partial) {
		drawn.part = 1 + int(drawBelow(t, int64(len(o.data))))
	}
	if (o.call == sending || o.call == connecting) && strikes(t, f.Delay) {
		drawn.delay = time.Duration(1 + drawBelow(t, max(1, int64(f.Longest))))
	}
	return drawn
}

// suffer draws what goes wrong with an operation, and lets it.
func (s *virtualStream) suffer(t *sched.Thread, o *operation) {
	if s.config.Faults.none() {
		return
	}
	drawn := s.config.Faults.draw(t, o)
	s.refused, s.late = drawn.refuse, drawn.delay
	if drawn.part > 0 {
		o.data = o.data[:drawn.part]
	}
	if o.call != sending || s.state != isConnected || s.closed {
		return
	}
	wire := &s.other.in
	wire.free = max(s.net.now(), wire.free) + drawn.delay
	if drawn.reset {
		s.reset()
		s.err = ErrConnectionReset
		s.notify(t, s.ready())
	}
}

// none reports whether nothing goes wrong.
func (f *Faults) none() bool { return f.Refuse|f.Reset|f.Partial|f.Delay == 0 }

// healed returns when what would arrive at this time does.
func (f *Faults) healed(at time.Duration) time.Duration {
	if end := f.CutAt + f.CutFor; at >= f.CutAt && at < end {
		return end
	}
	return at
}

// strikes draws whether something happens that happens so often in a million cases.
func strikes(t *sched.Thread, times int64) bool { return times > 0 && drawBelow(t, million) < times }

// drawBelow draws a number from 0 to n-1.
func drawBelow(t *sched.Thread, n int64) int64 {
	x := t.Draw(n)
	t.Engine().Record(t, trace.Random, 0, x)
	return x
}
