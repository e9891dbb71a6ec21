// This file defines on which core a thread waits and runs: the one that was chosen for it when it was started or woken. It
// stays there; now and then cores share out anew who is ready.

package sim

// busy reports whether a core has a thread, or is about to get one.
func (c *core) busy() bool { return c.thread != 0 || c.coming > 0 }

// load returns how many threads a core has: the one that runs, those that are ready, and those on their way to it.
func (c *core) load() int {
	n := c.ready.len() + c.coming
	if c.thread != 0 {
		n++
	}
	return n
}

// placeNew chooses the core of a new thread, as Linux does at a fork: the one with the fewest threads, its parent's
// before others.
func (k *kernel) placeNew(s *thread) *core {
	best := &k.cores[s.core]
	for i := range k.cores {
		if c := &k.cores[i]; c.load() < best.load() {
			best = c
		}
	}
	return best
}

// placeWoken chooses the core of a thread that is woken from the core waker (trace.NoCore: by a device), as Linux does
// (select_task_rq_fair): the one that it had last, if that is idle, or else any that is; if none is, the waker's, if that has fewer
// threads than its own. One that outranks all who run on its own core goes where the one of the lowest rank runs.
func (k *kernel) placeWoken(s *thread, waker int16) *core {
	own := &k.cores[s.core]
	if len(k.cores) == 1 || !own.busy() {
		return own
	}
	for i := range k.cores {
		if c := &k.cores[i]; !c.busy() {
			return c
		}
	}
	if c := k.outranked(s); c != nil {
		return c
	}
	if waker >= 0 && k.cores[waker].load() < own.load() {
		return &k.cores[waker]
	}
	return own
}

// outranked returns the core whose thread has the lowest priority, if that is lower than that of s, and lower than that of who
// runs on the core of s; or else nil.
func (k *kernel) outranked(s *thread) (found *core) {
	rank := s.rank()
	if c := &k.cores[s.core]; c.thread != 0 {
		rank = max(rank, k.on(c).rank())
	}
	for i := range k.cores {
		if c := &k.cores[i]; c.thread != 0 && k.on(c).rank() > rank {
			found, rank = c, k.on(c).rank()
		}
	}
	return found
}

// moveTo makes c the core of a thread. What it has had of the processor counts there against what the threads of c have
// had, as it did where it comes from.
func (k *kernel) moveTo(c *core, s *thread) {
	if s.core != c.id {
		s.spent += c.level - k.cores[s.core].level
		s.core = c.id
	}
}

// balanceSoon sees to it that cores share out their threads, when that is due the next time.
func (k *kernel) balanceSoon() {
	if k.balances == never && len(k.cores) > 1 && k.Balance > 0 && k.untimed == nil {
		k.balances = k.now - k.now%int64(k.Balance) + int64(k.Balance)
		k.horizon = min(k.horizon, k.balances)
	}
}

// balancesNext reports whether that comes before core c is due, before the timer x, if there are such, and before the first
// arrival. Where no core is due nobody is ready.
func (k *kernel) balancesNext(c *core, x *entry) bool {
	return k.balances < never && c != nil && k.balances <= c.due && (x == nil || k.balances <= x.key) &&
		(len(k.arrivals) == 0 || k.balances <= k.arrivals[0].when)
}

// balance moves threads that are ready from the core that has most to the one that has fewest, until no core has two more than
// another.
func (k *kernel) balance() {
	k.patrol()
	k.now = max(k.now, k.balances)
	k.balances = never
	for {
		from, to := k.extremes()
		if from == nil || from.load()-to.load() < 2 {
			break
		}
		s := &k.threads[from.ready.pop()]
		k.moveTo(to, s)
		k.readyIn(s, 0)
	}
	for i := range k.cores {
		if k.cores[i].ready.len() > 0 {
			k.balanceSoon()
		}
	}
}

// extremes returns the core with the most threads among those where one is ready, nil if there is none, and the one with
// the fewest of all.
func (k *kernel) extremes() (most, fewest *core) {
	fewest = &k.cores[0]
	for i := range k.cores {
		c := &k.cores[i]
		if c.ready.len() > 0 && (most == nil || c.load() > most.load()) {
			most = c
		}
		if c.load() < fewest.load() {
			fewest = c
		}
	}
	return most, fewest
}
