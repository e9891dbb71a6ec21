// This file defines what the virtual loopback costs.

package socket

import (
	"fmt"
	"time"
)

// Config says what the virtual loopback and the virtual disk cost; real ones cost what they cost. The zero value is like
// Linux on a present computer. A negative time or rate means no time at all where 0 means the default.
type Config struct {
	// SystemCall is the processor time of a system call, whatever it does, with the interpreter lock free meanwhile;
	// default 5µs. Whether another thread is quick enough to take it decides how much a call costs in all.
	SystemCall time.Duration
	// Copy is how many bytes a second a system call copies, at the expense of the thread that makes it and with the
	// interpreter lock free; default 4e9. Datagrams are copied in no time.
	Copy int64
	// Lookup is the processor time that select and poll take beside that for each socket they are given; default 100ns.
	// Epoll takes it for each socket that is ready.
	Lookup time.Duration
	// Latency is how long data travels, from the end of the call that sends it until it can be received; default
	// 1µs. How long its receiver takes to wake up is the business of the machine.
	Latency time.Duration
	// Bandwidth is how many bytes a second leave a TCP socket; default 4e9. Datagrams leave at once.
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
}

// The defaults, and the longest time.
const (
	defaultSystemCall    = 5 * time.Microsecond
	defaultLookup        = 100 * time.Nanosecond
	defaultLatency       = time.Microsecond
	defaultDisk          = 100 * time.Microsecond
	defaultRate          = 4_000_000_000
	defaultBuffer        = 212_992
	defaultSendBuffer    = 16_384
	defaultReceiveBuffer = 131_072
	overhead             = 768
	longest              = time.Hour
	largest              = 1 << 30
)

// complete returns the configuration with its defaults filled in, or says what is wrong with it.
func (c Config) complete() (Config, error) {
	for _, check := range []func(*Config) error{(*Config).completeTimes, (*Config).completeBuffers} {
		if err := check(&c); err != nil {
			return c, err
		}
	}
	c.completeRates()
	return c, c.Faults.check()
}

// completeTimes sees to the times.
func (c *Config) completeTimes() error {
	for _, x := range []struct {
		what     string
		value    *time.Duration
		fallback time.Duration
	}{
		{"a system call costs", &c.SystemCall, defaultSystemCall},
		{"looking at a socket costs", &c.Lookup, defaultLookup},
		{"the latency is", &c.Latency, defaultLatency},
		{"the disk takes", &c.Disk, defaultDisk},
		{"the disk takes longer by", &c.Seek, 0},
	} {
		switch {
		case *x.value == 0:
			*x.value = x.fallback
		case *x.value > longest:
			return fmt.Errorf("socket: %s %v: it must be at most %v", x.what, *x.value, longest)
		}
		*x.value = max(*x.value, 0)
	}
	return nil
}

// completeRates sees to the bytes a second. A rate that takes no time becomes 0.
func (c *Config) completeRates() {
	for _, rate := range []*int64{&c.Copy, &c.Bandwidth} {
		if *rate == 0 {
			*rate = defaultRate
		}
		*rate = max(*rate, 0)
	}
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
