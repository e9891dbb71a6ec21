package cause

import (
	"strings"
	"testing"

	"github.com/gilsim/gilsim/trace"
)

// script makes the trace of a run by hand: words such as "a load x 1". The threads a, b and c have been started by main.
func script(lines ...string) *trace.Trace {
	tr := &trace.Trace{Names: new(trace.Names)}
	threads, objects := map[string]int32{"main": tr.Names.AddThread("main")}, map[string]int32{}
	add := func(e trace.Event) {
		e.Time, e.Core = int64(len(tr.Events))*1000, trace.NoCore
		tr.Events = append(tr.Events, e)
	}
	add(trace.Event{Thread: 1, Kind: trace.Start})
	for _, name := range []string{"a", "b", "c"} {
		threads[name] = tr.Names.AddThread(name)
		add(trace.Event{Thread: 1, Kind: trace.Spawn, Obj: threads[name]})
		add(trace.Event{Thread: threads[name], Kind: trace.Start})
	}
	for _, line := range lines {
		w := strings.Fields(line)
		e := trace.Event{Thread: threads[w[0]]}
		for _, k := range trace.Kinds() {
			if k.String() == w[1] {
				e.Kind = k
			}
		}
		if len(w) > 2 {
			if objects[w[2]] == 0 {
				class := trace.ClassVar
				if strings.HasPrefix(w[2], "lock") {
					class = trace.ClassLock
				}
				objects[w[2]] = tr.Names.AddObject(class, w[2])
			}
			e.Obj = objects[w[2]]
		}
		if len(w) > 3 {
			for _, digit := range w[3] {
				e.Arg = e.Arg*10 + int64(digit-'0')
			}
		}
		if e.Kind == trace.Crash {
			e.Obj, e.Arg = 0, int64(tr.Names.AddText("failed"))
		}
		add(e)
	}
	return tr
}

func TestWhatStandsOut(t *testing.T) {
	for _, c := range []struct {
		name    string
		run     []string
		pattern Pattern
		locks   AdviceKind
		says    []string
	}{
		{"a lost update", []string{"a load x 0", "b load x 0", "b store x 1", "a store x 1", "main load x 1"}, LostUpdate, NoLock,
			[]string{"a read x (0).", "b wrote 1", "a did not see that and wrote 1 over it", "A lock that a holds from its read to its write, and b while it writes"}},
		{"a check that does not hold any more", []string{"a load x 1", "b store x 0", "a load x 0", "a crash"}, ChangedValue, NoLock,
			[]string{"a read x (1). Then b wrote 0, and when a read x again, it was 0"}},
		{"an own write that is gone", []string{"a store x 5", "b store x 7", "a load x 7", "a crash"}, ChangedValue, NoLock, []string{"a wrote 5 to x. Then b wrote 7"}},
		{"a value that was not meant to be seen", []string{"a store x 1", "b load x 1", "a store x 2", "b crash"}, TooEarly, NoLock, []string{"b read x (1) before a wrote 2"}},
		{"half of a change", []string{"a load x 0", "b store x 1", "b store y 1", "a load y 1", "a crash"}, HalfChange, NoLock,
			[]string{"a read x (0). Then b changed that, and wrote 1 to y. a read y (1) after it"}},
		{"a look that comes too early", []string{"a load x 0", "a crash", "b store x 1"}, TooEarly, NoLock, []string{"a read x (0) before b wrote 1", "No lock prevents that"}},
		{"a lock that is given back", []string{"a acquire lock", "a load x 0", "a release lock", "b acquire lock", "b load x 0", "b store x 1", "b release lock",
			"a acquire lock", "a store x 1", "a release lock", "main load x 1"}, LostUpdate, HoldOn, []string{"Both take lock, but a gives it back in between"}},
		{"a lock that only one takes", []string{"a acquire lock", "a load x 0", "b load x 0", "b store x 1", "a store x 1", "a release lock", "main load x 1"},
			LostUpdate, OnlyOne, []string{"a holds lock all the while, but b does not take it"}},
		{"a lock that only the other one takes", []string{"a load x 0", "b acquire lock", "b load x 0", "b store x 1", "b release lock", "a store x 1", "main load x 1"},
			LostUpdate, OnlyOther, []string{"b holds lock, but a does not"}},
		{"two locks", []string{"a acquire lock1", "a load x 0", "b acquire lock2", "b load x 0", "b store x 1", "b release lock2", "a store x 1", "a release lock1", "main load x 1"},
			LostUpdate, OtherLock, []string{"a holds lock1 and b holds lock2: one and the same lock"}},
	} {
		got := Of(script(c.run...), nil)
		if got.Conflict == nil || got.Conflict.Pattern != c.pattern || got.Conflict.Locks.Kind != c.locks {
			t.Errorf("%s: %+v", c.name, got.Conflict)
			continue
		}
		for _, want := range c.says {
			if !strings.Contains(got.Text(), want) {
				t.Errorf("%s: %q does not say %q", c.name, got.Text(), want)
			}
		}
	}
}

func TestNothingStandsOutInAnOrderlyRun(t *testing.T) {
	c := Of(script("a load x 0", "a store x 1", "b load x 1", "b store x 2", "main load x 2"), nil)
	if c.Conflict != nil || c.Text() != "" {
		t.Errorf("%+v: %s", c.Conflict, c.Text())
	}
}

// The past of a failing step is what happens before it: not what comes later, nor what it has nothing to do with.
func TestThePastOfAFailingStep(t *testing.T) {
	tr := script("c store z 1", "b store x 1", "a load x 1", "c load z 1", "a crash", "b store x 2")
	c := Of(tr, nil)
	var got []string
	for _, e := range c.Past().Events {
		if e.Kind == trace.Load || e.Kind == trace.Store || e.Kind == trace.Crash {
			got = append(got, tr.Names.Label(e.Thread)+" "+e.Kind.String())
		}
	}
	if text := strings.Join(got, ", "); text != "b store, a load, a crash" || c.Threads != 3 {
		t.Errorf("the past is %s, of %d threads: c has no part in it", text, c.Threads)
	}
	waiting := Of(tr, []int32{4})
	if n := len(waiting.Past().Events); waiting.Conflict != nil || n >= len(tr.Events) {
		t.Errorf("what c did last has %d of %d events before it", n, len(tr.Events))
	}
}

func TestATraceWithoutStepsHasNoCause(t *testing.T) {
	if c := Of(&trace.Trace{Names: new(trace.Names)}, nil); c.Steps != 0 || c.Text() != "" {
		t.Errorf("%+v", c)
	}
}
