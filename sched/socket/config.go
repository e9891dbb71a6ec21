// This file defines what the virtual loopback costs.

package socket

import (
	"fmt"
	"time"
)

// Config says what the virtual loopback costs; real sockets cost what they cost. The zero value is like Linux on a
// present computer. A negative time means none at all where 0 means the default.
type Config struct {
	// SystemCall is the processor time of a system call, sending or receiving, with the interpreter lock free
	// meanwhile; default 5µs. Whether another thread is quick enough to take it decides how much a call costs in all.
	SystemCall time.Duration
	// Latency is how long a datagram travels, from the end of the call that sends it until it can be received; default
	// 1µs. How long its receiver takes to wake up is the business of the machine.
	Latency time.Duration
	// Buffer is the room for datagrams that have arrived, in bytes; default 212992, that of Linux. A datagram takes 768
	// bytes beside its payload, and one for which there is no room is lost.
	Buffer int
}

// The defaults, and the longest time.
const (
	defaultSystemCall = 5 * time.Microsecond
	defaultLatency    = time.Microsecond
	defaultBuffer     = 212_992
	overhead          = 768
	longest           = time.Hour
)

// complete returns the configuration with its defaults filled in, or says what is wrong with it.
func (c Config) complete() (Config, error) {
	for _, x := range []struct {
		what     string
		value    *time.Duration
		fallback time.Duration
	}{
		{"a system call costs", &c.SystemCall, defaultSystemCall},
		{"the latency is", &c.Latency, defaultLatency},
	} {
		switch {
		case *x.value == 0:
			*x.value = x.fallback
		case *x.value > longest:
			return c, fmt.Errorf("socket: %s %v: it must be at most %v", x.what, *x.value, longest)
		}
		*x.value = max(*x.value, 0)
	}
	if c.Buffer == 0 {
		c.Buffer = defaultBuffer
	}
	if c.Buffer < 0 {
		return c, fmt.Errorf("socket: the buffer has %d bytes: it must have at least 1", c.Buffer)
	}
	return c, nil
}
