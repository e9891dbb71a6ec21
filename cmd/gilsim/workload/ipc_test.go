package workload

import (
	"strconv"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/sim"
)

// By every way all bytes arrive, whatever a message's size, also where it does not fit into what the way holds.
func TestEveryWayCarriesEveryMessage(t *testing.T) {
	p := processIPC()
	for _, kind := range wayNames() {
		for _, size := range []int{1, 8192, 200_000} {
			o, _, err := run(p, input(t, p, 0, params("kind", kind, "size", strconv.Itoa(size), "trips", "3", "stream", "12")), sim.Config{Cores: 2, GIL: gil.Config{Discipline: gil.On}})
			if most := LargestMessage(kind); size > most {
				if err == nil || !strings.Contains(err.Error(), "by "+kind+" it must be from 1 to "+strconv.Itoa(most)) {
					t.Errorf("%s takes a message of %d bytes: %v", kind, size, err)
				}
				continue
			}
			if err != nil || !o.OK {
				t.Errorf("%s, %d bytes: %q, want %q; %v", kind, size, o.Result, o.Want, err)
				continue
			}
			for _, m := range o.Metrics {
				if m.Value <= 0 {
					t.Errorf("%s, %d bytes: %s is %v", kind, size, m.Name, m.Value)
				}
			}
		}
	}
}
