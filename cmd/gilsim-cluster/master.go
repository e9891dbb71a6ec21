// This file has the job of a master done.

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/gilsim/gilsim/cmd/gilsim/cluster"
	"github.com/gilsim/gilsim/cmd/gilsim/cluster/queue"
	"github.com/gilsim/gilsim/internal/version"
)

// master has the job done that standard input orders. What goes wrong is told by an event.
func master(l cluster.Login) error {
	in := bufio.NewReaderSize(os.Stdin, 1<<16)
	out := json.NewEncoder(os.Stdout)
	var order cluster.Order
	line, err := in.ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(line, &order)
	}
	if err == nil && order.Shards < 1 {
		err = errors.New("it has no shards")
	}
	if err != nil {
		return fmt.Errorf("the job on standard input cannot be read: %w", err)
	}
	words := make(chan string)
	go func() {
		defer close(words)
		for word, err := in.ReadString('\n'); err == nil; word, err = in.ReadString('\n') {
			words <- strings.TrimSpace(word)
		}
	}()
	m := queue.Master{Login: l, Version: version.Exact(), Job: order.Job, Shards: order.Shards}
	m.Tell = func(e cluster.Event) error { return out.Encode(e) }
	if err := m.Run(context.Background(), words); err != nil {
		return m.Tell(cluster.Event{Error: err.Error()})
	}
	return nil
}
