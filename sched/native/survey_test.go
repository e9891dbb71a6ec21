// This file tests the survey: that its figures are plausible, and that it leaves nothing behind.

package native_test

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
)

func TestASurveyIsSoonOverAndPlausible(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes some seconds")
	}
	goroutines, threads, began := runtime.NumGoroutine(), tasks(), time.Now()
	var said []string
	figures, err := native.Survey(context.Background(), func(what string) { said = append(said, what) })
	if d := time.Since(began); err != nil || d > 10*time.Second || len(said) < 5 {
		t.Errorf("it took %v, and said %q; error %v", d, said, err)
	}
	if !settled(goroutines, threads+8) {
		t.Errorf("%d goroutines and %d OS threads, before there were %d and %d", runtime.NumGoroutine(), tasks(), goroutines, threads)
	}
	keys := map[string]bool{}
	for _, f := range figures {
		if keys[f.Key] || f.Doc == "" || !slices.IsSorted(f.Values) || len(f.Values) > 0 && f.Values[0] < 0 {
			t.Errorf("%+v", f)
		}
		keys[f.Key] = true
		if testing.Verbose() {
			t.Log(f.Key, f.Values, f.Doc)
		}
	}
	for _, key := range []string{"bytecode-ps", "spawn-ns", "wake-cost-ns", "switch-ns", "wake-empty-ns", "wake-idle-ns", "wake-busy-ns", "lateness-ns", "slice-ns", "touch-ns"} {
		if !keys[key] {
			t.Errorf("nothing is said of %s", key)
		}
	}
}

func TestASurveyCanBeInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	count := 0
	figures, err := native.Survey(ctx, func(string) {
		if count++; count == 2 {
			cancel()
		}
	})
	if !errors.Is(err, sched.ErrInterrupted) || len(figures) != 2 {
		t.Errorf("%d figures, error %v", len(figures), err)
	}
}
