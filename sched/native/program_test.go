// This file tests what programs can ask of the real machine.

package native_test

import (
	"context"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/trace"
)

func TestSleepIsNeverTooShort(t *testing.T) {
	for _, portable := range []bool{false, true} {
		cfg := native.Config{GIL: gil.Config{Discipline: gil.On}, Loop: loop(), Portable: portable}
		_, err := native.Run(context.Background(), cfg, func(th *sched.Thread) {
			crew(th, 4, func(th *sched.Thread, i int) {
				for j := range 10 {
					d := time.Duration(i*10+j) * 50 * time.Microsecond
					began := time.Now()
					th.Sleep(d)
					if slept := time.Since(began); slept < d {
						t.Errorf("portable %v: slept %v, not %v", portable, slept, d)
					}
				}
			})
		})
		if err != nil {
			t.Error(err)
		}
	}
}

func TestTimePassesForTheProgram(t *testing.T) {
	_, err := run(gil.Config{Discipline: gil.On}, func(th *sched.Thread) {
		before := th.Now()
		th.Sleep(3 * time.Millisecond)
		if passed := th.Now() - before; passed < 3*time.Millisecond {
			t.Errorf("%v passed", passed)
		}
	})
	if err != nil {
		t.Error(err)
	}
}

// The numbers that one thread draws come from the seed alone.
func TestRandomNumbersComeFromTheSeed(t *testing.T) {
	draw := func(seed uint64) (list []int64) {
		cfg := native.Config{Loop: loop(), Seed: seed}
		_, err := native.Run(context.Background(), cfg, func(t *sched.Thread) {
			for range 20 {
				list = append(list, t.Random(1000))
			}
		})
		if err != nil {
			t.Error(err)
		}
		return list
	}
	if a, b, c := draw(7), draw(7), draw(8); !slices.Equal(a, b) || slices.Equal(a, c) {
		t.Errorf("seed 7: %v and %v, seed 8: %v", a, b, c)
	}
}

// Several threads may draw at the same time; which one gets which number is not settled, and the race detector is content.
func TestThreadsDrawAtTheSameTime(t *testing.T) {
	_, err := run(gil.Config{}, func(th *sched.Thread) {
		crew(th, 4, func(th *sched.Thread, _ int) {
			for range 200 {
				if x := th.Random(6); x < 0 || x > 5 {
					t.Errorf("drew %d", x)
				}
			}
		})
	})
	if err != nil {
		t.Error(err)
	}
}

func TestPinnedThreadsStayOnOneCoreEachInTurn(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("threads can be tied to cores on Linux alone")
	}
	cores := native.Cores()
	got := make([]string, 4)
	cfg := native.Config{Loop: loop(), Pin: true}
	_, err := native.Run(context.Background(), cfg, func(t *sched.Thread) {
		got[0] = affinity()
		crew(t, 3, func(t *sched.Thread, i int) { got[i+1] = affinity() })
	})
	if err != nil || got[0] != got[cores%4] && cores < 4 || strings.ContainsAny(strings.Join(got, ""), "-,") {
		t.Errorf("the threads were tied to %q of %d cores, error %v", got, cores, err)
	}
	if native.Cores() != cores {
		t.Errorf("%d cores in reach after a pinned run, %d before", native.Cores(), cores)
	}
}

// affinity returns the list of cores that the calling OS thread is tied to, on Linux.
func affinity() string {
	status, _ := os.ReadFile("/proc/thread-self/status")
	_, rest, _ := strings.Cut(string(status), "Cpus_allowed_list:\t")
	list, _, _ := strings.Cut(rest, "\n")
	return list
}

// Hundreds of threads that start and end at the same time.
func TestASpawnStorm(t *testing.T) {
	for _, lock := range []gil.Config{{}, {Discipline: gil.On}} {
		n := 0
		tr, err := recorded(t, native.Config{GIL: lock}, func(t *sched.Thread) {
			crew(t, 20, func(t *sched.Thread, _ int) {
				crew(t, 10, func(t *sched.Thread, _ int) { t.Run(10) })
			})
		})
		for _, e := range tr.Events {
			if e.Kind == trace.Exit {
				n++
			}
		}
		if err != nil || n != 1+20+200 {
			t.Errorf("%v: %d threads have ended, error %v", lock.Discipline, n, err)
		}
	}
}

// What the operating system accounts for is plausible: two threads that compute use as much as they computed. What a bytecode costs is measured
// before and after, as the computer may have become slower or faster since the loop was calibrated.
func TestUsageIsThatOfTheThreads(t *testing.T) {
	before := loop().Measure()
	r, err := run(gil.Config{Discipline: gil.On, Checks: gil.Calls311}, func(t *sched.Thread) {
		crew(t, 2, func(t *sched.Thread, _ int) { t.Execute(sched.Code{N: 9e6, Round: 9}) })
	})
	if err != nil {
		t.Fatal(err)
	}
	after := loop().Measure()
	least, most := 18_000*min(before, after), 18_000*max(before, after)
	if !r.Usage.CPU.Known {
		t.Skip("the operating system does not tell of single threads")
	}
	if r.Usage.CPU.N < least/2 || r.Usage.CPU.N > 4*most {
		t.Errorf("%d ns used, %d to %d computed", r.Usage.CPU.N, least, most)
	}
	if all := r.Process.CPU; !all.Known || all.N < r.Usage.CPU.N {
		t.Errorf("the process used %v, its threads %v", all, r.Usage.CPU)
	}
}

func TestEachProcessHasALockOfItsOwn(t *testing.T) {
	for _, d := range []gil.Discipline{gil.Ticks, gil.Interval, gil.Coop} {
		lock := gil.Config{Discipline: d, Interval: 50 * time.Microsecond}
		tr, err := recorded(t, native.Config{GIL: lock, Loop: loop()}, func(th *sched.Thread) {
			child := th.SpawnProcess("child", lock, func(th *sched.Thread) { crew(th, 2, func(th *sched.Thread, _ int) { th.Loop(20_000, 10) }) })
			crew(th, 2, func(th *sched.Thread, _ int) { th.Loop(20_000, 10) })
			th.Join(child)
		})
		if err != nil {
			t.Errorf("%v: %v", d, err)
			continue
		}
		locks := map[int32]bool{}
		for _, e := range tr.Events {
			if e.Kind == trace.Take {
				locks[e.Obj] = true
			}
		}
		if len(locks) != 2 {
			t.Errorf("%v: %d locks are taken, want one a process", d, len(locks))
		}
	}
}
