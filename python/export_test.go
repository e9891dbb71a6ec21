package python

import (
	"slices"

	"github.com/gilsim/gilsim/sched"
)

// Stepwise has the run ask the machine before each step that others can see, and use no grants.
func (e *Execution) Stepwise() { e.interp.stepwise = true }

// A ClonedOnce is a run that is copied once, at a moment of its main module, when the main thread is the only one that lives.
type ClonedOnce struct {
	*Execution
	At      int64 // the how many-th moment it is; 0: none
	Moments int64 // so many there were
	// Clone is called then with a runner that goes on from there in another run, and what tells its result.
	Clone func(copied sched.Runner, result func() *Result)
}

// Resume goes on with the main thread until its next request.
func (c *ClonedOnce) Resume(s *sched.Thread, w sched.Wake) sched.Request {
	for t := c.main; ; w = sched.Begin {
		if t.frame == nil && (t.goesOn == over || c.stage == beforeTwins) {
			if !c.goesOn(s) {
				return sched.Request{Kind: sched.End}
			}
		}
		if t.goesOn == executes && t.frame != nil && c.stage == inMain && c.alone() {
			if c.Moments++; c.Moments == c.At {
				copied := &copiedRun{of: c.main}
				c.Clone(copied, copied.result)
			}
		}
		if r, _, goes := t.part(s, w); !goes && t.goesOn != over {
			return r
		}
	}
}

func (c *ClonedOnce) alone() bool {
	for _, t := range c.interp.threads[1:] {
		if t.alive() {
			return false
		}
	}
	return true
}

// A copiedRun is the copy of a run, made when it begins.
type copiedRun struct {
	of *Thread
	*Execution
}

func (r *copiedRun) Resume(s *sched.Thread, w sched.Wake) sched.Request {
	if r.Execution == nil {
		in, main := r.of.clone(s)
		in.run, in.places = s.Process().Run, make([][]int32, in.program.bodies)
		common := *r.of.interp.machine
		common.stdout, common.stderr = slices.Clone(common.stdout), slices.Clone(common.stderr)
		in.machine = &common
		r.Execution = &Execution{interp: in, main: main, stage: inMain, reporting: r.of.interp.execution.reporting}
		in.execution = r.Execution
	}
	return r.Execution.Resume(s, w)
}

func (r *copiedRun) result() *Result { return r.Result() }
