// This file defines how several machines are tested: as processes of gilsim, which is built for that, and of this test binary, which is
// gilsim-cluster.

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(cleaned{m}, map[string]func(){"gilsim-cluster": main})
}

// cleaned is tests after which what was built is removed.
type cleaned struct{ *testing.M }

// Run runs them.
func (c cleaned) Run() int {
	defer func() {
		if built != "" {
			os.RemoveAll(filepath.Dir(built))
		}
	}()
	return c.M.Run()
}

// built is gilsim, once it was built.
var built string

// patience is how long a test waits for what must come.
const patience = 2 * time.Minute

// build builds gilsim, once for all tests.
var build = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "gilsim-test")
	if err != nil {
		return "", err
	}
	built = filepath.Join(dir, "gilsim.exe") // the name is right everywhere
	// A test binary is not stamped with the revision, and workers do jobs of their own version only.
	out, err := exec.Command("go", "build", "-buildvcs=false", "-o", built, "../gilsim").CombinedOutput()
	if err != nil {
		err = fmt.Errorf("%w: %s", err, out)
	}
	return built, err
})

// gilsim returns the command, not started.
func gilsim(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	path, err := build()
	if err != nil {
		t.Fatal(err)
	}
	return exec.Command(path, args...)
}

// A process is one that the test has started, and what it says.
type process struct {
	t    *testing.T
	cmd  *exec.Cmd
	out  lines
	errs lines
	done chan struct{} // closed when it has ended
}

// start starts a process, which is killed at the end of the test.
func start(t *testing.T, cmd *exec.Cmd) *process {
	t.Helper()
	p := &process{t: t, cmd: cmd, done: make(chan struct{})}
	p.out.init()
	p.errs.init()
	cmd.Stdout, cmd.Stderr = &p.out, &p.errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { _ = cmd.Wait(); close(p.done) }()
	t.Cleanup(p.kill)
	return p
}

// kill is kill -9.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	<-p.done
}

// ended waits for the end of the process and returns its exit code.
func (p *process) ended() int {
	p.t.Helper()
	select {
	case <-p.done:
	case <-time.After(patience):
		p.t.Fatalf("%v has not ended after %v; it says %s%s", p.cmd.Args, patience, p.out.text(), p.errs.text())
	}
	return p.cmd.ProcessState.ExitCode()
}

func (p *process) hasEnded() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

// await waits until a stream of the process has a text, and returns what the pattern's group matches.
func (p *process) await(from *lines, pattern string) string {
	p.t.Helper()
	re := regexp.MustCompile(pattern)
	for timeout := time.After(patience); ; {
		changed := from.changed()
		if m := re.FindStringSubmatch(from.text()); m != nil {
			return m[len(m)-1]
		}
		select {
		case <-changed:
		case <-p.done:
			if m := re.FindStringSubmatch(from.text()); m != nil {
				return m[len(m)-1]
			}
			p.t.Fatalf("%v has ended and not said %q, but %s%s", p.cmd.Args, pattern, p.out.text(), p.errs.text())
		case <-timeout:
			p.t.Fatalf("%v does not say %q, but %s%s", p.cmd.Args, pattern, p.out.text(), p.errs.text())
		}
	}
}

// lines is what a process has written to a stream.
type lines struct {
	mu   sync.Mutex
	data bytes.Buffer
	more chan struct{} // closed when there is more
}

func (l *lines) init() { l.more = make(chan struct{}) }

// Write keeps it.
func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	close(l.more)
	l.more = make(chan struct{})
	return l.data.Write(p)
}

func (l *lines) text() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.data.String()
}

func (l *lines) changed() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.more
}

// A site is a server of a test, and how others reach it.
type site struct {
	t    *testing.T
	data string
	url  string
	key  string
	run  *process
}

// newSite starts a server.
func newSite(t *testing.T, flags ...string) *site {
	t.Helper()
	s := &site{t: t, data: t.TempDir()}
	s.serve("127.0.0.1:0", flags...)
	return s
}

func (s *site) serve(listen string, flags ...string) {
	s.t.Helper()
	s.run = start(s.t, gilsim(s.t, append([]string{"serve", "--data=" + s.data, "--listen=" + listen}, flags...)...))
	s.url = s.run.await(&s.run.out, `listening at (\S+)\n`)
	s.key = filepath.Join(s.data, "key")
}

// worker starts a worker, and returns when it takes shards.
func (s *site) worker(flags ...string) *process {
	s.t.Helper()
	p := start(s.t, gilsim(s.t, append([]string{"work", s.url, "--key-file=" + s.key}, flags...)...))
	p.await(&p.errs, `takes shards`)
	return p
}

// master starts a command that has its runs made by the workers.
func (s *site) master(args ...string) *process {
	s.t.Helper()
	return start(s.t, gilsim(s.t, append(args, "--workers="+s.url, "--key-file="+s.key)...))
}

// here returns what a command prints without workers.
func here(t *testing.T, args ...string) string {
	t.Helper()
	p := start(t, gilsim(t, args...))
	if code := p.ended(); code > 1 {
		t.Fatalf("gilsim %s exits with %d: %s", strings.Join(args, " "), code, p.errs.text())
	}
	return p.out.text()
}
