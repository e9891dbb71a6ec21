// This file defines the program that fetches pages and handles each in a callback.

package workload

import (
	"fmt"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading/futures"
)

// crawler is the tutorials' crawler.
func crawler() *Program {
	return &Program{
		Name:   "crawler",
		Family: "threading",
		Short:  "pages fetched by a pool, each handled by a callback as soon as it is there",
		Doc: `A pool fetches pages. The network takes its time, half to one and a half times the
latency, as the seed will have it. Each future has a callback, which reads the page
and prints what it found, as soon as it is there: in no order, and nobody waits for
a result.

The callback runs in the worker that fetched the page, not in the main thread: while
it computes, the worker fetches nothing, and the callbacks share the interpreter
lock. Only if the page was there before the callback was added does the main thread
run it. A callback that raises is logged and ignored: nobody else notices.

The tutorials use callbacks to go on without waiting for results, and print the size
of each page. Their order was chance, and still is, under every interpreter.`,
		Try: []string{
			"gilsim --workload=crawler --view=program  # which worker handled which page",
			"gilsim --workload=crawler --seed=2 --view=program  # another order",
			"gilsim --workload=crawler --param=broken=3 --view=program  # callbacks that raise: a line of the log, and no more",
		},
		Threads: 3,
		Params: []Param{
			{Name: "pages", Default: "8", Doc: "how many pages are fetched"},
			{Name: "latency", Default: "100ms", Doc: "how long a page takes, on average"},
			{Name: "work", Default: "1000", Doc: "rounds of work to handle a page"},
			{Name: "broken", Default: "0", Doc: "every so manieth page cannot be fetched, and its callback raises; 0: none"},
		},
		Run: runCrawler,
	}
}

// A page is what the network returns.
type page struct {
	url   string
	bytes int64
}

// runCrawler fetches the pages. The callback of each page that can be fetched must have handled it, once.
func runCrawler(t *sched.Thread, in Input) Outcome {
	pool, broken := futures.NewThreadPool(t, in.Threads, ""), in.Int("broken")
	var handled []*int // by page: how often
	for i := range in.Int("pages") {
		times, url := new(int), fmt.Sprintf("https://example.org/%d", i+1)
		handled = append(handled, times)
		f := futures.Submit(t, pool, func(t *sched.Thread) (page, error) {
			return fetch(t, url, isBroken(i, broken), around(t, in.Duration("latency")))
		})
		f.AddDoneCallback(t, func(t *sched.Thread, f *futures.Future[page]) error {
			p, err := f.Result(t)
			if err != nil {
				return err
			}
			*times++
			xor(t, in.Int("work"))
			t.Print(fmt.Sprintf("%s has %d bytes, says %s", p.url, p.bytes, t.Name()))
			return nil
		})
	}
	pool.Shutdown(t, true)
	return crawled(handled, broken)
}

// crawled returns the outcome, from how often each page was handled.
func crawled(handled []*int, broken int64) Outcome {
	sum, want, right := 0, 0, true
	for i, times := range handled {
		once := 1
		if isBroken(int64(i), broken) {
			once = 0
		}
		sum, want, right = sum+*times, want+once, right && *times == once
	}
	return Outcome{Result: plural(sum, "page", "pages") + " handled", OK: right, Want: plural(want, "page", "pages") + " handled, each once"}
}

// isBroken reports whether the i-th page, from 0, is one that cannot be fetched.
func isBroken(i, broken int64) bool { return broken > 0 && (i+1)%broken == 0 }

// around returns a latency of half to one and a half times the mean, as the seed will have it.
func around(t *sched.Thread, mean time.Duration) time.Duration {
	return mean/2 + time.Duration(t.Random(int64(mean)+1))
}

// fetch waits for a page of the network. One that is missing is an error.
func fetch(t *sched.Thread, url string, missing bool, latency time.Duration) (page, error) {
	t.IO("network", latency)
	if missing {
		return page{}, fmt.Errorf("404 Not Found: %s", url)
	}
	return page{url, 1000 + t.Random(9000)}, nil
}
