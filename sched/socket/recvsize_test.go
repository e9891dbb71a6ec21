// This file tests the size of the buffer that a datagram is received into.

package socket_test

import (
	"testing"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/socket"
)

// S14: what a datagram has beyond the buffer of recvfrom(n) is lost, and the next one comes whole.
func TestS14ADatagramIsCutToTheBuffer(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		a, b := listen(t, socket.Config{}, "a"), listen(t, socket.Config{}, "b")
		defer a.Close(t)
		defer b.Close(t)
		for _, payload := range []string{"first", "second", "third"} {
			send(t, a, b.Addr(), payload)
		}
		for _, c := range []struct {
			size int
			want string
		}{{3, "fir"}, {0, ""}, {5, "third"}} {
			got, from, err := b.RecvFromSize(t, c.size)
			if err != nil || string(got) != c.want || from != a.Addr() {
				t.Fail("a buffer of %d gets %q from %v, %v; want %q", c.size, got, from, err, c.want)
			}
		}
		if err := t.Catch(func() { _, _, _ = b.RecvFromSize(t, -1) }); err == nil || err.Error() != "negative buffersize in recvfrom" {
			t.Fail("a buffer of -1 gives %v", err)
		}
	})
}
