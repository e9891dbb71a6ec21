package search

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/serial"
)

// A gatherer is a witness that gathers the classes of the runs that came to their end.
type gatherer struct {
	witness
	found map[[2]uint64]foundClass
}

// Choose takes in the class of a run that is over.
func (g *gatherer) Choose(t *serial.Turn) int32 {
	over := len(t.Enabled) == 0
	id := g.witness.Choose(t)
	if over {
		class := g.class()
		g.found[class] = foundClass{times: g.found[class].times + 1}
	}
	return id
}

// classesInRounds returns the classes of a program that is exhausted in rounds.
func classesInRounds(p Program, lock gil.Config, cut sizes, f faults) map[[2]uint64]foundClass {
	found := map[[2]uint64]foundClass{}
	watch := func(m *serial.Machine, one strategy) strategy {
		return &gatherer{witness{strategy: one, machine: m}, found}
	}
	if _, err := inRounds(p, Options{GIL: lock, Strategy: "dpor", Runs: -1, MaxSteps: 500}, cut, tested{f, watch}); err != nil {
		panic(err)
	}
	return found
}

// Trees that are cut everywhere, and in larger pieces, by many and by one after the other.
var cuts = []sizes{{1, 1, 4, 8}, {1, 1, 1, 1}, {1, 1, 100, 100}, {1, 7, 3, 1000}, {10, 1000, 1, 1}, {10, 1000, 5, 1000}}

// However the tree is cut, the classes are those that brute force finds, each once without a lock.
func TestRoundsMakeEachClassOnce(t *testing.T) {
	for _, cut := range cuts {
		o, programs := everything, programsOfTheOracle()/10
		o.cut = &cut
		difference, compared := o.run(7, programs, faults{})
		if difference != "" {
			t.Errorf("%+v: %s", cut, difference)
		}
		if compared < programs/2 {
			t.Errorf("%+v: only %d of %d programs were small enough to be compared", cut, compared, programs)
		}
	}
}

// What one tree may rely on, parts of it may not; and the oracle finds that.
func TestTheOracleFindsWhatPartsRelyOnInVain(t *testing.T) {
	o := locking
	o.cut = &sizes{1, 1, 4, 8}
	if difference, compared := o.run(7, 300, faults{loose: true}); difference == "" {
		t.Errorf("parts rely on what others plan: nothing is found in %d programs", compared)
	}
}

// The answer is that of one tree, but for how many runs are given up, and which of the simplest wrong runs is shown; and it does not
// depend on the order in which shares are explored.
func TestRoundsGiveOneAnswer(t *testing.T) {
	for name, p := range map[string]Program{
		"counter": counter(2, 3), "last zero": lastZero(6), "philosophers": philosophers(6),
		"lossy": lossy(func(n int) bool { return n == 2 }), "wrong late": wrongLate(),
	} {
		if testing.Short() && name != "counter" {
			continue
		}
		for _, lock := range []gil.Config{{}, {Discipline: gil.Interval}} {
			for _, runs := range []int{-1, 150} {
				o := Options{GIL: lock, Runs: runs}
				cut := sizes{30, 10, 7, 50}
				want, err := inRounds(p, o, cut, tested{})
				if err != nil {
					t.Fatal(err)
				}
				if runs > 0 && want.Runs > runs {
					t.Errorf("%s: %d runs, want %d at most", name, want.Runs, runs)
				}
				got := shuffled(t, p, o, cut)
				if diff := cmp.Diff(want, got, cmp.Exporter(func(reflect.Type) bool { return true })); diff != "" {
					t.Errorf("%s under %v, %d runs: %s", name, lock.Discipline, runs, diff)
				}
				if runs > 0 {
					continue
				}
				one, err := Search(p, o)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(answerOf(one), answerOf(got)); diff != "" && one.Complete {
					t.Errorf("%s under %v, in one tree and in rounds: %s", name, lock.Discipline, diff)
				}
			}
		}
	}
}

// wrongLate is a program in which a wrong result is rare.
func wrongLate() Program {
	p := counter(2, 4)
	return func() Run {
		r := p()
		judge := r.Judge
		r.Judge = func() (string, bool) {
			result, _ := judge()
			return result, result != "2"
		}
		return r
	}
}

// answerOf is what does not depend on how a tree is cut.
func answerOf(f *Found) string {
	text := fmt.Sprintln(f.Verdict, f.Complete, f.Outcomes, f.Classes)
	if e := f.Example; e != nil {
		text += fmt.Sprintln(e.Preemptions, e.Switches, e.Proved, e.Simplest)
	}
	return text
}

// shuffled makes the rounds of a search, the shares of each in some order, and some twice.
func shuffled(t *testing.T, p Program, o Options, cut sizes) *Found {
	r, err := newRounds(p, o, cut, tested{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for shares := r.Next(); len(shares) > 0; shares = r.Next() {
		for _, i := range append(rand.Perm(len(shares)), rand.IntN(len(shares))) {
			result, err := Explore(p, o, shares[i])
			if err != nil {
				t.Fatal(err)
			}
			if err := r.Took(i, result); err != nil {
				t.Fatal(err)
			}
		}
	}
	f, err := r.Found()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// A share that nobody has explored makes a search incomplete, and what the others have found is there.
func TestAShareThatIsMissing(t *testing.T) {
	o := Options{Strategy: "dpor", Runs: -1}
	r, err := newRounds(counter(3, 2), o, sizes{100, 20, 7, 50}, tested{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for i, s := range r.Next() {
		if i == 2 {
			continue
		}
		result, err := Explore(counter(3, 2), o, s)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Took(i, result); err != nil {
			t.Fatal(err)
		}
	}
	if more := r.Next(); more != nil {
		t.Errorf("there are %d more shares", len(more))
	}
	f, err := r.Found()
	if err != nil || f.Verdict != Incomplete || f.Runs <= 100 {
		t.Errorf("%+v, %v", f, err)
	}
}

// What comes from elsewhere is refused in a sentence if it makes no sense, and nothing breaks.
func TestWhatTravelsAndMakesNoSenseIsRefused(t *testing.T) {
	o := Options{Strategy: "dpor", Runs: -1}
	r, err := newRounds(counter(3, 2), o, sizes{100, 20, 7, 50}, tested{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	shares := r.Next()
	result, err := Explore(counter(3, 2), o, shares[0])
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		for _, whole := range [][]byte{shares[0], result} {
			data := append([]byte(nil), whole...)
			data = data[:random.IntN(len(data)+1)]
			for range 1 + random.IntN(3) {
				if len(data) > 0 {
					data[random.IntN(len(data))] = byte(random.Uint32())
				}
			}
			_, _ = Explore(counter(3, 2), o, data)
			_ = r.Took(random.IntN(len(shares)), data)
		}
	}
	for _, data := range [][]byte{nil, {0xff}, result[:len(result)-1], append(result[:len(result):len(result)], 0)} {
		if err := r.Took(0, data); err == nil {
			t.Errorf("%x is taken for a result", data)
		}
	}
	r.Next()
}
