// This file brings the events of the other processes into the numbers of the first one.

package native

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A numbering gives what a process has numbered for itself the numbers of the run's trace.
type numbering struct {
	of        *report
	names     *trace.Names
	threads   map[int32]int32 // from its number to that of the trace
	objects   map[int32]int32
	processes map[int32]int32
	all       *numberings
}

// The numberings of a run.
type numberings struct {
	names     *trace.Names
	keyed     map[int64]int32 // by key: the object
	processes int32           // how many have a number
	begun     map[int]int32   // by pid: the main thread in the trace of a process that somebody has started
}

// othersLogs returns the logs of the other processes, in the numbers of the trace.
func (e *engine) othersLogs() (logs [][]trace.Event) {
	f := e.config.family
	if f == nil {
		return nil
	}
	f.mu.Lock()
	reports := f.parentsFirst()
	f.mu.Unlock()
	n := &numberings{names: e.config.Names, keyed: map[int64]int32{}, begun: map[int]int32{}}
	for object, key := range f.keys {
		n.keyed[key] = object
	}
	for id := int32(1); int(id) <= n.names.Threads(); id++ {
		n.processes = max(n.processes, n.names.Process(id)+1)
	}
	for _, c := range f.children {
		n.begun[c.Pid()] = c.main
	}
	ended, silent := f.reaped(), map[int]bool{}
	for _, r := range reports {
		if n.begun[r.Pid] == 0 { // of who was started by a process that could not report, nothing can be told
			continue
		}
		own := n.of(r)
		logs = append(logs, own.logs()...)
		for _, c := range own.of.Reaped {
			ended = append(ended, reapedChild{c.Pid, own.thread(c.Main), c.At})
		}
		silent[own.of.Pid] = own.of.Main == 0
	}
	for _, c := range ended {
		if isSilent, reported := silent[c.Pid]; isSilent || !reported {
			logs = append(logs, []trace.Event{{Time: int64(c.At), Obj: c.Main, Core: trace.NoCore, Kind: trace.Cut}})
		}
	}
	return logs
}

// of returns the numbering of a process.
func (n *numberings) of(r *report) *numbering {
	own := &numbering{of: r, names: n.names, threads: map[int32]int32{}, objects: map[int32]int32{}, processes: map[int32]int32{}, all: n}
	if main := n.begun[r.Pid]; main != 0 && r.Main != 0 {
		own.threads[r.Main] = main
		own.processes[r.process(r.Main)] = n.names.Process(main)
	}
	for _, pid := range r.pids() {
		n.begun[pid] = own.thread(r.Kids[pid])
	}
	return own
}

// process returns the number of the process of a thread, both by its own numbers.
func (r *report) process(thread int32) int32 {
	if thread < 1 || int(thread) > len(r.Names.Processes) {
		return 0
	}
	return r.Names.Processes[thread-1]
}

// logs returns the process's logs in the numbers of the trace.
func (n *numbering) logs() [][]trace.Event {
	for _, events := range n.of.Logs {
		for i := range events {
			n.renumber(&events[i])
		}
	}
	return n.of.Logs
}

// renumber gives an event the numbers of the trace.
func (n *numbering) renumber(e *trace.Event) {
	spec := e.Kind.Spec()
	class := ""
	if spec.Obj == trace.Object && e.Obj > 0 {
		class = n.of.Names.Objects[e.Obj-1].Class
	}
	e.Thread, e.Actor = n.thread(e.Thread), n.object(e.Actor)
	switch spec.Obj {
	case trace.Thread:
		e.Obj = n.thread(e.Obj)
	case trace.Object, trace.Actor:
		e.Obj = n.object(e.Obj)
	}
	if spec.Arg == trace.Text || spec.Arg == trace.Value && class == trace.ClassRef {
		e.Arg = n.text(e.Arg)
	}
}

// thread returns the number of a thread.
func (n *numbering) thread(id int32) int32 {
	if id < 1 || int(id) > len(n.of.Names.Threads) {
		return 0
	}
	number, ok := n.threads[id]
	if !ok {
		number = n.names.AddThreadOf(n.process(n.of.Names.Processes[id-1]), n.of.Names.Threads[id-1])
		n.threads[id] = number
	}
	return number
}

// process returns the number of a process.
func (n *numbering) process(id int32) int32 {
	number, ok := n.processes[id]
	if !ok {
		number = n.all.processes
		n.all.processes++
		n.processes[id] = number
	}
	return number
}

// object returns the number of an object: one that processes share has the same in all.
func (n *numbering) object(id int32) int32 {
	if id < 1 || int(id) > len(n.of.Names.Objects) {
		return 0
	}
	number, ok := n.objects[id]
	if ok {
		return number
	}
	key := n.of.Names.Keys[id-1]
	if number, ok = n.all.keyed[key]; key == 0 || !ok {
		info := n.of.Names.Objects[id-1]
		number = n.names.AddObject(info.Class, info.Name)
	}
	if key != 0 {
		n.all.keyed[key] = number
	}
	n.objects[id] = number
	return number
}

// text returns the number of a text.
func (n *numbering) text(id int64) int64 {
	if id < 1 || id > int64(len(n.of.Names.Texts)) {
		return 0
	}
	return int64(n.names.AddText(n.of.Names.Texts[id-1]))
}

// addChildren adds to a result what the other processes used.
func (e *engine) addChildren(r *Result) {
	f := e.config.family
	if f == nil {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	queued := r.Usage.Queued
	if d, ok := e.why().(*sched.DeadlockError); ok {
		f.ofOthers(d)
	}
	for _, c := range f.children {
		r.Processes++
		if c.reaped {
			r.Usage = r.Usage.plus(Usage{CPU: known(int64(c.used.User + c.used.System)), System: known(int64(c.used.System)),
				Voluntary: known(c.used.Voluntary), Involuntary: known(c.used.Involuntary)})
		}
	}
	for _, other := range f.reports {
		r.Threads = append(r.Threads, other.Threads...)
		queued = queued.plus(other.Usage.Queued)
	}
	r.Usage.Queued = queued
}
