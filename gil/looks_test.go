package gil

import (
	"testing"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
)

// Where the holder looks for signals is where it looks for requests; a tick counter that a signal has set to 0 lets it look after the next bytecode.
func TestAHolderLooksForSignalsWhereItLooksForRequests(t *testing.T) {
	loop := sched.Code{N: 20, Round: 5}
	for _, test := range []struct {
		discipline    Discipline
		checks        Checks
		code          sched.Code
		last          sched.Point
		now           bool
		least, stride int64
	}{
		{Interval, Every, loop, sched.Plain, true, 1, 1},
		{Interval, Every, loop, sched.Taken, false, 1, 1},
		{Ticks, Every, loop, sched.Plain, true, 1, 0},
		{Interval, Calls, loop, sched.Jump, true, 5, 5},
		{Interval, Calls, loop, sched.Builtin, true, 5, 5},
		{Interval, Calls311, loop, sched.Builtin, false, 5, 5},
		{Interval, Calls311, sched.Code{N: 18, Round: 5}, sched.Plain, false, 3, 5},
		{Interval, Calls311, sched.Code{N: 7}, sched.Plain, false, 7, 0},
		{Interval, Calls311, sched.Code{N: 7}, sched.Jump, true, 7, 7},
		{Interval, Calls314, loop, sched.Enter, true, 5, 5},
		{Ticks, Calls311, loop, sched.Plain, false, 5, 0},
	} {
		l := &lock{rules: rules{discipline: test.discipline, checks: test.checks}}
		if now, least, stride := l.Looks(test.code, test.last); now != test.now || least != test.least || stride != test.stride {
			t.Errorf("%+v: now %v, at the latest after %d, at multiples of %d", test, now, least, stride)
		}
	}
}

// A holder need not ask before it executes bytecode where nobody has asked for the lock and no bytecodes are counted.
func TestTheLockGrantsUnlessItCountsOrIsAskedFor(t *testing.T) {
	for _, d := range []Discipline{Ticks, Interval, Coop} {
		for _, asked := range []bool{false, true} {
			l := &lock{rules: rules{discipline: d}}
			l.evalBreaker.Store(asked)
			if got, want := l.Grants(), d != Ticks && !asked; got != want {
				t.Errorf("under %v, asked for %v: it grants %v", d, asked, got)
			}
		}
	}
}

// A semaphore's waiters are woken in the order in which they fell asleep, unless the configuration wants them shuffled.
func TestTicksWakeInOrder(t *testing.T) {
	for _, c := range []struct {
		discipline  Discipline
		order, want choice.WakeOrder
	}{
		{Ticks, choice.Mixed, choice.FIFO}, {Ticks, choice.Shuffled, choice.Shuffled}, {Ticks, choice.FIFO, choice.FIFO},
		{Interval, choice.Mixed, choice.Mixed}, {Interval, choice.Shuffled, choice.Shuffled},
	} {
		if got := (Config{Discipline: c.discipline, WakeOrder: c.order}).signals(); got != c.want {
			t.Errorf("under %v, configured %d: %d, want %d", c.discipline, c.order, got, c.want)
		}
	}
}
