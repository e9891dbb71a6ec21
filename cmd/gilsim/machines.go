// This file lets commands have their simulated runs made on several machines.

package main

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/spf13/pflag"

	"github.com/gilsim/gilsim/cmd/gilsim/cluster"
	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/cmd/gilsim/pyfile"
	"github.com/gilsim/gilsim/internal/version"
)

// fleetFlags say which workers there are.
type fleetFlags struct {
	workers word
	login   loginFlags
}

func (f *fleetFlags) declare(to *pflag.FlagSet) {
	f.workers = word{"", "URL"}
	grouped(to, groupMachines, func(fs *pflag.FlagSet) {
		fs.Var(&f.workers, "workers", "has the simulated runs made by the workers of the server at this URL, such as nats://127.0.0.1:4222: gilsim serve starts one, gilsim work the workers; the report is the same")
	})
	f.login.declare(to)
}

// loginFlags say how to log in at a server.
type loginFlags struct{ keyFile, ca word }

func (l *loginFlags) declare(to *pflag.FlagSet) {
	l.keyFile, l.ca = word{"", "FILE"}, word{"", "FILE"}
	grouped(to, groupMachines, func(fs *pflag.FlagSet) {
		fs.Var(&l.keyFile, "key-file", "holds the server's key, the seed of an nkey, or credentials of NATS (.creds)")
		fs.Var(&l.ca, "tls-ca", "holds the certificate of the authority that has signed the server's (default: those that the system trusts)")
	})
}

func (l *loginFlags) at(url string) cluster.Login {
	return cluster.Login{URL: url, KeyFile: l.keyFile.value, CA: l.ca.value}
}

// refuse refuses the flags where no runs are made by workers: why not, "" if they are.
func (f *fleetFlags) refuse(why string, given func(flag string) bool) error {
	switch {
	case f.workers.value != "" && why != "":
		return fmt.Errorf("--workers is for many simulated runs: %s", why)
	case f.workers.value != "":
		return nil
	}
	for _, flag := range []string{"key-file", "tls-ca"} {
		if given(flag) {
			return fmt.Errorf("--%s is for the server of --workers=URL, which is not given", flag)
		}
	}
	return nil
}

// A crew makes simulated runs: this computer, or the workers of a server.
type crew struct {
	experiment.Workers
	fleet *cluster.Fleet      // nil: this computer
	aside *cluster.AsideError // of the runs that were made

	mu    sync.Mutex // for those who tell of the fleet, and of the runs
	shown *progress
	last  string // what there is to tell of the fleet
}

// crew returns those who make the runs. The file is what the programs are made of, nil for those of the catalogue.
func (a *app) crew(f *fleetFlags, file *pyfile.File) (*crew, error) {
	c := &crew{Workers: experiment.Cores{}, shown: newProgress(a.stderr)}
	if f.workers.value == "" {
		return c, nil
	}
	command, err := cluster.Command(cluster.VerbMaster, f.login.at(f.workers.value))
	if err != nil {
		return nil, err
	}
	c.fleet = &cluster.Fleet{Command: command, Version: version.String(), File: file, Progress: func(p cluster.Progress) {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.last = fleetText(p)
	},
		Say: func(text string) {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.shown.clear()
			a.complain(errors.New(text))
			_ = a.stderr.Flush()
		}}
	c.Workers = c.fleet
	return c, nil
}

// say tells how far all have come.
func (c *crew) say(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.shown.say("%s%s", fmt.Sprintf(format, args...), c.last)
}

// watch returns what is told of the steps of a matrix.
func (c *crew) watch() experiment.Watch {
	w := c.shown.watch()
	w.Predicting = func(done, runs int) {
		c.say("simulated %s of %s (Ctrl-C ends it)", layout.Count(done), layout.Plural(runs, "run"))
	}
	return w
}

// did ends the progress, and returns the error of the runs unless it is that some were set aside, which is for later.
func (c *crew) did(err error) error {
	c.shown.clear()
	if errors.As(err, &c.aside) {
		return nil
	}
	return err
}

// shownAll has a server forget the job, as everything was shown, and returns the error of the runs that are missing, of which missing says
// what they were by their shards.
func (c *crew) shownAll(missing func(shard int) string) error {
	if c.fleet == nil {
		return nil
	}
	if err := c.fleet.Forget(); err != nil || c.aside == nil {
		return err
	}
	var list []string
	for _, shard := range c.aside.Shards {
		list = append(list, missing(shard))
	}
	return finding(fmt.Errorf("%w; what is missing here is %s", c.aside, strings.Join(list, ", ")))
}

// flagsOf returns the flags that make the runs of a shard.
func flagsOf(p *experiment.SeedPlan) func(shard int) string {
	return func(shard int) string {
		setup, first, count := p.Part(shard)
		text := fmt.Sprintf("--seed=%d --seeds=%d", p.Setups[setup].Machine.Seed+uint64(first), count)
		if len(p.Setups) > 1 {
			text += " --python=" + p.Setups[setup].Python
		}
		return text
	}
}

// fleetText is what a progress tells of the workers of a server.
func fleetText(p cluster.Progress) string {
	parts := []string{"", layout.Plural(p.Workers, "worker")}
	if p.Redone > 0 {
		parts = append(parts, layout.Plural(p.Redone, "shard")+" redone")
	}
	if p.Slow != "" {
		parts = append(parts, p.Slow+" is slow: "+layout.Duration(p.SlowFor.Round(time.Second))+" on one shard")
	}
	if p.Trouble != "" {
		parts = append(parts, p.Trouble)
	}
	return strings.Join(parts, " · ")
}
