// This file defines the entry of a function that is Python code.

package futures

import "github.com/gilsim/gilsim/sched"

// enter is the entry of a function that is Python code: every interpreter looks there for a request to switch.
func enter(t *sched.Thread) { t.Call(func() {}) }
