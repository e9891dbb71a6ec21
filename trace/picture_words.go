// This file puts an event into a few words, for the cells of pictures and the export.

package trace

import (
	"strconv"
	"strings"
)

// words returns what an event says, as short as can be: a value read or written, or else the kind, its object and its
// argument. A greenlet's begins with its number.
func (n *Names) words(e *Event) string {
	switch e.Kind {
	case Load:
		return actorWord(e) + n.objectLabel(e.Obj) + " → " + n.value(e)
	case Store:
		return actorWord(e) + n.objectLabel(e.Obj) + " ← " + n.value(e)
	}
	text := actorWord(e) + e.Kind.String()
	for _, part := range [...]string{n.object(e), n.argument(e)} {
		if part != "" {
			text += " " + part
		}
	}
	return text
}

// actorWord returns what an entry of a greenlet begins with.
func actorWord(e *Event) string {
	if e.Actor == 0 {
		return ""
	}
	return "." + strconv.Itoa(int(e.Actor)) + " "
}

// object returns whom or what the event was done to.
func (n *Names) object(e *Event) string {
	switch subject := e.Kind.Spec().Obj; {
	case e.Obj == 0:
		return ""
	case subject == Thread:
		return n.label(e.Obj)
	case subject == Object || subject == Actor:
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
	case k.Spec().Group == Lock:
		return StyleLock
	case k.Spec().Group == Scheduler:
		return StyleNote
	}
	return StyleValue
}
