// This file models the driver of the rules, lock.go, for the exploration: whatever three threads can do, in any order.

package gil

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/gilsim/gilsim/sched"
)

// A place is where a thread stands in take_gil and drop_gil.
type place uint8

const (
	away      place = iota // does not want the lock: it blocks, or has not begun
	coming                 // is about to try
	asleep                 // waits, in cond_timedwait
	awake                  // its wait is over, and it is about to look why
	holding                //
	releasing              // has let go and signalled; the lock is free
	banished               // waits until another one has taken the lock
)

// A walker is one thread of the model.
type walker struct {
	place     place
	queued    uint8 // its place in the queue of waiters, from 1; 0: in none
	signalled bool  // it has been taken out of its queue by a signal
	timedOut  bool  // its timer has fired
	fresh     bool  // by the rules' count the lock has not switched since its interval began
	changed   bool  // in truth another thread has taken the lock since its interval began
	again     bool  // having let go it wants the lock again
	last      sched.Point
}

// A state is the rules, and the threads of the model of the driver in lock.go.
type state struct {
	rules   rules
	taker   int32 // in truth who had the lock last
	threads [3]walker
}

// A variant is the rules and the driver, as they are or with a mistake.
type variant struct {
	name     string
	start    []rules
	codes    []sched.Code
	take     func(*rules, int32) bool
	timedOut func(*rules, uint64) bool
	forced   func(*rules, int32) bool
	check    func(*rules, sched.Code, sched.Point) (n, stride int64)
	mute     bool // letting go signals nobody
	patient  bool // nobody's timer fires
	deaf     bool // taking wakes nobody who waits for that
	fault    string
}

// variantOf returns the rules as they are.
func variantOf(d Discipline, c Checks) variant {
	v := variant{
		name:     fmt.Sprintf("%v/%v", d, c),
		start:    []rules{{discipline: d, checks: c, checkInterval: 2, switches: 1}},
		codes:    []sched.Code{{N: 1}, {N: 1, Last: sched.Jump}, {N: 1, Last: sched.Builtin}, {N: 2, Round: 2}, {N: 1, Round: 2}},
		take:     (*rules).take,
		timedOut: (*rules).timedOut,
		forced:   (*rules).forced,
		check: func(r *rules, code sched.Code, last sched.Point) (n, stride int64) {
			return r.check(code, last, r.request)
		},
	}
	if d == Ticks { // it may start at any phase, and not all bytecodes count
		v.codes = append(v.codes, sched.Code{N: 2, Round: 2, Ticks: 1}, sched.Code{N: 3, Round: 2, Ticks: 1})
		first := v.start[0]
		v.start = nil
		for phase := range first.checkInterval + 1 {
			first.start(phase + 1)
			v.start = append(v.start, first)
		}
	}
	return v
}

// A move is one step of one thread. Its fault, if it is not empty, says which rule it breaks.
type move struct {
	name   string
	to     state
	number numbering
	fault  string
	outer  bool // nothing forces it to happen: a thread begins to want the lock, blocks, or wakes for no reason
}

// A numbering says which thread is which after a move. Number 0 is nobody.
type numbering [4]int32

// moves lists what can happen next.
func (v *variant) moves(s state) (list []move) {
	for i := range s.threads {
		list = append(list, v.movesOf(s, i)...)
	}
	for m := range list {
		list[m].number = list[m].to.normalize()
	}
	return list
}

// movesOf lists what thread i can do next.
func (v *variant) movesOf(s state, i int) []move {
	switch w := s.threads[i]; w.place {
	case away:
		s.threads[i].place = coming
		return []move{{name: verb(i, "wants the lock"), to: s, outer: true}}
	case coming, awake:
		return []move{v.try(s, i)}
	case asleep:
		return v.wakeUps(s, i)
	case holding:
		list := v.drops(s, i, false, "lets go to block")
		for m := range list {
			list[m].outer = s.rules.discipline != Coop
		}
		return append(list, v.executes(s, i)...)
	case releasing:
		return []move{v.paid(s, i)}
	case banished:
		if w.signalled {
			s.threads[i].signalled = false
			s.threads[i].leave()
			return []move{{name: verb(i, "goes on"), to: s}}
		}
	}
	return nil
}

func verb(i int, text string) string { return fmt.Sprintf("%d %s", i+1, text) }

// wakeUps lists how the wait of thread i can end: its signal arrives, its timer fires, or it wakes for no reason.
func (v *variant) wakeUps(s state, i int) []move {
	s.threads[i].place = awake
	if s.threads[i].signalled {
		return []move{{name: verb(i, "is woken"), to: s}}
	}
	list := []move{{name: verb(i, "wakes for no reason"), to: s, outer: true}}
	if s.rules.timed() && !v.patient {
		s.threads[i].timedOut = true
		list = append(list, move{name: verb(i, "times out"), to: s})
	}
	return list
}

// try is lock.Acquire, from where thread i is to its next wait, or to the lock.
func (v *variant) try(s state, i int) (m move) {
	w := &s.threads[i]
	defer func() { m.to = s }()
	switch {
	case w.signalled:
		w.signalled = false
	case w.timedOut:
		s.unqueue(i)
		m.fault = v.ask(&s, i)
	}
	w.timedOut = false
	if !v.take(&s.rules, int32(i+1)) {
		m.name = verb(i, "finds it taken")
		s.enqueue(i)
		w.place, w.fresh, w.changed = asleep, true, false
		return m
	}
	m.name = verb(i, "takes it")
	s.unqueue(i)
	w.place, w.last, w.fresh, w.changed = holding, sched.Taken, false, false
	v.taken(&s, i)
	return m
}

// ask is what a thread does whose time is over. It returns the rule that is broken by that, if one is.
func (v *variant) ask(s *state, i int) string {
	seen := s.rules.switches
	if !s.threads[i].fresh {
		seen--
	}
	if !v.timedOut(&s.rules, seen) {
		return ""
	}
	holder := s.holder()
	switch {
	case holder < 0:
		return "a request to nobody"
	case s.threads[i].changed:
		return "a request to one who has not had the lock for a whole interval"
	}
	return ""
}

// taken is lock.taken: the others learn of it.
func (v *variant) taken(s *state, i int) {
	for j := range s.threads {
		w := &s.threads[j]
		if w.place == banished && !v.deaf {
			w.signalled = true
		}
		w.changed = w.changed || (w.place == asleep || w.place == awake) && s.taker != int32(i+1)
	}
	s.taker = int32(i + 1)
}

// drops is lock.drop: the lock is free, and one of the waiters is signalled, whichever.
func (v *variant) drops(s state, i int, again bool, name string) (list []move) {
	w := &s.threads[i]
	w.place, w.again = releasing, again
	s.rules.drop(int32(i + 1))
	for j := range s.threads {
		if s.threads[j].queued > 0 && !v.mute {
			to := s
			to.unqueue(j)
			to.threads[j].signalled = true
			list = append(list, move{name: verb(i, name) + fmt.Sprintf(" and signals %d", j+1), to: to})
		}
	}
	if list == nil {
		list = append(list, move{name: verb(i, name), to: s})
	}
	return list
}

// paid is the second half of lock.Release.
func (v *variant) paid(s state, i int) move {
	if v.forced(&s.rules, int32(i+1)) {
		s.threads[i].place = banished
		return move{name: verb(i, "must wait until another has it"), to: s}
	}
	s.threads[i].leave()
	return move{name: verb(i, "has let go"), to: s}
}

// leave is the end of drop_gil.
func (w *walker) leave() {
	w.place = away
	if w.again {
		w.place = coming
	}
	w.again = false
}

// executes lists what the holder can do next: execute any code. If it is stopped in the middle the rest is forgotten: it
// is among the codes that it can execute next.
func (v *variant) executes(s state, i int) (list []move) {
	for _, code := range v.codes {
		list = append(list, v.execute(s, i, code)...)
	}
	return list
}

// execute asks the rules how much of the code the holder may execute, and executes that, or less if it is interrupted.
func (v *variant) execute(s state, i int, code sched.Code) (list []move) {
	w := &s.threads[i]
	asked := s.rules.request
	n, stride := v.check(&s.rules, code, w.last)
	fault := v.judge(s.rules.discipline, s.rules.checks, asked, w.last, n, code)
	if w.last == sched.Taken && stride > 0 {
		fault = "a thread that has taken the lock can be stopped before it has executed anything"
	}
	if n == 0 {
		list = v.drops(s, i, true, "lets go at a check")
	}
	for m := n; m > 0; m -= max(1, stride) {
		if m != n && stride == 0 {
			break // it cannot be interrupted
		}
		to := s
		left := code
		left.N -= m
		to.threads[i].last = pointAt(left)
		list = append(list, move{name: verb(i, fmt.Sprintf("executes %d of %+v", m, code)), to: to})
	}
	for j := range list {
		list[j].fault = fault
	}
	return list
}

// judge says what is wrong with the answer to a check, if anything is.
func (v *variant) judge(d Discipline, c Checks, asked bool, last sched.Point, n int64, code sched.Code) string {
	looks := c == Every && last != sched.Taken || last == sched.Jump || c == Calls && last == sched.Builtin
	switch {
	case n < 0 || n > code.N:
		return "leave to execute more than there is"
	case n == 0 && !looks:
		return "letting go where the holder does not look"
	case d == Interval && n == 0 && !asked:
		return "letting go unasked"
	case d == Interval && n > 0 && asked && looks:
		return "a request that is not heard"
	case d == Interval && c == Every && last == sched.Taken && n > 1:
		return "a request that is heard too late"
	case d == Coop && n == 0:
		return "letting go under coop"
	}
	return ""
}

// pointAt returns what the last bytecode executed was, of which code so much is left.
func pointAt(left sched.Code) sched.Point {
	switch {
	case left.Round == 0 && left.N == 0:
		return left.Last
	case left.Round > 0 && left.N%left.Round == 0:
		return sched.Jump
	}
	return sched.Plain
}

// enqueue puts thread i at the end of the queue, unless it is in it.
func (s *state) enqueue(i int) {
	if s.threads[i].queued > 0 {
		return
	}
	for j := range s.threads {
		s.threads[i].queued = max(s.threads[i].queued, s.threads[j].queued+1)
	}
}

// unqueue takes thread i out of the queue.
func (s *state) unqueue(i int) {
	at := s.threads[i].queued
	s.threads[i].queued = 0
	for j := range s.threads {
		if at > 0 && s.threads[j].queued > at {
			s.threads[j].queued--
		}
	}
}

// normalize makes states equal that behave alike: it does not matter how often the lock has switched in all, nor what a
// thread remembers that it will not look at any more, nor which of the threads is which.
func (s *state) normalize() numbering {
	for i := range s.threads {
		w := &s.threads[i]
		w.timedOut = w.timedOut && !w.signalled
		asks := s.rules.timed() && (w.place == asleep && !w.signalled || w.timedOut)
		w.fresh = w.fresh && asks && s.rules.switches == 1
		w.changed = w.changed && asks
		if w.place != holding {
			w.last = sched.Plain
		}
	}
	s.rules.switches = 1
	return s.sort()
}

// sort numbers the threads anew, in the order of their keys.
func (s *state) sort() (number numbering) {
	order := []int32{1, 2, 3}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Compare(s.key(a), s.key(b)) })
	old := *s
	for i, t := range order {
		s.threads[i] = old.threads[t-1]
		number[t] = int32(i + 1)
	}
	s.rules.holder, s.rules.lastHolder = number[s.rules.holder], number[s.rules.lastHolder]
	s.taker = number[s.taker]
	return number
}

// key returns all there is to know of a thread as one number.
func (s *state) key(t int32) (key uint64) {
	w := s.threads[t-1]
	key = uint64(w.place)<<8 | uint64(w.queued)<<4 | uint64(w.last)
	for _, bit := range []bool{w.signalled, w.timedOut, w.fresh, w.changed, w.again,
		s.rules.holder == t, s.rules.lastHolder == t, s.taker == t} {
		key <<= 1
		if bit {
			key |= 1
		}
	}
	return key
}

// holder returns which thread holds the lock, -1 for none.
func (s *state) holder() int {
	return slices.IndexFunc(s.threads[:], func(w walker) bool { return w.place == holding })
}

// onItsWay reports whether a thread other than i will look at the lock without anybody's doing.
func (s *state) onItsWay(i int) bool {
	for j, w := range s.threads {
		if j != i && (w.place == coming || w.place == awake || w.place == asleep && w.signalled) {
			return true
		}
	}
	return false
}

// broken says which rule the state breaks, if it breaks one.
func (s *state) broken() string {
	holders, waiters := 0, 0
	for _, w := range s.threads {
		if w.place == holding {
			holders++
		}
		if w.place == asleep || w.place == awake {
			waiters++
		}
	}
	switch h := s.holder(); {
	case holders > 1:
		return "two holders"
	case int(s.rules.holder) != h+1:
		return "the rules do not know the holder"
	case s.rules.request && waiters == 0:
		return "a request that nobody has made"
	}
	for i, w := range s.threads {
		switch {
		case w.place == asleep && !w.signalled && s.rules.holder == 0 && !s.onItsWay(i):
			return "a lost wake-up"
		case w.place == banished && !w.signalled && !s.onItsWay(i):
			return "a forced switch that waits for nobody"
		}
	}
	return ""
}
