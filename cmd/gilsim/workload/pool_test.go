// This file holds what the tutorials say that their programs with pools print, and how they end, on both machines.

package workload

import (
	"slices"
	"strings"
	"testing"
)

func TestAPoolOfThreeDoesTwentyTasksInSevenRounds(t *testing.T) {
	ends(t, "pool", 3, params("sleep", "1ms"), "20 tasks done", true)
	lines, o := printed(t, "pool")
	if lines[0] != "1" || len(lines) != 21 || o.Metrics[0].Value != 3 {
		t.Errorf("it prints %q, by %v workers, want 1 and 20 names, by 3", lines, o.Metrics[0].Value)
	}
	for round := range 6 {
		names := slices.Sorted(slices.Values(lines[1+3*round : 4+3*round]))
		if want := []string{"ThreadPoolExecutor-0_0", "ThreadPoolExecutor-0_1", "ThreadPoolExecutor-0_2"}; !slices.Equal(names, want) {
			t.Errorf("round %d is done by %q", round+1, names)
		}
	}
	if overlap := o.Metrics[1].Value; overlap < 20.0/7.1 || overlap > 20.0/7 {
		t.Errorf("the sleeps overlap %v times, want 20 in seven rounds", overlap)
	}
}

func TestResultsAtOnceAreSerialAndLaterOnesAreNot(t *testing.T) {
	for _, when := range []string{"later", "at-once"} {
		ends(t, "futures", 3, params("results", when, "sleep", "1ms"), "3 results are right", true)
	}
	lines, o := printed(t, "futures")
	names := slices.Sorted(slices.Values(lines[:3]))
	if want := []string{"ThreadPoolExecutor-0_0", "ThreadPoolExecutor-0_1", "ThreadPoolExecutor-0_2"}; !slices.Equal(names, want) ||
		!slices.Equal(lines[3:], []string{"1", "1", "4", "over"}) || o.Metrics[0].Value < 2.9 {
		t.Errorf("later: it prints %q, and the sleeps overlap %v times", lines, o.Metrics[0].Value)
	}
	lines, o = printed(t, "futures", "results", "at-once")
	if results := []string{lines[1], lines[3], lines[5], lines[6]}; !slices.Equal(results, []string{"1", "1", "4", "over"}) ||
		!strings.HasPrefix(lines[4], "ThreadPoolExecutor-0_") || o.Metrics[0].Value > 1 {
		t.Errorf("at once: it prints %q, and the sleeps overlap %v times", lines, o.Metrics[0].Value)
	}
}

func TestEachPageIsHandledByAWorkerWhenItIsThere(t *testing.T) {
	ends(t, "crawler", 3, params("latency", "1ms", "work", "10"), "8 pages handled", true)
	ends(t, "crawler", 3, params("latency", "1ms", "work", "10", "broken", "3"), "6 pages handled", true)
	lines, _ := printed(t, "crawler", "broken", "4")
	handled, logged := 0, 0
	for _, line := range lines {
		switch {
		case strings.Contains(line, "bytes, says ThreadPoolExecutor-0_"):
			handled++
		case strings.HasPrefix(line, "exception calling callback for <Future at ") && strings.Contains(line, "404 Not Found: https://example.org/"):
			logged++
		}
	}
	if handled != 6 || logged != 2 || len(lines) != 8 {
		t.Errorf("it prints %q, want six pages and two lines of the log", lines)
	}
}
