// This file holds what a program may not ask for: times and counts that are negative, or beyond what fits.

package sched_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

const year = 365 * 24 * time.Hour

func TestImpossibleTimesAndCountsFailTheThread(t *testing.T) {
	beyond := int64(1) << 32 // does not fit an int everywhere, but there it is not reached either
	for _, tt := range []struct {
		what string
		step func(t *sched.Thread)
	}{
		{"Sleep(-5ns): ", func(t *sched.Thread) { t.Sleep(-5) }},
		{"Sleep(876000h0m0s): ", func(t *sched.Thread) { t.Sleep(100 * year) }},
		{`IO("socket", -5ns): `, func(t *sched.Thread) { t.IO("socket", -5) }},
		{`IO("socket", 876000h0m0s): `, func(t *sched.Thread) { t.IO("socket", 100*year) }},
		{"Loop(-1, 5): ", func(t *sched.Thread) { t.Loop(-1, 5) }},
		{"Loop(5, 0): ", func(t *sched.Thread) { t.Loop(5, 0) }},
		{"Loop(5, -1): ", func(t *sched.Thread) { t.Loop(5, -1) }},
		{"Loop(4611686018427387904, 2): ", func(t *sched.Thread) { t.Loop(1<<62, 2) }},
		{"-1 bytecodes ", func(t *sched.Thread) { t.Run(-1) }},
		{"-1 bytecodes ", func(t *sched.Thread) { t.Do(-1, func() {}) }},
		{"5 bytecodes in rounds of -2", func(t *sched.Thread) { t.Execute(sched.Code{N: 5, Round: -2}) }},
		{"6 bytecodes in rounds of 2, of which 3 count", func(t *sched.Thread) { t.Execute(sched.Code{N: 6, Round: 2, Ticks: 3}) }},
		{"SetPriority(4294967296): ", func(t *sched.Thread) { t.SetPriority(int(beyond)) }},
	} {
		underEachLock(t, func(t *testing.T, c sim.Config) {
			err := fail(t, c, trace.Crash, tt.step)
			if !strings.Contains(err.Error(), tt.what) || strings.Contains(err.Error(), "\n") {
				t.Errorf("error %q, want a sentence about %q", err, tt.what)
			}
		})
	}
}

func TestVirtualTimeThatRunsOutEndsTheRun(t *testing.T) {
	for _, forever := range []func(t *sched.Thread){
		func(t *sched.Thread) { t.Sleep(50 * year) },
		func(t *sched.Thread) { t.Run(math.MaxInt64) },
	} {
		c := machinetest.Exactly(1)
		c.Bytecode = 1_000_000
		err := fail(t, c, trace.Halt, func(t *sched.Thread) {
			for {
				forever(t)
			}
		})
		if !strings.Contains(err.Error(), "146 years") {
			t.Errorf("error %q, want one about 146 years", err)
		}
	}
}

func TestLongestRoundsDoNotOverflowTheTickCounter(t *testing.T) {
	code := sched.Code{N: math.MaxInt64, Round: 1 << 60, Ticks: 1}
	if got := code.Until(1000); got != code.N {
		t.Errorf("1000 counted bytecodes are reached after %d, want all of the code: it has 8 of them", got)
	}
}
