// This file tells a search the state of a thread at the head of a loop, so that it finds those that only look.

package python

import (
	"math/bits"
	"unsafe"

	"github.com/gilsim/gilsim/sched"
)

// mostOfState is how many objects a state may be made of. A thread with more of its own is not asked about its loops: a search makes all
// of their rounds then.
const mostOfState = 512

// loopStates makes digests of what a thread has for itself. What others can reach is only named: a search is told when that is read
// and written.
type loopStates struct {
	engine sched.Spinning
	owners map[*Object]int64
	heads  map[*body][]bool // by instruction: it is the head of a loop
	digest sched.State
	seen   map[*Object]uint64 // the objects of a state, in the order in which they are come to
	work   []Value
	failed bool // it cannot be told, or is too large
}

func newLoopStates(e sched.Engine, owners map[*Object]int64) *loopStates {
	if engine, ok := e.(sched.Spinning); ok {
		return &loopStates{engine: engine, owners: owners, heads: map[*body][]bool{}, seen: map[*Object]uint64{}}
	}
	return nil
}

// isHead reports whether an instruction is the head of a loop: where a backward jump goes, or the first bytecode from there.
func (l *loopStates) isHead(b *body, pc int) bool {
	heads, known := l.heads[b]
	if !known {
		for at := range b.instrs {
			in := &b.instrs[at]
			to := int(in.Arg)
			if !in.Jumps() || to > at {
				continue
			}
			for to < at && b.instrs[to].N == 0 {
				to++
			}
			if heads == nil {
				heads = make([]bool, len(b.instrs))
			}
			heads[to] = true
		}
		l.heads[b] = heads
	}
	return heads != nil && heads[pc]
}

// loops tells the search that the thread may be at the head of a loop, and reports whether it can do nothing but go round it for ever.
func (t *Thread) loops() (forever bool) {
	s := t.interp.sharing
	if s == nil || s.loops == nil || !t.interp.concurrent || !s.loops.isHead(t.frame.body, t.frame.pc) {
		return false
	}
	state, ok := s.loops.of(t)
	return ok && s.loops.engine.Loops(t.sched, state)
}

// of returns the state of a thread between two instructions.
func (l *loopStates) of(t *Thread) (state sched.State, ok bool) {
	l.digest, l.failed, l.work = sched.State{}, t.green != nil || t.tracer.valid(), l.work[:0]
	clear(l.seen)
	for f := t.frame; f != nil; f = f.back {
		l.frame(f)
	}
	l.mix(uint64(t.depth))
	for i := 0; i < len(l.work) && !l.failed; i++ {
		if l.failed = i == mostOfState; !l.failed {
			l.contents(l.work[i])
		}
	}
	return l.digest, !l.failed
}

// frame takes in a call under way.
func (l *loopStates) frame(f *frame) {
	l.mix(uint64(f.body.number))
	l.mix(uint64(f.pc))
	l.mix(uint64(f.then)<<8 | uint64(f.way))
	l.all(f.locals)
	l.all(f.stack[:f.sp])
	l.value(f.kept[0])
	l.value(f.kept[1])
	l.value(f.handled)
	l.value(f.mapping)
	if f.names != nil {
		l.value(f.names.ref())
	}
	if f.gen != nil {
		l.value(f.gen.ref())
	}
}

// all takes in values, and how many they are.
func (l *loopStates) all(list []Value) {
	l.mix(uint64(len(list)))
	for _, v := range list {
		l.value(v)
	}
}

// value takes in a reference. What it refers to, if it is the thread's own, is taken in later.
func (l *loopStates) value(v Value) {
	switch {
	case v.p == nil:
		l.mix(1)
		return
	case v.p.flags&static != 0:
		l.mix(uint64(uintptr(unsafe.Pointer(v.p))))
		l.mix(uint64(v.i))
		return
	case v.p.flags&published == 0 && v.layout() == layoutLock:
		l.mix(uint64(as[Lock](v).lock.Object()))
		return
	}
	n, known := l.seen[v.p]
	if !known {
		n = uint64(len(l.seen)) + 2
		l.seen[v.p] = n
		l.work = append(l.work, v)
	}
	l.mix(n)
}

// contents takes in what an object is.
func (l *loopStates) contents(v Value) {
	o := v.p
	switch o.class.layout {
	case layoutStr, layoutBytes, layoutInt, layoutRange:
	default:
		if o.flags&published != 0 {
			l.identity(o)
			return
		}
	}
	l.value(o.class.ref())
	if a := o.attributes(); a != nil {
		l.mix(uint64(uintptr(unsafe.Pointer(a.shape)))) // shapes stay as long as the run
	}
	switch o.class.layout {
	case layoutStr:
		l.text(as[Str](v).s)
	case layoutBytes:
		l.text(as[Bytes](v).b)
	case layoutBytearray:
		l.text(string(as[Bytearray](v).b))
	case layoutInt:
		l.text(as[Int](v).n.String())
	case layoutRange:
		r := as[Range](v)
		l.mix(uint64(r.start))
		l.mix(uint64(r.stop))
		l.mix(uint64(r.step))
	case layoutIterator:
		it := as[Iterator](v)
		l.mix(uint64(it.i))
		l.mix(uint64(it.stop))
		l.mix(uint64(it.step))
	case layoutGenerator:
		if f := as[Generator](v).frame; f != nil && !as[Generator](v).running {
			l.frame(f)
		}
	case layoutDict:
		l.mix(uint64(as[Dict](v).changes))
	case layoutSet:
		l.mix(uint64(as[Set](v).finger))
	case layoutFunction:
		l.mix(uint64(as[Function](v).body.number))
	case layoutInstance, layoutTuple, layoutList, layoutCell, layoutMethod, layoutSlice, layoutException, layoutView, layoutSuper, layoutProperty, layoutWrapper:
	default:
		l.failed = true
		return
	}
	at := len(l.work)
	l.work = v.appendHidden(v.appendReferences(l.work))
	list := append([]Value(nil), l.work[at:]...)
	l.work = l.work[:at]
	l.all(list)
}

// identity takes in which object it is, of those that stay as long as the run: what is in it others can change, too.
func (l *loopStates) identity(o *Object) {
	owner, known := l.owners[o]
	l.failed = l.failed || !known
	l.mix(uint64(owner))
}

func (l *loopStates) text(s string) {
	l.mix(uint64(len(s)))
	for i := range len(s) {
		l.mix(uint64(s[i]))
	}
}

// mix takes in a number.
func (l *loopStates) mix(x uint64) {
	d := &l.digest
	d[0] = (d[0] ^ x) * 0x9e3779b97f4a7c15
	d[0] ^= d[0] >> 29
	d[1] = (bits.RotateLeft64(d[1], 23) + x) * 0xbf58476d1ce4e5b9
	d[1] ^= d[1] >> 32
}
