// This file defines the program that fetches pages with a pool of greenlets.

package workload

import (
	"fmt"
	"time"

	"github.com/gilsim/gilsim/greenlet/gevent"
	"github.com/gilsim/gilsim/sched"
)

// hubPool is the tutorials' crawler with greenlets.
func hubPool() *Program {
	return &Program{
		Name:   "hub-pool",
		Family: "coroutines",
		Short:  "pages fetched by a pool of greenlets, each handled by a callback",
		Doc: `Pages are fetched one after the other, each handled when it is there, and then the
same pages again by a pool of gevent. It has room for five greenlets: to spawn one
more waits until another one is over. Each greenlet has a link, which is called when
it has ended well, and handles the page. The network takes as long for a page both
times: half to one and a half times the latency, as the seed will have it.

All is one thread, whose reads are patched: while a page is on its way the hub lets
others go on. The metric "speed_up" is the time of one by one over that of the pool.
It comes near the size of the pool as long as pages wait and nobody computes: what
computes, a link as well, holds up everybody, for nothing interrupts it. With more
threads each does the same.

The tutorials' crawler is one of threads (--workload=crawler), and takes as long with
as many of them. Greenlets are cheaper to make and to switch, and their callbacks
need no locks. A page that cannot be fetched (broken) is reported by the hub, its
link is not called, and the others go on.`,
		Try: []string{
			"gilsim --workload=hub-pool --param=size=20  # all at once: it takes as long as the slowest page",
			"gilsim --workload=hub-pool --param=work=2000000  # callbacks that compute: the pool gains little",
			"gilsim --workload=hub-pool --param=broken=4 --view=program  # the hub reports what fails",
			"gilsim --workload=hub-pool --seed=2 --view=program  # another order",
		},
		Threads: 1,
		Params: []Param{
			{Name: "pages", Default: "20", Doc: "how many pages are fetched, at most 100000"},
			{Name: "size", Default: "5", Doc: "how many greenlets there is room for in the pool, 1 to 100000"},
			{Name: "latency", Default: "20ms", Doc: "how long a page takes, on average"},
			{Name: "work", Default: "1000", Doc: "rounds of work to handle a page"},
			{Name: "broken", Default: "0", Doc: "every so manieth page cannot be fetched; 0: none"},
		},
		Run: runHubPool,
	}
}

// A hubCrawl is one crawl of a thread.
type hubCrawl struct {
	in      Input
	latency []time.Duration // of each page
	handled []*int          // by page: how often
	open    int             // pages that are being fetched
	most    int             // that were at the same time
}

// fetch fetches the i-th page.
func (c *hubCrawl) fetch(t *sched.Thread, i int) (page, error) {
	c.open++
	c.most = max(c.most, c.open)
	p, err := fetch(t, fmt.Sprintf("https://example.org/%d", i+1), isBroken(int64(i), c.in.Int("broken")), c.latency[i])
	c.open--
	return p, err
}

// handle handles the i-th page.
func (c *hubCrawl) handle(t *sched.Thread, i int, p page) {
	*c.handled[i]++
	xor(t, c.in.Int("work"))
	t.Print(p.url, "has", p.bytes, "bytes")
}

// oneByOne fetches and handles one page after the other.
func (c *hubCrawl) oneByOne(t *sched.Thread) {
	for i := range c.latency {
		if p, err := c.fetch(t, i); err != nil {
			t.Print(err)
		} else {
			c.handle(t, i, p)
		}
	}
}

// pooled fetches the pages with a pool, and handles each in a callback.
//
//	pool = gevent.pool.Pool(5)
//	for url in urls:
//	    pool.spawn(fetch, url).link_value(handle)
//	pool.join()
func (c *hubCrawl) pooled(t *sched.Thread) {
	gevent.Patch(t)
	pool := gevent.NewPool(t, int(c.in.Int("size")))
	for i := range c.latency {
		g := pool.Spawn(t, ordinal("page", i), func(t *sched.Thread) (any, error) { return c.fetch(t, i) })
		g.LinkValue(t, func(t *sched.Thread) { c.handle(t, i, g.Value().(page)) })
	}
	pool.Join(t)
}

// runHubPool has each thread crawl in both ways. Each page that can be fetched must have been handled once each time, and the
// pool never be fuller than it may.
func runHubPool(t *sched.Thread, in Input) Outcome {
	if n := in.Int("pages"); n > 100_000 {
		t.Fail("parameter pages is %d: it must be at most 100000", n)
	}
	if n := in.Int("size"); n < 1 || n > 100_000 {
		t.Fail("parameter size is %d: it must be 1 to 100000", n)
	}
	latency := make([]time.Duration, in.Int("pages"))
	for i := range latency {
		latency[i] = around(t, in.Duration("latency"))
	}
	single, first := crawl(t, in, latency, (*hubCrawl).oneByOne)
	several, o := crawl(t, in, latency, (*hubCrawl).pooled)
	if !first.OK {
		o = first
	}
	t.Print(fmt.Sprintf("with the pool it is %.1f times as fast", ratio(single, several)))
	o.Metrics = []Metric{
		{"one_by_one_seconds", single.Seconds()},
		{"pool_seconds", several.Seconds()},
		{"speed_up", ratio(single, several)},
	}
	return o
}

// crawl has each thread crawl in one way. It returns how long that takes, and the outcome of the first thread that is wrong.
func crawl(t *sched.Thread, in Input, latency []time.Duration, way func(c *hubCrawl, t *sched.Thread)) (took time.Duration, o Outcome) {
	all := make([]hubCrawl, in.Threads)
	began := t.Now()
	join(t, start(t, in.Threads, "", func(t *sched.Thread, i int) {
		c := &all[i]
		*c = hubCrawl{in: in, latency: latency, handled: make([]*int, len(latency))}
		for page := range c.handled {
			c.handled[page] = new(int)
		}
		way(c, t)
	}))
	took = t.Now() - began
	for i := range all {
		o = crawled(all[i].handled, in.Int("broken"))
		if o.OK = o.OK && int64(all[i].most) <= in.Int("size"); !o.OK {
			break
		}
	}
	return took, o
}
