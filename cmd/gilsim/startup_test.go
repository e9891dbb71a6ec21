package main

import (
	"os/exec"
	"runtime/debug"
	"slices"
	"testing"
	"time"
)

// cpuOf returns the processor time that a process of the command takes, from its start to its end.
func cpuOf(tb testing.TB, args ...string) time.Duration {
	tb.Helper()
	cmd := exec.Command("gilsim", args...) // TestMain has put it into PATH
	if err := cmd.Run(); err != nil {
		tb.Fatal(err)
	}
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}

func TestTheCommandAnswersInAMoment(t *testing.T) {
	if underRace() {
		t.Skip("under the race detector everything takes ten times as long")
	}
	for _, tt := range []struct {
		args []string
		most time.Duration
	}{
		{[]string{"--help"}, 15 * time.Millisecond},
		{[]string{"--real=false", "--gil=on", "--threads=8"}, 100 * time.Millisecond},
	} {
		best := time.Hour // of a few: what else the computer does is no matter of ours
		for range 10 {
			if best = min(best, cpuOf(t, tt.args...)); best <= tt.most {
				break
			}
		}
		if best > tt.most {
			t.Errorf("gilsim %v takes %v of CPU, at most %v is allowed", tt.args, best, tt.most)
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
		cpu += cpuOf(b, args...)
	}
	b.ReportMetric(float64(cpu.Microseconds())/1000/float64(b.N), "cpu-ms/op")
}
