// This file writes the runs of a shard, and reads them.

package experiment

import (
	"encoding/json"
	"fmt"
	"time"
)

// shardRuns are the runs of a shard as they travel: each different result once, and for each run which one it had. Texts are bytes, as
// what a program prints need not be UTF-8.
type shardRuns struct {
	Results []shardResult
	Of      []int // by run: its place in Results; -1: the run was not made
	Walls   []time.Duration
}

type shardResult struct {
	Text                []byte
	Failed, Right, Open bool
}

func encodeRuns(runs []seedRun) ([]byte, error) {
	s := shardRuns{Of: make([]int, len(runs)), Walls: make([]time.Duration, len(runs))}
	type key struct {
		text                string
		failed, right, open bool
	}
	index := map[key]int{}
	for i, r := range runs {
		s.Of[i], s.Walls[i] = -1, r.wall
		if !r.made {
			continue
		}
		k := key{r.result, r.failed, r.right, r.open}
		at, known := index[k]
		if !known {
			at = len(s.Results)
			index[k] = at
			s.Results = append(s.Results, shardResult{[]byte(r.result), r.failed, r.right, r.open})
		}
		s.Of[i] = at
	}
	return json.Marshal(s)
}

// decodeRuns reads what encodeRuns wrote into runs, which are as many.
func decodeRuns(data []byte, runs []seedRun) error {
	var s shardRuns
	if err := json.Unmarshal(data, &s); err != nil {
		return fmt.Errorf("the result of a shard cannot be read: %w", err)
	}
	if len(s.Of) != len(runs) || len(s.Walls) != len(runs) {
		return fmt.Errorf("the result of a shard has %d runs and %d times: it must have %d", len(s.Of), len(s.Walls), len(runs))
	}
	texts := make([]string, len(s.Results))
	for i, r := range s.Results {
		texts[i] = string(r.Text)
	}
	for i, at := range s.Of {
		switch {
		case at == -1:
		case at < 0 || at >= len(texts):
			return fmt.Errorf("run %d of a shard has result %d, of which there are %d", i, at, len(texts))
		default:
			r := &s.Results[at]
			runs[i] = seedRun{texts[at], r.Failed, r.Right, r.Open, s.Walls[i], true}
		}
	}
	return nil
}
