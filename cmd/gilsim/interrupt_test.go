package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/trace"
)

func TestAnInterruptedRunKeepsItsTrace(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot interrupt itself there")
	}
	file := filepath.Join(t.TempDir(), "long.trace")
	go interruptWhenWritten(t, file)
	code, stdout, stderr := gilsim("--real=false", "--gil=ticks", "--param=rounds=1000000000000", "--trace="+file)
	if code != exitInterrupted {
		t.Errorf("it exits with %d, want %d", code, exitInterrupted)
	}
	if !strings.Contains(stdout, "✗ interrupted") || !strings.HasPrefix(stderr, "gilsim: interrupted after ") || strings.Count(stderr, "\n") != 1 {
		t.Errorf("it prints %s\nand says %q, want what was done up to there and one line", stdout, stderr)
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	tr, err := trace.Read(f)
	if err != nil {
		t.Fatalf("the trace cannot be read: %v", err)
	}
	if last := tr.Events[len(tr.Events)-1]; last.Kind != trace.Halt {
		t.Errorf("the trace ends with %v, want %v", last.Kind, trace.Halt)
	}
	if err := trace.Check(tr); err != nil {
		t.Error(err)
	}
	if out := mustRun(t, "replay", file); !strings.Contains(out, "up to where the recording was ended") {
		t.Errorf("its replay says %q", out)
	}
}

func TestMeasuringThatIsInterruptedShowsWhatItHas(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot interrupt itself there")
	}
	timer := time.AfterFunc(2*time.Second, func() { interruptSelf(t) })
	defer timer.Stop()
	began := time.Now()
	code, stdout, stderr := gilsim("--sim=false", "--threads=1", "--param=rounds=1000000", "--repeat=1000")
	if code != exitInterrupted || time.Since(began) > 30*time.Second {
		t.Errorf("it exits with %d after %v, want %d at once", code, time.Since(began), exitInterrupted)
	}
	if !strings.HasPrefix(stderr, "gilsim: interrupted after ") || strings.Count(stderr, "\n") != 1 {
		t.Errorf("it says %q, want one line", stderr)
	}
	if !strings.Contains(stdout, "  wall time ") || !strings.Contains(stdout, " of 1,000 repeats") {
		t.Errorf("it prints %s\nwant what was measured up to there", stdout)
	}
}

func TestCountingThatIsInterruptedShowsItsCounts(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot interrupt itself there")
	}
	timer := time.AfterFunc(2*time.Second, func() { interruptSelf(t) })
	defer timer.Stop()
	code, stdout, stderr := gilsim("--workload=balance", "--param=count=10", "--seeds=1000000") // short runs: some have ended by then, however busy the computer is
	if code != exitInterrupted || !strings.HasPrefix(stderr, "gilsim: interrupted after ") {
		t.Errorf("it exits with %d and says %q", code, stderr)
	}
	if !strings.Contains(stdout, "the program's check holds in ") || !strings.Contains(stdout, "seeds 1 to 1,000,000") && !strings.Contains(stdout, "seeds 1 to 1000000") {
		t.Errorf("it prints %s\nwant the results up to there", stdout)
	}
}

// interruptWhenWritten interrupts this process as soon as something of the trace is in the file that is to be in its place:
// the run, which alone listens to that, has begun.
func interruptWhenWritten(t *testing.T, file string) {
	for {
		if written, _ := filepath.Glob(filepath.Join(filepath.Dir(file), ".tmp-*")); len(written) > 0 {
			if info, err := os.Stat(written[0]); err == nil && info.Size() > 0 {
				break
			}
		}
		time.Sleep(time.Millisecond)
	}
	interruptSelf(t)
}

// interruptSelf interrupts this process.
func interruptSelf(t *testing.T) {
	self, err := os.FindProcess(os.Getpid())
	if err == nil {
		err = self.Signal(os.Interrupt)
	}
	if err != nil {
		t.Error(err)
	}
}
