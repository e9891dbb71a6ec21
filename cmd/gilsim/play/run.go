// This file makes one run along turns.

package play

import (
	"errors"
	"fmt"
	"slices"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/search"
	"github.com/gilsim/gilsim/sched/serial"
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/view"
)

// A Program is what is played, and under which lock.
type Program struct {
	Make    search.Program
	Lock    gil.Config
	Library sched.Library
	Phase   int64        // of a lock that counts ticks: where its counter starts
	Header  trace.Header // of traces, and so of pages

	// Settings say what the program is, for the schedule of a receipt.
	Settings []trace.Param

	// All makes each step a decision, those inside the library, too. Without it a thread that goes on does so until it has made a step
	// of the program's own.
	All bool
}

// A path is the decisions of a run: whose its turns are, and what was answered to what they left open. Both are in their order; that
// of the run says which belong together.
type path struct {
	turns   []int32
	answers []int64
	decided int // how many turns there are up to the last one that somebody has decided; those after it went on by themselves
}

// answered returns the path with one more answer.
func (p path) answered(value int64) path {
	p.answers = append(slices.Clone(p.answers), value)
	return p
}

// A decider decides where a path ends.
type decider interface {
	// turn returns who goes on; 0 ends the run there.
	turn(t *serial.Turn) int32

	// answer returns one of n answers to what a turn leaves open, from 0 on; unanswered ends the run there, in the midst of the turn.
	answer(n int64) int64
}

// unanswered is what a decider answers that leaves the question to the player.
const unanswered = -1

// A run is one run along a path, as far as it went.
type run struct {
	path
	follow  path    // that it begins with
	then    decider // and who decides after that; nil: it ends there
	open    *Choice // what its last turn leaves open, in whose midst it ends; nil: nothing
	machine *serial.Machine
	all     bool // as of Program
	own     ownSteps
	passed  []int   // by thread: how often in a row it could have gone on, and another one did
	most    int     // the most of these at any time
	whom    int32   // and whose that was
	able    []int32 // who could make the next turn
	end     *End    // nil if the run was left before its end
	wrong   error   // why it could not follow
	notes   *notes  // nil: no picture is wanted
}

// ownSteps is told the events of a run, and knows whether the thread that goes on has made a step of the program's own since it was
// decided that it does.
type ownSteps struct {
	thread int32
	made   bool
	shown  *view.Selector
}

// Record looks at events.
func (o *ownSteps) Record(events []trace.Event) {
	for i := range events {
		if e := &events[i]; e.Thread == o.thread && e.Kind.Spec().Group == trace.Program && !o.made {
			o.made = o.shown.Shows(e)
		}
	}
}

// An End is how a run ended.
type End struct {
	Kind   string // Result, Deadlock, Failure or TooLong
	Result string // in one line
	OK     bool   // as it should be
	Err    error  // of a run that failed
}

// The kinds of ends.
const (
	Result   = "result"   // the program came to its end
	Deadlock = "deadlock" // nobody could go on
	Failure  = "failure"  // an exception, or a mistake in the use of a lock
	TooLong  = "too-long" // more steps than a run may have
)

// A TurnError says that a schedule cannot be followed.
type TurnError struct {
	Turn   int // from 1
	Thread int32
	Able   []int32 // who could go on there; nobody: the run had ended
}

// Error says so in a sentence.
func (e *TurnError) Error() string {
	if len(e.Able) == 0 {
		return fmt.Sprintf("turn %d is that of thread %d, and the run has ended before it", e.Turn, e.Thread)
	}
	return fmt.Sprintf("turn %d is that of thread %d, which cannot go on there: %s can", e.Turn, e.Thread, threadList(e.Able))
}

func threadList(threads []int32) string {
	text := ""
	for i, id := range threads {
		switch {
		case i > 0 && i == len(threads)-1:
			text += " or "
		case i > 0:
			text += ", "
		}
		text += fmt.Sprintf("T%d", id)
	}
	return text
}

// maxSteps is how many steps a run of a game may have: more are no game.
const maxSteps = 20_000

// searched returns the options by which a search sees the program.
func (p *Program) searched() search.Options {
	return search.Options{GIL: p.Lock, Library: p.Library, Sources: p.Header.Sources, MaxSteps: maxSteps}
}

// A player makes runs of a program, one at a time.
type player struct {
	Program
	machine *serial.Machine
}

func newPlayer(p Program) *player {
	lock := gil.Possible{Config: p.Lock, Phase: p.Phase}
	return &player{p, serial.New(serial.Config{GIL: lock, Library: p.Library, MaxSteps: maxSteps})}
}

// run follows a path, and then a decider. With pictures it notes what they show. The error says why the program cannot be played.
func (p *player) run(follow path, then decider, pictures bool) (*run, error) {
	defer p.machine.Close()
	return p.oneOf(follow, then, pictures)
}

// oneOf is run for one of several runs; whoever makes them closes the machine after the last one.
func (p *player) oneOf(follow path, then decider, pictures bool) (*run, error) {
	names := p.machine.Names()
	r := &run{follow: follow, then: then, machine: p.machine, all: p.All, own: ownSteps{shown: view.NewSelector(names, view.Filter{})}}
	var to trace.Recorder
	switch {
	case pictures:
		r.notes = &notes{machine: p.machine, names: names}
		to = trace.Tee{&r.own, &r.notes.events}
	case then != nil && !p.All:
		to = &r.own
	}
	made := p.Make()
	out := p.machine.Run(made.Program, r, to)
	switch {
	case out.Refused:
		return nil, out.Err
	case r.wrong != nil || r.open != nil || out.GivenUp:
	case out.Cut:
		r.end = &End{Kind: TooLong, Result: fmt.Sprintf("more than %d steps", maxSteps)}
	case out.Err != nil:
		r.end = failed(out.Err)
	default:
		result, ok := made.Judge()
		r.end = &End{Kind: Result, Result: result, OK: ok}
	}
	return r, nil
}

func failed(err error) *End {
	e := &End{Kind: Failure, Err: err, Result: experiment.Reason(err)}
	var deadlock *sched.DeadlockError
	if errors.As(err, &deadlock) {
		e.Kind = Deadlock
	}
	return e
}

// Choose follows the turns, and then asks.
func (r *run) Choose(t *serial.Turn) int32 {
	if r.open != nil {
		return 0
	}
	if r.notes != nil {
		r.notes.note(t)
	}
	r.able = append(r.able[:0], t.Enabled...)
	at := len(r.turns)
	var id int32
	switch {
	case len(t.Enabled) == 0:
		if at < len(r.follow.turns) {
			r.wrong = &TurnError{at + 1, r.follow.turns[at], nil}
		}
		return 0
	case at < len(r.follow.turns):
		if id = r.follow.turns[at]; !slices.Contains(t.Enabled, id) {
			r.wrong = &TurnError{at + 1, id, slices.Clone(t.Enabled)}
			return 0
		}
		if at+1 == r.follow.decided {
			r.decides(id)
		}
	default:
		if id = r.decide(t); id == 0 {
			return 0
		}
	}
	r.pass(t.Enabled, id)
	r.turns = append(r.turns, id)
	return id
}

// decide says who goes on after the turns that were to be followed.
func (r *run) decide(t *serial.Turn) int32 {
	switch {
	case r.then == nil:
		return 0
	case len(t.Enabled) == 1:
		return t.Enabled[0]
	case !r.all && r.own.thread != 0 && !r.own.made && slices.Contains(t.Enabled, r.own.thread) && !r.machine.TimesOut(r.own.thread):
		return r.own.thread // but whether a time-out fires is a decision
	}
	id := r.then.turn(t)
	if id != 0 {
		r.decides(id)
	}
	return id
}

// decides notes that the turn that begins is one that somebody has decided.
func (r *run) decides(id int32) {
	r.decided = len(r.turns) + 1
	r.own.thread, r.own.made = id, false
}

// Answer answers what a turn leaves open: as the path does, and then as the decider says.
func (r *run) Answer(n int64) (answer int64) {
	switch at := len(r.answers); {
	case r.open != nil: // the rest of the turn counts for nothing
		return 0
	case at < len(r.follow.answers):
		answer = min(r.follow.answers[at], n-1)
	case r.then != nil:
		answer = r.then.answer(n)
	}
	if answer == unanswered {
		r.open = choiceOf(r.machine, n)
		if r.notes != nil {
			r.notes.interrupted()
		}
		return 0
	}
	r.answers = append(r.answers, answer)
	return answer
}

// once is the decider that lets a thread go on at the first decision, and ends the run at the second one. As nobody it ends it at the
// first one.
type once struct{ thread int32 }

const nobody = 0

func (o *once) turn(*serial.Turn) int32 {
	id := o.thread
	o.thread = nobody
	return id
}

func (o *once) answer(int64) int64 { return unanswered }

// pass counts whom a turn has passed over.
func (r *run) pass(able []int32, chosen int32) {
	for id := range r.passed {
		if !slices.Contains(able, int32(id)) {
			r.passed[id] = 0
		}
	}
	for _, id := range able {
		for int(id) >= len(r.passed) {
			r.passed = append(r.passed, 0)
		}
		if r.passed[id]++; id == chosen {
			r.passed[id] = 0
		}
		if r.passed[id] > r.most {
			r.most, r.whom = r.passed[id], id
		}
	}
}
