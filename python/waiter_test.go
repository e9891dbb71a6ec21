package python_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/python"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
)

// Who waits for a notification that never comes does not wait for itself, though the lock that a Condition's wait waits for has been
// acquired by that very thread; nor is the lock named after what the program assigns the result to.
func TestNobodyWaitsForItselfInACondition(t *testing.T) {
	const source = "import queue, threading\nq = queue.Queue()\ndef work():\n    item = q.get()\nt = threading.Thread(target=work)\nt.start()\nt.join()\n"
	for _, version := range versions {
		_, err := sim.RecordRunner(machine(t, version, 0, 1), compile(t, "waits.py", source, version).Start(python.Options{}))
		var d *sched.DeadlockError
		if !errors.As(err, &d) || len(d.Cycle) > 0 || len(d.Waits) != 2 || d.Waits[1].Holder != "" || strings.Contains(err.Error(), "item") {
			t.Errorf("%s: %v", version, err)
		}
	}
}
