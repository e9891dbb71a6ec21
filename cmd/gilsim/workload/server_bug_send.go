// This file defines the server that takes a full send buffer for nothing to do.

package workload

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/socket"
)

// The buffers of the connection, small so that they are soon full, and how long the server sleeps between two rounds.
const (
	smallBuffer = 4096
	round       = time.Millisecond
)

// sendWithoutLooking answers messages of a client that reads no answer before it has sent all of them.
func sendWithoutLooking(t *sched.Thread, listener *socket.TCP, messages, size int64, fixed bool) Outcome {
	if size < 1 || size > maxRequest || messages < 1 || messages > maxRequest {
		t.Fail("there are %d messages of %d bytes: either must be from 1 to %d", messages, size, maxRequest)
	}
	var back int64
	client := t.SpawnProcess("client", nil, func(t *sched.Thread) { back = sendThenReceive(t, listener.Addr(), messages, size) })
	c, _, err := listener.Accept(t)
	must(t, err)
	defer c.Close(t)
	must(t, c.SetBuffers(t, smallBuffer, 0))
	c.SetTimeout(t, 0)
	kept := echoAll(t, c, fixed)
	must(t, c.Shutdown(t, socket.ShutWr))
	t.Join(client)
	const result = "%d bytes sent, %d came back"
	sent := messages * size
	return Outcome{
		Result:  fmt.Sprintf(result, sent, back),
		OK:      back == sent,
		Want:    fmt.Sprintf(result, sent, sent),
		Metrics: []Metric{{"lost_bytes", float64(sent - back)}, {"kept_bytes", float64(kept)}},
	}
}

// sendThenReceive sends all messages, then reads the answers to their end, and returns how many bytes that were.
func sendThenReceive(t *sched.Thread, to socket.Addr, messages, size int64) (back int64) {
	c, err := socket.NewTCP(t, t.Name())
	must(t, err)
	defer c.Close(t)
	must(t, c.SetBuffers(t, 0, smallBuffer))
	must(t, c.Connect(t, to))
	for range messages {
		must(t, c.SendAll(t, bytes.Repeat([]byte("a"), int(size))))
	}
	must(t, c.Shutdown(t, socket.ShutWr))
	t.Sleep(settle) // the server finds its buffer full
	for {
		data, err := c.Recv(t, smallBuffer)
		must(t, err)
		if len(data) == 0 {
			return back
		}
		back += int64(len(data))
	}
}

// echoAll answers until the client sends no more. What cannot be sent at once is lost, or kept until there is room, if that
// is repaired. It returns the most that was kept.
func echoAll(t *sched.Thread, c *socket.TCP, fixed bool) (most int) {
	var kept []byte
	for ended := false; !ended || len(kept) > 0; {
		data, err := c.Recv(t, 1024)
		wait := errors.Is(err, socket.ErrWouldBlock)
		if !wait {
			must(t, err)
			ended = len(data) == 0
		}
		kept = append(kept, bytes.ToUpper(data)...)
		n, err := c.Send(t, kept)
		if !errors.Is(err, socket.ErrWouldBlock) {
			must(t, err)
		}
		if kept = kept[n:]; !fixed {
			kept = nil
		}
		most = max(most, len(kept))
		if wait || ended {
			t.Sleep(round)
		}
	}
	return most
}
