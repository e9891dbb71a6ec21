// This file has the shards of a plan done by the workers of a server, through a process that knows how.

package cluster

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"sync"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/pyfile"
)

// A Fleet is the workers of a server.
type Fleet struct {
	Command []string     // starts the process at the server
	Version string       // of gilsim, that of the workers too
	File    *pyfile.File // what the plan's Python programs were made of; nil if it has none

	Progress func(Progress)    // told now and then; nil: nobody is
	Say      func(text string) // told a sentence that the user must see; nil: nobody is

	held []*agent // of the last jobs, which are not forgotten
}

// heldJobs is how many jobs of one command the server remembers until everything was shown: what is made again, if the master is killed and comes
// again, is less than a part in so many powers of two of the whole, as a round of a search is as long as all before it.
const heldJobs = 4

// An AsideError says that shards killed their workers, and were not done.
type AsideError struct{ Shards []int }

// Error returns how many there are.
func (e *AsideError) Error() string {
	return fmt.Sprintf("%d shards killed their workers three times each, and were set aside", len(e.Shards))
}

// Work has the shards done, and returns when all are, or set aside, for which the error is an *AsideError. After that the job stays at
// the server until Forget is called.
func (f *Fleet) Work(ctx context.Context, p experiment.Plan, took func(shard int, result []byte) error) error {
	data, err := Encode(f.Version, p, f.File)
	if err != nil {
		return err
	}
	order, err := json.Marshal(Order{data, p.Shards()})
	if err != nil {
		return err
	}
	at, err := start(f.Command)
	if err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, func() { at.say(WordWithdraw) })
	defer stop()
	go at.write(append(order, '\n')) // a process that is gone says so by what it writes
	err = f.follow(at.out, took)
	var aside *AsideError
	if err == nil || errors.As(err, &aside) {
		if f.held = append(f.held, at); len(f.held) > heldJobs {
			oldest := f.held[0]
			f.held = f.held[1:]
			if forgotten := oldest.forget(); forgotten != nil {
				return forgotten
			}
		}
		return err
	}
	at.say("")
	if ended := at.wait(); ended != nil {
		err = ended
	}
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// Forget has the server forget the jobs that Work has done: everything that came out of them has been shown.
func (f *Fleet) Forget() (err error) {
	for _, at := range f.held {
		err = cmp.Or(err, at.forget())
	}
	f.held = nil
	return err
}

// forget has the server forget the job of the process, and waits for its end.
func (a *agent) forget() error {
	a.say(WordTaken)
	return a.wait()
}

// follow reads what the process tells until the job is done.
func (f *Fleet) follow(from io.Reader, took func(shard int, result []byte) error) error {
	var aside []int
	for lines := json.NewDecoder(bufio.NewReaderSize(from, 1<<16)); ; {
		var e Event
		if err := lines.Decode(&e); err != nil {
			return fmt.Errorf("%s, which works for gilsim at the server, has ended: %w", name, err)
		}
		switch {
		case e.Error != "":
			return errors.New(e.Error)
		case e.Result != nil && e.Result.Aside:
			aside = append(aside, e.Result.Shard)
		case e.Result != nil:
			if err := took(e.Result.Shard, e.Result.Data); err != nil {
				return err
			}
		case e.Progress != nil && f.Progress != nil:
			f.Progress(*e.Progress)
		case e.Say != "" && f.Say != nil:
			f.Say(e.Say)
		case e.Done && len(aside) > 0:
			slices.Sort(aside)
			return &AsideError{aside}
		case e.Done:
			return nil
		}
	}
}

// An agent is the process at the server.
type agent struct {
	cmd        *exec.Cmd
	out        io.Reader
	complaints strings.Builder

	mu sync.Mutex
	in io.WriteCloser // nil once the last word was said
}

func start(command []string) (*agent, error) {
	a := &agent{cmd: exec.Command(command[0], command[1:]...)}
	detach(a.cmd)
	a.cmd.Stderr = &a.complaints
	var err error
	if a.in, err = a.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if a.out, err = a.cmd.StdoutPipe(); err != nil {
		return nil, err
	}
	return a, a.cmd.Start()
}

// write writes to the process, which may be gone.
func (a *agent) write(data []byte) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.in != nil {
		_, _ = a.in.Write(data)
	}
}

// say says the last word, or nothing if it is "" or there was one already.
func (a *agent) say(word string) {
	if word != "" {
		a.write([]byte(word + "\n"))
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.in != nil {
		_ = a.in.Close()
		a.in = nil
	}
}

// wait waits for the end of the process, whose output nobody reads any more. The error has what it complained of.
func (a *agent) wait() error {
	_, _ = io.Copy(io.Discard, a.out)
	err := a.cmd.Wait()
	if err != nil && a.complaints.Len() > 0 {
		return errors.New(strings.TrimSpace(a.complaints.String()))
	}
	return err
}
