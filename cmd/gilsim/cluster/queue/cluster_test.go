package queue_test

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"strings"
	"testing"
	"time"

	nats "github.com/nats-io/nats-server/v2/server"
	client "github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/gilsim/gilsim/cmd/gilsim/cluster"
)

// three starts a cluster of three servers that gilsim has not started, and returns when they have agreed on who leads.
func three(t *testing.T) (servers []*nats.Server, urls []string) {
	t.Helper()
	var routes []*url.URL
	for range 3 { // each must know where the others are before it starts
		l := mustBe[net.Listener](t)(net.Listen("tcp", "127.0.0.1:0"))
		defer l.Close()
		routes = append(routes, mustBe[*url.URL](t)(url.Parse("nats://"+l.Addr().String())))
		l.Close()
	}
	for i, own := range routes {
		port := mustBe[int](t)(net.LookupPort("tcp", own.Port()))
		o := &nats.Options{ServerName: fmt.Sprint("s", i), JetStream: true, StoreDir: t.TempDir(), Host: "127.0.0.1", Port: nats.RANDOM_PORT, NoSigs: true, NoLog: true,
			Cluster: nats.ClusterOpts{Name: "three", Host: "127.0.0.1", Port: port}, Routes: routes}
		s := mustBe[*nats.Server](t)(nats.NewServer(o))
		go s.Start()
		t.Cleanup(func() {
			s.Shutdown()
			s.WaitForShutdown()
		})
		servers = append(servers, s)
	}
	for began := time.Now(); !agreed(servers); time.Sleep(20 * time.Millisecond) {
		if time.Since(began) > patience {
			t.Fatal("the servers do not agree on who leads")
		}
	}
	for _, s := range servers {
		urls = append(urls, s.ClientURL())
	}
	return servers, urls
}

// agreed reports whether one of the servers leads all.
func agreed(servers []*nats.Server) bool {
	for _, s := range servers {
		if s.JetStreamIsLeader() && len(s.JetStreamClusterPeers()) == len(servers) {
			return true
		}
	}
	return false
}

// Jobs, tasks and results are on three servers of a cluster. One of them dies, whichever master and workers are connected to, and the job
// ends well: no result is missing or there twice.
func TestAServerOfAClusterDies(t *testing.T) {
	servers, urls := three(t)
	login := cluster.Login{URL: strings.Join(urls, ",")}
	w := &workforce{t: t, login: login, do: func(shard int) ([]byte, error) {
		time.Sleep(5 * time.Millisecond)
		return square(shard)
	}}
	w.start(3, version)
	replicated(t, urls[0], 3)
	const shards = 200
	results, dies := 0, 0
	c, err := run(t, login, "job", shards, cluster.WordTaken, func(e cluster.Event) {
		if e.Result == nil {
			return
		}
		if results++; results == shards/4 {
			for i, s := range servers {
				if s.NumClients() > servers[dies].NumClients() {
					dies = i
				}
			}
			servers[dies].Shutdown()
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	c.exact(t, shards)
	replicated(t, urls[(dies+1)%3], 3)
	works(t, login) // and the next one, too
}

// replicated checks on how many servers the streams are.
func replicated(t *testing.T, at string, want int) {
	t.Helper()
	nc := mustBe[*client.Conn](t)(client.Connect(at))
	defer nc.Close()
	js := mustBe[jetstream.JetStream](t)(jetstream.New(nc))
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for _, name := range []string{"GILSIM_JOBS", "GILSIM_TASKS", "GILSIM_RESULTS"} {
		if s := mustBe[jetstream.Stream](t)(js.Stream(ctx, name)); s.CachedInfo().Config.Replicas != want {
			t.Errorf("%s is on %d servers, want %d", name, s.CachedInfo().Config.Replicas, want)
		}
	}
}
