// This file defines the configuration of a simulated machine, and its form in a trace's header.

package sim

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/trace"
)

// Config says what a program runs on. The zero value is a machine of four cores without an interpreter lock, with the
// costs that the fields name; times are whole nanoseconds. A negative time means none at all where 0 means the default.
type Config struct {
	Cores int    // simulated cores; default 4, at most 1024
	Seed  uint64 // of everything that is drawn; default 1
	GIL   sched.Locking

	Library sched.Library // what the standard library does; default: what that of today does

	Bytecode    int64         // cost of a bytecode in picoseconds; default 2000
	Slice       time.Duration // how long a thread keeps a core that another one is ready for; default 4ms
	Granularity time.Duration // a woken thread preempts one that is ahead of it by more processor time; default none
	WakeIdle    time.Duration // from a wake-up until the thread is ready, while a core is idle; default 10µs
	WakeBusy    time.Duration // the same while every core is busy; default 2µs
	WakeCost    time.Duration // what a wake-up costs the thread that makes it; default 300ns
	WakeEmpty   time.Duration // what it costs to wake a thread that is awake; default 60ns
	Switch      time.Duration // cost of a context switch; default 1µs
	Lateness    time.Duration // how late a timer fires; default 80µs
	SpawnCost   time.Duration // what starting a thread costs the one that starts it; default 20µs
	Jitter      int64         // latencies and lateness vary by so many percent, both ways; default 25, at most 100
	SpeedJitter int64         // the cost of a bytecode varies by so many per mille from turn to turn; default 10

	// Balance is how often cores share out anew who is ready, as a thread stays on its core; default 100ms, as was measured on a
	// virtual machine with Linux. With none they never do.
	Balance time.Duration

	// What follows makes a machine more like a real one. Each is none by default.
	Recent        time.Duration      // for so long an idle core does not sleep yet
	WakeRecent    time.Duration      // in place of WakeIdle, while it does not
	SwitchRecent  time.Duration      // in place of SwitchIdle, while it did not
	Nap           int64              // percent of the idle cores that sleep within Recent already
	Deep          time.Duration      // a core that has been idle for longer sleeps deeper
	WakeDeep      time.Duration      // in place of WakeIdle then
	SwitchDeep    time.Duration      // in place of SwitchIdle then
	SendDeep      time.Duration      // in place of InterruptSend then
	WakeQueued    time.Duration      // what a wake-up costs more for a core that another thread uses
	InterruptSend time.Duration      // what it costs more to interrupt another core: one that sleeps, or whose thread is preempted
	InterruptIn   time.Duration      // in place of WakeBusy, from a wake-up that preempts; with none no wake-up interrupts who runs
	InterruptCost time.Duration      // what an interrupt costs the thread that it stops
	TimerCost     time.Duration      // what the interrupt of a timer costs the thread that it stops
	TimerSet      time.Duration      // what it costs to set the timer of a wait
	LookAgain     time.Duration      // what a thread spends on a second look at a semaphore before it sleeps; with none it does not look
	Line          time.Duration      // what it costs to touch the interpreter lock after another core has
	SwitchIdle    time.Duration      // what a context switch costs more on a core that has been idle
	WakeEmptyLone time.Duration      // WakeEmpty on a machine of one core, where nobody else uses the queue of sleepers
	Touch         time.Duration      // what a step costs more on an object that another core has touched last
	Sockets       sched.SocketCosts  // what calls on sockets cost; Byte is in picoseconds
	Processes     sched.ProcessCosts // what processes cost that execute the program, in place of those of CPython
	LibraryShare  int64              // percent of what Library says its calls cost beside their bytecodes
	WakeQuantiles []int64            // in place of WakeIdle and its jitter: quantiles at equal steps, ns, ascending, 2 to 33
	BusyQuantiles []int64            // the same in place of WakeBusy
	LateQuantiles []int64            // the same in place of Lateness

	FailFast bool      // the first exception that ends a thread ends the run, too
	Stderr   io.Writer // told the tracebacks of the exceptions that end threads; default: nobody is

	MaxSteps    int64           // the run fails after so many requests to the machine; default 1e9
	Strategy    choice.Strategy // what decides; default choice.Seeded(Seed)
	Recorder    trace.Recorder
	Names       *trace.Names // where names are defined; default: a table of the run's own
	Interrupted func() bool  // asked now and then: if it reports true, the run ends with ErrInterrupted
}

// A setting is one field of Config in a trace's header, and in a profile.
type setting struct {
	key      string
	fallback int64
	field    func(*Config) *int64
	seldom   bool // the header mentions it only if it is not its fallback
}

func duration(field func(*Config) *time.Duration) func(*Config) *int64 {
	return func(c *Config) *int64 { return (*int64)(field(c)) }
}

// settings lists the machine's settings in the order of the header. Cores and Seed stand beside them.
var settings = []setting{
	{"bytecode-ps", 2000, func(c *Config) *int64 { return &c.Bytecode }, false},
	{"slice-ns", 4_000_000, duration(func(c *Config) *time.Duration { return &c.Slice }), false},
	{"granularity-ns", 0, duration(func(c *Config) *time.Duration { return &c.Granularity }), false},
	{"wake-idle-ns", 10_000, duration(func(c *Config) *time.Duration { return &c.WakeIdle }), false},
	{"wake-busy-ns", 2_000, duration(func(c *Config) *time.Duration { return &c.WakeBusy }), false},
	{"wake-cost-ns", 300, duration(func(c *Config) *time.Duration { return &c.WakeCost }), false},
	{"wake-empty-ns", 60, duration(func(c *Config) *time.Duration { return &c.WakeEmpty }), false},
	{"switch-ns", 1_000, duration(func(c *Config) *time.Duration { return &c.Switch }), false},
	{"lateness-ns", 80_000, duration(func(c *Config) *time.Duration { return &c.Lateness }), false},
	{"spawn-ns", 20_000, duration(func(c *Config) *time.Duration { return &c.SpawnCost }), false},
	{"jitter-percent", 25, func(c *Config) *int64 { return &c.Jitter }, false},
	{"speed-jitter-permille", 10, func(c *Config) *int64 { return &c.SpeedJitter }, false},
	{"balance-ns", 100_000_000, duration(func(c *Config) *time.Duration { return &c.Balance }), true},
	{"recent-ns", 0, duration(func(c *Config) *time.Duration { return &c.Recent }), true},
	{"wake-recent-ns", 0, duration(func(c *Config) *time.Duration { return &c.WakeRecent }), true},
	{"switch-recent-ns", 0, duration(func(c *Config) *time.Duration { return &c.SwitchRecent }), true},
	{"nap-percent", 0, func(c *Config) *int64 { return &c.Nap }, true},
	{"deep-ns", 0, duration(func(c *Config) *time.Duration { return &c.Deep }), true},
	{"wake-deep-ns", 0, duration(func(c *Config) *time.Duration { return &c.WakeDeep }), true},
	{"switch-deep-ns", 0, duration(func(c *Config) *time.Duration { return &c.SwitchDeep }), true},
	{"send-deep-ns", 0, duration(func(c *Config) *time.Duration { return &c.SendDeep }), true},
	{"wake-queued-ns", 0, duration(func(c *Config) *time.Duration { return &c.WakeQueued }), true},
	{"interrupt-in-ns", 0, duration(func(c *Config) *time.Duration { return &c.InterruptIn }), true},
	{"timer-ns", 0, duration(func(c *Config) *time.Duration { return &c.TimerCost }), true},
	{"timer-set-ns", 0, duration(func(c *Config) *time.Duration { return &c.TimerSet }), true},
	{"look-again-ns", 0, duration(func(c *Config) *time.Duration { return &c.LookAgain }), true},
	{"line-ns", 0, duration(func(c *Config) *time.Duration { return &c.Line }), true},
	{"interrupt-send-ns", 0, duration(func(c *Config) *time.Duration { return &c.InterruptSend }), true},
	{"interrupt-ns", 0, duration(func(c *Config) *time.Duration { return &c.InterruptCost }), true},
	{"switch-idle-ns", 0, duration(func(c *Config) *time.Duration { return &c.SwitchIdle }), true},
	{"wake-empty-lone-ns", 0, duration(func(c *Config) *time.Duration { return &c.WakeEmptyLone }), true},
	{"touch-ns", 0, duration(func(c *Config) *time.Duration { return &c.Touch }), true},
	{"socket-call-ns", 500, duration(func(c *Config) *time.Duration { return &c.Sockets.Call }), true},
	{"socket-send-ns", 2_000, duration(func(c *Config) *time.Duration { return &c.Sockets.Send }), true},
	{"socket-receive-ns", 1_500, duration(func(c *Config) *time.Duration { return &c.Sockets.Receive }), true},
	{"socket-sendto-ns", 1_500, duration(func(c *Config) *time.Duration { return &c.Sockets.SendTo }), true},
	{"socket-recvfrom-ns", 1_000, duration(func(c *Config) *time.Duration { return &c.Sockets.ReceiveFrom }), true},
	{"socket-connect-ns", 8_000, duration(func(c *Config) *time.Duration { return &c.Sockets.Connect }), true},
	{"socket-accept-ns", 2_000, duration(func(c *Config) *time.Duration { return &c.Sockets.Accept }), true},
	{"socket-look-ns", 50, duration(func(c *Config) *time.Duration { return &c.Sockets.Look }), true},
	{"socket-byte-ps", 50, func(c *Config) *int64 { return &c.Sockets.Byte }, true},
	{"process-start-ns", 0, duration(func(c *Config) *time.Duration { return &c.Processes.Start }), true},
	{"process-begin-ns", 0, duration(func(c *Config) *time.Duration { return &c.Processes.Begin }), true},
	{"process-end-ns", 0, duration(func(c *Config) *time.Duration { return &c.Processes.End }), true},
	{"library-percent", 0, func(c *Config) *int64 { return &c.LibraryShare }, true},
}

// The bounds of what can be configured: beyond them virtual time could overflow.
const (
	defaultCores    = 4
	maxCores        = 1024
	defaultMaxSteps = 1_000_000_000
	maxSetting      = int64(time.Hour)
	maxLibraryShare = 10_000
)

// MaxBytecode is what a bytecode costs at most, in picoseconds: a microsecond.
const MaxBytecode = int64(1_000_000)

// complete returns the configuration with every default filled in, or says what is wrong with it.
func (c Config) complete() (Config, error) {
	if c.Cores == 0 {
		c.Cores = defaultCores
	}
	if c.Cores < 1 || c.Cores > maxCores {
		return c, fmt.Errorf("sim: %d cores: there must be 1 to %d", c.Cores, maxCores)
	}
	if c.Seed == 0 {
		c.Seed = 1
	}
	if c.MaxSteps == 0 {
		c.MaxSteps = defaultMaxSteps
	}
	if c.MaxSteps < 0 {
		return c, fmt.Errorf("sim: at most %d steps: there must be at least 1", c.MaxSteps)
	}
	for _, s := range settings {
		v := s.field(&c)
		switch {
		case *v == 0:
			*v = s.fallback
		case *v < 0:
			*v = 0
		case *v > maxSetting:
			return c, fmt.Errorf("sim: %s is %d: it must be at most %d", s.key, *v, maxSetting)
		}
	}
	switch {
	case c.Bytecode < 1 || c.Bytecode > MaxBytecode:
		return c, fmt.Errorf("sim: a bytecode costs %d ps: it must cost 1 to %d", c.Bytecode, MaxBytecode)
	case c.Jitter > 100:
		return c, fmt.Errorf("sim: the jitter is %d percent: it must be at most 100", c.Jitter)
	case c.LibraryShare > maxLibraryShare:
		return c, fmt.Errorf("sim: calls of the library cost %d percent of what they cost: it must be at most %d", c.LibraryShare, maxLibraryShare)
	case c.Nap > 100:
		return c, fmt.Errorf("sim: %d percent of the cores sleep at once: it must be at most 100", c.Nap)
	case c.SpeedJitter >= 1000:
		return c, fmt.Errorf("sim: the speed jitter is %d per mille: it must be under 1000", c.SpeedJitter)
	case c.Slice == 0:
		return c, fmt.Errorf("sim: there is no time slice: it must be positive")
	}
	for _, q := range spreads {
		if list := *q.field(&c); list != nil {
			if err := validQuantiles(list); err != nil {
				return c, fmt.Errorf("sim: %s: %w", q.key, err)
			}
		}
	}
	if c.Strategy == nil {
		c.Strategy = choice.Seeded(c.Seed)
	}
	if c.Names == nil {
		c.Names = new(trace.Names)
	}
	return c, nil
}

func (s *setting) set(c *Config, text string) error {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return fmt.Errorf("it must be a whole number of 0 or more")
	}
	if n == 0 {
		n = -1 // none at all, where 0 would be the default
	}
	*s.field(c) = n
	return nil
}

// params returns the settings as a header lists them. The configuration is complete.
func (c *Config) params() (list []trace.Param) {
	for _, s := range settings {
		if v := *s.field(c); v != s.fallback || !s.seldom {
			list = append(list, trace.Param{Key: s.key, Value: strconv.FormatInt(v, 10)})
		}
	}
	for _, q := range spreads {
		if v := *q.field(c); v != nil {
			list = append(list, trace.Param{Key: q.key, Value: formatQuantiles(v)})
		}
	}
	return list
}

// configFailFast is the setting in a header that says that the first exception ends the run; a run that goes on has none.
const configFailFast = "fail-fast"

// configLibrary is the setting that lists the habits of the standard library that are not today's.
const configLibrary = "library"

// Header returns the header of a trace of a program that runs on this configuration.
func (c Config) Header(program string, params []trace.Param) trace.Header {
	full, err := c.complete()
	if err != nil {
		full = c
	}
	h := trace.Header{Program: program, Params: params, Seed: full.Seed}
	h.Config = append(h.Config, trace.Param{Key: configVersion, Value: strconv.Itoa(Version)},
		trace.Param{Key: "cores", Value: strconv.Itoa(full.Cores)})
	h.Config = append(h.Config, full.params()...)
	if c.GIL != nil {
		h.Config = append(h.Config, c.GIL.Params()...)
	}
	if library := full.charged().String(); library != "" {
		h.Config = append(h.Config, trace.Param{Key: configLibrary, Value: library})
	}
	if c.FailFast {
		h.Config = append(h.Config, trace.Param{Key: configFailFast, Value: "yes"})
	}
	return h
}

// charged returns the library, without what calls cost, its own and those of functions, if none of that is charged.
func (c *Config) charged() sched.Library {
	l := c.Library
	if c.LibraryShare == 0 {
		l.Calls, l.Warmup = sched.CallCosts{}, sched.Warmup{}
	}
	return l
}

// ConfigOf returns the configuration of the machine that a header describes. Its lock is for the package that made it
// to read. What the header does not mention has its default.
func ConfigOf(h trace.Header) (Config, error) {
	c := Config{Seed: h.Seed}
	if text, ok := trace.Lookup(h.Config, "cores"); ok {
		cores, err := strconv.Atoi(text)
		if err != nil {
			return c, fmt.Errorf("sim: cores %q in the header is not a number", text)
		}
		c.Cores = cores
	}
	for _, s := range settings {
		text, ok := trace.Lookup(h.Config, s.key)
		if !ok {
			continue
		}
		if err := s.set(&c, text); err != nil {
			return c, fmt.Errorf("sim: %s %q in the header is not a number of 0 or more", s.key, text)
		}
	}
	for _, q := range spreads {
		if text, ok := trace.Lookup(h.Config, q.key); ok {
			if err := q.set(&c, text); err != nil {
				return c, fmt.Errorf("sim: %s %q in the header: %w", q.key, text, err)
			}
		}
	}
	_, c.FailFast = trace.Lookup(h.Config, configFailFast)
	text, _ := trace.Lookup(h.Config, configLibrary)
	var err error
	if c.Library, err = sched.ParseLibrary(text); err != nil {
		return c, fmt.Errorf("sim: library %q in the header: %w", text, err)
	}
	_, err = c.complete()
	return c, err
}

// A spread is a setting of a configuration that is a list of quantiles.
type spread struct {
	key   string
	field func(*Config) *[]int64
}

// spreads lists them in the order of the header, where each stands only if it is set.
var spreads = []spread{
	{"wake-idle-quantiles-ns", func(c *Config) *[]int64 { return &c.WakeQuantiles }},
	{"wake-busy-quantiles-ns", func(c *Config) *[]int64 { return &c.BusyQuantiles }},
	{"lateness-quantiles-ns", func(c *Config) *[]int64 { return &c.LateQuantiles }},
}

// The bounds of how many quantiles there are.
const (
	minQuantiles = 2
	maxQuantiles = 33
)

func (q *spread) set(c *Config, text string) error {
	var list []int64
	for word := range strings.SplitSeq(text, ",") {
		n, err := strconv.ParseInt(strings.TrimSpace(word), 10, 64)
		if err != nil {
			return fmt.Errorf("%q must be a whole number", word)
		}
		list = append(list, n)
	}
	*q.field(c) = list
	return validQuantiles(list)
}

func validQuantiles(list []int64) error {
	if n := len(list); n < minQuantiles || n > maxQuantiles {
		return fmt.Errorf("%d quantiles: there must be %d to %d", n, minQuantiles, maxQuantiles)
	}
	for i, v := range list {
		if v < 0 || v > maxSetting {
			return fmt.Errorf("the quantile %d: it must be from 0 to %d", v, maxSetting)
		}
		if i > 0 && v < list[i-1] {
			return fmt.Errorf("the quantile %d comes after %d: they must ascend", v, list[i-1])
		}
	}
	return nil
}

func formatQuantiles(list []int64) string {
	words := make([]string, len(list))
	for i, v := range list {
		words[i] = strconv.FormatInt(v, 10)
	}
	return strings.Join(words, ",")
}
