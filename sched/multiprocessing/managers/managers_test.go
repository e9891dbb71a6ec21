package managers_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing/connection"
	"github.com/gilsim/gilsim/sched/multiprocessing/managers"
	"github.com/gilsim/gilsim/sched/threading"
)

// queueManager is the tutorials' QueueManager: two queues.
func queueManager(c managers.Config) *managers.BaseManager {
	m := managers.NewBaseManager(c)
	for _, typeid := range []string{"get_task_queue", "get_result_queue"} {
		var made *managers.Object
		m.Register(managers.Type{Typeid: typeid, New: func(t *sched.Thread, _ managers.Args) (*managers.Object, error) {
			if made == nil {
				made = managers.NewQueue(threading.NewQueue[any](t, strings.TrimPrefix(typeid, "get_"), 0))
			}
			return made, nil
		}})
	}
	return m
}

func must(t *sched.Thread, err error) {
	if err != nil {
		t.Fail("%v", err)
	}
}

func queue(t *sched.Thread, m *managers.BaseManager, typeid string) managers.QueueProxy {
	p, err := m.Create(t, typeid)
	must(t, err)
	return managers.QueueProxy{BaseProxy: p}
}

// The tutorials' master and worker, on both machines.
func TestTasksAndResults(t *testing.T) {
	real.OnBoth(t, func(th *sched.Thread) {
		m := queueManager(managers.Config{Authkey: []byte("abc")})
		must(th, m.Start(th))
		tasks, results := queue(th, m, "get_task_queue"), queue(th, m, "get_result_queue")
		for i := range 5 {
			must(th, tasks.Put(th, i))
		}
		worker := th.SpawnProcess("worker", nil, func(th *sched.Thread) {
			m := queueManager(managers.Config{Address: m.Address(), Authkey: []byte("abc")})
			must(th, m.Connect(th))
			tasks, results := queue(th, m, "get_task_queue"), queue(th, m, "get_result_queue")
			for {
				n, err := tasks.GetTimeout(th, 20*time.Millisecond)
				if errors.Is(err, threading.ErrEmpty) {
					return
				}
				must(th, err)
				must(th, results.Put(th, n.(int)*n.(int)))
			}
		})
		for i := range 5 {
			n, err := results.Get(th)
			must(th, err)
			machinetest.Must(th, n == i*i, "result %v of %d", n, i)
		}
		th.Join(worker)
		m.Shutdown(th)
		_, err := tasks.Qsize(th)
		machinetest.Must(th, err != nil, "a queue of a manager that is shut down has a size")
	})
}

// Who has another key is refused, and the server goes on.
func TestAnotherKeyIsRefused(t *testing.T) {
	real.OnBoth(t, func(th *sched.Thread) {
		m := queueManager(managers.Config{Authkey: []byte("abc")})
		s, err := m.GetServer(th)
		must(th, err)
		serving := th.SpawnProcess("server", nil, s.ServeForever)
		for range 3 {
			wrong := queueManager(managers.Config{Address: m.Address(), Authkey: []byte("abd")})
			var refused *connection.AuthenticationError
			err := wrong.Connect(th)
			machinetest.Must(th, errors.As(err, &refused) && refused.Text == "digest sent was rejected", "%v", err)
		}
		right := queueManager(managers.Config{Address: m.Address(), Authkey: []byte("abc")})
		must(th, right.Connect(th))
		for s.Refused(th) < 3 {
			th.Sleep(time.Millisecond) // the server counts after it has told the client
		}
		machinetest.Must(th, s.Refused(th) == 3, "%d refused", s.Refused(th))
		s.Stop(th)
		th.Join(serving)
	})
}

// Rule 41: the server forgets an object with its last proxy.
func TestProxiesAreCounted(t *testing.T) {
	real.OnBoth(t, func(th *sched.Thread) {
		m, err := managers.Manager(th)
		must(th, err)
		count := func(want int) {
			n, err := m.NumberOfObjects(th)
			must(th, err)
			info, err := m.DebugInfo(th)
			must(th, err)
			machinetest.Must(th, n == want, "%d objects, want %d:\n%s", n, want, info)
		}
		count(0)
		l, err := m.List(th, 1, 2)
		must(th, err)
		count(1)
		info, err := m.DebugInfo(th)
		must(th, err)
		machinetest.Must(th, strings.Contains(info, "refcount=1\n    [1, 2]"), "%s", info)
		l.Close(th)
		count(0)
		_, err = l.Len(th)
		machinetest.Must(th, err != nil, "a proxy that is closed finds its object")
	})
}
