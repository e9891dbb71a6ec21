// This file defines the server that changes the list that it walks.

package workload

import (
	"fmt"
	"slices"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/socket"
)

// settle is how long the server waits, so that all of its clients have gone.
const settle = 10 * time.Millisecond

// removeWhileWalking has so many clients, who all go, and walks the list of their connections once.
func removeWhileWalking(t *sched.Thread, listener *socket.TCP, clients int, fixed bool) Outcome {
	var open []*socket.TCP
	for i := range clients {
		client := t.SpawnProcess(ordinal("client", i), nil, func(t *sched.Thread) {
			c, err := socket.DialTCP(t, t.Name(), listener.Addr())
			must(t, err)
			c.Close(t)
		})
		c, _, err := listener.Accept(t)
		must(t, err)
		defer c.Close(t)
		c.SetTimeout(t, 0)
		open = append(open, c)
		t.Join(client)
	}
	t.Sleep(settle)
	walk := walkAndRemove
	if fixed {
		walk = walkThenRemove
	}
	const result = "%d clients are gone, %d of their connections left"
	left := len(walk(t, open))
	return Outcome{
		Result: fmt.Sprintf(result, clients, left),
		OK:     left == 0,
		Want:   fmt.Sprintf(result, clients, 0),
	}
}

// walkAndRemove is the tutorials':
//
//	for conn in conns:
//	    if not conn.recv(1024):
//	        conns.remove(conn)
//
// Python's list iterator counts: when an element is removed the next one takes its place, and the iterator goes on to the
// place after that.
func walkAndRemove(t *sched.Thread, open []*socket.TCP) []*socket.TCP {
	for i := 0; i < len(open); i++ {
		if ended(t, open[i]) {
			open = slices.Delete(open, i, i+1)
		}
	}
	return open
}

// walkThenRemove remembers what is to be removed.
func walkThenRemove(t *sched.Thread, open []*socket.TCP) []*socket.TCP {
	var gone []*socket.TCP
	for _, c := range open {
		if ended(t, c) {
			gone = append(gone, c)
		}
	}
	return slices.DeleteFunc(open, func(c *socket.TCP) bool { return slices.Contains(gone, c) })
}

// ended reports whether a connection is at its end, and closes it then. A call that would have to wait says that it is not.
func ended(t *sched.Thread, c *socket.TCP) bool {
	data, err := c.Recv(t, 1024)
	if err == nil && len(data) == 0 {
		c.Close(t)
		return true
	}
	return false
}
