// This file asks the strategies for single decisions, where a whole run would not tell a rule from one that is nearly the same.

package choice_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// waiting is a queue of threads.
type waiting []int32

func (w waiting) IndexOf(thread int32) int64 {
	for i, id := range w {
		if id == thread {
			return int64(i)
		}
	}
	return -1
}

// picks returns what a strategy answers.
func picks(t *testing.T, s choice.Strategy, d choice.Decision) int64 {
	t.Helper()
	i, err := s.Pick(&d)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// Of several waiters Mixed wakes the last one only if all have come since the last signal, and then about as often as was
// measured: of three in 55 of 100 cases. Earlier groups are served first, in order.
func TestMixedWakesTheLastOneOfANewGroupOnly(t *testing.T) {
	s := choice.Seeded(1)
	last := 0
	for range 2000 {
		d := choice.Decision{Kind: choice.Whom, Order: choice.Mixed, High: 2}
		if i := picks(t, s, d); i != 0 {
			t.Fatalf("of an old group waiter %d is woken", i)
		}
		d.Fresh = true
		switch i := picks(t, s, d); i {
		case 2:
			last++
		case 1:
			t.Fatal("the one in the middle is woken")
		}
	}
	if last < 1000 || last > 1200 {
		t.Errorf("of a new group the last one is woken in %d of 2000 cases, want about 1100", last)
	}
}

// fresh is a strategy that notes of each signal whether the waiters are a new group.
type fresh struct {
	choice.Strategy
	was *[]bool
}

func (f fresh) Pick(d *choice.Decision) (int64, error) {
	if d.Kind == choice.Whom {
		*f.was = append(*f.was, d.Fresh)
	}
	return f.Strategy.Pick(d)
}

// A group ends with the signal: those who come afterwards are a new one.
func TestASignalEndsTheGroupOfThoseWhoWait(t *testing.T) {
	var was []bool
	_, err := sim.Run(sim.Config{Strategy: fresh{choice.Seeded(1), &was}}, func(t *sched.Thread) {
		var q sched.Queue
		var others []*sched.Thread
		for range 4 {
			others = append(others, t.Spawn("", func(*sched.Thread) {}))
		}
		for _, x := range others[:3] {
			q.Push(x.Gate())
		}
		q.Pop(t, choice.Mixed)
		q.Push(others[3].Gate())
		q.Pop(t, choice.Mixed)
		q.Pop(t, choice.Mixed)
		q.Pop(t, choice.Mixed)
		q.Push(others[0].Gate())
		q.Push(others[1].Gate())
		q.Pop(t, choice.Mixed)
	})
	want := []bool{true, false, false, true}
	if err != nil || len(was) != len(want) {
		t.Fatalf("%v, error %v", was, err)
	}
	for i := range want {
		if was[i] != want[i] {
			t.Errorf("of signal %d the group is new: %v, want %v", i+1, was[i], want[i])
		}
	}
}

// A recorded wake-up of somebody who does not wait is a departure, and says what the recording has.
func TestExactReplayWakesOnlyWhoWaits(t *testing.T) {
	s := choice.Exact([]trace.Event{{Thread: 1, Kind: trace.Unpark, Obj: 7}})
	_, err := s.Pick(&choice.Decision{Kind: choice.Whom, High: 1, Waiters: waiting{2, 3}})
	var diverged *choice.DivergenceError
	if !errors.As(err, &diverged) || !strings.Contains(err.Error(), `the recording goes on with "unpark" of thread 1`) {
		t.Errorf("error %v", err)
	}
	if i := picks(t, s, choice.Decision{Kind: choice.Whom, High: 1, Waiters: waiting{2, 7}}); i != 1 {
		t.Errorf("waiter %d is woken, want 1", i)
	}
}

// handmade returns a schedule of two turns, of T1 and then of T2, and who has executed what when T1's turn is over.
func handmade(t *testing.T) (choice.Strategy, choice.Decision) {
	t.Helper()
	tr := scheduled(3, leg{1, 5}, leg{2, 5})
	s, err := choice.ByOrder(tr)
	if err != nil {
		t.Fatal(err)
	}
	executed := []int64{0, 5, 0, 0}
	return s, choice.Decision{Kind: choice.Next, Names: tr.Names, Executed: func(id int32) int64 { return executed[id] }}
}

// The timer of the thread whose turn it is fires once before the thread of the turn before lets go, and not again.
func TestTheThreadOfTheTurnBeforeLetsGoBeforeATimerFiresAgain(t *testing.T) {
	s, d := handmade(t)
	d.Options = []choice.Option{{Thread: 3, Step: trace.Drop}, {Thread: 1, Step: trace.Drop}, {Thread: 2, Step: trace.Timeout}}
	if i := picks(t, s, d); i != 2 {
		t.Errorf("first option %d is chosen, want the timer", i)
	}
	if i := picks(t, s, d); i != 1 {
		t.Errorf("then option %d is chosen, want the thread of the turn before", i)
	}
}

// A timer that does not get its thread going does not fire for ever: others without a bytecode to execute go on.
func TestATimerFiresSoOftenInATurn(t *testing.T) {
	s, d := handmade(t)
	d.Options = []choice.Option{{Thread: 3, Step: trace.Drop}, {Thread: 2, Step: trace.Timeout}}
	for i := range 8 {
		if got := picks(t, s, d); got != 1 {
			t.Fatalf("the %d-th time option %d is chosen, want the timer", i+1, got)
		}
	}
	if i := picks(t, s, d); i != 0 {
		t.Errorf("the timer fires once more")
	}
}

// Objects of a schedule and of a run are the same by class, name and place among those of the same name, whatever their numbers: here T1
// has to get the second lock "m" before T2.
func TestObjectsAreFoundByName(t *testing.T) {
	for _, tc := range []struct {
		name    string
		objects []trace.Info // of the run
		object  int32        // of the run, that both threads try to get
		want    int64
	}{
		{"the same numbers", []trace.Info{{Class: trace.ClassLock, Name: "m"}, {Class: trace.ClassLock, Name: "m"}}, 2, 1},
		{"others were made before", []trace.Info{{Class: trace.ClassIO, Name: "m"}, {Class: trace.ClassLock, Name: "m"}, {Class: trace.ClassVar, Name: "v"}, {Class: trace.ClassLock, Name: "m"}}, 4, 1},
		{"the first of that name", []trace.Info{{Class: trace.ClassLock, Name: "m"}, {Class: trace.ClassLock, Name: "m"}}, 1, 0},
		{"another one has its number", []trace.Info{{Class: trace.ClassLock, Name: "m"}, {Class: trace.ClassLock, Name: "n"}}, 2, 0},
	} {
		tr := scheduled(2, leg{2, 5})
		for range 2 {
			tr.Names.AddObject(trace.ClassLock, "m")
		}
		tr.Events = append(tr.Events, trace.Event{Thread: 1, Core: trace.NoCore, Kind: trace.Try, Obj: 2, Arg: trace.Got})
		s, err := choice.ByOrder(tr)
		if err != nil {
			t.Fatal(err)
		}
		var run trace.Names
		for range 2 {
			run.AddThread("")
		}
		for _, info := range tc.objects {
			run.AddObject(info.Class, info.Name)
		}
		got := picks(t, s, choice.Decision{
			Kind: choice.Next, Names: &run, Executed: func(int32) int64 { return 0 },
			Options: []choice.Option{{Thread: 2, Step: trace.Try, Obj: tc.object}, {Thread: 1, Step: trace.Try, Obj: tc.object}},
		})
		if got != tc.want {
			t.Errorf("%s: option %d is chosen, want %d", tc.name, got, tc.want)
		}
	}
}
