// This file says in a paragraph what led to a bad end.

package cause

import (
	"fmt"
	"strconv"

	"github.com/gilsim/gilsim/trace"
)

// Text says who read what before whom, and which lock would have prevented it; "" if nothing stands out.
func (c *Cause) Text() string {
	if c.Conflict == nil {
		return ""
	}
	w := words{c.trace.Names}
	return w.story(c.Conflict) + " " + w.advice(c.Conflict)
}

// words puts events into words.
type words struct{ names *trace.Names }

func (w words) thread(e *trace.Event) string { return w.names.Label(e.Thread) }
func (w words) object(e *trace.Event) string { return w.names.ObjectLabel(e.Obj) }

// value is what was read or written.
func (w words) value(e *trace.Event) string {
	if info, _ := w.names.Object(e.Obj); info.Class == trace.ClassRef {
		if text, ok := w.names.Text(e.Arg); ok {
			return trace.Printable(text)
		}
	}
	return strconv.FormatInt(e.Arg, 10)
}

// did is "read x (5)" or "wrote 5 to x".
func (w words) did(e *trace.Event) string {
	if e.Kind == trace.Store {
		return fmt.Sprintf("wrote %s to %s", w.value(e), w.object(e))
	}
	return fmt.Sprintf("read %s (%s)", w.object(e), w.value(e))
}

func (w words) story(c *Conflict) string {
	one, other, object := w.thread(&c.First), w.thread(&c.Between), w.object(&c.First)
	switch c.Pattern {
	case LostUpdate:
		return fmt.Sprintf("%s %s. Before it wrote it back, %s wrote %s. %s did not see that and wrote %s over it, so that the update of %s is lost.",
			one, w.did(&c.First), other, w.value(&c.Between), one, w.value(&c.Then), other)
	case ChangedValue:
		return fmt.Sprintf("%s %s. Then %s wrote %s, and when %s read %s again, it was %s: it went by what was not so any more.",
			one, w.did(&c.First), other, w.value(&c.Between), one, object, w.value(&c.Then))
	case Intermediate:
		return fmt.Sprintf("%s %s, and was about to write %s. In between %s read the %s, which was not meant to be seen.",
			one, w.did(&c.First), w.value(&c.Then), other, w.value(&c.Between))
	case HalfChange:
		return fmt.Sprintf("%s %s. Then %s changed that, and %s. %s %s after it: one of the two is from before the change and one from after it.",
			one, w.did(&c.First), other, w.did(&c.Between), one, w.did(&c.Then))
	}
	return fmt.Sprintf("%s %s before %s wrote %s to it.", one, w.did(&c.First), other, w.value(&c.Between))
}

func (w words) advice(c *Conflict) string {
	one, other := w.thread(&c.First), w.thread(&c.Between)
	lock, two := w.names.ObjectLabel(c.Locks.Lock), w.names.ObjectLabel(c.Locks.Two)
	span := "from the one step to the other"
	if c.Pattern == LostUpdate {
		span = "from its read to its write"
	}
	if c.Pattern == TooEarly {
		return fmt.Sprintf("No lock prevents that: %s has to wait until %s has written, for an event, say, or for its end.", one, other)
	}
	switch c.Locks.Kind {
	case HoldOn:
		return fmt.Sprintf("Both take %s, but %s gives it back in between: held %s, it prevents this.", lock, one, span)
	case OnlyOne:
		return fmt.Sprintf("%s holds %s all the while, but %s does not take it: if it did, it could not come in between.", one, lock, other)
	case OnlyOther:
		return fmt.Sprintf("%s holds %s, but %s does not: if that held it %s, it would prevent this.", other, lock, one, span)
	case OtherLock:
		return fmt.Sprintf("%s holds %s and %s holds %s: one and the same lock would prevent this.", one, lock, other, two)
	}
	does := "writes"
	if c.Between.Kind == trace.Load {
		does = "reads"
	}
	return fmt.Sprintf("A lock that %s holds %s, and %s while it %s, prevents this.", one, span, other, does)
}
