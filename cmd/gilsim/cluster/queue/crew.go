// This file keeps what a master knows of the workers: who is there, who is slow, and what was done again.

package queue

import (
	"fmt"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/cluster"
)

// What a master goes by.
const (
	lostAfter  = 3 * beat        // a worker that has not been heard for so long is not counted
	aloneAfter = 5 * time.Second // without workers for so long, the user is told
	slowAfter  = 3 * time.Second // a shard that takes less is not slow
	slowTimes  = 4               // a worker is slow if its shard takes so many times as long as they did on average
)

// A crew is the workers as a master hears them. The zero value has none.
type crew struct {
	version string
	workers map[string]*member // by their IDs
	told    map[string]bool    // sentences
	since   time.Time          // the master has been alone since
	redone  map[int]bool       // shards
	shards  int                // that were done
	busy    time.Duration      // in all
}

type member struct {
	presence
	heard time.Time
}

// hear takes what a worker tells, and returns a sentence for the user, "" for none.
func (c *crew) hear(p presence, now time.Time) string {
	if p.Version != c.version {
		return c.once(fmt.Sprintf("the worker %s has gilsim %s, and this is gilsim %s: it takes no part", p.Name, p.Version, c.version))
	}
	if c.workers == nil {
		c.workers = map[string]*member{}
	}
	if p.Leaving {
		delete(c.workers, p.ID)
		return ""
	}
	c.workers[p.ID] = &member{p, now}
	if p.Trouble != "" {
		return c.once(fmt.Sprintf("the worker %s waits: %s", p.Name, p.Trouble))
	}
	return ""
}

// once returns a sentence the first time.
func (c *crew) once(text string) string {
	if c.told[text] {
		return ""
	}
	if c.told == nil {
		c.told = map[string]bool{}
	}
	c.told[text] = true
	return text
}

// took counts a shard that is done.
func (c *crew) took(o outcome) {
	c.shards++
	c.busy += o.took
	if o.try > 1 {
		c.again(o.shard)
	}
}

func (c *crew) again(shard int) {
	if c.redone == nil {
		c.redone = map[int]bool{}
	}
	c.redone[shard] = true
}

// progress sums up, and returns a sentence for the user, "" for none.
func (c *crew) progress(job string, now time.Time) (p cluster.Progress, text string) {
	for id, w := range c.workers {
		if now.Sub(w.heard) > lostAfter {
			delete(c.workers, id)
			continue
		}
		p.Workers++
		for _, h := range w.Hands {
			if h.Job != job {
				continue
			}
			if h.Try > 1 {
				c.again(h.Shard)
			}
			if h.For > p.SlowFor && c.slow(h.For) {
				p.Slow, p.SlowFor = w.Name, h.For
			}
		}
		if w.Trouble != "" {
			p.Trouble = w.Trouble
		}
	}
	p.Redone = len(c.redone)
	switch {
	case p.Workers > 0:
		c.since = time.Time{}
	case c.since.IsZero():
		c.since = now
	case now.Sub(c.since) > aloneAfter:
		text = c.once("no worker is there: gilsim work URL starts one, and the job goes on as soon as one has come")
	}
	return p, text
}

// slow reports whether a shard takes much longer than those before.
func (c *crew) slow(d time.Duration) bool {
	return d > slowAfter && c.shards > 0 && d > slowTimes*c.busy/time.Duration(c.shards)
}
