package queue_test

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/cluster"
	"github.com/gilsim/gilsim/cmd/gilsim/cluster/server"
)

// A wire is a connection to a server that can be made to stand still or to break, as a network does.
type wire struct {
	at       net.Listener
	to       string
	mu       sync.Mutex
	flows    *sync.Cond
	still    bool
	over     bool
	open     map[net.Conn]bool
	group    sync.WaitGroup
	attempts int
}

// wireTo returns the address of a wire that leads to another one.
func wireTo(t *testing.T, to string) *wire {
	t.Helper()
	at, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{at: at, to: to, open: map[net.Conn]bool{}}
	w.flows = sync.NewCond(&w.mu)
	w.group.Go(w.accept)
	t.Cleanup(func() {
		at.Close()
		w.mu.Lock()
		w.over = true
		w.mu.Unlock()
		w.flows.Broadcast()
		w.cut()
		w.group.Wait()
	})
	return w
}

func (w *wire) accept() {
	for {
		a, err := w.at.Accept()
		if err != nil {
			return
		}
		w.join(a)
	}
}

// join leads what comes from a connection to the other end.
func (w *wire) join(a net.Conn) {
	b, err := net.Dial("tcp", w.to)
	if err != nil {
		a.Close()
		return
	}
	w.mu.Lock()
	w.attempts++
	w.open[a], w.open[b] = true, true
	w.mu.Unlock()
	w.group.Go(func() { w.pass(a, b) })
	w.group.Go(func() { w.pass(b, a) })
}

// pass passes on what comes, while the wire does not stand still.
func (w *wire) pass(from, to net.Conn) {
	defer from.Close()
	defer to.Close()
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		w.mu.Lock()
		for w.still && !w.over {
			w.flows.Wait()
		}
		w.mu.Unlock()
		if n > 0 {
			if _, err := to.Write(buffer[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

func (w *wire) stand(still bool) {
	w.mu.Lock()
	w.still = still
	w.mu.Unlock()
	w.flows.Broadcast()
}

// cut breaks all connections; new ones can be made.
func (w *wire) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for c := range w.open {
		c.Close()
		delete(w.open, c)
	}
}

// partition is for how long the network stands still: longer than the lease, and longer than a worker is counted that is not heard.
const partition = 5 * time.Second

func TestANetworkThatStandsStillCostsTimeAndNothingElse(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes 5 s")
	}
	s, login := serve(t, cluster.ServeOptions{Lease: soon})
	w := wireTo(t, s.Addr().String())
	far := login
	far.URL = "nats://" + w.at.Addr().String()
	var once sync.Once
	cut := make(chan struct{})
	away := &workforce{t: t, login: far, do: func(shard int) ([]byte, error) {
		if shard >= 10 {
			once.Do(func() { w.stand(true); close(cut) })
		}
		return square(shard)
	}}
	away.start(2, version)
	timer := make(chan struct{})
	go func() {
		<-cut
		time.Sleep(partition)
		w.cut() // and what was under way is lost
		w.stand(false)
		close(timer)
	}()
	c, err := run(t, login, "job", 40, cluster.WordTaken, nil)
	if err != nil {
		t.Fatal(err)
	}
	<-timer
	c.exact(t, 40)
}

func TestASlowWorkerIsNamedAndKeepsItsShard(t *testing.T) {
	if testing.Short() {
		t.Skip("it waits until a worker is slow")
	}
	_, login := serve(t, cluster.ServeOptions{Lease: soon})
	release := make(chan struct{})
	var did atomic.Int64
	w := &workforce{t: t, login: login, do: func(shard int) ([]byte, error) {
		if shard == 5 {
			did.Add(1)
			<-release
		}
		return square(shard)
	}}
	w.start(2, version)
	named := false
	c, err := run(t, login, "job", 20, cluster.WordTaken, func(e cluster.Event) {
		if e.Progress != nil && e.Progress.Slow != "" && !named {
			named = true
			close(release)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	c.exact(t, 20)
	if !named || did.Load() != 1 {
		t.Errorf("it was named: %t; its shard was done %d times, want once: it was heard all the time", named, did.Load())
	}
}

// A replacement is a server that takes the place of another one in the midst of a job.
type replacement struct {
	cluster.ServeOptions
	t      *testing.T
	stops  func() // the other one
	once   sync.Once
	down   chan struct{} // closed when the other one has stopped
	ready  chan struct{} // closed when it runs
	server *server.Server
}

// start starts it, the first time, and does not wait for it.
func (r *replacement) start() {
	r.once.Do(func() {
		r.down, r.ready = make(chan struct{}), make(chan struct{})
		go func() {
			defer close(r.ready)
			r.stops()
			close(r.down)
			var err error
			if r.server, err = server.Start(r.ServeOptions, version); err != nil {
				r.t.Error(err)
			}
		}()
	})
}

// stop ends it, if it was ever started, after the workers.
func (r *replacement) stop(w *workforce) {
	r.once.Do(func() {})
	if r.ready == nil {
		return
	}
	<-r.ready
	w.end()
	if r.server != nil {
		r.server.Stop()
	}
}

// survives holds that a job is done whole although its server is replaced: the worker of shard 10 delivers its result to the new one.
func survives(t *testing.T, login cluster.Login, next *replacement) {
	t.Helper()
	w := &workforce{t: t, login: login, do: func(shard int) ([]byte, error) {
		if shard == 10 {
			next.start()
			<-next.down
		}
		return square(shard)
	}}
	w.start(2, version)
	defer next.stop(w)
	c, err := run(t, login, "job", 100, cluster.WordTaken, nil)
	if err != nil {
		t.Fatal(err)
	}
	c.exact(t, 100)
}

// A server that is killed while it is greeted, and comes back, is one like any other. Of one that stays away it is said that nobody answers.
func TestAServerThatGoesWhileItIsGreeted(t *testing.T) {
	s, login := serve(t, cluster.ServeOptions{})
	(&workforce{t: t, login: login, do: square}).start(1, version)
	far := login
	far.URL = dying(t, 2, wireTo(t, s.Addr().String()))
	c, err := run(t, far, "job", 5, cluster.WordTaken, nil)
	if err != nil {
		t.Fatal(err)
	}
	c.exact(t, 5)

	far.URL = dying(t, 1, nil)
	if _, err := run(t, far, "job", 5, cluster.WordTaken, nil); err == nil || !strings.Contains(err.Error(), "nobody answers at "+far.URL) {
		t.Errorf("a server that stays away: %v", err)
	}
}

// dying returns the address of a server that so many times breaks a connection off, in either way, and then goes on elsewhere; nil: it is gone.
func dying(t *testing.T, times int, then *wire) string {
	t.Helper()
	at := mustBe[net.Listener](t)(net.Listen("tcp", "127.0.0.1:0"))
	t.Cleanup(func() { at.Close() })
	go func() {
		defer at.Close()
		for i := 0; i < times || then != nil; i++ {
			c, err := at.Accept()
			switch {
			case err != nil:
				return
			case i >= times:
				then.join(c)
				continue
			case i%2 == 1:
				c.(*net.TCPConn).SetLinger(0)
			}
			c.Close()
		}
	}()
	return "nats://" + at.Addr().String()
}

func TestAServerThatIsKilledGoesOnWithItsData(t *testing.T) {
	data := t.TempDir()
	s, login := serve(t, cluster.ServeOptions{Data: data, Lease: soon})
	listen := s.Addr().String()
	survives(t, login, &replacement{t: t, ServeOptions: cluster.ServeOptions{Data: data, Listen: listen, Lease: soon}, stops: s.Stop})
}

func TestAServerThatLosesItsDataIsGivenTheJobAgain(t *testing.T) {
	data := t.TempDir()
	s, login := serve(t, cluster.ServeOptions{Data: data, Lease: soon})
	listen := s.Addr().String()
	key, err := os.ReadFile(login.KeyFile)
	if err != nil {
		t.Fatal(err)
	}
	login.KeyFile = filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(login.KeyFile, key, 0o600); err != nil {
		t.Fatal(err)
	}
	survives(t, login, &replacement{t: t, ServeOptions: cluster.ServeOptions{Data: t.TempDir(), Listen: listen, KeyFile: login.KeyFile, Lease: soon}, stops: s.Stop})
}

func TestAServerWithoutRoomIsToldInOneSentenceAndNothingIsLost(t *testing.T) {
	data := t.TempDir()
	s, login := serve(t, cluster.ServeOptions{Data: data, Lease: soon, MaxDisk: 1 << 20})
	listen := s.Addr().String()
	large := make([]byte, 100_000)
	w := &workforce{t: t, login: login, do: func(shard int) ([]byte, error) { return append(squared(shard), large...), nil }}
	w.start(2, version)
	next := replacement{t: t, ServeOptions: cluster.ServeOptions{Data: data, Listen: listen, Lease: soon, MaxDisk: 100 << 20}, stops: s.Stop}
	defer next.stop(w)
	said := ""
	c, err := run(t, login, "job", 40, cluster.WordTaken, func(e cluster.Event) {
		if said != "" || !strings.Contains(e.Say, "takes nothing more") {
			return
		}
		said = e.Say
		next.start() // somebody makes room
	})
	if err != nil {
		t.Fatal(err)
	}
	for shard := range 40 {
		if c.times[shard] != 1 || !strings.HasPrefix(string(c.results[shard]), string(squared(shard))) {
			t.Errorf("shard %d has %d results", shard, c.times[shard])
		}
	}
	if said == "" || strings.Contains(said, "\n") || !w.has("the server takes nothing more") {
		t.Errorf("the master says %q, and workers %q", said, w.said)
	}
}

// TestAFullDisk needs a file system of its own, which only root on Linux can have.
func TestAFullDisk(t *testing.T) {
	dir := t.TempDir()
	if runtime.GOOS != "linux" || exec.Command("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", dir).Run() != nil {
		t.Skip("no small file system can be mounted here")
	}
	defer func() { _ = exec.Command("umount", "-l", dir).Run() }()
	data := filepath.Join(dir, "data")
	_, key := serve(t, cluster.ServeOptions{}) // for a key that lies elsewhere
	s, err := server.Start(cluster.ServeOptions{Data: data, Listen: "127.0.0.1:0", KeyFile: key.KeyFile, MaxDisk: 1 << 30, Lease: soon}, version)
	if err != nil {
		t.Fatal(err)
	}
	listen := s.Addr().String()
	login := cluster.Login{URL: s.URL(), KeyFile: key.KeyFile}
	large := make([]byte, 100_000)
	w := &workforce{t: t, login: login, do: func(shard int) ([]byte, error) { return append(squared(shard), large...), nil }}
	w.start(2, version)
	ended := make(chan error, 1)
	next := replacement{t: t, ServeOptions: cluster.ServeOptions{Data: data, Listen: listen, KeyFile: key.KeyFile, MaxDisk: 1 << 30, Lease: soon}, stops: func() {
		ended <- s.Wait(t.Context())
		s.Stop()
		if out, err := exec.Command("mount", "-o", "remount,size=64m", dir).CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
	}}
	next.start()
	defer next.stop(w)
	c, err := run(t, login, "job", 40, cluster.WordTaken, nil)
	if err != nil {
		t.Fatalf("%v; the master said %q and the workers %q", err, c.said, w.said)
	}
	for shard := range 40 {
		if c.times[shard] != 1 || !strings.HasPrefix(string(c.results[shard]), string(squared(shard))) {
			t.Errorf("shard %d has %d results", shard, c.times[shard])
		}
	}
	if err := <-ended; err == nil || !strings.Contains(err.Error(), "the disk is full") {
		t.Errorf("the server ends with %v", err)
	}
}
