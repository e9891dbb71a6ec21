// This file defines how the tests run a program.

package workload

import (
	"bytes"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// params makes parameters of names and values in turn.
func params(pairs ...string) []trace.Param {
	var list []trace.Param
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, trace.Param{Key: pairs[i], Value: pairs[i+1]})
	}
	return list
}

// input returns what a program is run with.
func input(t testing.TB, p *Program, threads int, given []trace.Param) Input {
	t.Helper()
	in, err := p.Input(threads, given)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// run runs a program.
func run(p *Program, in Input, cfg sim.Config) (Outcome, sim.Result, error) {
	var o Outcome
	r, err := sim.Run(cfg, func(t *sched.Thread) { o = p.Run(t, in) })
	return o, r, err
}

// summed runs a program, which must not fail, and sums its run up.
func summed(t testing.TB, p *Program, in Input, cfg sim.Config) (Outcome, *trace.Summary) {
	t.Helper()
	cfg.Names = new(trace.Names)
	sum := trace.NewSummarizer(cfg.Names)
	cfg.Recorder = sum
	o, _, err := run(p, in, cfg)
	if err != nil {
		t.Fatal(err)
	}
	return o, sum.Summary()
}

// recorded runs a program and returns its trace as text, with this header.
func recorded(t testing.TB, p *Program, in Input, cfg sim.Config, h trace.Header) ([]byte, Outcome) {
	t.Helper()
	var text bytes.Buffer
	cfg.Names = new(trace.Names)
	w := trace.NewWriter(&text, h, cfg.Names)
	cfg.Recorder = w
	o, _, _ := run(p, in, cfg)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return text.Bytes(), o
}

// A setting is a discipline with its checks.
type setting struct {
	discipline gil.Discipline
	checks     gil.Checks
}

// settings returns all of them.
func settings() []setting {
	var list []setting
	for _, d := range gil.Disciplines() {
		for _, c := range gil.AllChecks() {
			if looks := d == gil.Interval || d == gil.Ticks; looks || c != gil.Calls314 { // which is as calls311 where nobody looks
				list = append(list, setting{d, c})
			}
		}
	}
	return list
}

// String names the setting.
func (s setting) String() string { return s.discipline.String() + "+" + s.checks.String() }

// splits reports whether a thread can lose its turn between the load and the store of the balance.
func (s setting) splits() bool {
	return s.discipline == gil.Off || s.checks == gil.Every && s.discipline != gil.Coop
}

// switches reports whether a thread can lose its turn without giving it up.
func (s setting) switches() bool { return s.discipline != gil.Coop }

// A variant is a program with small parameters.
type variant struct {
	*Program
	name   string
	params []trace.Param
}

// variants returns those of a program: one for each of its models, or the only one.
func variants(p *Program) []variant {
	var list []variant
	for _, param := range p.Params {
		if param.Name != "model" && param.Name != "engine" {
			continue
		}
		for _, word := range param.Words {
			list = append(list, variant{p, p.Name + "/" + word, append(small(p), params(param.Name, word)...)})
		}
	}
	if list == nil {
		list = []variant{{p, p.Name, small(p)}}
	}
	return list
}

// small returns parameters with which a program is soon over, and yet switches when the interval is short.
func small(p *Program) []trace.Param {
	switch p.Name {
	case "spin":
		return params("rounds", "10000")
	case "countdown":
		return params("n", "50000")
	case "pi":
		return params("n", "3000")
	case "balance", "balance-locked":
		return params("count", "500")
	case "races":
		return params("count", "500")
	case "sleep-race":
		return params("sleep", "10ms")
	case "tickets":
		return params("pay", "200us")
	case "audit":
		return params("transfers", "20", "log", "50us", "think", "50us")
	case "collector":
		return params("count", "200")
	case "alarm":
		return params("after", "3ms", "rounds", "20000")
	case "process-semaphore":
		return params("work", "2ms")
	case "manager-dict":
		return params("count", "5")
	case "processes":
		return params("rounds", "10000")
	case "distributed":
		return params("tasks", "3", "work", "5ms")
	case "process-lock":
		return params("count", "50")
	case "process-ipc":
		return params("trips", "2", "stream", "3")
	case "process-pool":
		return params("sleep", "10ms", "rounds", "1000")
	case "rlock":
		return params("sleep", "2ms")
	case "semaphore":
		return params("sleep", "2ms")
	case "event":
		return params("unit", "1ms")
	case "names":
		return params("sleep", "1ms")
	case "daemon":
		return params("sleep", "50ms")
	case "producer":
		return params("make", "1ms", "use", "1ms")
	case "joinable":
		return params("task", "1ms")
	case "sleepers":
		return params("sleeps", "2", "sleep", "200us", "work", "2000")
	case "mixed":
		return params("requests", "3", "wait", "100us", "spin", "60000")
	case "server":
		return params("clients", "2", "requests", "2", "think", "100us", "cpu", "1", "spin", "60000", "faults", "all")
	case "server-bug":
		return params("most", "5")
	case "waitdata":
		return params("wait", "200us", "size", "20000", "poll", "50us")
	case "echo":
		return params("requests", "3", "think", "100us", "spin", "60000")
	case "pool":
		return params("tasks", "5", "sleep", "200us")
	case "futures":
		return params("sleep", "200us")
	case "crawler":
		return params("pages", "5", "latency", "200us", "work", "200", "broken", "4")
	case "generator":
		return params("rounds", "200")
	case "gevent":
		return params("task1", "3ms", "task2", "1ms")
	case "hub-producer-consumer":
		return params("producers", "2", "items", "5", "make", "100us", "use", "200us")
	case "hub-pool":
		return params("pages", "5", "size", "2", "latency", "200us", "work", "200", "broken", "4")
	case "multiprogram":
		return params("phases", "2", "compute", "10000", "io", "150us")
	}
	return nil
}
