// This file defines the module _posix: what module os has of processes and pipes (Modules/posixmodule.c), on the simulated machine.

package python

import (
	"errors"
	"math/big"
	"slices"

	"github.com/gilsim/gilsim/python/internal/mt19937"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
)

// errProcesses is why a run ends that cannot have processes.
var errProcesses = errors.New("the program starts a process: those of Python files live on the simulated machine, and neither a real run nor a search has them yet")

// osFailure is an OSError of this number.
func (t *Thread) osFailure(number int64, text string) *Exception {
	return t.newExceptionOf(osError, []Value{integer(number), newStr(text)})
}

func (t *Thread) badDescriptor() *Exception { return t.osFailure(9, "Bad file descriptor") }

// mustHaveProcesses ends a run in which a Python program cannot have processes.
func (t *Thread) mustHaveProcesses() { t.mustBeSimulated(errProcesses) }

// mustBeSimulated ends a run that is not on the simulated machine.
func (t *Thread) mustBeSimulated(why error) {
	t.mustNotBeReal(why)
	t.mustNotBeSearched(why)
}

// mustNotBeSearched ends a run that a search makes.
func (t *Thread) mustNotBeSearched(why error) {
	if t.interp.sharing != nil {
		panic(sched.Halting(why))
	}
}

// mustNotBeReal ends a run on the operating system's threads.
func (t *Thread) mustNotBeReal(why error) {
	if t.interp.parallel != nil || t.interp.run.Parallel() {
		panic(sched.Halting(why))
	}
}

// A forking is fork under way.
type forking struct {
	sched.Starting
	thread *Thread
}

// Step is one step of it.
func (f *forking) Step(s *sched.Thread, w sched.Wake) (sched.Request, bool) {
	f.Body = f.copied
	return f.Starting.Step(s, w)
}

// copied returns what the child carries out: what the thread that has forked was about to do, where fork returns 0.
func (f *forking) copied(main *sched.Thread) sched.Runner {
	of := f.thread.interp
	in, child := f.thread.clone(main)
	of.passSockets(main.Process())
	e := &Execution{interp: in, main: child, stage: ended, child: true}
	if f.thread == of.main {
		e.stage, e.reporting = of.execution.stage, of.execution.reporting
	}
	in.execution = e
	child.goesOn = child.completes(integer(0), nil)
	return e
}

func (f *forking) value(t *Thread) (Value, *Exception) { return t.hasStarted(f.Result()) }

// hasStarted notes a process that has been started, and returns its number.
func (t *Thread) hasStarted(p *sched.Process, _ error) (Value, *Exception) {
	t.interp.machine.started(t.sched.Process())
	t.interp.machine.started(p)
	return integer(int64(p.Pid())), nil
}

// A spawning is the start of a new interpreter under way.
type spawning struct {
	sched.Starting
	thread *Thread
	data   Value   // bytes, which the new one is given
	open   []int64 // the descriptors that it is given
}

// Step is one step of it.
func (p *spawning) Step(s *sched.Thread, w sched.Wake) (sched.Request, bool) {
	p.Body, p.Given = p.fresh, p.give
	return p.Starting.Step(s, w)
}

// fresh returns what the child carries out.
func (p *spawning) fresh(*sched.Thread) sched.Runner {
	of := p.thread.interp
	e := of.program.Start(of.options)
	e.child, e.given = true, newBytes(string(bytesOf(p.data)))
	in := e.interp
	in.machine, in.stepwise, in.descriptors = of.machine, of.stepwise, map[int64]descriptor{}
	for _, n := range p.open {
		in.descriptors[n] = of.descriptors[n]
	}
	return e
}

// give opens in the child what it is given.
func (p *spawning) give(child *sched.Process) {
	for _, n := range p.open {
		ipc.Pass(child, p.thread.interp.descriptors[n].ends()...)
	}
}

func (p *spawning) value(t *Thread) (Value, *Exception) { return t.hasStarted(p.Result()) }

// processNamed returns a process to be started, with the name that pictures have for it.
func processNamed(name string, cost ipc.Cost) sched.Starting {
	return sched.Starting{StartedProcess: sched.StartedProcess{Name: name, Parent: cost.Parent, Child: cost.Child, Signal: ipc.SignalTime}}
}

// forkFunction is fork(name): with None it is os.fork, and else what multiprocessing starts a process of this name with.
func forkFunction(t *Thread, a []Value) (Value, *Exception) {
	t.mustHaveProcesses()
	if t.interrupts() {
		return raise(notImplementedError, "os.fork in a handler that has interrupted a call which waits is not supported")
	}
	t.interp.heeds = true
	f := &forking{Starting: processNamed("fork", ipc.BareForkCost()), thread: t}
	if a[0] != none {
		f.Starting = processNamed(a[0].text(), ipc.ForkCost())
	}
	return t.perform(f)
}

// spawnFunction is spawn(name, data, descriptors, server).
func spawnFunction(t *Thread, a []Value) (Value, *Exception) {
	t.mustHaveProcesses()
	t.interp.heeds = true
	cost := ipc.SpawnCost()
	if a[3] == pyTrue {
		cost = ipc.ForkServerCost()
	}
	p := &spawning{Starting: processNamed(a[0].text(), cost), thread: t, data: a[1]}
	p.Anew = true
	for _, v := range a[2].items() {
		if _, ok := t.interp.descriptors[v.i]; !ok {
			return Value{}, t.badDescriptor()
		}
		p.open = append(p.open, v.i)
	}
	return t.perform(p)
}

// A reaping is waitpid under way.
type reaping struct{ sched.Reaping }

func (r *reaping) value(*Thread) (Value, *Exception) {
	p, _ := r.Result()
	if p == nil {
		return newTuple(integer(0), integer(0)), nil
	}
	return newTuple(integer(int64(p.Pid())), integer(waitStatus(p.Status()))), nil
}

// waitStatus is how wait tells the end of a process: its exit code in the second byte, or the signal in the first.
func waitStatus(status int) int64 {
	if status < 0 {
		return int64(-status)
	}
	return int64(status&0xff) << 8
}

// waitFunction is waitpid(pid, options): pid -1 or 0 is any child, option 1 (WNOHANG) does not wait.
func waitFunction(t *Thread, a []Value) (Value, *Exception) {
	pid, err := t.index(a[0], notInteger)
	if err != nil {
		return Value{}, err
	}
	options, err := t.index(a[1], notInteger)
	if err != nil {
		return Value{}, err
	}
	r := &reaping{sched.Reaping{For: sched.Forever}}
	if options&1 != 0 {
		r.For = 0
	}
	for _, child := range t.sched.Process().Children() {
		if pid <= 0 && pid >= -1 || int64(child.Pid()) == pid {
			r.Of = append(r.Of, child)
		}
	}
	if len(r.Of) == 0 {
		return Value{}, t.osFailure(10, "No child processes")
	}
	return t.perform(r)
}

// A signaling is kill under way.
type signaling struct{ sched.Signaling }

func (s *signaling) value(*Thread) (Value, *Exception) { return none, nil }

// An idling is a call that does nothing but be called: kill with signal 0, say.
type idling struct {
	sched.Code
	result Value
}

func (i *idling) value(*Thread) (Value, *Exception) { return i.result, nil }

// calledFor is the result of a call that others do not see.
func (t *Thread) calledFor(v Value) (Value, *Exception) {
	return t.perform(&idling{sched.Code{N: 1, Last: sched.Jump}, v})
}

func killFunction(t *Thread, a []Value) (Value, *Exception) {
	pid, err := t.index(a[0], notInteger)
	if err != nil {
		return Value{}, err
	}
	number, err := t.index(a[1], notInteger)
	if err != nil {
		return Value{}, err
	}
	t.interp.machine.started(t.sched.Process())
	p := t.interp.machine.processes[pid]
	switch {
	case number < 0 || number > 64:
		return Value{}, t.osFailure(22, "Invalid argument")
	case p == nil || p.Reaped():
		return Value{}, t.osFailure(3, "No such process")
	case number == 0:
		return t.calledFor(none)
	}
	return t.perform(&signaling{sched.Signaling{To: p, Signal: int(number)}})
}

// A quitting is _exit under way. It does not come back.
type quitting struct{ sched.Quitting }

func (q *quitting) value(*Thread) (Value, *Exception) { return none, nil }

func exitProcess(t *Thread, a []Value) (Value, *Exception) {
	code, err := t.index(a[0], notInteger)
	if err != nil {
		return Value{}, err
	}
	t.interp.exitStatus = int(code & 0xff)
	return t.perform(&quitting{sched.Quitting{Code: int(code & 0xff)}})
}

// pipeFunction is pipe() and socketpair(): the numbers of two descriptors.
func pipeFunction(t *Thread, _ []Value) (Value, *Exception) {
	t.mustHaveProcesses()
	r, w := ipc.NewPipe(t.sched, t.variable("pipe"))
	return t.calledFor(newTuple(t.opens(descriptor{in: r}), t.opens(descriptor{out: w})))
}

func socketPairFunction(t *Thread, _ []Value) (Value, *Exception) {
	t.mustHaveProcesses()
	x, y := ipc.NewSocketPair(t.sched, t.variable("pipe"))
	return t.calledFor(newTuple(t.opens(descriptor{in: x.In, out: x.Out}), t.opens(descriptor{in: y.In, out: y.Out})))
}

// A receiving is read under way.
type receiving struct{ sched.Call[[]byte] }

func (r *receiving) value(t *Thread) (Value, *Exception) {
	data, err := r.Result()
	if err != nil {
		return Value{}, t.badDescriptor()
	}
	return newBytes(string(data)), nil
}

func readFunction(t *Thread, a []Value) (Value, *Exception) {
	n, err := t.index(a[1], notInteger)
	if err != nil {
		return Value{}, err
	}
	d, open := t.interp.descriptors[a[0].i]
	switch m := t.interp.machine; {
	case n < 0:
		return Value{}, t.osFailure(22, "Invalid argument")
	case a[0].i == 0:
		k := min(int(n), len(m.input))
		data := string(m.input[:k])
		m.input = m.input[k:]
		return t.calledFor(newBytes(data))
	case !open || d.in == nil:
		return Value{}, t.badDescriptor()
	case t.tooLarge(n):
		return Value{}, exceptionOf(memoryError)
	}
	return t.perform(&receiving{d.in.ReadOp(int(n))})
}

// A sending is write under way.
type sending struct{ sched.Call[int] }

func (s *sending) value(t *Thread) (Value, *Exception) {
	n, err := s.Result()
	switch {
	case err == ipc.ErrBrokenPipe:
		return Value{}, t.osFailure(32, "Broken pipe")
	case err != nil:
		return Value{}, t.badDescriptor()
	}
	return integer(int64(n)), nil
}

func writeFunction(t *Thread, a []Value) (Value, *Exception) {
	if !isBytes(a[1]) {
		return raise(typeError, "a bytes-like object is required, not '%s'", a[1].class().typeName())
	}
	data := bytesOf(a[1])
	d, open := t.interp.descriptors[a[0].i]
	switch {
	case a[0].i == 1:
		return t.perform(&writing{text: string(data), counts: true})
	case a[0].i == 2:
		t.interp.machine.stderr = append(t.interp.machine.stderr, data...)
		return t.calledFor(integer(int64(len(data))))
	case !open || d.out == nil:
		return Value{}, t.badDescriptor()
	}
	return t.perform(&sending{d.out.WriteOp(slices.Clone(data))})
}

// A closing is close under way: of one end, or of two.
type closing struct {
	sched.Op
	more []sched.Op
}

// Step is one step of it.
func (c *closing) Step(s *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	return c.Op.Step(s, w)
}

func (c *closing) value(t *Thread) (Value, *Exception) {
	if len(c.more) > 0 {
		return t.perform(&closing{Op: c.more[0]})
	}
	return none, nil
}

func closeFunction(t *Thread, a []Value) (Value, *Exception) {
	d, open := t.interp.descriptors[a[0].i]
	switch {
	case 0 <= a[0].i && a[0].i < firstDescriptor:
		return t.calledFor(none)
	case !open:
		return Value{}, t.badDescriptor()
	}
	delete(t.interp.descriptors, a[0].i)
	switch {
	case d.socket != nil:
		return t.closesSocket(d.socket)
	case d.poller != nil:
		return t.perform(&closing{Op: d.poller.epoll.CloseOp()})
	}
	var ops []sched.Op
	for _, e := range d.ends() {
		ops = append(ops, e.CloseOp())
	}
	return t.perform(&closing{ops[0], ops[1:]})
}

// mustBeOpen is must_be_open(fd): an OSError if the process has nothing open under this number.
func mustBeOpen(t *Thread, a []Value) (Value, *Exception) {
	n, err := t.index(a[0], notInteger)
	if err != nil {
		return Value{}, err
	}
	if _, open := t.interp.descriptors[n]; !open && (n < 0 || n >= firstDescriptor) {
		return Value{}, t.badDescriptor()
	}
	return none, nil
}

// A polling is the wait for input at several descriptors under way.
type polling struct {
	sched.Call[[]*ipc.End]
	numbers []int64
	ends    []*ipc.End
}

func (p *polling) value(*Thread) (Value, *Exception) {
	ready, _ := p.Result()
	var list []Value
	for i, e := range p.ends {
		for _, r := range ready {
			if r == e {
				list = append(list, integer(p.numbers[i]))
			}
		}
	}
	return newList(list...), nil
}

// pollFunction is poll(descriptors, timeout): those where something can be read, or the input has ended; None waits without end.
func pollFunction(t *Thread, a []Value) (Value, *Exception) {
	d, err := t.patienceOf(a[1])
	if err != nil {
		return Value{}, err
	}
	p := &polling{}
	for _, v := range a[0].items() {
		if x := t.interp.descriptors[v.i]; x.in != nil {
			p.numbers, p.ends = append(p.numbers, v.i), append(p.ends, x.in)
			continue
		}
		return Value{}, t.badDescriptor()
	}
	if len(p.ends) == 0 {
		if d == sched.Forever {
			return raise(valueError, "there is nothing to wait for")
		}
		return t.perform(&pausing{sched.SleepOp(d)})
	}
	p.Call = ipc.WaitOp(p.ends, d)
	return t.perform(p)
}

// A pausing is a wait for nothing but time.
type pausing struct{ sched.Op }

func (*pausing) value(*Thread) (Value, *Exception) { return newList(), nil }

// A drawing is urandom under way: one number that the run decides, from which all bytes are made, so that a replay has them too.
type drawing struct {
	sched.Call[int64]
	n int
}

func (d *drawing) value(*Thread) (Value, *Exception) {
	seed, _ := d.Result()
	var source mt19937.Source
	source.SeedInt(big.NewInt(seed))
	data := make([]byte, d.n)
	for i := range data {
		data[i] = byte(source.Bits(8))
	}
	return newBytes(string(data)), nil
}

func urandomFunction(t *Thread, a []Value) (Value, *Exception) {
	n, err := t.index(a[0], notInteger)
	switch {
	case err != nil:
		return Value{}, err
	case n < 0:
		return raise(valueError, "negative argument not allowed")
	case t.tooLarge(n):
		return Value{}, exceptionOf(memoryError)
	}
	return t.perform(&drawing{sched.RandomOp(1 << 62), int(n)})
}

func defineProcess() {
	registerModule(&NativeModule{name: "_posix", functions: []Native{
		{name: "getpid", signature: "()", call: func(t *Thread, _ []Value) (Value, *Exception) {
			return integer(int64(t.sched.Process().Pid())), nil
		}},
		{name: "getppid", signature: "()", call: func(t *Thread, _ []Value) (Value, *Exception) {
			return integer(int64(t.sched.Process().Ppid())), nil
		}},
		{name: "fork", signature: "(name, /)", cost: engages, call: forkFunction},
		{name: "spawn", signature: "(name, data, descriptors, server, /)", cost: engages, call: spawnFunction},
		{name: "given", signature: "()", call: func(t *Thread, _ []Value) (Value, *Exception) { return t.interp.execution.given, nil }},
		{name: "waitpid", signature: "(pid, options, /)", cost: engages, call: waitFunction},
		{name: "kill", signature: "(pid, signal, /)", cost: engages, call: killFunction},
		{name: "_exit", signature: "(status)", cost: engages, call: exitProcess},
		{name: "pipe", signature: "()", cost: engages, call: pipeFunction},
		{name: "socketpair", signature: "()", cost: engages, call: socketPairFunction},
		{name: "read", signature: "(fd, length, /)", cost: engages, call: readFunction},
		{name: "write", signature: "(fd, data, /)", cost: engages, call: writeFunction},
		{name: "close", signature: "(fd)", cost: engages, call: closeFunction},
		{name: "must_be_open", signature: "(fd, /)", call: mustBeOpen},
		{name: "poll", signature: "(descriptors, timeout, /)", cost: engages, call: pollFunction},
		{name: "listen", signature: "(address, /)", cost: engages, call: listenFunction},
		{name: "connect", signature: "(address, /)", cost: engages, call: connectFunction},
		{name: "accept", signature: "(address, /)", cost: engages, call: acceptFunction},
		{name: "unlisten", signature: "(address, /)", cost: engages, call: unlistenFunction},
		{name: "urandom", signature: "(size, /)", cost: engages, call: urandomFunction},
	}})
}
