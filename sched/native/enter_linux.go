// This file defines the life of a child process: the ghost, the run, the report.

package native

import (
	"bytes"
	"context"
	"encoding/gob"
	"fmt"
	"os"
	"runtime"
	"time"

	"golang.org/x/sys/unix"

	"github.com/gilsim/gilsim/internal/reexec"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// failed is what a child exits with that never began.
const failed = 1

// enter is what a child runs in place of main. It returns what the process exits with.
func (p *Program) enter(c *reexec.Child) int {
	e, main, err := p.adopt(c)
	if err != nil {
		fmt.Fprintf(os.Stderr, "gilsim: %v\n", err)
		return failed
	}
	f := e.config.family
	e.settleChild()
	e.receive(unix.SIGHUP, unix.SIGINT, unix.SIGQUIT, unix.SIGUSR1, unix.SIGUSR2, unix.SIGALRM, unix.SIGTERM)
	e.done.Add(1) // until the ghost is over
	task := e.run.Main(main)
	task.Told(f.birth.Told)
	e.haunt(task.Thread())
	e.watch(context.Background())
	e.run.Close()
	status := 0
	if f.own.Load() != nil {
		status = f.own.Load().Process().Status()
	}
	f.report(e, status)
	if number := f.post.dies.Load(); number != 0 {
		dieBy(int(number))
	}
	if f.own.Load() == nil {
		return failed
	}
	return status & 0xff
}

// adopt returns the engine of the process, and what its ghost executes.
func (p *Program) adopt(c *reexec.Child) (e *engine, main func(t *sched.Thread), err error) {
	b := new(birth)
	if err := gob.NewDecoder(bytes.NewReader(c.Payload)).Decode(b); err != nil {
		return nil, nil, err
	}
	cfg, main, err := p.setup(b.Args)
	if err != nil {
		return nil, nil, err
	}
	shared, err := mapArena(c.Files[arenaFile])
	if err != nil {
		return nil, nil, err
	}
	f := &family{program: p, args: b.Args, shared: shared, carried: map[int64]int{}, up: c.Files[reportFile], slot: b.Slot,
		pids: append(b.Pids, os.Getpid()), birth: b, files: c.Files, epoch: b.Epoch, keys: map[int32]int64{}}
	for i, key := range b.Keys {
		f.carried[key] = int(c.Files[carriedFiles+i].Fd())
	}
	cfg.Loop, cfg.Seed, cfg.Pin, cfg.Portable, cfg.Bytecode, cfg.Grant, cfg.MaxEvents = b.Loop.loop(), b.Seed, b.Pin, b.Portable, b.Bytecode, b.Grant, b.Most
	cfg.Recorder, cfg.Names, cfg.Timeout, cfg.Stderr, cfg.family = nil, nil, 0, nil, f
	if b.Recorded {
		cfg.Recorder = trace.Tee{}
	}
	if b.Stderr {
		cfg.Stderr = os.Stderr
	}
	if e, err = newEngine(cfg); err != nil {
		return nil, nil, err
	}
	e.start = time.Now().Add(b.Epoch - monotonic())
	return e, main, nil
}

// lost returns why a ghost fails that does not come to where its process begins: it ends, or waits for somebody.
func (s *thread) lost(r sched.Request) error {
	at := "comes to its end first"
	if r.Kind == sched.Park {
		at = "waits for something first"
		if info, ok := s.engine.run.Names.Object(r.On); ok {
			at = fmt.Sprintf("waits for %s %q first, which its parent did not", info.Class, info.Name)
		}
	}
	return fmt.Errorf("the child process executes %s again up to where it was started, and %s", s.of.Name(), at)
}

// haunt lets a thread of the ghost run, on a goroutine that does not count.
func (e *engine) haunt(t *sched.Thread) {
	s := e.newThread(t)
	s.ghost = true
	t.Task().SetState(s)
	go func() {
		runtime.LockOSThread()
		s.osThread = osThread()
		if err := s.beGhost(); err != nil {
			e.end(err)
			e.done.Done()
		}
	}()
}

// beGhost resumes the ghost until it goes on in another thread, or fails.
func (s *thread) beGhost() error {
	for w := sched.Begin; ; {
		r, again, err := s.resume(w)
		switch {
		case again:
			w = sched.Begin
			continue
		case err != nil:
			if reason, halted := sched.Halted(err); halted {
				return reason
			}
			return err
		case s.of.Task().Vanished():
			return nil
		case r.Kind == sched.End:
			return s.lost(r)
		}
		var ok bool
		if w, ok = s.carryOut(r); !ok {
			return s.lost(r)
		}
	}
}
