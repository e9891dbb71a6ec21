package play

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/search"
	"github.com/gilsim/gilsim/sched/serial"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/export/page"
)

// lockOf returns the lock of a version of CPython.
func lockOf(t testing.TB, python string) gil.Config {
	t.Helper()
	era, err := gil.CPython(python)
	if err != nil {
		t.Fatal(err)
	}
	return era.Lock
}

// programOf makes a program of a function, which says what its result is and whether that is right.
func programOf(lock gil.Config, f func(t *sched.Thread) (string, bool)) Program {
	return Program{Lock: lock, Header: trace.Header{Program: "test"}, Make: func() search.Run {
		var result string
		var ok bool
		return search.Run{
			Program: serial.Program{Main: func(t *sched.Thread) { result, ok = f(t) }},
			Judge:   func() (string, bool) { return result, ok },
		}
	}}
}

// counting is a program in which two threads add 1 to a number, without a lock.
func counting(lock gil.Config) Program {
	return programOf(lock, func(t *sched.Thread) (string, bool) {
		n := sched.NewVar(t, "n", 0)
		add := func(t *sched.Thread) {
			x := n.Get(t)
			t.Run(2)
			n.Set(t, x+1)
		}
		a, b := t.Spawn("a", add), t.Spawn("b", add)
		t.Join(a)
		t.Join(b)
		return "n = " + string(rune('0'+n.Get(t))), n.Get(t) == 2
	})
}

// crossing is a program in which two threads take two locks in opposite order.
func crossing() Program {
	return programOf(gil.Config{}, func(t *sched.Thread) (string, bool) {
		left, right := threading.NewLock(t, "left"), threading.NewLock(t, "right")
		both := func(x, y *threading.Lock) func(t *sched.Thread) {
			return func(t *sched.Thread) {
				x.Acquire(t)
				y.Acquire(t)
				y.Release(t)
				x.Release(t)
			}
		}
		a, b := t.Spawn("a", both(left, right)), t.Spawn("b", both(right, left))
		t.Join(a)
		t.Join(b)
		return "done", true
	})
}

func begin(t testing.TB, p Program, goal string) *Game {
	t.Helper()
	aim, err := ParseGoal(goal)
	if err != nil {
		t.Fatal(err)
	}
	g, err := New(p, aim)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func choose(t testing.TB, g *Game, names ...string) {
	t.Helper()
	for _, name := range names {
		at := slices.IndexFunc(g.Able(), func(id int32) bool { return g.Name(id) == name })
		if at < 0 {
			t.Fatalf("%s cannot go on, but %v", name, g.Able())
		}
		if err := g.Choose(g.Able()[at]); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAnyScheduleThatReachesTheGoalWins(t *testing.T) {
	for _, way := range [][]string{{"MainThread", "a", "b", "a", "b"}, {"MainThread", "b", "a", "a", "b"}, {"a", "MainThread", "b", "b"}} {
		g := begin(t, counting(gil.Config{}), Wrong)
		for _, name := range way {
			if g.Won() {
				break
			}
			choose(t, g, name)
		}
		for g.End() == nil {
			choose(t, g, g.Name(g.Able()[0]))
		}
		if !g.Won() || g.End().Result != "n = 1" {
			t.Errorf("%v comes to %+v", way, g.End())
		}
	}
}

func TestTheGoalIsNotReachedByAnythingElse(t *testing.T) {
	g := begin(t, counting(gil.Config{}), Wrong)
	for g.End() == nil {
		choose(t, g, g.Name(g.Able()[0]))
	}
	if g.Won() || g.End().Result != "n = 2" || !g.End().OK {
		t.Fatalf("one thread after the other comes to %+v", g.End())
	}
	if _, err := g.Receipt(); err == nil {
		t.Error("a game that is not won has a receipt")
	}
	if err := g.Choose(1); err == nil {
		t.Error("a run that has ended goes on")
	}
}

// What the lock of a version does not permit is never asked about: no schedule of 3.12 loses an update between two bytecodes
// that neither call nor jump.
func TestOnlyWhatTheLockPermitsIsAsked(t *testing.T) {
	for python, possible := range map[string]bool{"3.9": true, "3.12": false} {
		g := begin(t, counting(lockOf(t, python)), Wrong)
		h, err := g.Hint(context.Background())
		if err != nil || h.Impossible == possible || (h.Thread != 0) != possible {
			t.Errorf("%s: the hint is %+v, error %v; want a way: %v", python, h, err, possible)
		}
	}
}

func TestHintsLeadToTheGoal(t *testing.T) {
	for goal, p := range map[string]Program{Wrong: counting(gil.Config{}), Deadlock: crossing(), "result=n = 2": counting(gil.Config{}), "starve=3": counting(gil.Config{})} {
		g := begin(t, p, goal)
		for steps := 0; !g.Won(); steps++ {
			h, err := g.Hint(context.Background())
			if err != nil || h.Thread == 0 || steps > 40 {
				t.Fatalf("%s: after %d decisions the hint is %+v, error %v", goal, steps, h, err)
			}
			if err := g.Choose(h.Thread); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// reachable says by trying every decision whether the goal can be reached.
func reachable(t testing.TB, g *Game) bool {
	if g.Won() {
		return true
	}
	for _, id := range slices.Clone(g.Able()) {
		if err := g.Choose(id); err != nil {
			t.Fatal(err)
		}
		found := reachable(t, g)
		if _, err := g.Undo(); err != nil {
			t.Fatal(err)
		}
		if found {
			return true
		}
	}
	return false
}

func TestAHintSaysImpossibleJustWhereItIs(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		g := begin(t, counting(gil.Config{}), rapid.SampledFrom([]string{Wrong, "result=n = 2", Deadlock}).Draw(r, "goal"))
		for range rapid.IntRange(0, 6).Draw(r, "decisions") {
			if len(g.Able()) > 0 {
				choose(t, g, g.Name(rapid.SampledFrom(g.Able()).Draw(r, "thread")))
			}
		}
		h, err := g.Hint(context.Background())
		if err != nil {
			r.Fatal(err)
		}
		if want := reachable(t, g); h.Impossible == want {
			r.Fatalf("the hint is %+v, and a way: %v", h, want)
		}
	})
}

func TestTakingBackLeadsToWhereTheGameWas(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		g := begin(t, crossing(), Deadlock)
		var texts []string
		for len(g.Able()) > 0 {
			texts = append(texts, position(t, g))
			choose(t, g, g.Name(rapid.SampledFrom(g.Able()).Draw(r, "thread")))
		}
		for i := len(texts) - 1; i >= 0; i-- {
			if ok, err := g.Undo(); !ok || err != nil {
				r.Fatalf("decision %d is not taken back: %v", i, err)
			}
			if got := position(t, g); got != texts[i] {
				r.Fatalf("taken back, the position is\n%s\nand was\n%s", got, texts[i])
			}
		}
		if ok, _ := g.Undo(); ok {
			r.Fatal("more was taken back than was decided")
		}
	})
}

// position writes down all that is known of where a game stands.
func position(t testing.TB, g *Game) string {
	var b bytes.Buffer
	tr := g.Trace()
	if err := tr.Write(&b); err != nil {
		t.Fatal(err)
	}
	options, err := g.Options()
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range options {
		b.WriteString(o.Name)
		for _, s := range o.Steps {
			b.WriteString(" " + s.Text)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// An option says what its thread then does.
func TestOptionsComeTrue(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		g := begin(t, crossing(), Deadlock)
		for len(g.Able()) > 0 {
			options, err := g.Options()
			if err != nil {
				t.Fatal(err)
			}
			o := rapid.SampledFrom(options).Draw(r, "option")
			before := g.now.notes.turns[len(g.now.notes.turns)-1].events
			if err := g.Choose(o.Thread); err != nil {
				t.Fatal(err)
			}
			did := g.now.notes.steps(o.Thread, before)
			if len(did) < len(o.Steps) || !slices.Equal(did[:len(o.Steps)], o.Steps) {
				r.Fatalf("%s was to do %v, and did %v", o.Name, o.Steps, did)
			}
		}
	})
}

func TestTheDeadlockIsOnThePicture(t *testing.T) {
	g := begin(t, crossing(), Deadlock)
	choose(t, g, "MainThread", "a", "b")
	if !g.Won() {
		t.Fatalf("the run has come to %+v, want a deadlock", g.End())
	}
	tr, parked := g.Trace(), map[string]string{}
	for _, e := range tr.Events {
		if e.Kind == trace.Park {
			parked[tr.Names.Label(e.Thread)] = tr.Names.ObjectLabel(e.Obj)
		}
	}
	if parked["a"] != "right" || parked["b"] != "left" || parked["MainThread"] != "a" {
		t.Errorf("threads are parked on %v", parked)
	}
	if last := tr.Events[len(tr.Events)-1]; last.Kind != trace.Halt {
		t.Errorf("the last event is %v", last.Kind)
	}
}

func TestWhoWaitsForWhatIsSaid(t *testing.T) {
	p := programOf(gil.Config{}, func(t *sched.Thread) (string, bool) {
		lock, n := threading.NewLock(t, "lock"), sched.NewVar(t, "n", 0)
		threads := []*sched.Thread{
			t.Spawn("holder", func(t *sched.Thread) { lock.With(t, func() { n.Get(t) }) }),
			t.Spawn("waiter", func(t *sched.Thread) { lock.With(t, func() {}) }),
			t.Spawn("other", func(t *sched.Thread) { n.Get(t) }),
		}
		for _, other := range threads {
			t.Join(other)
		}
		return "done", true
	})
	g := begin(t, p, Free)
	choose(t, g, "MainThread", "MainThread", "holder")
	want := []Waiter{{1, "MainThread", "holder", ""}, {3, "waiter", "lock", "holder"}}
	if got := g.Waiting(); !slices.Equal(got, want) {
		t.Errorf("waiting are %+v, want %+v", got, want)
	}
}

func TestGoalsAreWhatRunsComeTo(t *testing.T) {
	for name, tt := range map[string]struct {
		program Program
		want    string
	}{
		"an update can be lost": {counting(gil.Config{}), "wrong result=n = 1 result=n = 2 free"},
		"and here it cannot":    {counting(lockOf(t, "3.12")), "free"},
		"a deadlock":            {crossing(), "deadlock free"},
	} {
		goals, err := FindGoals(context.Background(), tt.program)
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, g := range goals.List {
			list = append(list, g.String())
			if again, err := ParseGoal(g.String()); err != nil || again != g {
				t.Errorf("goal %q is read as %+v, %v", g, again, err)
			}
		}
		if got := strings.Join(list, " "); got != tt.want || !goals.Sure {
			t.Errorf("%s: the goals are %q, sure %v, want %q", name, got, goals.Sure, tt.want)
		}
	}
}

func TestGoalsThatAreNoneAreRefused(t *testing.T) {
	for _, text := range []string{"", "win", "result=", "result", "starve=0", "starve=x", "wrong=1", "starve=99999999999999999999"} {
		if g, err := ParseGoal(text); err == nil {
			t.Errorf("%q is the goal %+v", text, g)
		}
	}
}

func TestAThreadStarvesWhenItIsPassedOver(t *testing.T) {
	p := programOf(gil.Config{}, func(t *sched.Thread) (string, bool) {
		n := sched.NewVar(t, "n", 0)
		poor := t.Spawn("poor", func(t *sched.Thread) { n.Get(t) })
		for range 6 {
			n.Get(t)
		}
		t.Join(poor)
		return "done", true
	})
	g := begin(t, p, "starve=4")
	choose(t, g, "MainThread", "MainThread", "MainThread")
	if thread, times := g.Passed(); g.Won() || g.Name(thread) != "poor" || times != 3 {
		t.Fatalf("after three turns of the other %v, passed over %d times", g.Won(), times)
	}
	choose(t, g, "MainThread")
	if !g.Won() || g.End() != nil {
		t.Fatal("passed over four times, the thread has not starved")
	}
	if r, err := g.Receipt(); err != nil || r.Result != "poor was passed over 4 times in a row" || r.Verify(p) != nil {
		t.Errorf("the receipt is %+v, %v", r, err)
	}
}

// edit changes a receipt's schedule, and its checksum with it.
func edit(r *Receipt, change func(s *search.Schedule)) {
	s, err := search.ParseSchedule(r.Schedule)
	if err != nil {
		panic(err)
	}
	change(s)
	r.Schedule = s.String()
}

func TestAReceiptHoldsForWhatWasPlayedAndForNothingElse(t *testing.T) {
	g := begin(t, counting(gil.Config{}), Wrong)
	choose(t, g, "MainThread", "a", "b") // both have read 0: whatever comes now, an update is lost
	r, err := g.Receipt()
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := r.Write(&text); err != nil {
		t.Fatal(err)
	}
	again, err := ReadReceipt(bytes.NewReader(text.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Verify(counting(gil.Config{})); err != nil {
		t.Fatalf("%s\ndoes not hold: %v", text.String(), err)
	}
	for what, change := range map[string]func(r *Receipt){
		"another result": func(r *Receipt) { r.Result = "n = 2" },
		"another goal":   func(r *Receipt) { r.Goal = Deadlock },
		"no goal":        func(r *Receipt) { r.Goal = Free },
		"another order": func(r *Receipt) {
			edit(r, func(s *search.Schedule) {
				s.Turns = []search.Turn{{Thread: "T0"}, {Thread: "T1"}, {Thread: "T2"}, {Thread: "T0"}}
			})
		},
		"a thread too many": func(r *Receipt) {
			edit(r, func(s *search.Schedule) { s.Turns = append(s.Turns, search.Turn{Thread: "T9"}) })
		},
		"half of it": func(r *Receipt) { edit(r, func(s *search.Schedule) { s.Turns = s.Turns[:len(s.Turns)/2] }) },
	} {
		other := *again
		change(&other)
		var mismatch *Mismatch
		if err := other.Verify(counting(gil.Config{})); !errors.As(err, &mismatch) {
			t.Errorf("%s: error %v, want a mismatch", what, err)
		}
	}
	cut := *again
	cut.Schedule = cut.Schedule[:len(cut.Schedule)/2]
	var mismatch *Mismatch
	if err := cut.Verify(counting(gil.Config{})); err == nil || errors.As(err, &mismatch) {
		t.Errorf("a schedule that was cut: error %v, want one that is no mismatch", err)
	}
	if err := again.Verify(counting(lockOf(t, "3.12"))); err == nil {
		t.Error("the receipt holds under a lock that does not permit its schedule")
	}
}

func FuzzReadReceipt(f *testing.F) {
	f.Add([]byte(`{"receipt":1,"goal":"wrong","result":"","schedule":"gs1 T1$ T2$ #00000000"}`))
	f.Add([]byte(`{"receipt":1,"goal":"starve=3","schedule":"gs1 phase=99999999999 T1$"}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := ReadReceipt(bytes.NewReader(text))
		if err != nil {
			return
		}
		_ = r.Verify(counting(gil.Config{}))
	})
}

func TestAQuizHidesWhatIsReadAndWritten(t *testing.T) {
	q, err := NewQuiz(context.Background(), counting(gil.Config{}))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[page.Text]bool{}
	for range 6 {
		question, err := q.Next()
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range question.Steps {
			if strings.ContainsAny(s.Text, "→←") && !strings.HasSuffix(s.Text, "?") && !strings.HasSuffix(s.Text, "? + 1") {
				t.Errorf("the step %q tells a value", s.Text)
			}
		}
		right := question.Answers[question.Right]
		if got := question.Game.End().text(); got != right {
			t.Errorf("the run comes to %q, and the answer is %q", got, right)
		}
		seen[right] = true
	}
	if len(seen) != 2 {
		t.Errorf("six questions have the answers %v", seen)
	}
	if _, err := NewQuiz(context.Background(), counting(lockOf(t, "3.12"))); err == nil {
		t.Error("a program that has one end is asked about")
	}
}

// What is no receipt is told so in a sentence that says what is wrong with it.
func TestWhatIsNoReceiptIsToldSo(t *testing.T) {
	whole := `{"receipt": 1, "goal": "wrong", "result": "1", "schedule": "gs1 T0$ #00000000"}`
	for text, want := range map[string]string{
		"":                                       "it is empty",
		" \n":                                    "it is empty",
		whole[:30]:                               "it is cut short",
		"[]":                                     "it is a JSON array, and must be an object",
		`{"receipt": 1, "goal": 3}`:              `its field "goal" is a JSON number`,
		`{"receipt": 2}`:                         "of version 1, but of 2",
		`{"receipt": 1}`:                         "it must have a schedule",
		whole + whole:                            "something comes after it",
		strings.Replace(whole, "goal", "aim", 1): `unknown field "aim"`,
	} {
		if _, err := ReadReceipt(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "it is no receipt") {
			t.Errorf("of %q is said %v, want %q in it", text, err, want)
		}
	}
}
