package sim_test

import (
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
)

// warming is a machine whose bytecodes take 1 ns, and half of that in a function that has been called three times.
func warming() sim.Config {
	return sim.Config{
		Cores: 2, Bytecode: 1000, Jitter: -1, SpeedJitter: -1, LibraryShare: 100, GIL: gil.Config{Discipline: gil.Interval},
		Library: sched.Library{Warmup: sched.Warmup{Calls: 3, Percent: 50}},
	}
}

// took returns how long f takes.
func took(t *sched.Thread, f func()) time.Duration {
	begin := t.Engine().Now()
	f()
	return time.Duration(t.Engine().Now() - begin)
}

func TestAFunctionIsFasterFromItsNthCallOn(t *testing.T) {
	const n = 10_000
	for _, test := range []struct {
		share int64
		want  []time.Duration
	}{{100, []time.Duration{n, n, n / 2, n / 2}}, {0, []time.Duration{n, n, n, n}}} {
		c := warming()
		c.LibraryShare = test.share
		if _, err := sim.Run(c, func(t2 *sched.Thread) {
			var warm, cold sched.Function
			t2.Run(1)
			for i, want := range test.want {
				if got := took(t2, func() { warm.Run(t2, func() { t2.Loop(n/10, 10) }) }); got != want {
					t.Errorf("library-percent %d: call %d takes %v, want %v", test.share, i+1, got, want)
				}
				if got := took(t2, func() { t2.Loop(n/10, 10) }); got != n {
					t.Errorf("outside of a function the same takes %v, want %v", got, time.Duration(n))
				}
			}
			got := took(t2, func() {
				warm.Run(t2, func() { cold.Run(t2, func() { t2.Loop(n/10, 10) }); t2.Loop(n/10, 10) })
			})
			if want := n + test.want[3]; got != want {
				t.Errorf("a call in a call takes %v, want %v: each function has its own pace", got, want)
			}
		}); err != nil {
			t.Fatal(err)
		}
	}
}

// Who is in the midst of the function when another thread makes the call that warms it up goes on faster from the next time that it has the lock.
func TestAFunctionIsFasterForAllWhoAreInIt(t *testing.T) {
	c := warming()
	c.GIL = gil.Config{Discipline: gil.Interval, Interval: time.Millisecond}
	var f sched.Function
	var ends []time.Duration
	call := func(t *sched.Thread) {
		f.Run(t, func() { t.Loop(1_000_000, 10) }) // 10 ms, or 5
		ends = append(ends, t.Now())
	}
	if _, err := sim.Run(c, func(t *sched.Thread) {
		for range 3 {
			t.Spawn("", call)
		}
	}); err != nil {
		t.Fatal(err)
	}
	if last := ends[len(ends)-1]; last < 16*time.Millisecond || last > 19*time.Millisecond {
		t.Errorf("three calls end after %v, want three of 5 ms and what the first two did before the third one came", last)
	}
}

func TestTheWarmupIsInTheHeader(t *testing.T) {
	for _, text := range []string{"warm-up=8:70", "plain-names,warm-up=1:100"} {
		if l, err := sched.ParseLibrary(text); err != nil || l.String() != text {
			t.Errorf("%q is read as %q, %v", text, l, err)
		}
	}
	for _, text := range []string{"warm-up=0:70", "warm-up=8", "warm-up=8:0", "warm-up=8:101", "warm-up=-1:7", "warm-up=", "warm-up=x:y"} {
		if _, err := sched.ParseLibrary(text); err == nil {
			t.Errorf("%q is read without an error", text)
		}
	}
}
