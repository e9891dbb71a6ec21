package trace

import (
	"encoding/json"
	"errors"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// verdicts is at which levels two traces are the same.
type verdicts struct{ exact, steps, equivalent bool }

func judge(a, b *Trace) verdicts {
	same := func(level Level) bool { return Diff(a, b, level) == nil }
	return verdicts{same(Exact), same(Steps), same(Equivalent)}
}

// deposits is two threads that each add one to a balance.
var deposits = []deed{
	{"main", Store, "balance", 0},
	{"main", Spawn, "A", 0},
	{"main", Spawn, "B", 0},
	{"A", Take, "gil", 1},
	{"A", Start, "", 0},
	{"A", Load, "balance", 0},
	{"A", Store, "balance", 1},
	{"A", Drop, "gil", 9},
	{"B", Start, "", 0},
	{"B", Load, "balance", 1},
	{"B", Store, "balance", 2},
	{"B", End, "", 12},
}

// edited returns the deeds after an edit of a copy.
func edited(edit func(deeds []deed) []deed) []deed { return edit(append([]deed(nil), deposits...)) }

func TestDiffOfEqualTracesAllocatesNothing(t *testing.T) {
	a, b := tell(deposits...), tell(deposits...)
	for level := Exact; level <= Equivalent; level++ {
		if n := testing.AllocsPerRun(100, func() { Diff(a, b, level) }); n != 0 {
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
		b    *Trace
		want verdicts
	}{
		{"the same", tell(deposits...), verdicts{true, true, true}},
		{"another time", later, verdicts{false, true, true}},
		{"another core", elsewhere, verdicts{false, true, true}},
		{"another greenlet", greenlet, verdicts{}},
		{"other numbers", renumbered(base), verdicts{false, true, true}},
		{"a lock event less", tell(without(3)...), verdicts{false, true, true}},
		{"a lock event more", tell(append(swapped(0, 0), deed{"B", Drop, "gil", 12})...), verdicts{false, true, true}},
		{"other bytecodes at the end", tell(with(11, deed{"B", End, "", 13})...), verdicts{false, true, true}},
		{"independent steps swapped", tell(swapped(7, 8)...), verdicts{false, true, true}},
		{"a start before another thread's store", tell(swapped(6, 8)...), verdicts{false, false, true}},
		{"a load before another thread's store", tell(swapped(6, 9)...), verdicts{}},
		{"another value", tell(with(9, deed{"B", Load, "balance", 7})...), verdicts{}},
		{"another name", tell(with(11, deed{"C", End, "", 12})...), verdicts{}},
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
	load := func(thread string) deed { return deed{thread, Load, "x", 0} }
	store := func(thread string) deed { return deed{thread, Store, "x", 0} }
	start, end := deed{"A", Start, "", 0}, deed{"A", End, "", 0}
	join := func(thread string) deed { return deed{thread, Join, "A", 0} }
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
		{"spawn and start", []deed{{"B", Spawn, "A", 0}, start}, []deed{start, {"B", Spawn, "A", 0}}, 0, 1},
		{"two prints", []deed{{"A", Print, "", 0}, {"B", Print, "", 0}}, []deed{{"B", Print, "", 0}, {"A", Print, "", 0}}, 0, 1},
		{"about nothing", []deed{{"A", Sleep, "", 0}, {"B", Sleep, "", 0}},
			[]deed{{"B", Sleep, "", 0}, {"A", Sleep, "", 0}}, 0, 0},
	}
	for _, test := range tests {
		d := Diff(tell(test.a...), tell(test.b...), Equivalent)
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
	early, late := tell(deed{"A", Now, "", 5}), tell(deed{"A", Now, "", 7})
	if got, want := judge(early, late), (verdicts{steps: true, equivalent: true}); got != want {
		t.Errorf("the same at %+v, want %+v", got, want)
	}
}

func TestEquivalentNamesTheThreadThatPartsFirst(t *testing.T) {
	random := func(thread string, got int64) deed { return deed{thread, Random, "", got} }
	short := []deed{random("A", 1), random("B", 1)}
	a := tell(append(short, random("A", 2), random("B", 2))...)
	tests := []struct {
		name string
		b    *Trace
		want string
	}{
		{"both differ, B first", tell(random("A", 1), random("B", 7), random("A", 7), random("B", 2)), "B"},
		{"both differ, A first", tell(random("A", 7), random("B", 7), random("A", 2), random("B", 2)), "A"},
		{"a thread less", tell(random("A", 1), random("A", 2)), "B"},
		{"a thread more", tell(random("C", 1), random("A", 1), random("B", 1), random("A", 2), random("B", 2)), "C"},
	}
	d := Diff(tell(short...), tell(append(short, random("B", 2), random("A", 2))...), Equivalent)
	if got := d.B.Next[0].Thread; got != "B" {
		t.Errorf("where both threads are over in A, %s parts first, want B, which goes on first in B", got)
	}
	for _, test := range tests {
		d := Diff(a, test.b, Equivalent)
		if got := append(d.A.Next, d.B.Next...)[0].Thread; got != test.want {
			t.Errorf("%s: %s parts first, want %s", test.name, got, test.want)
		}
		if d.Reversed != nil {
			t.Errorf("%s: %+v is reversed, but nothing conflicts", test.name, d.Reversed)
		}
	}
}

func TestEquivalentFindsWhatLedToAnotherValue(t *testing.T) {
	load, store := deed{"A", Load, "x", 0}, deed{"B", Store, "x", 1}
	after := deed{"A", Load, "x", 1}
	sleep := deed{"B", Sleep, "", 0}
	tests := []struct {
		name          string
		a, b          []deed
		first, second string
	}{
		{"the store comes after the load in A", []deed{sleep, load, store}, []deed{sleep, store, after}, "A", "B"},
		{"the store comes before the load in A", []deed{sleep, store, after}, []deed{sleep, load, store}, "B", "A"},
	}
	for _, test := range tests {
		d := Diff(tell(test.a...), tell(test.b...), Equivalent)
		want := []Field{{"value of x", d.A.Next[0].Value, d.B.Next[0].Value}}
		if !cmp.Equal(want, d.Fields) || want[0].A == want[0].B || d.A.Next[0].Thread != "A" {
			t.Errorf("%s: next are %+v and %+v with %+v, want another value for A", test.name, d.A.Next, d.B.Next, d.Fields)
		}
		if r := d.Reversed; r == nil || r.Alone || r.First.Thread != test.first || r.Second.Thread != test.second {
			t.Errorf("%s: reversed is %+v, want %s before %s", test.name, r, test.first, test.second)
		}
	}
}

// twins makes a trace of two threads of one name and two locks of one name.
func twins(events ...Event) *Trace {
	names := new(Names)
	for range 2 {
		names.AddThread("worker")
		names.AddObject(ClassLock, "lock")
	}
	return &Trace{Names: names, Events: events}
}

func TestDiffTellsThingsOfOneNameApart(t *testing.T) {
	take := func(thread, lock int32) Event { return Event{Thread: thread, Kind: Acquire, Obj: lock} }
	a := twins(take(1, 1), take(2, 2))
	tests := []struct {
		name string
		b    *Trace
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
	take := func(thread, lock int32) Event { return Event{Thread: thread, Kind: Acquire, Obj: lock} }
	d := Diff(twins(take(2, 1)), twins(take(1, 2), take(2, 1)), Equivalent)
	if d == nil || len(d.A.Next) != 0 || d.B.Next[0].Thread != "worker (T1)" {
		t.Errorf("the difference is %+v, want that worker (T1) is in B only", d)
	}
}

func TestDiffTellsApartWhatDiffersInItsClassAlone(t *testing.T) {
	of := func(class string) *Trace {
		names := new(Names)
		names.AddThread("main")
		names.AddObject(class, "x")
		return &Trace{Names: names, Events: []Event{{Thread: 1, Kind: Acquire, Obj: 1}}}
	}
	want := []Field{{"class of x", "lock", "semaphore"}}
	for level := Exact; level <= Equivalent; level++ {
		if d := Diff(of("lock"), of("semaphore"), level); d == nil || !cmp.Equal(want, d.Fields) {
			t.Errorf("%v: got %+v, want %+v", level, d, want)
		}
	}
}

func TestThingsWithoutNamesAreCalledByNumber(t *testing.T) {
	names := new(Names)
	for range 2 {
		names.AddThread("")
		names.AddThread("worker")
		names.AddObject(ClassVar, "")
		names.AddObject(ClassVar, "x")
	}
	w := newWording(names)
	got := []string{w.thread(1), w.thread(2), w.thread(3), w.thread(9), w.thread(0), w.object(1), w.object(2), w.object(9)}
	want := []string{"T1", "worker (T2)", "T3", "T9", "the machine", "o1", "x (o2)", "o9"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestOutcomeFollowsTheNamesOfA(t *testing.T) {
	trace := func(first, second int32, last int64) *Trace {
		names := new(Names)
		names.AddThread("main")
		names.AddObject(ClassVar, "x")
		names.AddObject(ClassVar, "x")
		store := func(x int32, v int64) Event { return Event{Thread: 1, Kind: Store, Obj: x, Arg: v} }
		return &Trace{Names: names, Events: []Event{store(first, 1), store(second, 2), store(first, last)}}
	}
	want := []Field{{"x (o1)", "3", "4"}}
	if diff := cmp.Diff(want, Diff(trace(1, 2, 3), trace(2, 1, 4), Steps).Outcome); diff != "" {
		t.Error(diff)
	}
}

func TestOutcomeKnowsValuesFromBeforeTheDifference(t *testing.T) {
	trace := func(texts ...string) *Trace {
		names := new(Names)
		names.AddThread("main")
		names.AddObject(ClassVar, "number")
		names.AddObject(ClassRef, "word")
		out := &Trace{Names: names}
		for _, text := range texts {
			names.AddText(text)
		}
		return out
	}
	a, b := trace("yes", "no"), trace("no", "yes")
	a.Events = []Event{
		{Thread: 1, Kind: Store, Obj: 1, Arg: 7}, {Thread: 1, Kind: Store, Obj: 2, Arg: 1}, {Thread: 1, Kind: Sleep},
		{Thread: 1, Kind: Store, Obj: 1, Arg: 8}, {Thread: 1, Kind: Store, Obj: 2, Arg: 2},
	}
	b.Events = []Event{{Thread: 1, Kind: Store, Obj: 1, Arg: 7}, {Thread: 1, Kind: Store, Obj: 2, Arg: 2}}
	want := []Field{{"number", "8", "7"}, {"word", `"no"`, `"yes"`}}
	for _, level := range []Level{Steps, Equivalent} {
		if diff := cmp.Diff(want, Diff(a, b, level).Outcome); diff != "" {
			t.Errorf("%v: %s", level, diff)
		}
	}
}

func TestDiffComparesTextsByText(t *testing.T) {
	tale := func(texts ...string) *Trace {
		names := new(Names)
		names.AddThread("main")
		names.AddObject(ClassRef, "word")
		out := &Trace{Names: names}
		for _, text := range texts {
			id := int64(names.AddText(text))
			out.Events = append(out.Events,
				Event{Thread: 1, Kind: Print, Arg: id}, Event{Thread: 1, Kind: Store, Obj: 1, Arg: id})
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
	if d := Diff(a, b, Exact); d != nil {
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
	if d := Diff(a, b, Exact); d == nil || d.Common != 3 {
		t.Errorf("another name of the lock is taken in the 4th event, but the difference is %+v", d)
	}
}

// Numbers that nobody has defined, and traces without names, must not break anything.
func TestDiffBearsWithMalformedTraces(t *testing.T) {
	odd := []int64{-1 << 62, -1, 0, 1, 2, 1 << 40}
	var events []Event
	for kind := range kinds + 2 {
		for _, x := range odd {
			events = append(events, Event{Kind: kind, Thread: int32(x), Obj: int32(x), Arg: x, Actor: int32(x), Core: int16(x)})
		}
	}
	for _, names := range []*Names{nil, tell(deposits...).Names} {
		a := &Trace{Names: names, Events: events}
		for level := Exact; level <= Equivalent; level++ {
			if d := Diff(a, &Trace{Names: new(Names), Events: events}, level); names == nil && d != nil {
				t.Errorf("%v: equal events without names differ: %+v", level, d)
			}
			for i := range events {
				if d := Diff(a, &Trace{Names: names, Events: events[i:]}, level); d != nil {
					d.Picture(0)
				}
			}
		}
	}
}

func TestDiffOfWhatIsNotDefined(t *testing.T) {
	named := tell(deposits...).Names
	one := []Event{{Thread: 1, Kind: Sleep}}
	if Diff(&Trace{Events: one}, &Trace{Names: named, Events: one}, Steps) == nil {
		t.Error("a thread that has a name in one trace only is taken to be the same")
	}
	void := []Event{{Thread: 1, Kind: Store, Obj: 1}, {Thread: 1, Kind: Store, Obj: 0, Arg: 1}}
	d := Diff(&Trace{Names: named, Events: void}, &Trace{Names: named, Events: void[:1]}, Steps)
	if d == nil || d.Outcome != nil {
		t.Errorf("the difference is %+v, want no outcome, as no variable was stored to", d)
	}
}

// A tape is a Stream of events in memory that ends with an error.
type tape struct {
	names  *Names
	events []Event
	end    error
}

func (f *tape) Names() *Names { return f.names }

func (f *tape) Next() (Event, error) {
	if len(f.events) == 0 {
		return Event{}, f.end
	}
	e := f.events[0]
	f.events = f.events[1:]
	return e, nil
}

func TestDiffStreamsReturnsTheErrorOfAStream(t *testing.T) {
	whole := tell(deposits...)
	broken := errors.New("broken off")
	for level := Exact; level <= Equivalent; level++ {
		for n := range deposits {
			bad := func() Stream { return &tape{whole.Names, whole.Events[:n], broken} }
			good := func() Stream { return &tape{whole.Names, whole.Events, io.EOF} }
			other := func() Stream { return &tape{whole.Names, whole.Events[1:], io.EOF} }
			for _, pair := range [][2]Stream{{bad(), good()}, {good(), bad()}, {bad(), other()}, {other(), bad()}} {
				if d, err := DiffStreams(pair[0], pair[1], level); d != nil || err != broken {
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
	d := Diff(tell(deposits...), b, Steps)
	type summary struct {
		Common, A, B int
		Fields       []Field
		Threads      []string
		Steps        []int
		Outcome      []Field
	}
	got := summary{Common: d.Common, A: d.A.Index, B: d.B.Index, Fields: d.Fields, Outcome: d.Outcome}
	for _, p := range d.Threads {
		got.Threads = append(got.Threads, p.Thread+": "+p.Last.Does)
		got.Steps = append(got.Steps, p.Steps)
	}
	want := summary{
		Common: 5, A: 6, B: 6,
		Threads: []string{"main: spawns B", "A: loads balance"}, Steps: []int{3, 2},
		Outcome: []Field{{"balance", "2", "1"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDifferenceIsJSON(t *testing.T) {
	d := Diff(tell(deposits...), tell(deposits[:9]...), Steps)
	text, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	var back Difference
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

func TestEveryKindHasWords(t *testing.T) {
	for _, k := range Kinds() {
		if phrases[k].verb == "" {
			t.Errorf("%v has no verb", k)
		}
		if arg := k.Spec().Arg; arg != Nothing && argumentNames[arg] == "" {
			t.Errorf("the argument of %v has no name", k)
		}
	}
}

func TestOrdinals(t *testing.T) {
	tests := map[int]string{
		1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 13: "13th", 21: "21st", 112: "112th", 122: "122nd",
	}
	for n, want := range tests {
		if got := ordinal(n); got != want {
			t.Errorf("%d: got %s, want %s", n, got, want)
		}
	}
}
