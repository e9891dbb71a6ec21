// This file defines the program in which an alarm ends a call that would never come back.

package workload

import (
	"fmt"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
	"github.com/gilsim/gilsim/sched/signal"
)

// alarm is the tutorials' signal.
func alarm() *Program {
	return &Program{
		Name:      "alarm",
		Family:    "multiprocessing",
		Processes: true,
		Short:     "a signal ends an open that never comes back, once its handler has won the lock",
		Doc: `The main thread says what SIGALRM does, sets an alarm, and opens a FIFO that
nobody writes to: open waits for ever. The signal comes, and its handler raises
OSError, which ends the open. With raises=false the handler returns, and the
open goes on (PEP 475, Python 3.5; before that it failed with EINTR) until
somebody opens the other side.

The tutorials' program opens a device with an alarm of 5 s, and it holds: a
handler may end what waits. What they leave out is where it runs: in the main
thread, between two bytecodes, and so not before the main thread has won the
interpreter lock. Beside threads that compute that takes an interval and more:
the metric "late_seconds" is how much later than the signal the handler runs.
Measured with CPython, beside four such threads: 30 to 137 ms.`,
		Try: []string{
			"gilsim --workload=alarm --threads=1  # one thread that computes: an interval at most",
			"gilsim --workload=alarm --gil=off  # nobody has to be waited for",
			"gilsim --workload=alarm --gil=coop  # a handler that waits until all the others have ended",
			"gilsim --workload=alarm --param=raises=false --view=program  # the open goes on after the handler",
		},
		Threads: 4,
		Params: []Param{
			{Name: "after", Default: "20ms", Doc: "when the alarm comes; the tutorials' is 5 s"},
			{Name: "rounds", Default: "5000000", Doc: "rounds of the loop that each of the other threads computes"},
			{Name: "raises", Default: "true", Doc: "whether the handler raises an exception, or returns"},
		},
		Run: runAlarm,
	}
}

// noDevice is what the handler raises.
const noDevice = "Couldn't open device!"

// runAlarm waits for the FIFO. The handler must have run once, not before its time, and the open must have ended as it says.
func runAlarm(t *sched.Thread, in Input) Outcome {
	const device = "device"
	must(t, ipc.MakeFifo(t, device))
	calls, ran := sched.NewVar(t, "calls", 0), time.Duration(0)
	signal.Signal(t, signal.SIGALRM, signal.Func(func(t *sched.Thread, number int) {
		ran = t.Now()
		t.Print("Signal handler called with signal", number)
		addTo(t, calls, 1)
		if in.Bool("raises") {
			t.FailWith("OSError", noDevice)
		}
	}))
	crew := make([]*sched.Thread, in.Threads)
	for i := range crew {
		crew[i] = t.Spawn(ordinal("busy", i), func(t *sched.Thread) { xor(t, in.Int("rounds")) })
	}
	if !in.Bool("raises") {
		crew = append(crew, t.Spawn("other side", func(t *sched.Thread) {
			for calls.Get(t) == 0 {
				t.Sleep(time.Millisecond)
			}
			_, err := ipc.OpenFifo(t, device, ipc.WriteOnly)
			must(t, err)
		}))
	}
	ended, due := openUntil(t, device, in.Duration("after"))
	t.Print(ended)
	for _, other := range crew {
		t.Join(other)
	}
	want := "opened"
	if in.Bool("raises") {
		want = "OSError: " + noDevice
	}
	n := calls.Get(t)
	return Outcome{
		Result:  fmt.Sprintf("%s, after %s of the handler", ended, plural(n, "call", "calls")),
		OK:      ended == want && n == 1 && ran >= due,
		Want:    want + ", after 1 call of the handler",
		Metrics: []Metric{{"late_seconds", max(0, ran-due).Seconds()}},
	}
}

// openUntil opens the FIFO to read, with an alarm after so long. It returns how that has ended, and when the alarm was due.
func openUntil(t *sched.Thread, path string, after time.Duration) (ended string, due time.Duration) {
	ended = raisedBy(t, func() {
		due = t.Now() + after
		signal.SetITimer(t, after, 0)
		_, err := ipc.OpenFifo(t, path, ipc.ReadOnly)
		must(t, err)
	})
	if ended == "" {
		ended = "opened"
	}
	return ended, due
}
