// This file starts a worker.

package main

import (
	"context"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/cluster"
	"github.com/gilsim/gilsim/cmd/gilsim/cluster/queue"
	"github.com/gilsim/gilsim/internal/version"
)

func work(o cluster.WorkOptions) error {
	// Runs leave much garbage, and a worker keeps little: to collect it less often costs some MB, and saves a tenth of the time.
	debug.SetGCPercent(400)
	ctx, stop := untilStopped()
	defer stop()
	w := queue.Worker{Login: o.Login, Version: version.Exact(), Slots: o.Jobs, Open: open, Say: say}
	return w.Run(ctx)
}

// open reads a job.
func open(job []byte) (queue.Do, error) {
	p, err := cluster.Decode(version.String(), job)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, shard int) ([]byte, error) {
		if shard < 0 || shard >= p.Shards() {
			return nil, fmt.Errorf("the job has %d shards, and number %d is to be done", p.Shards(), shard)
		}
		return p.Do(ctx, shard)
	}, nil
}

func say(format string, a ...any) {
	fmt.Fprintf(os.Stderr, "%s gilsim work: %s\n", time.Now().Format(time.TimeOnly), fmt.Sprintf(format, a...))
}
