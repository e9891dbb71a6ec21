// This file defines the machine, and its loop: whose turn it is, and the turn.

package serial

import (
	"io"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/trace"
)

// DefaultMaxSteps is how many steps a run may have if Config does not say.
const DefaultMaxSteps = 20_000

// Config is the configuration of a machine.
type Config struct {
	GIL      sched.Locking // where the interlock can be lost, as gil.Possible says; nil: there is none
	Library  sched.Library // what the standard library does
	MaxSteps int64         // of a run, until it is cut; 0: DefaultMaxSteps
	Ordered  bool          // steps take no time: of those who sleep the first one in time wakes up when nobody else can go on; false: anyone, at any time
	MaxPolls int64         // requests of one thread without a step; 0: DefaultMaxPolls
	Stop     func() bool   // asked now and then, but not in short runs: if it reports true, the run is given up; nil: never
}

// DefaultMaxPolls is how often a thread may ask for something else than a step, such as to compute, between two steps.
const DefaultMaxPolls = 10_000_000

// A Program is what is run: one of the two is nil.
type Program struct {
	Main   func(t *sched.Thread)
	Runner func() sched.Runner // makes a new one for each run
}

// A Machine runs a program again and again, one run at a time. It must be closed: it keeps goroutines for the next run.
type Machine struct {
	Config
	run           *sched.Run
	spares        sched.Spares
	names         trace.Names
	objects       objects
	strategy      Strategy
	watcher       Watcher          // the strategy, if it is one; or nil
	chooser       Chooser          // the strategy, if it is one; or nil
	asked         *choice.Decision // what it was asked for last; nil: the time
	asker         int32            // and for which thread
	clock         time.Duration    // since the start of the run
	leapt         bool             // it has leapt
	to            trace.Recorder
	batch         [1]trace.Event
	turn          Turn
	threads       []thread // by number; number 0 is nobody
	tasks         []*sched.Task
	due           []func(machine *sched.Thread) // what the network does at the end of the step
	locks         bool                          // there is an interlock
	holder        int32                         // who has it; 0: nobody
	broken        bool                          // the holder's turn was broken into
	current       int32                         // whose code runs
	next          int32                         // who has been chosen while its turn could not begin at once; 0: nobody
	stepper       int32                         // whose step is under way; 0: nobody's
	turning       bool                          // the last turn has not been told yet
	outside       bool                          // it is made without the interlock
	daemons       bool                          // there have been daemon threads
	ordinaryEnded bool                          // an ordinary thread has ended in the last turn
	polls         int64                         // requests since the last step
	starting      []int32                       // threads that have not come to their first step
	ordinary      int
	spinners      bool // some thread has been in a loop that only looks
	noted         int  // how much of turn.Did has been noted for them
	locking       []locking
	writes        []int32 // by object: how often it has been written since then
	otherWrites   []int32 // those below firstObject
	events        int64
	recorded      func() int64             // events
	executedBy    func(thread int32) int64 // bytecodes
	over          bool
	resuming      bool
	out           Outcome
}

// An Outcome says how a run ended.
type Outcome struct {
	Err      error // why it failed: as of the simulated machine; nil: it came to its end
	Refused  bool  // the program cannot be searched: Err says why
	GivenUp  bool  // the strategy gave it up, or Config.Stop did
	Cut      bool  // it had more steps than it may
	Steps    int64
	Work     int64 // steps, requests between them, and rounds of loops: what a run costs, in units of very roughly a microsecond at most
	Switches int64 // turns of another thread than the one before
	Widest   int64 // the most answers that there were to a question: see Chooser; 0: nothing was asked
	Clock    bool  // the program has looked at the clock
}

// New returns a machine.
func New(c Config) *Machine {
	if c.MaxSteps == 0 {
		c.MaxSteps = DefaultMaxSteps
	}
	if c.MaxPolls == 0 {
		c.MaxPolls = DefaultMaxPolls
	}
	m := &Machine{Config: c}
	m.recorded, m.executedBy = func() int64 { return m.events }, m.executed
	return m
}

// Run runs the program once, asking the strategy whose turn is next. What happens is told to the recorder if that is not
// nil. Nothing of the run is left behind but stacks for the next one. They belong to the operating-system thread if the first run's
// goroutine is locked to one (runtime.LockOSThread): then every run is to be made there, and else by no such goroutine.
func (m *Machine) Run(p Program, s Strategy, to trace.Recorder) Outcome {
	if err := m.reset(s, to); err != nil {
		return Outcome{Err: err, Refused: true}
	}
	m.toItsEnd(p)
	return m.out
}

func (m *Machine) toItsEnd(p Program) {
	defer m.close()
	main := m.main(p)
	m.Spawn(nil, main.Thread())
	for m.loopToPanic() {
	}
}

// Close ends what a machine keeps between runs. It can run again, and must be closed again then.
func (m *Machine) Close() { m.spares.Close() }

// Names returns the names of the last run's threads, objects and texts.
func (m *Machine) Names() *trace.Names { return &m.names }

func (m *Machine) main(p Program) *sched.Task {
	if p.Runner != nil {
		return m.run.MainRunner(p.Runner())
	}
	return m.run.Main(p.Main)
}

func (m *Machine) reset(s Strategy, to trace.Recorder) (err error) {
	m.names.Reset()
	m.objects.reset()
	m.strategy, m.to = s, to
	m.watcher, _ = s.(Watcher)
	m.chooser, _ = s.(Chooser)
	m.clock, m.leapt = 0, false
	m.spinners, m.noted, m.locking = false, 0, m.locking[:0]
	m.otherWrites = m.otherWrites[:0]
	clear(m.writes)
	m.turn = Turn{Enabled: m.turn.Enabled[:0], Blocked: m.turn.Blocked[:0], Did: m.turn.Did[:0], Next: append(m.turn.Next[:0], Access{})}
	m.threads, m.tasks, m.starting = append(m.threads[:0], thread{}), append(m.tasks[:0], nil), m.starting[:0]
	m.holder, m.broken, m.current, m.next, m.stepper, m.polls = 0, false, 0, 0, 0, 0
	m.turning, m.outside, m.daemons, m.ordinaryEnded = false, false, false, false
	m.due, m.ordinary, m.events, m.over, m.out = m.due[:0], 0, 0, false, Outcome{}
	m.run, err = sched.NewRun(sched.RunConfig{
		Engine: m, Names: &m.names, Strategy: (*answers)(m), GIL: m.GIL, Library: m.Library, Stepwise: true, Spares: &m.spares,
		Events: m.recorded, Executed: m.executedBy, Stderr: io.Discard,
	})
	m.locks = m.GIL != nil && err == nil && !m.run.Machine().Unlocked()
	return err
}

func (m *Machine) executed(id int32) int64 {
	if id < 1 || int(id) >= len(m.tasks) {
		return 0
	}
	return m.tasks[id].Thread().Bytecodes()
}

// loopToPanic runs the machine to the end of the run, or to a panic that its thread goes on after, which it reports.
func (m *Machine) loopToPanic() (goesOn bool) {
	defer func() {
		if p := recover(); p != nil {
			goesOn = m.panicked(p)
		}
	}()
	m.loop()
	return false
}

// loop lets one thread after the other make its turn.
func (m *Machine) loop() {
	for !m.over {
		if len(m.starting) > 0 {
			id := m.starting[0]
			m.starting = m.starting[:copy(m.starting, m.starting[1:])]
			m.resume(id)
			continue
		}
		id := m.next
		m.next = 0
		if id == 0 {
			id = m.choose()
		}
		if id == 0 {
			return
		}
		m.begin(id)
		m.resume(id)
	}
}

// resume lets a thread go on to its next step, to its end, or until it waits. The slice of threads can grow meanwhile.
func (m *Machine) resume(id int32) {
	t := m.tasks[id]
	for !m.over {
		m.threads[id].pending = false
		m.runs(id)
		m.run.SetRunning(t.Thread())
		m.resuming = true
		r := t.Resume(m.threads[id].wake)
		m.resuming = false
		if m.carryOut(&m.threads[id], t, r) {
			return
		}
	}
}

// carryOut does what a thread requests, and reports whether others can go on before it does.
func (m *Machine) carryOut(s *thread, t *sched.Task, r sched.Request) (stops bool) {
	switch {
	case r.Kind == sched.End:
		m.ended(s, t)
		return true
	case r.Kind == sched.Burn:
		t.SetLeft(0)
		s.wake = sched.Burned
		m.poll()
		return m.announced(s, t)
	case r.N >= 0 && !t.WaitsFor() && !m.Ordered: // it may be over at once
		m.sleeps(s, time.Duration(r.N))
		s.onTime = m.timeAlone(r.On)
		m.wakesUp(s)
		s.open, s.openAt, s.wake = true, t.Thread().Bytecodes(), sched.TimedOut
		return false
	case s.permit:
		s.permit, s.wake = false, sched.Unparked
		return false
	}
	m.park(s, t, r)
	return true
}
