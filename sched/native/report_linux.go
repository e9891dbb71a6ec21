// This file defines what a process of a run reports to the first one when it ends.

package native

import (
	"bytes"
	"cmp"
	"encoding/gob"
	"errors"
	"io"
	"maps"
	"os"
	"slices"
	"time"

	"golang.org/x/sys/unix"

	"github.com/gilsim/gilsim/internal/reexec"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A report is what one process knows of its run. It comes as a file in memory, whose descriptor is sent.
type report struct {
	Pid     int
	Main    int32         // its main thread, by its own number
	Name    string        // of the process
	Kids    map[int]int32 // by pid: the main threads of those that it has started, by the numbers that they have here
	Reaped  []reapedChild
	Threads []ThreadUsage
	Usage   Usage // of its threads
	Failure string
	Waits   []*sched.Wait // what its threads wait for, if all processes do

	Names struct {
		Threads   []string
		Processes []int32 // of the threads
		Objects   []trace.Info
		Keys      []int64 // of the objects; 0: it has none
		Texts     []string
	}
	Logs [][]trace.Event // a thread each
}

// report sends what this process knows.
func (f *family) report(e *engine, status int) {
	r := &report{Pid: os.Getpid(), Kids: map[int]int32{}}
	if err := e.why(); err != nil {
		var d *sched.DeadlockError
		if errors.As(err, &d) {
			r.Waits = d.Waits
		} else {
			r.Failure = err.Error()
		}
	}
	if f.own.Load() != nil {
		r.Main, r.Name = f.own.Load().ID(), f.own.Load().Process().Name()
	}
	f.mu.Lock()
	for _, c := range f.children {
		r.Kids[c.Pid()] = c.main
	}
	f.mu.Unlock()
	f.addThreads(e, r)
	if e.config.Recorder != nil {
		f.addNames(e, r)
	}
	f.send(r)
}

// pids returns the processes that it has started, in that order.
func (r *report) pids() []int {
	return slices.SortedFunc(maps.Keys(r.Kids), func(a, b int) int { return cmp.Compare(r.Kids[a], r.Kids[b]) })
}

// parentsFirst returns the reports that have come, under the mutex: a parent's before those of its children, which are in the order in which they
// were started, whatever their numbers: those begin again where they end. The reports of whose parents' none has come are the last.
func (f *family) parentsFirst() (list []*report) {
	rest := slices.Clone(f.reports)
	var pids []int
	for _, c := range f.children {
		pids = append(pids, c.Pid())
	}
	for ; len(pids) > 0; pids = pids[1:] {
		if i := slices.IndexFunc(rest, func(r *report) bool { return r.Pid == pids[0] }); i >= 0 {
			list, pids = append(list, rest[i]), append(pids, rest[i].pids()...)
			rest = slices.Delete(rest, i, i+1)
		}
	}
	return append(list, rest...)
}

// addThreads adds what the threads used and recorded.
func (f *family) addThreads(e *engine, r *report) {
	for _, s := range e.all() {
		if !s.ended.Load() {
			continue
		}
		r.Threads = append(r.Threads, ThreadUsage{Name: s.of.Process().Name() + "/" + s.of.Name(), Life: s.life, Usage: s.usage, Bytecodes: s.of.Bytecodes()})
		r.Usage = r.Usage.plus(s.usage)
		if e.config.Recorder == nil {
			continue
		}
		var all []trace.Event
		for _, some := range append(s.log.full, s.log.last) {
			all = append(all, some...)
		}
		if s.cut {
			all = append(all, trace.Event{Time: int64(e.Now()), Obj: s.of.ID(), Core: trace.NoCore, Kind: trace.Cut})
		}
		if len(all) > 0 {
			r.Logs = append(r.Logs, all)
		}
	}
	r.Reaped = f.reaped()
}

// A reapedChild is a child that was waited for: the first process has to tell its end if it could not report itself.
type reapedChild struct {
	Pid  int
	Main int32 // its main thread, by the number that it has in its parent
	At   time.Duration
}

// reaped returns those that this process has waited for.
func (f *family) reaped() (list []reapedChild) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, c := range f.children {
		if c.reaped {
			list = append(list, reapedChild{c.Pid(), c.main, c.ended})
		}
	}
	return list
}

// addNames adds the names that the events refer to.
func (f *family) addNames(e *engine, r *report) {
	n := e.config.Names
	for id := int32(1); int(id) <= n.Threads(); id++ {
		name, _ := n.Thread(id)
		r.Names.Threads, r.Names.Processes = append(r.Names.Threads, name), append(r.Names.Processes, n.Process(id))
	}
	for id := int32(1); int(id) <= n.Objects(); id++ {
		info, _ := n.Object(id)
		r.Names.Objects, r.Names.Keys = append(r.Names.Objects, info), append(r.Names.Keys, f.keys[id])
	}
	for id := int64(1); ; id++ {
		text, ok := n.Text(id)
		if !ok {
			return
		}
		r.Names.Texts = append(r.Names.Texts, text)
	}
}

// What a process tells the first one.
const (
	sendsReport  = 1 // a report, as a descriptor
	needsJanitor = 2 // it is about to give something a name
)

// send sends a report. Where that cannot be done nobody is left who would read it.
func (f *family) send(r *report) {
	var b bytes.Buffer
	if gob.NewEncoder(&b).Encode(r) != nil {
		return
	}
	fd, err := unix.MemfdCreate("gilsim", unix.MFD_CLOEXEC)
	if err != nil {
		return
	}
	file := os.NewFile(uintptr(fd), "report")
	defer file.Close()
	if _, err := file.Write(b.Bytes()); err == nil {
		_ = unix.Sendmsg(int(f.up.Fd()), []byte{sendsReport}, unix.UnixRights(fd), nil, 0)
	}
}

// gather receives the reports, until nobody is left who could send one.
func (f *family) gather() {
	defer close(f.eof)
	in := int(f.down.Fd())
	room, what := make([]byte, unix.CmsgSpace(4)), make([]byte, 1)
	for {
		n, got, _, _, err := unix.Recvmsg(in, what, room, unix.MSG_CMSG_CLOEXEC)
		switch {
		case err == unix.EINTR:
			continue
		case err != nil || n == 0:
			return
		case what[0] == needsJanitor:
			f.startJanitor()
			continue
		}
		if r := receive(room[:got]); r != nil {
			f.received(r)
		}
	}
}

// receive reads the report whose descriptor came; nil if it cannot be read.
func receive(control []byte) *report {
	messages, err := unix.ParseSocketControlMessage(control)
	if err != nil || len(messages) == 0 {
		return nil
	}
	fds, err := unix.ParseUnixRights(&messages[0])
	if err != nil || len(fds) == 0 {
		return nil
	}
	file := os.NewFile(uintptr(fds[0]), "report")
	defer file.Close()
	r := new(report)
	if gob.NewDecoder(io.NewSectionReader(file, 0, 1<<40)).Decode(r) != nil {
		return nil
	}
	return r
}

// received notes a report. A process whose run failed, and not only its program, fails the whole.
func (f *family) received(r *report) {
	f.mu.Lock()
	f.reports = append(f.reports, r)
	e := f.engine
	f.mu.Unlock()
	if r.Failure != "" && e != nil {
		e.end(errors.New(r.Failure))
	}
}

// othersEnd waits, in the first process, until no other is left.
func (e *engine) othersEnd() {
	f := e.config.family
	if f == nil || f.birth != nil {
		return
	}
	f.mu.Lock()
	if f.up != nil {
		f.up.Close()
		f.up = nil
	}
	f.mu.Unlock()
	<-f.eof
}

// endOthers ends, in the first process, all others of a run that has failed, unless they report and end by themselves.
func (e *engine) endOthers() {
	f := e.config.family
	if f == nil || f.birth != nil || e.why() == nil {
		return
	}
	var d *sched.DeadlockError
	if !errors.As(e.why(), &d) {
		reexec.Release()
	}
}
