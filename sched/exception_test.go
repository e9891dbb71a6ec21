// This file holds what an exception does that nobody catches (S13): it ends its thread alone, as in Python.

package sched_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace"
)

// machines run a program under a lock on each machine. Traces must obey the rules.
var machines = map[string]func(stderr io.Writer, failFast bool, main func(t *sched.Thread)) error{}

// bytecodes is the loop of the real machine.
var bytecodes = sync.OnceValue(func() *native.Loop { return native.Calibrate(2000, 1) })

func init() {
	for _, d := range gil.Disciplines() {
		lock := gil.Config{Discipline: d}
		machines["simulated "+d.String()] = func(stderr io.Writer, failFast bool, main func(t *sched.Thread)) error {
			var buffer trace.Buffer
			names := new(trace.Names)
			_, err := sim.Run(sim.Config{GIL: lock, Stderr: stderr, FailFast: failFast, Recorder: &buffer, Names: names}, main)
			return errors.Join(err, trace.Check(&trace.Trace{Names: names, Events: buffer.Events}))
		}
		machines["real "+d.String()] = func(stderr io.Writer, failFast bool, main func(t *sched.Thread)) error {
			var buffer trace.Buffer
			names := new(trace.Names)
			_, err := native.Run(context.Background(), native.Config{
				GIL: lock, Stderr: stderr, FailFast: failFast, Recorder: &buffer, Names: names, Timeout: time.Minute, Loop: bytecodes(),
			}, main)
			h := trace.Header{Config: []trace.Param{{Key: "machine", Value: "real"}}}
			return errors.Join(err, trace.Check(&trace.Trace{Header: h, Names: names, Events: buffer.Events}))
		}
	}
}

// onEachMachine runs a test with every machine and lock.
func onEachMachine(t *testing.T, f func(t *testing.T, run func(stderr io.Writer, failFast bool, main func(t *sched.Thread)) error)) {
	for name, run := range machines {
		t.Run(name, func(t *testing.T) { f(t, run) })
	}
}

// TestS13AnExceptionEndsItsThreadAlone: threading.excepthook tells it, and the thread can be joined; the others go on, with the
// lock that it has not let go.
func TestS13AnExceptionEndsItsThreadAlone(t *testing.T) {
	bodies := map[string]func(t *sched.Thread, f func(t *sched.Thread)) func(t *sched.Thread){
		"machine thread": func(t *sched.Thread, f func(t *sched.Thread)) func(t *sched.Thread) {
			other := t.Spawn("worker", f)
			return func(t *sched.Thread) { t.Join(other) }
		},
		"threading.Thread": func(t *sched.Thread, f func(t *sched.Thread)) func(t *sched.Thread) {
			other := threading.New(t, "worker", f)
			other.Start(t)
			return func(t *sched.Thread) {
				other.Join(t)
				if other.IsAlive(t) || threading.ActiveCount(t) != 1 {
					t.Fail("it is alive still")
				}
			}
		},
	}
	for name, start := range bodies {
		t.Run(name, func(t *testing.T) {
			onEachMachine(t, func(t *testing.T, run func(io.Writer, bool, func(*sched.Thread)) error) {
				var stderr bytes.Buffer
				ended := false
				err := run(&stderr, false, func(t *sched.Thread) {
					join := start(t, func(t *sched.Thread) {
						t.Run(1000)
						threading.NewLock(t, "lock").Release(t)
					})
					join(t)
					t.Loop(100, 9)
					ended = true
				})
				var failed *sched.ThreadError
				var misuse *sched.MisuseError
				if !errors.As(err, &failed) || failed.Thread != "worker" || !errors.As(err, &misuse) || misuse.Class != "RuntimeError" {
					t.Errorf("error %v", err)
				}
				if !ended {
					t.Error("the main thread has not gone on")
				}
				text := stderr.String()
				if !strings.HasPrefix(text, "Exception in thread worker:\nTraceback (most recent call last):\n  File \"exception_test.go\", line ") ||
					!strings.HasSuffix(text, "\nRuntimeError: release unlocked lock\n") {
					t.Errorf("stderr %q", text)
				}
			})
		})
	}
}

func TestS13EveryExceptionIsToldAndCounted(t *testing.T) {
	onEachMachine(t, func(t *testing.T, run func(io.Writer, bool, func(*sched.Thread)) error) {
		var stderr bytes.Buffer
		err := run(&stderr, false, func(t *sched.Thread) {
			for i := range 3 {
				t.Join(t.Spawn(fmt.Sprint("w", i), func(t *sched.Thread) { panic(fmt.Sprint("boom ", i)) }))
			}
			panic("main, too")
		})
		var all sched.ThreadErrors
		if !errors.As(err, &all) || len(all) != 4 || all[2].Thread != "w2" || all[3].Thread != "MainThread" {
			t.Errorf("error %v", err)
		}
		if n := strings.Count(stderr.String(), "Traceback (most recent call last):\n"); n != 4 {
			t.Errorf("%d tracebacks:\n%s", n, &stderr)
		}
		if n := strings.Count(stderr.String(), "Exception in thread w"); n != 3 {
			t.Errorf("%d of them in other threads than the main one:\n%s", n, &stderr)
		}
	})
}

// TestS13ARunThatFailsFastEndsAtTheFirstException: it says so by configuration, and its trace does, too.
func TestS13ARunThatFailsFastEndsAtTheFirstException(t *testing.T) {
	onEachMachine(t, func(t *testing.T, run func(io.Writer, bool, func(*sched.Thread)) error) {
		ended := false
		var stderr bytes.Buffer
		err := run(&stderr, true, func(t *sched.Thread) {
			t.Join(t.Spawn("worker", func(t *sched.Thread) { panic("boom") }))
			ended = true
		})
		var failed *sched.ThreadError
		if !errors.As(err, &failed) || failed.Thread != "worker" || ended || !strings.Contains(stderr.String(), "boom") {
			t.Errorf("error %v, the main thread goes on: %v, stderr %q", err, ended, &stderr)
		}
	})
}

// TestS13ADeadlockAfterAnExceptionNamesIt: who waits for what the dead thread holds, or would have done, waits for ever.
func TestS13ADeadlockAfterAnExceptionNamesIt(t *testing.T) {
	onEachMachine(t, func(t *testing.T, run func(io.Writer, bool, func(*sched.Thread)) error) {
		err := run(io.Discard, false, func(t *sched.Thread) {
			lock := threading.NewLock(t, "plate")
			t.Join(t.Spawn("worker", func(t *sched.Thread) {
				lock.Acquire(t)
				panic("boom")
			}))
			lock.Acquire(t)
		})
		var deadlock *sched.DeadlockError
		var failed *sched.ThreadError
		if !errors.As(err, &deadlock) || !errors.As(err, &failed) || failed.Thread != "worker" {
			t.Fatalf("error %v", err)
		}
		for _, want := range []string{`MainThread waits for lock "plate", held by worker, which has ended`, "\n  worker failed at exception_test.go:", ": panic: boom"} {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%q is not in %v", want, err)
			}
		}
	})
}

// TestS13WhatTheLibraryRaisesCanBeCaught: by Catch, and by a deferred call that recovers.
func TestS13WhatTheLibraryRaisesCanBeCaught(t *testing.T) {
	onEachMachine(t, func(t *testing.T, run func(io.Writer, bool, func(*sched.Thread)) error) {
		var stderr bytes.Buffer
		if err := run(&stderr, false, func(t *sched.Thread) {
			lock := threading.NewLock(t, "lock")
			err := t.Catch(func() { lock.Release(t) })
			if m, ok := err.(*sched.MisuseError); !ok || m.Msg != "release unlocked lock" {
				t.Fail("Catch returns a %T: %v", err, err)
			}
			if err := t.Catch(func() { sched.Raise(io.EOF) }); err != io.EOF {
				t.Fail("what was raised is caught as %v", err)
			}
			if err := t.Catch(func() { t.AllowThreads(50_000, func() { panic(io.ErrUnexpectedEOF) }) }); !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Fail("of C code: %v", err)
			}
			func() {
				defer func() {
					if _, ok := recover().(*sched.MisuseError); !ok {
						t.Fail("recovered something else")
					}
				}()
				t.Join(t)
			}()
			t.Run(1000)
		}); err != nil || stderr.Len() > 0 {
			t.Errorf("error %v, stderr %q", err, &stderr)
		}
	})
}

// interpreter is a runner that has exceptions of its own: the first one it catches, of the second it says by itself that nobody
// does.
type interpreter struct {
	lock   *threading.Lock
	caught []error
	op     sched.Op
}

func (p *interpreter) Resume(t *sched.Thread, w sched.Wake) sched.Request {
	if w == sched.Begin && len(p.caught) < 2 {
		p.op = p.lock.ReleaseOp()
	}
	for len(p.caught) < 2 {
		if r, done := p.op.Step(t, w); !done {
			return r
		}
	}
	t.Uncaught(p.caught[1])
	return sched.Request{Kind: sched.End}
}

func (p *interpreter) Catch(_ *sched.Thread, err error) bool {
	p.caught = append(p.caught, err)
	return true
}

func TestS13ARunnerCatchesWhatItsOpsRaise(t *testing.T) {
	for _, mainThread := range []bool{false, true} {
		onEachMachine(t, func(t *testing.T, run func(io.Writer, bool, func(*sched.Thread)) error) {
			var stderr bytes.Buffer
			p := new(interpreter)
			err := run(&stderr, false, func(t *sched.Thread) {
				p.lock = threading.NewLock(t, "lock")
				if mainThread {
					t.Join(t.SpawnProcess("other", nil, func(t *sched.Thread) { t.Join(t.SpawnRunner("worker", p)) }))
					return
				}
				h := threading.NewRunner(t, "worker", p)
				h.Start(t)
				h.Join(t)
			})
			var misuse *sched.MisuseError
			if len(p.caught) != 2 || !errors.As(err, &misuse) || misuse.Msg != "release unlocked lock" ||
				strings.Count(stderr.String(), "Exception in thread worker") != 1 {
				t.Errorf("caught %v, error %v, stderr %q", p.caught, err, &stderr)
			}
		})
	}
}

// crashing is a runner that panics at once.
type crashing struct{}

func (crashing) Resume(*sched.Thread, sched.Wake) sched.Request { panic("boom") }

// TestS13ARunnerThatPanicsEndsItsThreadAlone: also as the body of a threading.Thread, which is struck off the roll then, and of a
// main thread, which calls at its end what was registered.
func TestS13ARunnerThatPanicsEndsItsThreadAlone(t *testing.T) {
	onEachMachine(t, func(t *testing.T, run func(io.Writer, bool, func(*sched.Thread)) error) {
		err := run(io.Discard, false, func(t *sched.Thread) {
			t.Join(t.SpawnRunner("bare", crashing{}))
			h := threading.NewRunner(t, "handled", crashing{})
			h.Start(t)
			h.Join(t)
			if n := threading.ActiveCount(t); n != 1 {
				t.Fail("%d are active", n)
			}
		})
		var all sched.ThreadErrors
		if !errors.As(err, &all) || len(all) != 2 || all[0].Thread != "bare" || all[1].Thread != "handled" {
			t.Errorf("error %v", err)
		}
	})
	called := false
	_, err := sim.RunRunner(sim.Config{}, registering{func(*sched.Thread) { called = true }})
	if !called || err == nil {
		t.Errorf("a main thread: called %v, error %v", called, err)
	}
}

// registering is the body of a main thread that registers a function, and panics.
type registering struct{ f func(t *sched.Thread) }

func (r registering) Resume(t *sched.Thread, _ sched.Wake) sched.Request {
	t.Process().AtExit(t, r.f)
	panic("boom")
}

// TestS13ARunGoesOnAfterAnExceptionInItsReplay: exactly, and by the order of a simulated or a real one.
func TestS13ARunGoesOnAfterAnExceptionInItsReplay(t *testing.T) {
	program := func(t *sched.Thread) {
		x := sched.NewVar(t, "x", 0)
		for i := range 4 {
			t.Spawn("", func(t *sched.Thread) {
				for range 20 {
					x.Set(t, x.Get(t)+1)
					t.Loop(200, 7)
				}
				if i%2 == 0 {
					panic("boom")
				}
				x.Set(t, x.Get(t)+1)
			})
		}
	}
	for _, d := range gil.Disciplines() {
		c := machinetest.Drawn(d)
		tr, err := machinetest.Simulated(t, c, program)
		if n := len(machinetest.Events(tr, trace.Crash)); err == nil || n != 2 {
			t.Fatalf("%v: %d crashes, error %v", d, n, err)
		}
		c.Seed, c.Strategy = 99, choice.Exact(tr.Events)
		if again, _ := machinetest.Simulated(t, c, program); !slices.Equal(tr.Events, again.Events) {
			t.Errorf("%v: the exact replay differs", d)
		}
		var orders []*trace.Trace
		if d != gil.Off { // without a lock neither can be replayed by order
			real := machinetest.Real{Loop: bytecodes, Timeout: time.Minute}
			recorded, _ := real.Record(t, c.GIL.(gil.Config), program)
			orders = append(orders, tr, recorded)
		}
		for _, order := range orders {
			again, err := machinetest.InOrder(t, c.GIL.(gil.Config), order, program)
			var all sched.ThreadErrors
			if !errors.As(err, &all) || len(all) != 2 {
				t.Errorf("%v, by order: %v", d, err)
			}
			if got, want := values(again, trace.Store), values(order, trace.Store); !slices.Equal(got, want) {
				t.Errorf("%v: by order x becomes %v, want %v", d, got, want)
			}
		}
	}
}

// values returns the arguments of the events of a kind.
func values(tr *trace.Trace, kind trace.Kind) (list []int64) {
	for _, e := range machinetest.Events(tr, kind) {
		list = append(list, e.Arg)
	}
	return list
}
