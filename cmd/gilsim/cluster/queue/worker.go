// This file defines the worker, which takes shards until it is told to stop.

package queue

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/gilsim/gilsim/cmd/gilsim/cluster"
)

// A Worker does shards of the jobs of its version of gilsim.
type Worker struct {
	Login   cluster.Login
	Version string
	Slots   int                           // how many shards at a time; 0: one for each core
	Lease   time.Duration                 // for how long it may be silent, if it is the first at its server to say so; 0: DefaultLease
	Open    func(job []byte) (Do, error)  // reads a job; the error is one that no worker of this version can help
	Say     func(format string, a ...any) // told what happens, a sentence at a time
	Stored  func(shard int)               // told of each shard whose result is in the store, before its task is acknowledged; nil: nobody is
}

// tries is how many workers a shard may kill.
const tries = 3

// A worker at work.
type worker struct {
	*Worker
	nc    *nats.Conn
	id    string
	name  string
	desk  desk
	lease time.Duration
	gone  chan struct{} // closed when the connection is, for good
	stop  context.Context

	mu      sync.Mutex
	store   *store
	hands   map[string]hand
	began   map[string]time.Time
	asking  context.Context // done when the connection breaks: the server has forgotten who has asked for tasks
	broken  context.CancelFunc
	trouble string
}

// Run takes shards until the context is done; then it finishes those in hand. The error is one sentence.
func (w *Worker) Run(ctx context.Context) error {
	host, _ := os.Hostname()
	r := &worker{Worker: w, id: rand.Text(), name: fmt.Sprintf("%s-%d", host, os.Getpid()), gone: make(chan struct{}), stop: ctx,
		hands: map[string]hand{}, began: map[string]time.Time{}, desk: desk{open: w.Open, jobs: map[string]*openJob{}}}
	if r.Slots == 0 {
		r.Slots = runtime.GOMAXPROCS(0)
	}
	if r.Lease == 0 {
		r.Lease = DefaultLease
	}
	r.askAgain()
	var err error
	if r.nc, err = connect(w.Login, "gilsim work "+r.name, nats.ClosedHandler(func(*nats.Conn) { close(r.gone) }),
		nats.DisconnectErrHandler(func(*nats.Conn, error) { r.askAgain() })); err != nil {
		return err
	}
	defer r.nc.Close()
	if err := r.reopen(ctx); err != nil {
		if ctx.Err() != nil {
			return nil // it was told to stop before it has begun
		}
		return err
	}
	if err := r.watchMasters(); err != nil {
		return err
	}
	alive, dead := context.WithCancel(context.Background())
	defer dead()
	go r.tellAll(alive)
	w.Say("%s takes shards, %d at a time, for gilsim %s", r.name, w.Slots, w.Version)
	var group sync.WaitGroup
	for range w.Slots {
		group.Go(r.slot)
	}
	group.Wait()
	select {
	case <-r.gone:
		if ctx.Err() == nil {
			return refusal(w.Login, fmt.Errorf("it has ended the connection: %w", r.nc.LastError()))
		}
	default:
	}
	r.tell(true)
	_ = r.nc.FlushTimeout(time.Second)
	return nil
}

// reopen opens the store, also when the server has lost it.
func (w *worker) reopen(ctx context.Context) error {
	s, err := openStore(ctx, w.nc, w.Version, w.Lease)
	if err != nil {
		return err
	}
	var info *jetstream.ConsumerInfo
	ctx, cancel := context.WithTimeout(ctx, patienceWith(w.nc))
	defer cancel()
	if err := settled(ctx, w.nc, func(ctx context.Context) (err error) {
		info, err = s.workers.Info(ctx)
		return err
	}); err != nil {
		return noStore(err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.store, w.lease = s, info.Config.AckWait
	return nil
}

func (w *worker) at() (*store, time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.store, w.lease
}

// watchMasters tells of jobs that are for another version, once of each version.
func (w *worker) watchMasters() error {
	heard, told := make(chan summons, 16), map[string]bool{w.Version: true}
	if _, err := hear(w.nc, "gilsim.master.*", heard); err != nil {
		return err
	}
	go func() {
		for {
			select {
			case <-w.gone:
				return
			case s := <-heard:
				if !told[s.Version] {
					told[s.Version] = true
					w.Say("a job of gilsim %s is waiting, and this is gilsim %s: it takes no part", s.Version, w.Version)
				}
			}
		}
	}()
	return nil
}

// slot does one shard after the other.
func (w *worker) slot() {
	for w.stop.Err() == nil && !w.nc.IsClosed() {
		m, err := w.next()
		switch {
		case m != nil:
			w.take(m)
		case err != nil && w.stop.Err() == nil:
			w.pause(beat)
			if isGone(err) {
				_ = w.reopen(w.stop) // or else again the next time
			}
		}
	}
}

// askAgain ends the requests for tasks that are under way.
func (w *worker) askAgain() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.broken != nil {
		w.broken()
	}
	w.asking, w.broken = context.WithCancel(context.Background())
}

// next waits for a task, and returns nil if there is none for a while. It does not end before when the worker is told to stop: the server
// may just have sent a task, which nobody else would be given before the lease is over.
func (w *worker) next() (jetstream.Msg, error) {
	s, _ := w.at()
	w.mu.Lock()
	asking := w.asking
	w.mu.Unlock()
	batch, err := s.workers.Fetch(1, jetstream.FetchMaxWait(beat))
	if err != nil {
		return nil, err
	}
	select {
	case m, ok := <-batch.Messages():
		if ok {
			return m, nil
		}
	case <-asking.Done():
		w.pause(beat / 10) // until there is a connection again
		return nil, nil
	}
	if err := batch.Error(); err != nil && !errors.Is(err, nats.ErrTimeout) {
		return nil, err
	}
	return nil, nil
}

func (w *worker) pause(d time.Duration) {
	select {
	case <-w.stop.Done():
	case <-w.gone:
	case <-time.After(d):
	}
}

// take does the shard of a task, stores what came of it, and has the task removed.
func (w *worker) take(m jetstream.Msg) {
	job, shard, err := taskOf(m.Subject())
	meta, unknown := m.Metadata()
	if err != nil || unknown != nil {
		_ = m.Term() // it is none of ours
		return
	}
	s, lease := w.at()
	try := int(min(meta.NumDelivered, 1<<20))
	defer w.hold(m, hand{Job: job, Shard: shard, Try: try}, lease)()
	ctx := context.Background() // what is in hand is finished, also when the worker is told to stop
	if try > 1 {
		if _, err := s.results.GetLastMsgForSubject(ctx, fmt.Sprintf("gilsim.result.%s.%d.0", job, shard)); err == nil {
			w.acknowledge(m) // the one before was cut off, or died, after it had stored it
			return
		}
	}
	o := outcome{shard: shard, kind: kindAside, try: try}
	if try <= tries {
		if o, err = w.do(ctx, s, job, shard, try); err != nil {
			if errors.Is(err, errNoJob) {
				_ = m.Term() // a master that still wants it puts it again
			}
			return
		}
	}
	if !w.deliver(ctx, job, o) {
		return
	}
	if w.Stored != nil {
		w.Stored(shard)
	}
	w.acknowledge(m)
}

// do does a shard.
func (w *worker) do(ctx context.Context, s *store, job string, shard, try int) (outcome, error) {
	o := outcome{shard: shard, kind: kindDone, try: try}
	do, refused, err := w.desk.job(ctx, s, job)
	if err != nil {
		return o, err
	}
	began := time.Now()
	if refused == nil {
		o.data, refused = do(ctx, shard)
	}
	o.took = time.Since(began).Round(time.Microsecond)
	if refused != nil {
		o.kind, o.data = kindRefused, []byte(refused.Error())
	}
	return o, nil
}

// deliver stores a result. If the server cannot be reached, or has no room, it tries again and again; not for ever once the worker is
// told to stop.
func (w *worker) deliver(ctx context.Context, job string, o outcome) bool {
	for left := time.Duration(-1); ; {
		s, _ := w.at()
		err := s.publish(ctx, job, o, partSize(w.nc))
		w.note(err)
		if err == nil {
			return true
		}
		if w.stop.Err() != nil && left < 0 {
			left = brief
		}
		if left >= 0 {
			if left -= beat; left <= 0 || w.nc.IsClosed() {
				w.Say("the result of shard %d could not be stored: %v; another worker will do it again", o.shard, err)
				return false
			}
		}
		select {
		case <-w.gone:
			return false
		case <-time.After(beat):
		}
		if isGone(err) {
			_ = w.reopen(ctx) // the server may have come back with an empty store
		}
	}
}

// note keeps what is in the way of results, and says so when that changes.
func (w *worker) note(err error) {
	text := ""
	if err != nil {
		text = trouble(err)
	}
	w.mu.Lock()
	was := w.trouble
	w.trouble = text
	w.mu.Unlock()
	if text != "" && text != was {
		w.Say("%s; it tries again", text)
	}
}

// trouble says why the server takes nothing.
func trouble(err error) string {
	var refused *jetstream.APIError
	switch {
	case errors.As(err, &refused):
		return fmt.Sprintf("the server takes nothing more: %s", refused.Description)
	case errors.Is(err, nats.ErrNoResponders), errors.Is(err, jetstream.ErrNoStreamResponse):
		return "the server keeps nothing any more: its disk may be full"
	}
	return fmt.Sprintf("the server cannot be reached: %v", err)
}

// acknowledge has a task removed, and waits until it is: or else it would be done again.
func (w *worker) acknowledge(m jetstream.Msg) {
	ctx, cancel := context.WithTimeout(context.Background(), brief)
	defer cancel()
	_ = m.DoubleAck(ctx) // in vain: whoever is given the task again finds its result
}

// hold tells the server again and again that the shard is being done, until the function that it returns is called.
func (w *worker) hold(m jetstream.Msg, h hand, lease time.Duration) (release func()) {
	key := m.Subject()
	w.mu.Lock()
	w.hands[key], w.began[key] = h, time.Now()
	w.mu.Unlock()
	done := make(chan struct{})
	var group sync.WaitGroup
	group.Go(func() {
		ticker := time.NewTicker(lease / 4)
		defer ticker.Stop()
		for {
			select {
			case <-done:
				return
			case <-ticker.C:
				_ = m.InProgress()
			}
		}
	})
	return func() {
		close(done)
		group.Wait()
		w.mu.Lock()
		delete(w.hands, key)
		delete(w.began, key)
		w.mu.Unlock()
	}
}

// tellAll tells what the worker does, once a beat.
func (w *worker) tellAll(ctx context.Context) {
	ticker := time.NewTicker(beat)
	defer ticker.Stop()
	for w.tell(false); ; {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			w.tell(false)
		}
	}
}

func (w *worker) tell(leaving bool) {
	p := presence{ID: w.id, Name: w.name, Version: w.Version, Leaving: leaving}
	w.mu.Lock()
	for key, h := range w.hands {
		h.For = time.Since(w.began[key])
		p.Hands = append(p.Hands, h)
	}
	p.Trouble = w.trouble
	w.mu.Unlock()
	slices.SortFunc(p.Hands, func(a, b hand) int { return a.Shard - b.Shard })
	tell(w.nc, "gilsim.worker."+w.id, p)
}

// taskOf returns what the subject of a task names.
func taskOf(subject string) (job string, shard int, err error) {
	words := strings.Split(subject, ".")
	if len(words) != 5 {
		return "", 0, fmt.Errorf("%q is no task", subject)
	}
	shard, err = strconv.Atoi(words[4])
	return words[3], shard, err
}
