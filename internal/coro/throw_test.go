package coro

import "testing"

// thrower is a body that yields until nothing is thrown into it, and notes what was.
type thrower struct {
	c      *Coro
	caught []any
}

func (b *thrower) Run() {
	for range 3 {
		func() {
			defer func() {
				if p := recover(); p != nil && !b.c.Closing() {
					b.caught = append(b.caught, p)
				} else if p != nil {
					panic(p)
				}
			}()
			if b.c.Yield() {
				b.c.Unwind()
			}
		}()
	}
}

func TestWhatIsThrownIsRaisedWhereTheCoroutineIsPaused(t *testing.T) {
	b := &thrower{c: new(Coro)}
	b.c.Init(b)
	b.c.Begin()
	b.c.Resume()
	b.c.Throw("one")
	b.c.Resume()
	if len(b.caught) != 1 || b.caught[0] != "one" || b.c.Done() {
		t.Fatalf("caught %v, done %v", b.caught, b.c.Done())
	}
	b.c.Resume() // not again
	if len(b.caught) != 1 {
		t.Fatalf("caught %v", b.caught)
	}
	b.c.Throw("two")
	if !b.c.Close(nil) || len(b.caught) != 1 {
		t.Errorf("a coroutine that is closed is thrown %v, and not unwound", b.caught)
	}
}

func TestWhatIsThrownAndNotCaughtEndsTheCoroutine(t *testing.T) {
	c := new(Coro)
	c.Init(yields{c})
	c.Begin()
	c.Resume()
	c.Throw("boom")
	if !c.Resume() || c.Err() == nil || c.Err().Error() != "panic: boom" {
		t.Errorf("done %v, error %v", c.Done(), c.Err())
	}
}

// yields is a body that yields once.
type yields struct{ c *Coro }

func (b yields) Run() {
	if b.c.Yield() {
		b.c.Unwind()
	}
}
