// This file puts events into words for a Difference.

package trace

import (
	"strconv"
	"strings"
	"time"
)

// A phrase says what an event of one kind is: a verb, followed by the object if there is one, and, if it matters to a
// reader, what the argument is. % stands for the argument.
type phrase struct{ verb, detail string }

// phrases has one for every kind.
var phrases = [kinds]phrase{
	None:    {"does nothing", ""},
	Start:   {"starts", ""},
	End:     {"ends", ""},
	Spawn:   {"spawns", ""},
	Fork:    {"forks", ""},
	Join:    {"joins", ""},
	Load:    {"loads", "reads %"},
	Store:   {"stores", "writes %"},
	Acquire: {"acquires", ""},
	Release: {"releases", ""},
	Put:     {"puts into", "item %"},
	Get:     {"gets from", "item %"},
	Sleep:   {"sleeps", "for %"},
	IO:      {"blocks on", "for %"},
	Send:    {"sends from", "% bytes"},
	Recv:    {"receives on", "% bytes"},
	Print:   {"prints", "%"},
	Now:     {"asks for the time", "gets %"},
	Random:  {"asks for a random number", "gets %"},
	Crash:   {"crashes", "%"},
	Switch:  {"switches to", "having %"},
	Throw:   {"throws into", "having %"},
	Resume:  {"resumes", ""},
	Yield:   {"yields to", "having %"},
	Take:    {"takes", "hand-over %"},
	Drop:    {"drops", ""},
	Request: {"asks for the lock of", ""},
	Fail:    {"fails to get", ""},
	Phase:   {"starts counting for", "from %"},
	Try:     {"tries to get", "outcome %"},
	Run:     {"gets its core", ""},
	Park:    {"waits for", "for at most %"},
	Unpark:  {"wakes", "ready after %"},
	Timeout: {"is woken by its timer", "ready after %"},
	Expire:  {"has used up its time slice", ""},
	Preempt: {"loses its core to", ""},
	Exit:    {"leaves its core for good", ""},
	Cut:     {"cuts off", ""},
	Halt:    {"halts", "%"},
	Turn:    {"has its turn", "up to bytecode %"},
}

// argumentNames says what the argument of an event is, by its subject.
var argumentNames = [...]string{
	Thread: "thread", Object: "object", Actor: "greenlet", Text: "text", Value: "value", Number: "number",
	Duration: "duration", Bytecodes: "number of bytecodes", Ended: "state after it", Speed: "speed",
}

const forEver = "for ever" // the negative duration

// The state of who has handed over.
const (
	wordSuspended = "suspended"
	wordEnded     = "ended"
)

// wording puts the events of one trace into words. Where several threads or objects bear one name, their numbers follow.
type wording struct {
	names   *Names
	threads map[string]int // how many bear a name
	objects map[string]int
}

func newWording(n *Names) *wording {
	w := &wording{n, map[string]int{}, map[string]int{}}
	threads, objects, _ := lists(n)
	for _, name := range threads {
		w.threads[name]++
	}
	for _, info := range objects {
		w.objects[info.Name]++
	}
	w.threads[""], w.objects[""] = 0, 0 // what has no name is called by its number anyway
	return w
}

// thread returns a thread's name.
func (w *wording) thread(id int32) string {
	if id == 0 {
		return "the machine"
	}
	name, _ := w.names.Thread(id)
	return unique(w.names.label(id), w.threads[name], "T", id)
}

// object returns an object's name.
func (w *wording) object(id int32) string {
	info, _ := w.names.Object(id)
	return unique(w.names.objectLabel(id), w.objects[info.Name], "o", id)
}

// unique adds the number to a name that several bear.
func unique(name string, bearers int, letter string, id int32) string {
	if bearers < 2 {
		return name
	}
	return name + " (" + letter + decimal(id) + ")"
}

// who returns the name of the thread that did something, and behind it that of its greenlet if that did.
func (w *wording) who(e *Event) string {
	if e.Actor == 0 {
		return w.thread(e.Thread)
	}
	return w.thread(e.Thread) + "/" + w.object(e.Actor)
}

// actor returns the name of an actor of a thread, the thread's own for its own code.
func (w *wording) actor(thread, actor int32) string {
	if actor == 0 {
		return w.thread(thread)
	}
	return w.object(actor)
}

// what returns the name of what something was done to.
func (w *wording) what(e *Event) string {
	switch subject := e.Kind.Spec().Obj; {
	case subject == Actor:
		return w.actor(e.Thread, e.Obj)
	case e.Obj == 0 || subject == Nothing:
		return ""
	case subject == Thread:
		return w.thread(e.Obj)
	}
	return w.object(e.Obj)
}

// class returns the class of the object that something was done to, "" if it was done to no object.
func (w *wording) class(e *Event) string {
	if subject := e.Kind.Spec().Obj; subject != Object && subject != Actor {
		return ""
	}
	info, _ := w.names.Object(e.Obj)
	return info.Class
}

// argument returns the argument of an event, exactly, with its unit.
func (w *wording) argument(e *Event) string {
	switch arg := e.Kind.Spec().Arg; {
	case arg == Nothing:
		return ""
	case arg == Text, arg == Value && w.class(e) == ClassRef:
		return strconv.Quote(w.names.text(e.Arg))
	case arg == Ended && e.Arg == 0:
		return wordSuspended
	case arg == Ended && e.Arg == 1:
		return wordEnded
	case arg == Duration && e.Arg < 0:
		return forEver
	case arg == Duration:
		return time.Duration(e.Arg).String()
	}
	return decimal(e.Arg)
}

// value returns what a variable was last seen to hold.
func (w *wording) value(object int32, v variable) string {
	return w.argument(&Event{Kind: Load, Obj: object, Arg: v.arg})
}

// argumentName says what the argument of an event is.
func (w *wording) argumentName(e *Event) string {
	arg := e.Kind.Spec().Arg
	if arg == Value {
		return "value of " + w.what(e)
	}
	return argumentNames[arg]
}

// step puts names in the place of numbers.
func (w *wording) step(e located) Step {
	s := Step{
		Index: e.index, Time: e.Time, Core: e.Core, Kind: e.Kind.String(),
		Thread: w.who(&e.Event), Object: w.what(&e.Event), Value: w.argument(&e.Event),
	}
	words := phrases[None]
	if e.Kind < kinds {
		words = phrases[e.Kind]
	}
	s.Does = words.verb
	if s.Object != "" {
		s.Does += " " + s.Object
	}
	s.Detail = strings.ReplaceAll(words.detail, "%", s.Value)
	if e.Kind == Turn && e.Arg < 0 {
		s.Detail = "up to its next wait or end"
	}
	if s.Value == forEver || e.Kind.switches() && e.Arg != 1 {
		s.Detail = ""
	}
	return s
}

// steps is step for several.
func (w *wording) steps(events []located) []Step {
	var out []Step
	for _, e := range events {
		out = append(out, w.step(e))
	}
	return out
}

// side says what a trace does next.
func (w *wording) side(s *side, next []located) Side {
	out := Side{Index: s.index(), Next: w.steps(next), Halt: w.names.text(s.halt)}
	if len(next) > 0 {
		out.Index = next[0].index
	}
	return out
}

// decimal writes an integer.
func decimal[T int16 | int32 | int64](n T) string { return strconv.FormatInt(int64(n), 10) }
