// This file defines the master of the program "distributed".

package workload

import (
	"errors"
	"fmt"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing/managers"
	"github.com/gilsim/gilsim/sched/threading"
)

// The types that workers from outside know.
const (
	getTaskQueue   = "get_task_queue"
	getResultQueue = "get_result_queue"
)

// queueManager returns the tutorials' QueueManager, of a master.
func (j *distribution) queueManager() *managers.BaseManager {
	m := j.manager(nil)
	for _, typeid := range []string{getTaskQueue, getResultQueue} {
		var made *managers.Object
		m.Register(managers.Type{Typeid: typeid, New: func(t *sched.Thread, _ managers.Args) (*managers.Object, error) {
			if made == nil {
				made = managers.NewQueue(threading.NewQueue[any](t, typeid[len("get_"):], 0))
			}
			return made, nil
		}})
	}
	return m
}

// proxyOf returns a proxy for a queue.
func proxyOf(t *sched.Thread, m *managers.BaseManager, typeid string) managers.QueueProxy {
	p, err := m.Create(t, typeid)
	must(t, err)
	return managers.QueueProxy{BaseProxy: p}
}

// master is the master of this number: the second one goes on where the first was killed.
func (j *distribution) master(t *sched.Thread, number int) {
	if j.engine == byJetStream {
		j.streamMaster(t, number)
		return
	}
	m := j.queueManager()
	if number > 0 {
		must(t, m.Connect(t)) // the manager of the first one, which lives on
	} else {
		must(t, m.Start(t))
		j.putTasks(t, proxyOf(t, m, getTaskQueue))
	}
	results := proxyOf(t, m, getResultQueue)
	j.collect(t, number, func() (any, error) { return results.GetTimeout(t, j.patience) })
	if number > 0 {
		must(t, m.ShutdownServer(t))
	} else {
		m.Shutdown(t)
	}
	t.Print("master exit.")
}

func (j *distribution) putTasks(t *sched.Thread, tasks managers.QueueProxy) {
	for _, n := range j.numbers {
		t.Print(fmt.Sprintf("Put task %d...", n))
		must(t, tasks.Put(t, n))
	}
	t.Print("Try get results...")
}

// collect gets results until all are there, or none comes any more.
func (j *distribution) collect(t *sched.Thread, number int, next func() (any, error)) {
	waiting := make(map[string]bool, len(j.numbers))
	for _, n := range j.numbers {
		waiting[square(n)] = true
	}
	collected, right := j.collected[number], j.right[number]
	for got := 0; got < len(j.numbers); got++ {
		r, err := next()
		if errors.Is(err, threading.ErrEmpty) {
			t.Print("no result has come")
			return
		}
		must(t, err)
		t.Print("Result:", r)
		if text, _ := r.(string); waiting[text] {
			delete(waiting, text)
			right.Set(t, right.Get(t)+1)
		}
		collected.Set(t, got+1)
	}
}

// square is the result of a task.
func square(n int) string { return fmt.Sprintf("%d*%d=%d", n, n, int64(n)*int64(n)) }

// farewell is how long a master waits at most until the workers from outside have gone: the tutorials' try to get a task ten times, for a
// second each.
const farewell = 12 * time.Second

// serveOutside is a master whose workers come from outside: it waits for them as long as it takes, and once one has come
// with its patience.
func (j *distribution) serveOutside(t *sched.Thread) {
	m := j.queueManager()
	s, err := m.GetServer(t)
	must(t, err)
	served := t.SpawnProcess("manager", t.Process().Locking(), s.ServeForever)
	own := managers.NewBaseManager(managers.Config{Address: m.Address(), Authkey: j.key})
	own.Register(managers.Type{Typeid: getTaskQueue})
	own.Register(managers.Type{Typeid: getResultQueue})
	must(t, own.Connect(t))
	tasks, results := proxyOf(t, own, getTaskQueue), proxyOf(t, own, getResultQueue)
	j.putTasks(t, tasks)
	t.Print("waiting for workers at", m.Address())
	first := true
	j.collect(t, 0, func() (any, error) {
		if !first {
			return results.GetTimeout(t, max(j.patience, farewell))
		}
		first = false
		return results.Get(t)
	})
	for waited := time.Duration(0); s.Clients(t) > 1 && waited < farewell; waited += j.step() {
		t.Sleep(j.step()) // the last one is this master itself
	}
	s.Stop(t)
	t.Join(served)
	t.Print("master exit.")
}
