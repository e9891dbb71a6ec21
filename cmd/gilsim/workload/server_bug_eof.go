// This file defines the server that goes on at the end of the data.

package workload

import (
	"fmt"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/socket"
)

// greeting is what the client sends before it goes.
const greeting = "hello"

// receiveBeyondTheEnd prints what a client sends, who greets and goes.
func receiveBeyondTheEnd(t *sched.Thread, listener *socket.TCP, most int64, fixed bool) Outcome {
	client := t.SpawnProcess("client", nil, func(t *sched.Thread) { greet(t, listener.Addr()) })
	c, _, err := listener.Accept(t)
	must(t, err)
	defer c.Close(t)
	if fixed {
		most = 0
	}
	received, blank := printAll(t, c, most)
	t.Join(client)
	const result = "%d bytes received, %d blank lines printed"
	return Outcome{
		Result:  fmt.Sprintf(result, received, blank),
		OK:      received == int64(len(greeting)) && blank == 0,
		Want:    fmt.Sprintf(result, len(greeting), 0),
		Metrics: []Metric{{"blank_lines", float64(blank)}},
	}
}

// greet is the client.
func greet(t *sched.Thread, to socket.Addr) {
	c, err := socket.DialTCP(t, t.Name(), to)
	must(t, err)
	defer c.Close(t)
	must(t, c.SendAll(t, []byte(greeting)))
}

// printAll prints what it receives, up to so many blank lines: a server that is repaired prints none. It returns how many
// bytes it has received, and how many blank lines it has printed.
func printAll(t *sched.Thread, c *socket.TCP, most int64) (received, blank int64) {
	for {
		data, err := c.Recv(t, 1024)
		must(t, err)
		if len(data) == 0 {
			if blank == most {
				return received, blank
			}
			blank++
		}
		received += int64(len(data))
		t.Print(string(data))
	}
}
