// This file declares the flags that commands share, each once, and groups them for the help.

package main

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/spf13/pflag"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// The headings of the help, in its order.
const (
	groupCompare  = "The comparison"
	groupReplay   = "The replay"
	groupSearch   = "The search"
	groupPlay     = "The game"
	groupProgram  = "The program"
	groupFile     = "A Python file"
	groupLock     = "The interpreter lock"
	groupMachine  = "The simulated machine"
	groupReal     = "The real machine"
	groupMachines = "Several machines"
	groupPicture  = "The picture"
	groupOutput   = "Output"
	groupOther    = "Other"
)

// grouped declares flags under a heading of the help.
func grouped(to *pflag.FlagSet, heading string, declare func(fs *pflag.FlagSet)) {
	fs := pflag.NewFlagSet(heading, pflag.ContinueOnError)
	fs.SortFlags = false
	declare(fs)
	fs.VisitAll(func(f *pflag.Flag) { f.Annotations = map[string][]string{"heading": {heading}} })
	to.SortFlags = false
	to.AddFlagSet(fs)
}

// written returns the flags that were given, each as --name=value, as examples write them.
func written(fs *pflag.FlagSet) (flags []string) {
	fs.Visit(func(f *pflag.Flag) {
		values := []string{f.Value.String()}
		if p, ok := f.Value.(*params); ok {
			values = p.words()
		}
		for _, value := range values {
			flags = append(flags, "--"+f.Name+"="+value)
		}
	})
	return flags
}

// globalFlags are those of every command.
type globalFlags struct {
	color choice
	width number
	quiet toggle
}

func (g *globalFlags) declare(to *pflag.FlagSet) {
	g.color = choice{colorAuto, []string{colorAuto, colorAlways, colorNever}}
	g.width = number{0, minWidth, maxWidth}
	grouped(to, groupOutput, func(fs *pflag.FlagSet) {
		fs.Var(&g.width, "width", "how many characters a line has (default: as the terminal, or COLUMNS, or 80)")
		fs.Var(&g.color, "color", "colours; auto is on a terminal only")
		g.quiet.declare(fs, "quiet", "prints no report, and no progress: only the exit code tells, and what is found on standard error")
		fs.Lookup("quiet").Shorthand = "q"
	})
}

type programFlags struct {
	workload word
	threads  number
	params   params
}

func (p *programFlags) declare(to *pflag.FlagSet) {
	p.workload = word{"spin", "NAME"}
	grouped(to, groupProgram, func(fs *pflag.FlagSet) {
		fs.Var(&p.workload, "workload", "the program to run: gilsim list tells which there are")
	})
	p.declareSize(to)
}

// declareSize declares the flags that say how large a program is.
func (p *programFlags) declareSize(to *pflag.FlagSet) {
	p.threads = number{0, 1, 1_000_000}
	grouped(to, groupProgram, func(fs *pflag.FlagSet) {
		fs.Var(&p.threads, "threads", "how many threads it starts (default: what suits the program; 8 for spin)")
		fs.Var(&p.params, "param", "one of its parameters: gilsim list NAME tells which there are; can be given several times")
	})
}

type lockFlags struct {
	gil, checks    choice
	python         choice
	switchInterval span
	checkInterval  number
	wakeOrder      choice
}

// The name of the discipline that the present CPython has, beside its canonical one.
const gilOn = "on"

// declareDiscipline declares the flags that say which lock there is: all that a replay can change.
func (l *lockFlags) declareDiscipline(fs *pflag.FlagSet, gilDefault, checksDefault string) {
	l.gil = choice{gilDefault, append([]string{gilOn}, names(gil.Disciplines())...)}
	l.checks = choice{"", names(gil.AllChecks())}
	fs.Var(&l.gil, "gil", "the rule by which it goes from thread to thread: interval, the same as on, is CPython's since 3.2; ticks was that up to 3.1; coop is that of green threads")
	fs.Var(&l.checks, "checks", "where the holder looks whether to let go: after every bytecode (up to 3.9), at calls and backward jumps (3.10), at those but for specialised calls such as len (3.11 to 3.13, 3.15), or at the latter and where a with statement has entered (3.14)"+checksDefault)
}

func (l *lockFlags) declare(to *pflag.FlagSet) {
	l.python = choice{"", eraNames()}
	l.switchInterval = span{gil.DefaultInterval, time.Microsecond, time.Hour}
	l.checkInterval = number{gil.DefaultCheckInterval, 1, 1e9}
	l.wakeOrder = choice{"mixed", []string{"fifo", "mixed", "shuffled"}}
	grouped(to, groupLock, func(fs *pflag.FlagSet) {
		l.declareDiscipline(fs, gilOn, " (default: every for ticks, else calls311)")
		fs.Var(&l.python, "python", "lock, checks and speed of a version of CPython, but for what other flags say"+unmeasured())
		fs.Var(&l.switchInterval, "switch-interval", "of interval: how long a thread waits until it asks the holder to let go")
		fs.Var(&l.checkInterval, "check-interval", "of ticks: after how many counted bytecodes the holder lets go")
		fs.Var(&l.wakeOrder, "wake-order", "who is woken of several waiters; mixed was measured on Linux")
	})
}

// declarePossible declares the flags that say what a lock permits at whatever timing.
func (l *lockFlags) declarePossible(to *pflag.FlagSet) {
	l.python = choice{"", eraNames()}
	l.checkInterval = number{gil.DefaultCheckInterval, 1, 1e9}
	grouped(to, groupLock, func(fs *pflag.FlagSet) {
		l.declareDiscipline(fs, gilOn, " (default: every for ticks, else calls311)")
		fs.Var(&l.python, "python", "lock and checks of a version of CPython, but for what other flags say")
		fs.Var(&l.checkInterval, "check-interval", "of ticks: after how many counted bytecodes the holder lets go")
	})
}

// config returns the lock's configuration: the flags given by name before the era's, the era's before the usual.
func (l *lockFlags) config(given func(flag string) bool) (gil.Config, error) {
	if era, err := gil.CPython(l.python.value); err == nil {
		return l.over(era.Lock, given)
	}
	d, _ := gil.ParseDiscipline(l.gil.value) // the flag takes no other names; nor do those of the next function
	return l.over(usualLock(d), given)
}

// over returns a lock with what the flags given by name change about it.
func (l *lockFlags) over(c gil.Config, given func(flag string) bool) (gil.Config, error) {
	if given("gil") {
		c.Discipline, _ = gil.ParseDiscipline(l.gil.value)
	}
	if given("checks") {
		c.Checks, _ = gil.ParseChecks(l.checks.value)
	}
	if given("switch-interval") {
		c.Interval = l.switchInterval.value
	}
	if given("check-interval") {
		c.CheckInterval = int(l.checkInterval.value)
	}
	if given("wake-order") {
		c.WakeOrder, _ = gil.ParseWakeOrder(l.wakeOrder.value)
	}
	if err := refuseIdle(c.Discipline, given); err != nil {
		return c, err
	}
	return c, c.Validate()
}

// usualLock returns the lock of a discipline where nothing else is said: that of the latest version that has it.
func usualLock(d gil.Discipline) gil.Config {
	for _, era := range slices.Backward(gil.Eras()) {
		if era.Lock.Discipline == d {
			return era.Lock
		}
	}
	lock := usualLock(gil.On) // green threads of the present CPython
	lock.Discipline = d
	return lock
}

// lockFlagsOf says under which disciplines a flag has an effect.
var lockFlagsOf = []struct {
	flag        string
	disciplines []gil.Discipline
}{
	{"checks", []gil.Discipline{gil.Ticks, gil.Interval}},
	{"switch-interval", []gil.Discipline{gil.Interval}},
	{"check-interval", []gil.Discipline{gil.Ticks}},
	{"wake-order", []gil.Discipline{gil.Ticks, gil.Interval, gil.Coop}},
}

// refuseIdle refuses a flag that was given by name and has no effect under the discipline.
func refuseIdle(d gil.Discipline, given func(flag string) bool) error {
	for _, f := range lockFlagsOf {
		if given(f.flag) && !slices.Contains(f.disciplines, d) {
			return fmt.Errorf("--%s has no effect under the discipline %v: it is for %s", f.flag, d, layout.Or(names(f.disciplines)))
		}
	}
	return nil
}

// eraNames returns what --python takes.
func eraNames() []string {
	var list []string
	for _, era := range gil.Eras() {
		list = append(list, era.Name)
	}
	return list
}

// unmeasured says of which versions nothing is known.
func unmeasured() (text string) {
	for _, era := range gil.Eras() {
		if era.AsIn != "" {
			text += fmt.Sprintf("; %s has not been measured, and is as %s", era.Name, era.AsIn)
		}
	}
	return text
}

// familyNames returns what --family takes.
func familyNames() []string {
	var names []string
	for _, f := range experiment.Families() {
		names = append(names, f.Name)
	}
	return names
}

// names returns the names of values that have one.
func names[T interface{ String() string }](values []T) []string {
	var list []string
	for _, v := range values {
		list = append(list, v.String())
	}
	return list
}

// usualCores is how many cores a simulated machine has where nothing is said, whatever this computer has.
const usualCores = 4

type machineFlags struct {
	profile  word
	cores    number
	seed     number
	maxSteps number
	failFast bool
}

func (m *machineFlags) declare(to *pflag.FlagSet) {
	m.cores = number{usualCores, 1, experiment.MaxCores}
	m.seed = number{1, 1, math.MaxUint64}
	m.profile = word{sim.Profiles()[0], "NAME|FILE"}
	grouped(to, groupProgram, func(fs *pflag.FlagSet) {
		fs.BoolVar(&m.failFast, "fail-fast", false, "the first exception that ends a thread ends the run; without it the other threads go on, as in Python")
	})
	grouped(to, groupMachine, func(fs *pflag.FlagSet) {
		fs.Var(&m.profile, "profile", "what waking, waiting and switching cost on it: "+layout.Or(sim.Profiles())+", or a file of your own; vm is the virtual machine of the reference figures")
		fs.Var(&m.cores, "cores", "how many cores it has, whatever this computer has")
		fs.Var(&m.seed, "seed", "all chance comes from it: the same seed gives the same run on every computer")
	})
}

// declareLimit declares the flag that ends a run which does not end by itself.
func (m *machineFlags) declareLimit(to *pflag.FlagSet) {
	m.maxSteps = number{1_000_000_000, 1, math.MaxInt64}
	grouped(to, groupMachine, func(fs *pflag.FlagSet) {
		fs.Var(&m.maxSteps, "max-steps", "the run fails after so many requests of threads to the machine, such as a stretch of bytecodes or a wait: a livelock would never end")
	})
}

// config returns the machine's configuration: the profile's, with what other flags say.
func (m *machineFlags) config() (sim.Config, error) {
	c, err := readProfile(m.profile.value)
	c.Cores = int(m.cores.value)
	c.Seed = m.seed.value
	c.MaxSteps = int64(m.maxSteps.value)
	c.FailFast = m.failFast
	return c, err
}

// The values of --format that several commands have.
const (
	formatText = "text"
	formatJSON = "json"
)

// declareFormat declares the flag that chooses between text for people and JSON for scripts.
func declareFormat(to *pflag.FlagSet, format *choice) {
	*format = choice{formatText, []string{formatText, formatJSON}}
	grouped(to, groupOutput, func(fs *pflag.FlagSet) {
		fs.Var(format, "format", "for people, or for scripts (schema 1)")
	})
}

// declareTrace declares the flag that keeps the trace of a run.
func declareTrace(to *pflag.FlagSet, path *word) {
	*path = word{"", "FILE"}
	grouped(to, groupOutput, func(fs *pflag.FlagSet) {
		fs.Var(path, "trace", "keeps the trace; the file is replaced when the run ends; - is standard output, and the report goes to standard error")
	})
}

// workloadNames returns the names of all programs, each with its line for the shell's menu.
func workloadNames() (plain, described []string) {
	for _, p := range workload.All() {
		plain = append(plain, p.Name)
		described = append(described, p.Name+"\t"+p.Short)
	}
	return plain, described
}

func findWorkload(name string) (*workload.Program, error) {
	if p := workload.Find(name); p != nil {
		return p, nil
	}
	if family := workload.Family(name); family != nil {
		var names []string
		for _, p := range family {
			names = append(names, p.Name)
		}
		return nil, fmt.Errorf("%s is no workload but what some are about: say which, %s", name, layout.Or(names))
	}
	plain, _ := workloadNames()
	return nil, fmt.Errorf("there is no workload %q%s (gilsim list tells which there are)", name, didYouMean(name, plain))
}

// realFlags say what is measured beside what is simulated.
type realFlags struct {
	real, sim toggle
	repeat    number
	pin       toggle
	timeout   span
	trace     word
}

func (r *realFlags) declare(to *pflag.FlagSet) {
	r.declareRuns(to)
	r.trace = word{"", "FILE"}
	grouped(to, groupReal, func(fs *pflag.FlagSet) {
		fs.Var(&r.trace, "real-trace", "keeps the trace of one real run under --gil; with a lock gilsim replay runs it again on the simulated machine")
	})
}

// declareRuns declares the flags that say whether runs are made for real, and how.
func (r *realFlags) declareRuns(to *pflag.FlagSet) {
	r.real.on, r.sim.on = true, true
	r.repeat = number{5, 1, 1000}
	r.timeout = span{time.Minute, time.Millisecond, 24 * time.Hour}
	grouped(to, groupReal, func(fs *pflag.FlagSet) {
		r.real.declare(fs, "real", "also runs the program for real, on the cores of this computer, with the lock and without it, and shows that beside what was predicted; --real=false simulates only (default true)")
		r.sim.declare(fs, "sim", "simulates it; --sim=false measures only (default true)")
		fs.Var(&r.repeat, "repeat", "how often each real run is repeated, after one that does not count; unless it is given, long ones are repeated less")
		fs.Var(&r.timeout, "timeout", "how long a real run may take")
		r.pin.declare(fs, "pin", "ties each thread to a core, in turn")
	})
}

// leastRepeats is how often a real run is repeated, however long that takes, unless --repeat says how often. With one repeat
// nobody would know the noise.
const leastRepeats = 2

// least returns how many repeats are made even if they take long: all that were asked for, if any were.
func (r *realFlags) least(given func(flag string) bool) int {
	if given("repeat") {
		return 0
	}
	return leastRepeats
}

func (r *realFlags) machine() *experiment.Real {
	return &experiment.Real{Timeout: r.timeout.value, Pin: r.pin.on}
}

// wanted names the flag that asks for something that only a real run has.
func (r *realFlags) wanted() string {
	if !r.sim.on {
		return "--sim=false"
	}
	return "--real-trace"
}

// simulatesOnly makes no real runs of a program that has none, and refuses flags that ask for some.
func (r *realFlags) simulatesOnly(program string, with []trace.Param, given func(flag string) bool) error {
	return r.makesNone(program, onlySimulated(workload.Find(program), with), given)
}

// makesNone makes no real runs of a program, because of why, and refuses flags that ask for some. It does nothing where why is "".
func (r *realFlags) makesNone(program, why string, given func(flag string) bool) error {
	if why == "" {
		return nil
	}
	asks := map[string]bool{"real": r.real.on, "sim": !r.sim.on}
	for _, flag := range []string{"real", "repeat", "timeout", "pin", "real-trace", "sim"} {
		if on, isToggle := asks[flag]; given(flag) && (on || !isToggle) {
			if flag == "sim" {
				flag = "sim=false"
			}
			return fmt.Errorf("--%s is for real runs, of which %s makes none here: %s", flag, program, why)
		}
	}
	r.real.on = false
	return nil
}

// nothingSimulated says why there are no simulated runs, "" if there are.
func (r *realFlags) nothingSimulated() string {
	if r.sim.on {
		return ""
	}
	return "--sim=false makes none"
}

// onlySimulated says why there are no real runs of a program with some parameters, "" if there are, or something else is wrong.
func onlySimulated(p *workload.Program, with []trace.Param) string {
	switch {
	case p == nil:
		return ""
	case p.StartsProcesses(with) && !native.HasProcesses:
		return "processes are started for real on Linux only"
	case p.Simulated == nil:
		return ""
	}
	in, err := p.Input(0, with)
	if err != nil {
		return "" // which is told where the program is set up
	}
	return p.Simulated(in)
}

// refuse refuses flags of real runs where there are none.
func (r *realFlags) refuse(given func(flag string) bool) error {
	switch {
	case !r.real.on && !r.sim.on:
		return fmt.Errorf("--real=false and --sim=false leave nothing to do: leave one of them out")
	case r.real.on:
		return nil
	}
	for _, flag := range []string{"repeat", "timeout", "pin", "real-trace"} {
		if given(flag) && !besideTakes(flag, given) {
			return fmt.Errorf("--%s is for real runs, of which --real=false makes none", flag)
		}
	}
	return nil
}
