package search

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/serial"
	"github.com/gilsim/gilsim/sched/socket"
)

// drawConversation draws what each of a few threads does to the two ends of a connection, a listener, a socket for datagrams and an epoll.
func drawConversation(r *rand.Rand) [][]instruction {
	return drawOf(r, 2+r.IntN(2), 5, "send", "send", "send", "recv", "recv", "ask", "timed recv", "ready", "select", "select", "epoll", "epoll now", "shut", "close",
		"dial", "dial", "accept", "accept", "accept now", "close listener", "shut listener", "listen", "sendto", "recvfrom", "close udp", "register", "writable", "error")
}

// A conversation is what the threads share, and what each has seen.
type conversation struct {
	config   socket.Config
	ends     [2]*socket.TCP
	listener *socket.TCP
	port     socket.Addr
	udp      *socket.UDP
	epoll    *socket.Epoll
	seen     [][]string
}

func (c *conversation) begin(t *sched.Thread) {
	var err error
	check := func(e error) {
		if e != nil {
			t.Fail("%v", e)
		}
	}
	c.listener, err = c.config.ListenTCP(t, "l", 0, 0)
	check(err)
	c.port = c.listener.Addr()
	c.ends[0], err = c.config.DialTCP(t, "a", c.port)
	check(err)
	c.ends[1], _, err = c.listener.Accept(t)
	check(err)
	c.udp, err = socket.ListenUDP(t, "u")
	check(err)
	c.epoll, err = socket.NewEpoll(t, "e")
	check(err)
	check(c.epoll.Register(t, c.ends[0], socket.In))
}

// talk executes what one thread does, and notes what it sees.
func (c *conversation) talk(t *sched.Thread, who int, code []instruction) {
	for _, i := range code {
		saw := c.do(t, i)
		c.seen[who] = append(c.seen[who], i.op+" "+saw)
	}
}

func (c *conversation) do(t *sched.Thread, i instruction) string {
	end := c.ends[i.a]
	switch i.op {
	case "send":
		n, err := end.Send(t, []byte{'a', 'b'}[:1+i.b])
		return fmt.Sprint(n, err)
	case "recv":
		data, err := end.Recv(t, 2)
		return fmt.Sprint(len(data), err)
	case "ask":
		r, _, err := socket.Select(t, []socket.Pollable{end}, nil, 0)
		if len(r) == 1 {
			data, err := end.Recv(t, 1)
			return fmt.Sprint(len(data), err)
		}
		return fmt.Sprint("nothing ", err)
	case "timed recv":
		r, _, err := socket.Select(t, []socket.Pollable{end}, nil, 5)
		return fmt.Sprint(len(r), err)
	case "ready":
		r, w, err := socket.Select(t, []socket.Pollable{end, c.listener}, []socket.Pollable{end}, 0)
		return fmt.Sprint(len(r), len(w), err)
	case "writable":
		_, w, err := socket.Select(t, nil, []socket.Pollable{end}, 0)
		return fmt.Sprint(len(w), err)
	case "select":
		r, _, err := socket.Select(t, []socket.Pollable{c.ends[0], c.ends[1]}, nil, sched.Forever)
		return fmt.Sprint(names(t, r), err)
	case "epoll", "epoll now":
		d := sched.Forever
		if i.op == "epoll now" {
			d = 0
		}
		r, err := c.epoll.Wait(t, 2, d)
		return fmt.Sprint(len(r), err)
	case "register":
		return fmt.Sprint(c.epoll.Register(t, c.ends[1], socket.In|socket.Out))
	case "shut":
		return fmt.Sprint(end.Shutdown(t, []socket.How{socket.ShutRd, socket.ShutWr}[i.b]))
	case "close":
		end.Close(t)
	case "error":
		return fmt.Sprint(end.Error(t))
	case "dial":
		d, err := c.config.DialTCP(t, "d", c.port)
		if err == nil && i.b == 1 {
			d.Close(t)
		}
		return fmt.Sprint(err)
	case "accept":
		s, _, err := c.listener.Accept(t)
		if err == nil && i.b == 1 {
			data, err := s.Recv(t, 1)
			return fmt.Sprint(len(data), err)
		}
		return fmt.Sprint(err)
	case "accept now":
		c.listener.SetTimeout(t, 0)
		_, _, err := c.listener.Accept(t)
		return fmt.Sprint(err)
	case "close listener":
		c.listener.Close(t)
	case "shut listener":
		return fmt.Sprint(c.listener.Shutdown(t, socket.ShutRd))
	case "listen":
		return fmt.Sprint(c.listener.Listen(t, i.b))
	case "sendto":
		return fmt.Sprint(c.udp.SendTo(t, c.udp.Addr(), []byte("x")))
	case "recvfrom":
		data, _, err := c.udp.RecvFrom(t)
		return fmt.Sprint(len(data), err)
	case "close udp":
		c.udp.Close(t)
	}
	return ""
}

func names(t *sched.Thread, list []socket.Pollable) (names []string) {
	for _, s := range list {
		info, _ := t.Process().Names.Object(s.Object())
		names = append(names, info.Name)
	}
	return names
}

// outcomesOf returns what the threads can have seen, and how the run can end then, in the runs of a strategy; and false if there are
// too many of these, or if one is cut.
func outcomesOf(m *serial.Machine, config socket.Config, code [][]instruction, one strategy, most int) (list map[string]bool, all bool) {
	list = map[string]bool{}
	for made := 0; one.Begin(); made++ {
		if made == most {
			return list, false
		}
		c := &conversation{config: config, seen: make([][]string, len(code))}
		out := m.Run(serial.Program{Main: func(t *sched.Thread) {
			c.begin(t)
			for i := range code {
				t.Spawn("", func(t *sched.Thread) { c.talk(t, i, code[i]) })
			}
		}}, one, nil)
		switch {
		case out.Refused || out.Cut:
			return list, false
		case out.GivenUp:
			continue
		}
		end := ""
		if out.Err != nil {
			end = firstLine(out.Err)
		}
		list[fmt.Sprint(c.seen, end)] = true
	}
	return list, true
}

// What threads can see of sockets in every interleaving they see in one run of each class: what does not depend on each other, as calls
// on sockets tell it, does not. Some connections have buffers of two bytes, which are soon full.
func TestConversationsComeOutAsInEveryInterleaving(t *testing.T) {
	locks := []gil.Config{{}, {}, {Discipline: gil.Interval}, {Discipline: gil.Coop}}
	small := socket.Config{SendBuffer: 2, ReceiveBuffer: 1}
	r, compared, seen := generator(3), 0, 0
	programs := programsOfTheOracle()
	for i := range programs {
		code, lock, config := drawConversation(r), locks[i%len(locks)], socket.Config{}
		if r.IntN(2) == 0 {
			config = small
		}
		m := serial.New(serial.Config{GIL: gil.Possible{Config: lock}, MaxSteps: 300})
		var all strategy = &naive{}
		if lock.Discipline == gil.Off {
			all = accesses{all}
		}
		want, whole := outcomesOf(m, config, code, all, 2500)
		if whole {
			compared++
			seen += len(want)
			got, _ := outcomesOf(m, config, code, &dpor{sources: lock.Discipline != gil.Off}, 100_000)
			if d := difference(want, got); d != "" {
				t.Errorf("%v with buffers of %d bytes under %v: %s", code, config.SendBuffer, lock.Discipline, d)
			}
		}
		m.Close()
		if t.Failed() {
			return
		}
	}
	t.Logf("%d of %d programs compared, with %d outcomes", compared, programs, seen)
	if compared < programs/2 {
		t.Errorf("only %d of %d programs were small enough to be compared", compared, programs)
	}
}

func difference(want, got map[string]bool) string {
	var missing, more []string
	for o := range want {
		if !got[o] {
			missing = append(missing, o)
		}
	}
	for o := range got {
		if !want[o] {
			more = append(more, o)
		}
	}
	slices.Sort(missing)
	slices.Sort(more)
	if len(missing)+len(more) == 0 {
		return ""
	}
	return fmt.Sprintf("%d outcomes; missing:\n%s\nonly in classes:\n%s", len(want), strings.Join(missing, "\n"), strings.Join(more, "\n"))
}
