// This file defines the workers of the program "distributed".

package workload

import (
	"errors"
	"fmt"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing/managers"
	"github.com/gilsim/gilsim/sched/socket"
	"github.com/gilsim/gilsim/sched/threading"
)

// connected returns a manager that is connected to the master's, as soon as there is one; nil if there is none for long, or there was one
// while others had all tasks.
func (j *distribution) connected(t *sched.Thread, i int, typeids ...string) *managers.BaseManager {
	cut := &j.network
	if i == 0 {
		cut = &j.cut
	}
	for range 200 {
		m := j.manager(cut)
		for _, typeid := range typeids {
			m.Register(managers.Type{Typeid: typeid})
		}
		err := m.Connect(t)
		if err == nil {
			return m
		}
		if !errors.Is(err, socket.ErrConnectionRefused) {
			must(t, err)
		}
		if j.over.Get(t) == 1 {
			return nil
		}
		t.Sleep(50 * time.Millisecond)
	}
	return nil
}

// worker is the i-th worker: it works until the master's manager is gone.
func (j *distribution) worker(t *sched.Thread, i int) {
	if j.engine == byJetStream {
		j.streamWorker(t, i)
		return
	}
	m := j.connected(t, i, getTaskQueue, getResultQueue)
	if m == nil {
		return
	}
	tasks, err := m.Create(t, getTaskQueue)
	if err != nil {
		return // the master is through already
	}
	results, err := m.Create(t, getResultQueue)
	if err != nil {
		return
	}
	for {
		n, err := managers.QueueProxy{BaseProxy: tasks}.GetTimeout(t, time.Second)
		switch {
		case errors.Is(err, threading.ErrEmpty):
			t.Print("task queue is empty.")
			continue
		case err != nil:
			t.Print("worker exit")
			return
		}
		j.workOn(t, i, n.(int))
		if err := (managers.QueueProxy{BaseProxy: results}).Put(t, square(n.(int))); err != nil {
			t.Print("worker exit, with a result that nobody takes")
			return
		}
	}
}

// workOn is what a worker does with a task.
func (j *distribution) workOn(t *sched.Thread, i, n int) {
	j.begun[i].Set(t, j.begun[i].Get(t)+1)
	t.Print(fmt.Sprintf("run task %d * %d ...", n, n))
	t.Sleep(j.work)
}
