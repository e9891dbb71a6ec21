// This file defines what is raised.

package subprocess

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/gilsim/gilsim/internal/text"
	"github.com/gilsim/gilsim/sched/signal"
)

// A CalledProcessError says that a program has ended with another code than 0.
type CalledProcessError struct {
	ReturnCode     int
	Args           []string
	Output, Stderr []byte
}

// Error says so.
func (e *CalledProcessError) Error() string {
	if e.ReturnCode < 0 {
		return fmt.Sprintf("Command '%s' died with <Signals.%s: %d>.", list(e.Args), signal.Name(-e.ReturnCode), -e.ReturnCode)
	}
	return fmt.Sprintf("Command '%s' returned non-zero exit status %d.", list(e.Args), e.ReturnCode)
}

// A TimeoutExpired says that a program has not ended in time.
type TimeoutExpired struct {
	Args           []string
	Timeout        time.Duration
	Output, Stderr []byte // so far
}

// Error says so.
func (e *TimeoutExpired) Error() string {
	return fmt.Sprintf("Command '%s' timed out after %s seconds", list(e.Args), strconv.FormatFloat(e.Timeout.Seconds(), 'g', -1, 64))
}

// list is repr of a list of strings.
func list(args []string) string {
	quoted := make([]string, len(args))
	for i, a := range args {
		quoted[i] = text.Repr(a)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}
