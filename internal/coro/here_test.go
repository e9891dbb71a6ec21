package coro

import "testing"

// stops yields as often as it is resumed.
type stops struct {
	coro Coro
	here bool
}

func (s *stops) Run() {
	for {
		s.here = s.coro.Here() && deep(1000, &s.coro)
		if s.coro.Yield() {
			s.coro.Unwind()
		}
	}
}

// deep calls Here so deep that the stack must grow.
func deep(n int, c *Coro) bool {
	var room [64]byte
	if n == 0 {
		return c.Here() && room[0] == 0
	}
	return deep(n-1, c)
}

func TestACoroutineKnowsItsGoroutine(t *testing.T) {
	if here() == 0 {
		t.Skip("it cannot be known here")
	}
	var a, b stops
	for _, s := range []*stops{&a, &b} {
		s.coro.Init(s)
		s.coro.Begin()
		for range 3 {
			if s.coro.Resume(); !s.here {
				t.Error("it is not on its own goroutine")
			}
			if s.coro.Here() {
				t.Error("it is on the goroutine of whoever resumes it")
			}
		}
	}
	if a.coro.on == b.coro.on {
		t.Error("two coroutines have one goroutine")
	}
	a.coro.Close(nil)
	b.coro.Close(nil)
}
