// This file defines what the virtual loopback costs.

package socket

import (
	"fmt"
	"time"

	"github.com/gilsim/gilsim/sched"
)

// Config says what the virtual loopback and the virtual disk cost; real ones cost what they cost. The zero value is the loopback
// of the machine, whose profile says what calls cost. A negative time or rate means no time at all where 0 means the default.
type Config struct {
	// SystemCall is the processor time of a system call, whatever it does, with the interpreter lock free meanwhile;
	// default: what the machine says of each (sched.SocketCosts). Whether another thread is quick enough to take the lock decides how
	// much a call costs in all.
	SystemCall time.Duration
	// Copy is how many bytes a second a system call copies, at the expense of the thread that makes it and with the
	// interpreter lock free; default: what the machine says.
	Copy int64
	// Lookup is the processor time that select and poll take beside that for each socket they are given; default: what the machine
	// says. Epoll takes it for each socket that is ready.
	Lookup time.Duration
	// Latency is how long data travels, from the end of the call that sends it until it can be received; default none: on a loopback
	// the call that sends carries them to the socket that receives, and whoever makes it wakes who waits there.
	Latency time.Duration
	// Bandwidth is how many bytes a second leave a TCP socket; default: they leave at once.
	Bandwidth int64
	// Buffer is the room for datagrams that have arrived, in bytes; default 212992, that of Linux. A datagram takes 768
	// bytes beside its payload, and one for which there is no room is lost.
	Buffer int
	// SendBuffer is the room for what a TCP socket has sent and its peer's system has not received, in bytes; default
	// 16384, and ReceiveBuffer the room for what was received and not read; default 131072. These are the defaults of
	// Linux (net.ipv4.tcp_wmem and tcp_rmem), which lets them grow; here they stay.
	SendBuffer, ReceiveBuffer int
	// Disk is how long a file's data take to come from the disk or to get there; default 100µs, and Seek is by how much
	// longer it can take, drawn anew for each call; default 0.
	Disk, Seek time.Duration
	// Faults is what goes wrong on purpose with TCP sockets; default nothing.
	Faults Faults

	costs sched.SocketCosts // what calls cost, once complete: see charge
}

// The defaults, and the longest time.
const (
	defaultDisk          = 100 * time.Microsecond
	defaultBuffer        = 212_992
	defaultSendBuffer    = 16_384
	defaultReceiveBuffer = 131_072
	overhead             = 768
	longest              = time.Hour
	largest              = 1 << 30
)

// complete returns the configuration with its defaults filled in, but for what the machine says, or says what is wrong with it.
func (c Config) complete() (Config, error) {
	for _, check := range []func(*Config) error{(*Config).completeTimes, (*Config).completeBuffers} {
		if err := check(&c); err != nil {
			return c, err
		}
	}
	return c, c.Faults.check()
}

// completeTimes sees to the times, and the rate: one that takes no time becomes 0.
func (c *Config) completeTimes() error {
	for _, x := range []struct {
		what  string
		value time.Duration
	}{
		{"a system call costs", c.SystemCall},
		{"looking at a socket costs", c.Lookup},
		{"the latency is", c.Latency},
		{"the disk takes", c.Disk},
		{"the disk takes longer by", c.Seek},
	} {
		if x.value > longest {
			return fmt.Errorf("socket: %s %v: it must be at most %v", x.what, x.value, longest)
		}
	}
	if c.Disk == 0 {
		c.Disk = defaultDisk
	}
	c.Latency, c.Disk, c.Seek = max(c.Latency, 0), max(c.Disk, 0), max(c.Seek, 0)
	c.Bandwidth = max(c.Bandwidth, 0)
	return nil
}

// charge has calls cost what the machine says, unless the configuration says something else.
func (c *Config) charge(machine sched.SocketCosts) {
	c.costs = machine
	if call := max(c.SystemCall, 0); c.SystemCall != 0 {
		c.costs = sched.SocketCosts{Call: call, Send: call, Receive: call, SendTo: call, ReceiveFrom: call, Connect: call, Accept: call,
			Look: machine.Look, Byte: machine.Byte}
	}
	if c.Lookup != 0 {
		c.costs.Look = max(c.Lookup, 0)
	}
	switch {
	case c.Copy < 0:
		c.costs.Byte = 0
	case c.Copy > 0:
		c.costs.Byte = int64(time.Second/time.Nanosecond) * 1000 / c.Copy
	}
}

// costOf returns what a call on a connection costs.
func (c *Config) costOf(what call) time.Duration {
	switch what {
	case sending:
		return c.costs.Send
	case receiving:
		return c.costs.Receive
	case connecting:
		return c.costs.Connect
	default:
		return c.costs.Accept
	}
}

// copying returns how long it takes to copy so many bytes. It fits 64 bits at 3.6 s for a byte, the most that a machine may say.
func (c *Config) copying(bytes int) time.Duration {
	n := int64(max(bytes, 0))
	return time.Duration(n*(c.costs.Byte/1000) + n*(c.costs.Byte%1000)/1000)
}

// completeBuffers sees to the sizes of the buffers.
func (c *Config) completeBuffers() error {
	for _, x := range []struct {
		what     string
		value    *int
		fallback int
	}{
		{"buffer", &c.Buffer, defaultBuffer},
		{"send buffer", &c.SendBuffer, defaultSendBuffer},
		{"receive buffer", &c.ReceiveBuffer, defaultReceiveBuffer},
	} {
		switch {
		case *x.value == 0:
			*x.value = x.fallback
		case *x.value < 0:
			return fmt.Errorf("socket: the %s has %d bytes: it must have at least 1", x.what, *x.value)
		case *x.value > largest:
			return fmt.Errorf("socket: the %s has %d bytes: it must have at most %d", x.what, *x.value, largest)
		}
	}
	return nil
}

// lasts returns how long so many bytes take at a rate of bytes a second; 0 is a rate that takes no time. Only integers
// decide, and they fit 64 bits: the rest is less than the largest buffer, 2^30 bytes.
func lasts(bytes int, rate int64) time.Duration {
	if rate == 0 {
		return 0
	}
	whole, rest := int64(bytes)/rate, int64(bytes)%rate
	return time.Duration(whole)*time.Second + time.Duration(rest*int64(time.Second)/rate)
}
