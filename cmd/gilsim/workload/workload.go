// Package workload is the catalogue: the programs of the tutorials that gilsim grew out of, each as a short Go function.
//
// A program is written against sched.Thread, packages threading, multiprocessing, ipc and socket, and the packages of coroutines alone. It knows
// no engine and no lock discipline, so that it runs under each of them, and it says itself whether its result is right. Its
// work is counted in bytecodes, those of the Python program that it stands for.
package workload

import (
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A Program is one entry of the catalogue.
type Program struct {
	Name    string   // as --workload takes it
	Family  string   // what it is about: "cpu", "race", "io", "threading", "deadlock", "coroutines", "multiprocessing", "scheduling"
	Short   string   // one line
	Doc     string   // what it shows, and what the tutorials say of that: paragraphs, in lines of at most 80 columns
	Try     []string // what to try next: each a command, two blanks and a # with what to look at
	Threads int      // how many threads it starts by default beside the main one; 0: the program alone says
	Least   int      // without so many it cannot end; 0 is 1
	Params  []Param
	Sources []trace.SourceFile                      // its files, if it is none of the catalogue: they go into its traces
	Run     func(t *sched.Thread, in Input) Outcome // called on the main thread, once a run

	// Processes says that it starts processes with a memory of their own: for real where native.HasProcesses says so.
	Processes bool

	// Simulated says why there are no real runs with an input, as a sentence without its full stop; "": there are. nil: there always are.
	Simulated func(in Input) string
	// Awaits says what each real run waits for that somebody else must start, in the same form; "": for nothing. nil: never for anything.
	Awaits func(in Input) string

	// Start returns, in place of Run, the main thread of a run of its own, and what is to be called when that is over, however it
	// ends. It is for programs whose threads are plain data.
	Start func() (main sched.Runner, ended func() Outcome)
}

// A Param is a parameter of a program. Its values are whole numbers, durations, booleans, words or texts, by the form of its default.
type Param struct {
	Name    string
	Default string
	Words   []string // of a word: those that are allowed
	Doc     string
	Silent  bool // it is not told where it has its default: recordings are older than it

	// Check says what is wrong with a value, if that may be any text; nil: it is not.
	Check func(value string) error
}

// An Outcome is what a program says of its run.
type Outcome struct {
	Result    string          // such as "balance = -8"; runs of many seeds are counted by it
	OK        bool            // the program's own check holds
	Open      bool            // there is no check: the result is listed, and not judged; OK is set
	Wrong     string          // why the run is wrong though it printed what it should, in words; "" if its result says so
	Errors    string          // what a Python program has written to standard error, tracebacks among it
	Want      string          // what the check expects, in words, for the report
	Metrics   []Metric        // figures of the program's own
	Latencies []time.Duration // how late what it waited for came, in any order
}

// A Metric is a figure of a program's own.
type Metric struct {
	Name  string // one word; times are in seconds and say so
	Value float64
}

// All returns the catalogue, family by family.
func All() []*Program {
	return []*Program{
		spin(), countdown(), pi(),
		balance(), balanceLocked(), races(), sleepRace(), tickets(), audit(), collector(),
		sleepers(), mixed(), echo(), server(), serverBug(), waitdata(),
		rlock(), semaphore(), event(),
		names(), enumerate(), local(), daemon(), queues(), queuedNumber(), producer(), joinable(),
		pool(), results(), crawler(),
		deadlock(), fullQueue(),
		generators(), greenlets(), naps(), hubProducer(), hubPool(),
		process(), forks(), processes(), noSharing(), processEnds(), processLock(), processSemaphore(), processQueue(), processPool(), poolInitializer(),
		managerDict(), piProcesses(), processIPC(), alarm(), otherPrograms(), distributed(),
		multiprogram(), price(),
	}
}

// Family returns the programs that are about this, nil if none is.
func Family(name string) (family []*Program) {
	for _, p := range All() {
		if p.Family == name {
			family = append(family, p)
		}
	}
	return family
}

// Find returns the program of this name, or nil.
func Find(name string) *Program {
	for _, p := range All() {
		if p.Name == name {
			return p
		}
	}
	return nil
}

// Param returns the parameter of this name, nil if the program has none.
func (p *Program) Param(name string) *Param {
	for i := range p.Params {
		if p.Params[i].Name == name {
			return &p.Params[i]
		}
	}
	return nil
}
