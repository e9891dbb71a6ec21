// This file holds what the mistakes of the tutorials' servers do, on both machines, and that their repaired forms do not.

package workload

import (
	"strings"
	"testing"

	"github.com/gilsim/gilsim/gil"
)

func TestEachMistakeShowsAndEachRepairHolds(t *testing.T) {
	for _, test := range []struct {
		bug, wrong, right string
	}{
		{"eof", "5 bytes received, 20 blank lines printed", "5 bytes received, 0 blank lines printed"},
		{"iterate", "5 clients are gone, 2 of their connections left", "5 clients are gone, 0 of their connections left"},
		{"lost-send", "100000 bytes sent, ", "100000 bytes sent, 100000 came back"},
	} {
		p := Find("server-bug")
		for engine := range engines {
			bad := runOn(t, engine, p, input(t, p, 0, params("bug", test.bug, "fixed", "false")), gil.Config{Discipline: gil.On})
			good := runOn(t, engine, p, input(t, p, 0, params("bug", test.bug, "fixed", "true")), gil.Config{Discipline: gil.On})
			if bad.err != nil || bad.OK || !strings.HasPrefix(bad.Result, test.wrong) {
				t.Errorf("%s, %s: %q (%v), want %q", engines[engine].name, test.bug, bad.Result, bad.err, test.wrong)
			}
			if good.err != nil || !good.OK || good.Result != test.right {
				t.Errorf("%s, %s, repaired: %q (%v), want %q", engines[engine].name, test.bug, good.Result, good.err, test.right)
			}
		}
	}
}
