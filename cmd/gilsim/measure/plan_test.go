package measure_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/sched/native"
)

// script returns a runner whose runs take these times, and then the last of them again and again. It notes who ran.
func script(name string, order *[]string, walls ...time.Duration) measure.Runner {
	return func(context.Context) (native.Result, error) {
		*order = append(*order, name)
		wall := walls[0]
		if len(walls) > 1 {
			walls = walls[1:]
		}
		return native.Result{Wall: wall}, nil
	}
}

func TestRoundsAlternateAndTheFirstDoesNotCount(t *testing.T) {
	var order []string
	a := script("a", &order, time.Hour, 2*time.Second)
	b := script("b", &order, time.Hour, time.Second)
	series := measure.Plan{Repeat: 3}.Run(t.Context(), []measure.Runner{a, b})
	if want := []string{"a", "b", "a", "b", "a", "b", "a", "b"}; !slices.Equal(order, want) {
		t.Errorf("the order is %v, want %v", order, want)
	}
	want := measure.Spread{Median: 2, Min: 2, Max: 2, N: 3}
	if got := series[0].Spread(measure.Wall); got != want {
		t.Errorf("the wall time is %+v, want %+v", got, want)
	}
	if got := measure.Ratio(series[0], series[1], measure.Wall); got != want {
		t.Errorf("the ratio is %+v, want %+v", got, want)
	}
}

func TestTheRatioIsTheMedianOfPairs(t *testing.T) {
	var order []string // the computer is slower and slower, which hits both
	a := script("a", &order, 1, 3*time.Second, 6*time.Second, 30*time.Second)
	b := script("b", &order, 1, time.Second, 2*time.Second, 10*time.Second)
	series := measure.Plan{Repeat: 3, Budget: -1}.Run(t.Context(), []measure.Runner{a, b})
	if got := measure.Ratio(series[0], series[1], measure.Wall); got.Median != 3 || got.Noise != 0 {
		t.Errorf("the ratio is %+v, want 3 without noise", got)
	}
}

func TestARunThatIsTooNoisyIsRepeated(t *testing.T) {
	var order []string
	noisy := script("noisy", &order, 1, time.Second, 2*time.Second)
	series := measure.Plan{Repeat: 2}.Run(t.Context(), []measure.Runner{noisy})
	if got := len(series[0].Results); got != 4 || series[0].Noisy() {
		t.Errorf("%d rounds, noisy %v, want 4 rounds until it is quiet", got, series[0].Noisy())
	}
	unquiet := 2 * time.Second
	never := func(context.Context) (native.Result, error) {
		unquiet = 3*time.Second - unquiet
		return native.Result{Wall: unquiet}, nil
	}
	for budget, want := range map[time.Duration]int{0: 6, -1: 2} {
		series = measure.Plan{Repeat: 2, Budget: budget}.Run(t.Context(), []measure.Runner{never})
		if got := len(series[0].Results); got != want || !series[0].Noisy() {
			t.Errorf("with the budget %v %d rounds, noisy %v, want %d rounds that stay too noisy", budget, got, series[0].Noisy(), want)
		}
	}
}

func TestARunnerThatFailsTakesNoFurtherPart(t *testing.T) {
	var order []string
	broken := errors.New("broken")
	runs := 0
	bad := func(context.Context) (native.Result, error) {
		if runs++; runs == 3 {
			return native.Result{}, broken
		}
		return native.Result{Wall: time.Second}, nil
	}
	series := measure.Plan{Repeat: 4}.Run(t.Context(), []measure.Runner{bad, script("good", &order, time.Second)})
	if runs != 3 || series[0].Err != broken || len(series[0].Results) != 1 {
		t.Errorf("%d runs, error %v, %d results, want 3, %v, 1", runs, series[0].Err, len(series[0].Results), broken)
	}
	if len(series[1].Results) != 4 || series[1].Err != nil {
		t.Errorf("the other has %d results and the error %v, want 4 and none", len(series[1].Results), series[1].Err)
	}
}

func TestWhatWasMeasuredBeforeTheEndIsKept(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	runs := 0
	runner := func(context.Context) (native.Result, error) {
		if runs++; runs == 3 {
			cancel()
		}
		return native.Result{Wall: time.Second}, nil
	}
	series := measure.Plan{Repeat: 9}.Run(ctx, []measure.Runner{runner})
	if len(series[0].Results) != 2 || !errors.Is(series[0].Err, context.Canceled) {
		t.Errorf("%d results, error %v, want 2 and that it was cancelled", len(series[0].Results), series[0].Err)
	}
}

func TestProgressCountsTheRunsThatThereWillBe(t *testing.T) {
	var order []string
	var told [][2]int
	plan := measure.Plan{Repeat: 1, Tell: func(done, runs int) { told = append(told, [2]int{done, runs}) }}
	plan.Run(t.Context(), []measure.Runner{script("a", &order, 1), script("b", &order, 1)})
	if want := [][2]int{{1, 4}, {2, 4}, {3, 4}, {4, 4}}; !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
}

func TestLongRunsAreRepeatedLess(t *testing.T) {
	for budget, want := range map[time.Duration]int{0: 5, -1: 2} { // -1: used up at once
		var order []string
		quiet := script("quiet", &order, 1, time.Second, time.Second, time.Second, time.Second, time.Second, time.Second)
		series := measure.Plan{Repeat: 5, Least: 2, Budget: budget}.Run(t.Context(), []measure.Runner{quiet})
		if got := len(series[0].Results); got != want {
			t.Errorf("with the budget %v: %d rounds, want %d", budget, got, want)
		}
	}
}
