// This file defines the lock's configuration: its discipline, its checks and their parameters, and their names.

package gil

import (
	"fmt"
	"strconv"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/trace"
)

// A Discipline says who may execute bytecode, and when a holder must let go.
type Discipline uint8

// The disciplines.
const (
	Off      Discipline = iota // no lock: free-threaded CPython 3.13t and later
	Ticks                      // CPython up to 3.1: after so many counted bytecodes, release, signal, take again
	Interval                   // CPython 3.2 and later: a waiter that has waited one interval asks
	Coop                       // green threads: nothing but blocking and yielding switches
)

// On is the discipline of the present CPython.
const On = Interval

var disciplines = []string{"off", "ticks", "interval", "coop"}

// String returns the discipline's canonical name.
func (d Discipline) String() string { return name(disciplines, int(d)) }

// Disciplines returns every discipline, in a fixed order.
func Disciplines() []Discipline { return []Discipline{Off, Ticks, Interval, Coop} }

// ParseDiscipline returns the discipline of this name; "on" is "interval".
func ParseDiscipline(text string) (Discipline, error) {
	if text == "on" {
		return On, nil
	}
	i, err := parse("discipline", disciplines, text)
	return Discipline(i), err
}

// Checks says after which bytecodes a holder looks whether it has been asked to let go.
type Checks uint8

// The checks.
const (
	Every    Checks = iota // after every bytecode: CPython up to 3.9
	Calls                  // after backward jumps and calls, and at a function's entry: CPython 3.10
	Calls311               // the same, but not after len, isinstance, list.append and type: CPython 3.11, 3.12, 3.13 and 3.15
	Calls314               // the same as in 3.11, and after the __enter__ that a with statement calls: CPython 3.14
)

var checks = []string{"every", "calls", "calls311", "calls314"}

// String returns the name of the checks.
func (c Checks) String() string { return name(checks, int(c)) }

// AllChecks returns all of them, in a fixed order.
func AllChecks() []Checks { return []Checks{Every, Calls, Calls311, Calls314} }

// ParseChecks returns the checks of this name.
func ParseChecks(text string) (Checks, error) {
	i, err := parse("checks", checks, text)
	return Checks(i), err
}

var wakeOrders = []string{"fifo", "mixed", "shuffled"}

// ParseWakeOrder returns the order of this name: fifo, mixed or shuffled.
func ParseWakeOrder(text string) (choice.WakeOrder, error) {
	i, err := parse("wake order", wakeOrders, text)
	return choice.WakeOrder(i), err
}

// Defaults, those of CPython: sys.getswitchinterval() and sys.getcheckinterval().
const (
	DefaultInterval      = 5 * time.Millisecond
	DefaultCheckInterval = 100
)

// Config is the configuration of a lock. The zero value is no lock. It is a sched.Locking.
type Config struct {
	Discipline    Discipline
	Checks        Checks
	Interval      time.Duration    // of Interval: how long a waiter waits until it asks; 0: DefaultInterval
	CheckInterval int              // of Ticks: counted bytecodes between two checks; 0: DefaultCheckInterval
	WakeOrder     choice.WakeOrder // who wins a switch among several waiters
}

// signals returns the order in which waiters are woken. The lock of ticks is a semaphore, where the kernel wakes the waiter
// that has slept longest; Mixed is what was measured of a condition variable.
func (c Config) signals() choice.WakeOrder {
	if c.Discipline == Ticks && c.WakeOrder == choice.Mixed {
		return choice.FIFO
	}
	return c.WakeOrder
}

// complete fills the defaults in.
func (c Config) complete() Config {
	if c.Interval == 0 {
		c.Interval = DefaultInterval
	}
	if c.CheckInterval == 0 {
		c.CheckInterval = DefaultCheckInterval
	}
	return c
}

// Validate says what is wrong with the configuration, if anything is.
func (c Config) Validate() error {
	c = c.complete()
	switch {
	case int(c.Discipline) >= len(disciplines):
		return fmt.Errorf("gil: there is no discipline %d", c.Discipline)
	case int(c.Checks) >= len(checks):
		return fmt.Errorf("gil: there are no checks %d", c.Checks)
	case int(c.WakeOrder) >= len(wakeOrders):
		return fmt.Errorf("gil: there is no wake order %d", c.WakeOrder)
	case c.Interval < time.Microsecond || c.Interval > time.Hour:
		return fmt.Errorf("gil: the switch interval is %v: it must be from 1µs to 1h", c.Interval)
	case c.CheckInterval < 1 || c.CheckInterval > 1e9:
		return fmt.Errorf("gil: the check interval is %d bytecodes: it must be from 1 to 1000000000", c.CheckInterval)
	}
	return nil
}

// Interlock returns the lock of a new process, nil if there is none, or the error of Validate.
func (c Config) Interlock(p *sched.Process) (sched.Interlock, error) {
	if err := c.Validate(); err != nil || c.Discipline == Off {
		return nil, err
	}
	return newLock(c.complete(), p), nil
}

// Params returns the configuration as settings for a trace's header.
func (c Config) Params() []trace.Param {
	c = c.complete()
	params := []trace.Param{{Key: "gil", Value: c.Discipline.String()}}
	if c.Discipline == Off {
		return params
	}
	return append(params,
		trace.Param{Key: "checks", Value: c.Checks.String()},
		trace.Param{Key: "switch-interval", Value: c.Interval.String()},
		trace.Param{Key: "check-interval", Value: strconv.Itoa(c.CheckInterval)},
		trace.Param{Key: "wake-order", Value: name(wakeOrders, int(c.WakeOrder))},
	)
}

// ConfigOf returns the configuration that a trace's header describes. One that mentions no lock had none; what else it does
// not mention has its default.
func ConfigOf(h trace.Header) (Config, error) {
	var c Config
	var err error
	read := func(key string, set func(text string) error) {
		if text, ok := trace.Lookup(h.Config, key); ok && err == nil {
			err = set(text)
		}
	}
	read("gil", func(s string) (err error) { c.Discipline, err = ParseDiscipline(s); return })
	read("checks", func(s string) (err error) { c.Checks, err = ParseChecks(s); return })
	read("switch-interval", func(s string) (err error) { c.Interval, err = time.ParseDuration(s); return })
	read("check-interval", func(s string) (err error) { c.CheckInterval, err = strconv.Atoi(s); return })
	read("wake-order", func(s string) (err error) { c.WakeOrder, err = ParseWakeOrder(s); return })
	if err == nil {
		err = c.Validate()
	}
	return c.complete(), err
}

// name returns the i-th name, or a number for what has none.
func name(names []string, i int) string {
	if i < len(names) {
		return names[i]
	}
	return strconv.Itoa(i)
}

func parse(what string, names []string, text string) (int, error) {
	for i, n := range names {
		if n == text {
			return i, nil
		}
	}
	return 0, fmt.Errorf("gil: no %s is called %q: there are %v", what, text, names)
}
