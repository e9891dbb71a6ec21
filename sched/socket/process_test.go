package socket_test

import (
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/socket"
)

// The system closes what a process has when that ends, be it killed: its peer receives the end of the data, and its port is free.
func TestAProcessThatIsKilledClosesItsSockets(t *testing.T) {
	simulate(t, plain(gil.Config{Discipline: gil.On}), func(th *sched.Thread) {
		l, err := socket.ListenTCP(th, "server", 5000, 1)
		must(th, err)
		child := th.StartProcess(sched.StartedProcess{Name: "child", Function: func(th *sched.Thread) {
			_, err := socket.ListenTCP(th, "other", 5001, 1)
			must(th, err)
			s, err := socket.DialTCP(th, "client", l.Addr())
			must(th, err)
			must(th, s.SendAll(th, []byte("x")))
			_, _ = s.Recv(th, 1) // killed here
			t.Error("the child goes on")
		}})
		c, _, err := l.Accept(th)
		must(th, err)
		data, err := c.Recv(th, 10)
		if string(data) != "x" || err != nil {
			t.Errorf("%q (%v)", data, err)
		}
		th.Signal(child, 9)
		if data, err = c.Recv(th, 10); len(data) != 0 || err != nil {
			t.Errorf("%q (%v) after the end", data, err)
		}
		if _, err := socket.ListenTCP(th, "again", 5001, 1); err != nil {
			t.Error(err)
		}
	})
}

// What is sent while the network is cut arrives when it no longer is, in its order.
func TestACutNetworkDelays(t *testing.T) {
	simulate(t, plain(gil.Config{}), func(th *sched.Thread) {
		c := socket.Config{Faults: socket.Faults{CutAt: time.Second, CutFor: 5 * time.Second}}
		l, err := c.ListenTCP(th, "server", 0, 1)
		must(th, err)
		s, err := socket.DialTCP(th, "client", l.Addr())
		must(th, err)
		peer, _, err := l.Accept(th)
		must(th, err)
		th.Sleep(2 * time.Second)
		must(th, s.SendAll(th, []byte("a")))
		th.Sleep(3 * time.Second)
		must(th, s.SendAll(th, []byte("b")))
		data, err := peer.Recv(th, 1)
		if now := th.Now(); string(data) != "a" || err != nil || now < 6*time.Second || now > 6*time.Second+time.Millisecond {
			t.Errorf("%q (%v) at %v, want a at 6s", data, err, now)
		}
		if data, err = peer.Recv(th, 1); string(data) != "b" || err != nil {
			t.Errorf("%q (%v), want b", data, err)
		}
	})
}

// An address is a host and a port. Who binds to one that the computer does not have is told so.
func TestAddresses(t *testing.T) {
	for _, c := range []struct {
		text, host string
		loopback   bool
	}{
		{"127.0.0.1:5000", "127.0.0.1", true}, {"localhost:5000", "127.0.0.1", true}, {"127.0.0.2:5000", "127.0.0.2", true},
		{"0.0.0.0:5000", "0.0.0.0", false}, {"192.0.2.1:5000", "192.0.2.1", false},
	} {
		a, err := socket.ParseAddr(c.text)
		if err != nil || a.Host() != c.host || a.Port() != 5000 || a.IsLoopback() != c.loopback {
			t.Errorf("%s is %v (%v)", c.text, a, err)
		}
	}
	for _, text := range []string{"", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:65536", ":5000", "example.com:5000", "[::1]:5000"} {
		if a, err := socket.ParseAddr(text); err == nil {
			t.Errorf("%q is %v", text, a)
		}
	}
	onBoth(t, func(th *sched.Thread) {
		s, err := socket.NewTCP(th, "s")
		must(th, err)
		defer s.Close(th)
		nowhere, _ := socket.ParseAddr("192.0.2.1:0") // for documentation only: RFC 5737
		if err := s.BindTo(th, nowhere); err == nil {
			t.Error("a socket is bound to an address of another computer")
		}
		here, _ := socket.ParseAddr("127.0.0.1:0")
		must(th, s.BindTo(th, here))
		if a := s.Addr(); a.Port() == 0 || !a.IsLoopback() {
			t.Errorf("bound to %v", a)
		}
	})
}

// A socket that a process has been given is closed when the last of those that have it has closed it or has ended, in whichever order.
func TestASocketThatIsPassedStaysOpenForTheOther(t *testing.T) {
	for _, killed := range []bool{false, true} {
		simulate(t, plain(gil.Config{Discipline: gil.On}), func(th *sched.Thread) {
			l, err := socket.ListenTCP(th, "server", 5000, 1)
			must(th, err)
			s, err := socket.DialTCP(th, "client", l.Addr())
			must(th, err)
			c, _, err := l.Accept(th)
			must(th, err)
			child := th.StartProcess(sched.StartedProcess{
				Name:  "child",
				Given: func(p *sched.Process) { socket.Pass(p, c) },
				Function: func(th *sched.Thread) {
					th.Sleep(time.Millisecond)
					must(th, c.SendAll(th, []byte("x")))
					th.Sleep(time.Millisecond)
					if !killed {
						c.Close(th)
					}
					th.Sleep(time.Hour)
				},
			})
			c.Close(th)
			if data, err := s.Recv(th, 10); string(data) != "x" || err != nil {
				t.Errorf("%q (%v)", data, err)
			}
			if killed {
				th.Signal(child, 9)
			}
			before := th.Now()
			if data, err := s.Recv(th, 10); len(data) != 0 || err != nil || th.Now()-before > time.Minute {
				t.Errorf("killed %v: %q (%v) after %v", killed, data, err, th.Now()-before)
			}
			if !killed {
				th.Signal(child, 9)
			}
		})
	}
}
