// This file has workers, masters and servers killed -9 at random moments.

package main

import (
	"flag"
	"math/rand/v2"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

var (
	rounds = flag.Int("rounds", 1, "how many rounds the drill has")
	crowd  = flag.Int("crowd", 0, "how many workers there are in the test of a crowd, of which a fifth is killed; 0: it is left out")
)

// drilled is a job of some seconds.
var drilled = []string{"--workload=balance", "--param=count=1000", "--gil=off", "--seeds=1000", "--format=json"}

// A drill is one round: who is there, and how often who was killed.
type drill struct {
	t       *testing.T
	r       *rand.Rand
	site    *site
	workers []*process
	master  *process
	kills   map[string]int
}

func (d *drill) kill(what string) {
	switch what {
	case "worker":
		i := d.r.IntN(len(d.workers))
		d.workers[i].kill()
		d.workers[i] = d.site.worker("--jobs=1")
	case "master":
		d.master.kill()
		d.master = d.site.master(drilled...)
	case "server":
		d.site.run.kill()
		d.site.serve(strings.TrimPrefix(d.site.url, "nats://"), "--lease=1s")
	}
	d.kills[what]++
}

// TestDrill kills two workers a round, so that no shard can lose three, and then it would be set aside: the master and the server as
// often.
func TestDrill(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes some seconds a round")
	}
	want := here(t, drilled...)
	seed := uint64(time.Now().UnixNano())
	d := &drill{t: t, r: rand.New(rand.NewPCG(seed, 0)), kills: map[string]int{}}
	t.Logf("seed %d", seed)
	for round := range *rounds {
		d.round(round, want)
	}
	t.Logf("%d rounds; killed before the end: %v", *rounds, d.kills)
	if len(d.kills) == 0 {
		t.Error("nobody was killed: the drill shows nothing")
	}
}

func (d *drill) round(round int, want string) {
	d.t.Helper()
	d.site = newSite(d.t, "--lease=1s")
	d.workers = nil
	for range 3 {
		d.workers = append(d.workers, d.site.worker("--jobs=1"))
	}
	d.master = d.site.master(drilled...)
	plan := []string{"worker", "worker", "master", "master", "server"}
	d.r.Shuffle(len(plan), func(i, j int) { plan[i], plan[j] = plan[j], plan[i] })
	for _, what := range plan {
		select {
		case <-d.master.done:
		case <-time.After(time.Duration(d.r.IntN(600)) * time.Millisecond):
			d.kill(what)
		}
	}
	for d.master.ended() == 2 && strings.Contains(d.master.errs.text(), "nobody answers") { // it came while the server was gone
		d.master = d.site.master(drilled...)
	}
	if code := d.master.ended(); code != 0 {
		d.t.Errorf("round %d: the master exits with %d: %s", round, code, d.master.errs.text())
	}
	if got := d.master.out.text(); got != want {
		d.t.Errorf("round %d: the result is\n%s\nand alone\n%s", round, got, want)
	}
	for _, p := range append(d.workers, d.site.run) {
		p.kill()
	}
}

// TestACrowd has many workers do a job, a fifth of whom is killed.
func TestACrowd(t *testing.T) {
	if *crowd == 0 {
		t.Skip("give -crowd")
	}
	args := []string{"--workload=balance", "--param=count=1000", "--gil=off", "--seeds=20000", "--format=json"}
	want := here(t, args...)
	s := newSite(t)
	var workers []*process
	for range *crowd {
		workers = append(workers, start(t, workerOf(t, s)))
	}
	for _, w := range workers {
		w.await(&w.errs, `takes shards`)
	}
	m := s.master(args...)
	killed := 0
	for killed < *crowd/5 && !m.hasEnded() {
		workers[killed].kill()
		killed++
	}
	if killed < *crowd/5 {
		t.Errorf("the job was done when %d of %d were killed: the test shows nothing", killed, *crowd)
	}
	if code := m.ended(); code != 0 || m.out.text() != want {
		t.Errorf("with %d workers, %d of them killed, it exits with %d and prints\n%s%s\nand alone\n%s", *crowd, killed, code, m.out.text(), m.errs.text(), want)
	}
}

func workerOf(t *testing.T, s *site) *exec.Cmd {
	return gilsim(t, "work", s.url, "--key-file="+s.key, "--jobs="+strconv.Itoa(1))
}
