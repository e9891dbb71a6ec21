// This file defines communicate: input for a program, and all that it writes.

package subprocess

import (
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
)

// A conversation is a communicate that has begun: another one goes on with it after a time-out.
type conversation struct {
	begun   bool
	helpers []*sched.Thread // one for each stream that the caller does not serve itself
	out     [2]received
}

// A received is what a helper has read so far.
type received struct {
	mu   sched.Mutex
	data []byte
}

func (r *received) add(t *sched.Thread, data []byte) {
	r.mu.Lock(t)
	defer r.mu.Unlock(t)
	r.data = append(r.data, data...)
}

func (r *received) all(t *sched.Thread) []byte {
	r.mu.Lock(t)
	defer r.mu.Unlock(t)
	return r.data
}

// Communicate writes the input to the program, reads what it writes into pipes up to the end, and waits for its end, for at most d in
// all. It returns what the program has written to its standard output and standard error. Where the time is over it raises a
// *TimeoutExpired, and can be called again, without input.
func (p *Process) Communicate(t *sched.Thread, input []byte, d time.Duration) (stdout, stderr []byte) {
	t.Call(func() {})
	c := &p.talk
	if c.begun && len(input) > 0 {
		t.FailWith("ValueError", "Cannot send input after starting communication")
	}
	end := t.Engine().Now() + d
	if !c.begun {
		c.begun = true
		p.converse(t, input, d == sched.Forever)
	}
	for _, h := range c.helpers {
		t.JoinFor(h, p.left(t, d, end))
	}
	if over := d != sched.Forever && p.reads(); over || !p.await(t, p.left(t, d, end)) {
		sched.Raise(&TimeoutExpired{Args: p.Args, Timeout: d, Output: c.out[0].all(t), Stderr: c.out[1].all(t)})
	}
	p.closeAll(t)
	return c.out[0].all(t), c.out[1].all(t)
}

// left returns how much of d is left.
func (p *Process) left(t *sched.Thread, d, end time.Duration) time.Duration {
	if d == sched.Forever {
		return d
	}
	return max(0, end-t.Engine().Now())
}

// reads reports whether a helper has not come to the end of its stream.
func (p *Process) reads() bool {
	for _, h := range p.talk.helpers {
		if h.Alive() {
			return true
		}
	}
	return false
}

// converse serves the streams. Where there is but one, and no time-out, the caller does so itself.
func (p *Process) converse(t *sched.Thread, input []byte, alone bool) {
	c := &p.talk
	var jobs []func(t *sched.Thread)
	for i, end := range []*ipc.End{p.Stdout, p.Stderr} {
		if end != nil {
			jobs = append(jobs, func(t *sched.Thread) { c.out[i].read(t, end) })
		}
	}
	if p.Stdin != nil {
		jobs = append(jobs, func(t *sched.Thread) { p.give(t, input) })
	}
	if len(jobs) == 1 && alone {
		jobs[0](t)
		return
	}
	for _, job := range jobs {
		c.helpers = append(c.helpers, t.SpawnDaemon(t.Process().DefaultName()+" (_readerthread)", job))
	}
}

// read reads a stream up to its end.
func (r *received) read(t *sched.Thread, end *ipc.End) {
	for {
		data, err := end.Read(t, chunk)
		if err != nil || len(data) == 0 {
			return
		}
		r.add(t, data)
	}
}

// give writes the input, and closes the stream. That the program does not read it is no error.
func (p *Process) give(t *sched.Thread, input []byte) {
	if len(input) > 0 {
		_ = p.Stdin.Write(t, input)
	}
	_ = p.Stdin.Close(t)
}
