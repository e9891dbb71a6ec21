package python_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/trace"
)

// The flag of an event is in the trace if the program works with the event, also through a method that it hands to the library, and also
// if the library has made it; not if it is a part of a library's object alone, as that by which Thread.start waits.
func TestFlagsAreThoseOfEventsThatTheProgramWorksWith(t *testing.T) {
	for _, c := range []struct {
		name, body string
		want       []string
	}{
		{"a thread's own event", "t = threading.Thread(target=int); t.start(); t.join()", nil},
		{"an event of the program", "e = threading.Event(); e.set()\n    t = threading.Thread(target=e.wait); t.start(); e.set(); t.join()", []string{"load True", "store True"}},
		{"a method handed over", "e = threading.Event()\n    t = threading.Thread(target=e.set); t.start(); t.join()", []string{"store True"}},
		{"an event of the library that the program waits for", "t = threading.Timer(0.001, int); t.start(); t.finished.wait()", []string{"load False", "load False", "store True"}},
		{"an event of the library alone", "t = threading.Timer(0.001, int); t.start(); t.join()", nil},
	} {
		tr := traceOf(t, "import threading\ndef main():\n    "+c.body+"\nmain()\n", "3.13", false)
		if got := flagSteps(tr); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// flagSteps returns what is done to the flags of events.
func flagSteps(tr *trace.Trace) (steps []string) {
	for _, e := range tr.Events {
		if info, _ := tr.Names.Object(e.Obj); info.Class == trace.ClassRef && strings.HasSuffix(info.Name, "._flag") && (e.Kind == trace.Load || e.Kind == trace.Store) {
			text, _ := tr.Names.Text(e.Arg)
			steps = append(steps, e.Kind.String()+" "+text)
		}
	}
	return steps
}
