// This file defines the program "distributed" on a model of NATS JetStream.

package workload

import (
	"errors"
	"slices"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing/managers"
	"github.com/gilsim/gilsim/sched/threading"
)

const getStream = "get_stream"

// A stream is what a server of JetStream has of a job. A subject takes one message (MaxMsgsPerSubject 1, DiscardNewPerSubject): a
// second one is refused. A task is given to one worker at a time; when that has not acknowledged it after ack-wait, to another
// one. Results stay. All is stored in files, so that it is there as long as the server's computer.
type stream struct {
	ackWait time.Duration
	change  *threading.Condition // guards what follows
	tasks   []*delivery          // that are not acknowledged, in order
	known   map[int]bool         // the subjects of tasks there have been: looked up only
	results []string             // in the order in which they came
	stored  map[string]bool      // the same: looked up only
}

// A delivery is a task, and until when it is somebody's.
type delivery struct {
	n     int
	given bool
	until time.Duration
}

// sharedStream returns what makes the stream of a server.
func sharedStream(ackWait time.Duration) func(t *sched.Thread, _ managers.Args) (*managers.Object, error) {
	var made *managers.Object
	return func(t *sched.Thread, _ managers.Args) (*managers.Object, error) {
		if made == nil {
			s := &stream{ackWait: ackWait, change: threading.NewCondition(t, "stream"), known: map[int]bool{}, stored: map[string]bool{}}
			made = s.object()
		}
		return made, nil
	}
}

// object is the stream as clients see it.
func (s *stream) object() *managers.Object {
	method := func(name string, f func(t *sched.Thread, args managers.Tuple) (any, error)) managers.Method {
		return managers.Method{Name: name, Call: func(t *sched.Thread, args managers.Args) (result any, err error) {
			s.change.With(t, func() { result, err = f(t, args.Positional) })
			return result, err
		}}
	}
	return &managers.Object{Class: "Stream", Methods: []managers.Method{
		method("ack", func(t *sched.Thread, args managers.Tuple) (any, error) { s.ack(args[0].(int)); return nil, nil }),
		method("fetch", func(t *sched.Thread, args managers.Tuple) (any, error) { return s.fetch(t, seconds(args[0])) }),
		method("publish_result", func(t *sched.Thread, args managers.Tuple) (any, error) { return s.publish(t, args[0].(string)), nil }),
		method("publish_task", func(t *sched.Thread, args managers.Tuple) (any, error) { return s.submit(t, args[0].(int)), nil }),
		method("result", func(t *sched.Thread, args managers.Tuple) (any, error) {
			return s.result(t, args[0].(int), seconds(args[1]))
		}),
	}}
}

// seconds is a time as it travels.
func seconds(value any) time.Duration { return time.Duration(value.(float64) * float64(time.Second)) }

// submit takes a task, unless there has been one on its subject, and reports whether it has.
func (s *stream) submit(t *sched.Thread, n int) bool {
	if s.known[n] {
		return false
	}
	s.known[n] = true
	s.tasks = append(s.tasks, &delivery{n: n})
	s.change.NotifyAll(t)
	return true
}

// fetch gives a task to who asks, for as long as ack-wait.
func (s *stream) fetch(t *sched.Thread, patience time.Duration) (any, error) {
	for end := t.Now() + patience; ; {
		now, next := t.Now(), end
		for _, d := range s.tasks {
			if !d.given || d.until <= now {
				d.given, d.until = true, now+s.ackWait
				return d.n, nil
			}
			next = min(next, d.until)
		}
		if now >= end {
			return nil, threading.ErrEmpty
		}
		s.change.WaitTimeout(t, next-now)
	}
}

// ack ends a task.
func (s *stream) ack(n int) {
	s.tasks = slices.DeleteFunc(s.tasks, func(d *delivery) bool { return d.n == n })
}

// publish takes a result, unless its subject has one, and reports whether it has.
func (s *stream) publish(t *sched.Thread, text string) bool {
	if s.stored[text] {
		return false
	}
	s.stored[text] = true
	s.results = append(s.results, text)
	s.change.NotifyAll(t)
	return true
}

// result returns the i-th result, which stays.
func (s *stream) result(t *sched.Thread, i int, patience time.Duration) (any, error) {
	if !s.change.WaitForTimeout(t, func() bool { return i < len(s.results) }, patience) {
		return nil, threading.ErrEmpty
	}
	return s.results[i], nil
}

// streamMaster is a master on JetStream: it submits every task, be it again, and reads the results from the first one on.
func (j *distribution) streamMaster(t *sched.Thread, number int) {
	m := j.connected(t, 1, getStream) // the server runs
	p, err := m.Create(t, getStream)
	must(t, err)
	for _, n := range j.numbers {
		added, err := p.CallMethod(t, "publish_task", n)
		must(t, err)
		if added == true {
			t.Print("Put task", n)
		}
	}
	t.Print("Try get results...")
	i := 0
	j.collect(t, number, func() (any, error) {
		r, err := p.CallMethod(t, "result", i, (j.patience).Seconds())
		i++
		return r, err
	})
	must(t, m.ShutdownServer(t))
	t.Print("master exit.")
}

// streamWorker is a worker on JetStream: it acknowledges a task when its result is stored.
func (j *distribution) streamWorker(t *sched.Thread, i int) {
	m := j.connected(t, i, getStream)
	if m == nil {
		return
	}
	p, err := m.Create(t, getStream)
	if err != nil {
		return // the master is through already
	}
	for {
		n, err := p.CallMethod(t, "fetch", time.Second.Seconds())
		if errors.Is(err, threading.ErrEmpty) {
			t.Print("no task")
			continue
		}
		if err == nil {
			j.workOn(t, i, n.(int))
			_, err = p.CallMethod(t, "publish_result", square(n.(int)))
		}
		if err == nil {
			_, err = p.CallMethod(t, "ack", n)
		}
		if err != nil {
			t.Print("worker exit")
			return
		}
	}
}
