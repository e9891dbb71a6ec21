// This file defines the process: what all threads of one run share, above the engine.

package sched

import (
	"fmt"
	"strconv"

	"github.com/gilsim/gilsim/trace"
)

// A Process is one run of a program: its engine, its interlock, its names and its picker.
type Process struct {
	Engine Engine
	Names  *trace.Names
	Picker Picker

	running *Thread // whose code runs just now, if the engine tells
	lock    Interlock
	threads []*Thread
	serial  int   // of the names Thread-1, Thread-2 …
	timer   int32 // the object that sleeping threads wait for; 0 until one does
	devices map[string]int32

	recorded func() int64 // how many events there have been
	decision Decision
}

// decide asks the picker for a number or a choice. Where only one answer is possible it is not asked, but for what the
// program asks: a replay counts these answers.
func (p *Process) decide(d Decision) (int64, error) {
	if d.Low == d.High && d.Kind != Chance {
		return d.Low, nil
	}
	p.decision = d
	p.decision.At, p.decision.Names, p.decision.process = p.recorded(), p.Names, p
	n, err := p.Picker.Pick(&p.decision)
	if err == nil && (n < d.Low || n > d.High) {
		err = fmt.Errorf("sched: the picker answers %d for %v: it must be from %d to %d", n, d.Kind, d.Low, d.High)
	}
	return n, err
}

// undecided reports whether a decision has been made that the next event must carry.
func (p *Process) undecided() bool {
	return p.decision.Kind == Whom && p.decision.At == p.recorded()
}

// Decide asks the picker of the process for a number or a choice that an interlock or a primitive of the program
// needs. The answer must be carried by the very next event that is recorded: exact replay finds it there. An error
// ends the thread, and so the run.
func (t *Thread) Decide(d Decision) int64 {
	d.Thread = t.id
	n, err := t.proc.decide(d)
	if err != nil {
		panic(err)
	}
	return n
}

// thread returns the thread of this number, nil if it has not been made.
func (p *Process) thread(id int32) *Thread {
	if id < 1 || int(id) > len(p.threads) {
		return nil
	}
	return p.threads[id-1]
}

// timerObject returns the object that sleeping threads wait for.
func (p *Process) timerObject() int32 {
	if p.timer == 0 {
		p.timer = p.Names.AddObject(trace.ClassTimer, "sleep")
	}
	return p.timer
}

// device returns the object of the input or output of this name.
func (p *Process) device(name string) int32 {
	id, ok := p.devices[name]
	if !ok {
		if p.devices == nil {
			p.devices = make(map[string]int32)
		}
		id = p.Names.AddObject(trace.ClassIO, name)
		p.devices[name] = id
	}
	return id
}

// threadName returns the name, or the next one of Thread-1, Thread-2 and so on if it is empty.
func (p *Process) threadName(name string) string {
	if name != "" {
		return name
	}
	p.serial++
	return "Thread-" + strconv.Itoa(p.serial)
}
