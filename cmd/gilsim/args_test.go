package main

import "testing"

func TestOnlyANearNameIsProposed(t *testing.T) {
	known := []string{"spin", "countdown", "balance", "balance-locked"}
	for typed, want := range map[string]string{
		"spni": "; did you mean spin?", "ballance": "; did you mean balance?", "balance-lock": "; did you mean balance-locked?",
		"Spin": "; did you mean spin?", "foo": "", "x": "", "": "",
	} {
		if got := didYouMean(typed, known); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}
