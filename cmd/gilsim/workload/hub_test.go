package workload

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// recordedOnHub runs a program with a hub on a machine on which only what waits takes time, so that its figures can be worked
// out by hand, and returns what it prints, too.
func recordedOnHub(t *testing.T, name string, given ...string) (lines []string, o Outcome, tr *trace.Trace) {
	t.Helper()
	p := Find(name)
	in := input(t, p, 0, params(given...))
	exactly := sched.Config{Bytecode: 1, WakeIdle: -1, WakeBusy: -1, WakeCost: -1, WakeEmpty: -1, Switch: -1, Lateness: -1,
		SpawnCost: -1, Jitter: -1, SpeedJitter: -1}
	tr, err := sched.Record(exactly, func(t *sched.Thread) { o = p.Run(t, in) })
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
		{"true", 3 * time.Second, []string{"task1 run", "task2 run", "task2 over", "task1 over", "both slept at the same time"}},
		{"false", 4 * time.Second, []string{"task1 run", "task1 over", "task2 run", "task2 over", "each slept by itself"}},
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

func TestAQueueWithoutProducersOrConsumersIsRefused(t *testing.T) {
	p := Find("hub-producer-consumer")
	for _, name := range []string{"producers", "consumers"} {
		for _, n := range []string{"0", "1001"} {
			_, _, err := run(p, input(t, p, 0, params(name, n)), sched.Config{})
			if want := fmt.Sprintf("parameter %s is %s: it must be 1 to 1000", name, n); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s=%s: %v, want %q", name, n, err, want)
			}
		}
	}
}
