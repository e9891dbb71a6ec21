// This file defines the process: what all threads of one run share, above the engine.

package sched

import (
	"fmt"
	"io"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/gilsim/gilsim/trace"
)

// A Process is one run of a program: its engine, its interlock, its names and its picker.
type Process struct {
	Engine Engine
	Names  *trace.Names
	Picker Picker

	// Unrecorded says that nobody is told the events, so that what leaves no trace may be done in fewer steps. An engine
	// sets it before the first thread runs.
	Unrecorded bool

	unseen   bool    // nobody is told the events, but what is done must be the same
	running  *Thread // whose code runs just now, if the engine tells
	lock     Interlock
	parallel bool // threads run at the same time, on a real machine
	stopping atomic.Bool

	mu      sync.Mutex // guards what follows, if they do
	threads []*Thread
	serial  int   // of the names Thread-1, Thread-2 …
	timer   int32 // the object that sleeping threads wait for; 0 until one does
	devices map[string]int32
	modules map[any]any // by key
	closers []io.Closer // those of them that are to be closed, in the order of their making

	recorded func() int64 // how many events there have been
	decision Decision

	exits   []func(t *Thread) // what the main thread calls at its end; guarded by mu
	exiting bool              // it has begun with that
}

// NewProcess returns a run on an engine whose threads run at the same time: a real machine. The picker must be timed; it
// is asked by one thread at a time. Locking is the interlock's configuration, nil for none.
func NewProcess(e Engine, names *trace.Names, picker Picker, locking Locking) (*Process, error) {
	p := &Process{Engine: e, Names: names, Picker: picker, parallel: true}
	p.recorded = func() int64 { return 0 }
	var err error
	if locking != nil {
		p.lock, err = locking.Interlock(p)
	}
	return p, err
}

// Main makes the main thread, which runs main. The engine starts it.
func (p *Process) Main(main func(t *Thread)) *Thread {
	t := p.newThread("MainThread")
	t.start(main)
	return t
}

// Stop notes that the run is being ended before its time. The engine then ends every thread as soon as it asks for something.
func (p *Process) Stop() { p.stopping.Store(true) }

// Stopping reports whether the run is being ended before its time: what blocks in the operating system should look now
// and then. On the simulated machine it is always false.
func (p *Process) Stopping() bool { return p.stopping.Load() }

// Parallel reports whether the threads run at the same time: on a real machine, with the operating system's own devices.
func (p *Process) Parallel() bool { return p.parallel }

// guard locks what threads share in the process, if they run at the same time, and returns what unlocks it.
func (p *Process) guard() (unlock func()) {
	if !p.parallel {
		return func() {}
	}
	p.mu.Lock()
	return p.mu.Unlock
}

// decide asks the picker for a number or a choice. Where only one answer is possible it is not asked, but for what the
// program asks: a replay counts these answers.
func (p *Process) decide(d Decision) (int64, error) {
	if d.Low == d.High && d.Kind != Chance {
		return d.Low, nil
	}
	if p.parallel {
		p.mu.Lock()
		defer p.mu.Unlock()
	}
	p.decision = d
	p.decision.At, p.decision.Names, p.decision.process = p.recorded(), p.Names, p
	n, err := p.Picker.Pick(&p.decision)
	if err == nil && (n < d.Low || n > d.High) {
		err = fmt.Errorf("sched: the picker answers %d for %v: it must be from %d to %d", n, d.Kind, d.Low, d.High)
	}
	return n, err
}

// undecided reports whether a decision has been made that the next event must carry.
func (p *Process) undecided() bool {
	return p.decision.Kind == Whom && p.decision.At == p.recorded()
}

// Decide asks the picker of the process for a number or a choice that an interlock or a primitive of the program
// needs. The answer must be carried by the very next event that is recorded: exact replay finds it there. An error
// ends the thread, and so the run.
func (t *Thread) Decide(d Decision) int64 {
	d.Thread = t.id
	n, err := t.proc.decide(d)
	if err != nil {
		panic(err)
	}
	return n
}

// Thread returns the thread of this number, 1 for the main one, or nil if it has not been made. Any thread may ask.
func (p *Process) Thread(id int32) *Thread {
	defer p.guard()()
	return p.thread(id)
}

// Alone reports whether every thread but t has ended, and has woken those who waited for that.
func (p *Process) Alone(t *Thread) bool {
	for _, other := range p.all() {
		if other == t {
			continue
		}
		other.ends.Lock(t) // it ends, and wakes them, under this
		over := other.over.Load()
		other.ends.Unlock(t)
		if !over {
			return false
		}
	}
	return true
}

// all returns the threads that were made so far.
func (p *Process) all() []*Thread {
	defer p.guard()()
	return p.threads[:len(p.threads):len(p.threads)]
}

// thread returns the thread of this number, nil if it has not been made.
func (p *Process) thread(id int32) *Thread {
	if id < 1 || int(id) > len(p.threads) {
		return nil
	}
	return p.threads[id-1]
}

// timerObject returns the object that sleeping threads wait for.
func (p *Process) timerObject() int32 {
	defer p.guard()()
	if p.timer == 0 {
		p.timer = p.Names.AddObject(trace.ClassTimer, "sleep")
	}
	return p.timer
}

// device returns the object of the input or output of this name.
func (p *Process) device(name string) int32 {
	defer p.guard()()
	id, ok := p.devices[name]
	if !ok {
		if p.devices == nil {
			p.devices = make(map[string]int32)
		}
		id = p.Names.AddObject(trace.ClassIO, name)
		p.devices[name] = id
	}
	return id
}

// threadName returns the name, or the next one of Thread-1, Thread-2 and so on if it is empty.
func (p *Process) threadName(name string) string {
	if name != "" {
		return name
	}
	return p.DefaultName()
}

// DefaultName returns the next one of the names Thread-1, Thread-2 and so on. No other thread gets it. Any thread may ask.
func (p *Process) DefaultName() string {
	defer p.guard()()
	p.serial++
	return "Thread-" + strconv.Itoa(p.serial)
}
