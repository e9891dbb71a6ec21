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
// a computer takes for the start of a process, be it slow or busy. The help takes about twice as much: most of it
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
		{[]string{"--help"}, 2.5},
		{[]string{"--real=false", "--gil=on", "--threads=8"}, 8},
	} {
		var ratios []float64 // of two processes that ran one after the other, beside the same others
		for range 15 {
			bare := cpuOf(t, strings.TrimSpace(string(compiler)), "-V")
			ratios = append(ratios, float64(cpuOf(t, "gilsim", tt.args...))/float64(bare)) // TestMain has put it into PATH
		}
		slices.Sort(ratios)
		median := ratios[len(ratios)/2]
		t.Logf("gilsim %v takes %.2f times the processor time of a bare process (%.2f to %.2f)", tt.args, median, ratios[0], ratios[len(ratios)-1])
		if median > tt.most {
			t.Errorf("gilsim %v takes %.2f times the processor time of a bare process, at most %v is allowed", tt.args, median, tt.most)
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
