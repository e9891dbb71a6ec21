//go:build !linux

package subprocess

import "github.com/gilsim/gilsim/sched"

// Nothing is kept: no program is started but on Linux.
type (
	outputs struct{}
	kept    struct{}
)

func outputsOf(*sched.Thread) (o outputs) { return o }

func (outputs) file(*kept) int { return -1 }

func (*kept) all() []byte { return nil }

func (*kept) close() {}
