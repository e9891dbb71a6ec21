// This file defines the master, which puts the tasks of a job and takes their results.

package queue

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/gilsim/gilsim/cmd/gilsim/cluster"
)

// A Master has a job done.
type Master struct {
	Login   cluster.Login
	Version string
	Job     []byte
	Shards  int
	Tell    func(cluster.Event) error // told what happens, by one goroutine; an error ends the job

	// Again is after how long without a result it looks whether everything is still there; 0: 5 s. It doubles up to a minute.
	Again time.Duration
}

// A master at work. Everything but the channels belongs to the goroutine of Run.
type master struct {
	*Master
	nc    *nats.Conn
	id    string
	store *store
	gone  chan struct{}
	back  chan struct{} // has one when there is a connection again

	results  chan jetstream.Msg
	consumer jetstream.ConsumeContext
	parts    assembly
	done     []bool
	open     int // shards that are not done
	aside    []int

	crew    crew
	trouble string
	wait    time.Duration // until it looks again
	next    time.Time
}

// errWithdrawn ends a job that nobody wants any more.
var errWithdrawn = errors.New("the job was withdrawn")

// Run has all shards done, and tells what came of them. Then, and if the context is done before, words says what becomes of the job at
// the server: one of package cluster's, or "".
func (m *Master) Run(ctx context.Context, words <-chan string) error {
	r := &master{Master: m, id: token(m.Job), gone: make(chan struct{}), back: make(chan struct{}, 1), results: make(chan jetstream.Msg, 256), parts: assembly{},
		done: make([]bool, m.Shards), open: m.Shards, wait: m.Again}
	if r.wait == 0 {
		r.wait = 5 * time.Second
	}
	r.crew.version = m.Version
	var err error
	if r.nc, err = connect(m.Login, "gilsim master", nats.ClosedHandler(func(*nats.Conn) { close(r.gone) }), nats.ReconnectHandler(func(*nats.Conn) {
		select {
		case r.back <- struct{}{}:
		default:
		}
	})); err != nil {
		return err
	}
	defer r.nc.Close()
	if r.store, err = openStore(ctx, r.nc, m.Version, DefaultLease); err != nil {
		return err
	}
	heard := make(chan presence, 256)
	if _, err := hear(r.nc, "gilsim.worker.*", heard); err != nil {
		return err
	}
	defer r.stopConsuming()
	if err := r.loop(ctx, heard, words); err != nil {
		if errors.Is(err, errWithdrawn) {
			r.forget(false)
			return nil
		}
		return err
	}
	if err := m.Tell(cluster.Event{Done: true}); err != nil {
		return err
	}
	if <-words == cluster.WordTaken {
		r.forget(true)
	}
	return nil
}

// loop takes results until there are all.
func (m *master) loop(ctx context.Context, heard <-chan presence, words <-chan string) error {
	ticker := time.NewTicker(beat)
	defer ticker.Stop()
	m.summon()
	m.look(ctx)
	for m.open > 0 {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-m.gone:
			return refusal(m.Login, fmt.Errorf("it has ended the connection: %w", m.nc.LastError()))
		case word := <-words:
			if word == cluster.WordWithdraw {
				return errWithdrawn
			}
			return errors.New("gilsim has ended")
		case msg := <-m.results:
			if err := m.take(msg); err != nil {
				return err
			}
		case p := <-heard:
			if text := m.crew.hear(p, time.Now()); text != "" {
				if err := m.Tell(cluster.Event{Say: text}); err != nil {
					return err
				}
			}
		case <-m.back:
			m.stopConsuming() // or else it takes seconds until it has seen that the server has forgotten it
			m.look(ctx)
		case now := <-ticker.C:
			m.summon()
			if now.After(m.next) {
				m.look(ctx)
			}
			if err := m.progress(now); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *master) summon() { tell(m.nc, "gilsim.master."+m.id, summons{m.id, m.Version}) }

// look makes sure that each shard which is not done is either a task or a result, whatever has happened to the server or at another
// master with the same job, and that results which are there are coming.
func (m *master) look(ctx context.Context) {
	err := m.lookOnce(ctx)
	if isGone(err) {
		if s, failed := openStore(ctx, m.nc, m.Version, DefaultLease); failed == nil {
			m.store = s // the server has come back with an empty one
			err = m.lookOnce(ctx)
		}
	}
	m.trouble = ""
	if err != nil {
		m.trouble = trouble(err)
	}
	m.next = time.Now().Add(m.wait)
	m.wait = min(2*m.wait, time.Minute)
	if err != nil {
		m.next = time.Now().Add(2 * beat)
	}
}

func (m *master) lookOnce(ctx context.Context) error {
	if err := m.store.putJob(ctx, m.id, m.Job, partSize(m.nc)); err != nil {
		return err
	}
	results, err := subjects(ctx, m.store.results, "gilsim.result."+m.id+".>")
	if err != nil {
		return err
	}
	tasks, err := subjects(ctx, m.store.tasks, m.taskSubject("*"))
	if err != nil {
		return err
	}
	missed := m.consumer == nil
	var put []string
	for shard, done := range m.done {
		if done {
			continue
		}
		_, isResult := results[fmt.Sprintf("gilsim.result.%s.%d.0", m.id, shard)]
		missed = missed || isResult
		subject := m.taskSubject(strconv.Itoa(shard))
		if _, isTask := tasks[subject]; !isTask && !isResult {
			put = append(put, subject)
		}
	}
	if missed {
		if err := m.consume(ctx); err != nil {
			return err
		}
	}
	return m.putTasks(ctx, put)
}

func (m *master) taskSubject(shard string) string {
	return "gilsim.task." + versionToken(m.Version) + "." + m.id + "." + shard
}

// putTasks puts tasks.
func (m *master) putTasks(ctx context.Context, tasks []string) error {
	const batch = 500
	for len(tasks) > 0 {
		now := tasks[:min(batch, len(tasks))]
		tasks = tasks[len(now):]
		var sent []jetstream.PubAckFuture
		for _, subject := range now {
			f, err := m.store.js.PublishAsync(subject, nil)
			if err != nil {
				return err
			}
			sent = append(sent, f)
		}
		limit := time.NewTimer(brief)
		for _, f := range sent {
			select {
			case <-f.Ok():
			case err := <-f.Err():
				if !isTaken(err) {
					limit.Stop()
					return err
				}
			case <-limit.C:
				return nats.ErrTimeout
			case <-ctx.Done():
				limit.Stop()
				return ctx.Err()
			}
		}
		limit.Stop()
	}
	return nil
}

// consume has all results come that are there and those that are going to be.
func (m *master) consume(ctx context.Context) error {
	m.stopConsuming()
	ctx, cancel := context.WithTimeout(ctx, brief)
	defer cancel()
	c, err := m.store.results.OrderedConsumer(ctx, jetstream.OrderedConsumerConfig{FilterSubjects: []string{"gilsim.result." + m.id + ".>"}})
	if err != nil {
		return err
	}
	ended := m.gone
	m.consumer, err = c.Consume(func(msg jetstream.Msg) {
		select {
		case m.results <- msg:
		case <-ended:
		}
	})
	return err
}

func (m *master) stopConsuming() {
	if m.consumer == nil {
		return
	}
	m.consumer.Stop()
	m.consumer = nil
}

// take takes a message of a result.
func (m *master) take(msg jetstream.Msg) error {
	o, whole, err := m.parts.add(msg.Subject(), msg.Headers(), msg.Data())
	if err != nil || !whole {
		return err
	}
	if o.shard < 0 || o.shard >= m.Shards || m.done[o.shard] {
		return nil
	}
	if o.kind == kindRefused {
		m.forget(true)
		return fmt.Errorf("the workers refuse the job: %s", o.data)
	}
	m.done[o.shard] = true
	m.open--
	m.crew.took(o)
	m.wait = max(5*time.Second, m.Again)
	m.next = time.Now().Add(m.wait)
	aside := o.kind == kindAside
	if aside {
		m.aside = append(m.aside, o.shard)
	}
	return m.Tell(cluster.Event{Result: &cluster.Result{Shard: o.shard, Data: o.data, Aside: aside}})
}

// progress tells how far all have come, and what is in the way.
func (m *master) progress(now time.Time) error {
	p, text := m.crew.progress(m.id, now)
	if m.trouble != "" {
		p.Trouble = m.trouble
		text = m.crew.once(m.trouble + "; it goes on when that has changed")
	}
	if text != "" {
		if err := m.Tell(cluster.Event{Say: text}); err != nil {
			return err
		}
	}
	return m.Tell(cluster.Event{Progress: &p})
}

// forget removes the tasks, and if everything was taken the results and the job, too. What was set aside is tried again by the next master
// that has the job, and the rest of the results stays for it.
func (m *master) forget(taken bool) {
	m.store.purge(m.store.tasks, m.taskSubject("*"))
	if !taken {
		return
	}
	if len(m.aside) == 0 {
		m.store.purge(m.store.results, "gilsim.result."+m.id+".>")
		m.store.purge(m.store.jobs, "gilsim.job."+m.id+".>")
	}
	for _, shard := range m.aside {
		m.store.purge(m.store.results, fmt.Sprintf("gilsim.result.%s.%d.>", m.id, shard))
	}
}

// purge removes messages. If it fails, they are removed when they are old.
func (s *store) purge(from jetstream.Stream, filter string) {
	ctx, cancel := context.WithTimeout(context.Background(), brief)
	defer cancel()
	_ = from.Purge(ctx, jetstream.WithPurgeSubject(filter))
}
