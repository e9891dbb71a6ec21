// This file holds profiles against their promises: one sentence for each error, the way out and back, and the machines
// that are shipped.

package sim_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched/sim"
	"pgregory.net/rapid"
)

func TestProfileErrorsNameTheLine(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"# a comment\n\nslice-ns 0\n", "line 3: there is no time slice: it must be positive"},
		{"cores 2", `line 1: there is no setting "cores": there are bytecode-ps, `},
		{"switch-ns", "line 1: switch-ns has no value"},
		{"switch-ns 1 2", `line 1: switch-ns is "1 2": it must be a whole number of 0 or more`},
		{"switch-ns -1", `line 1: switch-ns is "-1": it must be a whole number of 0 or more`},
		{"switch-ns 1\nswitch-ns 1", "line 2: switch-ns is set twice"},
		{"switch-ns 3600000000001", "line 1: switch-ns is 3600000000001: it must be at most 3600000000000"},
		{"wake-idle-quantiles-ns 5", "line 1: wake-idle-quantiles-ns: 1 quantiles: there must be 2 to 33"},
		{"wake-idle-quantiles-ns 5,x", `line 1: wake-idle-quantiles-ns: "x" must be a whole number`},
		{"wake-idle-quantiles-ns 5,4", "line 1: wake-idle-quantiles-ns: the quantile 4 comes after 5: they must ascend"},
		{"wake-idle-quantiles-ns -5,4", "line 1: wake-idle-quantiles-ns: the quantile -5: it must be from 0 to 3600000000000"},
	} {
		_, err := sim.ParseProfile(strings.NewReader(c.text))
		if err == nil || !strings.HasPrefix(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: error %q, want %q", c.text, err, c.want)
		}
	}
}

func TestProfileIsReadAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		c := machines(r)
		var text strings.Builder
		if err := c.WriteProfile(&text); err != nil {
			r.Fatal(err)
		}
		back, err := sim.ParseProfile(strings.NewReader(text.String()))
		if err != nil {
			r.Fatal(err)
		}
		back.Cores, back.Seed = c.Cores, c.Seed
		if got, want := back.Header("", nil), c.Header("", nil); !reflect.DeepEqual(got, want) {
			r.Fatalf("%v comes back as\n%v", want, got)
		}
	})
}

func TestDefaultProfileIsTheZeroConfig(t *testing.T) {
	c, err := sim.Profile("default")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := c.Header("", nil), (sim.Config{}).Header("", nil); !reflect.DeepEqual(got, want) {
		t.Errorf("the default profile is %v, want %v", got, want)
	}
}

func TestShippedProfilesAreMachines(t *testing.T) {
	for _, name := range sim.Profiles() {
		c, err := sim.Profile(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		machinetest.Record(t, c, spin(1000))
	}
	if _, err := sim.Profile("slow"); err == nil {
		t.Error("there is a profile slow")
	}
}
