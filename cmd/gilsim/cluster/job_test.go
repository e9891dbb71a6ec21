package cluster_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/cmd/gilsim/cluster"
	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/pyfile"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/search"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// catalogued returns a plan of a program of the catalogue.
func catalogued(t testing.TB, name string, machine sim.Config, python string, params ...trace.Param) *experiment.SeedPlan {
	t.Helper()
	p := workload.Find(name)
	in, err := p.Input(0, params)
	if err != nil {
		t.Fatal(err)
	}
	era, err := gil.CPython(python)
	if err != nil {
		t.Fatal(err)
	}
	machine.GIL = era.Lock
	s, err := experiment.New(p, in, python, machine)
	if err != nil {
		t.Fatal(err)
	}
	return &experiment.SeedPlan{Setups: []*experiment.Setup{s}, Seeds: 3}
}

// written returns a plan of a Python file that has a module beside it, arguments and standard input, under two versions. The files are
// gone when it returns.
func written(t *testing.T, expect string) (*experiment.SeedPlan, *pyfile.File) {
	t.Helper()
	dir := t.TempDir()
	main := filepath.Join(dir, "main.py")
	for name, text := range map[string]string{
		main: "# coding: latin-1\nimport sys, threading, beside\nn = 0\ndef f():\n    global n\n    for _ in range(50):\n        x = n\n        n = x + 1\n" +
			"ts = [threading.Thread(target=f) for _ in range(2)]\n[t.start() for t in ts]\n[t.join() for t in ts]\nprint(beside.word, '\xe4', input(), sys.argv[1:], n > 0)\n",
		filepath.Join(dir, "beside.py"): "word = 'beside'\n",
	} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	plan := &experiment.SeedPlan{Seeds: 3}
	var f *pyfile.File
	for _, version := range []string{"3.9", "3.13t"} {
		era, err := gil.CPython(version)
		if err != nil {
			t.Fatal(err)
		}
		if f, err = pyfile.Read(main); err != nil {
			t.Fatal(err)
		}
		f.Version, f.Args, f.Cores, f.Stdin = version, []string{"a b", "ü"}, 3, []byte("read\n")
		if f.Expect, err = pyfile.ParseExpectation(expect); err != nil {
			t.Fatal(err)
		}
		p, _, err := f.Program()
		if err != nil {
			t.Fatal(err)
		}
		in, err := p.Input(0, nil)
		if err != nil {
			t.Fatal(err)
		}
		s, err := experiment.New(p, in, version, sim.Config{Cores: 3, Seed: 7, GIL: era.Lock, MaxSteps: 1_000_000})
		if err != nil {
			t.Fatal(err)
		}
		plan.Setups = append(plan.Setups, s)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	return plan, f
}

// sameThere checks that another machine does every shard of a plan as this one does.
func sameThere(t *testing.T, p experiment.Plan, f *pyfile.File) (results [][]byte) {
	t.Helper()
	data, err := cluster.Encode("1", p, f)
	if err != nil {
		t.Fatal(err)
	}
	if twice, _ := cluster.Encode("1", p, f); !bytes.Equal(data, twice) {
		t.Error("the same plan gives other bytes the second time")
	}
	there, err := cluster.Decode("1", data)
	if err != nil {
		t.Fatal(err)
	}
	if there.Shards() != p.Shards() {
		t.Fatalf("there are %d shards there, and %d here", there.Shards(), p.Shards())
	}
	for shard := range p.Shards() {
		want, err := p.Do(context.Background(), shard)
		if err != nil {
			t.Fatal(err)
		}
		got, err := there.Do(context.Background(), shard)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s: shard %d is there\n%s\nand here\n%s", "a plan", shard, got, want)
		}
		results = append(results, want)
	}
	return results
}

func TestAnotherMachineDoesTheSame(t *testing.T) {
	vm, err := sim.Profile("vm")
	if err != nil {
		t.Fatal(err)
	}
	vm.Cores, vm.Seed = 2, 1<<63+5
	searched := catalogued(t, "balance", sim.Config{Cores: 1}, "3.9", trace.Param{Key: "count", Value: "2"}).Setups[0]
	for _, p := range []experiment.Plan{
		catalogued(t, "balance", sim.Config{Cores: 2, Seed: 3}, "2.7", trace.Param{Key: "count", Value: "300"}),
		catalogued(t, "tickets", vm, "3.13t"),
		catalogued(t, "deadlock", sim.Config{Cores: 4, FailFast: true, MaxSteps: 40}, "3.9"),
		catalogued(t, "process-pool", sim.Config{Cores: 2}, "3.12"),
		&experiment.PredictionPlan{Setups: append(catalogued(t, "server", sim.Config{Cores: 2, Seed: 9}, "3.12").Setups,
			catalogued(t, "deadlock", vm, "3.9").Setups...)},
		experiment.NewSearchPlan(catalogued(t, "balance", sim.Config{Cores: 1}, "3.9", trace.Param{Key: "count", Value: "1"}).Setups[0],
			search.Options{Strategy: "surw", Runs: 1500, Seed: 3, MaxSteps: 5000, Ordered: true}),
		aRound(t, searched, search.Options{Strategy: "dpor", Runs: 10_000, MaxSteps: 5000, Alone: 500}),
	} {
		sameThere(t, p, nil)
	}
}

// aRound returns the first round of a search.
func aRound(t *testing.T, s *experiment.Setup, o search.Options) experiment.Plan {
	t.Helper()
	o.GIL, o.Library = s.Lock(), s.Machine.Library
	r, err := search.NewRounds(s.Searchable(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	p := experiment.NewRoundPlan(s, o, r.Next())
	if p == nil {
		t.Fatal("the search is over before its first round")
	}
	return p
}

func TestAPythonFileTravelsWithAllThatItNeeds(t *testing.T) {
	for expect, right := range map[string]bool{"/^beside . read .'a b', '.'. True$/": true, "nothing": false} {
		p, f := written(t, expect)
		for _, result := range sameThere(t, p, f) {
			if is := bytes.Contains(result, []byte(`"Right":true`)); is != right {
				t.Errorf("expecting %s the result is %s", expect, result)
			}
		}
	}
}

func TestAJobOfAnotherVersionIsRefusedByName(t *testing.T) {
	data, err := cluster.Encode("1.2.3", catalogued(t, "balance", sim.Config{}, "3.9"), nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = cluster.Decode("1.2.4", data)
	if err == nil || !strings.Contains(err.Error(), "gilsim 1.2.3") || !strings.Contains(err.Error(), "gilsim 1.2.4") {
		t.Errorf("the error is %v: it must name both versions", err)
	}
}

// FuzzDecode holds that a job which makes no sense is refused, and one that is read can be cut into shards.
func FuzzDecode(f *testing.F) {
	data, err := cluster.Encode("1", catalogued(f, "balance", sim.Config{}, "3.9"), nil)
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{string(data), `{}`, `{"Gilsim":"1","Seeds":-1}`, `{"Gilsim":"1","Seeds":1,"Setups":[{"Program":"x.py","Files":[7]}]}`,
		`{"Gilsim":"1","Search":{"Strategy":"dpor","Runs":-1},"Setups":[{"Program":"balance"}]}`,
		`{"Gilsim":"1","Search":{"Strategy":"dpor","Runs":-1,"Round":["AAA="]},"Setups":[{"Program":"balance"}]}`,
		`{"Gilsim":"1","Seeds":1,"Setups":[{"Program":"x.py","Files":[0],"Config":[{"Key":"python","Value":"3.9"}]}],"Files":[{"Name":"x.py"}]}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := cluster.Decode("1", data)
		if err == nil {
			p.Shards()
		}
	})
}
