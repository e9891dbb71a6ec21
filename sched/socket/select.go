// This file defines select.

package socket

import (
	"cmp"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// Select waits until one of the sockets is ready, for d at most, with the default costs: select.select.
func Select(t *sched.Thread, readers, writers []Pollable, d time.Duration) (readable, writable []Pollable, err error) {
	return Config{}.Select(t, readers, writers, d)
}

// Select waits until one of the readers can be read from or one of the writers be written to, for d at most: select.select.
// sched.Forever is without end. It returns those that can, in the order of the lists, none if the time was over. The
// third list of Python's, of sockets with out-of-band data, would always be empty. There may be more than 1024 sockets.
func (c Config) Select(t *sched.Thread, readers, writers []Pollable, d time.Duration) (
	readable, writable []Pollable, err error,
) {
	a := selecting{config: c, readers: readers, writers: writers, d: d}
	t.Finish(a.Step(t, sched.Begin))
	selected, err := a.Result()
	return selected.Readable, selected.Writable, err
}

// Selected is what SelectOp finds out: what can be read from, and what can be written to.
type Selected struct{ Readable, Writable []Pollable }

// SelectOp returns Select as an op.
func SelectOp(readers, writers []Pollable, d time.Duration) sched.Call[Selected] {
	return Config{}.SelectOp(readers, writers, d)
}

// SelectOp returns Select as an op.
func (c Config) SelectOp(readers, writers []Pollable, d time.Duration) sched.Call[Selected] {
	return &selecting{config: c, readers: readers, writers: writers, d: d}
}

// A selecting is Select under way.
type selecting struct {
	config           Config
	readers, writers []Pollable
	d                time.Duration
	object           int32
	entries          []entry
	call             announced
}

func (a *selecting) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	if w == sched.Begin {
		if a.call.err = a.begin(t); a.call.err != nil {
			return sched.Request{}, true
		}
	}
	return a.call.step(t, w, trace.IO, a.object, a.system)
}

// begin makes the list of what is asked.
func (a *selecting) begin(t *sched.Thread) (err error) {
	if a.config, _, err = a.config.completeFor(t); err != nil {
		return err
	}
	a.entries = make([]entry, 0, len(a.readers)+len(a.writers))
	for _, s := range a.readers {
		err = cmp.Or(err, s.elsewhere(t))
		a.entries = append(a.entries, entry{socket: s, asked: In})
	}
	for _, s := range a.writers {
		err = cmp.Or(err, s.elsewhere(t))
		a.entries = append(a.entries, entry{socket: s, asked: Out})
	}
	if err != nil {
		return err
	}
	a.object = selectObject(t)
	return nil
}

func (a *selecting) system(t *sched.Thread) (systemCall, error) {
	c := a.config
	return newPollCall(t, &c, a.object, a.entries, a.d)
}

// Result returns the sockets that are ready, in the order of the lists.
func (a *selecting) Result() (s Selected, err error) {
	if a.call.err != nil {
		return s, a.call.err
	}
	// What select(2) on Linux takes for readable and writable: POLLIN_SET and POLLOUT_SET.
	n := len(a.readers)
	return Selected{found(a.entries[:n], In|Hup|Err), found(a.entries[n:], Out|Err)}, nil
}

// found returns the sockets of the entries for which one of the events was found.
func found(entries []entry, e Events) (list []Pollable) {
	for i := range entries {
		if entries[i].found&e != 0 {
			list = append(list, entries[i].socket)
		}
	}
	return list
}

type selectKey struct{}

// selectObject returns what threads wait for in select.
func selectObject(t *sched.Thread) int32 {
	names := t.Process().Names
	return t.Process().Shared(selectKey{}, func() any { return names.AddObject(trace.ClassIO, "select") }).(int32)
}
