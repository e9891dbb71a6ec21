// This file defines what a strategy decides beside whose turn is next, and the time that there is.

package serial

import (
	"math"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/trace"
)

// A Chooser is a strategy that decides, too, what a turn leaves open: a random number, whom a signal wakes, whether time has passed
// when the program looks at the clock. It is asked in the midst of the turn. One that is no Chooser gets the first answer.
type Chooser interface {
	// Answer returns one of n answers: a number from 0 to n-1.
	Answer(n int64) int64
}

const (
	tick = time.Microsecond // what a look at the clock takes
	leap = time.Hour        // what may have passed meanwhile: once in a run
)

// answers is the strategy of the run's own decisions, as far as they are no turns.
type answers Machine

// Timed says that threads are not asked at what the machine does for them.
func (a *answers) Timed() bool { return true }

// Pick has the strategy choose what the program asks for; how long something takes, and other numbers, are the lowest ones.
func (a *answers) Pick(d *choice.Decision) (int64, error) {
	if d.Kind != choice.Chance && d.Kind != choice.Whom {
		return d.Low, nil
	}
	if d.Kind == choice.Chance && d.High-d.Low+1 == sched.Seeds {
		return sched.UndecidedSeed, nil
	}
	m := (*Machine)(a)
	m.asked, m.asker = d, d.Thread
	return d.Low + m.answer(d.High-d.Low+1), nil
}

// Asked returns what a Chooser is being asked for, and for which thread. It is nil if the thread looks at the clock: the answer 1 is that
// an hour has passed. It is lent, and for Answer to call: many strategies need not know.
func (m *Machine) Asked() (d *choice.Decision, thread int32) { return m.asked, m.asker }

// answer asks the strategy for one of n answers.
func (m *Machine) answer(n int64) int64 {
	if n <= 1 {
		return 0
	}
	m.acts()
	m.out.Widest = max(m.out.Widest, n)
	if m.chooser == nil {
		return 0
	}
	return m.chooser.Answer(n)
}

// Now is the time that is told to the program. There is none that steps take: it goes on when somebody has slept, and once in a run
// it may leap.
func (a *answers) Now(thread int32, _ int64) (int64, error) {
	m := (*Machine)(a)
	m.asked, m.asker = nil, thread
	m.acts()
	if s := &m.threads[thread]; s.forDeadline {
		s.forDeadline = false
		s.slept += tick
		return int64(s.slept), nil
	}
	m.out.Clock = true
	m.clock += tick
	if !m.leapt && !m.Ordered && m.answer(2) == 1 {
		m.leapt = true
		m.clock += leap
	}
	m.turn.Did = append(m.turn.Did, Access{Obj: Clock, Write: true, Free: true})
	return int64(m.clock), nil
}

// ForDeadline notes that the thread looks at the clock next to see how long it may still wait. It is shown how long it has waited itself, up
// to time-outs that have fired: if the time is over though none has fired, that is as if it waited again and the time-out fired at once.
func (m *Machine) ForDeadline(t *sched.Thread) { m.threads[t.ID()].forDeadline = !m.Ordered }

// Now returns the time: see answers.Now.
func (m *Machine) Now() time.Duration { return m.clock }

// sleeps lets a thread wait for d, or as long as nobody wakes it. It has slept for as long as it wanted at least when it goes on.
func (m *Machine) sleeps(s *thread, d time.Duration) {
	s.nap = min(d, sched.LongestWait)
	s.deadline = m.clock + s.nap
}

// wakesUp notes that a thread has slept to its end. In the order of time that is when nobody else could go on: it comes after
// everything before.
func (m *Machine) wakesUp(s *thread) {
	if !s.onTime {
		s.late++
	}
	m.clock = max(m.clock, s.deadline)
	s.slept += s.nap
	m.turn.Did = append(m.turn.Did, Access{Obj: Clock, Free: true})
	if m.Ordered {
		m.turn.Did = append(m.turn.Did, Access{Obj: Passing, Write: true, Free: true, Waits: true})
	}
}

// timePasses lets those sleepers wake up that are to do so first.
func (m *Machine) timePasses() {
	first := time.Duration(math.MaxInt64)
	for i := range m.threads {
		if s := &m.threads[i]; s.sleeps() {
			first = min(first, s.deadline)
		}
	}
	for id := int32(1); int(id) < len(m.threads); id++ {
		if s := &m.threads[id]; s.sleeps() && s.deadline == first {
			m.turn.Enabled = append(m.turn.Enabled, id)
		}
	}
}

// timeAlone reports whether who parks on an object waits for nothing but time.
func (m *Machine) timeAlone(on int32) bool {
	info, _ := m.names.Object(on)
	return on == 0 || info.Class == trace.ClassTimer || info.Class == trace.ClassIO
}

// TimesOut reports whether a thread that can go on does so because its time-out fires: what it waits for has not come.
func (m *Machine) TimesOut(id int32) bool {
	s := &m.threads[id]
	return s.sleeps() && !s.onTime
}

// TimeOuts returns how many time-outs of a thread's waits have fired so far. One that waits for what is not to be had does not begin
// to wait where it could be over at once.
func (m *Machine) TimeOuts(id int32) int {
	if int(id) >= len(m.threads) {
		return 0 // it has a name, and has not been started
	}
	return m.threads[id].late
}

// sleeps reports whether the thread waits, and time can end that.
func (s *thread) sleeps() bool { return s.pending && s.parked && s.timed }
