// This file defines the program with the mistakes of the tutorials' servers, and their repaired forms.

package workload

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/socket"
)

// serverBug is the tutorials' servers as they stand there.
func serverBug() *Program {
	return &Program{
		Name:   "server-bug",
		Family: "io",
		Short:  "three mistakes of the tutorials' servers, and how they are repaired",
		Doc: `"eof" is the tutorials' blocking server: while True: data = c.recv(1024), then
print(data.decode("utf-8")). When the client has gone recv returns nothing, and
again, and again: it does not fail, and it does not wait. With CPython that
printed 355,734 blank lines in 3 s. Here the server gives up after --param=most
of them, and says so. Repaired, it ends with the first.

"iterate" is their non-blocking server, which walks the list of its connections and
removes from it those whose clients have gone. What comes after one that was removed
moves up, and the walk passes it over: of five connections two are left, as the
tutorials show with a list of numbers. Repaired, it removes them after the walk.

"lost-send" is the same server when it answers: send raises BlockingIOError when the
send buffer is full, the server takes that for "nothing to do" and goes on, and the
reply is lost; where there is room for a part of it, the rest is. Repaired, it keeps
what is still to be sent, as the tutorials' next server does.`,
		Try: []string{
			"gilsim --workload=server-bug --view=program  # the blank lines",
			"gilsim --workload=server-bug --param=bug=iterate --view=columns  # which connections are asked, and which are not",
			"gilsim --workload=server-bug --param=bug=lost-send --param=fixed=true  # all that was sent comes back",
		},
		Threads: 5,
		Params: []Param{
			{Name: "bug", Default: "eof", Words: []string{"eof", "iterate", "lost-send"}, Doc: "the mistake"},
			{Name: "fixed", Default: "false", Doc: "whether it is repaired"},
			{Name: "most", Default: "20", Doc: "eof: after how many blank lines in a row the server gives up"},
			{Name: "messages", Default: "100", Doc: "lost-send: how many the client sends before it reads an answer"},
			{Name: "size", Default: "1000", Doc: "lost-send: bytes of each"},
		},
		Run: runServerBug,
	}
}

// runServerBug runs the server that is asked for. --threads is how many clients that of "iterate" has.
func runServerBug(t *sched.Thread, in Input) Outcome {
	listener, err := socket.ListenTCP(t, "listener", 0, in.Threads)
	must(t, err)
	defer listener.Close(t)
	fixed := in.Bool("fixed")
	switch in.Word("bug") {
	case "iterate":
		return removeWhileWalking(t, listener, in.Threads, fixed).say(t)
	case "lost-send":
		return sendWithoutLooking(t, listener, in.Int("messages"), in.Int("size"), fixed).say(t)
	}
	return receiveBeyondTheEnd(t, listener, in.Int("most"), fixed).say(t)
}
