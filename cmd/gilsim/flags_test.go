package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
)

// setupFrom returns the setup that these flags make.
func setupFrom(t testing.TB, args ...string) *experiment.Setup {
	t.Helper()
	var o runOptions
	fs := pflag.NewFlagSet("gilsim", pflag.ContinueOnError)
	o.declare(fs)
	if err := fs.Parse(args); err != nil {
		t.Fatal(err)
	}
	s, err := new(app).setup(&o, fs.Changed)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestFlagsComeBeforeTheEraAndTheEraBeforeTheUsual(t *testing.T) {
	const usual = 2000 // that of the default profile
	for _, tt := range []struct {
		args       []string
		discipline gil.Discipline
		checks     gil.Checks
		bytecode   int64
	}{
		{nil, gil.Interval, gil.Calls311, usual},
		{[]string{"--gil=on"}, gil.Interval, gil.Calls311, usual},
		{[]string{"--gil=ticks"}, gil.Ticks, gil.Every, usual},
		{[]string{"--gil=coop"}, gil.Coop, gil.Calls311, usual},
		{[]string{"--gil=off"}, gil.Off, gil.Calls311, usual},
		{[]string{"--checks=every"}, gil.Interval, gil.Every, usual},
		{[]string{"--python=2.7"}, gil.Ticks, gil.Every, 1822},
		{[]string{"--python=3.6"}, gil.Interval, gil.Every, 3389},
		{[]string{"--python=3.7"}, gil.Interval, gil.Every, 3389},
		{[]string{"--python=3.8"}, gil.Interval, gil.Every, 3389},
		{[]string{"--python=3.9"}, gil.Interval, gil.Every, 3389},
		{[]string{"--python=3.10"}, gil.Interval, gil.Calls, 2787},
		{[]string{"--python=3.11"}, gil.Interval, gil.Calls311, 2489},
		{[]string{"--python=3.12"}, gil.Interval, gil.Calls311, 2533},
		{[]string{"--python=3.13"}, gil.Interval, gil.Calls311, 2578},
		{[]string{"--python=3.13t"}, gil.Off, gil.Calls311, 3333},
		{[]string{"--python=3.9", "--gil=on"}, gil.Interval, gil.Every, 3389},
		{[]string{"--python=3.9", "--checks=calls"}, gil.Interval, gil.Calls, 3389},
		{[]string{"--python=2.7", "--gil=on"}, gil.Interval, gil.Every, 1822},
		{[]string{"--python=3.11", "--gil=off"}, gil.Off, gil.Calls311, 2489},
		{[]string{"--python=3.11", "--profile=vm"}, gil.Interval, gil.Calls311, 2489},
	} {
		s := setupFrom(t, tt.args...)
		if s.Lock().Discipline != tt.discipline || s.Lock().Checks != tt.checks || s.Machine.Bytecode != tt.bytecode {
			t.Errorf("%v: %v, %v, %d ps, want %v, %v, %d ps", tt.args,
				s.Lock().Discipline, s.Lock().Checks, s.Machine.Bytecode, tt.discipline, tt.checks, tt.bytecode)
		}
	}
}

func TestFlagsReachTheMachine(t *testing.T) {
	s := setupFrom(t, "--cores=3", "--seed=7", "--max-steps=99", "--switch-interval=1ms",
		"--wake-order=fifo", "--threads=2", "--param=rounds=12")
	m := s.Machine
	if m.Cores != 3 || m.Seed != 7 || m.MaxSteps != 99 {
		t.Errorf("the machine has %d cores, seed %d, %d steps", m.Cores, m.Seed, m.MaxSteps)
	}
	want := gil.Config{Discipline: gil.On, Checks: gil.Calls311, Interval: time.Millisecond, CheckInterval: gil.DefaultCheckInterval, WakeOrder: sched.FIFO}
	if s.Lock() != want {
		t.Errorf("the lock is %+v, want %+v", s.Lock(), want)
	}
	if s.Input.Threads != 2 || s.Input.Int("rounds") != 12 {
		t.Errorf("the program has %d threads and %d rounds", s.Input.Threads, s.Input.Int("rounds"))
	}
}

func TestAFlagThatHasNoEffectUnderTheDisciplineIsRefused(t *testing.T) {
	flags := map[string]string{"checks": "--checks=every", "switch-interval": "--switch-interval=1ms",
		"check-interval": "--check-interval=5", "wake-order": "--wake-order=fifo"}
	for discipline, effective := range map[string]string{
		"off":      "",
		"coop":     "wake-order",
		"ticks":    "checks check-interval wake-order",
		"interval": "checks switch-interval wake-order",
	} {
		for flag, text := range flags {
			var o runOptions
			fs := pflag.NewFlagSet("gilsim", pflag.ContinueOnError)
			o.declare(fs)
			if err := fs.Parse([]string{"--gil=" + discipline, text}); err != nil {
				t.Fatal(err)
			}
			_, err := new(app).setup(&o, fs.Changed)
			if want := slices.Contains(strings.Fields(effective), flag); (err == nil) != want {
				t.Errorf("--gil=%s %s: %v", discipline, text, err)
			}
		}
	}
}
