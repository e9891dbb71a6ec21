// This file holds the runs, made once and used by many tests, and the golden files that some are compared with.

package scene

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gilsim/gilsim/trace"
)

// AllStates returns a run in which a thread goes through all its states.
func AllStates() *Scene {
	s := New("MainThread", "worker with a very long name", "größer")
	s.On(0).Do(1, trace.Run, 0, 2000).Do(1, trace.Take, TheGIL, 0).Do(1, trace.Spawn, 2, 0).At(10*Millisecond).Do(1, trace.Drop, TheGIL, 5).Wait(1, TheEnd)
	s.Do(2, trace.Run, 0, 2000).Do(2, trace.Take, TheGIL, 1).Do(2, trace.Spawn, 3, 0).On(1).Do(3, trace.Run, 0, 2000).Wait(3, TheGIL).On(0)
	s.At(20*Millisecond).Do(2, trace.Drop, TheGIL, 5).Do(2, trace.Unpark, 3, 0).Do(2, trace.Park, TheDisk, 5*Millisecond)
	s.On(1).Do(3, trace.Run, 0, 2000).Do(3, trace.Take, TheGIL, 2)
	s.At(25*Millisecond).Do(2, trace.Timeout, 0, 0).At(30*Millisecond).Do(3, trace.Drop, TheGIL, 9).Do(3, trace.Exit, 0, 9)
	s.On(0).Do(2, trace.Run, 0, 2000).Do(2, trace.Take, TheGIL, 3)
	s.At(32*Millisecond).Do(2, trace.End, 0, 9).Do(2, trace.Unpark, 1, 0).Do(2, trace.Drop, TheGIL, 9).Do(2, trace.Exit, 0, 9)
	return s.At(34*Millisecond).Do(1, trace.Run, 0, 2000).At(40*Millisecond).Do(1, trace.Exit, 0, 9)
}

// Failure returns a run that ends with a crash and a halt.
func Failure() *Scene {
	s := New("MainThread", "Thread-1")
	s.Do(1, trace.Run, 0, 2000).Do(1, trace.Start, 0, 0).Do(1, trace.Spawn, 2, 0).After(1000).Do(1, trace.Sleep, 0, 5*Millisecond).Do(1, trace.Park, TheTimer, 5*Millisecond)
	s.Do(2, trace.Run, 0, 2000).After(500).Do(2, trace.Start, 0, 0).After(500).Do(2, trace.Load, TheName, int64(s.Names.AddText("Bob")))
	s.After(500).Do(2, trace.IO, TheDisk, 2*Millisecond).Do(2, trace.Random, 0, 17).Do(2, trace.Now, 0, 2500)
	s.After(500).Do(2, trace.Crash, 0, int64(s.Names.AddText("release of lock mutex,\nwhich it does not hold")))
	s.Do(0, trace.Halt, 0, int64(s.Names.AddText("a thread failed")))
	return s
}

// Greenlets returns a run of one thread with a hub, two tasks and a generator: each task stores what the generator in its
// body yields, and sleeps; meanwhile the hub lets the other one go on, or waits for its timer.
func Greenlets() *trace.Trace {
	s := New("MainThread")
	s.Do(1, trace.Run, 0, 50_000).Do(1, trace.Take, TheGIL, 1).Do(1, trace.Start, 0, 0).After(100).To(1, TheHub)
	s.After(20).To(1, TheTask).After(50).Do(1, trace.Resume, TheGen, 0).As(TheGen)
	s.After(100).Do(1, trace.Load, TheBalance, 0).After(50).Do(1, trace.Yield, TheTask, 0).As(TheTask)
	s.After(100).Do(1, trace.Store, TheBalance, 5).Do(1, trace.Sleep, 0, 5000).After(10).To(1, TheHub)
	s.After(20).To(1, TheOther).After(200).Do(1, trace.Load, TheBalance, 5).Do(1, trace.Try, TheMutex, trace.Refused).After(10).To(1, TheHub)
	s.After(50).Do(1, trace.Drop, TheGIL, 20).Do(1, trace.Park, TheTimer, 4290).After(4290).On(trace.NoCore).Do(1, trace.Timeout, 0, 0).On(0)
	s.Do(1, trace.Run, 0, 50_000).Do(1, trace.Take, TheGIL, 1).After(50).To(1, TheTask)
	s.After(50).Do(1, trace.Resume, TheGen, 0).As(TheGen).After(250).Do(1, trace.Yield, TheTask, 1).As(TheTask)
	s.After(200).Do(1, trace.Switch, TheHub, 1).As(TheHub).After(20).To(1, TheOther)
	s.After(300).Do(1, trace.Store, TheBalance, 9).Do(1, trace.Throw, TheHub, 1).As(TheHub).After(50).To(1, 0)
	return &s.After(200).Do(1, trace.End, 0, 40).Do(1, trace.Drop, TheGIL, 40).Do(1, trace.Exit, 0, 40).Trace
}

// TwoLoops returns a run of two threads on one core without an interpreter lock, each with a greenlet of its own.
func TwoLoops() *trace.Trace {
	s := New("MainThread", "Thread-1")
	s.Do(1, trace.Run, 0, 50_000).Do(1, trace.Start, 0, 0).Do(1, trace.Spawn, 2, 0).After(50).To(1, TheTask)
	s.After(100).Do(1, trace.Load, TheBalance, 0).Do(1, trace.Expire, 0, 3).After(50).As(0)
	s.Do(2, trace.Run, 0, 50_000).Do(2, trace.Start, 0, 0).After(50).To(2, TheOther).After(50).Do(2, trace.Store, TheBalance, 8)
	s.Do(2, trace.Switch, 0, 1).As(0).After(50).Do(2, trace.End, 0, 9).Do(2, trace.Exit, 0, 9).After(50).As(TheTask)
	s.Do(1, trace.Run, 0, 50_000).After(50).Do(1, trace.Store, TheBalance, 5)
	s.Do(1, trace.Crash, 0, int64(s.Names.AddText("no more"))).As(0).Do(1, trace.Exit, 0, 9)
	return &s.Trace
}

// Throng returns a run of n greenlets, each of which has two turns.
func Throng(n int) *trace.Trace {
	s := New("MainThread").Do(1, trace.Run, 0, 50_000).Do(1, trace.Start, 0, 0)
	first := int32(s.Names.Objects()) + 1
	for range n {
		s.Names.AddObject(trace.ClassGreenlet, "task")
	}
	for turn := range int64(2) {
		for i := range int32(n) {
			s.After(100).To(1, first+i).After(100).Do(1, trace.Switch, TheHub, turn).As(TheHub)
		}
	}
	return &s.To(1, 0).Trace
}

// TwoLocks returns a run of two processes on three cores, each with an interpreter lock of its own, that of the second called
// gil-2. There two threads hand the lock on, while the first process keeps its own.
func TwoLocks() *Scene {
	s := New("MainThread", "Process-1", "Thread-1")
	gil2 := s.Names.AddObject(trace.ClassGIL, "gil-2")
	s.On(0).Do(1, trace.Run, 0, 2000).Do(1, trace.Take, TheGIL, 0).Do(1, trace.Start, 0, 0).Do(1, trace.Fork, 2, 0)
	s.On(1).Do(2, trace.Run, 0, 2000).Do(2, trace.Take, gil2, 0).Do(2, trace.Start, 0, 0).Do(2, trace.Spawn, 3, 0)
	s.On(0).After(10).Do(1, trace.Load, TheBalance, 1)
	s.On(2).Do(3, trace.Run, 0, 2000).Do(3, trace.Request, 2, 0).Wait(3, gil2)
	s.On(1).After(10).Do(2, trace.Drop, gil2, 5).Do(2, trace.Unpark, 3, 0).Wait(2, gil2)
	s.On(0).After(10).Do(1, trace.Load, TheBalance, 1)
	s.On(2).Do(3, trace.Run, 0, 2000).Do(3, trace.Take, gil2, 1).Do(3, trace.Start, 0, 0)
	s.On(0).After(10).Do(1, trace.Load, TheBalance, 1)
	return s
}

// Read returns the trace in a file.
func Read(t testing.TB, path string) *trace.Trace {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	tr, err := trace.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// CheckGolden compares a text with a golden file in testdata, whose first line says what it shows; or rewrites the file.
func CheckGolden(t *testing.T, update bool, name, shows, got string) {
	t.Helper()
	got = "# " + shows + "\n" + got
	path := filepath.Join("testdata", name)
	if update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got); rewrite it with -update if that is meant:\n%s", path, diff)
	}
}
