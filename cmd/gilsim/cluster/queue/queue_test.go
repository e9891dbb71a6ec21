package queue_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/gilsim/gilsim/cmd/gilsim/cluster"
	"github.com/gilsim/gilsim/cmd/gilsim/cluster/queue"
	"github.com/gilsim/gilsim/cmd/gilsim/cluster/server"
)

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == asWorker {
		os.Exit(worker(os.Args[2:]))
	}
	// What the server leaves behind when it has ended is its own affair.
	goleak.VerifyTestMain(m, goleak.IgnoreTopFunction("github.com/nats-io/nats-server/v2/server.(*fileStore).flushLoop"))
}

const version = "1.2.3"

// patience is how long a test waits for what must come.
const patience = 2 * time.Minute

// serve starts a server that ends with the test.
func serve(t testing.TB, o cluster.ServeOptions) (*server.Server, cluster.Login) {
	t.Helper()
	if o.Data == "" {
		o.Data = t.TempDir()
	}
	if o.Listen == "" {
		o.Listen = "127.0.0.1:0"
	}
	s, err := server.Start(o, version)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	return s, cluster.Login{URL: s.URL(), KeyFile: s.KeyFile}
}

// A workforce is workers in this process.
type workforce struct {
	t      testing.TB
	login  cluster.Login
	do     func(shard int) ([]byte, error)
	stop   context.CancelFunc
	group  sync.WaitGroup
	mu     sync.Mutex
	said   []string
	opened atomic.Int64
}

// start starts workers, and returns when they take shards.
func (w *workforce) start(n int, of string) {
	ctx, stop := context.WithCancel(context.Background())
	w.stop = stop
	ready := make(chan struct{}, 2*n)
	for range n {
		one := queue.Worker{Login: w.login, Version: of, Slots: 1,
			Open: func(job []byte) (queue.Do, error) {
				w.opened.Add(1)
				if bytes.HasPrefix(job, []byte("bad")) {
					return nil, errors.New("nobody can do it")
				}
				return func(_ context.Context, shard int) ([]byte, error) { return w.do(shard) }, nil
			},
			Say: func(format string, a ...any) {
				w.mu.Lock()
				defer w.mu.Unlock()
				text := fmt.Sprintf(format, a...)
				if w.said = append(w.said, text); strings.Contains(text, "takes shards") {
					ready <- struct{}{}
				}
			}}
		w.group.Go(func() {
			if err := one.Run(ctx); err != nil {
				w.t.Error(err)
				ready <- struct{}{}
			}
		})
	}
	w.t.Cleanup(w.end)
	for range n {
		<-ready
	}
}

func (w *workforce) end() {
	if w.stop != nil {
		w.stop()
		w.group.Wait()
	}
}

func (w *workforce) has(text string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.ContainsFunc(w.said, func(s string) bool { return strings.Contains(s, text) })
}

// A collected is what a master was told.
type collected struct {
	results map[int][]byte
	times   map[int]int
	aside   []int
	said    []string
	last    cluster.Progress
}

// run has a job done, and ends it with a word.
func run(t testing.TB, l cluster.Login, job string, shards int, word string, seen func(cluster.Event)) (*collected, error) {
	t.Helper()
	c := &collected{results: map[int][]byte{}, times: map[int]int{}}
	words := make(chan string, 1)
	err := master(l, job, shards, words, func(e cluster.Event) error {
		switch {
		case e.Result != nil && e.Result.Aside:
			c.aside = append(c.aside, e.Result.Shard)
		case e.Result != nil:
			c.results[e.Result.Shard] = e.Result.Data
			c.times[e.Result.Shard]++
		case e.Progress != nil:
			c.last = *e.Progress
		case e.Say != "":
			c.said = append(c.said, e.Say)
		case e.Done:
			words <- word
		}
		if seen != nil {
			seen(e)
		}
		return nil
	})
	return c, err
}

// master has a job done, and tells what happens.
func master(l cluster.Login, job string, shards int, words <-chan string, told func(cluster.Event) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	m := queue.Master{Login: l, Version: version, Job: []byte(job), Shards: shards, Again: 300 * time.Millisecond, Tell: told}
	return m.Run(ctx, words)
}

// exact checks that there is one result of each shard, but for some, and that it is right.
func (c *collected) exact(t testing.TB, shards int, but ...int) {
	t.Helper()
	for shard := range shards {
		want := 1
		if slices.Contains(but, shard) {
			want = 0
		}
		if c.times[shard] != want {
			t.Errorf("shard %d has %d results, want %d", shard, c.times[shard], want)
		}
		if want == 1 && string(c.results[shard]) != string(squared(shard)) {
			t.Errorf("shard %d has the result %q", shard, c.results[shard])
		}
	}
}

func squared(shard int) []byte { return fmt.Appendf(nil, "%d squared is %d", shard, shard*shard) }

func square(shard int) ([]byte, error) { return squared(shard), nil }

func TestEveryShardHasOneResult(t *testing.T) {
	_, login := serve(t, cluster.ServeOptions{})
	w := &workforce{t: t, login: login, do: square}
	w.start(3, version)
	c, err := run(t, login, "job", 300, cluster.WordTaken, nil)
	if err != nil {
		t.Fatal(err)
	}
	c.exact(t, 300)
	if len(c.aside) > 0 {
		t.Errorf("shards %v were set aside", c.aside)
	}
	if n := w.opened.Load(); n > 3 {
		t.Errorf("3 workers have read the job %d times", n)
	}
}

func TestAResultLargerThanAMessageArrivesWhole(t *testing.T) {
	_, login := serve(t, cluster.ServeOptions{})
	large := bytes.Repeat([]byte("0123456789abcdef\n"), 3<<20/17)
	w := &workforce{t: t, login: login, do: func(int) ([]byte, error) { return large, nil }}
	w.start(1, version)
	c, err := run(t, login, "job"+string(large), 2, cluster.WordTaken, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(c.results[0], large) || !bytes.Equal(c.results[1], large) {
		t.Errorf("of %d bytes %d and %d arrive", len(large), len(c.results[0]), len(c.results[1]))
	}
}

func TestAMasterThatComesAgainTakesTheResultsThatAreThere(t *testing.T) {
	_, login := serve(t, cluster.ServeOptions{})
	var done atomic.Int64
	w := &workforce{t: t, login: login, do: func(shard int) ([]byte, error) { done.Add(1); return square(shard) }}
	w.start(2, version)
	killed := errors.New("the master is killed")
	words := make(chan string)
	var seen int
	first := queue.Master{Login: login, Version: version, Job: []byte("job"), Shards: 50, Tell: func(e cluster.Event) error {
		if e.Result != nil {
			if seen++; seen == 20 {
				return killed
			}
		}
		return nil
	}}
	if err := first.Run(context.Background(), words); !errors.Is(err, killed) {
		t.Fatal(err)
	}
	c, err := run(t, login, "job", 50, "", nil) // it is killed before it says that it has everything
	if err != nil {
		t.Fatal(err)
	}
	c.exact(t, 50)
	if c, err = run(t, login, "job", 50, cluster.WordTaken, nil); err != nil {
		t.Fatal(err)
	}
	c.exact(t, 50)
	if done.Load() != 50 {
		t.Errorf("the shards were done %d times, want each of 50 once", done.Load())
	}
	if c, err = run(t, login, "job", 50, cluster.WordTaken, nil); err != nil { // and now they are forgotten
		t.Fatal(err)
	}
	if c.exact(t, 50); done.Load() != 100 {
		t.Errorf("after the master has taken them, the shards were done %d times, want all again: 100", done.Load())
	}
}

func TestTwoMastersWithTheSameJobBothHaveAllResults(t *testing.T) {
	_, login := serve(t, cluster.ServeOptions{})
	w := &workforce{t: t, login: login, do: square}
	w.start(2, version)
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() {
			c, err := run(t, login, "job", 200, cluster.WordTaken, nil)
			if err != nil {
				t.Error(err)
				return
			}
			c.exact(t, 200)
		})
	}
	group.Wait()
}

func TestAWrongKeySeesNothing(t *testing.T) {
	s, login := serve(t, cluster.ServeOptions{})
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	waiting := make(chan struct{})
	var once sync.Once
	var group sync.WaitGroup
	group.Go(func() { // there are tasks all the time
		m := queue.Master{Login: login, Version: version, Job: []byte("job"), Shards: 5, Tell: func(e cluster.Event) error {
			if e.Progress != nil {
				once.Do(func() { close(waiting) })
			}
			return nil
		}}
		_ = m.Run(ctx, nil) // it is stopped
	})
	<-waiting
	for _, text := range []string{"wrong\n", "SUAKYRHVIOREXV7EUZTBHUHL7NUMHPMAS7QMDU3GTIUWEI5LDNOXD43IZY"} {
		wrong := filepath.Join(t.TempDir(), "key")
		if err := os.WriteFile(wrong, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		worker := queue.Worker{Login: cluster.Login{URL: s.URL(), KeyFile: wrong}, Version: version, Say: func(string, ...any) {},
			Open: func([]byte) (queue.Do, error) { t.Error("it was given a job"); return nil, nil }}
		if err := worker.Run(context.Background()); err == nil || !strings.Contains(err.Error(), "refuses the key") {
			t.Errorf("with the key %q: %v", text, err)
		}
	}
	if _, err := run(t, cluster.Login{URL: s.URL()}, "job", 1, "", nil); err == nil || !strings.Contains(err.Error(), "--key-file") {
		t.Errorf("without a key: %v", err)
	}
	stop()
	group.Wait()
	w := &workforce{t: t, login: login, do: square} // the server goes on
	w.start(1, version)
	c, err := run(t, login, "job", 5, cluster.WordTaken, nil)
	if err != nil {
		t.Fatal(err)
	}
	c.exact(t, 5)
}

func TestNothingListensBeyondLoopbackUnlessAsked(t *testing.T) {
	s, _ := serve(t, cluster.ServeOptions{})
	if ip := s.Addr().(*net.TCPAddr).IP; !ip.IsLoopback() {
		t.Errorf("it listens at %v", ip)
	}
	asked, _ := serve(t, cluster.ServeOptions{Listen: "0.0.0.0:0"})
	if ip := asked.Addr().(*net.TCPAddr).IP; ip.IsLoopback() {
		t.Errorf("asked for every interface it listens at %v", ip)
	}
}

func TestAServerThatCannotStartSaysWhyInOneSentence(t *testing.T) {
	s, login := serve(t, cluster.ServeOptions{})
	file := filepath.Join(t.TempDir(), "file")
	empty := filepath.Join(t.TempDir(), "empty")
	for _, path := range []string{file, empty} {
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for want, o := range map[string]cluster.ServeOptions{
		"somebody listens at":      {Listen: s.Addr().String()},
		"no address to listen at":  {Listen: "4222"},
		"must be a number from 0":  {Listen: "127.0.0.1:x"},
		"the data folder":          {Data: filepath.Join(file, "below")},
		"the key is empty":         {KeyFile: empty},
		"the key cannot be read":   {KeyFile: file + ".none"},
		"give both --tls-cert and": {Cert: file},
		"the certificate cannot":   {Cert: file, CertKey: file},
	} {
		if o.Data == "" {
			o.Data = t.TempDir()
		}
		if o.Listen == "" {
			o.Listen = "127.0.0.1:0"
		}
		started, err := server.Start(o, version)
		if err == nil {
			started.Stop()
		}
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%+v: %v, want %q", o, err, want)
		}
	}
	nobody := cluster.Login{URL: "nats://127.0.0.1:1", KeyFile: login.KeyFile}
	if _, err := run(t, nobody, "job", 1, "", nil); err == nil || !strings.Contains(err.Error(), "nobody answers at nats://127.0.0.1:1") {
		t.Errorf("where nobody listens: %v", err)
	}
}

func TestAnotherVersionTakesNoPartAndIsNamedOnBothSides(t *testing.T) {
	_, login := serve(t, cluster.ServeOptions{})
	old := &workforce{t: t, login: login, do: func(int) ([]byte, error) { t.Error("it was given a task"); return nil, nil }}
	old.start(1, "1.2.2")
	own := &workforce{t: t, login: login, do: square}
	told := make(chan struct{})
	go func() { // the right version comes when both sides have told of the wrong one
		<-told
		for deadline := time.Now().Add(patience); !old.has("a job of gilsim 1.2.3") && time.Now().Before(deadline); {
			time.Sleep(10 * time.Millisecond)
		}
		own.start(1, version)
	}()
	named := false
	c, err := run(t, login, "job", 10, cluster.WordTaken, func(e cluster.Event) {
		if !named && strings.Contains(e.Say, "has gilsim 1.2.2, and this is gilsim 1.2.3") {
			named = true
			close(told)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	c.exact(t, 10)
	if !old.has("this is gilsim 1.2.2") {
		t.Errorf("the worker says %q", old.said)
	}
}

func TestAJobThatNobodyCanDoEndsWithTheReason(t *testing.T) {
	_, login := serve(t, cluster.ServeOptions{})
	w := &workforce{t: t, login: login, do: square}
	w.start(2, version)
	if _, err := run(t, login, "bad job", 10, "", nil); err == nil || err.Error() != "the workers refuse the job: nobody can do it" {
		t.Errorf("the error is %v", err)
	}
	c, err := run(t, login, "job", 10, cluster.WordTaken, nil)
	if err != nil {
		t.Fatal(err)
	}
	c.exact(t, 10)
}
