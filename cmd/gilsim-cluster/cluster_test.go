package main

import (
	"flag"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

const racy = `import threading
n = 0
def f():
    global n
    for _ in range(30):
        x = n
        n = x + 1
ts = [threading.Thread(target=f) for _ in range(2)]
[t.start() for t in ts]
[t.join() for t in ts]
print(n)
`

func TestTheReportIsThatOfThisComputerAlone(t *testing.T) {
	s := newSite(t)
	file := filepath.Join(t.TempDir(), "racy.py")
	if err := os.WriteFile(file, []byte(racy), 0o644); err != nil {
		t.Fatal(err)
	}
	s.worker("--jobs=2")
	s.worker("--jobs=1")
	runs := "--runs=1100" // two parts
	if testing.Short() {
		runs = "--runs=100"
	}
	for _, args := range [][]string{
		{"--workload=balance", "--param=count=1000", "--gil=off", "--seeds=300"},
		{"--workload=balance", "--param=count=50", "--python=2.7", "--seeds=300", "--format=json", "--seed=18446744073709551000"},
		{"--workload=deadlock", "--seeds=20"},
		{file, "--seeds=100", "--python=3.9", "--expect=60", "--fail-on-wrong"},
		{"compare", file, "--python=2.7,3.9,3.13t", "--seeds=30", "--format=json", "--real=false"},
		{"search", "balance", "--param=count=1", "--threads=2", "--python=3.9", "--strategy=random"}, // ends after the second part of a hundred
		{"search", file, "--python=3.13", "--strategy=pos", runs, "--format=json"},
		{"search", "balance", "--param=count=1", "--threads=2", "--gil=off"}, // over before anybody else is needed
		{"search", "balance", "--param=count=1", "--threads=2", "--all-eras", "--runs=1500", "--format=json"},
		{"search", "balance", "--param=count=1", "--threads=2", "--all-eras", "--strategy=random", "--runs=1500"},
		{"compare", "--workload=countdown", "--param=n=20000", "--real=false", "--cores=4", "--profile=vm", "--switch-interval=1ms,5ms"},
		{"compare", "--workload=deadlock", "--threads=2", "--cores=16", "--format=json"}, // nothing is measured there
	} {
		p := s.master(args...)
		code := p.ended()
		alone := start(t, gilsim(t, args...))
		if want := alone.ended(); code != want {
			t.Errorf("gilsim %s exits with %d, and alone with %d: %s", strings.Join(args, " "), code, want, p.errs.text())
		}
		if got, want := p.out.text(), alone.out.text(); got != want || got == "" {
			t.Errorf("gilsim %s prints\n%s\nand alone\n%s", strings.Join(args, " "), got, want)
		}
		if got, want := p.errs.text(), alone.errs.text(); got != want {
			t.Errorf("gilsim %s says\n%s\nand alone\n%s", strings.Join(args, " "), got, want)
		}
	}
}

var searchInRounds = flag.Bool("search-in-rounds", false, "a search of some 400,000 classes is made by workers and a master, which are killed: that takes a minute")

func TestASearchInRoundsIsThatOfThisComputerAlone(t *testing.T) {
	if !*searchInRounds {
		t.Skip("-search-in-rounds makes it")
	}
	s := newSite(t, "--lease=2s")
	args := []string{"search", "balance", "--param=count=3", "--threads=2", "--gil=off", "--prove"}
	s.worker("--jobs=1")
	for range 2 {
		killed := s.worker("--jobs=1")
		m := s.master(args...)
		select {
		case <-m.done:
		case <-time.After(8 * time.Second): // wherever they are then
		}
		m.kill()
		killed.kill()
	}
	m := s.master(args...)
	if code := m.ended(); code != 1 || m.errs.text() != "" {
		t.Errorf("it exits with %d, and says %s", code, m.errs.text())
	}
	if got, want := m.out.text(), here(t, args...); got != want {
		t.Errorf("it prints\n%s\nand alone\n%s", got, want)
	}
}

func TestAWorkerThatIsToldToStopFinishesItsShard(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("processes are not told to stop there")
	}
	s := newSite(t, "--lease=1h") // a shard that is not finished would be missing for so long
	w := s.worker("--jobs=2")
	args := []string{"--workload=balance", "--param=count=300", "--gil=off", "--seeds=2560"}
	m := s.master(args...)
	other := s.worker("--jobs=1")
	if err := w.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if code := w.ended(); code != 0 {
		t.Errorf("the worker exits with %d: %s", code, w.errs.text())
	}
	if code := m.ended(); code != 0 {
		t.Errorf("the master exits with %d: %s", code, m.errs.text())
	}
	if m.out.text() != here(t, args...) {
		t.Errorf("it prints %s", m.out.text())
	}
	if other.hasEnded() {
		t.Errorf("the other worker has ended: %s", other.errs.text())
	}
}

func TestAnInterruptedMasterTakesBackItsTasks(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot be interrupted there")
	}
	s := newSite(t)
	m := s.master("--workload=balance", "--seeds=1000000") // there is no worker yet
	m.await(&m.errs, "no worker is there")
	if err := m.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if code := m.ended(); code != 130 || !strings.Contains(m.errs.text(), "gilsim: interrupted after 0 of 1,000,000 seeds") {
		t.Errorf("it exits with %d and says %s", code, m.errs.text())
	}
	s.worker()
	args := []string{"--workload=balance", "--param=count=10", "--seeds=10"}
	if next := s.master(args...); next.ended() != 0 || next.out.text() != here(t, args...) { // it would wait long behind the other one's tasks
		t.Errorf("the next one says %s%s", next.out.text(), next.errs.text())
	}
}

func TestTroubleIsOneSentence(t *testing.T) {
	s := newSite(t)
	for want, args := range map[string][]string{
		"wants a key":                          {"--seeds=10", "--workers=" + s.url},
		"refuses the key":                      {"--seeds=10", "--workers=" + s.url, "--key-file=main.go"},
		"the key cannot be read":               {"work", s.url, "--key-file=nothing"},
		"nobody answers at":                    {"work", "nats://127.0.0.1:1", "--key-file=" + s.key},
		"somebody listens at":                  {"serve", "--data=" + t.TempDir(), "--listen=" + strings.TrimPrefix(s.url, "nats://")},
		"makes every interleaving":             {"search", "balance", "--strategy=naive", "--workers=" + s.url},
		"or draws without an end":              {"search", "balance", "--strategy=pos", "--prove", "--workers=" + s.url},
		"URL is missing":                       {"work"},
		"give --seeds, too":                    {"--workers=" + s.url},
		"--sim=false makes none":               {"compare", "--workload=spin", "--sim=false", "--workers=" + s.url},
		"of --workers=URL, which is not given": {"compare", "cluster_test.py", "--tls-ca=" + s.key},
		"--workers=URL, which":                 {"--seeds=10", "--key-file=" + s.key},
		"it must be a time from 1s to 1h":      {"serve", "--lease=1ms"},
	} {
		p := start(t, gilsim(t, args...))
		if code := p.ended(); code != 2 || !strings.Contains(p.errs.text(), want) || strings.Count(p.errs.text(), "\n") != 1 || p.out.text() != "" {
			t.Errorf("gilsim %s exits with %d and says %s%s, want %q", strings.Join(args, " "), code, p.out.text(), p.errs.text(), want)
		}
	}
}
