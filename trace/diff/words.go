// This file puts events into words for a Result.

package diff

import (
	"strconv"
	"strings"
	"time"

	"github.com/gilsim/gilsim/trace"
)

// A phrase says what an event of one kind is: a verb, followed by the object if there is one, and, if it matters to a
// reader, what the argument is. % stands for the argument.
type phrase struct{ verb, detail string }

// phrases has one for every kind.
var phrases = [...]phrase{
	trace.None:     {"does nothing", ""},
	trace.Start:    {"starts", ""},
	trace.End:      {"ends", ""},
	trace.Spawn:    {"spawns", ""},
	trace.Fork:     {"forks", ""},
	trace.Join:     {"joins", ""},
	trace.Load:     {"loads", "reads %"},
	trace.Store:    {"stores", "writes %"},
	trace.Acquire:  {"acquires", ""},
	trace.Release:  {"releases", ""},
	trace.Put:      {"puts into", "item %"},
	trace.Get:      {"gets from", "item %"},
	trace.Sleep:    {"sleeps", "for %"},
	trace.IO:       {"blocks on", "for %"},
	trace.Send:     {"sends from", "% bytes"},
	trace.Recv:     {"receives on", "% bytes"},
	trace.Print:    {"prints", "%"},
	trace.Now:      {"asks for the time", "gets %"},
	trace.Random:   {"asks for a random number", "gets %"},
	trace.Crash:    {"crashes", "%"},
	trace.Uncaught: {"is ended by an exception", "%"},
	trace.Kill:     {"sends a signal to", "signal %"},
	trace.Handle:   {"runs a handler", "signal %"},
	trace.Switch:   {"switches to", "having %"},
	trace.Throw:    {"throws into", "having %"},
	trace.Resume:   {"resumes", ""},
	trace.Yield:    {"yields to", "having %"},
	trace.Await:    {"awaits", "for %"},
	trace.Take:     {"takes", "hand-over %"},
	trace.Drop:     {"drops", ""},
	trace.Request:  {"asks for the lock of", ""},
	trace.Fail:     {"fails to get", ""},
	trace.Phase:    {"starts counting for", "from %"},
	trace.Try:      {"tries to get", "outcome %"},
	trace.Run:      {"gets its core", ""},
	trace.Park:     {"waits for", "for at most %"},
	trace.Unpark:   {"wakes", "ready after %"},
	trace.Ready:    {"makes ready", ""},
	trace.Timeout:  {"is woken by its timer", "ready after %"},
	trace.Expire:   {"has used up its time slice", ""},
	trace.Preempt:  {"loses its core to", ""},
	trace.Exit:     {"leaves its core for good", ""},
	trace.Cut:      {"cuts off", ""},
	trace.Halt:     {"halts", "%"},
	trace.Turn:     {"has its turn", "up to bytecode %"},
	trace.Until:    {"has its turn", "up to %"},
	trace.At:       {"is at", "%"},
}

// argumentNames says what the argument of an event is, by its subject.
var argumentNames = [...]string{
	trace.Thread: "thread", trace.Object: "object", trace.Actor: "greenlet", trace.Text: "text", trace.Value: "value", trace.Number: "number",
	trace.Duration: "duration", trace.Bytecodes: "number of bytecodes", trace.Ended: "state after it", trace.Speed: "speed", trace.Position: "place",
}

const forEver = "for ever" // the negative duration

// The state of who has handed over.
const (
	wordSuspended = "suspended"
	wordEnded     = "ended"
)

// wording puts the events of one trace into words. Where several threads or objects bear one name, their numbers follow.
type wording struct {
	names   *trace.Names
	threads map[string]int // how many bear a name
	objects map[string]int
}

func newWording(n *trace.Names) *wording {
	w := &wording{n, map[string]int{}, map[string]int{}}
	for id := 1; id <= n.Threads(); id++ {
		name, _ := n.Thread(int32(id))
		w.threads[name]++
	}
	for id := 1; id <= n.Objects(); id++ {
		info, _ := n.Object(int32(id))
		w.objects[info.Name]++
	}
	w.threads[""], w.objects[""] = 0, 0 // what has no name is called by its number anyway
	return w
}

func (w *wording) thread(id int32) string {
	if id == 0 {
		return "the machine"
	}
	name, _ := w.names.Thread(id)
	return withNumber(w.names.Label(id), w.threads[name], "T", id)
}

func (w *wording) object(id int32) string {
	info, _ := w.names.Object(id)
	return withNumber(w.names.ObjectLabel(id), w.objects[info.Name], "o", id)
}

// withNumber adds the number to a name that several bear.
func withNumber(name string, bearers int, letter string, id int32) string {
	if bearers < 2 {
		return name
	}
	return name + " (" + letter + decimal(id) + ")"
}

// who returns the name of the thread that did something, and behind it that of its greenlet if that did.
func (w *wording) who(e *trace.Event) string {
	if e.Actor == 0 {
		return w.thread(e.Thread)
	}
	return w.thread(e.Thread) + "/" + w.object(e.Actor)
}

func (w *wording) actor(thread, actor int32) string {
	if actor == 0 {
		return w.thread(thread)
	}
	return w.object(actor)
}

func (w *wording) what(e *trace.Event) string {
	switch subject := e.Kind.Spec().Obj; {
	case subject == trace.Actor:
		return w.actor(e.Thread, e.Obj)
	case e.Obj == 0 || subject == trace.Nothing:
		return ""
	case subject == trace.Thread:
		return w.thread(e.Obj)
	}
	return w.object(e.Obj)
}

// class returns the class of the object that something was done to, "" if it was done to no object.
func (w *wording) class(e *trace.Event) string {
	if subject := e.Kind.Spec().Obj; subject != trace.Object && subject != trace.Actor {
		return ""
	}
	info, _ := w.names.Object(e.Obj)
	return info.Class
}

func (w *wording) text(id int64) string {
	text, _ := w.names.Text(id)
	return text
}

// argument returns the argument of an event, exactly, with its unit.
func (w *wording) argument(e *trace.Event) string {
	switch arg := e.Kind.Spec().Arg; {
	case arg == trace.Nothing:
		return ""
	case arg == trace.Text, arg == trace.Value && w.class(e) == trace.ClassRef:
		return strconv.Quote(w.text(e.Arg))
	case arg == trace.Position:
		return w.names.PlaceLabel(e.Arg)
	case arg == trace.Ended && e.Arg == 0:
		return wordSuspended
	case arg == trace.Ended && e.Arg == 1:
		return wordEnded
	case arg == trace.Duration && e.Arg < 0:
		return forEver
	case arg == trace.Duration:
		return time.Duration(e.Arg).String()
	}
	return decimal(e.Arg)
}

func (w *wording) value(object int32, v variable) string {
	return w.argument(&trace.Event{Kind: trace.Load, Obj: object, Arg: v.arg})
}

func (w *wording) argumentName(e *trace.Event) string {
	arg := e.Kind.Spec().Arg
	if arg == trace.Value {
		return "value of " + w.what(e)
	}
	return argumentNames[arg]
}

func (w *wording) step(e located) Step {
	s := Step{
		Index: e.index, Time: e.Time, Core: e.Core, Kind: e.Kind.String(),
		Thread: w.who(&e.Event), Object: w.what(&e.Event), Value: w.argument(&e.Event),
	}
	words := phrases[trace.None]
	if int(e.Kind) < len(phrases) {
		words = phrases[e.Kind]
	}
	s.Does = words.verb
	if s.Object != "" {
		s.Does += " " + s.Object
	}
	s.Detail = strings.ReplaceAll(words.detail, "%", s.Value)
	if e.Kind == trace.Turn && e.Arg < 0 {
		s.Detail = "up to its next wait or end"
	}
	if s.Value == forEver || e.Kind.Switches() && e.Arg != 1 {
		s.Detail = ""
	}
	return s
}

func (w *wording) steps(events []located) []Step {
	var out []Step
	for _, e := range events {
		out = append(out, w.step(e))
	}
	return out
}

func (w *wording) side(s *side, next []located) Side {
	out := Side{Index: s.index(), Next: w.steps(next), Halt: w.text(s.halt)}
	if len(next) > 0 {
		out.Index = next[0].index
	}
	return out
}

func decimal[T int16 | int32 | int64](n T) string { return strconv.FormatInt(int64(n), 10) }
