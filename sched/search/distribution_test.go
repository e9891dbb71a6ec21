package search

import (
	"math/big"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/serial"
)

// A fairNaive makes every interleaving, and knows the chance of each.
type fairNaive struct {
	naive
	chance *big.Rat
}

func (s *fairNaive) Begin() bool {
	s.chance = big.NewRat(1, 1)
	return s.naive.Begin()
}

func (s *fairNaive) Choose(t *serial.Turn) int32 {
	if n := len(t.Enabled); n > 0 {
		s.chance.Mul(s.chance, big.NewRat(1, int64(n)))
	}
	return s.naive.Choose(t)
}

// counted makes every interleaving, and counts; false: there are too many.
func counted(t *testing.T, p Program, lock gil.Config, most int) (ways map[string]int64, chances map[string]*big.Rat, all bool) {
	t.Helper()
	m := serial.New(serial.Config{GIL: gil.Possible{Config: lock}})
	defer m.Close()
	n := &fairNaive{}
	ways, chances = map[string]int64{}, map[string]*big.Rat{}
	for made := 0; n.Begin(); made++ {
		if made == most {
			return nil, nil, false
		}
		r := p()
		out := m.Run(r.Program, n, nil)
		result := ""
		if out.Err != nil {
			result = firstLine(out.Err)
		} else {
			result, _ = r.Judge()
		}
		ways[result]++
		if chances[result] == nil {
			chances[result] = new(big.Rat)
		}
		chances[result].Add(chances[result], n.chance)
	}
	return ways, chances, true
}

// Every share and chance is that of brute force, which makes each interleaving.
func TestADistributionIsThatOfBruteForce(t *testing.T) {
	r := generator(5)
	locks := []gil.Config{{}, {Discipline: gil.Interval}, {Discipline: gil.Interval, Checks: gil.Calls}, {Discipline: gil.Coop}}
	compared, saved := 0, 0
	for drawn := 0; compared < 80/share(); drawn++ {
		p, lock := drawSmall(r), locks[drawn%len(locks)]
		ways, chances, all := counted(t, p, lock, 600)
		if !all {
			continue
		}
		compared++
		d, why, err := Distribute(p, Options{GIL: lock, Runs: -1})
		if err != nil || why != "" || len(d.Results) != len(ways) {
			t.Fatalf("program %d under %v: %v %s %v, want %v", drawn, lock.Discipline, d, why, err, ways)
		}
		total, sum := int64(0), new(big.Rat)
		for _, s := range d.Results {
			total += s.Ways.Int64()
			sum.Add(sum, s.Chance)
			if s.Ways.Int64() != ways[s.Result] || s.Chance.Cmp(chances[s.Result]) != 0 {
				t.Errorf("program %d under %v: %s comes in %v ways with chance %v, by brute force %d, %v", drawn, lock.Discipline, s.Result, s.Ways, s.Chance, ways[s.Result], chances[s.Result])
			}
		}
		if d.Interleavings.Int64() != total || sum.Cmp(big.NewRat(1, 1)) != 0 {
			t.Errorf("program %d: %v interleavings of %d, chances of %v in all", drawn, d.Interleavings, total, sum)
		}
		if int64(d.Runs) < total {
			saved++
		}
	}
	if saved < compared/2 {
		t.Errorf("only in %d of %d programs fewer runs were made than there are interleavings", saved, compared)
	}
}

// Dynamic programming counts far more interleavings than runs are made for it.
func TestTheDistributionOfACounter(t *testing.T) {
	if testing.Short() {
		t.Skip("it is one program, which takes many runs")
	}
	d, why, err := Distribute(counter(3, 2), Options{})
	if err != nil || why != "" {
		t.Fatal(why, err)
	}
	if d.Interleavings.Cmp(big.NewInt(int64(d.Runs)*500)) < 0 || len(d.Results) != 5 {
		t.Errorf("%v interleavings, %d states, %d runs: %v", d.Interleavings, d.States, d.Runs, d.Results)
	}
}

// Under ticks the place of a switch depends on all turns before: nothing is taken for the same.
func TestADistributionUnderTicks(t *testing.T) {
	lock := gil.Config{Discipline: gil.Ticks, CheckInterval: 3}
	d, why, err := Distribute(counter(2, 1), Options{GIL: lock, Runs: -1})
	if err != nil || why != "" {
		t.Fatal(why, err)
	}
	total := int64(0)
	for phase := range (gil.Possible{Config: lock}).Phases() {
		m := serial.New(serial.Config{GIL: gil.Possible{Config: lock, Phase: phase}})
		t.Cleanup(m.Close)
		for n := (&naive{}); n.Begin(); total++ {
			m.Run(counter(2, 1)().Program, n, nil)
		}
	}
	sum := new(big.Rat)
	for _, s := range d.Results {
		sum.Add(sum, s.Chance)
	}
	if d.Interleavings.Int64() != total || sum.Cmp(big.NewRat(1, 1)) != 0 {
		t.Errorf("%v interleavings, chances of %v in all; by brute force %d", d.Interleavings, sum, total)
	}
}
