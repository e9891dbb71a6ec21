// This file defines the module _signal: handlers and timers (Modules/signalmodule.c), on the simulated machine.

package python

import (
	"math"
	"time"

	"github.com/gilsim/gilsim/sched"
)

// mustHaveSignals ends a run in which a Python program cannot have handlers of signals.
func (t *Thread) mustHaveSignals() {
	t.mustBeSimulated(errSignals)
	t.interp.heeds = true
}

// signalNumber returns the number of a signal.
func (t *Thread) signalNumber(v Value) (int64, *Exception) {
	n, err := t.index(v, notInteger)
	switch {
	case err != nil:
		return 0, err
	case n < 1 || n > sched.LastSignal:
		return 0, newException(valueError, "signal number out of range")
	}
	return n, nil
}

// A disposing is signal under way.
type disposing struct {
	sched.Code
	number  int64
	handler Value
}

func (d *disposing) appendHeld(list []Value) []Value { return append(list, d.handler) }

func (d *disposing) value(t *Thread) (Value, *Exception) {
	in := t.interp
	old := in.handlerOf(d.number)
	to := sched.Disposition{Ignored: d.handler == ignoresSignal}
	if d.handler != ignoresSignal && d.handler != defaultHandler {
		to.Handler = func(*sched.Thread, int) {} // the main thread runs it itself
	}
	t.sched.SetDisposition(int(d.number), to)
	if in.handlers == nil {
		in.handlers = map[int64]Value{}
	}
	in.handlers[d.number] = d.handler
	return old, nil
}

// signalFunction is signal(number, handler), whose handler is a function, 0 or 1.
func signalFunction(t *Thread, a []Value) (Value, *Exception) {
	t.mustHaveSignals()
	n, err := t.index(a[0], notInteger)
	switch {
	case err != nil:
		return Value{}, err
	case t != t.interp.main && !t.interp.since(9):
		return raise(valueError, "signal only works in main thread")
	case t != t.interp.main:
		return raise(valueError, "signal only works in main thread of the main interpreter")
	case n < 1 || n > sched.LastSignal:
		return raise(valueError, "signal number out of range")
	case n == 9 || n == 19 || n == 32 || n == 33:
		return Value{}, t.osFailure(22, "Invalid argument")
	}
	t.publish(a[1])
	return t.perform(&disposing{sched.Code{N: 1, Last: sched.Jump}, n, a[1]})
}

func getSignalFunction(t *Thread, a []Value) (Value, *Exception) {
	n, err := t.signalNumber(a[0])
	switch {
	case err != nil:
		return Value{}, err
	case n == 32 || n == 33: // of the threads of the system
		return none, nil
	}
	return t.interp.handlerOf(n), nil
}

// A timing is alarm, setitimer or getitimer under way.
type timing struct {
	sched.Code
	sets         bool
	first, every time.Duration
	whole        bool // it is told in seconds: alarm
}

func (c *timing) value(t *Thread) (Value, *Exception) {
	left, every := time.Duration(0), time.Duration(0)
	if c.sets {
		left, every = t.sched.SetTimer(c.first, c.every)
	} else {
		left, every = t.sched.Timer()
	}
	if c.whole {
		return integer(int64((left + time.Second - 1) / time.Second)), nil
	}
	return newTuple(float(left.Seconds()), float(every.Seconds())), nil
}

func (t *Thread) times(c timing) (Value, *Exception) {
	t.mustHaveSignals()
	c.Code = sched.Code{N: 1, Last: sched.Jump}
	return t.perform(&c)
}

func alarmFunction(t *Thread, a []Value) (Value, *Exception) {
	n, err := t.index(a[0], notInteger)
	switch {
	case err != nil:
		return Value{}, err
	case n < math.MinInt32 || n > math.MaxInt32:
		return raise(overflowError, "signed integer is greater than maximum")
	}
	return t.times(timing{sets: true, whole: true, first: min(time.Duration(uint32(n))*time.Second, sched.LongestWait)})
}

// setTimerFunction is setitimer(seconds, interval): ITIMER_REAL.
func setTimerFunction(t *Thread, a []Value) (Value, *Exception) {
	c := timing{sets: true}
	for i, d := range [...]*time.Duration{&c.first, &c.every} {
		seconds, err := secondsOf(a[i])
		switch {
		case err != nil:
			return Value{}, err
		case seconds < 0:
			return Value{}, t.osFailure(22, "Invalid argument")
		}
		if *d, err = t.durationOf(seconds, a[i].isInt()); err != nil {
			return Value{}, err
		}
	}
	return t.times(c)
}

func getTimerFunction(t *Thread, _ []Value) (Value, *Exception) { return t.times(timing{}) }

// A signalPause is pause under way.
type signalPause struct{ sched.Pausing }

func (*signalPause) value(*Thread) (Value, *Exception) { return none, nil }

func pauseFunction(t *Thread, _ []Value) (Value, *Exception) {
	t.mustHaveSignals()
	return t.perform(&signalPause{})
}

func raiseSignal(t *Thread, a []Value) (Value, *Exception) {
	t.mustHaveSignals()
	n, err := t.index(a[0], notInteger)
	switch {
	case err != nil:
		return Value{}, err
	case n < 0 || n > sched.LastSignal:
		return Value{}, t.osFailure(22, "Invalid argument")
	case n == 0:
		return t.calledFor(none)
	}
	return t.perform(&signaling{sched.Signaling{To: t.sched.Process(), Signal: int(n)}})
}

func defineSignal() {
	registerModule(&NativeModule{name: "_signal", functions: []Native{
		{name: "signal", signature: "(signalnum, handler, /)", cost: engages, call: signalFunction},
		{name: "getsignal", signature: "(signalnum, /)", call: getSignalFunction},
		{name: "alarm", signature: "(seconds, /)", cost: engages, call: alarmFunction},
		{name: "setitimer", signature: "(seconds, interval, /)", cost: engages, call: setTimerFunction},
		{name: "getitimer", signature: "()", cost: engages, call: getTimerFunction},
		{name: "pause", signature: "()", cost: engages, call: pauseFunction},
		{name: "raise_signal", signature: "(signalnum, /)", cost: engages, call: raiseSignal},
		{name: "default_int_handler", signature: "(signalnum, frame, /)", call: func(*Thread, []Value) (Value, *Exception) {
			return Value{}, exceptionOf(keyboardInterrupt)
		}},
	}})
}
