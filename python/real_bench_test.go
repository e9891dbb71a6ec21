// This file measures programs on OS threads, beside the interpreters that are installed.

package python_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/gilsim/gilsim/python"
	"github.com/gilsim/gilsim/sched/native"
)

// tutorialRace is the balance of the tutorials: two threads, two million changes each.
const tutorialRace = `import threading
balance = 0
def change_it(n):
    global balance
    balance = balance + n
    balance = balance - n
def run_thread(n):
    for i in range(2000000):
        change_it(n)
threads = [threading.Thread(target=run_thread, args=(n,)) for n in (5, 8)]
for t in threads: t.start()
for t in threads: t.join()
`

// BenchmarkTutorialRace is the race of the tutorials for real under the lock of two versions, and beside them the interpreters
// themselves, where they are installed.
func BenchmarkTutorialRace(b *testing.B) {
	file := filepath.Join(b.TempDir(), "race.py")
	if err := os.WriteFile(file, []byte(tutorialRace), 0o644); err != nil {
		b.Fatal(err)
	}
	for _, version := range []string{"3.9", "3.13"} {
		b.Run("gilsim/"+version, func(b *testing.B) {
			p := compile(b, "race.py", tutorialRace, version)
			for b.Loop() {
				runReal(b, p, version, 0, 1, python.Options{})
			}
		})
		b.Run("CPython/"+version, func(b *testing.B) {
			interpreter := installed(b, version)
			for b.Loop() {
				if out, err := exec.Command(interpreter, file).CombinedOutput(); err != nil {
					b.Fatalf("%v\n%s", err, out)
				}
			}
		})
	}
}

// installed returns an interpreter of a version, or skips the benchmark.
func installed(b *testing.B, version string) string {
	home, _ := os.UserHomeDir()
	found, _ := filepath.Glob(filepath.Join(home, ".pyenv/versions", version+".*", "bin/python"))
	if path, err := exec.LookPath("python" + version); err == nil {
		found = append(found, path)
	}
	for _, path := range found {
		if exec.Command(path, "-c", "").Run() == nil {
			return path
		}
	}
	b.Skip("no Python " + version + " is installed")
	return ""
}

// countDown is a tight loop in the main thread.
const countDown = "n = 20000000\ndef f(n):\n    while n > 0: n -= 1\nf(n)\n"

// BenchmarkCheckBetweenGrants is a tight loop in one thread, with the lock looked at after each grant, and with one grant for
// all of it: what the looks cost.
func BenchmarkCheckBetweenGrants(b *testing.B) {
	p := compile(b, "count.py", countDown, "3.13")
	for _, c := range []struct {
		name  string
		grant int64
	}{{"grants as they are", 0}, {"one grant", 1 << 40}} {
		b.Run(c.name, func(b *testing.B) {
			var cpu, bytecodes int64
			for b.Loop() {
				config := realMachine(b, "3.13", 0)
				config.Grant = c.grant
				r, err := native.RunRunner(context.Background(), config, p.Start(python.Options{}))
				if err != nil {
					b.Fatal(err)
				}
				cpu, bytecodes = cpu+r.Usage.CPU.N, bytecodes+r.Threads[0].Bytecodes
			}
			b.ReportMetric(float64(cpu)/float64(bytecodes), "cpu-ns/bytecode")
		})
	}
}

// pingPong is two threads that hand a turn to each other, by two locks.
const pingPong = `import threading
a, b = threading.Lock(), threading.Lock()
b.acquire()
def run(mine, other):
    for i in range(20000):
        mine.acquire()
        other.release()
t = threading.Thread(target=run, args=(b, a))
t.start()
run(a, b)
t.join()
`

// BenchmarkHandOff is a turn that one Python thread hands to another by a lock.
func BenchmarkHandOff(b *testing.B) {
	const turns = 40_000
	for _, version := range []string{"3.9", "3.13"} {
		b.Run("gilsim/"+version, func(b *testing.B) {
			p := compile(b, "turns.py", pingPong, version)
			for b.Loop() {
				runReal(b, p, version, 0, 1, python.Options{})
			}
			b.ReportMetric(float64(b.Elapsed())/float64(time.Nanosecond)/float64(b.N)/turns, "ns/turn")
		})
		b.Run("CPython/"+version, func(b *testing.B) {
			interpreter := installed(b, version)
			file := filepath.Join(b.TempDir(), "turns.py")
			if err := os.WriteFile(file, []byte(pingPong), 0o644); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if out, err := exec.Command(interpreter, file).CombinedOutput(); err != nil {
					b.Fatalf("%v\n%s", err, out)
				}
			}
			b.ReportMetric(float64(b.Elapsed())/float64(time.Nanosecond)/float64(b.N)/turns, "ns/turn")
		})
	}
}

// BenchmarkUnlocked is what two threads take without the lock, beside the same with it.
func BenchmarkUnlocked(b *testing.B) {
	for _, c := range []struct{ name, source string }{
		{"tutorial race", tutorialRace},
	} {
		for _, version := range []string{"3.13", "3.13t"} {
			b.Run(c.name+"/"+version, func(b *testing.B) {
				p := compile(b, "race.py", c.source, version)
				for b.Loop() {
					runReal(b, p, version, 0, 1, python.Options{})
				}
			})
		}
	}
}
