// This file puts an event into a few words, for the cells of pictures and the export.

package trace

import (
	"strconv"
	"strings"
)

// words returns what an event says, as short as can be: a value read or written, who goes on, or else the kind, its object
// and its argument.
func (n *Names) words(e *Event) string {
	switch e.Kind {
	case Load:
		return n.objectLabel(e.Obj) + " → " + n.value(e)
	case Store:
		return n.objectLabel(e.Obj) + " ← " + n.value(e)
	case Switch, Throw, Resume, Yield:
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
func (n *Names) switchWords(e *Event) string {
	text := "→ " + n.actorLabel(e.Thread, e.Obj)
	if e.Kind != Switch {
		text = e.Kind.String() + " " + text
	}
	if e.Kind.Spec().Arg == Ended && e.Arg == 1 {
		text = "end " + text
	}
	return text
}

// actorLabel returns the name of an actor of a thread as pictures show it, the thread's own for its own code.
func (n *Names) actorLabel(thread, actor int32) string {
	if actor == 0 {
		return n.label(thread)
	}
	return n.objectLabel(actor)
}

// who returns the name of the thread that did something, and behind it that of its greenlet if that did.
func (n *Names) who(e *Event) string {
	if e.Actor == 0 {
		return n.label(e.Thread)
	}
	return n.label(e.Thread) + "/" + n.objectLabel(e.Actor)
}

// object returns whom or what the event was done to.
func (n *Names) object(e *Event) string {
	switch subject := e.Kind.Spec().Obj; {
	case e.Obj == 0:
		return ""
	case subject == Thread:
		return n.label(e.Obj)
	case subject == Object:
		return n.objectLabel(e.Obj)
	}
	return ""
}

// argument returns the event's argument if a reader of pictures can make something of it.
func (n *Names) argument(e *Event) string {
	switch spec := e.Kind.Spec(); {
	case e.Kind == Print:
		return strconv.Quote(strings.TrimSuffix(n.text(e.Arg), "\n"))
	case e.Kind == Run && e.Core >= 0:
		return "on core " + strconv.Itoa(int(e.Core))
	case e.Kind == Turn && e.Arg < 0:
		return "to next wait or end"
	case e.Kind == Turn:
		return "to bytecode " + groupDigits(e.Arg)
	case e.Kind == Put || e.Kind == Get || e.Kind == Send || e.Kind == Recv:
		return groupDigits(e.Arg)
	case e.Kind == Random || e.Kind == Phase:
		return strconv.FormatInt(e.Arg, 10)
	case spec.Arg == Duration && (e.Arg > 0 || spec.Group == Program):
		return timeText(e.Arg)
	}
	return ""
}

// value returns a value that was read or written: the text if the object is a reference, the number otherwise.
func (n *Names) value(e *Event) string {
	if info, _ := n.Object(e.Obj); info.Class == ClassRef {
		return plainText(n.text(e.Arg))
	}
	return strconv.FormatInt(e.Arg, 10)
}

// text returns a text by the number that an event has, "" if it is not defined.
func (n *Names) text(id int64) string {
	if id != int64(int32(id)) {
		return ""
	}
	text, _ := n.Text(int32(id))
	return text
}

// stepStyle returns the style of an event's words.
func stepStyle(k Kind) string {
	switch {
	case k == Crash:
		return StyleFailure
	case k.switches():
		return StyleSwitch
	case k.Spec().Group == Lock:
		return StyleLock
	case k.Spec().Group == Scheduler:
		return StyleNote
	}
	return StyleValue
}
