package subprocess_test

import (
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreTopFunction("github.com/gilsim/gilsim/internal/reexec.StartProgram.func1.1"))
}
