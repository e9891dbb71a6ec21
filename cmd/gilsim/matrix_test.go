package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"

	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/sched/native"
)

// matrixFrom returns the matrix that these flags make, simulated.
func matrixFrom(t *testing.T, args ...string) *matrix {
	t.Helper()
	var o compareFlags
	fs := pflag.NewFlagSet("compare", pflag.ContinueOnError)
	o.declare(fs)
	if err := fs.Parse(append([]string{"--real=false"}, args...)); err != nil {
		t.Fatal(err)
	}
	m, err := o.matrix()
	if err != nil {
		t.Fatal(err)
	}
	m.run(context.Background(), new(progress))
	return m
}

func TestTheSentenceSaysWhatTheFiguresMean(t *testing.T) {
	for args, want := range map[string]string{
		"--cores=2":                              "the lock costs this workload a factor of 2.0 on 2 cores; it is CPU-bound: processes or free threading help, threads do not",
		"--cores=4":                              "the lock costs this workload a factor of 4.0 on 4 cores; it is CPU-bound",
		"--cores=1":                              "the lock costs this workload nothing that shows on 1 core: there is one thread at a time anyway",
		"--cores=2 --threads=1":                  "nothing that shows on 2 cores: there is one thread",
		"--cores=2 --workload=sleepers":          "nothing that shows on 2 cores; its threads wait for most of their time: threads help",
		"--cores=2 --workload=mixed --threads=2": "; threads that wait must wait again for those that compute",
		"--cores=2 --workload=balance-locked --param=count=2000":                  "without the lock this workload takes 1.",
		"--cores=2 --workload=deadlock --threads=2":                               "a run failed: the figures say nothing about the lock",
		"--cores=2 --gil=on":                                                      "with gil on, 8 threads are 1.0 times as fast as one on 2 cores; what the lock costs shows beside --gil=off",
		"--cores=2 --gil=off":                                                     "with gil off, 8 threads are 2.0 times as fast as one on 2 cores; what the lock costs shows beside --gil=on",
		"--cores=2 --gil=coop,on,off --param=rounds=150000 --switch-interval=1ms": "a factor of 2.0 on 2 cores",
	} {
		if got := matrixFrom(t, strings.Fields(args)...).meaning(); !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", args, got, want)
		}
	}
}

func TestNothingIsSaidThatTheNoiseHides(t *testing.T) {
	noisy := effect{cost: measure.SpreadOf([]float64{0.8, 2, 1.1}), speedup: 2, cores: 2, threads: 2}
	if got := noisy.sentence(); !strings.HasPrefix(got, "it is too noisy here to say what the lock costs") {
		t.Errorf("it says %q", got)
	}
	calm := effect{cost: measure.SpreadOf([]float64{1.02, 0.98, 1.01}), speedup: 2, cores: 2, threads: 2}
	if got := calm.sentence(); !strings.HasPrefix(got, "the lock costs this workload nothing that shows") {
		t.Errorf("it says %q", got)
	}
}

// A program that gives each thread the same work has more of it with more threads, and one that splits it has not. Per
// bytecode the two are alike.
func TestRelativeFiguresArePerWorkDone(t *testing.T) {
	for _, args := range []string{"--param=rounds=300000", "--workload=countdown --param=n=1000000"} {
		for _, c := range matrixFrom(t, append(strings.Fields(args), "--cores=4", "--threads=4")...).cells {
			want := 1.0
			if lockName(c.lock) == "gil off" {
				want = float64(c.threads)
			}
			r := c.prediction()
			if got := r.speedup.Median; got < 0.93*want || got > 1.07*want || r.relative.Median*got < 0.99 || r.relative.Median*got > 1.01 {
				t.Errorf("%s, %s, %d threads: the speed-up is %v and the relative time %v, want about %v", args, lockName(c.lock), c.threads, got, r.relative.Median, want)
			}
		}
	}
}

func TestMeasuredRatiosAreThoseOfEachRound(t *testing.T) {
	m := matrixFrom(t, "--gil=off", "--threads=2", "--param=rounds=1000")
	series := func(walls ...time.Duration) *measure.Series {
		s := seriesOf(walls...)
		for i := range s.Results {
			s.Results[i].Threads = []native.ThreadUsage{{Bytecodes: 100}}
		}
		return s
	}
	m.cells[0].give(series(10, 20, 60))
	m.cells[1].give(series(5, 10, 30))
	if got := m.cells[1].measurement(); got.speedup.Median != 2 || got.speedup.Noise != 0 || got.relative.Median != 0.5 {
		t.Errorf("the speed-up is %+v, the relative time %+v, want 2 and 0.5 in each round", got.speedup, got.relative)
	}
}

func TestEachLockHasItsCellsWithOneThreadFirst(t *testing.T) {
	m := matrixFrom(t, "--gil=on,ticks", "--switch-interval=1ms,20ms", "--threads=4,2", "--param=rounds=10", "--cores=2")
	var got []string
	for _, c := range m.cells {
		got = append(got, lockName(c.lock)+" "+shortDuration(c.lock.Interval)+" "+count(c.threads)+" over "+count(c.base.threads))
	}
	want := "gil on 1ms 1 over 1, gil on 1ms 4 over 1, gil on 1ms 2 over 1, gil on 20ms 1 over 1, gil on 20ms 4 over 1, gil on 20ms 2 over 1, " +
		"gil ticks 5ms 1 over 1, gil ticks 5ms 4 over 1, gil ticks 5ms 2 over 1"
	if text := strings.Join(got, ", "); text != want {
		t.Errorf("the cells are %s, want %s", text, want)
	}
	if curves := m.charts()[0].Curves; len(curves) != 6 || curves[0].Points[1][0] != 2 || len(curves[1].Points) != 0 {
		t.Errorf("the curves are %v, want a predicted one of rising numbers of threads and an empty measured one for each lock", curves)
	}
}
