// This file defines master and worker of the program distributed, which are processes of their own.

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/cluster"
	"github.com/gilsim/gilsim/cmd/gilsim/cluster/queue"
	"github.com/gilsim/gilsim/internal/version"
)

// endWithInput ends this process when its standard input does: the parent is gone.
func endWithInput() {
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(exitTrouble)
	}()
}

// distributedMaster puts the tasks, and prints the results, until there are all or none has come for longer than its patience.
func distributedMaster(f taskForce) error {
	job, err := json.Marshal(f.Numbers)
	if err != nil {
		return err
	}
	endWithInput()
	ctx, giveUp := context.WithCancel(context.Background())
	defer giveUp()
	patience := time.AfterFunc(f.Patience, giveUp)
	words := make(chan string, 1)
	m := queue.Master{Login: f.Login, Version: version.Exact(), Job: job, Shards: len(f.Numbers), Tell: func(e cluster.Event) error {
		switch {
		case e.Result != nil:
			patience.Reset(f.Patience)
			fmt.Printf("%s%s\n", lineResult, e.Result.Data)
		case e.Done:
			words <- cluster.WordTaken
		}
		return nil
	}}
	fmt.Println("Try get results...")
	err = m.Run(ctx, words)
	if ctx.Err() != nil {
		fmt.Println("no result has come")
		err = nil
	}
	fmt.Println("master exit.")
	return err
}

// distributedWorker works on tasks until it is killed.
func distributedWorker(f taskForce) error {
	endWithInput()
	w := queue.Worker{Login: f.Login, Version: version.Exact(), Slots: 1, Say: func(string, ...any) {}, Open: func(job []byte) (queue.Do, error) {
		var numbers []int
		if err := json.Unmarshal(job, &numbers); err != nil {
			return nil, fmt.Errorf("the tasks cannot be read: %w", err)
		}
		return func(_ context.Context, shard int) ([]byte, error) {
			n := numbers[shard]
			fmt.Printf("%s%d * %d ...\n", lineRun, n, n)
			time.Sleep(f.Work)
			return []byte(square(n)), nil
		}, nil
	}}
	return w.Run(context.Background())
}
