package workload

import (
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
)

// outcomes runs the program with many seeds, and returns how many tasks were lost, and how many worked on again, in each.
func outcomes(t *testing.T, given ...string) (lost, again []int) {
	t.Helper()
	p := Find("distributed")
	for seed := uint64(1); seed <= 20; seed++ {
		in := input(t, p, 0, params(given...))
		o, _, err := run(p, in, sim.Config{Seed: seed, GIL: gil.Config{Discipline: gil.On}})
		if err != nil {
			t.Fatal(err)
		}
		if o.OK != (o.Metrics[0].Value == 0) {
			t.Errorf("seed %d: %s", seed, o.Result)
		}
		lost, again = append(lost, int(o.Metrics[0].Value)), append(again, int(o.Metrics[1].Value))
	}
	return lost, again
}

func all(t *testing.T, what string, got []int, holds func(n int) bool) {
	t.Helper()
	for i, n := range got {
		if !holds(n) {
			t.Errorf("seed %d: %d %s", i+1, n, what)
		}
	}
}

func none(n int) bool { return n == 0 }
func one(n int) bool  { return n == 1 }
func some(n int) bool { return n > 0 }

// A manager hands each task out at most once: who is killed takes with him what he has. JetStream's rules hand it out at least
// once, and take each result once.
func TestWhoIsKilledLosesWhatHeHas(t *testing.T) {
	lost, again := outcomes(t)
	all(t, "tasks lost though nobody is killed", lost, none)
	all(t, "tasks again though nobody is killed", again, none)
	lost, _ = outcomes(t, "kill", "worker")
	all(t, "tasks lost with a worker", lost, one)
	lost, _ = outcomes(t, "kill", "master", "tasks", "12")
	all(t, "tasks lost with a master that had a third of the results", lost, func(n int) bool { return n >= 4 && n < 12 })
	for _, kill := range []string{"none", "worker", "master"} {
		lost, again = outcomes(t, "engine", "jetstream", "kill", kill)
		all(t, "tasks lost with JetStream, kill="+kill, lost, none)
		if kill == "worker" {
			all(t, "tasks again with a worker killed", again, one)
		}
	}
}

// A worker that is cut off does not lose its result; but it comes after the master's patience has ended, unless that is long.
// JetStream gives its task to another one, so that it is worked on twice.
func TestAPartitionDelays(t *testing.T) {
	lost, _ := outcomes(t, "partition", "5s")
	all(t, "tasks given up", lost, some)
	lost, _ = outcomes(t, "partition", "5s", "patience", "10s")
	all(t, "tasks lost with patience", lost, none)
	lost, again := outcomes(t, "partition", "5s", "engine", "jetstream")
	all(t, "tasks lost with JetStream", lost, none)
	all(t, "tasks again", again, some)
}

// A run in which somebody is killed, the challenges of all connections included, replays exactly.
func TestDistributedReplays(t *testing.T) {
	p := Find("distributed")
	in := input(t, p, 0, params("kill", "worker", "tasks", "4"))
	machinetest.ReplaysExactly(t, func(th *sched.Thread) { p.Run(th, in) })
}

// Values that cannot be are refused in one sentence.
func TestWhereToListenAndTheKeyAreChecked(t *testing.T) {
	p := Find("distributed")
	for _, wrong := range [][2]string{
		{"listen", ""}, {"listen", "127.0.0.1"}, {"listen", "127.0.0.1:0"}, {"listen", "nowhere:5000"}, {"listen", "127.0.0.1:99999"},
		{"authkey", ""}, {"authkey", "a b"}, {"authkey", "schlüssel"}, {"engine", "carrier-pigeon"}, {"kill", "everybody"},
	} {
		if _, err := p.Input(0, params(wrong[0], wrong[1])); err == nil {
			t.Errorf("%s=%q is taken", wrong[0], wrong[1])
		}
	}
}
