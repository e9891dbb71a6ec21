package futures_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/sched/threading/futures"
)

// S14: each worker calls the initializer once, before its first task.
func TestS14AnInitializerRunsInEachWorker(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		lock, names := threading.NewLock(th, "lock"), []string(nil)
		pool := futures.NewThreadPool(th, 2, "w")
		pool.SetInitializer(func(t *sched.Thread) error {
			lock.With(t, func() { names = append(names, t.Name()) })
			t.Sleep(time.Millisecond)
			return nil
		})
		tasks := 0
		for _, err := range futures.Map(th, pool, func(t *sched.Thread, i int) (int, error) {
			lock.With(t, func() {
				must(t, slices.Contains(names, t.Name()), "%s has a task, and initialized are %v", t.Name(), names)
				tasks++
			})
			t.Sleep(2 * time.Millisecond)
			return i, nil
		}, make([]int, 6)) {
			must(th, err == nil, "error %v", err)
		}
		slices.Sort(names)
		must(th, slices.Equal(names, []string{"w_0", "w_1"}) && tasks == 6, "initialized are %v, and %d tasks are done", names, tasks)
	})
}

// S14: _initializer_failed of CPython's thread.py: what waits in the queue fails with BrokenThreadPool, and so does each submit after that.
func TestS14AnInitializerThatFailsBreaksThePool(t *testing.T) {
	for name, fails := range map[string]func(t *sched.Thread) error{
		"returns": func(t *sched.Thread) error { t.Sleep(time.Millisecond); return errors.New("no") },
		"raises":  func(t *sched.Thread) error { t.Sleep(time.Millisecond); t.Fail("no"); return nil },
	} {
		onBoth(t, func(th *sched.Thread) {
			pool := futures.NewThreadPool(th, 1, "")
			pool.SetInitializer(fails)
			first, second := futures.Submit(th, pool, sleeps(1)), futures.Submit(th, pool, sleeps(1))
			for _, f := range []*futures.Future[int]{first, second} {
				_, err := f.Result(th)
				must(th, errors.Is(err, futures.ErrBrokenThreadPool), "%s: a task's exception is %v", name, err)
			}
			err := th.Catch(func() { futures.Submit(th, pool, sleeps(1)) })
			must(th, errors.Is(err, futures.ErrBrokenThreadPool), "%s: a late submit raises %v", name, err)
			pool.Shutdown(th, true)
		})
	}
}

// Workers that are plain data make an op each.
func TestS14AnInitializerOfPlainData(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		made := 0
		pool := futures.NewRunnerPool(th, 1, "")
		pool.SetInitializerOp(func() sched.Call[struct{}] { made++; return &unready{op: sched.SleepOp(time.Millisecond)} })
		f := futures.Submit(th, pool, func(*sched.Thread) (int, error) { return 1, nil })
		_, err := f.Result(th)
		must(th, errors.Is(err, futures.ErrBrokenThreadPool) && made == 1, "the exception is %v, %d ops were made", err, made)
	})
}

// unready is an op that sleeps, and fails then.
type unready struct{ op sched.Op }

func (f *unready) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) { return f.op.Step(t, w) }

func (f *unready) Result() (struct{}, error) { return struct{}{}, errors.New("no") }
