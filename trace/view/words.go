// This file puts an event into a few words, for the cells of pictures and the export.

package view

import (
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/trace"
)

// labels puts what Names holds into the words of pictures.
type labels struct{ *trace.Names }

// words returns what an event says, as short as can be: a value read or written, who goes on, or else the kind, its object
// and its argument.
func (n labels) words(e *trace.Event) string {
	switch e.Kind {
	case trace.Load:
		return n.ObjectLabel(e.Obj) + " → " + n.value(e)
	case trace.Store:
		return n.ObjectLabel(e.Obj) + " ← " + n.value(e)
	case trace.Switch, trace.Throw, trace.Resume, trace.Yield:
		return n.switchWords(e)
	}
	text := e.Kind.String()
	for _, part := range [...]string{n.object(e), n.argument(e)} {
		if part != "" {
			text += " " + part
		}
	}
	return text
}

// switchWords says who goes on in a thread: "→ task2" for a switch, and in front of that what else there is to say.
func (n labels) switchWords(e *trace.Event) string {
	text := "→ " + n.actorLabel(e.Thread, e.Obj)
	if e.Kind != trace.Switch {
		text = e.Kind.String() + " " + text
	}
	if e.Kind.Spec().Arg == trace.Ended && e.Arg == 1 {
		text = "end " + text
	}
	return text
}

// actorLabel returns the name of an actor of a thread as pictures show it, the thread's own for its own code.
func (n labels) actorLabel(thread, actor int32) string {
	if actor == 0 {
		return n.Label(thread)
	}
	return n.ObjectLabel(actor)
}

// who returns the name of the thread that did something, and behind it that of its greenlet if that did.
func (n labels) who(e *trace.Event) string {
	if e.Actor == 0 {
		return n.Label(e.Thread)
	}
	return n.Label(e.Thread) + "/" + n.ObjectLabel(e.Actor)
}

func (n labels) object(e *trace.Event) string {
	switch subject := e.Kind.Spec().Obj; {
	case e.Obj == 0:
		return ""
	case subject == trace.Thread:
		return n.Label(e.Obj)
	case subject == trace.Object:
		return n.ObjectLabel(e.Obj)
	}
	return ""
}

// argument returns the event's argument if a reader of pictures can make something of it.
func (n labels) argument(e *trace.Event) string {
	switch spec := e.Kind.Spec(); {
	case e.Kind == trace.Print:
		return strconv.Quote(strings.TrimSuffix(n.text(e.Arg), "\n"))
	case e.Kind == trace.Run && e.Core >= 0:
		return "on core " + strconv.Itoa(int(e.Core))
	case e.Kind == trace.Turn && e.Arg < 0:
		return "to next wait or end"
	case e.Kind == trace.Until:
		return n.PlaceLabel(e.Arg)
	case e.Kind == trace.Turn:
		return "to bytecode " + groupDigits(e.Arg)
	case e.Kind == trace.Put || e.Kind == trace.Get || e.Kind == trace.Send || e.Kind == trace.Recv:
		return groupDigits(e.Arg)
	case e.Kind == trace.Random || e.Kind == trace.Phase:
		return strconv.FormatInt(e.Arg, 10)
	case e.Kind == trace.Await && e.Arg < 0:
	case spec.Arg == trace.Duration && (e.Arg > 0 || spec.Group == trace.Program):
		return timeText(e.Arg)
	}
	return ""
}

// value returns a value that was read or written: the text if the object is a reference, the number otherwise.
func (n labels) value(e *trace.Event) string {
	if info, _ := n.Object(e.Obj); info.Class == trace.ClassRef {
		return trace.Printable(n.text(e.Arg))
	}
	return strconv.FormatInt(e.Arg, 10)
}

func (n labels) text(id int64) string {
	text, _ := n.Text(id)
	return text
}

func stepStyle(k trace.Kind) string {
	switch {
	case k.Fails():
		return StyleFailure
	case k.Switches():
		return StyleSwitch
	case k.Spec().Group == trace.Lock:
		return StyleLock
	case k.Spec().Group == trace.Scheduler:
		return StyleNote
	}
	return StyleValue
}
