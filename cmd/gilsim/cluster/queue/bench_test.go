//go:build unix

package queue_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/cluster"
)

// BenchmarkDistribution has shards of some work each done by two workers, and beside it the same work by two goroutines without a
// server. What the first takes more is reported as overhead-% of the time that passes and as cpu-overhead-% of processor time, which
// has the server, the master and the workers, and which a busy computer does not change.
func BenchmarkDistribution(b *testing.B) {
	for _, mb := range []int{10, 100} {
		b.Run(fmt.Sprintf("hash=%dMB", mb), func(b *testing.B) {
			const shards, workers = 100, 2
			_, login := serve(b, cluster.ServeOptions{})
			w := &workforce{t: b, login: login, do: func(shard int) ([]byte, error) { hash(mb); return square(shard) }}
			w.start(workers, version)
			var wall, cpu [2]time.Duration
			for n := 0; b.Loop(); n++ {
				for i, work := range []func(){
					func() {
						var group sync.WaitGroup
						for range workers {
							group.Go(func() {
								for range shards / workers {
									hash(mb)
								}
							})
						}
						group.Wait()
					},
					func() {
						if _, err := run(b, login, fmt.Sprint("job ", n), shards, cluster.WordTaken, nil); err != nil {
							b.Fatal(err)
						}
					},
				} {
					began, used := time.Now(), cpuTime(b)
					work()
					wall[i] += time.Since(began)
					cpu[i] += cpuTime(b) - used
				}
			}
			b.ReportMetric(100*(wall[1].Seconds()/wall[0].Seconds()-1), "overhead-%")
			b.ReportMetric(100*(cpu[1].Seconds()/cpu[0].Seconds()-1), "cpu-overhead-%")
		})
	}
}

var megabyte = make([]byte, 1<<20)

// hash is some work.
func hash(mb int) {
	for range mb {
		_ = sha256.Sum256(megabyte)
	}
}

// cpuTime returns the processor time that this process has taken.
func cpuTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// TestAQueueOf100000ShardsTakesLittleMemory has as many tasks in the queue, and no worker.
func TestAQueueOf100000ShardsTakesLittleMemory(t *testing.T) {
	if testing.Short() || runtime.GOOS != "linux" {
		t.Skip("it takes seconds, and asks Linux for the memory of this process")
	}
	_, login := serve(t, cluster.ServeOptions{})
	const shards, most = 100_000, 200 // MB
	none := 0
	stopped := fmt.Errorf("all tasks are there")
	err := master(login, "job", shards, nil, func(e cluster.Event) error {
		if e.Progress == nil || e.Progress.Trouble != "" {
			return nil
		}
		if none++; none == 2 { // it has looked, and put all of them
			return stopped
		}
		return nil
	})
	if err != stopped {
		t.Fatal(err)
	}
	mb := resident(t)
	t.Logf("server and master together take %d MB with %d shards in the queue", mb, shards)
	if mb > most && !underRace() {
		t.Errorf("they take %d MB, at most %d are allowed", mb, most)
	}
}

// underRace reports whether the race detector is on, which takes a multiple of the memory.
func underRace() bool {
	info, _ := debug.ReadBuildInfo()
	return info != nil && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}

// resident returns the memory of this process, in MB.
func resident(t *testing.T) int {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if f := strings.Fields(line); len(f) == 3 && f[0] == "VmRSS:" {
			kb, _ := strconv.Atoi(f[1])
			return kb >> 10
		}
	}
	t.Fatal("the memory is not told")
	return 0
}
