// This file defines the kernel of the simulated machine: virtual time, and the loop that resumes whoever is due.

package sim

import (
	"errors"
	"math"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/trace"
)

// A kernel is one run of the simulated machine. It runs one goroutine at a time: its own, or a thread's coroutine.
//
// What it keeps of the threads lies in a slice, by number; number 0 is the machine itself, in whose name devices act.
type kernel struct {
	Config
	run      *sched.Run
	now      int64  // virtual time, ns
	seq      uint64 // numbers whatever must be ordered at the same time
	threads  []thread
	tasks    []*sched.Task
	current  *thread // whose code runs, or ran last; at first the machine's own
	resuming bool    // it is being resumed just now: a panic is of its code
	cores    []core
	timers   timers
	arrivals arrivals
	horizon  int64   // up to here, exclusively, the thread that is being resumed may go on without leaving its coroutine
	balances int64   // when cores next share out who is ready; never if nobody is
	touched  []int16 // by object: the core that has touched it last
	uniform  bool    // a wake-up takes as long wherever it goes to
	untimed  *turns  // in place of the run queue, when the strategy is untimed; else nil
	steps    int64   // requests before the present ration
	ration   int64   // requests between two looks at the limits of the run
	fuel     int64   // how many of them are left
	alive    int
	ordinary int  // how many of them are no daemon threads
	cut      bool // the daemon threads have been cut off
	failure  error
	log      log
	recorded func() int64 // how many events there have been, of which the strategy has been shown all that it wants
	of       []population // by process
}

// endOfTime is when a run is ended: half of what a time can be, so that no sum of times overflows.
const endOfTime = 1 << 62

// patrol is how many requests a thread may make until the kernel looks at the limits of the run.
const patrol = 1 << 14

func newKernel(cfg Config) (*kernel, error) {
	full, err := cfg.complete()
	if err != nil {
		return nil, err
	}
	k := &kernel{Config: full}
	if !full.Strategy.Timed() {
		k.Config = full.withoutTime()
		k.untimed = new(turns)
	}
	k.uniform = k.WakeBusy == k.WakeIdle && k.Cores > 1 && k.Recent == 0 && k.InterruptIn == 0 && k.WakeQuantiles == nil && k.BusyQuantiles == nil
	k.balances = never
	k.cores = make([]core, k.Cores)
	for i := range k.cores {
		k.cores[i] = core{id: int16(i), due: never, told: never, idle: always}
	}
	k.log = log{to: full.Recorder, batch: new([batchSize]trace.Event)}
	k.recorded = k.log.recorded
	watcher, watched := full.Strategy.(trace.Recorder)
	if watched {
		k.log.show(watcher)
		k.recorded = k.log.shown
	}
	k.run, err = sched.NewRun(sched.RunConfig{
		Engine: k, Names: full.Names, Strategy: full.Strategy, GIL: full.GIL, Executed: k.executedBy,
		Events: k.recorded, Unnumbered: full.Recorder == nil && !watched, Stderr: full.Stderr, FailFast: full.FailFast, Library: full.charged(),
	})
	if err != nil {
		return nil, err
	}
	k.threads = []thread{{core: trace.NoCore}}
	k.tasks = []*sched.Task{k.run.Machine().Task()}
	k.current = &k.threads[0]
	return k, nil
}

func (k *kernel) runMain(main *sched.Task) (err error) {
	defer func() { err = k.close(recover()) }()
	k.Spawn(nil, main.Thread())
	for k.loopToPanic() {
	}
	return nil
}

// loopToPanic runs the machine to the end of the run, or to a panic that comes through it and that its thread goes on after,
// which it reports.
func (k *kernel) loopToPanic() (goesOn bool) {
	defer func() {
		if p := recover(); p != nil {
			goesOn = k.panicked(p)
		}
	}()
	if k.untimed != nil {
		k.loopUntimed()
	} else {
		k.loop()
	}
	return false
}

func (k *kernel) loop() {
	for k.failure == nil && !k.cut && k.inTime() {
		c := k.nextCore()
		x := k.timers.next(k.threads)
		switch {
		case k.balancesNext(c, x):
			k.balance()
		case k.arrivesNext(c, x):
			k.happen()
		case x != nil && (c == nil || x.key < c.due || x.key == c.due && x.seq < c.seq):
			k.now = x.key
			k.expireTimer(&k.threads[k.timers.expire(k.threads)])
		case c != nil:
			k.now = c.due
			k.look(c)
		default:
			k.idle()
			return
		}
	}
}

// inTime reports whether virtual time is far from its end, and otherwise ends the run.
func (k *kernel) inTime() bool {
	if k.now >= endOfTime {
		k.halt(errors.New("virtual time has run out: a run can last 146 years"))
	}
	return k.failure == nil
}

func (k *kernel) nextCore() (first *core) {
	when := int64(never)
	for i := range k.cores {
		c := &k.cores[i]
		if c.due < when || c.due == when && first != nil && c.seq < first.seq {
			first, when = c, c.due
		}
	}
	return first
}

// limit sets the horizon of the thread that is about to be resumed on c: the time of the next event elsewhere.
func (k *kernel) limit(c *core) {
	h := min(int64(endOfTime), k.balances)
	if k.timers.len() > 0 {
		h = min(h, k.timers.first().key)
	}
	if len(k.arrivals) > 0 {
		h = min(h, k.arrivals[0].when)
	}
	if len(k.cores) > 1 { // c is due never, while its thread is resumed
		for i := range k.cores {
			h = min(h, k.cores[i].due)
		}
	}
	if c.ready.len() > 0 {
		h = min(h, c.sliceEnd)
	}
	h = min(h, c.told)
	if c.preempt {
		h = min(h, c.safeTill)
	}
	if k.untimed != nil || k.failure != nil {
		h = math.MinInt64
	}
	k.horizon = h
}

func (k *kernel) tick() uint64 {
	k.seq++
	return k.seq
}

// Now returns the virtual time.
func (k *kernel) Now() time.Duration { return time.Duration(k.now) }

// Record notes what t did.
func (k *kernel) Record(t *sched.Thread, kind trace.Kind, obj int32, arg int64) {
	id, s := t.ID(), k.current
	if id != s.id {
		s = &k.threads[id]
	}
	fill(k.log.next(), k.now, arg, id, t.Actor(), obj, s.core, kind)
}

func (k *kernel) record(s *thread, kind trace.Kind, obj int32, arg int64) {
	fill(k.log.next(), k.now, arg, s.id, s.actor, obj, s.core, kind)
}

// draw asks the strategy for a number around mean, at most spread away.
func (k *kernel) draw(kind choice.Kind, id int32, mean, spread int64) int64 {
	if spread == 0 {
		return mean
	}
	return k.decide(choice.Decision{Kind: kind, Thread: id, Low: mean - spread, High: mean + spread})
}

// drawFrom asks the strategy for a number that is spread as the quantiles say, and adds base.
func (k *kernel) drawFrom(kind choice.Kind, id int32, base int64, quantiles []int64) int64 {
	low, high := base+quantiles[0], base+quantiles[len(quantiles)-1]
	return k.decide(choice.Decision{Kind: kind, Thread: id, Low: low, High: high, Quantiles: quantiles})
}

func (k *kernel) decide(d choice.Decision) int64 {
	n, err := k.run.Decide(d)
	if err != nil {
		k.halt(err)
	}
	return n
}

// lateness draws after how long a timer fires that is set to d.
func (k *kernel) lateness(id int32, d int64) int64 {
	if k.LateQuantiles != nil {
		return k.drawFrom(choice.Lateness, id, d, k.LateQuantiles)
	}
	spread := int64(k.Lateness) * k.Jitter / 100
	return k.draw(choice.Lateness, id, d+int64(k.Lateness), spread)
}

func (k *kernel) drawSpeed(s *thread) int64 {
	spread := k.Bytecode * k.SpeedJitter / 1000
	return k.draw(choice.Speed, s.id, k.Bytecode, spread)
}

// SetPace has the bytecodes of t cost so many percent: sched.Pacer. It is called between burns, where nothing of a bytecode is paid in advance.
func (k *kernel) SetPace(t *sched.Thread, percent int64) {
	s := &k.threads[t.ID()]
	s.pace = uint8(percent)
	s.setRate()
}

// setRate computes what a bytecode costs from the speed of this turn and from the pace.
func (s *thread) setRate() {
	s.rate = s.speed
	if s.pace > 0 {
		s.rate = max(1, s.speed*int64(s.pace)/100)
	}
}

// executedBy returns how many bytecodes the thread of this number has executed; 0 before it is made.
func (k *kernel) executedBy(id int32) int64 {
	if id < 1 || int(id) >= len(k.threads) {
		return 0
	}
	return k.executed(&k.threads[id])
}

// executed returns how many bytecodes a thread has executed, those of an unfinished burn included.
func (k *kernel) executed(s *thread) int64 {
	t := k.tasks[s.id]
	if t.InC() {
		return t.Thread().Bytecodes()
	}
	return t.Thread().Bytecodes() + s.burn.done
}
