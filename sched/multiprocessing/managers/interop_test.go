package managers_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing/connection"
	"github.com/gilsim/gilsim/sched/multiprocessing/managers"
	"github.com/gilsim/gilsim/sched/multiprocessing/pickle"
	"github.com/gilsim/gilsim/sched/socket"
	"github.com/gilsim/gilsim/sched/threading"
)

// pythons returns the CPythons of this computer whose versions begin so; the test is skipped if there is none.
func pythons(t *testing.T, major string) (paths []string) {
	t.Helper()
	if home, err := os.UserHomeDir(); err == nil {
		paths, _ = filepath.Glob(filepath.Join(home, ".pyenv", "versions", major+".*", "bin", "python"))
	}
	if path, err := exec.LookPath("python" + major); err == nil && len(paths) == 0 {
		paths = append(paths, path)
	}
	if len(paths) == 0 {
		t.Skip("no CPython " + major + " is installed: what it sends is in the recorded dialogues, which TestRecordedDialogues holds")
	}
	return paths
}

// interpret runs a program of testdata until it is over, or far too long, and returns what it has printed.
func interpret(t *testing.T, python, program string, args ...string) (printed, failed string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	var out, wrong bytes.Buffer
	c := exec.CommandContext(ctx, python, append([]string{"-B", filepath.Join("testdata", program)}, args...)...)
	c.Stdout, c.Stderr = &out, &wrong
	if err := c.Run(); err != nil {
		failed = fmt.Sprintf("%v\n%s", err, &wrong)
	}
	return out.String(), failed
}

// syncWithQueues is what testdata/server.py serves.
func syncWithQueues(c managers.Config) *managers.SyncManager {
	m := managers.NewSyncManager(c)
	for _, typeid := range []string{"get_task_queue", "get_result_queue"} {
		var made *managers.Object
		m.Register(managers.Type{Typeid: typeid, New: func(t *sched.Thread, _ managers.Args) (*managers.Object, error) {
			if made == nil {
				made = managers.NewQueue(threading.NewQueue[any](t, typeid, 0))
			}
			return made, nil
		}})
	}
	return m
}

// served calls f with the port of a server of this package, which runs on OS threads.
func served(t *testing.T, f func(port int)) {
	t.Helper()
	err := real.Run(t, gil.Config{Discipline: gil.On}, func(th *sched.Thread) {
		m := syncWithQueues(managers.Config{Authkey: []byte("abc")})
		must(th, m.Start(th))
		f(m.Address().Port())
		m.Shutdown(th)
	})
	if err != nil {
		t.Error(err)
	}
}

// A program that does everything with a manager prints the same under every CPython, whether the server is CPython's, whose output
// testdata/client.txt is, or this package's.
func TestClientsOfEveryCPython(t *testing.T) {
	want, err := os.ReadFile("testdata/client.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, python := range pythons(t, "3") {
		served(t, func(port int) {
			got, failed := interpret(t, python, "client.py", strconv.Itoa(port), "abc")
			if got != string(want) || failed != "" {
				t.Errorf("%s\n%s%s", python, machinetest.Lines(string(want), got), failed)
			}
		})
	}
}

// A client of Python 2 is told that it will not do.
func TestPython2IsRefused(t *testing.T) {
	for _, python := range pythons(t, "2") {
		served(t, func(port int) {
			got, failed := interpret(t, python, "client2.py", strconv.Itoa(port))
			if !strings.Contains(got, "this manager speaks with Python 3 alone") || failed != "" {
				t.Errorf("%s\n%s%s", python, got, failed)
			}
			python3, err := exec.LookPath("python3")
			if err != nil {
				return
			}
			if _, failed := interpret(t, python3, "client.py", strconv.Itoa(port), "abc"); failed != "" {
				t.Errorf("after that %s: %s", python3, failed)
			}
		})
	}
}

// serving calls f with the port of a server that a CPython runs.
func serving(t *testing.T, python string, f func(port int)) {
	t.Helper()
	c := exec.Command(python, "-B", filepath.Join("testdata", "server.py"), "abc")
	c.Stderr = os.Stderr
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = in.Close() // it ends with its input
		if err := c.Wait(); err != nil {
			t.Errorf("%s: %v", python, err)
		}
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil {
		t.Fatal(err)
	}
	f(port)
}

// A client of this package does with the server of every CPython what it does with its own.
func TestServersOfEveryCPython(t *testing.T) {
	real.OnBoth(t, func(th *sched.Thread) {
		m := syncWithQueues(managers.Config{Authkey: []byte("abc")})
		must(th, m.Start(th))
		callEverything(th, m.Address())
		m.Shutdown(th)
	})
	for _, python := range pythons(t, "3") {
		serving(t, python, func(port int) {
			err := real.Run(t, gil.Config{}, func(th *sched.Thread) { callEverything(th, socket.Localhost(port)) })
			if err != nil {
				t.Errorf("%s: %v", python, err)
			}
		})
	}
}

func callEverything(th *sched.Thread, at socket.Addr) {
	var refused *connection.AuthenticationError
	err := syncWithQueues(managers.Config{Address: at, Authkey: []byte("abd")}).Connect(th)
	machinetest.Must(th, errors.As(err, &refused), "another key: %v", err)
	for _, md5 := range []bool{false, true} {
		m := syncWithQueues(managers.Config{Address: at, Authkey: []byte("abc"), MD5: md5})
		must(th, m.Connect(th))
		callQueues(th, m)
		callObjects(th, m)
	}
}

func callQueues(th *sched.Thread, m *managers.SyncManager) {
	tasks := queue(th, &m.BaseManager, "get_task_queue")
	shared, err := pickle.NewDict("k", []any{1, pickle.Tuple{2.5, nil}})
	must(th, err)
	for _, item := range []any{1, "a\u4e2d", []byte{0, 255}, nil, true, 2.5, pickle.Tuple{1, "x"}, []any{}, shared, pickle.ByteArray("xy"), strings.Repeat("x", 100_000)} {
		must(th, tasks.Put(th, item))
		back, err := tasks.GetTimeout(th, 10*time.Second)
		must(th, err)
		machinetest.Must(th, managers.Repr(back) == managers.Repr(item), "%s comes back as %s", managers.Repr(item), managers.Repr(back))
	}
	_, err = tasks.GetTimeout(th, 10*time.Millisecond)
	machinetest.Must(th, errors.Is(err, threading.ErrEmpty), "get of nothing: %v", err)
	err = tasks.TaskDone(th)
	must(th, err)
	_, err = tasks.CallMethod(th, "nonsense")
	var remote *managers.RemoteError
	machinetest.Must(th, errors.As(err, &remote) && strings.Contains(remote.Traceback, "nonsense"), "no method: %v", err)
}

func callObjects(th *sched.Thread, m *managers.SyncManager) {
	d, err := m.Dict(th, nil)
	must(th, err)
	must(th, d.Set(th, "y", 1))
	_, ok, err := d.Get(th, "nowhere")
	machinetest.Must(th, !ok && err == nil, "a key that is not there: %v", err)
	machinetest.Must(th, d.Str(th) == "{'y': 1}", "%s", d.Str(th))
	keys, err := d.CallMethod(th, "__iter__")
	must(th, err)
	key, ok, err := managers.IteratorProxy{BaseProxy: keys.(*managers.BaseProxy)}.Next(th)
	machinetest.Must(th, key == "y" && ok && err == nil, "the first key is %v (%v)", key, err)
	inner, err := m.List(th)
	must(th, err)
	outer, err := m.List(th, inner.BaseProxy)
	must(th, err)
	must(th, inner.Append(th, "seen"))
	inner.Close(th)
	got, err := outer.Get(th, 0)
	must(th, err)
	items, err := managers.ListProxy{BaseProxy: got.(*managers.BaseProxy)}.Slice(th)
	machinetest.Must(th, managers.Repr(items) == "['seen']" && err == nil, "a proxy in a list: %s (%v)", managers.Repr(items), err)
	n, err := m.Namespace(th)
	must(th, err)
	must(th, n.Set(th, "a", 1))
	_, err = n.Get(th, "b")
	var raised *managers.Exception
	machinetest.Must(th, errors.As(err, &raised) && raised.Class == "AttributeError", "no attribute: %v", err)
	v, err := m.Value(th, "i", 5)
	must(th, err)
	must(th, v.Set(th, 6))
	a, err := m.Array(th, "d", 1, 2.5)
	must(th, err)
	x, err := a.Get(th, 1)
	machinetest.Must(th, x == 2.5 && err == nil, "%v (%v)", x, err)
	l, err := m.Lock(th)
	must(th, err)
	must(th, l.With(th, func() error { return nil }))
	err = l.Release(th)
	machinetest.Must(th, errors.As(err, &raised) && raised.Class == "RuntimeError", "a lock that nobody has is released: %v", err)
	e, err := m.Event(th)
	must(th, err)
	set, err := e.WaitTimeout(th, time.Millisecond)
	machinetest.Must(th, !set && err == nil, "an event that has not happened: %v", err)
}
