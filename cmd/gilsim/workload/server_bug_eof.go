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
	client := t.SpawnProcess("client", func(t *sched.Thread) {
		c, err := socket.DialTCP(t, t.Name(), listener.Addr())
		must(t, err)
		defer c.Close(t)
		must(t, c.SendAll(t, []byte(greeting)))
	})
	c, _, err := listener.Accept(t)
	must(t, err)
	defer c.Close(t)
	received, blank := int64(0), int64(0)
	for {
		data, err := c.Recv(t, 1024)
		must(t, err)
		received += int64(len(data))
		if len(data) == 0 {
			blank++
		}
		if len(data) == 0 && fixed || blank > most {
			break
		}
		t.Print(string(data))
	}
	t.Join(client)
	const result = "%d bytes received, %d blank lines printed"
	lines := blank - 1 // the last one ended the loop
	return Outcome{
		Result:  fmt.Sprintf(result, received, lines),
		OK:      received == int64(len(greeting)) && lines == 0,
		Want:    fmt.Sprintf(result, len(greeting), 0),
		Metrics: []Metric{{"blank_lines", float64(lines)}},
	}
}
