// This file holds what an interlock is told of where a thread stands: in code, after a blocking call, after a check.

package sched_test

import (
	"slices"
	"testing"
	"time"

	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A listener is an interlock that is always free, and notes after which kind of bytecode it is asked. It sends the
// thread away once, before its bytecode number away.
type listener struct {
	away int64
	sent bool
	last []sched.Point
}

// Interlock returns the listener itself.
func (l *listener) Interlock(*sched.Process) (sched.Interlock, error) { return l, nil }

// Params returns nothing.
func (l *listener) Params() []trace.Param { return nil }

// Acquire is done at once.
func (l *listener) Acquire(*sched.Thread, sched.Wake) (r sched.Request, done bool) { return r, true }

// Release is done at once.
func (l *listener) Release(*sched.Thread, sched.Wake) (r sched.Request, done bool) { return r, true }

// Check permits everything but once.
func (l *listener) Check(t *sched.Thread, code sched.Code, last sched.Point) (n, stride int64) {
	l.last = append(l.last, last)
	if t.Bytecodes() == l.away && !l.sent {
		l.sent = true
		return 0, 0
	}
	return code.N, 0
}

func TestCheckFollowsBlockingCall(t *testing.T) {
	l := &listener{away: -1}
	c := machinetest.Exactly(1)
	c.GIL = l
	machinetest.Record(t, c, func(t *sched.Thread) {
		t.Run(2)
		t.IO("socket", time.Microsecond)
		t.Run(2)
	})
	if want := []sched.Point{sched.Plain, sched.Plain, sched.Jump}; !slices.Equal(l.last, want) {
		t.Errorf("the interlock was asked after %v, want %v: a blocking call is a call", l.last, want)
	}
}

func TestThreadThatTakesInterlockAtCheckHasExecutedNothing(t *testing.T) {
	l := &listener{away: 2}
	c := machinetest.Exactly(1)
	c.GIL = l
	machinetest.Record(t, c, func(t *sched.Thread) {
		t.Call(func() { t.Run(1) })
		t.Run(5)
	})
	if want := []sched.Point{sched.Plain, sched.Jump, sched.Plain, sched.Taken}; !slices.Equal(l.last, want) {
		t.Errorf("the interlock was asked after %v, want %v", l.last, want)
	}
}
