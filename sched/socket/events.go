// This file defines readiness: what pollers wait for.

package socket

import "strings"

// Events is a set of what can be the case with a socket. The numbers are those of poll(2) and epoll(7) on Linux.
type Events uint32

// The events. When which of them is the case is the rule of Linux 6 (tcp_poll in net/ipv4/tcp.c).
const (
	// In: a call of Recv, RecvFrom or Accept does not wait. At the end of the data and after an error it does not, either.
	In Events = 0x1
	// Out: a call of Send does not wait. A third of the buffer is free, or it fails. Of a connection that is being made:
	// it is, or that has failed.
	Out Events = 0x4
	// Err: there is an error that no call has told yet. It is told without being asked for.
	Err Events = 0x8
	// Hup: nothing comes any more and nothing can be sent. It is told without being asked for.
	Hup Events = 0x10
	// RdHup: nothing comes any more. The peer has closed, or shut down what it sends; or this end what it receives.
	RdHup Events = 0x2000

	// OneShot, with an Epoll, lets a socket rest once it has been told, until Modify.
	OneShot Events = 1 << 30
	// EdgeTriggered, with an Epoll, tells a socket once for each time that something happens to it. Without it, level-triggered,
	// it is told as long as it is ready.
	EdgeTriggered Events = 1 << 31

	always  = Err | Hup // what is told without being asked for
	askable = In | Out | always | RdHup

	ofClosed = In | Out | Hup | RdHup // what is the case with a socket that was closed while a poller had it
)

// String names the events, joined by a bar.
func (e Events) String() string {
	var names []string
	for _, x := range []struct {
		event Events
		name  string
	}{{In, "in"}, {Out, "out"}, {Err, "err"}, {Hup, "hup"}, {RdHup, "rdhup"}, {OneShot, "oneshot"}, {EdgeTriggered, "et"}} {
		if e&x.event != 0 {
			names = append(names, x.name)
		}
	}
	return strings.Join(names, "|")
}
