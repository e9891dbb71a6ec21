// This file holds that a socket is refused in another run than its own.

package socket_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/socket"
	"github.com/gilsim/gilsim/trace"
)

// strangers make something in one run, and return what uses it in another one.
var strangers = map[string]func(t *sched.Thread) (use func(t *sched.Thread)){
	"recv": func(t *sched.Thread) func(*sched.Thread) {
		a, _ := pair(t)
		return func(t *sched.Thread) { a.Recv(t, 1) }
	},
	"send": func(t *sched.Thread) func(*sched.Thread) {
		a, _ := pair(t)
		return func(t *sched.Thread) { a.Send(t, []byte("x")) }
	},
	"accept": func(t *sched.Thread) func(*sched.Thread) {
		s := server(t, 1)
		return func(t *sched.Thread) { s.Accept(t) }
	},
	"close": func(t *sched.Thread) func(*sched.Thread) { s := server(t, 1); return s.Close },
	"shutdown": func(t *sched.Thread) func(*sched.Thread) {
		a, _ := pair(t)
		return func(t *sched.Thread) { a.Shutdown(t, socket.ShutRd) }
	},
	"timeout": func(t *sched.Thread) func(*sched.Thread) {
		a, _ := pair(t)
		return func(t *sched.Thread) { a.SetTimeout(t, 0) }
	},
	"of the accepted end": func(t *sched.Thread) func(*sched.Thread) {
		_, end := pair(t)
		return func(t *sched.Thread) { end.Recv(t, 1) }
	},
	"sendto": func(t *sched.Thread) func(*sched.Thread) {
		u, err := socket.ListenUDP(t, "u")
		must(t, err)
		return func(t *sched.Thread) { u.SendTo(t, u.Addr(), []byte("x")) }
	},
	"recvfrom": func(t *sched.Thread) func(*sched.Thread) {
		u, err := socket.ListenUDP(t, "u")
		must(t, err)
		return func(t *sched.Thread) { u.RecvFrom(t) }
	},
	"select": func(t *sched.Thread) func(*sched.Thread) {
		a, _ := pair(t)
		return func(t *sched.Thread) {
			_, _, err := socket.Select(t, []socket.Pollable{a}, nil, 0)
			must(t, err)
		}
	},
	"poll": func(t *sched.Thread) func(*sched.Thread) {
		p, err := socket.NewPoll(t, "p")
		must(t, err)
		return func(t *sched.Thread) { p.Poll(t, 0) }
	},
	"register": func(t *sched.Thread) func(*sched.Thread) {
		a, _ := pair(t)
		return func(t *sched.Thread) {
			p, err := socket.NewPoll(t, "p")
			must(t, err)
			must(t, p.Register(t, a, socket.In))
		}
	},
	"ring": func(t *sched.Thread) func(*sched.Thread) {
		a, _ := pair(t)
		return func(t *sched.Thread) {
			r, err := socket.NewRing(t, "r")
			must(t, err)
			must(t, r.Send(t, a, []byte("x"), 1))
		}
	},
	"file": func(t *sched.Thread) func(*sched.Thread) {
		f, err := socket.Create(t, "f")
		must(t, err)
		return func(t *sched.Thread) { f.Write(t, []byte("x")) }
	},
}

func TestWhatUsesASocketOfAnotherRunEndsWithASentence(t *testing.T) {
	machines := map[string]func(main func(t *sched.Thread)) error{
		"simulated": func(main func(t *sched.Thread)) error {
			_, err := sim.Record(sim.Config{}, main)
			return err
		},
		"real": func(main func(t *sched.Thread)) error {
			_, err := native.Run(context.Background(), native.Config{Timeout: 10 * time.Second, Recorder: new(trace.Buffer)}, main)
			return err
		},
	}
	for name, make := range strangers {
		for made, first := range machines {
			for used, second := range machines {
				var use func(t *sched.Thread)
				if err := first(func(t *sched.Thread) { use = make(t) }); err != nil {
					t.Fatalf("%s, made: %v", name, err)
				}
				err := second(use)
				var misuse *sched.MisuseError
				if !errors.As(err, &misuse) || !strings.Contains(misuse.Msg, "another run") {
					t.Errorf("%s, made %s, used %s: the run ends with %v", name, made, used, err)
				}
			}
		}
	}
}
