// This file stores jobs, and lets a worker have each once.

package queue

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// putJob stores a job in parts, as a result is.
func (s *store) putJob(ctx context.Context, id string, data []byte, size int) error {
	parts := max(1, (len(data)+size-1)/size)
	for i := parts - 1; i >= 0; i-- {
		m := nats.NewMsg(fmt.Sprintf("gilsim.job.%s.%d", id, i))
		m.Data = data[i*size : min((i+1)*size, len(data))]
		m.Header.Set(headerParts, strconv.Itoa(parts))
		if err := s.put(ctx, m); err != nil {
			return err
		}
	}
	return nil
}

// errNoJob says that a job is not at the server: nobody waits for its shards.
var errNoJob = errors.New("the job is not at the server any more")

// getJob returns a job.
func (s *store) getJob(ctx context.Context, id string) ([]byte, error) {
	var whole bytes.Buffer
	for i, parts := 0, 1; i < parts; i++ {
		m, err := s.jobs.GetLastMsgForSubject(ctx, fmt.Sprintf("gilsim.job.%s.%d", id, i))
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			return nil, errNoJob
		}
		if err != nil {
			return nil, err
		}
		if parts, err = strconv.Atoi(m.Header.Get(headerParts)); err != nil {
			return nil, errNoJob
		}
		whole.Write(m.Data)
	}
	if token(whole.Bytes()) != id {
		return nil, errNoJob // parts of several sizes, put by masters of servers with other limits: one of them puts them again
	}
	return whole.Bytes(), nil
}

// A Do does a shard of a job.
type Do func(ctx context.Context, shard int) ([]byte, error)

// A desk has the jobs of which a worker does shards now: each is read once.
type desk struct {
	open func(job []byte) (Do, error)
	mu   sync.Mutex
	jobs map[string]*openJob
	ids  []string // in the order in which they came
}

// openJobs is how many jobs are kept open: few masters are at work at the same time.
const openJobs = 4

type openJob struct {
	mu      sync.Mutex
	do      Do
	refused error // why nobody can do it
}

// job returns what does shards of a job. The first error is that of the job itself.
func (d *desk) job(ctx context.Context, s *store, id string) (do Do, refused, err error) {
	d.mu.Lock()
	j := d.jobs[id]
	if j == nil {
		j = &openJob{}
		d.jobs[id], d.ids = j, append(d.ids, id)
		if len(d.ids) > openJobs {
			delete(d.jobs, d.ids[0])
			d.ids = d.ids[1:]
		}
	}
	d.mu.Unlock()
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.do == nil && j.refused == nil {
		data, err := s.getJob(ctx, id)
		if err != nil {
			return nil, nil, err
		}
		j.do, j.refused = d.open(data)
	}
	return j.do, j.refused, nil
}
