package main

import (
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// byItself returns gilsim-cluster, not started: this test binary, which is that under this name.
func byItself(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	path, err := exec.LookPath("gilsim-cluster")
	if err != nil {
		t.Fatal(err)
	}
	return exec.Command(path, args...)
}

// lost returns how many tasks were lost, of how many, as a pattern finds them in what was printed.
func lost(t *testing.T, text, pattern string) (n int) {
	t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(text)
	if m == nil {
		t.Fatalf("it does not say %q, but %s", pattern, text)
	}
	n, _ = strconv.Atoi(m[1])
	return n
}

// TestKillsLoseTasksOfAManagerAndNoneOfJetStream has a worker of the same program killed -9 on both, and in every second round the master.
func TestKillsLoseTasksOfAManagerAndNoneOfJetStream(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes some seconds a round")
	}
	gone := 0
	for round := range *rounds {
		kill := []string{"worker", "master"}[round%2]
		args := []string{"kill=" + kill, "workers=3", "tasks=6", "work=100ms", "listen=127.0.0.1:" + strconv.Itoa(free(t))}
		p := start(t, byItself(t, append([]string{"distributed", "patience=1m"}, args...)...))
		code := p.ended()
		if n := lost(t, p.out.text(), `\d results? of 6 tasks, (\d) lost`); n != 0 || code != 0 {
			t.Errorf("with JetStream and kill=%s %d tasks are lost, and the exit code is %d: %s%s", kill, n, code, p.out.text(), p.errs.text())
		}
		if runtime.GOOS != "linux" {
			continue // processes are started for real on Linux only
		}
		all := []string{"--workload=distributed", "--sim=false", "--repeat=1", "--param=patience=300ms"}
		for _, a := range args {
			all = append(all, "--param="+a)
		}
		p = start(t, gilsim(t, all...))
		code = p.ended()
		n := lost(t, p.errs.text(), `does not hold in \d of \d runs: \d results? of 6 tasks, (\d) lost`)
		if n == 0 || code != exitFinding {
			t.Errorf("with a manager and kill=%s %d tasks are lost, and the exit code is %d: %s%s", kill, n, code, p.out.text(), p.errs.text())
		}
		gone += n
	}
	t.Logf("%d rounds, in turn with a worker and with the master killed -9: a manager has lost %d of %d tasks, JetStream none", *rounds, gone, 6**rounds)
}

func TestTheProgramOnJetStreamSaysWhatIsWrong(t *testing.T) {
	for want, args := range map[string][]string{
		"must be KEY=VALUE":        {"worker"},
		"for the simulated":        {"latency=1s"},
		"workers is 0: it must":    {"workers=0"},
		"tasks is 0: it must":      {"tasks=0"},
		"ack-wait is 1ms: for":     {"ack-wait=1ms"},
		"somebody listens":         {"listen=" + taken(t)},
		`has no parameter "color"`: {"color=red"},
	} {
		p := start(t, byItself(t, append([]string{"distributed"}, args...)...))
		if code := p.ended(); code != 2 || !strings.Contains(p.errs.text(), want) || strings.Count(p.errs.text(), "\n") != 1 {
			t.Errorf("%s: it exits with %d and says %s, want %q", args, code, p.errs.text(), want)
		}
	}
}

func TestAnInterruptedProgramOnJetStreamLeavesNothing(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot be interrupted there")
	}
	cmd := byItself(t, "distributed", "tasks=100", "listen=127.0.0.1:"+strconv.Itoa(free(t)))
	folder := t.TempDir()
	cmd.Env = append(os.Environ(), "TMPDIR="+folder)
	p := start(t, cmd)
	p.await(&p.out, lineResult)
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if code := p.ended(); code != exitInterrupted { // which waits for its output to end, and so for the processes that have it
		t.Errorf("it exits with %d: %s", code, p.errs.text())
	}
	if left, _ := os.ReadDir(folder); len(left) > 0 {
		t.Errorf("it leaves %s", left[0].Name())
	}
}
