package play

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace"
)

// drawingProgram is a program whose result depends on a number that is drawn in the midst of a turn, and on the order of two threads.
func drawingProgram() Program {
	return programOf(gil.Config{}, func(t *sched.Thread) (string, bool) {
		n := sched.NewVar(t, "n", 0)
		a := t.Spawn("a", func(t *sched.Thread) {
			n.Get(t)
			n.Set(t, 10+int(t.Random(3)))
		})
		n.Set(t, int(t.Random(2)))
		t.Join(a)
		return fmt.Sprint("n = ", n.Get(t)), n.Get(t) != 12
	})
}

// inLine are waiters that stand in a queue in this order.
type inLine []int32

func (l inLine) IndexOf(thread int32) int64 { return int64(slices.Index(l, thread)) }

// Whatever a turn leaves open is asked, with the answers that a search tries, and what the player answers comes true.
func TestWhatATurnLeavesOpenIsAsked(t *testing.T) {
	for kind, c := range map[string]struct {
		f       func(t *sched.Thread) (string, bool)
		answers int
		last    string // the last answer
		result  string // what comes of it
	}{
		Number: {func(t *sched.Thread) (string, bool) { return fmt.Sprint(t.Random(40)), true }, 16, "39", "39"},
		Seed:   {func(t *sched.Thread) (string, bool) { return fmt.Sprint(t.Random(sched.Seeds - 1)), true }, 16, "4611686018427387902", "4611686018427387902"},
		Clock:  {func(t *sched.Thread) (string, bool) { return fmt.Sprint(t.Now() > time.Minute), true }, 2, "an hour", "true"},
		Whom: {func(t *sched.Thread) (string, bool) {
			a, b := t.Spawn("a", func(*sched.Thread) {}), t.Spawn("b", func(*sched.Thread) {})
			n := t.Decide(choice.Decision{Kind: choice.Whom, High: 2, Waiters: inLine{a.ID(), b.ID(), b.ID()}})
			return fmt.Sprint(n), true
		}, 3, "waiter 3", "2"},
	} {
		g := begin(t, programOf(gil.Config{}, c.f), Free)
		for g.Asked() == nil && g.End() == nil {
			choose(t, g, "MainThread")
		}
		q := g.Asked()
		if q == nil || q.Kind != kind || len(q.Answers) != c.answers || q.Answers[c.answers-1] != c.last {
			t.Fatalf("%s: asked is %+v, want %d answers up to %q", kind, q, c.answers, c.last)
		}
		if kind == Whom && (q.Answers[0] != "a" || q.Answers[1] != "b") {
			t.Errorf("of these one is woken: %q", q.Answers)
		}
		if err := g.Choose(1); err == nil || len(g.Able()) > 0 {
			t.Errorf("%s: a thread goes on before the answer", kind)
		}
		if g.Answer(-1) == nil || g.Answer(c.answers) == nil {
			t.Errorf("%s: an answer that there is not is taken", kind)
		}
		if err := g.Answer(c.answers - 1); err != nil {
			t.Fatal(err)
		}
		for g.End() == nil {
			choose(t, g, g.Name(g.Able()[0]))
		}
		if g.End().Result != c.result {
			t.Errorf("%s: the answer %q comes to %q, want %q", kind, c.last, g.End().Result, c.result)
		}
		if g.Answer(0) == nil {
			t.Errorf("%s: an answer is taken while nothing is asked", kind)
		}
	}
}

// That a time-out fires is a decision of its own, and told.
func TestATimeoutIsADecision(t *testing.T) {
	p := programOf(gil.Config{}, func(t *sched.Thread) (string, bool) {
		lock, got := threading.NewLock(t, "lock"), sched.NewVar(t, "got", 0)
		lock.Acquire(t)
		a := t.Spawn("a", func(t *sched.Thread) {
			if lock.AcquireTimeout(t, time.Second) {
				got.Set(t, 1)
			} else {
				got.Set(t, 2)
			}
		})
		lock.Release(t)
		t.Join(a)
		return fmt.Sprint(got.Get(t)), true
	})
	for result, first := range map[string]string{"1": "MainThread", "2": "a"} {
		g := begin(t, p, Free)
		late := false
		for g.End() == nil {
			options, err := g.Options()
			if err != nil {
				t.Fatal(err)
			}
			at := max(0, slices.IndexFunc(options, func(o Option) bool { return o.Name == first }))
			late = late || options[at].TimesOut
			choose(t, g, options[at].Name)
		}
		if g.End().Result != result || late != (result == "2") {
			t.Errorf("%s first: the result is %s, want %s; a time-out was told: %v", first, g.End().Result, result, late)
		}
	}
}

// anyDecision makes one of the decisions that there are.
func anyDecision(r *rapid.T, g *Game) {
	var err error
	if q := g.Asked(); q != nil {
		err = g.Answer(rapid.IntRange(0, len(q.Answers)-1).Draw(r, "answer"))
	} else if able := g.Able(); len(able) > 0 {
		err = g.Choose(rapid.SampledFrom(able).Draw(r, "thread"))
	}
	if err != nil {
		r.Fatal(err)
	}
}

// way says by trying every decision whether the goal can be reached.
func way(t testing.TB, g *Game) bool {
	if g.Won() {
		return true
	}
	tries := len(g.Able())
	if q := g.Asked(); q != nil {
		tries = len(q.Answers)
	}
	for i := range tries {
		var err error
		if g.Asked() != nil {
			err = g.Answer(i)
		} else {
			err = g.Choose(g.Able()[i])
		}
		if err != nil {
			t.Fatal(err)
		}
		found := way(t, g)
		if _, err := g.Undo(); err != nil {
			t.Fatal(err)
		}
		if found {
			return true
		}
	}
	return false
}

// Hints tell answers as they tell turns: they lead to the goal, and say impossible just where no decisions reach it.
func TestHintsKnowAnswers(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		g := begin(t, drawingProgram(), rapid.SampledFrom([]string{Wrong, "result=n = 1", "result=n = 11", Deadlock}).Draw(r, "goal"))
		for range rapid.IntRange(0, 5).Draw(r, "decisions") {
			anyDecision(r, g)
		}
		possible := way(t, g)
		for range 40 {
			h, err := g.Hint(context.Background())
			switch {
			case err != nil:
				r.Fatal(err)
			case h.Impossible == possible:
				r.Fatalf("the hint is %+v, and a way: %v", h, possible)
			case h.Answer > 0:
				err = g.Answer(h.Answer - 1)
			case h.Thread != 0:
				err = g.Choose(h.Thread)
			}
			if err != nil {
				r.Fatal(err)
			}
			if h == (Hint{}) || h.Impossible {
				break
			}
		}
		if g.Won() != possible {
			r.Fatalf("after all hints won is %v, and a way: %v", g.Won(), possible)
		}
	})
}

// Answers are taken back like turns, and what has been won with them has a receipt that holds.
func TestAnswersAreTakenBackAndProved(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		g := begin(t, drawingProgram(), Wrong)
		var texts []string
		for g.End() == nil {
			texts = append(texts, position(t, g)+fmt.Sprint(g.Asked()))
			anyDecision(r, g)
		}
		if g.Won() {
			receipt, err := g.Receipt()
			if err != nil {
				r.Fatal(err)
			}
			if err := receipt.Verify(drawingProgram()); err != nil {
				r.Fatalf("%s: %v", receipt.Schedule, err)
			}
		}
		for i := len(texts) - 1; i >= 0; i-- {
			if _, err := g.Undo(); err != nil {
				r.Fatal(err)
			}
			if got := position(t, g) + fmt.Sprint(g.Asked()); got != texts[i] {
				r.Fatalf("taken back, the position is\n%s\nand was\n%s", got, texts[i])
			}
		}
	})
}

// The terminal asks what a turn leaves open, and hints at the answer, in both languages.
func TestTheTerminalAsksWhatATurnLeavesOpen(t *testing.T) {
	for chinese, want := range map[bool][]string{
		false: {"Which number does a draw?", "draws a number, you say which", "answer 2", "Won: n = 12"},
		true:  {"a 抽到哪个随机数？", "由你决定抽到哪个", "回答 2", "赢了：n = 12"},
	} {
		var out strings.Builder
		c := &Terminal{Program: drawingProgram(), In: strings.NewReader("1\n2\nh\n3\n1\n1\n"), Out: &out, Chinese: chinese, Goal: Goal{Kind: Wrong}, Show: noPicture}
		if r, err := c.Play(context.Background()); err != nil || r == nil {
			t.Errorf("receipt %v, %v", r, err)
		}
		for _, text := range want {
			if !strings.Contains(out.String(), text) {
				t.Errorf("it does not say %q:\n%s", text, out.String())
			}
		}
	}
}

func noPicture(io.Writer, *trace.Trace) error { return nil }
