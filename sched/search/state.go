// This file tells the states of a run apart, without looking into its threads.

package search

import (
	"math/bits"

	"github.com/gilsim/gilsim/sched/serial"
	"github.com/gilsim/gilsim/trace"
)

// A digest is a hash of what somebody has seen, or of a state.
type digest [2]uint64

// mix adds a number to a digest whose order counts.
func (d digest) mix(x uint64) digest {
	return digest{scramble(d[0] ^ x), scramble(bits.RotateLeft64(d[1], 29) + x*0x9e3779b97f4a7c15)}
}

// scramble spreads the bits of a number (the finalizer of splitmix64).
func scramble(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// observer follows a run, and knows its state: what each thread has done and seen, as it is that which decides what it does next, and
// what is in each object. Two runs that come to the same state go on alike. It is a digest of 128 bits, by which
// different states are told apart as surely as anything is.
//
// The value of an integer variable counts, whoever has written it. Of all else that threads share counts who has written it in
// which order.
type observer struct {
	machine *serial.Machine
	whole   bool     // nothing is taken for the same: the machine's state depends on the order of all turns
	threads []digest // by number: what it has seen
	objects map[int32]digest
	sum     digest // of all objects
	events  []trace.Event
	plain   map[int32]bool // integer variables
	order   digest         // of turns
}

func newObserver(m *serial.Machine, whole bool) *observer { return &observer{machine: m, whole: whole} }

// begin forgets the run before.
func (o *observer) begin() {
	o.threads, o.events = append(o.threads[:0], digest{}, digest{}), o.events[:0]
	o.objects, o.plain, o.sum, o.order = map[int32]digest{}, map[int32]bool{}, digest{}, digest{}
}

// Record keeps what a turn does to variables.
func (o *observer) Record(events []trace.Event) {
	for i := range events {
		if e := events[i]; e.Kind == trace.Load || e.Kind == trace.Store {
			if info, _ := o.machine.Names().Object(e.Obj); info.Class == trace.ClassVar {
				o.events = append(o.events, e)
			}
		}
	}
}

// turn takes in the turn that has just been made.
func (o *observer) turn(t *serial.Turn) {
	id := t.Last
	if id == 0 {
		return
	}
	seen := o.threads[id].mix(1)
	for i := range o.events {
		e := &o.events[i]
		object := o.machine.Number(e.Obj)
		o.plain[object] = true
		seen = seen.mix(uint64(e.Kind)).mix(uint64(object)).mix(uint64(e.Arg))
		if e.Kind == trace.Store {
			o.set(object, digest{}.mix(uint64(e.Arg)))
		}
	}
	o.events = o.events[:0]
	for _, a := range t.Did {
		if o.plain[a.Obj] {
			continue
		}
		there := o.objects[a.Obj]
		seen = seen.mix(uint64(a.Obj)).mix(there[0]).mix(there[1])
		if a.Write {
			seen = seen.mix(2)
			o.set(a.Obj, there.mix(seen[0]).mix(seen[1]))
		}
	}
	o.threads[id] = seen
	for len(o.threads) < len(t.Next) {
		o.threads = append(o.threads, seen.mix(3))
	}
	o.order = o.order.mix(uint64(id))
}

// set replaces what is in an object.
func (o *observer) set(object int32, now digest) {
	was, known := o.objects[object]
	if known {
		was = was.mix(uint64(object))
		o.sum = digest{o.sum[0] - was[0], o.sum[1] - was[1]}
	}
	o.objects[object] = now
	now = now.mix(uint64(object))
	o.sum = digest{o.sum[0] + now[0], o.sum[1] + now[1]}
}

// state returns the digest of the state.
func (o *observer) state() digest {
	if o.whole {
		return o.order
	}
	d := o.sum
	for id := 1; id < len(o.threads); id++ {
		d = d.mix(o.threads[id][0]).mix(o.threads[id][1]).mix(o.machine.Standing(int32(id)))
	}
	return d
}
