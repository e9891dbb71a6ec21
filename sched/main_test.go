package sched_test

import (
	"testing"

	"go.uber.org/goleak"

	"github.com/gilsim/gilsim/sched"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// spin returns a body that computes for n bytecodes.
func spin(n int64) func(t *sched.Thread) { return func(t *sched.Thread) { t.Run(n) } }
