// This file defines the version of the machine's rules, by which a trace is refused that another one made.

package sim

import (
	"fmt"
	"strconv"

	"github.com/gilsim/gilsim/trace"
)

// Version is the version of the machine's rules: the same configuration gives the same run under the same version. It changes
// when a rule does, not when a setting is added.
//
//	1  one run queue for all cores (its traces do not mention a version)
//	2  a run queue for each core; a core is chosen at a wake-up
//	3  an interrupt is sent only to a core that sleeps or is to be preempted, and not to one that is falling asleep; a core that is on
//	   its way out of sleep does not get there earlier for a second thread; who sends on a socket wakes who receives there
//	4  where wake-ups cost what they do on Linux, the release of a lock makes its system call as long as who was woken for it is on its way
const Version = 4

// configVersion is the setting in a trace's header that names the version.
const configVersion = "rules"

// Repeats says why the machine of today cannot repeat a recorded run exactly, if it cannot: the trace is that of other rules. It can
// still be read, shown, compared, and replayed by order, which no rule of the machine decides.
func Repeats(h trace.Header) error {
	text, ok := trace.Lookup(h.Config, configVersion)
	if !ok {
		text = "1"
	}
	if text != strconv.Itoa(Version) {
		return fmt.Errorf("the trace was recorded by version %.20s of the simulated machine's rules, and these are version %d: it can be viewed, compared and replayed by order, but exactly only by a release that has those rules", text, Version)
	}
	return nil
}
