// This file holds the phases of a receive in each model.

package workload

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/gil"
)

// All wait for as long as the data do not come. Who asks now and then notices that up to a pause later.
func TestWhoPollsHasTheDataLater(t *testing.T) {
	p := Find("waitdata")
	o, _, err := run(p, input(t, p, 0, params("wait", "10ms", "size", "1000", "poll", "3ms")), locked(gil.On))
	if err != nil || !o.OK {
		t.Fatalf("%q (%v)", o.Result, err)
	}
	for _, r := range receivers() {
		copied := o.metric(r.model + "_copy_seconds")
		if polls := r.model == "nonblocking"; polls && (copied < 500e-6 || copied > 3.2e-3) || !polls && copied > 100e-6 {
			t.Errorf("%s: the data are there after %v s", r.model, copied)
		}
	}
}

// The data fit into the buffers: one call that blocks does, in a greenlet, too, and so does one of recv after select, or one
// that was submitted and waited for; who polls calls once for each pause, and once for the data.
func TestAReceiveTakesSoManyCalls(t *testing.T) {
	lines, o := printed(t, "waitdata", "wait", "10ms", "size", "1000", "poll", "3ms")
	for i, want := range []string{"blocking: 1 calls", "nonblocking: 5 calls", "select: 2 calls", "hub: 1 calls", "async: 2 calls"} {
		model, calls, _ := strings.Cut(want, ": ")
		if !strings.HasPrefix(lines[i], model+": waited 9.9") || !strings.HasSuffix(lines[i], " "+calls) {
			t.Errorf("it prints %q, want %q", lines[i], want)
		}
	}
	if want := fmt.Sprintf("1000 bytes received on each of %d connections", len(receivers())); o.Result != want {
		t.Errorf("%q, want %q", o.Result, want)
	}
}
