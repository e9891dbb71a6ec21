package layout

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestNumbersAndTimesAreShort(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{Count(0), "0"}, {Count(999), "999"}, {Count(1000), "1,000"}, {Count(-1234567), "-1,234,567"},
		{Plural(1, "event"), "1 event"}, {Plural(12120, "event"), "12,120 events"},
		{Duration(0), "0 s"}, {Duration(999), "999 ns"}, {Duration(5_108_000), "5.108 ms"},
		{Duration(168_360_000), "168.4 ms"}, {Duration(12_345 * time.Second), "12,345 s"},
		{Percent(0), "0 %"}, {Percent(3.21), "3.2 %"}, {Percent(9.96), "10 %"}, {Percent(399.9), "400 %"},
		{Shortest(8820000), "8,820,000"}, {Shortest(37.4384), "37.44"}, {Shortest(1234.5), "1234"}, {Shortest(0.000123), "0.000123"},
		{Compact(5 * time.Millisecond), "5ms"}, {Compact(time.Hour), "1h"}, {Compact(90 * time.Minute), "1h30m"},
		{Truncate("MainThread", 10), "MainThread"}, {Truncate("MainThread", 5), "Main…"},
		{TruncateName("MainThread", 10), "MainThread"}, {TruncateName("Executor-0_12", 8), "Exec…_12"}, {TruncateName("abc", 2), "a…"},
		{visible("a\x1b[31mb"), "a\uFFFD[31mb"},
	} {
		if tt.got != tt.want {
			t.Errorf("%q, want %q", tt.got, tt.want)
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
			if Width(line) > to {
				t.Fatalf("%q is wider than %d", line, to)
			}
		}
	})
}
