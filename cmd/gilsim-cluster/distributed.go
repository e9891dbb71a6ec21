// This file has the tutorials' master and workers work for real on JetStream: the parent runs the server, and kills whom it is told to.

package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/cluster"
	"github.com/gilsim/gilsim/cmd/gilsim/cluster/server"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/internal/version"
	"github.com/gilsim/gilsim/trace"
)

// The verbs of the program: its own, and those of the processes that it starts.
const (
	verbDistributed       = "distributed"
	verbDistributedMaster = "distributed-master"
	verbDistributedWorker = "distributed-worker"
)

// A task force is what master and workers are told.
type taskForce struct {
	Login    cluster.Login
	Numbers  []int // of the tasks, each another one
	Work     time.Duration
	Patience time.Duration
}

// How lines of the processes begin that the parent goes by.
const (
	lineRun    = "run task "
	lineResult = "Result: "
)

// distributed runs the program distributed of the catalogue with engine=jetstream, and the parameters that are given as KEY=VALUE.
func distributed(given []string) error {
	in, err := distributedInput(given)
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "gilsim-distributed")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	key := filepath.Join(folder, "key")
	if err := os.WriteFile(key, []byte(in.Word("authkey")), 0o600); err != nil {
		return err
	}
	s, err := server.Start(cluster.ServeOptions{Data: filepath.Join(folder, "data"), Listen: in.Word("listen"), KeyFile: key, Lease: in.Duration("ack-wait")}, version.Exact())
	if err != nil {
		return err
	}
	defer s.Stop()
	f := &taskForce{Login: cluster.Login{URL: s.URL(), KeyFile: key}, Numbers: rand.Perm(100_000)[:in.Int("tasks")],
		Work: in.Duration("work"), Patience: in.Duration("patience")}
	ctx, stop := untilStopped()
	defer stop()
	defer context.AfterFunc(ctx, func() { // the processes end with this one
		os.RemoveAll(folder)
		os.Exit(exitInterrupted)
	})()
	return f.supervise(int(in.Int("workers")), in.Word("kill"))
}

// distributedInput reads parameters of the program. The error says in one sentence what is wrong with them.
func distributedInput(given []string) (workload.Input, error) {
	p := workload.Find(verbDistributed)
	list := []trace.Param{{Key: "engine", Value: "jetstream"}}
	for _, text := range given {
		key, value, ok := strings.Cut(text, "=")
		switch {
		case !ok:
			return workload.Input{}, fmt.Errorf("%q must be KEY=VALUE, such as kill=worker: gilsim list distributed tells which there are", text)
		case key == "latency" || key == "partition" || key == "engine":
			return workload.Input{}, fmt.Errorf("%s is for the simulated machine: gilsim --workload=distributed takes it", key)
		}
		list = append(list, trace.Param{Key: key, Value: value})
	}
	in, err := p.Input(0, list)
	if err != nil {
		return in, err
	}
	for _, of := range []struct {
		name     string
		low, top int64
	}{{"workers", 1, 100}, {"tasks", 1, 10_000}} {
		if n := in.Int(of.name); n < of.low || n > of.top {
			return in, fmt.Errorf("%s is %d: it must be from %d to %d", of.name, n, of.low, of.top)
		}
	}
	if d := in.Duration("ack-wait"); d < 100*time.Millisecond {
		return in, fmt.Errorf("ack-wait is %v: for real it must be 100ms at least, as a worker that goes on says so four times in it", d)
	}
	return in, nil
}

// supervise runs master and workers as processes, kills one of them with the signal that nobody can catch, and says what the last master has.
func (f *taskForce) supervise(workers int, kill string) error {
	c := &company{taskForce: f}
	c.changed = sync.NewCond(&c.mu)
	defer c.end()
	for range workers {
		if _, err := c.start(verbDistributedWorker); err != nil {
			return err
		}
	}
	master, err := c.start(verbDistributedMaster)
	if err != nil {
		return err
	}
	switch kill {
	case "worker":
		if first := c.await(lineRun, 1); first != nil {
			time.Sleep(f.Work / 2)
			first.kill()
			fmt.Println("a worker is killed")
		}
	case "master":
		c.await(lineResult, max(1, len(f.Numbers)/3))
		master.kill()
		fmt.Println("the master is killed")
		if master, err = c.start(verbDistributedMaster); err != nil {
			return err
		}
	}
	<-master.ended
	return f.conclude(master, c.members[:workers])
}

// conclude says how many results the last master has, and how much was worked on again.
func (f *taskForce) conclude(master *member, workers []*member) error {
	waiting := map[string]bool{}
	for _, n := range f.Numbers {
		waiting[square(n)] = true
	}
	results := master.lines(lineResult)
	for _, r := range results {
		delete(waiting, r)
	}
	begun := 0
	for _, w := range workers {
		begun += len(w.lines(lineRun))
	}
	fmt.Printf("%d results of %d tasks, %d lost, %d worked on again\n", len(results), len(f.Numbers), len(waiting), begun-len(f.Numbers))
	if len(waiting) > 0 || len(results) != len(f.Numbers) {
		return errNotExact
	}
	return nil
}

// errNotExact ends the program with the exit code of a finding.
var errNotExact = errors.New("not every result is there exactly once")

// square is the result of a task.
func square(n int) string { return fmt.Sprintf("%d*%d=%d", n, n, int64(n)*int64(n)) }
