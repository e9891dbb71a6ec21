// This file holds the place where an interrupted burn stops against a twin that looks at one multiple after another.

package sim

import (
	"testing"

	"pgregory.net/rapid"
)

func TestInterruptedBurnStopsAtTheNextMultiple(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s := thread{rate: rapid.Int64Range(1, 3000).Draw(r, "rate")}
		s.burn.n = rapid.Int64Range(1, 300).Draw(r, "n")
		s.burn.done = rapid.Int64Range(0, s.burn.n).Draw(r, "done")
		s.burn.stride = rapid.Int64Range(1, 20).Draw(r, "stride")
		s.carry = rapid.Int64Range(-s.rate+1, 999).Draw(r, "carry")
		elapsed := rapid.Int64Range(0, 1000).Draw(r, "elapsed")
		want := int64(-1)
		for m := int64(0); want < 0; m += s.burn.stride {
			switch {
			case m >= s.burn.n:
				want = s.burn.n
			case m >= s.burn.done && s.carry+(m-s.burn.done)*s.rate >= elapsed*1000: // it has not begun the next one
				want = m
			}
		}
		s.cut(elapsed)
		if s.burn.n != want {
			r.Fatalf("it stops after %d bytecodes, want %d", s.burn.n, want)
		}
	})
}
