package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestNumbersAndTimesAreShort(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{count(0), "0"}, {count(999), "999"}, {count(1000), "1,000"}, {count(-1234567), "-1,234,567"},
		{plural(1, "event"), "1 event"}, {plural(12120, "event"), "12,120 events"},
		{duration(0), "0 s"}, {duration(999), "999 ns"}, {duration(5_108_000), "5.108 ms"},
		{duration(168_360_000), "168.4 ms"}, {duration(12_345 * time.Second), "12,345 s"},
		{percent(0), "0 %"}, {percent(3.21), "3.2 %"}, {percent(9.96), "10 %"}, {percent(399.9), "400 %"},
		{figure(8820000), "8,820,000"}, {figure(37.4384), "37.44"}, {figure(1234.5), "1234"}, {figure(0.000123), "0.000123"},
		{shortDuration(5 * time.Millisecond), "5ms"}, {shortDuration(time.Hour), "1h"}, {shortDuration(90 * time.Minute), "1h30m"},
		{cut("MainThread", 10), "MainThread"}, {cut("MainThread", 5), "Main…"},
		{visible("a\x1b[31mb"), "a\uFFFD[31mb"},
	} {
		if tt.got != tt.want {
			t.Errorf("%q, want %q", tt.got, tt.want)
		}
	}
}

func TestQuantileIsTheLeastThatSoManyDoNotExceed(t *testing.T) {
	list := []time.Duration{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	for _, tt := range []struct {
		percent int
		want    time.Duration
	}{{50, 5}, {95, 10}, {99, 10}, {10, 1}, {1, 1}} {
		if got := quantile(list, tt.percent); got != tt.want {
			t.Errorf("%d %% of 1 to 10 do not exceed %d, want %d", tt.percent, got, tt.want)
		}
	}
}

func TestWrapKeepsAllWordsAndTheWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[a-zé]{1,12}`), 1, 40).Draw(t, "words")
		to := rapid.IntRange(12, 60).Draw(t, "width")
		lines := wrap(strings.Join(words, " "), to)
		if got := strings.Fields(strings.Join(lines, " ")); !slices.Equal(got, words) {
			t.Fatalf("%q became %q", words, got)
		}
		for _, line := range lines {
			if width(line) > to {
				t.Fatalf("%q is wider than %d", line, to)
			}
		}
	})
}

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
