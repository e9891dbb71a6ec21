// This file shows a server, as documentation.

package socket_test

import (
	"bytes"
	"fmt"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/socket"
)

// A server that answers in upper case, and its client, on the simulated machine. The same program runs on the real one, by
// native.Run.
func Example() {
	_, err := sim.Run(sim.Config{GIL: gil.Config{Discipline: gil.On}}, func(t *sched.Thread) {
		s, err := socket.ListenTCP(t, "server", 8080, 5)
		if err != nil {
			t.Fail("%v", err)
		}
		client := t.Spawn("client", func(t *sched.Thread) {
			c, _ := socket.DialTCP(t, "client", socket.Localhost(8080))
			_ = c.SendAll(t, []byte("hello"))
			answer, err := c.Recv(t, 100)
			fmt.Printf("%s %v\n", answer, err)
			c.Close(t)
		})
		c, from, _ := s.Accept(t)
		request, _ := c.Recv(t, 100)
		fmt.Printf("%v: %s\n", from, request)
		_ = c.SendAll(t, bytes.ToUpper(request))
		t.Join(client)
		rest, err := c.Recv(t, 100)
		fmt.Printf("%d bytes %v\n", len(rest), err)
	})
	fmt.Println(err)
	// Output:
	// 127.0.0.1:32768: hello
	// HELLO <nil>
	// 0 bytes <nil>
	// <nil>
}
