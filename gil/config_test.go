// This file holds the lock's configuration against its promises: names, defaults, one sentence for each error.

package gil_test

import (
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

func TestNamesAreReadBack(t *testing.T) {
	for _, d := range gil.Disciplines() {
		if got, err := gil.ParseDiscipline(d.String()); got != d || err != nil {
			t.Errorf("%v is read as %v, %v", d, got, err)
		}
	}
	for _, c := range gil.AllChecks() {
		if got, err := gil.ParseChecks(c.String()); got != c || err != nil {
			t.Errorf("%v is read as %v, %v", c, got, err)
		}
	}
	for i, name := range []string{"fifo", "mixed", "shuffled"} {
		if got, err := gil.ParseWakeOrder(name); int(got) != i || err != nil {
			t.Errorf("%s is read as %v, %v", name, got, err)
		}
	}
	if d, err := gil.ParseDiscipline("on"); d != gil.Interval || err != nil {
		t.Errorf(`"on" is read as %v, %v, want interval`, d, err)
	}
}

func TestUnknownNamesAreErrorsThatNameThoseThereAre(t *testing.T) {
	for _, c := range []struct {
		err  func() error
		want string
	}{
		{func() error { _, err := gil.ParseDiscipline("maybe"); return err },
			`gil: no discipline is called "maybe": there are [off ticks interval coop]`},
		{func() error { _, err := gil.ParseChecks(""); return err },
			`gil: no checks is called "": there are [every calls calls311 calls314]`},
		{func() error { _, err := gil.ParseWakeOrder("lifo"); return err },
			`gil: no wake order is called "lifo": there are [fifo mixed shuffled]`},
	} {
		if err := c.err(); err == nil || err.Error() != c.want {
			t.Errorf("error %q, want %q", err, c.want)
		}
	}
}

func TestConfigErrorsAreOneSentence(t *testing.T) {
	for _, c := range []struct {
		config gil.Config
		want   string
	}{
		{gil.Config{Discipline: 9}, "gil: there is no discipline 9"},
		{gil.Config{Discipline: 4}, "gil: there is no discipline 4"}, // the first that there is not
		{gil.Config{Checks: 4}, "gil: there are no checks 4"},
		{gil.Config{WakeOrder: 3}, "gil: there is no wake order 3"},
		{gil.Config{Interval: time.Microsecond, CheckInterval: 1}, ""}, // the limits themselves
		{gil.Config{Interval: time.Hour, CheckInterval: 1e9}, ""},
		{gil.Config{CheckInterval: 1e9 + 1}, "gil: the check interval is 1000000001 bytecodes: it must be from 1 to 1000000000"},
		{gil.Config{Checks: 9}, "gil: there are no checks 9"},
		{gil.Config{WakeOrder: 9}, "gil: there is no wake order 9"},
		{gil.Config{Interval: 999}, "gil: the switch interval is 999ns: it must be from 1µs to 1h"},
		{gil.Config{Interval: -1}, "gil: the switch interval is -1ns: it must be from 1µs to 1h"},
		{gil.Config{Interval: 2 * time.Hour}, "gil: the switch interval is 2h0m0s: it must be from 1µs to 1h"},
		{gil.Config{CheckInterval: -1}, "gil: the check interval is -1 bytecodes: it must be from 1 to 1000000000"},
		{gil.Config{}, ""},
	} {
		got := ""
		if err := c.config.Validate(); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%+v: error %q, want %q", c.config, got, c.want)
		}
	}
}

// What a header says of a lock is what is read from it, whatever differs from the defaults; without a lock it says nothing but that.
func TestALockIsReadFromTheHeaderThatItWrites(t *testing.T) {
	for _, d := range gil.Disciplines() {
		for _, checks := range gil.AllChecks() {
			for order := range 3 {
				c := gil.Config{Discipline: d, Checks: checks, Interval: 7 * time.Millisecond, CheckInterval: 12, WakeOrder: choice.WakeOrder(order)}
				got, err := gil.ConfigOf(trace.Header{Config: c.Params()})
				if d == gil.Off {
					if len(c.Params()) != 1 {
						t.Errorf("without a lock the header says %v", c.Params())
					}
					continue
				}
				if err != nil || got != c {
					t.Errorf("%+v is read as %+v, %v", c, got, err)
				}
			}
		}
	}
	defaults := gil.Config{Discipline: gil.Ticks}.Params()
	if v, _ := trace.Lookup(defaults, "switch-interval"); v != "5ms" {
		t.Errorf("the header of a lock with the defaults says %v", defaults)
	}
}

// A header whose words are known, but whose lock could not be, is refused.
func TestAHeaderOfALockThatCannotBeIsRefused(t *testing.T) {
	for _, p := range []trace.Param{{Key: "switch-interval", Value: "1ns"}, {Key: "check-interval", Value: "-3"}} {
		h := trace.Header{Config: []trace.Param{{Key: "gil", Value: "interval"}, p}}
		if c, err := gil.ConfigOf(h); err == nil {
			t.Errorf("%v is read as %+v", p, c)
		}
	}
}

// Every version with a table has the costs of its calls.
func TestVersionsHaveTheCostsOfTheirCalls(t *testing.T) {
	for _, era := range gil.Eras() {
		if era.Library.Calls == (sched.CallCosts{}) {
			t.Errorf("%s has none", era.Name)
		}
	}
}

func TestInvalidLockIsAnErrorOfTheRun(t *testing.T) {
	_, err := sim.Run(sim.Config{GIL: gil.Config{Discipline: 9}}, func(*sched.Thread) {})
	if err == nil {
		t.Error("a run with a discipline that there is not begins")
	}
}

func TestHeaderWithoutLockHasNone(t *testing.T) {
	c, err := gil.ConfigOf(trace.Header{})
	if err != nil || c.Discipline != gil.Off {
		t.Errorf("the lock is %+v, %v, want off", c, err)
	}
	for _, config := range [][]trace.Param{
		{{Key: "gil", Value: "maybe"}},
		{{Key: "gil", Value: "interval"}, {Key: "switch-interval", Value: "soon"}},
		{{Key: "gil", Value: "ticks"}, {Key: "check-interval", Value: "0x"}},
	} {
		if c, err := gil.ConfigOf(trace.Header{Config: config}); err == nil {
			t.Errorf("%v is read as %+v, want an error", config, c)
		}
	}
}

func TestEveryEraIsFoundByItsNameAndHasAValidLock(t *testing.T) {
	for _, era := range gil.Eras() {
		if got, err := gil.CPython(era.Name); got != era || err != nil {
			t.Errorf("%s is %+v, %v, want %+v", era.Name, got, err, era)
		}
		if err := era.Lock.Validate(); err != nil || era.Bytecode <= 0 {
			t.Errorf("%s: %v, %d ps", era.Name, err, era.Bytecode)
		}
	}
}

// TestTheErasOf314And315: what was measured of 3.14 and 3.15, and that their free-threaded builds were not.
func TestTheErasOf314And315(t *testing.T) {
	for _, c := range []struct {
		name, asIn string
		discipline gil.Discipline
		checks     gil.Checks
	}{
		{"3.14", "", gil.Interval, gil.Calls314},
		{"3.15", "", gil.Interval, gil.Calls311},
		{"3.14t", "3.13t", gil.Off, gil.Calls311},
		{"3.15t", "3.13t", gil.Off, gil.Calls311},
	} {
		era, err := gil.CPython(c.name)
		if err != nil || era.Lock.Discipline != c.discipline || era.Lock.Checks != c.checks || era.AsIn != c.asIn {
			t.Errorf("%s is %+v, %v", c.name, era, err)
		}
		if as, err := gil.CPython(c.asIn); c.asIn != "" && (err != nil || era.Bytecode != as.Bytecode || era.Lock != as.Lock) {
			t.Errorf("%s is %+v, but %s %+v", c.name, era, c.asIn, as)
		}
	}
}
