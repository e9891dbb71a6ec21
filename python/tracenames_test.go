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

const sharedPlaces = `
import sys, threading
total = 0
rows = [5]
class Account:
    balance = 0
    seen = []
module = sys.modules[__name__]
def work():
    global total
    for i in range(3):
        total += 1
        module.total += 1
        globals()["total"] += 1
        Account.balance += 1
        Account.seen.append(i)
        rows.append(i)
        rows[-1] += 1
threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
print(len(rows), rows[-1], Account.seen)
`

// A variable is one object of the trace, by whichever way it is reached, and loads of what a class or a module has are steps as its stores
// are: a lost update shows both. A list that has grown meanwhile is the same value; grants change nothing.
func TestAVariableIsOneObjectHoweverItIsReached(t *testing.T) {
	for _, version := range []string{"2.7", "3.9", "3.13", "3.13t"} {
		tr := traceOf(t, sharedPlaces, version, false)
		if stepwise := traceOf(t, sharedPlaces, version, true); !slices.Equal(tr.Events, stepwise.Events) {
			t.Errorf("%s: events with grants differ from those without them", version)
		}
		loads, stores := stepsByName(tr)
		for name, want := range map[string]int{"total": 18, "Account.balance": 6} {
			if loads[name] != want || stores[name] < want {
				t.Errorf("%s: %d loads and %d stores of %s, want %d", version, loads[name], stores[name], name, want)
			}
		}
		if loads["Account.seen"] == 0 || loads["rows[-1]"] != 0 || loads["rows[1]"] == 0 {
			t.Errorf("%s: what threads read: %v", version, loads)
		}
	}
}

// stepsByName counts the loads and stores of the threads that are started, by the object's name.
func stepsByName(tr *trace.Trace) (loads, stores map[string]int) {
	loads, stores = map[string]int{}, map[string]int{}
	for _, e := range tr.Events {
		if e.Thread < 2 {
			continue
		}
		info, _ := tr.Names.Object(e.Obj)
		switch e.Kind {
		case trace.Load:
			loads[info.Name]++
		case trace.Store:
			stores[info.Name]++
		}
	}
	return loads, stores
}

// What a class has is shared, also if it is read of an object that no other thread can reach.
func TestWhatAClassHasIsSharedByEveryObjectOfIt(t *testing.T) {
	const source = `
import threading
class C:
    n = 0
def work():
    own, x = C(), 0
    for i in range(20):
        x += own.n
        x += i * 3 - i
        C.n += 1
threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
`
	for _, version := range versions {
		tr := traceOf(t, source, version, false)
		if stepwise := traceOf(t, source, version, true); !slices.Equal(tr.Events, stepwise.Events) {
			t.Errorf("%s: events with grants differ from those without them", version)
		}
		if loads, _ := stepsByName(tr); loads["C.n"] != 80 {
			t.Errorf("%s: C.n is read %d times, want 80", version, loads["C.n"])
		}
	}
}

// An item is announced if its place is found without Python, and there is one: or else a run with grants, which tells of what has been
// done, would differ.
func TestItemsWithoutAPlaceAreNoSteps(t *testing.T) {
	const source = `
import threading
class Key:
    def __hash__(self): return 1
    def __eq__(self, other): return self is other
known, rows = {Key(): 0}, [1]
def work():
    for i in range(3):
        known[Key()] = i
        try:
            rows[i] = i
        except IndexError:
            pass
threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
`
	for _, version := range []string{"3.9", "3.13t"} {
		tr := traceOf(t, source, version, false)
		if stepwise := traceOf(t, source, version, true); !slices.Equal(tr.Events, stepwise.Events) {
			t.Errorf("%s: events with grants differ from those without them", version)
		}
		if _, stores := stepsByName(tr); stores["rows[0]"] != 2 || stores["rows[1]"] != 0 {
			t.Errorf("%s: what threads store: %v", version, stores)
		}
	}
}
