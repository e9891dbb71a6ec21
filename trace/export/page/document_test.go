// This file tests what the page is told: it is what the trace, its summary and its columns say.

package page

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/internal/scene"
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/view"
)

// sums returns numbers that are kept as distances.
func sums(l ints) (list []int) {
	sum := int64(0)
	for _, n := range l {
		sum += n
		list = append(list, int(sum))
	}
	return list
}

// textOf returns what a step does, as the script puts it together.
func textOf(r *run) func(event int) string {
	last := map[int64][]int64{}
	var texts []string
	next := 0
	for _, pattern := range r.Text {
		parts := strings.Split(r.Strings[pattern], string(slot))
		if last[pattern] == nil {
			last[pattern] = make([]int64, len(parts))
		}
		text := parts[0]
		for i, part := range parts[1:] {
			last[pattern][i] += r.Number[next]
			next++
			text += fmt.Sprint(last[pattern][i]) + part
		}
		texts = append(texts, text)
	}
	return func(event int) string { return texts[event] }
}

// valueOf returns what a variable holds.
func valueOf(r *run, packed int64) string {
	if packed%2 == 0 {
		return fmt.Sprint(packed / 2)
	}
	return r.Strings[(packed-1)/2]
}

// described writes down what a page is told of a run, for people.
func described(d *document) string {
	var b strings.Builder
	r := d.Runs[0]
	does := textOf(r)
	actor := func(i int) string {
		if len(r.Actor) == 0 {
			return ".0"
		}
		return fmt.Sprintf(".%d", r.Actor[i])
	}
	now, levels := r.Start, strings.Split(r.Level, "")
	for i := range r.Time {
		now += r.Time[i]
		fmt.Fprintf(&b, "%3d %9d level %s T%d%s %-8s o%d  %s\n", i, now, levels[i], r.Thread[i], actor(i), d.Kinds[r.Kind[i]].Name, r.Obj[i], does(i))
	}
	object := func(id int64) string {
		if id == 0 {
			return ""
		}
		return " on " + r.Objects[id].Name
	}
	for _, l := range r.States {
		fmt.Fprintf(&b, "thread %s:", r.Threads[l.Of-1])
		for i, at := range sums(l.Event) {
			fmt.Fprintf(&b, " | %d %s%s", at, d.States[l.State[i]], object(l.On[i]))
		}
		b.WriteByte('\n')
	}
	for _, l := range r.Actors {
		fmt.Fprintf(&b, "%s in T%d:", r.Objects[l.Of].Name, l.Thread)
		for i, at := range sums(l.Event) {
			fmt.Fprintf(&b, " | %d %s", at, d.States[l.State[i]])
		}
		b.WriteByte('\n')
	}
	lines := func(what string, list []line, text func(int64) string) {
		for _, l := range list {
			fmt.Fprintf(&b, "%s %d:", what, l.Of)
			for i, at := range sums(l.Event) {
				fmt.Fprintf(&b, " | %d %s", at, text(l.Value[i]))
			}
			b.WriteByte('\n')
		}
	}
	thread := func(id int64) string { return fmt.Sprintf("T%d", id) }
	text := func(id int64) string { return r.Strings[id] }
	lines("core", r.Cores, thread)
	lines("lock", r.Holds, thread)
	lines("value", r.Values, func(packed int64) string { return valueOf(r, packed) })
	for level, l := range r.Switches {
		lines("level", []line{{level, l.Event, l.Value}}, text)
	}
	fmt.Fprintf(&b, "hand-overs %v\nconflicts %v\nlost %+v\nfailures %+v\n", both(r.Handovers), both(r.Conflicts), lostOf(r), r.Failures)
	fmt.Fprintf(&b, "figures %+v\n", r.Figures)
	return b.String()
}

// lostOf returns each lost update: the store, the read, and what was overwritten.
func lostOf(r *run) (list [][3]int) {
	for i, at := range sums(r.Lost.Store) {
		list = append(list, [3]int{at, at - int(r.Lost.Read[i]), at - int(r.Lost.Over[i])})
	}
	return list
}

// both returns pairs as they are: the later event, then the earlier one.
func both(p pairs) (list [][2]int) {
	for i, at := range sums(p.Later) {
		list = append(list, [2]int{at, at - int(p.Earlier[i])})
	}
	return list
}

func TestThePageIsToldWhatItWas(t *testing.T) {
	for name, tr := range map[string]*trace.Trace{"balance": scene.Balance(), "greenlets": scene.Greenlets(), "failure": &scene.Failure().Trace, "locks": &scene.TwoLocks().Trace} {
		d := dataOf(t, pageOf(t, tr, Options{}))
		scene.CheckGolden(t, *update, name+"-page.txt", "What the page is told of the scene "+name+"; this line is not part of it.", described(d))
	}
}

// scenes are runs that obey the rules.
func scenes() []*trace.Trace {
	return []*trace.Trace{scene.Balance(), scene.Duel(8), &scene.AllStates().Trace, &scene.Failure().Trace, scene.Greenlets(), scene.TwoLoops(), &scene.TwoLocks().Trace}
}

func TestTheStatesOfThreadsLastAsLongAsTheSummarySays(t *testing.T) {
	for _, tr := range scenes() {
		d := dataOf(t, pageOf(t, tr, Options{}))
		r := d.Runs[0]
		times := sums(append(ints{r.Start}, r.Time[1:]...))
		times = append(times, times[len(times)-1])
		for i, want := range trace.Summarize(tr).Threads {
			var spent [trace.StateEnded + 1]int
			l := r.States[i]
			places := append(sums(l.Event), len(r.Time))
			for j, state := range l.State {
				spent[state] += times[places[j+1]] - times[places[j]]
			}
			if spent[trace.StateRunning] != int(want.Ran) || spent[trace.StateLock] != int(want.LockWait) || spent[trace.StateReady] != int(want.Ready) || spent[trace.StateIO] != int(want.IO) {
				t.Errorf("%s spends %v, want %+v", want.Name, spent, want)
			}
		}
	}
}

func TestTheStepsAreThoseOfTheColumns(t *testing.T) {
	for _, tr := range scenes() {
		d := dataOf(t, pageOf(t, tr, Options{}))
		r := d.Runs[0]
		does := textOf(r)
		for level, f := range []view.Filter{{}, {Library: true}, {All: true}} {
			var want, got []string
			for _, row := range view.Rows(tr, f) {
				want = append(want, fmt.Sprint(row.Event, row.Text))
			}
			for i := range r.Text {
				if int(r.Level[i]-'0') <= level {
					got = append(got, fmt.Sprint(i, does(i)))
				}
			}
			if strings.Join(got, "\n") != strings.Join(want, "\n") {
				t.Errorf("level %d shows\n%s\nwant\n%s", level, strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		}
	}
}

// A window knows what had happened before it: who runs, who has which lock, what the variables hold.
func TestAWindowKnowsWhatWasBefore(t *testing.T) {
	tr := scene.Balance()
	whole := dataOf(t, pageOf(t, tr, Options{})).Runs[0]
	first := len(tr.Events) / 2
	for first > 0 && tr.Events[first-1].Time == tr.Events[first].Time {
		first--
	}
	part := dataOf(t, pageOf(t, tr, Options{From: tr.Events[first].Time})).Runs[0]
	if len(part.Time) != len(tr.Events)-first {
		t.Fatalf("the window has %d events, want %d", len(part.Time), len(tr.Events)-first)
	}
	at := func(event, value ints, place int) (found int64) {
		for i, e := range sums(event) {
			if e <= place {
				found = value[i]
			}
		}
		return found
	}
	for place := range part.Time {
		for i := range part.States {
			if got, want := at(part.States[i].Event, part.States[i].State, place), at(whole.States[i].Event, whole.States[i].State, first+place); got != want {
				t.Errorf("event %d: thread %d is %s, want %s", first+place, i+1, trace.State(got), trace.State(want))
			}
		}
		for i := range part.Holds {
			if got, want := at(part.Holds[i].Event, part.Holds[i].Value, place), at(whole.Holds[i].Event, whole.Holds[i].Value, first+place); got != want {
				t.Errorf("event %d: lock %d is with %d, want %d", first+place, i, got, want)
			}
		}
		for i := range part.Values {
			got, want := valueOf(part, at(part.Values[i].Event, part.Values[i].Value, place)), valueOf(whole, at(whole.Values[i].Event, whole.Values[i].Value, first+place))
			if got != want {
				t.Errorf("event %d: value %d is %s, want %s", first+place, i, got, want)
			}
		}
	}
}

// Who made whom wait adds up to no more than the waits, and is told of a lock that two threads want.
func TestWhoMadeWhomWait(t *testing.T) {
	tr := scene.Duel(8)
	var waited int64
	for _, th := range trace.Summarize(tr).Threads {
		waited += int64(th.LockWait)
	}
	var blamed int64
	list := blames(tr)
	for _, b := range list {
		blamed += b.Time
	}
	if len(list) != 2 || blamed > waited || blamed < waited*9/10 {
		t.Errorf("%+v: %d ns of %d are explained", list, blamed, waited)
	}
}
