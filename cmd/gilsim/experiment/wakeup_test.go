// This file compares what a wake-up costs on the machine of --profile vm with testdata/reference/wakeups.txt.

package experiment

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace"
)

// A wakeState is what a thread is in when it is woken, again and again.
type wakeState struct {
	after  time.Duration // since it fell asleep
	crowd  bool          // another thread uses its core meanwhile
	greedy bool          // it has had more of the processor than that one
}

// wakeStates are those of wakeups.txt.
func wakeStates(name string) (s wakeState) {
	var micros int
	if _, err := fmt.Sscanf(name, "idle %d", &micros); err == nil {
		return wakeState{after: time.Duration(micros) * time.Microsecond}
	}
	return wakeState{after: 300 * time.Microsecond, crowd: true, greedy: name == "behind"}
}

// wakeRounds is how often each state is made.
const wakeRounds = 51

// figures wakes a thread from another core again and again, and returns the medians of what that costs, in microseconds.
func (s wakeState) figures(t *testing.T, machine sim.Config) map[string]float64 {
	t.Helper()
	machine.Cores, machine.Seed, machine.Balance = 2, 1, -1
	var waker, runs, cpu, victim, stints, back, lost []time.Duration
	var slept, woke time.Duration
	over := false
	tr, err := sim.Record(machine, func(t *sched.Thread) {
		l, now := threading.NewLock(t, "l"), t.Engine().Now
		l.Acquire(t)
		crowd := func(t *sched.Thread) {
			for last := now(); !over; last = now() {
				t.Run(100)
				if gap := now() - last; gap > 5*time.Microsecond && gap < 100*time.Microsecond {
					lost = append(lost, gap)
				}
			}
		}
		t.Spawn("woken", func(t *sched.Thread) { // 2
			if s.crowd {
				t.Spawn("crowd", crowd) // on the same core, as the other one has a thread, too
			}
			for {
				if s.greedy {
					t.Run(500_000)
				}
				slept = now()
				l.Acquire(t) // it has it, and so waits until the other one releases it
				if over {
					return
				}
				t.Run(1)
				runs, back = append(runs, now()-woke), append(back, now())
			}
		})
		for last := time.Duration(0); len(waker) < wakeRounds; last = woke {
			for slept <= last || now() < slept+s.after {
				t.Run(50)
			}
			woke = now()
			l.Release(t)
			t.Run(1)
			waker = append(waker, now()-woke)
		}
		for slept <= woke {
			t.Run(50)
		}
		over = true
		l.Release(t)
	})
	if err != nil {
		t.Fatal(err)
	}
	var ran time.Duration
	for _, e := range tr.Events {
		switch at := time.Duration(e.Time); {
		case e.Thread != 2:
		case e.Kind == trace.Run:
			ran = at
		case e.Kind == trace.Park:
			stints = append(stints, at-ran)
			for len(back) > 0 && back[0] <= at {
				if back[0] > ran {
					cpu = append(cpu, back[0]-ran)
				}
				back = back[1:]
			}
		}
	}
	for _, d := range lost {
		victim = append(victim, d-middle(stints))
	}
	f := map[string]float64{}
	for name, list := range map[string][]time.Duration{"waker": waker, "runs": runs, "cpu": cpu, "victim": victim} {
		f[name] = float64(middle(list)) / 1e3
	}
	return f
}

func TestScoreOfWakeups(t *testing.T) {
	machine := scoredMachine(t)
	file, err := os.Open("../../../testdata/reference/wakeups.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	figures := map[string]map[string]float64{}
	var s score
	for lines := bufio.NewScanner(file); lines.Scan(); {
		line := lines.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		words := strings.Fields(line)
		state, name := strings.Join(words[:len(words)-3], " "), words[len(words)-3]
		var low, high float64
		if _, err := fmt.Sscan(strings.Join(words[len(words)-2:], " "), &low, &high); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if figures[state] == nil {
			figures[state] = wakeStates(state).figures(t, machine)
		}
		key := "wake-up " + state + " " + name
		mustStay(t, key, s.line(t, key, figures[state][name], low, high))
	}
	t.Logf("wake-ups: %d of %d figures inside", s.inside, s.all)
}
