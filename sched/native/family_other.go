// This file defines that there are no real processes but on Linux.

//go:build !linux

package native

import (
	"github.com/gilsim/gilsim/internal/reexec"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A family is nothing.
type family struct{}

func newFamily(*Program, string) (*family, error) { return nil, reexec.ErrUnsupported }

func (*family) close() {}

func (p *Program) enter(*reexec.Child) int { return 1 }

func (e *engine) real() sched.RealProcesses { return nil }

func (e *engine) pids() []int { return nil }

func (e *engine) join() {}

func (e *engine) glance() {}

func (e *engine) awaitsAlarm() bool { return false }

func (e *engine) runsPrograms() bool { return false }

func (e *engine) programsEnd() {}

func (e *engine) othersEnd() {}

func (e *engine) endOthers() {}

func (e *engine) haunt(*sched.Thread) {}

func (e *engine) addChildren(*Result) {}

func (e *engine) othersLogs() [][]trace.Event { return nil }

// HasProcesses reports whether programs can start processes on the real machine of this system.
const HasProcesses = false

func (e *engine) childrenUse() Reading { return known(0) }
