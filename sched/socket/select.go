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
	if c, err = c.complete(); err != nil {
		return nil, nil, err
	}
	if _, err = isVirtual(t); err != nil {
		return nil, nil, err
	}
	entries := make([]entry, 0, len(readers)+len(writers))
	for _, s := range readers {
		err = cmp.Or(err, s.elsewhere(t))
		entries = append(entries, entry{socket: s, asked: In})
	}
	for _, s := range writers {
		err = cmp.Or(err, s.elsewhere(t))
		entries = append(entries, entry{socket: s, asked: Out})
	}
	if err != nil {
		return nil, nil, err
	}
	if err = poll(t, &c, selectObject(t), entries, d); err != nil {
		return nil, nil, err
	}
	// What select(2) on Linux takes for readable and writable: POLLIN_SET and POLLOUT_SET.
	return found(entries[:len(readers)], In|Hup|Err), found(entries[len(readers):], Out|Err), nil
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

// selectKey is the key of a process's object for select.
type selectKey struct{}

// selectObject returns what threads wait for in select.
func selectObject(t *sched.Thread) int32 {
	names := t.Process().Names
	return t.Process().Shared(selectKey{}, func() any { return names.AddObject(trace.ClassIO, "select") }).(int32)
}
