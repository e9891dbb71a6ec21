package report

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFieldsKeepTheirOrder(t *testing.T) {
	got, err := json.Marshal([]fields{{{"b", 1}, {"a", finite(math.NaN())}, {"c", finite(0.5)}}, {}, nil})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(`[{"b":1,"a":null,"c":0.5},{},null]`, string(got)); diff != "" {
		t.Error(diff)
	}
}
