package queue_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/cluster"
	"github.com/gilsim/gilsim/cmd/gilsim/cluster/queue"
)

// asWorker is the first argument of this test binary when it is a worker: URL, key file, the shard that kills it, and the moment.
const asWorker = "as-worker"

// The moments.
const (
	whileDoing = "doing"  // with the task in hand
	whenStored = "stored" // when its result is in the store, before the task is acknowledged
)

func worker(args []string) int {
	deadly, _ := strconv.Atoi(args[2])
	die := func() {
		own, _ := os.FindProcess(os.Getpid())
		_ = own.Kill()
		select {}
	}
	w := queue.Worker{Login: cluster.Login{URL: args[0], KeyFile: args[1]}, Version: version, Slots: 1,
		Say: func(format string, a ...any) { fmt.Printf(format+"\n", a...) },
		Open: func([]byte) (queue.Do, error) {
			return func(_ context.Context, shard int) ([]byte, error) {
				if shard == deadly && args[3] == whileDoing {
					die()
				}
				return square(shard)
			}, nil
		}}
	if args[3] == whenStored {
		w.Stored = func(shard int) {
			if shard == deadly {
				die()
			}
		}
	}
	if err := w.Run(context.Background()); err != nil {
		fmt.Println(err)
		return 1
	}
	return 0
}

// A supervisor keeps a worker process running, which starts again when it was killed, so often.
type supervisor struct {
	t      *testing.T
	args   []string
	lives  int
	mu     sync.Mutex
	cmd    *exec.Cmd
	deaths int
	over   bool
	group  sync.WaitGroup
}

func supervise(t *testing.T, l cluster.Login, deadly int, moment string, lives int) *supervisor {
	s := &supervisor{t: t, lives: lives, args: []string{asWorker, l.URL, l.KeyFile, strconv.Itoa(deadly), moment}}
	s.group.Go(s.loop)
	t.Cleanup(s.end)
	return s
}

func (s *supervisor) loop() {
	for {
		s.mu.Lock()
		if s.over {
			s.mu.Unlock()
			return
		}
		s.cmd = exec.Command(os.Args[0], s.args...)
		var said strings.Builder
		s.cmd.Stdout, s.cmd.Stderr = &said, &said
		err := s.cmd.Start()
		s.mu.Unlock()
		if err != nil {
			s.t.Error(err)
			return
		}
		_ = s.cmd.Wait()
		s.mu.Lock()
		s.deaths++
		if s.cmd.ProcessState.Exited() && !s.over {
			s.t.Errorf("a worker has ended by itself: %s", said.String())
			s.over = true
		}
		s.over = s.over || s.deaths == s.lives
		s.mu.Unlock()
	}
}

func (s *supervisor) end() {
	s.mu.Lock()
	s.over = true
	_ = s.cmd.Process.Kill()
	s.mu.Unlock()
	s.group.Wait()
}

func (s *supervisor) died() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.deaths
}

// soon is a lease that lets tests not wait long. A worker that a busy computer keeps from running for so long has its shard done again,
// which these tests permit.
const soon = 500 * time.Millisecond

func TestAShardWhoseWorkerDiesIsDoneByAnother(t *testing.T) {
	for _, moment := range []string{whileDoing, whenStored} {
		t.Run(moment, func(t *testing.T) {
			_, login := serve(t, cluster.ServeOptions{Lease: soon})
			dead := supervise(t, login, 3, moment, 1)
			var healthy sync.WaitGroup
			healthy.Go(func() {
				dead.group.Wait()
				(&workforce{t: t, login: login, do: square}).start(1, version)
			})
			c, err := run(t, login, "job", 20, cluster.WordTaken, nil)
			if err != nil {
				t.Fatal(err)
			}
			if dead.died() == 0 {
				t.Fatal("no worker has died: the test shows nothing")
			}
			healthy.Wait()
			c.exact(t, 20)
			if len(c.aside) > 0 {
				t.Errorf("shards %v were set aside", c.aside)
			}
		})
	}
}

func TestAShardThatKillsThreeWorkersIsSetAsideAndTheRestGoesOn(t *testing.T) {
	_, login := serve(t, cluster.ServeOptions{Lease: soon})
	s := supervise(t, login, 7, whileDoing, 100)
	c, err := run(t, login, "job", 20, cluster.WordTaken, nil)
	if err != nil {
		t.Fatal(err)
	}
	c.exact(t, 20, 7)
	if !slices.Equal(c.aside, []int{7}) {
		t.Errorf("shards %v were set aside, want 7", c.aside)
	}
	if s.died() != 3 {
		t.Errorf("%d workers have died, want 3", s.died())
	}
	before := s.died()
	if c, err = run(t, login, "job", 20, cluster.WordTaken, nil); err != nil {
		t.Fatal(err)
	}
	c.exact(t, 20, 7)
	if s.died() != before+3 {
		t.Errorf("the next master has it tried %d times again, want 3", s.died()-before)
	}
}
