// This file holds what the sum of pi promises, whoever adds it up.

package workload

import (
	"fmt"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/sim"
)

func TestPiIsRightToTheDigitsThatItsTermsGive(t *testing.T) {
	p := Find("pi")
	for _, n := range []int{0, 1, 2, 3, 10, 99, 100, 101, 1000, 12345, 1_000_000} {
		for _, threads := range []int{1, 3, 8} {
			o, _, err := run(p, input(t, p, threads, params("n", fmt.Sprint(n))), sim.Config{})
			if err != nil || !o.OK {
				t.Errorf("%d terms on %d threads: %q, want %s (%v)", n, threads, o.Result, o.Want, err)
			}
		}
	}
}

func TestAWrongSumOfPiIsFound(t *testing.T) {
	for _, n := range []int64{1000, 1_000_000} {
		if off := piOf(n) - piOf(n-n/100); off <= piTolerance(n) {
			t.Errorf("%d terms: one in a hundred is missing, which changes pi by %g, and the tolerance is %g", n, off, piTolerance(n))
		}
	}
}

func TestPiIsFasterWithoutTheLockOnly(t *testing.T) {
	p := Find("pi")
	took := func(threads int, d gil.Discipline) float64 {
		_, r, err := run(p, input(t, p, threads, nil), sim.Config{GIL: gil.Config{Discipline: d}})
		if err != nil {
			t.Fatal(err)
		}
		return r.Wall.Seconds()
	}
	one := took(1, gil.On)
	if with, without := took(4, gil.On)/one, took(4, gil.Off)/one; with < 0.98 || with > 1.05 || without < 0.24 || without > 0.3 {
		t.Errorf("four threads take %.3f of the time of one with the lock and %.3f without it, want 1 and a quarter", with, without)
	}
}
