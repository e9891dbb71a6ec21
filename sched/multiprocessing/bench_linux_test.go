package multiprocessing_test

import (
	"context"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	mp "github.com/gilsim/gilsim/sched/multiprocessing"
	"github.com/gilsim/gilsim/sched/native"
)

// A transfer is a program that passes n small items between processes of the operating system, beside the same in Python. Each tells
// what that took once its processes run; a pool has mapped as many items before, so that the memory of its workers has been touched.
type transfer struct {
	name    string
	program func(t *sched.Thread, n int) time.Duration
	python  string
}

var transfers = []transfer{
	{"Queue", throughQueue, `
import sys, time, multiprocessing as mp
def feed(q, n):
    q.put('ready')
    for i in range(n):
        q.put(i)
if __name__ == '__main__':
    n = int(sys.argv[1])
    q = mp.Queue()
    p = mp.Process(target=feed, args=(q, n))
    p.start()
    q.get()
    begin = time.perf_counter()
    for i in range(n):
        q.get()
    print(time.perf_counter() - begin)
    p.join()
`},
	{"Pool.map", throughPool(0), pythonPool("")},
	{"Pool.map, one item a chunk", throughPool(1), pythonPool(", 1")},
}

func pythonPool(chunk string) string {
	return `
import sys, time, multiprocessing as mp
def same(x):
    return x
if __name__ == '__main__':
    n = int(sys.argv[1])
    with mp.Pool(2) as pool:
        pool.map(same, range(n)` + chunk + `)
        begin = time.perf_counter()
        pool.map(same, range(n)` + chunk + `)
        print(time.perf_counter() - begin)
`
}

func throughQueue(t *sched.Thread, n int) time.Duration {
	q := mp.NewQueue(t, "queue", 0)
	p := begun(t, func(t *sched.Thread) {
		q.Put(t, "ready")
		for i := range n {
			q.Put(t, i)
		}
	})
	q.Get(t)
	begin := t.Now()
	for range n {
		q.Get(t)
	}
	took := t.Now() - begin
	p.Join(t)
	return took
}

func throughPool(chunk int) func(t *sched.Thread, n int) time.Duration {
	return func(t *sched.Thread, n int) time.Duration {
		same := mp.NewFunc(t, "same", func(_ *sched.Thread, args ...any) (any, error) { return args[0], nil })
		pool := mp.NewPool(t, mp.PoolConfig{Processes: 2})
		items := make([]any, n)
		for i := range items {
			items[i] = i
		}
		var took time.Duration
		for range 2 {
			begin := t.Now()
			if _, err := pool.MapAsync(t, same, chunk, items...).Get(t, sched.Forever); err != nil {
				t.Fail("%v", err)
			}
			took = t.Now() - begin
		}
		pool.Terminate(t)
		pool.Join(t)
		return took
	}
}

// transferred is what the program of transferring has taken, which the first process executes here.
var transferred time.Duration

var transferring = native.NewProgram("multiprocessing benchmarks", func(args string) (native.Config, func(t *sched.Thread), error) {
	name, count, _ := strings.Cut(args, "|")
	n, err := strconv.Atoi(count)
	if err != nil {
		return native.Config{}, nil, err
	}
	for _, x := range transfers {
		if x.name == name {
			return native.Config{GIL: gil.Config{Discipline: gil.On}}, func(t *sched.Thread) { transferred = x.program(t, n) }, nil
		}
	}
	return native.Config{}, nil, fmt.Errorf("no transfer is called %q", name)
})

// BenchmarkTransfers passes 10,000 items a round.
func BenchmarkTransfers(b *testing.B) {
	const n = 10_000
	for _, x := range transfers {
		b.Run(x.name+"/gilsim", func(b *testing.B) {
			x.measure(b, n, func() (time.Duration, error) {
				_, err := transferring.Run(context.Background(), fmt.Sprintf("%s|%d", x.name, n), func(c *native.Config) { c.Loop = realLoop() })
				return transferred, err
			})
		})
		b.Run(x.name+"/python3.11", func(b *testing.B) {
			python, err := exec.LookPath("python3.11")
			if err != nil {
				b.Skip("there is no python3.11")
			}
			x.measure(b, n, func() (time.Duration, error) {
				out, err := exec.Command(python, "-c", x.python, strconv.Itoa(n)).Output()
				if err != nil {
					return 0, err
				}
				seconds, err := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
				return time.Duration(seconds * 1e9), err
			})
		})
	}
}

// measure reports what an item takes: what it takes to start processes is not in it.
func (x *transfer) measure(b *testing.B, n int, once func() (time.Duration, error)) {
	var took time.Duration
	for b.Loop() {
		one, err := once()
		if err != nil {
			b.Fatal(err)
		}
		took += one
	}
	b.ReportMetric(float64(took.Nanoseconds())/float64(b.N)/float64(n), "ns/item")
}
