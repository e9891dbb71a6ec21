// This file defines the kinds of event and their spec table, from which the codec, the checker, the diff and the pictures read.

package trace

// A Kind says what an event is. The number never leaves the process: traces hold the name.
type Kind uint8

// The kinds, in the order of the spec table.
const (
	None Kind = iota // the zero Kind: no event

	// The program's own steps.
	Start    // the thread executes its first bytecode
	End      // the thread's function has returned
	Spawn    // the thread has started another one
	Fork     // the thread has started one in another process, outside the interpreter lock
	Join     // the thread has seen another one end
	Load     // a shared variable was read
	Store    // a shared variable was written
	Acquire  // a lock of the program was taken
	Release  // a lock of the program was given back
	Put      // an item was put into a queue
	Get      // an item was taken out of a queue
	Sleep    // the thread is about to sleep
	IO       // the thread is about to block on input or output
	Send     // data is sent from a socket, or written to a file
	Recv     // data was received from a socket, or read from a file
	Print    // the program printed a line
	Now      // the program asked for the time
	Random   // the program asked for a random number
	Crash    // the thread failed: a panic, or misuse of a lock or thread
	Uncaught // an exception that nobody caught ends what the thread was to do; it goes on to tell of it, and ends
	Kill     // the thread has sent a process a signal
	Handle   // the main thread runs the handler of a signal

	// The program's steps that change the current greenlet of a thread.
	Switch // a greenlet hands over to another one of its thread
	Throw  // the same, with an exception that is raised where the other one goes on
	Resume // a generator or a task goes on, on top of who resumes it: next, send, throw or close
	Yield  // a generator or a task hands back to who has resumed it
	Await  // a task is about to hand back until what it awaits is there

	// The interpreter lock.
	Take    // the thread has taken the interpreter lock
	Drop    // the thread has let go of the interpreter lock
	Request // a waiter asks the holder to let go (gil_drop_request)
	Fail    // a waiter was woken, and found the interpreter lock taken again
	Phase   // where the tick counter stands at the start

	// The machine's scheduler.
	Try     // the thread tries to get what it may have to wait for: where the step itself does not tell that
	Run     // the thread gets a core
	Park    // the thread leaves its core, to wait
	Unpark  // the thread wakes another one
	Ready   // what a task awaited is there: its loop goes on with it when it is its turn
	Timeout // the timer of a waiting thread fires
	Expire  // the thread loses its core: its time slice is used up
	Preempt // the thread loses its core to one that was woken
	Exit    // the thread leaves its core for good
	Cut     // the machine ends a thread: its process has ended
	Halt    // the run is over before its time: deadlock, step limit, interrupt

	// A schedule made by hand, or taken from a run: what replay by order follows.
	Turn  // the thread executes so many of its own bytecodes, then it is somebody else's turn
	Until // the thread executes its bytecodes up to a place in the source, then it is somebody else's turn

	// Where the thread stands.
	At // what the thread does from now on, it does at this place in the source

	numKinds // how many there are
)

// What came of an attempt: the Arg of a Try.
//
// A step that gets at once what it wants, such as an acquire of a free lock, is an attempt itself. A Try stands for every
// other one: those that fail, and those of a thread that has begun to wait, whose step comes only when it has the
// interpreter lock again. So the order of all attempts at an object, and of what makes them succeed, is in the trace.
const (
	Refused int64 = iota // in vain: the thread goes on without, or begins to wait
	Got                  // it has it now
	Waits                // in vain: the thread, which waits, goes on waiting
)

// A Group tells whose business a kind of event is.
type Group uint8

// The groups.
const (
	Program   Group = iota + 1 // the program's own steps: all that a diff of steps compares
	Lock                       // the interpreter lock
	Scheduler                  // the machine below it
	Schedule                   // a schedule's turns
	Source                     // where in its source a thread stands
)

// A Subject tells what the Obj or the Arg of an event refers to.
type Subject uint8

// The subjects.
const (
	Nothing   Subject = iota // always 0
	Thread                   // a thread's number
	Object                   // a defined object's number
	Actor                    // the number of a defined object that can be an event's Actor; 0 is the thread's own code
	Text                     // a defined text's number
	Value                    // an integer; for an object of class "ref" a defined text's number
	Number                   // a plain integer
	Duration                 // nanoseconds; -1 is for ever
	Bytecodes                // how many bytecodes the thread has executed since it started
	Ended                    // 1 if who acts has ended with that, 0 if not
	Speed                    // picoseconds a bytecode
	Position                 // a defined place's number; 0 is nowhere in the program's own source
	Repeat                   // how often: 0 is once
)

// starts reports whether an event of this kind starts the thread that it refers to.
func (k Kind) starts() bool { return k == Spawn || k == Fork }

// Fails reports whether an event of this kind tells that a thread has failed, by a misuse or by an exception that nobody caught.
func (k Kind) Fails() bool { return k == Crash || k == Uncaught }

// A Spec describes one kind: its name in the text form, and what Obj and Arg are.
type Spec struct {
	Name   string
	Group  Group
	Obj    Subject
	Arg    Subject
	Writes bool   // two steps on one object conflict if one of them writes
	Doc    string // one clause: what the event says of Obj and Arg
}

// specs is the one table. Invariant: specs[k].Name is unique, lower case and one word.
var specs = [numKinds]Spec{
	None:     {Name: "none"},
	Start:    {"start", Program, Nothing, Nothing, false, "the thread begins"},
	End:      {"end", Program, Nothing, Bytecodes, false, "the thread's function returned after so many bytecodes"},
	Spawn:    {"spawn", Program, Thread, Nothing, false, "started this thread"},
	Fork:     {"fork", Program, Thread, Nothing, false, "started this thread in another process: the interpreter lock does not bind it, nor what it spawns"},
	Join:     {"join", Program, Thread, Nothing, false, "saw this thread end"},
	Load:     {"load", Program, Object, Value, false, "read this value"},
	Store:    {"store", Program, Object, Value, true, "wrote this value"},
	Acquire:  {"acquire", Program, Object, Nothing, true, "took this lock"},
	Release:  {"release", Program, Object, Nothing, true, "gave this lock back"},
	Put:      {"put", Program, Object, Number, true, "put an item into this queue, where it has this number, from 1"},
	Get:      {"get", Program, Object, Number, true, "took the item of this number out of this queue"},
	Sleep:    {"sleep", Program, Nothing, Duration, false, "is about to sleep this long"},
	IO:       {"io", Program, Object, Duration, false, "is about to block on this for so long"},
	Send:     {"send", Program, Object, Number, true, "sends so many bytes from this socket, or writes them to this file"},
	Recv:     {"recv", Program, Object, Number, true, "received so many bytes on this socket, or read them from this file"},
	Print:    {"print", Program, Nothing, Text, false, "printed this line"},
	Now:      {"now", Program, Nothing, Duration, false, "asked for the time and got this"},
	Random:   {"random", Program, Nothing, Number, false, "asked for a random number and got this"},
	Crash:    {"crash", Program, Nothing, Text, false, "failed with this message"},
	Uncaught: {"uncaught", Program, Nothing, Text, false, "this exception, which nobody caught, ends what the thread was to do"},
	Kill:     {"kill", Program, Thread, Number, false, "sent the process of this main thread the signal of this number"},
	Handle:   {"handle", Program, Nothing, Number, false, "runs the handler of the signal of this number"},
	Switch:   {"switch", Program, Actor, Ended, false, "handed over to this greenlet; 1: and has ended with that"},
	Throw:    {"throw", Program, Actor, Ended, false, "handed over to this greenlet and raised an exception there; 1: and has ended with that"},
	Resume:   {"resume", Program, Actor, Nothing, false, "resumed this generator or task"},
	Yield:    {"yield", Program, Actor, Ended, false, "handed back to this one, which had resumed it; 1: and has ended with that"},
	Await:    {"await", Program, Object, Duration, false, "is about to hand back until this is there; what it awaits takes so long"},
	Take:     {"take", Lock, Object, Number, true, "took the interpreter lock, which has gone to another thread so many times"},
	Drop:     {"drop", Lock, Object, Bytecodes, true, "let go of the interpreter lock after so many bytecodes of its own"},
	Request:  {"request", Lock, Thread, Nothing, false, "asked this holder to let go"},
	Fail:     {"fail", Lock, Object, Nothing, false, "was woken for the interpreter lock and found it taken"},
	Phase:    {"phase", Lock, Object, Number, false, "so many counted bytecodes are left to the first check"},
	Try:      {"try", Scheduler, Object, Number, false, "tried to get this: 0 in vain, 1 with success, 2 in vain, so that it waits"},
	Run:      {"run", Scheduler, Nothing, Speed, false, "got the core, which runs it at so many picoseconds a bytecode"},
	Park:     {"park", Scheduler, Object, Duration, false, "waits for this; its timer fires after so long, lateness included; 0: it offers its core, and is ready at once, behind the others"},
	Unpark:   {"unpark", Scheduler, Thread, Duration, false, "woke this thread, which is ready after so long; one that is awake already stays as it is"},
	Ready:    {"ready", Scheduler, Actor, Nothing, false, "this task can go on, when it is its turn in its thread"},
	Timeout:  {"timeout", Scheduler, Nothing, Duration, false, "its timer fired; it is ready after so long"},
	Expire:   {"expire", Scheduler, Nothing, Bytecodes, false, "its time slice was used up after so many bytecodes"},
	Preempt:  {"preempt", Scheduler, Thread, Bytecodes, false, "lost its core to this thread after so many bytecodes"},
	Exit:     {"exit", Scheduler, Nothing, Bytecodes, false, "left its core for good after so many bytecodes"},
	Cut:      {"cut", Scheduler, Thread, Nothing, false, "this thread was cut off: its process had ended, with the last thread that was no daemon thread, or by a signal"},
	Halt:     {"halt", Scheduler, Nothing, Text, false, "the run ended early, for this reason"},
	Turn:     {"turn", Schedule, Nothing, Bytecodes, false, "runs until it has executed so many bytecodes"},
	Until:    {"until", Schedule, Repeat, Position, false, "runs until it comes so often to this place in the source, whose step it has not made then"},
	At:       {"at", Source, Nothing, Position, false, "is at this place in the source from now on"},
}

// Spec returns the kind's row of the spec table, the one of None for a number that is no kind.
func (k Kind) Spec() *Spec {
	if k >= numKinds {
		k = None
	}
	return &specs[k]
}

// String returns the kind's name, as the text form has it.
func (k Kind) String() string { return k.Spec().Name }

// Kinds returns every kind, in the order of the spec table.
func Kinds() []Kind {
	all := make([]Kind, 0, numKinds-1)
	for k := None + 1; k < numKinds; k++ {
		all = append(all, k)
	}
	return all
}
