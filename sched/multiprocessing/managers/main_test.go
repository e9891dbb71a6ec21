package managers_test

import (
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched/native"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// real is the real machine of these tests.
var real = machinetest.Real{
	Loop:    sync.OnceValue(func() *native.Loop { return native.Calibrate(2000, 9) }),
	Timeout: time.Minute,
	Locks:   []gil.Config{{}, {Discipline: gil.On, Interval: time.Millisecond}},
}
