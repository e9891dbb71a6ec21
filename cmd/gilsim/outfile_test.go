package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/gilsim/gilsim/trace"
)

func TestAFileIsReplacedWhenTheNewOneIsWhole(t *testing.T) {
	for _, permissions := range []os.FileMode{0, 0o600} {
		path := filepath.Join(t.TempDir(), "file")
		if permissions != 0 {
			if err := os.WriteFile(path, []byte("old"), permissions); err != nil {
				t.Fatal(err)
			}
		}
		holds := func(want string) {
			t.Helper()
			if text, _ := os.ReadFile(path); string(text) != want {
				t.Errorf("it holds %q, want %q", text, want)
			}
		}
		old := map[bool]string{true: "old"}[permissions != 0]
		for _, text := range []string{"", "new"} {
			file, err := createFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if text != "" {
				_, _ = io.WriteString(file, text)
			}
			holds(old)
			if err := file.Close(); err != nil {
				t.Fatal(err)
			}
			if text != "" {
				old = text
			}
			holds(old)
		}
		if info, err := os.Stat(path); err != nil || permissions != 0 && runtime.GOOS != "windows" && info.Mode().Perm() != permissions {
			t.Errorf("its permissions are %v, want %v (%v)", info.Mode(), permissions, err)
		}
		if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".tmp-*")); len(left) > 0 {
			t.Errorf("%v are left", left)
		}
	}
}

func TestARunEndsWithTheFirstErrorOfItsTrace(t *testing.T) {
	names := new(trace.Names)
	f := &traceFile{path: "t", out: brokenPipe{}, names: names}
	ctx := f.during(context.Background())
	f.Record([]trace.Event{{Kind: trace.Start, Thread: names.AddThread("MainThread")}})
	if f.close() == nil || ctx.Err() == nil {
		t.Errorf("the trace cannot be written, but the run goes on")
	}
}

func TestSignalsToTerminateInterrupt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot signal itself there")
	}
	for _, s := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP} {
		if signal.Ignored(s) {
			continue // as under nohup, and so it stays
		}
		dir := t.TempDir()
		file := filepath.Join(dir, "good.trace")
		if err := os.WriteFile(file, []byte("good"), 0o644); err != nil {
			t.Fatal(err)
		}
		stop := signalsItself(t, s)
		code, _, stderr := gilsim("--sim=false", "--threads=1", "--param=rounds=1000000", "--repeat=1000", "--real-trace="+file)
		stop()
		if code != exitInterrupted || !strings.HasPrefix(stderr, "gilsim: interrupted after ") {
			t.Errorf("%v: it exits with %d and says %q", s, code, stderr)
		}
		if text, _ := os.ReadFile(file); string(text) != "good" {
			t.Errorf("%v: before anything was recorded, the trace that was there has become %q", s, text)
		}
	}
}

// signalsItself sends this process a signal after a second, and again and again until it is stopped. The test listens, too, so that one which
// comes before the command listens, or after it has done so, does not end the process.
func signalsItself(t *testing.T, s syscall.Signal) (stop func()) {
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	heard, over := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(heard, s)
	var sending sync.WaitGroup
	sending.Go(func() {
		for wait := time.Second; ; wait = 200 * time.Millisecond {
			select {
			case <-over:
				return
			case <-time.After(wait):
			}
			if err := self.Signal(s); err != nil {
				t.Error(err)
			}
		}
	})
	return func() {
		close(over)
		sending.Wait()
		signal.Stop(heard)
	}
}
