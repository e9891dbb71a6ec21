package managers_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing/managers"
	"github.com/gilsim/gilsim/sched/multiprocessing/pickle"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/socket"
)

// frame returns a message with its head.
func frame(data []byte) []byte {
	return append(binary.BigEndian.AppendUint32(nil, uint32(len(data))), data...)
}

// readFrame reads a message; nil if the peer is gone.
func readFrame(th *sched.Thread, s *socket.TCP) (data []byte) {
	read := func(n int) (all []byte) {
		for len(all) < n {
			part, err := s.Recv(th, n-len(all))
			if len(part) == 0 || err != nil {
				return nil
			}
			all = append(all, part...)
		}
		return all
	}
	head := read(4)
	if head == nil {
		return nil
	}
	return read(int(binary.BigEndian.Uint32(head)))
}

// authenticated returns a socket on which a server has been shown the key abc, and has shown it, as CPython 3.12 does.
func authenticated(th *sched.Thread, to socket.Addr) *socket.TCP {
	s, err := socket.DialTCP(th, "raw", to)
	must(th, err)
	challenge := readFrame(th, s)[len("#CHALLENGE#"):]
	m := hmac.New(sha256.New, []byte("abc"))
	m.Write(challenge)
	must(th, s.SendAll(th, frame(append([]byte("{sha256}"), m.Sum(nil)...))))
	machinetest.Must(th, string(readFrame(th, s)) == "#WELCOME#", "the key is refused")
	must(th, s.SendAll(th, frame([]byte("#CHALLENGE#{sha256}0123456789012345678901234567890123456789"))))
	readFrame(th, s)
	must(th, s.SendAll(th, frame([]byte("#WELCOME#"))))
	return s
}

// beside has f do what it likes to a simulated server, which must go on.
func beside(t testing.TB, f func(th *sched.Thread, to socket.Addr)) {
	t.Helper()
	_, err := sim.Run(sim.Config{Cores: 2}, func(th *sched.Thread) {
		m := syncWithQueues(managers.Config{Authkey: []byte("abc")})
		must(th, m.Start(th))
		f(th, m.Address())
		other := syncWithQueues(managers.Config{Address: m.Address(), Authkey: []byte("abc")})
		must(th, other.Connect(th))
		l, err := other.List(th, 1)
		must(th, err)
		n, err := l.Len(th)
		machinetest.Must(th, n == 1 && err == nil, "%d (%v)", n, err)
		l.Close(th)
		m.Shutdown(th)
	})
	if err != nil {
		t.Error(err)
	}
}

// A pickle that names a function of Python's is refused, on either kind of request, and the next request is answered.
func TestAPickleThatNamesAFunctionIsRefused(t *testing.T) {
	const system = "\x80\x04\x8c\x02os\x8c\x06system\x93\x8c\x0ctouch /tmp/x\x85R."
	beside(t, func(th *sched.Thread, to socket.Addr) {
		s := authenticated(th, to)
		must(th, s.SendAll(th, frame([]byte(system))))
		answer := string(readFrame(th, s))
		machinetest.Must(th, strings.Contains(answer, "#TRACEBACK") && strings.Contains(answer, "global 'os.system' is forbidden"), "%q", answer)
		s = authenticated(th, to)
		ask := func(data []byte) string {
			must(th, s.SendAll(th, frame(data)))
			return string(readFrame(th, s))
		}
		accept, err := pickle.Dumps(pickle.Tuple{nil, "accept_connection", pickle.Tuple{"x"}, new(pickle.Dict)})
		must(th, err)
		machinetest.Must(th, strings.Contains(ask(accept), "#RETURN"), "the connection is not accepted")
		for range 2 {
			answer := ask([]byte(system))
			machinetest.Must(th, strings.Contains(answer, "global 'os.system' is forbidden"), "%q", answer)
		}
		call, err := pickle.Dumps(pickle.Tuple{"0", "x", pickle.Tuple{}, new(pickle.Dict)})
		must(th, err)
		machinetest.Must(th, strings.Contains(ask(call), "KeyError"), "no answer after that")
	})
}

// Whatever comes before the key, the server goes on: nothing, half a message, a message that is too long, a wrong answer.
func TestWhoDoesNotHaveTheKeyGetsNoFurther(t *testing.T) {
	for _, data := range []string{
		"", "\x00", "\x00\x00\x00\x05ab", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", "\x7f\xff\xff\xff", "\x80\x00\x00\x00", "GET / HTTP/1.1\r\n\r\n",
		string(frame(nil)), string(frame([]byte("{sha256}"))), string(frame([]byte("#WELCOME#"))), string(frame([]byte(strings.Repeat("x", 300)))),
	} {
		beside(t, func(th *sched.Thread, to socket.Addr) {
			s, err := socket.DialTCP(th, "raw", to)
			must(th, err)
			must(th, s.SendAll(th, []byte(data)))
			must(th, s.Shutdown(th, socket.ShutWr))
			for {
				if got, err := s.Recv(th, 1000); len(got) == 0 || err != nil {
					machinetest.Must(th, !strings.Contains(string(got), "WELCOME"), "%q is welcome", data)
					return
				}
			}
		})
	}
}

// An object whose proxies are all gone is not called, and one that nobody has created is not.
func TestRequestsForWhatIsNotThere(t *testing.T) {
	beside(t, func(th *sched.Thread, to socket.Addr) {
		m := syncWithQueues(managers.Config{Address: to, Authkey: []byte("abc")})
		must(th, m.Connect(th))
		_, err := m.Create(th, "Iterator")
		var remote *managers.RemoteError
		machinetest.Must(th, errors.As(err, &remote) && strings.Contains(remote.Traceback, "Without callable"), "%v", err)
		_, err = m.Create(th, "nonsense")
		var raised *managers.Exception
		machinetest.Must(th, errors.As(err, &raised) && raised.Class == "AttributeError", "%v", err)
	})
}

// FuzzServer sends to a server what strangers may send, with the key and without: it goes on, and its run ends.
func FuzzServer(f *testing.F) {
	recorded, err := os.ReadFile("../pickle/testdata/pickles.txt")
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(string(recorded)) {
		if fields := strings.Fields(line); fields[0] != "#" && len(fields[2]) < 200 {
			data, _ := hex.DecodeString(fields[2])
			f.Add(frame(data), true)
		}
	}
	for _, value := range []any{
		pickle.Tuple{nil, "create", pickle.Tuple{"list", []any{1}}, new(pickle.Dict)}, pickle.Tuple{nil, "accept_connection", pickle.Tuple{"x"}, new(pickle.Dict)},
		pickle.Tuple{nil, "decref", pickle.Tuple{"0"}, new(pickle.Dict)}, pickle.Tuple{"7f0000000040", "append", pickle.Tuple{1}, new(pickle.Dict)},
	} {
		data, err := pickle.Dumps(value)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(frame(data), true)
		f.Add(append(frame(data), frame(data)...), true)
	}
	f.Add(frame([]byte("{sha256}01234567890123456789012345678901")), false)
	f.Fuzz(func(t *testing.T, data []byte, key bool) {
		if strings.Contains(string(data), "shutdown") {
			return // who has the key may do that
		}
		beside(t, func(th *sched.Thread, to socket.Addr) {
			var s *socket.TCP
			if key {
				s = authenticated(th, to)
			} else {
				var err error
				s, err = socket.DialTCP(th, "raw", to)
				must(th, err)
			}
			defer s.Close(th)
			if s.SendAll(th, data) != nil || s.Shutdown(th, socket.ShutWr) != nil {
				return // the server has closed the connection
			}
			for {
				if got, err := s.Recv(th, 1<<16); len(got) == 0 || err != nil {
					return
				}
			}
		})
	})
}
