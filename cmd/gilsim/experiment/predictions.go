// This file has a setup's run predicted by whoever does the shard, and writes what came of it so that it can travel.

package experiment

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A PredictionPlan is one run of each setup, with its figures: a shard each.
type PredictionPlan struct{ Setups []*Setup }

// Shards is how many setups there are.
func (p *PredictionPlan) Shards() int { return len(p.Setups) }

// Do makes the run of a setup.
func (p *PredictionPlan) Do(ctx context.Context, shard int) ([]byte, error) {
	return encodePrediction(p.Setups[shard].simulate(ctx, Watch{}))
}

// Predict has the workers make the runs, and returns what came out of each: nil where none was made. Tell is told now and then how many
// are done.
func (p *PredictionPlan) Predict(ctx context.Context, w Workers, tell func(done int)) ([]*Prediction, error) {
	list := make([]*Prediction, len(p.Setups))
	var done atomic.Int64
	var err error
	var group sync.WaitGroup
	group.Go(func() {
		err = w.Work(ctx, p, func(shard int, result []byte) (err error) {
			list[shard], err = decodePrediction(result, p.Setups[shard].Info())
			done.Add(1)
			return err
		})
	})
	everyTick(&group, func() { tell(int(done.Load())) })
	return list, err
}

// A travellingPrediction is a Prediction without what its setup tells, too.
type travellingPrediction struct {
	Summary *trace.Summary
	Shared  []string
	Outcome *travellingOutcome `json:",omitempty"`
	Failure *travellingFailure `json:",omitempty"`
}

// A travellingOutcome is an outcome whose figures may be no numbers, which JSON does not have.
type travellingOutcome struct {
	workload.Outcome
	Metrics []travellingMetric
}

type travellingMetric struct{ Name, Value string }

// A travellingFailure is all that is told of a failure.
type travellingFailure struct {
	Kind, Message string
	Threads       []string
	Deadlock      *sched.DeadlockError `json:",omitempty"`
}

// encodePrediction writes a prediction; nil is one, too.
func encodePrediction(p *Prediction) ([]byte, error) {
	if p == nil {
		return json.Marshal(nil)
	}
	t := travellingPrediction{Summary: p.Summary, Shared: p.Shared}
	if o := p.Info.Outcome; o != nil {
		t.Outcome = &travellingOutcome{Outcome: *o}
		for _, m := range o.Metrics {
			t.Outcome.Metrics = append(t.Outcome.Metrics, travellingMetric{m.Name, strconv.FormatFloat(m.Value, 'g', -1, 64)})
		}
	}
	if err := p.Info.Failure; err != nil {
		t.Failure = &travellingFailure{Kind: FailureKind(err), Message: err.Error(), Threads: FailedThreads(err)}
		_ = errors.As(err, &t.Failure.Deadlock)
	}
	return json.Marshal(t)
}

// decodePrediction reads what encodePrediction wrote of a run of which this is known.
func decodePrediction(data []byte, info Info) (*Prediction, error) {
	var t *travellingPrediction
	if err := json.Unmarshal(data, &t); err != nil {
		return nil, fmt.Errorf("the result of a run cannot be read: %w", err)
	}
	if t == nil {
		return nil, nil
	}
	if t.Summary == nil || (t.Outcome == nil) == (t.Failure == nil) {
		return nil, errors.New("the result of a run makes no sense: it must have its figures, and how it ended, in one way")
	}
	p := &Prediction{Summary: t.Summary, Info: info, Shared: t.Shared}
	if f := t.Failure; f != nil {
		p.Info.Failure = f.err()
		return p, nil
	}
	p.Info.Outcome = &t.Outcome.Outcome
	for _, m := range t.Outcome.Metrics {
		value, err := strconv.ParseFloat(m.Value, 64)
		if err != nil {
			return nil, fmt.Errorf("the result of a run has %q for its %s: it must be a number", m.Value, m.Name)
		}
		p.Info.Outcome.Metrics = append(p.Info.Outcome.Metrics, workload.Metric{Name: m.Name, Value: value})
	}
	return p, nil
}

// err returns the failure as an error, of which the same is told as of the one that was written.
func (f *travellingFailure) err() error {
	return &RecordedFailure{kind: f.Kind, message: f.Message, threads: append([]string{}, f.Threads...), deadlock: f.Deadlock}
}
