package search

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/serial"
	"github.com/gilsim/gilsim/sched/threading"
)

func TestAScheduleMakesTheRunAgain(t *testing.T) {
	for _, c := range []struct {
		name string
		p    Program
		lock gil.Config
	}{
		{"counter", wrongUnless("4", counter(2, 2)), gil.Config{}},
		{"counter", wrongUnless("4", counter(2, 2)), gil.Config{Discipline: gil.Interval}},
		{"philosophers", philosophers(3), gil.Config{}},
		{"philosophers", philosophers(3), gil.Config{Discipline: gil.Interval}},
	} {
		f := exhaust(t, c.p, Options{GIL: c.lock})
		text := f.Example.Schedule.String()
		s, err := ParseSchedule(strings.ReplaceAll(text, " ", "\n  "))
		if err != nil {
			t.Fatal(text, err)
		}
		r, err := Replay(c.p, Options{GIL: c.lock}, s)
		if err != nil || r.OK || r.Result != f.Example.Result || len(r.Drift) > 0 || !slices.Equal(r.Turns, f.Example.Turns) {
			t.Errorf("%s under %v: %s\nmakes %v %v, drift %q, turns %v; want %q, turns %v", c.name, c.lock.Discipline, text, r.Result, err, r.Drift, r.Turns, f.Example.Result, f.Example.Turns)
		}
		if again := r.Schedule.String(); again != text {
			t.Errorf("%s: the schedule %s is made of the run of %s", c.name, again, text)
		}
		t.Log(text)
	}
}

// wrongUnless is the program with another judge: one result is right.
func wrongUnless(right string, p Program) Program {
	return func() Run {
		r := p()
		judge := r.Judge
		r.Judge = func() (string, bool) {
			result, _ := judge()
			return result, result == right
		}
		return r
	}
}

func TestASchedulesTextIsChecked(t *testing.T) {
	good := "gs1 program=a+b T0$ T1@store(x)2/4 T2.1@print1/3:7#1~00ff T1$"
	s, err := ParseSchedule(good + " #" + checksum(good))
	if err != nil || s.String() != good+" #"+checksum(good) || s.Settings[0].Value != "a b" {
		t.Fatal(s, err)
	}
	for text, want := range map[string]string{
		"":                                     "first word must be gs1",
		"gs2 T0$ #00000000":                    "first word must be gs1",
		"gs1":                                  "cut short",
		good:                                   "cut short",
		good + " #12345678":                    "checksum",
		sealed("gs1"):                          "has no turns",
		sealed("gs1 T0$ gil=off"):              "neither a setting",
		sealed("gs1 T0"):                       "neither a setting",
		sealed("gs1 Tx$"):                      "neither a setting",
		sealed("gs1 T1@store(x)0/1"):           "neither a setting",
		sealed("gs1 T1@none1/1"):               "neither a setting",
		sealed("gs1 T1@store(x1/1"):            "neither a setting",
		sealed("gs1 T1@store(x)1/99999999999"): "neither a setting",
		sealed("gs1 T1@store(x)1/1:5"):         "neither a setting",
		sealed("gs1 phase=0 T1$"):              "phase",
		sealed("gs1 a=%zz T1$"):                "escape",
	} {
		if s, err := ParseSchedule(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is read as %v, %v; want an error with %q", text, s, err, want)
		}
	}
}

func sealed(text string) string { return text + " #" + checksum(text) }

// edits are changes of a counter that leave its fault in. Each returns the program with the change.
var edits = []struct {
	name  string
	drift bool // the schedule does not fit everywhere
	p     Program
}{
	{"none", false, editedCounter(func(t *sched.Thread, e *edited) { e.add(t) })},
	{"another variable is read first", false, editedCounter(func(t *sched.Thread, e *edited) { e.log.Get(t); e.add(t) })},
	{"a line is logged under a lock first", false, editedCounter(func(t *sched.Thread, e *edited) {
		e.lock.With(t, func() { e.log.Set(t, e.log.Get(t)+1) })
		e.add(t)
	})},
	{"steps follow", false, editedCounter(func(t *sched.Thread, e *edited) { e.add(t); e.log.Get(t); t.Print("done") })},
	{"steps stand between the load and the store", false, editedCounter(func(t *sched.Thread, e *edited) {
		v := e.x.Get(t)
		e.log.Get(t)
		e.log.Set(t, 1)
		e.x.Set(t, v+1)
	})},
	{"the variable has another name", true, renamedCounter("y")},
	{"the store is gone from the first thread", true, editedCounter(func(t *sched.Thread, e *edited) {
		if v := e.x.Get(t); t.Name() != "first" {
			e.x.Set(t, v+1)
		}
	})},
}

// edited is what the threads of an edited counter share.
type edited struct {
	x, log *sched.Var[int]
	lock   *threading.Lock
}

func (e *edited) add(t *sched.Thread) { e.x.Set(t, e.x.Get(t)+1) }

func editedCounter(body func(t *sched.Thread, e *edited)) Program { return counterOf("x", body) }

func renamedCounter(name string) Program {
	return counterOf(name, func(t *sched.Thread, e *edited) { e.add(t) })
}

// counterOf is a program of two threads that each do the body; it is wrong unless the variable is 2 in the end.
func counterOf(name string, body func(t *sched.Thread, e *edited)) Program {
	return func() Run {
		final := 0
		return Run{
			Program: serial.Program{Main: func(t *sched.Thread) {
				e := &edited{sched.NewVar(t, name, 0), sched.NewVar(t, "log", 0), threading.NewLock(t, "lock")}
				a := t.Spawn("first", func(t *sched.Thread) { body(t, e) })
				b := t.Spawn("second", func(t *sched.Thread) { body(t, e) })
				t.Join(a)
				t.Join(b)
				final = e.x.Get(t)
			}},
			Judge: func() (string, bool) { return fmt.Sprint(final), final == 2 },
		}
	}
}

// A schedule is anchored on what steps do: it goes on to make the wrong run after a change of the program that leaves the fault in,
// and where a step is gone, or is done to something of another name, it says so.
func TestASchedulesAnchorsSurviveEdits(t *testing.T) {
	for _, lock := range []gil.Config{{}, {Discipline: gil.Interval}} {
		s := exhaust(t, edits[0].p, Options{GIL: lock}).Example.Schedule
		for _, edit := range edits {
			r, err := Replay(edit.p, Options{GIL: lock}, s)
			if err != nil || r.OK || (len(r.Drift) > 0) != edit.drift {
				t.Errorf("%s: %+v %v, want a wrong run, drift: %v", edit.name, r, err, edit.drift)
				continue
			}
			again, err := Replay(edit.p, Options{GIL: lock}, r.Schedule)
			if err != nil || again.Result != r.Result || len(again.Drift) > 0 {
				t.Errorf("%s: the schedule that was made, %s, makes %+v %v, want %s without drift", edit.name, r.Schedule, again, err, r.Result)
			}
		}
	}
}

// A lock that does not let the thread go where the schedule wants it is said, too.
func TestAScheduleUnderAnotherLock(t *testing.T) {
	s := exhaust(t, edits[0].p, Options{}).Example.Schedule
	r, err := Replay(edits[0].p, Options{GIL: gil.Config{Discipline: gil.Interval, Checks: gil.Calls311}}, s)
	if err != nil || !r.OK || len(r.Drift) == 0 {
		t.Errorf("%+v %v: the lock is not let go between a load and a store, so that nothing is lost", r, err)
	}
}

// What a turn leaves open is part of the schedule.
func TestAScheduleHasTheAnswers(t *testing.T) {
	dice := func() Run {
		sum := int64(0)
		return Run{
			Program: serial.Program{Main: func(t *sched.Thread) { sum = t.Random(3)*10 + t.Random(3) }},
			Judge:   func() (string, bool) { return fmt.Sprint(sum), sum != 20 },
		}
	}
	s := exhaust(t, dice, Options{}).Example.Schedule
	if text := s.String(); !strings.Contains(text, " answers=2 ") {
		t.Errorf("the schedule is %s: the first answer is 2, and the second one, 0, need not be told", text)
	}
	read, err := ParseSchedule(s.String())
	if err != nil {
		t.Fatal(err)
	}
	if r, err := Replay(dice, Options{}, read); err != nil || r.Result != "20" {
		t.Errorf("%s makes %v, %v", s, r, err)
	}
}
