package workload

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// An outcome is how a program ended on an engine.
type outcome struct {
	Outcome
	err error
}

// engines are the machines that run programs, each with its name. They record, and the trace must obey the rules.
var engines = []struct {
	name string
	run  func(lock gil.Config, rec trace.Recorder, names *trace.Names, args string, main func(t *sched.Thread)) error
}{
	{"simulated", func(lock gil.Config, rec trace.Recorder, names *trace.Names, _ string, main func(t *sched.Thread)) error {
		_, err := sim.Run(sim.Config{Cores: 2, GIL: lock, Recorder: rec, Names: names}, main)
		return err
	}},
	{"real", func(lock gil.Config, rec trace.Recorder, names *trace.Names, args string, main func(t *sched.Thread)) error {
		cfg := native.Config{GIL: lock, Loop: realLoop, Recorder: rec, Names: names, Timeout: 20 * time.Second, MaxEvents: 1 << 22}
		if args != "" {
			cfg.Program, cfg.Args = inProcesses, args
		}
		_, err := native.Run(context.Background(), cfg, main)
		return err
	}},
}

// An inProcess is what each process of a real run is told: which program it is part of.
type inProcess struct {
	Name   string
	Params []trace.Param
	Lock   gil.Config
}

// inProcesses is the program of a test whose processes are those of the operating system.
var inProcesses = native.NewProgram("programs on both engines", func(args string) (native.Config, func(t *sched.Thread), error) {
	var is inProcess
	if err := json.Unmarshal([]byte(args), &is); err != nil {
		return native.Config{}, nil, err
	}
	p := Find(is.Name)
	in, err := p.InputOf(is.Params)
	return native.Config{GIL: is.Lock}, func(t *sched.Thread) { p.Run(t, in) }, err
})

// realLoop executes the bytecodes of the real machine, about as cheaply as it can: what they cost does not matter here.
var realLoop = native.Calibrate(1, 7)

// runOn runs a program on an engine.
func runOn(t *testing.T, engine int, p *Program, in Input, lock gil.Config) (o outcome) {
	t.Helper()
	tr := &trace.Trace{Names: new(trace.Names)}
	tr.Config = []trace.Param{{Key: "machine", Value: engines[engine].name}}
	var buffer trace.Buffer
	args := ""
	if p.Processes {
		t.Setenv("GORACE", "atexit_sleep_ms=0 halt_on_error=1") // a child's race is its end, and an end without one takes no second
		text, err := json.Marshal(inProcess{p.Name, p.Given(in), lock})
		if err != nil {
			t.Fatal(err)
		}
		args = string(text)
	}
	o.err = engines[engine].run(lock, &buffer, tr.Names, args, func(t *sched.Thread) { o.Outcome = p.Run(t, in) })
	tr.Events = buffer.Events
	if err := trace.Check(tr); err != nil {
		t.Errorf("%s: %v", engines[engine].name, err)
	}
	return o
}

// loose lists the programs whose result depends on the interleaving, with whether the check does so, too.
var loose = map[string]func(s setting) (result, check bool){
	"balance":      func(s setting) (result, check bool) { return s.splits(), s.splits() },
	"races":        func(s setting) (result, check bool) { return s.switches(), s.switches() },
	"process-lock": func(setting) (result, check bool) { return true, true },
	"manager-dict": func(setting) (result, check bool) { return true, true },
	"sleep-race":   func(setting) (result, check bool) { return true, true },
	"server-bug":   func(setting) (result, check bool) { return false, true },
	"tickets":      func(setting) (result, check bool) { return true, true },
	"audit":        func(setting) (result, check bool) { return true, true },
	"collector":    func(s setting) (result, check bool) { return s.discipline == gil.Off, s.discipline == gil.Off },
	"daemon":       func(setting) (result, check bool) { return true, true }, // whether the main thread is held up for as long as they sleep
	"multiprogram": func(setting) (result, check bool) { return true, false },
}

// Every program runs under every discipline on both engines, and ends as it should. Where the result does not depend on
// the interleaving it is the same.
func TestProgramsRunOnBothEngines(t *testing.T) {
	for _, p := range All() {
		for _, v := range variants(p) {
			for _, s := range settings() {
				t.Run(v.name+"/"+s.String(), func(t *testing.T) { v.runsOnBoth(t, s) })
			}
		}
	}
}

// runsOnBoth runs a program under a setting on both engines.
func (v variant) runsOnBoth(t *testing.T, s setting) {
	lock := gil.Config{Discipline: s.discipline, Checks: s.checks, Interval: 100 * time.Microsecond}
	in := input(t, v.Program, 0, v.params)
	simulated := runOn(t, 0, v.Program, in, lock)
	if v.Processes && (!native.HasProcesses || s.checks != gil.Calls311) { // one of the places to look at is enough: starts take long
		return
	}
	if v.Simulated != nil && v.Simulated(in) != "" || v.Processes && testing.Short() {
		return
	}
	if v.Name == "distributed" {
		in = input(t, v.Program, 0, append(v.params, params("listen", freePort(t))...))
	}
	real := runOn(t, 1, v.Program, in, lock)
	switch {
	case v.Name == "full-queue":
		hung(t, simulated, real)
	case v.Family == "deadlock":
		alike(t, simulated, real)
	case simulated.err != nil || real.err != nil:
		t.Errorf("simulated: %v; real: %v", simulated.err, real.err)
	default:
		same(t, v.Program, s, simulated, real)
	}
}

// freePort returns an address where nobody listens at the moment.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// same compares the results of two runs as far as they do not depend on the interleaving.
func same(t *testing.T, p *Program, s setting, simulated, real outcome) {
	t.Helper()
	var result, check bool
	if depends := loose[p.Name]; depends != nil {
		result, check = depends(s)
	}
	if !result && simulated.Result != real.Result || !check && simulated.OK != real.OK {
		t.Errorf("simulated: %q, %v; real: %q, %v", simulated.Result, simulated.OK, real.Result, real.OK)
	}
}

// hung holds that both runs end in a deadlock of the same report.
func hung(t *testing.T, simulated, real outcome) {
	t.Helper()
	var deadlock *sched.DeadlockError
	if !errors.As(simulated.err, &deadlock) || real.err == nil || simulated.err.Error() != real.err.Error() {
		t.Errorf("simulated: %v; real: %v", simulated.err, real.err)
	}
}

// alike compares two runs that may end in a deadlock: it depends on the interleaving whether they do. Those that do must
// have found the circle.
func alike(t *testing.T, outcomes ...outcome) {
	t.Helper()
	for i, o := range outcomes {
		var deadlock *sched.DeadlockError
		if o.err != nil && (!errors.As(o.err, &deadlock) || !strings.Contains(o.err.Error(), "in a circle")) {
			t.Errorf("%s: %v", engines[i].name, o.err)
		}
	}
}
