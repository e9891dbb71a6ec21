package python_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/python"
	"github.com/gilsim/gilsim/sched/native"
)

// A handler runs where its version looks for requests, and nowhere else: from 3.10 on it never runs between the load and the store of x += 1,
// and before it can. With grants, and with one request for each step, that comes at the same places.
func TestHandlersRunWhereTheVersionLooks(t *testing.T) {
	const source = `
import signal
x = 0
ticks = 0
def tick(signum, frame):
    global x, ticks
    x += 1
    ticks += 1
signal.signal(signal.SIGALRM, tick)
signal.setitimer(signal.ITIMER_REAL, 0.00001, 0.0000137)
n = 0
while ticks < 500:
    x += 1
    n += 1
signal.setitimer(signal.ITIMER_REAL, 0)
print(n + ticks - x)
`
	for _, version := range versions[1:] {
		var lost [2]string
		for i := range lost {
			e := compile(t, "tick.py", source, version).Start(python.Options{})
			if i == 1 {
				e.Stepwise()
			}
			lost[i] = runExecution(t, e, version)
		}
		if lost[0] != lost[1] {
			t.Errorf("%s: %s updates are lost with grants, %s without", version, lost[0], lost[1])
		}
		if early := version == "3.6" || version == "3.9"; (lost[0] != "0") != early {
			t.Errorf("%s: %s updates are lost", version, lost[0])
		}
	}
}

// A wait that a signal interrupts lasts as long as it would have, handlers included, and is over at once if a handler raises.
func TestAnInterruptedWaitKeepsItsTime(t *testing.T) {
	const source = `
import signal, time
signal.signal(signal.SIGALRM, lambda *args: None)
signal.setitimer(signal.ITIMER_REAL, 0.0003, 0.0007)
start = time.monotonic()
time.sleep(0.01)
print(round(time.monotonic() - start, 4))
signal.setitimer(signal.ITIMER_REAL, 0)
def late(*args): raise TimeoutError
signal.signal(signal.SIGALRM, late)
signal.setitimer(signal.ITIMER_REAL, 0.002)
start = time.monotonic()
try: time.sleep(3)
except TimeoutError: print(round(time.monotonic() - start, 3))
`
	e := compile(t, "wait.py", source, "3.11").Start(python.Options{})
	if got, want := runExecution(t, e, "3.11"), "0.0101\n0.002"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A program that sets a handler or a timer says in a sentence why it cannot be run for real.
func TestSignalsAreSimulatedOnly(t *testing.T) {
	for _, call := range []string{"signal(10, 1)", "alarm(1)", "pause()", "setitimer(0, 1)", "raise_signal(10)"} {
		p := compile(t, "signals.py", "import signal\nsignal."+call, "3.11")
		c := realMachine(t, "3.11", 0)
		c.Timeout = 10 * time.Second
		_, err := native.RunRunner(context.Background(), c, p.Start(python.Options{}))
		if err == nil || !strings.Contains(err.Error(), "neither a real run nor a search has them yet") || !p.UsesSignals() {
			t.Errorf("%s for real: %v", call, err)
		}
	}
}
