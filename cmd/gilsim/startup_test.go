package main

import (
	"os/exec"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"
)

// cpuOf returns the processor time that a process takes, from its start to its end.
func cpuOf(tb testing.TB, program string, args ...string) time.Duration {
	tb.Helper()
	cmd := exec.Command(program, args...)
	if err := cmd.Run(); err != nil {
		tb.Fatal(err)
	}
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}

// The limits are multiples of what another Go program of some size takes, the compiler, which tells its version and ends: so much
// a computer takes for the start of a process, be it slow or busy. The help takes about twice as much, and three times beside other tests, which have the caches: most of it
// is the size of the executable, and of what packages do at their start the fonts of charts are the largest part.
func TestTheCommandAnswersInAMoment(t *testing.T) {
	if underRace() {
		t.Skip("under the race detector everything takes ten times as long")
	}
	compiler, err := exec.Command("go", "tool", "-n", "compile").Output()
	if err != nil {
		t.Skip("there is no compiler to compare with: ", err)
	}
	for _, tt := range []struct {
		args []string
		most float64
	}{
		{[]string{"--help"}, 4},
		{[]string{"--real=false", "--gil=on", "--threads=8"}, 8},
	} {
		bare, best := time.Hour, time.Hour // the least of a few: what disturbs one adds to it
		for i := range 20 {
			bare = min(bare, cpuOf(t, strings.TrimSpace(string(compiler)), "-V"))
			best = min(best, cpuOf(t, "gilsim", tt.args...)) // TestMain has put it into PATH
			if most := time.Duration(tt.most * float64(bare)); i >= 4 && best <= most {
				break
			}
		}
		t.Logf("gilsim %v takes %v of CPU, %.2f times as much as a bare process", tt.args, best, float64(best)/float64(bare))
		if float64(best) > tt.most*float64(bare) {
			t.Errorf("gilsim %v takes %v of CPU, at most %v times the %v of a bare process is allowed", tt.args, best, tt.most, bare)
		}
	}
}

func TestTheDefaultCommandEndsWithinTenSeconds(t *testing.T) {
	if testing.Short() || underRace() {
		t.Skip("it measures for some seconds, and much longer under the race detector")
	}
	const most = 10 * time.Second
	var took time.Duration
	for range 2 { // once more if the computer was very busy
		began := time.Now()
		if err := exec.Command("gilsim").Run(); err != nil {
			t.Fatal(err)
		}
		if took = time.Since(began); took <= most {
			return
		}
	}
	t.Errorf("it takes %v, at most %v is allowed", took, most)
}

// underRace reports whether the race detector is on.
func underRace() bool {
	info, _ := debug.ReadBuildInfo()
	return info != nil && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}

// The benchmarks report the processor time of a process beside the time that passes.
func BenchmarkHelp(b *testing.B) { benchmarkProcess(b, "--help") }
func BenchmarkDefaultRun(b *testing.B) {
	benchmarkProcess(b, "--real=false", "--gil=on", "--threads=8")
}

func benchmarkProcess(b *testing.B, args ...string) {
	var cpu time.Duration
	for b.Loop() {
		cpu += cpuOf(b, "gilsim", args...)
	}
	b.ReportMetric(float64(cpu.Microseconds())/1000/float64(b.N), "cpu-ms/op")
}
