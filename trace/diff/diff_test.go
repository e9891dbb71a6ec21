package diff_test

import (
	"encoding/json"
	"errors"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/diff"
	"github.com/gilsim/gilsim/trace/view"
)

// verdicts is at which levels two traces are the same.
type verdicts struct{ exact, steps, equivalent bool }

func judge(a, b *trace.Trace) verdicts {
	same := func(level diff.Level) bool { return diff.Traces(a, b, level) == nil }
	return verdicts{same(diff.Exact), same(diff.Steps), same(diff.Equivalent)}
}

// deposits is two threads that each add one to a balance.
var deposits = []deed{
	{"main", trace.Store, "balance", 0},
	{"main", trace.Spawn, "A", 0},
	{"main", trace.Spawn, "B", 0},
	{"A", trace.Take, "gil", 1},
	{"A", trace.Start, "", 0},
	{"A", trace.Load, "balance", 0},
	{"A", trace.Store, "balance", 1},
	{"A", trace.Drop, "gil", 9},
	{"B", trace.Start, "", 0},
	{"B", trace.Load, "balance", 1},
	{"B", trace.Store, "balance", 2},
	{"B", trace.End, "", 12},
}

// edited returns the deeds after an edit of a copy.
func edited(edit func(deeds []deed) []deed) []deed { return edit(append([]deed(nil), deposits...)) }

func TestDiffOfEqualTracesAllocatesNothing(t *testing.T) {
	a, b := tell(deposits...), tell(deposits...)
	for level := diff.Exact; level <= diff.Equivalent; level++ {
		if n := testing.AllocsPerRun(100, func() { diff.Traces(a, b, level) }); n != 0 {
			t.Errorf("%v: %v allocations", level, n)
		}
	}
}

// without returns the deeds but one.
func without(i int) []deed { return edited(func(d []deed) []deed { return append(d[:i], d[i+1:]...) }) }

// with returns the deeds with another one in the place of one.
func with(i int, d deed) []deed { return edited(func(all []deed) []deed { all[i] = d; return all }) }

func swapped(i, j int) []deed {
	return edited(func(d []deed) []deed { d[i], d[j] = d[j], d[i]; return d })
}

func TestDiffKnowsWhatCountsAtWhichLevel(t *testing.T) {
	base := tell(deposits...)
	later := tell(deposits...)
	later.Events[5].Time++
	elsewhere := tell(deposits...)
	elsewhere.Events[5].Core = 1
	greenlet := tell(deposits...)
	greenlet.Events[5].Actor = 1
	tests := []struct {
		name string
		b    *trace.Trace
		want verdicts
	}{
		{"the same", tell(deposits...), verdicts{true, true, true}},
		{"another time", later, verdicts{false, true, true}},
		{"another core", elsewhere, verdicts{false, true, true}},
		{"another greenlet", greenlet, verdicts{}},
		{"other numbers", renumbered(base), verdicts{false, true, true}},
		{"a lock event less", tell(without(3)...), verdicts{false, true, true}},
		{"a lock event more", tell(append(swapped(0, 0), deed{"B", trace.Drop, "gil", 12})...), verdicts{false, true, true}},
		{"other bytecodes at the end", tell(with(11, deed{"B", trace.End, "", 13})...), verdicts{false, true, true}},
		{"independent steps swapped", tell(swapped(7, 8)...), verdicts{false, true, true}},
		{"a start before another thread's store", tell(swapped(6, 8)...), verdicts{false, false, true}},
		{"a load before another thread's store", tell(swapped(6, 9)...), verdicts{}},
		{"another value", tell(with(9, deed{"B", trace.Load, "balance", 7})...), verdicts{}},
		{"another name", tell(with(11, deed{"C", trace.End, "", 12})...), verdicts{}},
		{"a step less at the end", tell(deposits[:11]...), verdicts{}},
		{"nothing", tell(), verdicts{}},
	}
	for _, test := range tests {
		if got := judge(base, test.b); got != test.want {
			t.Errorf("%s: the same at %+v, want %+v", test.name, got, test.want)
		}
		if got := judge(test.b, base); got != test.want {
			t.Errorf("%s, the other way round: the same at %+v, want %+v", test.name, got, test.want)
		}
	}
}

func TestEquivalentKnowsWhichOrdersCount(t *testing.T) {
	load := func(thread string) deed { return deed{thread, trace.Load, "x", 0} }
	store := func(thread string) deed { return deed{thread, trace.Store, "x", 0} }
	start, end := deed{"A", trace.Start, "", 0}, deed{"A", trace.End, "", 0}
	join := func(thread string) deed { return deed{thread, trace.Join, "A", 0} }
	tests := []struct {
		name          string
		a, b          []deed
		first, second int // in A, if they are reversed
	}{
		{"two loads", []deed{load("A"), load("B")}, []deed{load("B"), load("A")}, 0, 0},
		{"two stores", []deed{store("A"), store("B")}, []deed{store("B"), store("A")}, 0, 1},
		{"load and store", []deed{load("A"), store("B")}, []deed{store("B"), load("A")}, 0, 1},
		{"store and load", []deed{store("A"), load("B")}, []deed{load("B"), store("A")}, 0, 1},
		{"two loads, then a store between", []deed{load("A"), load("B"), store("C")},
			[]deed{load("B"), store("C"), load("A")}, 0, 2},
		{"two stores and a load", []deed{store("A"), store("A"), load("B")}, []deed{load("B"), store("A"), store("A")}, 0, 2},
		{"two joins", []deed{end, join("B"), join("C")}, []deed{end, join("C"), join("B")}, 0, 0},
		{"end and join", []deed{end, join("B")}, []deed{join("B"), end}, 0, 1},
		{"spawn and start", []deed{{"B", trace.Spawn, "A", 0}, start}, []deed{start, {"B", trace.Spawn, "A", 0}}, 0, 1},
		{"two prints", []deed{{"A", trace.Print, "", 0}, {"B", trace.Print, "", 0}}, []deed{{"B", trace.Print, "", 0}, {"A", trace.Print, "", 0}}, 0, 1},
		{"about nothing", []deed{{"A", trace.Sleep, "", 0}, {"B", trace.Sleep, "", 0}},
			[]deed{{"B", trace.Sleep, "", 0}, {"A", trace.Sleep, "", 0}}, 0, 0},
	}
	for _, test := range tests {
		d := diff.Traces(tell(test.a...), tell(test.b...), diff.Equivalent)
		switch {
		case d == nil && test.second == 0:
		case d == nil || test.second == 0:
			t.Errorf("%s: the difference is %+v", test.name, d)
		case d.Reversed.First.Index != test.first || d.Reversed.Second.Index != test.second:
			t.Errorf("%s: reversed are %+v and %+v, want %d and %d",
				test.name, d.Reversed.First, d.Reversed.Second, test.first, test.second)
		}
	}
}

func TestWhichTimeItWasCountsAtExactOnly(t *testing.T) {
	early, late := tell(deed{"A", trace.Now, "", 5}), tell(deed{"A", trace.Now, "", 7})
	if got, want := judge(early, late), (verdicts{steps: true, equivalent: true}); got != want {
		t.Errorf("the same at %+v, want %+v", got, want)
	}
}

func TestEquivalentNamesTheThreadThatPartsFirst(t *testing.T) {
	random := func(thread string, got int64) deed { return deed{thread, trace.Random, "", got} }
	short := []deed{random("A", 1), random("B", 1)}
	a := tell(append(short, random("A", 2), random("B", 2))...)
	tests := []struct {
		name string
		b    *trace.Trace
		want string
	}{
		{"both differ, B first", tell(random("A", 1), random("B", 7), random("A", 7), random("B", 2)), "B"},
		{"both differ, A first", tell(random("A", 7), random("B", 7), random("A", 2), random("B", 2)), "A"},
		{"a thread less", tell(random("A", 1), random("A", 2)), "B"},
		{"a thread more", tell(random("C", 1), random("A", 1), random("B", 1), random("A", 2), random("B", 2)), "C"},
	}
	d := diff.Traces(tell(short...), tell(append(short, random("B", 2), random("A", 2))...), diff.Equivalent)
	if got := d.B.Next[0].Thread; got != "B" {
		t.Errorf("where both threads are over in A, %s parts first, want B, which goes on first in B", got)
	}
	for _, test := range tests {
		d := diff.Traces(a, test.b, diff.Equivalent)
		if got := append(d.A.Next, d.B.Next...)[0].Thread; got != test.want {
			t.Errorf("%s: %s parts first, want %s", test.name, got, test.want)
		}
		if d.Reversed != nil {
			t.Errorf("%s: %+v is reversed, but nothing conflicts", test.name, d.Reversed)
		}
	}
}

func TestEquivalentFindsWhatLedToAnotherValue(t *testing.T) {
	load, store := deed{"A", trace.Load, "x", 0}, deed{"B", trace.Store, "x", 1}
	after := deed{"A", trace.Load, "x", 1}
	sleep := deed{"B", trace.Sleep, "", 0}
	tests := []struct {
		name          string
		a, b          []deed
		first, second string
	}{
		{"the store comes after the load in A", []deed{sleep, load, store}, []deed{sleep, store, after}, "A", "B"},
		{"the store comes before the load in A", []deed{sleep, store, after}, []deed{sleep, load, store}, "B", "A"},
	}
	for _, test := range tests {
		d := diff.Traces(tell(test.a...), tell(test.b...), diff.Equivalent)
		want := []diff.Field{{"value of x", d.A.Next[0].Value, d.B.Next[0].Value}}
		if !cmp.Equal(want, d.Fields) || want[0].A == want[0].B || d.A.Next[0].Thread != "A" {
			t.Errorf("%s: next are %+v and %+v with %+v, want another value for A", test.name, d.A.Next, d.B.Next, d.Fields)
		}
		if r := d.Reversed; r == nil || r.Alone || r.First.Thread != test.first || r.Second.Thread != test.second {
			t.Errorf("%s: reversed is %+v, want %s before %s", test.name, r, test.first, test.second)
		}
	}
}

// twins makes a trace of two threads of one name and two locks of one name.
func twins(events ...trace.Event) *trace.Trace {
	names := new(trace.Names)
	for range 2 {
		names.AddThread("worker")
		names.AddObject(trace.ClassLock, "lock")
	}
	return &trace.Trace{Names: names, Events: events}
}

func TestDiffTellsThingsOfOneNameApart(t *testing.T) {
	take := func(thread, lock int32) trace.Event {
		return trace.Event{Thread: thread, Kind: trace.Acquire, Obj: lock}
	}
	a := twins(take(1, 1), take(2, 2))
	tests := []struct {
		name string
		b    *trace.Trace
		want verdicts
	}{
		{"both numbered the other way round", twins(take(2, 2), take(1, 1)), verdicts{false, true, true}},
		{"the same lock twice", twins(take(1, 1), take(2, 1)), verdicts{}},
		{"the same thread twice", twins(take(1, 1), take(1, 2)), verdicts{}},
	}
	for _, test := range tests {
		if got := judge(a, test.b); got != test.want {
			t.Errorf("%s: the same at %+v, want %+v", test.name, got, test.want)
		}
	}
}

func TestThreadsOfOneNameThatNobodySpawnsAreMatchedByNumber(t *testing.T) {
	take := func(thread, lock int32) trace.Event {
		return trace.Event{Thread: thread, Kind: trace.Acquire, Obj: lock}
	}
	d := diff.Traces(twins(take(2, 1)), twins(take(1, 2), take(2, 1)), diff.Equivalent)
	if d == nil || len(d.A.Next) != 0 || d.B.Next[0].Thread != "worker (T1)" {
		t.Errorf("the difference is %+v, want that worker (T1) is in B only", d)
	}
}

func TestDiffTellsApartWhatDiffersInItsClassAlone(t *testing.T) {
	of := func(class string) *trace.Trace {
		names := new(trace.Names)
		names.AddThread("main")
		names.AddObject(class, "x")
		return &trace.Trace{Names: names, Events: []trace.Event{{Thread: 1, Kind: trace.Acquire, Obj: 1}}}
	}
	want := []diff.Field{{"class of x", "lock", "semaphore"}}
	for level := diff.Exact; level <= diff.Equivalent; level++ {
		if d := diff.Traces(of("lock"), of("semaphore"), level); d == nil || !cmp.Equal(want, d.Fields) {
			t.Errorf("%v: got %+v, want %+v", level, d, want)
		}
	}
}

func TestOutcomeFollowsTheNamesOfA(t *testing.T) {
	run := func(first, second int32, last int64) *trace.Trace {
		names := new(trace.Names)
		names.AddThread("main")
		names.AddObject(trace.ClassVar, "x")
		names.AddObject(trace.ClassVar, "x")
		store := func(x int32, v int64) trace.Event { return trace.Event{Thread: 1, Kind: trace.Store, Obj: x, Arg: v} }
		return &trace.Trace{Names: names, Events: []trace.Event{store(first, 1), store(second, 2), store(first, last)}}
	}
	want := []diff.Field{{"x (o1)", "3", "4"}}
	if diff := cmp.Diff(want, diff.Traces(run(1, 2, 3), run(2, 1, 4), diff.Steps).Outcome); diff != "" {
		t.Error(diff)
	}
}

func TestOutcomeKnowsValuesFromBeforeTheDifference(t *testing.T) {
	run := func(texts ...string) *trace.Trace {
		names := new(trace.Names)
		names.AddThread("main")
		names.AddObject(trace.ClassVar, "number")
		names.AddObject(trace.ClassRef, "word")
		out := &trace.Trace{Names: names}
		for _, text := range texts {
			names.AddText(text)
		}
		return out
	}
	a, b := run("yes", "no"), run("no", "yes")
	a.Events = []trace.Event{
		{Thread: 1, Kind: trace.Store, Obj: 1, Arg: 7}, {Thread: 1, Kind: trace.Store, Obj: 2, Arg: 1}, {Thread: 1, Kind: trace.Sleep},
		{Thread: 1, Kind: trace.Store, Obj: 1, Arg: 8}, {Thread: 1, Kind: trace.Store, Obj: 2, Arg: 2},
	}
	b.Events = []trace.Event{{Thread: 1, Kind: trace.Store, Obj: 1, Arg: 7}, {Thread: 1, Kind: trace.Store, Obj: 2, Arg: 2}}
	want := []diff.Field{{"number", "8", "7"}, {"word", `"no"`, `"yes"`}}
	for _, level := range []diff.Level{diff.Steps, diff.Equivalent} {
		if diff := cmp.Diff(want, diff.Traces(a, b, level).Outcome); diff != "" {
			t.Errorf("%v: %s", level, diff)
		}
	}
}

func TestDiffComparesTextsByText(t *testing.T) {
	tale := func(texts ...string) *trace.Trace {
		names := new(trace.Names)
		names.AddThread("main")
		names.AddObject(trace.ClassRef, "word")
		out := &trace.Trace{Names: names}
		for _, text := range texts {
			id := int64(names.AddText(text))
			out.Events = append(out.Events,
				trace.Event{Thread: 1, Kind: trace.Print, Arg: id}, trace.Event{Thread: 1, Kind: trace.Store, Obj: 1, Arg: id})
		}
		return out
	}
	a := tale("yes", "no")
	other := tale("no", "yes")
	for i := range other.Events {
		other.Events[i].Arg = 3 - other.Events[i].Arg
	}
	if got, want := judge(a, other), (verdicts{false, true, true}); got != want {
		t.Errorf("the same texts under other numbers: the same at %+v, want %+v", got, want)
	}
	if got := judge(a, tale("yes", "maybe")); got != (verdicts{}) {
		t.Errorf("another text under the same number: the same at %+v, want nowhere", got)
	}
}

func TestExactComparesNamesOnlyWhereEventsReferToThem(t *testing.T) {
	a, b := tell(deposits...), tell(deposits...)
	b.Names.AddThread("nobody speaks of")
	if d := diff.Traces(a, b, diff.Exact); d != nil {
		t.Errorf("a name that no event refers to makes a difference: %+v", d)
	}
	b = tell(edited(func(d []deed) []deed {
		for i := range d {
			if d[i].what == "gil" {
				d[i].what = "lock"
			}
		}
		return d
	})...)
	if d := diff.Traces(a, b, diff.Exact); d == nil || d.Common != 3 {
		t.Errorf("another name of the lock is taken in the 4th event, but the difference is %+v", d)
	}
}

// Numbers that nobody has defined, and traces without names, must not break anything.
func TestDiffBearsWithMalformedTraces(t *testing.T) {
	odd := []int64{-1 << 62, -1, 0, 1, 2, 1 << 40}
	var events []trace.Event
	for kind := range trace.Kind(len(trace.Kinds()) + 3) {
		for _, x := range odd {
			events = append(events, trace.Event{Kind: kind, Thread: int32(x), Obj: int32(x), Arg: x, Actor: int32(x), Core: int16(x)})
		}
	}
	for _, names := range []*trace.Names{nil, tell(deposits...).Names} {
		a := &trace.Trace{Names: names, Events: events}
		for level := diff.Exact; level <= diff.Equivalent; level++ {
			if d := diff.Traces(a, &trace.Trace{Names: new(trace.Names), Events: events}, level); names == nil && d != nil {
				t.Errorf("%v: equal events without names differ: %+v", level, d)
			}
			for i := range events {
				if d := diff.Traces(a, &trace.Trace{Names: names, Events: events[i:]}, level); d != nil {
					view.Difference(d, 0)
				}
			}
		}
	}
}

func TestDiffOfWhatIsNotDefined(t *testing.T) {
	named := tell(deposits...).Names
	one := []trace.Event{{Thread: 1, Kind: trace.Sleep}}
	if diff.Traces(&trace.Trace{Events: one}, &trace.Trace{Names: named, Events: one}, diff.Steps) == nil {
		t.Error("a thread that has a name in one trace only is taken to be the same")
	}
	void := []trace.Event{{Thread: 1, Kind: trace.Store, Obj: 1}, {Thread: 1, Kind: trace.Store, Obj: 0, Arg: 1}}
	d := diff.Traces(&trace.Trace{Names: named, Events: void}, &trace.Trace{Names: named, Events: void[:1]}, diff.Steps)
	if d == nil || d.Outcome != nil {
		t.Errorf("the difference is %+v, want no outcome, as no variable was stored to", d)
	}
}

// A tape is a Stream of events in memory that ends with an error.
type tape struct {
	names  *trace.Names
	events []trace.Event
	end    error
}

func (f *tape) Names() *trace.Names { return f.names }

func (f *tape) Next() (trace.Event, error) {
	if len(f.events) == 0 {
		return trace.Event{}, f.end
	}
	e := f.events[0]
	f.events = f.events[1:]
	return e, nil
}

func TestDiffStreamsReturnsTheErrorOfAStream(t *testing.T) {
	whole := tell(deposits...)
	broken := errors.New("broken off")
	for level := diff.Exact; level <= diff.Equivalent; level++ {
		for n := range deposits {
			bad := func() diff.Stream { return &tape{whole.Names, whole.Events[:n], broken} }
			good := func() diff.Stream { return &tape{whole.Names, whole.Events, io.EOF} }
			other := func() diff.Stream { return &tape{whole.Names, whole.Events[1:], io.EOF} }
			for _, pair := range [][2]diff.Stream{{bad(), good()}, {good(), bad()}, {bad(), other()}, {other(), bad()}} {
				if d, err := diff.Streams(pair[0], pair[1], level); d != nil || err != broken {
					t.Errorf("%v, broken off after %d events: %v, %v, want the error", level, n, d, err)
				}
			}
		}
	}
}

func TestDiffTellsHowFarThreadsCameAndWhatBecameOfIt(t *testing.T) {
	b := tell(swapped(6, 9)...)
	b.Events[6].Arg = 0
	b.Events[10].Arg = 1
	d := diff.Traces(tell(deposits...), b, diff.Steps)
	type summary struct {
		Common, A, B int
		Fields       []diff.Field
		Threads      []string
		Steps        []int
		Outcome      []diff.Field
	}
	got := summary{Common: d.Common, A: d.A.Index, B: d.B.Index, Fields: d.Fields, Outcome: d.Outcome}
	for _, p := range d.Threads {
		got.Threads = append(got.Threads, p.Thread+": "+p.Last.Does)
		got.Steps = append(got.Steps, p.Steps)
	}
	want := summary{
		Common: 5, A: 6, B: 6,
		Threads: []string{"main: spawns B", "A: loads balance"}, Steps: []int{3, 2},
		Outcome: []diff.Field{{"balance", "2", "1"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDifferenceIsJSON(t *testing.T) {
	d := diff.Traces(tell(deposits...), tell(deposits[:9]...), diff.Steps)
	text, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	var back diff.Result
	if err := json.Unmarshal(text, &back); err != nil || !cmp.Equal(*d, back) {
		t.Errorf("what was written is read as something else: %v\n%s", err, cmp.Diff(*d, back))
	}
	if got["level"] != "steps" || got["common"] != 7.0 {
		t.Errorf("level and common are %v and %v, want steps and 7", got["level"], got["common"])
	}
	next := got["a"].(map[string]any)["next"].([]any)[0]
	want := map[string]any{
		"index": 9.0, "time": 90.0, "core": 0.0, "thread": "B", "kind": "load", "object": "balance", "value": "1",
		"does": "loads balance", "detail": "reads 1",
	}
	if diff := cmp.Diff(want, next); diff != "" {
		t.Error(diff)
	}
}
