package coro

import (
	"errors"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// start makes a coroutine of fn, which is handed its own coroutine.
func start(fn func(c *Coro)) *Coro {
	c := new(Coro)
	c.Init(function(func() { fn(c) }))
	c.Begin()
	return c
}

// pause yields, and unwinds if that is asked for.
func pause(c *Coro) {
	if c.Yield() {
		c.Unwind()
	}
}

// function is a Body that is a func.
type function func()

func (f function) Run() { f() }

func TestRunsInTurns(t *testing.T) {
	var got []string
	c := start(func(c *Coro) {
		got = append(got, "a")
		pause(c)
		got = append(got, "b")
	})
	for !c.Resume() {
		got = append(got, "|")
	}
	if want := []string{"a", "|", "b"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if !c.Resume() {
		t.Error("an ended coroutine came back to life")
	}
}

func TestPanicKeepsItsValueAndItsStack(t *testing.T) {
	cause := errors.New("no such account")
	c := start(func(*Coro) { failDeep(cause) })
	c.Resume()
	var p *PanicError
	if !errors.As(c.Err(), &p) || !errors.Is(c.Err(), cause) {
		t.Fatalf("Err() = %v, want a PanicError around %v", c.Err(), cause)
	}
	if !strings.Contains(string(p.Stack), "failDeep") {
		t.Errorf("the stack does not name the function that panicked:\n%s", p.Stack)
	}
}

func failDeep(err error) { panic(err) }

func TestCloseRunsDeferredCallsAndLeavesNoGoroutine(t *testing.T) {
	before := runtime.NumGoroutine()
	unwound := 0
	for range 100 {
		c := start(func(c *Coro) {
			defer func() { unwound++ }()
			for {
				pause(c)
			}
		})
		c.Resume()
		for range 2 {
			if !c.Close(nil) {
				t.Fatal("Close reports that the coroutine stays")
			}
		}
	}
	if unwound != 100 {
		t.Errorf("%d of 100 ran their deferred call", unwound)
	}
	if after := runtime.NumGoroutine(); after > before {
		t.Errorf("%d goroutines before, %d after", before, after)
	}
}

func TestCloseBeforeTheFirstResumeRunsNothing(t *testing.T) {
	c := new(Coro)
	c.Init(function(func() { t.Error("the function ran") }))
	if !c.Close(nil) || !c.Resume() {
		t.Error("a closed coroutine is not done")
	}
}

func TestYieldInADeferredCallOfAClosedCoroutineDoesNotReturn(t *testing.T) {
	c := start(func(c *Coro) {
		defer func() { pause(c); t.Error("the pause ended") }()
		pause(c)
	})
	c.Resume()
	if !c.Close(nil) {
		t.Error("the coroutine was given up")
	}
}

func TestAFunctionThatRecoversForEverIsGivenUp(t *testing.T) {
	c := start(func(c *Coro) {
		for {
			func() {
				defer func() { recover() }()
				pause(c)
			}()
		}
	})
	c.Resume()
	if c.Close(nil) {
		t.Error("Close reports an end that cannot have come")
	}
}

func TestSwitchingAllocatesNothing(t *testing.T) {
	c := start(func(c *Coro) {
		for {
			pause(c)
		}
	})
	c.Resume()
	defer c.Close(nil)
	if n := testing.AllocsPerRun(100, func() { c.Resume() }); n != 0 {
		t.Errorf("%v allocations a round trip", n)
	}
}

func BenchmarkRoundTrip(b *testing.B) {
	c := start(func(c *Coro) {
		for {
			pause(c)
		}
	})
	defer c.Close(nil)
	for b.Loop() {
		c.Resume()
	}
}
