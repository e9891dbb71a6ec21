package queue_test

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/cluster"
)

// BenchmarkDistribution has shards of some work each done by two workers, and beside it the same work by two goroutines without a
// server: overhead-% is what the first takes longer.
func BenchmarkDistribution(b *testing.B) {
	for _, work := range []time.Duration{10 * time.Millisecond, 100 * time.Millisecond} {
		b.Run(work.String(), func(b *testing.B) {
			const shards, workers = 100, 2
			_, login := serve(b, cluster.ServeOptions{})
			w := &workforce{t: b, login: login, do: func(shard int) ([]byte, error) { busy(work); return square(shard) }}
			w.start(workers, version)
			var alone, together time.Duration
			for n := 0; b.Loop(); n++ {
				began := time.Now()
				done := make(chan bool)
				for range workers {
					go func() {
						for range shards / workers {
							busy(work)
						}
						done <- true
					}()
				}
				for range workers {
					<-done
				}
				alone += time.Since(began)
				began = time.Now()
				if _, err := run(b, login, fmt.Sprint("job ", n), shards, cluster.WordTaken, nil); err != nil {
					b.Fatal(err)
				}
				together += time.Since(began)
			}
			b.ReportMetric(100*(together.Seconds()/alone.Seconds()-1), "overhead-%")
		})
	}
}

// busy keeps a core busy for a time.
func busy(d time.Duration) {
	for began := time.Now(); time.Since(began) < d; {
	}
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
