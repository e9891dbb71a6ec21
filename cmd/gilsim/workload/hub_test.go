// This file holds what the programs with a hub print, and how long they take, against what gevent does.

package workload

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// recordedOnHub runs a program with a hub on a machine on which only what waits takes time, so that its figures can be worked
// out by hand, and returns what it prints, too.
func recordedOnHub(t *testing.T, name string, given ...string) (lines []string, o Outcome, tr *trace.Trace) {
	t.Helper()
	p := Find(name)
	in := input(t, p, 0, params(given...))
	exactly := sim.Config{Bytecode: 1, WakeIdle: -1, WakeBusy: -1, WakeCost: -1, WakeEmpty: -1, Switch: -1, Lateness: -1,
		SpawnCost: -1, Jitter: -1, SpeedJitter: -1}
	tr, err := sim.Record(exactly, func(t *sched.Thread) { o = p.Run(t, in) })
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	if err := trace.WriteProgram(&text, tr); err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(text.String(), "\n"), "\n"), o, tr
}

// wall returns how long a run lasted, without the bytecodes.
func wall(tr *trace.Trace) time.Duration {
	return time.Duration(tr.Events[len(tr.Events)-1].Time).Truncate(time.Millisecond)
}

// TestASleepParksOneGreenletWithThePatchAndTheThreadWithout holds what monkey.patch_all() of gevent 22.10.2 does to time.sleep: 3 s
// and 1 s at the same time, or one after the other.
func TestASleepParksOneGreenletWithThePatchAndTheThreadWithout(t *testing.T) {
	for _, test := range []struct {
		patch string
		took  time.Duration
		lines []string
	}{
		{"true", 300 * time.Millisecond, []string{"task1 run", "task2 run", "task2 over", "task1 over", "both slept at the same time"}},
		{"false", 400 * time.Millisecond, []string{"task1 run", "task1 over", "task2 run", "task2 over", "each slept by itself"}},
	} {
		lines, o, tr := recordedOnHub(t, "gevent", "patch", test.patch)
		if took := wall(tr); !o.OK || took != test.took || !slices.Equal(lines, test.lines) {
			t.Errorf("patch=%s: %v, and prints %q, want %v and %q", test.patch, took, lines, test.took, test.lines)
		}
	}
}

// TestWithoutThePatchNothingElseRunsInASleep holds that a thread which is blocked has no hub that could go on: between a sleep
// of a greenlet and its next step there is no step of its thread.
func TestWithoutThePatchNothingElseRunsInASleep(t *testing.T) {
	for _, test := range []struct {
		patch    string
		switches bool
	}{{"true", true}, {"false", false}} {
		_, _, tr := recordedOnHub(t, "gevent", "patch", test.patch)
		for i, e := range tr.Events {
			if e.Kind != trace.Sleep {
				continue
			}
			next := slices.IndexFunc(tr.Events[i+1:], func(other trace.Event) bool {
				return other.Thread == e.Thread && other.Kind.Spec().Group == trace.Program && other.Kind != trace.Now
			})
			if other := tr.Events[i+1+next]; (other.Kind == trace.Switch) != test.switches || other.Actor != e.Actor {
				t.Errorf("patch=%s: after the sleep at %d ns its thread does %v, want it to switch: %t", test.patch, e.Time, other.Kind, test.switches)
			}
		}
	}
}

// TestEachWaitIsATurnOfTheHub holds a run that was worked out by hand: a put waits only where the queue is full, a get where it
// is empty, each wait is one switch to the hub, and who makes and who uses do so at the same time.
func TestEachWaitIsATurnOfTheHub(t *testing.T) {
	lines, o, tr := recordedOnHub(t, "hub-producer-consumer", "consumers", "1", "items", "3", "buffer", "1", "make", "10ms", "use", "25ms")
	want := []string{
		"producer-1 has put 1", // at 10 ms
		"consumer-1 uses 1 of producer-1",
		"producer-1 has put 2",            // at 20 ms
		"consumer-1 uses 2 of producer-1", // at 35 ms, so that there is room
		"producer-1 has put 3",            // since 30 ms it has waited for that
		"consumer-1 uses 3 of producer-1", // at 60 ms
	}
	if !slices.Equal(lines, want) {
		t.Errorf("it prints %q, want %q", lines, want)
	}
	// The main greenlet waits for the producer, for room for the mark of the end, and for the consumer. The producer
	// sleeps three times, waits for room once, and ends. The consumer waits for an item once, sleeps three times, and ends.
	const turns = 3 + 5 + 5
	if took := wall(tr); !o.OK || o.Metrics[1].Value != turns || took != 85*time.Millisecond {
		t.Errorf("%q after %v, %v, want 85 ms and %d turns of the hub", o.Result, took, o.Metrics, turns)
	}
}

// TestEachItemIsUsedOnceWhateverTheQueueHolds holds it for many shapes, on both machines and under every lock.
func TestEachItemIsUsedOnceWhateverTheQueueHolds(t *testing.T) {
	for _, n := range []struct{ producers, consumers, buffer int }{{1, 1, 0}, {1, 5, 1}, {5, 1, 1}, {4, 3, 2}, {7, 7, 100}} {
		given := params("items", "6", "make", "20us", "use", "30us",
			"producers", fmt.Sprint(n.producers), "consumers", fmt.Sprint(n.consumers), "buffer", fmt.Sprint(n.buffer))
		ends(t, "hub-producer-consumer", 2, given, fmt.Sprintf("%d items used", 2*6*n.producers), true)
	}
}

// TestAPoolTakesAsLongAsItsPlacesAllow holds the time of a pool, and the order of its callbacks, against what they must be: each
// page starts as soon as a place is free, the pages in their order, and is handled when it is there.
func TestAPoolTakesAsLongAsItsPlacesAllow(t *testing.T) {
	for _, size := range []int{1, 2, 5, 20, 100} {
		lines, o, tr := recordedOnHub(t, "hub-pool", "work", "0", "size", fmt.Sprint(size))
		latencies := latenciesOf(tr)[:20]
		took, order := placed(latencies, size)
		var sum time.Duration
		for _, l := range latencies {
			sum += l
		}
		if !o.OK || !nearly(o.Metrics[0].Value, sum) || !nearly(o.Metrics[1].Value, took) {
			t.Errorf("size %d: %q, %v; want %v one by one, and %v with the pool", size, o.Result, o.Metrics, sum, took)
		}
		for i, n := range order {
			if page := fmt.Sprintf("https://example.org/%d ", n+1); !strings.HasPrefix(lines[20+i], page) {
				t.Errorf("size %d: page number %d is %q, want %s", size, i+1, lines[20+i], page)
			}
		}
	}
}

// latenciesOf returns how long each page of a run takes, in the order in which they are asked for.
func latenciesOf(tr *trace.Trace) (list []time.Duration) {
	for _, e := range tr.Events {
		if e.Kind == trace.IO {
			list = append(list, time.Duration(e.Arg))
		}
	}
	return list
}

// placed returns when the last of these is over, if each starts as soon as one of so many places is free, and the order in
// which they are.
func placed(latencies []time.Duration, places int) (last time.Duration, order []int) {
	free, over := make([]time.Duration, places), make([]time.Duration, len(latencies))
	for i, l := range latencies {
		place := slices.Index(free, slices.Min(free))
		free[place] += l
		over[i] = free[place]
		order = append(order, i)
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(over[a] - over[b]) })
	return slices.Max(over), order
}

// nearly reports whether a time in seconds is that, but for the microseconds that bytecodes take.
func nearly(seconds float64, want time.Duration) bool {
	return math.Abs(seconds-want.Seconds()) < 50e-6
}

// TestEachPageIsHandledOnceAndAFailureIsNobodyElses holds that a link is called for each greenlet that ends well, and the hub told
// of each other one, on both machines and under every lock.
func TestEachPageIsHandledOnceAndAFailureIsNobodyElses(t *testing.T) {
	ends(t, "hub-pool", 1, params("pages", "12", "latency", "100us", "work", "10"), "12 pages handled", true)
	ends(t, "hub-pool", 2, params("pages", "12", "latency", "100us", "work", "10", "size", "3", "broken", "4"), "9 pages handled", true)
	lines, _, _ := recordedOnHub(t, "hub-pool", "pages", "2", "broken", "2")
	if want := `<Greenlet "page-2"> failed with 404 Not Found: https://example.org/2`; !slices.Contains(lines, want) {
		t.Errorf("it prints %q, want among it %q", lines, want)
	}
}

// TestGreenletsNeedSomebodyToWorkFor holds that numbers are refused with which a program would never do anything, or never end.
func TestGreenletsNeedSomebodyToWorkFor(t *testing.T) {
	for _, test := range []struct{ program, param, value, want string }{
		{"hub-producer-consumer", "producers", "0", "it must be 1 to 1000"},
		{"hub-producer-consumer", "producers", "1001", "it must be 1 to 1000"},
		{"hub-producer-consumer", "consumers", "0", "it must be 1 to 1000"},
		{"hub-producer-consumer", "consumers", "1001", "it must be 1 to 1000"},
		{"hub-pool", "size", "0", "it must be 1 to 100000"},
		{"hub-pool", "size", "100001", "it must be 1 to 100000"},
		{"hub-pool", "pages", "100001", "it must be at most 100000"},
	} {
		p := Find(test.program)
		_, _, err := run(p, input(t, p, 0, params(test.param, test.value)), sim.Config{})
		if want := fmt.Sprintf("parameter %s is %s: %s", test.param, test.value, test.want); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", test.program, err, want)
		}
	}
}
