// This file defines random programs: small trees of steps that threads carry out, drawn by rapid.

package gil_test

import (
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
	"pgregory.net/rapid"
)

// A verb is what one step of a random program does.
type verb uint8

const (
	run verb = iota
	loop
	load
	store
	add      // x += 1, without a lock
	addLater // x += 1 with a call between load and store
	sleep
	read // from a device
	yield
	locked // x += 1 under the lock of x
	nested // the rest of the thread's steps under the next lock
	try
	call
	length
	now
	random
	say
	allow // C code with the lock released
	start // the next script in a thread of its own, joined at the end
	fork  // the same in another process
	verbs
)

// A step is one step of a random program: a verb and its numbers.
type step struct {
	Verb verb
	N, K int64
}

// A script is what one thread does.
type script []step

// A program is a random program: the scripts, of which the main thread starts some.
type program struct {
	Scripts []script
	Started int // how many the main thread starts
}

const variables = 2

// programs generates random programs.
func programs() *rapid.Generator[program] {
	return rapid.Custom(func(r *rapid.T) program {
		one := rapid.Custom(func(r *rapid.T) step {
			return step{
				Verb: verb(rapid.IntRange(0, int(verbs)-1).Draw(r, "verb")),
				N:    rapid.Int64Range(0, 4000).Draw(r, "n"),
				K:    rapid.Int64Range(1, 9).Draw(r, "k"),
			}
		})
		scripts := rapid.SliceOfN(rapid.SliceOfN(one, 0, 12), 1, 4).Draw(r, "scripts")
		p := program{Started: rapid.IntRange(1, len(scripts)).Draw(r, "started")}
		for _, s := range scripts {
			p.Scripts = append(p.Scripts, s)
		}
		return p
	})
}

// A world is what the threads of a random program share while it runs.
type world struct {
	scripts []script
	vars    [variables]*sched.Var[int64]
	safe    [variables]*sched.Var[int64] // changed only under the lock of the same number
	locks   [variables]*threading.Lock
	next    int // the next script that a start step runs
	forked  bool
	plain   [variables]int64
	guarded [variables]int64
}

// main is the main thread of the program. It returns what the variables ought to hold if no update is lost, and what
// they do hold.
func (p program) main(t *sched.Thread) *world {
	w := &world{scripts: p.Scripts, next: p.Started}
	for i := range variables {
		w.vars[i] = sched.NewVar(t, "x", int64(0))
		w.safe[i] = sched.NewVar(t, "y", int64(0))
		w.locks[i] = threading.NewLock(t, "lock")
	}
	var started []*sched.Thread
	for i := range p.Started {
		started = append(started, t.Spawn("", func(t *sched.Thread) { w.run(t, p.Scripts[i], 0) }))
	}
	for _, other := range started {
		t.Join(other)
	}
	return w
}

// run carries out a script. The locks from first on may be acquired: always in one order, so that nothing deadlocks.
func (w *world) run(t *sched.Thread, s script, first int) {
	var started []*sched.Thread
	for i, x := range s {
		if x.Verb == nested && first < variables {
			w.locks[first].With(t, func() { w.run(t, s[i+1:], first+1) })
			break
		}
		if (x.Verb == start || x.Verb == fork) && w.next < len(w.scripts) {
			started = append(started, w.start(t, x.Verb))
			continue
		}
		w.step(t, x, first)
	}
	if first > 0 {
		return // those that it has started may want the lock that it holds: they are left to themselves
	}
	for _, other := range started {
		t.Join(other)
	}
}

// start runs the next script in a thread of its own.
func (w *world) start(t *sched.Thread, how verb) *sched.Thread {
	body := w.scripts[w.next]
	w.next++
	spawn := t.Spawn
	if how == fork {
		w.forked = true
		spawn = func(name string, fn func(*sched.Thread)) *sched.Thread { return t.SpawnProcess(name, nil, fn) }
	}
	return spawn("", func(t *sched.Thread) { w.run(t, body, 0) })
}

// step carries out one step.
func (w *world) step(t *sched.Thread, x step, first int) {
	i := int(x.K) % variables
	v := w.vars[i]
	switch x.Verb {
	case run:
		t.Run(x.N)
	case loop:
		t.Loop(x.N, x.K)
	case load:
		v.Get(t)
	case add:
		v.Set(t, v.Get(t)+1)
		w.plain[i]++
	case addLater:
		n := v.Get(t)
		t.Call(func() { t.Run(x.K) })
		v.Set(t, n+1)
		w.plain[i]++
	case sleep:
		t.Sleep(time.Duration(x.N*x.K) * 100)
	case read:
		t.IO("socket", time.Duration(x.N*x.K)*100)
	case yield:
		t.Yield()
	case locked:
		if i >= first {
			w.locks[i].With(t, func() { w.guard(t, i) })
		}
	case try:
		if w.locks[i].TryAcquire(t) {
			w.guard(t, i)
			w.locks[i].Release(t)
		}
	case call:
		t.Call(func() { t.Run(x.N) })
	case length:
		t.CallBuiltin("len")
	case now:
		t.Now()
	case random:
		t.Random(x.N + 1)
	case allow:
		t.AllowThreads(x.N*x.K, nil)
	case say:
		t.Print("hello", x.K)
	}
}

// guard changes the guarded variable, whose lock is held, in a way that would lose updates if it were not.
func (w *world) guard(t *sched.Thread, i int) {
	n := w.safe[i].Get(t)
	t.Loop(3, 7)
	w.safe[i].Set(t, n+1)
	w.guarded[i]++
}
