package managers_test

import (
	"errors"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	mp "github.com/gilsim/gilsim/sched/multiprocessing"
	"github.com/gilsim/gilsim/sched/multiprocessing/managers"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/socket"
	"github.com/gilsim/gilsim/sched/threading"
)

// simulated runs a program, which must not fail, on a simulated machine of several cores.
func simulated(t *testing.T, main func(th *sched.Thread)) {
	t.Helper()
	if _, err := machinetest.Simulated(t, sim.Config{Cores: 4, GIL: gil.Config{Discipline: gil.On}}, main); err != nil {
		t.Error(err)
	}
}

// started starts a process of the program.
func started(th *sched.Thread, f func(th *sched.Thread)) *mp.Process {
	p := mp.NewProcess(th, f)
	p.Start(th)
	return p
}

// added has two processes do d['y'] += 1, so often each, and returns what comes of it.
func added(th *sched.Thread, d managers.DictProxy, times int, with func(th *sched.Thread, f func() error) error) int {
	must(th, d.Set(th, "y", 0))
	var list []*mp.Process
	for range 2 {
		list = append(list, started(th, func(th *sched.Thread) {
			for range times {
				must(th, with(th, func() error {
					y, _, err := d.Get(th, "y")
					if err != nil {
						return err
					}
					return d.Set(th, "y", y.(int)+1)
				}))
			}
		}))
	}
	for _, p := range list {
		p.Join(th)
	}
	y, _, err := d.Get(th, "y")
	must(th, err)
	return y.(int)
}

// Rule 39: d['y'] += 1 is two round trips, between which another process comes; a lock of the manager's around both helps.
func TestAddingToAnItemLosesUpdates(t *testing.T) {
	simulated(t, func(th *sched.Thread) {
		m, err := managers.Manager(th)
		must(th, err)
		d, err := m.Dict(th, nil)
		must(th, err)
		const times = 40
		got := added(th, d, times, func(_ *sched.Thread, f func() error) error { return f() })
		machinetest.Must(th, got < 2*times && got >= times/2, "%d of %d: nothing is lost, or everything", got, 2*times)
		l, err := m.Lock(th)
		must(th, err)
		got = added(th, d, times, l.With)
		machinetest.Must(th, got == 2*times, "%d of %d with a lock", got, 2*times)
	})
}

// Rule 39: what an item is, is a copy: a list inside that is changed in place does not change; a proxy inside does.
func TestANestedListIsACopy(t *testing.T) {
	real.OnBoth(t, func(th *sched.Thread) {
		m, err := managers.Manager(th)
		must(th, err)
		d, err := m.Dict(th, nil)
		must(th, err)
		must(th, d.Set(th, "list", []any{1}))
		value, _, err := d.Get(th, "list")
		must(th, err)
		copied := value.([]any)
		copied[0] = 2
		again, _, err := d.Get(th, "list")
		must(th, err)
		machinetest.Must(th, managers.Repr(again) == "[1]", "the list is %s", managers.Repr(again))
		inner, err := m.List(th, 1)
		must(th, err)
		must(th, d.Set(th, "proxy", inner.BaseProxy))
		value, _, err = d.Get(th, "proxy")
		must(th, err)
		must(th, managers.ListProxy{BaseProxy: value.(*managers.BaseProxy)}.Append(th, 2))
		machinetest.Must(th, inner.Str(th) == "[1, 2]", "the list is %s", inner.Str(th))
		m.Shutdown(th)
	})
}

// Rule 41: a forked child counts the proxies that it uses, and counts them out at its end; one that is killed does not.
func TestChildrenCountTheirProxies(t *testing.T) {
	simulated(t, func(th *sched.Thread) {
		m, err := managers.Manager(th)
		must(th, err)
		l, err := m.List(th)
		must(th, err)
		use := func(th *sched.Thread) { must(th, l.Append(th, 1)) }
		started(th, use).Join(th)
		killed := started(th, func(th *sched.Thread) {
			use(th)
			th.Sleep(time.Hour)
		})
		th.Sleep(time.Second)
		killed.Kill(th)
		killed.Join(th)
		n, err := l.Len(th)
		machinetest.Must(th, n == 2 && err == nil, "%d items (%v)", n, err)
		l.Close(th)
		objects, err := m.NumberOfObjects(th)
		machinetest.Must(th, objects == 1 && err == nil, "%d objects, want that of the killed child (%v)", objects, err)
	})
}

// Rule 43: a client that is killed inside get() has its thread in the server take the next item, and nobody gets it.
func TestAClientThatIsKilledInGetLosesAnItem(t *testing.T) {
	simulated(t, func(th *sched.Thread) {
		m, err := managers.Manager(th)
		must(th, err)
		q, err := m.Queue(th, 0)
		must(th, err)
		killed := started(th, func(th *sched.Thread) { _, _ = q.Get(th) })
		th.Sleep(time.Second)
		killed.Kill(th)
		killed.Join(th)
		must(th, q.Put(th, "lost"))
		must(th, q.Put(th, "kept"))
		got, err := q.GetTimeout(th, time.Second)
		machinetest.Must(th, got == "kept" && err == nil, "%v (%v)", got, err)
		_, err = q.GetTimeout(th, time.Second)
		machinetest.Must(th, errors.Is(err, threading.ErrEmpty), "%v", err)
	})
}

// Rule 42: where nobody listens the connection is refused; a manager that is started twice says so, as one does whose port is
// taken.
func TestStartsAndConnectionsThatFail(t *testing.T) {
	real.OnBoth(t, func(th *sched.Thread) {
		m := queueManager(managers.Config{Authkey: []byte("abc")})
		_, err := m.Create(th, "get_task_queue")
		machinetest.Must(th, err != nil && err.Error() == "AssertionError: server not yet started", "%v", err)
		must(th, m.Start(th))
		err = m.Start(th)
		machinetest.Must(th, err != nil && err.Error() == "multiprocessing.context.ProcessError: Already started server", "%v", err)
		err = queueManager(managers.Config{Address: m.Address(), Authkey: []byte("abc")}).Start(th)
		machinetest.Must(th, err != nil, "two managers have one port")
		m.Shutdown(th)
		err = queueManager(managers.Config{Address: m.Address(), Authkey: []byte("abc")}).Connect(th)
		machinetest.Must(th, errors.Is(err, socket.ErrConnectionRefused), "%v", err)
		machinetest.Must(th, queueManager(managers.Config{Address: m.Address()}).Connect(th) != nil, "who has no key connects")
		machinetest.Must(th, m.Address().IsLoopback(), "it listens at %v", m.Address())
	})
}
