package coro

import (
	"errors"
	"runtime"
	"testing"
)

// A goroutine that stays runs the body again, however the body has ended: it has returned, panicked or been closed. Nothing of the run
// before is seen in the next one, and Dismiss leaves nothing behind.
func TestAGoroutineThatStaysIsUsedAgain(t *testing.T) {
	before := runtime.NumGoroutine()
	c, failure := new(Coro), errors.New("boom")
	var ends func()
	c.Init(function(func() { pause(c); ends() }))
	c.Stay(true)
	c.Begin()
	for range 3 {
		ends = func() { panic(failure) }
		c.Resume()
		if !c.Resume() || !c.Idle() || !errors.Is(c.Err(), failure) {
			t.Fatalf("done %v, idle %v, error %v", c.Done(), c.Idle(), c.Err())
		}
		c.Again()
		if c.Resume() || c.Err() != nil || c.Idle() {
			t.Fatalf("done %v, idle %v, error %v before its next end", c.Done(), c.Idle(), c.Err())
		}
		if !c.Close(nil) || !c.Idle() || c.Err() != nil {
			t.Fatalf("closed: done %v, idle %v, error %v", c.Done(), c.Idle(), c.Err())
		}
		c.Again()
		ends = func() {}
		c.Resume()
		if c.Closing() || !c.Resume() || !c.Idle() || runtime.NumGoroutine() != before+1 {
			t.Fatalf("closing %v, done %v, idle %v, %d goroutines more than one", c.Closing(), c.Done(), c.Idle(), runtime.NumGoroutine()-before-1)
		}
		c.Again()
	}
	c.Resume()
	c.Resume()
	c.Dismiss()
	if after := runtime.NumGoroutine(); after != before {
		t.Errorf("%d goroutines before, %d after", before, after)
	}
}

// A body can say at its end that the goroutine is not needed any more; one that ends its goroutine itself leaves none that is idle.
func TestAGoroutineNeedNotStay(t *testing.T) {
	before := runtime.NumGoroutine()
	c := new(Coro)
	c.Init(function(func() { c.Stay(false) }))
	c.Stay(true)
	c.Begin()
	if !c.Resume() || c.Idle() {
		t.Errorf("done %v, idle %v", c.Done(), c.Idle())
	}
	c.Dismiss()
	g := new(Coro)
	g.Init(function(runtime.Goexit))
	g.Stay(true)
	g.Begin()
	over := make(chan bool)
	go func() {
		defer close(over)
		g.Resume() // which ends this goroutine, too
	}()
	<-over
	if !g.Done() || g.Idle() {
		t.Errorf("done %v, idle %v", g.Done(), g.Idle())
	}
	g.Dismiss()
	for i := 0; runtime.NumGoroutine() > before && i < 1000; i++ {
		runtime.Gosched()
	}
	if after := runtime.NumGoroutine(); after > before {
		t.Errorf("%d goroutines before, %d after", before, after)
	}
}
