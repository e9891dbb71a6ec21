// Command gilsim-cluster has gilsim's jobs done on several machines. It is started by gilsim, which tells it what to do:
//
//	gilsim serve                    the server, with NATS JetStream inside
//	gilsim work nats://HOST:4222    a worker
//	gilsim … --workers URL          the master; this command has its connection
//
// One thing it does by itself: the tutorials' master and workers, of which gilsim --workload=distributed --param=engine=jetstream is a
// model, as processes on a real JetStream.
//
//	gilsim-cluster distributed kill=worker    KEY=VALUE are parameters of the workload: gilsim list distributed
//
// It is a command of its own because of what NATS weighs: see package cluster.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/gilsim/gilsim/cmd/gilsim/cluster"
)

// The exit codes, those of gilsim.
const (
	exitFinding     = 1
	exitTrouble     = 2
	exitInterrupted = 130
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "gilsim:", err)
		if errors.Is(err, errNotExact) {
			os.Exit(exitFinding)
		}
		os.Exit(exitTrouble)
	}
}

// run does what gilsim tells: a verb, and its options as JSON.
func run(args []string) error {
	if len(args) > 0 && args[0] == verbDistributed {
		return distributed(args[1:])
	}
	if len(args) != 2 {
		return errors.New("gilsim-cluster is started by gilsim: see gilsim serve --help and gilsim work --help; by itself it does gilsim-cluster distributed KEY=VALUE …")
	}
	switch verb, options := args[0], []byte(args[1]); verb {
	case cluster.VerbServe:
		return with(options, serve)
	case cluster.VerbWork:
		return with(options, work)
	case cluster.VerbMaster:
		return with(options, master)
	case verbDistributedMaster:
		return with(options, distributedMaster)
	case verbDistributedWorker:
		return with(options, distributedWorker)
	default:
		return fmt.Errorf("gilsim-cluster does not know %q: it must be of the same version as gilsim", verb)
	}
}

// with reads options.
func with[T any](data []byte, do func(T) error) error {
	var options T
	if err := json.Unmarshal(data, &options); err != nil {
		return fmt.Errorf("the options of gilsim-cluster cannot be read: %w", err)
	}
	return do(options)
}

// untilStopped returns a context that the signals to end a process end. A second one ends the process.
func untilStopped() (context.Context, context.CancelFunc) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}
