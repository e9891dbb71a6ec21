// This file defines how the sockets of the virtual loopback tell pollers what happens to them.

package socket

import (
	"slices"

	"github.com/gilsim/gilsim/sched"
)

// A virtualEndpoint is what pollers look at on the virtual loopback.
type virtualEndpoint interface {
	// ready returns what is the case with it just now. One that is closed is ready for all: no call waits.
	ready() Events
	isClosed() bool
	looked(asked Events) // tells a search that a poller looks
	watch(w watcher)
	unwatch(w watcher)
}

// A watcher is told what happens to an endpoint, by the thread that did it or the machine. It reports whether it wants to
// be told more. It must not change who else watches.
type watcher interface {
	happened(by *sched.Thread, e Events) (stays bool)
}

// watched are the watchers of one endpoint, in the order of their coming.
type watched struct {
	watchers []watcher
}

// watch adds a watcher.
func (l *watched) watch(w watcher) { l.watchers = append(l.watchers, w) }

// unwatch takes a watcher out; the others keep their order.
func (l *watched) unwatch(w watcher) {
	if i := slices.Index(l.watchers, w); i >= 0 {
		l.watchers = slices.Delete(l.watchers, i, i+1)
	}
}

// tell tells all of them.
func (l *watched) tell(by *sched.Thread, e Events) {
	kept := l.watchers[:0]
	for _, w := range l.watchers {
		if w.happened(by, e) {
			kept = append(kept, w)
		}
	}
	clear(l.watchers[len(kept):])
	l.watchers = kept
}
