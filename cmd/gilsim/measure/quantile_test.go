package measure

import (
	"testing"
	"time"
)

func TestQuantileIsTheLeastThatSoManyDoNotExceed(t *testing.T) {
	list := []time.Duration{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	for _, tt := range []struct {
		percent int
		want    time.Duration
	}{{50, 5}, {95, 10}, {99, 10}, {10, 1}, {1, 1}} {
		if got := Quantile(list, tt.percent); got != tt.want {
			t.Errorf("%d %% of 1 to 10 do not exceed %d, want %d", tt.percent, got, tt.want)
		}
	}
}
