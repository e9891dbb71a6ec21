// This file holds what a thread announces before it executes bytecode.

package sched_test

import (
	"slices"
	"testing"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// A hearing is an untimed strategy that lets the first thread go on that can, and notes what that has announced.
type hearing struct {
	heard []trace.Kind
}

func (*hearing) Timed() bool { return false }

func (h *hearing) Pick(d *choice.Decision) (int64, error) {
	if d.Kind == choice.Next {
		h.heard = append(h.heard, d.Options[0].Step)
	}
	return d.Low, nil
}

// Replay by order holds a thread back that has announced a step on an object until it is the thread's turn to make it: what does
// nothing to an object must not stand under the announcement of the step before.
func TestCodeThatDoesNothingToAnObjectAnnouncesNothing(t *testing.T) {
	for name, code := range map[string]func(t *sched.Thread){
		"Execute":      func(t *sched.Thread) { t.Execute(sched.Code{N: 10, Round: 5}) },
		"Run":          func(t *sched.Thread) { t.Run(10) },
		"Loop":         func(t *sched.Thread) { t.Loop(2, 5) },
		"Do":           func(t *sched.Thread) { t.Do(10, func() {}) },
		"Call":         func(t *sched.Thread) { t.Call(func() {}) },
		"CallBuiltin":  func(t *sched.Thread) { t.CallBuiltin("len") },
		"AllowThreads": func(t *sched.Thread) { t.AllowThreads(10, nil) },
		"Perform":      func(t *sched.Thread) { t.Perform(sched.Code{N: 10}) },
		"StepExecute":  func(t *sched.Thread) { t.Perform(stepping{N: 10}) },
	} {
		var h hearing
		_, err := sim.Run(sim.Config{Strategy: &h}, func(t *sched.Thread) {
			sched.NewVar(t, "x", 0).Get(t)
			code(t)
		})
		if err != nil {
			t.Fatal(err)
		}
		i := slices.Index(h.heard, trace.Load)
		if i < 0 || slices.Contains(h.heard[i+1:], trace.Load) {
			t.Errorf("%s after a load: the thread announces %v, want the load once", name, h.heard)
		}
	}
}

// stepping executes code by StepExecute, as a runner does.
type stepping sched.Code

func (s stepping) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	return t.StepExecute(w, sched.Code(s))
}
