// This file holds how CPython 2.7 waits with a time-out (S9).

package threading_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace"
)

// era returns the configuration of a simulated machine under a version.
func era(t *testing.T, version string) sim.Config {
	t.Helper()
	e, err := gil.CPython(version)
	if err != nil {
		t.Fatal(err)
	}
	return sim.Config{Cores: 2, GIL: e.Lock, Bytecode: e.Bytecode, Library: e.Library}
}

// TestS9AWaitWithATimeoutPollsUpTo31: 4 sleeps (of 1, 2, 4 and 3 ms) in place of one wait of 10 ms. Measured: 4.0 on 2.7, 1.0 on
// 3.11.
func TestS9AWaitWithATimeoutPollsUpTo31(t *testing.T) {
	const d = 10 * time.Millisecond
	waits := map[string]func(t *sched.Thread){
		"queue":     func(t *sched.Thread) { threading.NewQueue[int](t, "q", 0).GetTimeout(t, d) },
		"event":     func(t *sched.Thread) { threading.NewEvent(t, "e").WaitTimeout(t, d) },
		"semaphore": func(t *sched.Thread) { threading.NewSemaphore(t, "s", 0).AcquireTimeout(t, d) },
		"condition": func(t *sched.Thread) {
			c := threading.NewCondition(t, "c")
			c.With(t, func() { c.WaitTimeout(t, d) })
		},
		"join": func(t *sched.Thread) {
			h := threading.New(t, "", func(t *sched.Thread) { t.IO("disk", time.Second) })
			h.Start(t)
			h.JoinTimeout(t, d)
		},
	}
	for name, wait := range waits {
		for version, want := range map[string]int{"2.7": 4, "3.11": 0} {
			tr := machinetest.Record(t, era(t, version), wait)
			sleeps := machinetest.Events(tr, trace.Sleep)
			if len(sleeps) != want {
				t.Errorf("%s, %s: %d sleeps, want %d", name, version, len(sleeps), want)
			}
			if n := int64(time.Millisecond); len(sleeps) == 4 && (sleeps[0].Arg != n || sleeps[1].Arg != 2*n || sleeps[2].Arg != 4*n) {
				t.Errorf("%s: they are %v", name, sleeps)
			}
		}
	}
}

// TestS9AnItemIsGotLateUpTo31: by 20 ms on average, and 47 ms at worst, as measured; a wait without a time-out is none of that.
func TestS9AnItemIsGotLateUpTo31(t *testing.T) {
	late := func(version string, timeout time.Duration) (mean, worst time.Duration) {
		const items = 60
		var put [items]time.Duration
		if _, err := sim.Run(era(t, version), func(t *sched.Thread) {
			q := threading.NewQueue[int](t, "q", 0)
			t.Spawn("producer", func(t *sched.Thread) {
				for i := range items {
					t.Sleep(200*time.Millisecond + time.Duration(t.Random(300))*time.Millisecond)
					put[i] = t.Now()
					q.Put(t, i)
				}
			})
			for range items {
				i, err := q.GetTimeout(t, timeout)
				if err != nil {
					t.Fail("%v", err)
				}
				after := t.Now() - put[i]
				mean, worst = mean+after/items, max(worst, after)
			}
		}); err != nil {
			t.Fatal(err)
		}
		return mean, worst
	}
	if mean, worst := late("2.7", time.Second); mean < 10*time.Millisecond || mean > 30*time.Millisecond || worst < 40*time.Millisecond || worst > 52*time.Millisecond {
		t.Errorf("2.7: %v on average, %v at worst", mean, worst)
	}
	for version, timeout := range map[string]time.Duration{"2.7": sched.Forever, "3.11": time.Second} {
		if mean, worst := late(version, timeout); worst > time.Millisecond {
			t.Errorf("%s, at most %v: %v on average, %v at worst", version, timeout, mean, worst)
		}
	}
}

// TestS9AnEventThatIsSetAndClearedIsMissedUpTo31: Event.wait of 2.7 returns the flag. On both machines.
func TestS9AnEventThatIsSetAndClearedIsMissedUpTo31(t *testing.T) {
	for version, want := range map[string]bool{"2.7": false, "3.11": true} {
		program := func(t *sched.Thread) {
			e := threading.NewEvent(t, "e")
			t.Spawn("", func(t *sched.Thread) {
				t.Sleep(20 * time.Millisecond)
				e.Set(t)
				e.Clear(t)
			})
			if got := e.WaitTimeout(t, 100*time.Millisecond); got != want {
				t.Fail("%s: wait returns %v", version, got)
			}
		}
		c := era(t, version)
		_, err := sim.Run(c, program)
		_, really := native.Run(context.Background(), native.Config{GIL: c.GIL, Library: c.Library, Timeout: time.Minute}, program)
		if err != nil || really != nil {
			t.Errorf("simulated: %v; real: %v", err, really)
		}
	}
}

// TestTheHeaderKeepsTheLibrary: a replay has the same habits.
func TestTheHeaderKeepsTheLibrary(t *testing.T) {
	const habits = "plain-names,zero-sleep-returns,daemon-workers,polled-waits,deaf-locks,interrupted-calls"
	c := era(t, "2.7")
	c.LibraryShare = 100
	back, err := sim.ConfigOf(c.Header("", nil))
	if text := back.Library.String(); err != nil || back.Library != c.Library || !strings.HasPrefix(text, habits+",call=") {
		t.Errorf("%v comes back as %v, %v", c.Library, back.Library, err)
	}
	c.LibraryShare = 0 // then what calls cost does not matter
	if back, err = sim.ConfigOf(c.Header("", nil)); err != nil || back.Library.String() != habits {
		t.Errorf("%v comes back as %v, %v", c.Library, back.Library, err)
	}
	for _, wrong := range []string{"lock", "lock=", "lock=0", "lock=-3", "lock=1000000001", "look=3"} {
		if _, err := sched.ParseLibrary(wrong); err == nil {
			t.Errorf("%s is read as what a call costs", wrong)
		}
	}
	if _, err := sched.ParseLibrary("polled-waits,odd"); err == nil {
		t.Error("an unknown habit is read")
	}
}
