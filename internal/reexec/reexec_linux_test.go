package reexec

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// careless is the variable of the environment that makes this test binary a program which forgets Init: it names the file where
// each of its processes leaves a line.
const careless = "GILSIM_CARELESS"

// bare is the variable of the environment that makes this test binary a program which does nothing.
const bare = "GILSIM_BARE"

func TestMain(m *testing.M) {
	if os.Getenv(bare) != "" {
		return
	}
	if file := os.Getenv(careless); file != "" {
		carelessMain(file)
		return
	}
	os.Exit(m.Run())
}

// carelessMain is the main of a program that forgets Init.
func carelessMain(file string) {
	f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err == nil {
		fmt.Fprintln(f, os.Getpid())
		_, err = Start("reexec test", nil, nil)
	}
	if err != nil {
		fmt.Println(err)
	}
}

func init() {
	Register("reexec test", func(c *Child) int {
		if _, err := c.Files[0].Write(append([]byte("got "), c.Payload...)); err != nil {
			return 1
		}
		return 40 + len(c.Files)
	})
	Register("reexec test, at once", func(*Child) int { return 0 })
	Register("reexec test, for ever", func(*Child) int { select {} })
}

func TestAChildEntersWithWhatItIsGiven(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	p, err := Start("reexec test", []byte("this"), []*os.File{w, os.Stderr})
	if err != nil {
		t.Fatal(err)
	}
	w.Close()
	if !p.Await(time.Minute) {
		t.Fatal("it does not end within a minute")
	}
	text := make([]byte, 100)
	n, _ := r.Read(text)
	if status, used := p.Reap(); status != 42 || string(text[:n]) != "got this" || used.User+used.System <= 0 {
		t.Errorf("it ends with %d and %q, and has used %v", status, text[:n], used)
	}
}

func TestAChildThatIsKilledIsToldBySignal(t *testing.T) {
	p, err := Start("reexec test, for ever", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if p.Await(0) {
		t.Error("it has ended")
	}
	p.Signal(int(unix.SIGKILL))
	if !p.Await(time.Minute) {
		t.Fatal("it does not end within a minute")
	}
	p.Signal(int(unix.SIGKILL)) // a zombie: that is no error
	if status, _ := p.Reap(); status != -9 {
		t.Errorf("it ends with %d", status)
	}
}

func TestReleaseEndsEveryChild(t *testing.T) {
	p, err := Start("reexec test, for ever", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	Release()
	if !p.Await(time.Minute) {
		t.Fatal("it does not end within a minute")
	}
	if status, _ := p.Reap(); status != -9 {
		t.Errorf("it ends with %d", status)
	}
}

func TestReleaseLeavesAFreeChild(t *testing.T) {
	p, err := StartFree("reexec test, for ever", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	Release()
	if p.Await(50 * time.Millisecond) {
		t.Error("it has ended")
	}
	p.Signal(int(unix.SIGKILL))
	p.Await(time.Minute)
	p.Reap()
}

// A program that forgets Init makes one child, and is told what to add.
func TestAProgramWithoutInitMakesOneChild(t *testing.T) {
	file := filepath.Join(t.TempDir(), "pids")
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), careless+"="+file)
	text, err := cmd.CombinedOutput()
	if err != nil || strings.TrimSpace(string(text)) != ErrNoEntry.Error() {
		t.Errorf("it says %q, %v; want %q", text, err, ErrNoEntry)
	}
	list, err := os.ReadFile(file)
	if n := strings.Count(string(list), "\n"); err != nil || n != 2 {
		t.Errorf("there were %d processes, want the first and one child: %v", n, err)
	}
}

// BenchmarkStart compares a child's start and end with those of the same file that is merely executed: the figure exec/start.
func BenchmarkStart(b *testing.B) {
	var started, executed time.Duration
	for b.Loop() {
		began := time.Now()
		p, err := Start("reexec test, at once", nil, nil)
		if err != nil {
			b.Fatal(err)
		}
		for !p.Await(time.Minute) {
		}
		p.Reap()
		middle := time.Now()
		cmd := exec.Command("/proc/self/exe")
		cmd.Env = append(os.Environ(), bare+"=1")
		if err := cmd.Run(); err != nil {
			b.Fatal(err)
		}
		started, executed = started+middle.Sub(began), executed+time.Since(middle)
	}
	b.ReportMetric(float64(started)/float64(executed), "start/exec")
}
