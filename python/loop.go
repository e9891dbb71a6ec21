// This file defines the loop that executes bytecode: what programs do most, inline; the rest is left to slow.

package python

import (
	"github.com/gilsim/gilsim/python/code"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// An outcome says how an instruction, or a call, has ended.
type outcome uint8

const (
	goes      outcome = iota // with the next instruction, or a value
	entered                  // a frame has been pushed, or another one is the innermost
	raising                  // t.raised is set
	operating                // t.operation is to be carried out
	stops                    // the grant is used up, and the next instruction can concern others
	finished                 // the thread is over
)

// run executes the thread until its grant ends at an instruction that others can see, or until it needs the machine below.
//
// What is executed within the grant takes effect at once: nothing else can happen meanwhile. Beyond it only what nobody can
// see is executed, and paid for together with the next instruction that somebody can, which has been announced by then.
func (t *Thread) run() (why outcome) {
	n := t.sched.Grant()
	if t.interp.stepwise {
		n = 0
	}
	each := t.interp.looksAtEach()
	if each {
		n = eachStep
	}
	t.granted = n
	var (
		f      *frame
		instrs []code.Instr
		st     []Value
		sp, pc int
		v      Value
	)
	in := &resumed
	var prepaid *code.Instr // the first instruction, if it has been paid for
	if t.paid {
		t.paid = each // eachExhausted knows that it has been announced
		next := &t.frame.body.instrs[t.frame.pc]
		prepaid = next
		if !each {
			n += int64(next.N)
		}
		if t.interp.sharing != nil {
			t.beginsStep(next)
		}
	}
	sharing := t.interp.concurrent
	recording := sharing && t.interp.recording
	parallel := sharing && t.interp.parallel != nil
	watched := recording || parallel // what is done to what others can reach is left to slow
reload:
	f = t.frame
	instrs, st, sp, pc = f.body.instrs, f.stack, f.sp, f.pc
	for {
		next := &instrs[pc]
		n -= int64(next.N)
		if n < 0 {
			f.pc, f.sp = pc, sp
			if why = t.exhausted(in, next, n+int64(next.N)); why != goes {
				n = t.granted
				if why == stops {
					return why
				}
				goto reload
			}
			n = t.granted
		}
		in = next
		pc++
		switch in.Op {
		case code.Nop, code.Resume:
		case entryCheck:
			if n <= 0 {
				goto slow
			}
		case code.LoadConst:
			st[sp] = f.body.consts[in.Arg]
			sp++
		case code.LoadFast:
			if v = f.locals[in.Arg]; v.p == nil {
				goto slow
			}
			st[sp] = v
			sp++
		case code.StoreFast:
			sp--
			f.locals[in.Arg] = st[sp]
		case code.PopTop:
			sp--
		case code.DupTop:
			st[sp] = st[sp-1]
			sp++
		case code.DupTopTwo:
			st[sp], st[sp+1] = st[sp-2], st[sp-1]
			sp += 2
		case code.RotTwo:
			st[sp-1], st[sp-2] = st[sp-2], st[sp-1]
		case code.RotThree:
			st[sp-1], st[sp-2], st[sp-3] = st[sp-2], st[sp-3], st[sp-1]
		case code.LoadGlobal:
			if v = f.module.slots[in.Arg]; v.p == nil {
				if v = f.module.builtin[in.Arg]; v.p == nil {
					goto slow
				}
			}
			st[sp] = v
			sp++
		case loadShared:
			if v = f.module.slots[in.Arg]; v.p == nil {
				goto slow
			}
			st[sp] = v
			sp++
			if recording {
				f.pc = pc
				t.account(in, n)
				t.note(trace.Load, t.globalNames(f.module, in.Arg), v)
			}
		case loadParallel:
			if v = f.module.slots[in.Arg].load(); v.p == nil {
				if v = f.module.builtin[in.Arg].load(); v.p == nil {
					goto slow
				}
			}
			st[sp] = v
			sp++
		case storeParallel:
			sp--
			v = st[sp]
			if !sharing {
				f.module.slots[in.Arg] = v
				continue
			}
			if v.p.flags&(static|published) == 0 {
				t.publish(v)
			}
			f.module.slots[in.Arg].store(v)
		case storeShared:
			sp--
			v = st[sp]
			if sharing && v.p.flags&(static|published) == 0 {
				t.publish(v)
			}
			f.module.slots[in.Arg] = v
			if recording {
				f.pc = pc
				t.account(in, n)
				t.note(trace.Store, t.globalNames(f.module, in.Arg), v)
			}
		case code.StoreGlobal:
			sp--
			v = st[sp]
			if sharing && v.p.flags&(static|published) == 0 {
				t.publish(v)
			}
			f.module.slots[in.Arg] = v
		case code.LoadDeref:
			c := as[Cell](f.locals[in.Arg])
			if watched && c.flags&published != 0 {
				goto slow
			}
			if v = c.v; v.p == nil {
				goto slow
			}
			st[sp] = v
			sp++
		case code.StoreDeref:
			c := as[Cell](f.locals[in.Arg])
			if parallel && c.flags&published != 0 {
				goto slow
			}
			sp--
			v = st[sp]
			if c.flags&published != 0 && v.p.flags&(static|published) == 0 {
				t.publish(v)
			}
			c.v = v
		case code.LoadAttr:
			v = st[sp-1]
			ic := f.caches[pc-1]
			if ic == nil || ic.class != v.p.class || ic.version != t.interp.classVersion {
				goto slow
			}
			x := as[Instance](v)
			if watched && x.flags&published != 0 || ic.shape == nil || ic.shape != x.shape {
				goto slow
			}
			st[sp-1] = x.values[ic.index]
		case code.StoreAttr:
			v = st[sp-1]
			ic := f.caches[pc-1]
			if ic == nil || ic.class != v.p.class || ic.version != t.interp.classVersion {
				goto slow
			}
			x := as[Instance](v)
			if parallel && x.flags&published != 0 || ic.shape != x.shape {
				goto slow
			}
			v = st[sp-2]
			if ic.next != nil {
				if x.flags&published != 0 {
					goto slow
				}
				sp -= 2
				t.credit -= 2 * valueSize
				x.shape, x.values = ic.next, append(x.values, v)
				continue
			}
			if x.flags&published != 0 && (recording || v.p.flags&(static|published) == 0) {
				goto slow
			}
			sp -= 2
			x.values[ic.index] = v
		case code.LoadMethod:
			v = st[sp-1]
			ic := f.caches[pc-1]
			if ic == nil || ic.class != v.p.class || ic.version != t.interp.classVersion {
				goto slow
			}
			if ic.shape != nil && (parallel && v.p.flags&published != 0 || as[Instance](v).shape != ic.shape) {
				goto slow
			}
			st[sp] = v
			st[sp-1] = ic.value
			sp++
		case code.CallMethod:
			base := sp - int(in.Arg) - 2
			if st[base].p == nil || st[base].p.class != functionClass {
				goto slow
			}
			fn := as[Function](st[base])
			if fn.body.simple != int(in.Arg)+1 || t.depth >= t.interp.recursionLimit {
				goto slow
			}
			g := t.enter(fn)
			copy(g.locals, st[base+1:sp])
			f.pc, f.sp = pc, base
			f = g
			instrs, st, sp, pc = f.body.instrs, f.stack, 0, 0
		case code.Call:
			base := sp - int(in.Arg) - 1
			if st[base].p.class != functionClass {
				goto slow
			}
			fn := as[Function](st[base])
			if fn.body.simple != int(in.Arg) || t.depth >= t.interp.recursionLimit {
				goto slow
			}
			g := t.enter(fn)
			copy(g.locals, st[base+1:sp])
			f.pc, f.sp = pc, base
			f = g
			instrs, st, sp, pc = f.body.instrs, f.stack, 0, 0
		case code.ReturnValue:
			b := f.back
			if f.then != toPush || b == nil || f.gen != nil || f.names != nil || f.mapping.p != nil || f.body.unit.native {
				goto slow
			}
			v = st[sp-1]
			t.depth--
			t.recycleCall(f)
			f, t.frame = b, b
			instrs, st, sp, pc = f.body.instrs, f.stack, f.sp, f.pc
			st[sp] = v
			sp++
		case code.BinaryAdd:
			x, y := &st[sp-2], &st[sp-1]
			if x.p != &smallInt || y.p != &smallInt {
				if x.p == &floatMarker && y.p == &floatMarker {
					*x = float(x.float64() + y.float64())
					sp--
					continue
				}
				goto slow
			}
			s := x.i + y.i
			if (s > x.i) != (y.i > 0) {
				goto slow
			}
			x.i = s
			sp--
		case code.BinarySubtract:
			x, y := &st[sp-2], &st[sp-1]
			if x.p != &smallInt || y.p != &smallInt {
				if x.p == &floatMarker && y.p == &floatMarker {
					*x = float(x.float64() - y.float64())
					sp--
					continue
				}
				goto slow
			}
			s := x.i - y.i
			if (s < x.i) != (y.i > 0) {
				goto slow
			}
			x.i = s
			sp--
		case code.BinaryMultiply:
			x, y := &st[sp-2], &st[sp-1]
			if x.p != &smallInt || y.p != &smallInt {
				if x.p == &floatMarker && y.p == &floatMarker {
					*x = float(x.float64() * y.float64())
					sp--
					continue
				}
				goto slow
			}
			if int64(int32(x.i)) != x.i || int64(int32(y.i)) != y.i {
				goto slow
			}
			x.i *= y.i
			sp--
		case code.CompareOp:
			x, y := &st[sp-2], &st[sp-1]
			if x.p != &smallInt || y.p != &smallInt {
				goto slow
			}
			var holds bool
			switch code.Comparison(in.Arg) {
			case code.Lt:
				holds = x.i < y.i
			case code.Le:
				holds = x.i <= y.i
			case code.Eq:
				holds = x.i == y.i
			case code.Ne:
				holds = x.i != y.i
			case code.Gt:
				holds = x.i > y.i
			default:
				holds = x.i >= y.i
			}
			sp--
			x.p, x.i = &boolMarker, 0
			if holds {
				x.i = 1
			}
		case code.IsOp:
			sp--
			st[sp-1] = boolean((st[sp-1] == st[sp]) != (in.Arg == 1))
		case code.PopJumpIfFalse:
			if v = st[sp-1]; v.p != &boolMarker {
				goto slow
			}
			sp--
			if v.i == 0 {
				pc = int(in.Arg)
			}
		case code.PopJumpIfTrue:
			if v = st[sp-1]; v.p != &boolMarker {
				goto slow
			}
			sp--
			if v.i != 0 {
				pc = int(in.Arg)
			}
		case code.PopJumpIfNone:
			sp--
			if st[sp].p == &noneMarker {
				pc = int(in.Arg)
			}
		case code.PopJumpIfNotNone:
			sp--
			if st[sp].p != &noneMarker {
				pc = int(in.Arg)
			}
		case code.Jump:
			pc = int(in.Arg)
		case code.ForIter:
			v = st[sp-1]
			switch v.p.class {
			case rangeIteratorClass:
				it := as[Iterator](v)
				if parallel && it.flags&published != 0 || it.step <= 0 || it.i >= it.stop {
					goto slow
				}
				st[sp] = Value{p: &smallInt, i: it.i}
				it.i += it.step
				sp++
			case listIteratorClass:
				it := as[Iterator](v)
				if parallel && it.flags&published != 0 || it.of.p == nil || watched && it.of.p.flags&published != 0 {
					goto slow
				}
				l := as[List](it.of)
				if uint64(it.i) >= uint64(len(l.items)) {
					goto slow
				}
				st[sp] = l.items[it.i]
				it.i++
				sp++
			case generatorClass:
				g := as[Generator](v)
				if parallel && g.flags&published != 0 || g.frame == nil || g.running || t.depth >= t.interp.recursionLimit {
					goto slow
				}
				f.pc, f.sp = pc, sp
				h := g.frame
				h.back, h.then, g.running, g.started = f, toFeed, true, true
				h.push(none)
				t.depth++
				t.frame, f = h, h
				instrs, st, sp, pc = f.body.instrs, f.stack, f.sp, f.pc
			default:
				goto slow
			}
		case code.YieldValue:
			if f.then != toFeed || in.Arg != 0 || parallel && f.gen.flags&published != 0 {
				goto slow
			}
			v = st[sp-1]
			f.pc, f.sp = pc, sp-1
			b := f.back
			f.back, f.gen.running = nil, false
			t.depth--
			f, t.frame = b, b
			instrs, st, sp, pc = f.body.instrs, f.stack, f.sp, f.pc
			st[sp] = v
			sp++
		case code.BinarySubscr:
			x, y := &st[sp-2], &st[sp-1]
			if y.p == &smallInt && x.p.class == listClass {
				l := as[List](*x)
				if watched && l.flags&published != 0 {
					goto slow
				}
				i := y.i
				if i < 0 {
					i += int64(len(l.items))
				}
				if uint64(i) >= uint64(len(l.items)) {
					goto slow
				}
				*x = l.items[i]
				sp--
				continue
			}
			goto slow
		case code.BuildTuple:
			if t.credit -= shortSize + valueSize*int64(in.Arg); in.Arg == 0 || t.credit < 0 {
				goto slow
			}
			items := make([]Value, in.Arg)
			sp -= int(in.Arg)
			copy(items, st[sp:])
			st[sp] = (&Tuple{Object: Object{class: tupleClass}, items: items}).ref()
			sp++
		case code.BuildList:
			if t.credit -= shortSize + valueSize*int64(in.Arg); t.credit < 0 {
				goto slow
			}
			items := make([]Value, in.Arg)
			sp -= int(in.Arg)
			copy(items, st[sp:])
			st[sp] = (&List{Object: Object{class: listClass}, items: items}).ref()
			sp++
		case code.ListAppend:
			if t.credit -= 2 * valueSize; t.credit < 0 {
				goto slow
			}
			sp--
			l := as[List](st[sp-int(in.Arg)])
			l.items = append(l.items, st[sp])
		default:
			goto slow
		}
		continue
	slow:
		f.pc, f.sp = pc, sp
		t.current, t.rest = in, n
		if parallel {
			why = t.parallelStep(in)
		} else {
			why = t.slow(in)
		}
		n = t.rest
		switch why {
		case goes:
			sp, pc = f.sp, f.pc
			if t.labor >= leastLabor {
				n = t.charged(in, n)
			}
			continue
		case entered:
			goto reload
		case raising:
			if t.unwind() {
				goto reload
			}
			why = finished
		case operating: // the operation pays for the call
			one, counts := int64(min(in.N, 1)), int64(min(in.Ticks, 1))
			switch {
			case in == prepaid && t.granted == n:
			case t.granted > 0:
				n += one
			default:
				t.pending -= one
				t.ticks -= counts
			}
		}
		if t.granted > n {
			last := t.pointAfter(in)
			if why == operating && t.interp.run.Parallel() { // the call is not over: nobody looks before what it does
				last = sched.Inside
			}
			t.sched.Spend(t.granted-n, last)
			t.granted = n
		}
		return why
	}
}

// resumed stands for what came before a thread was resumed.
var resumed = code.Instr{}

// enter pushes a frame for a function that has no more than positional parameters. The arguments are still to be copied.
func (t *Thread) enter(fn *Function) *frame {
	g := t.newFrame(fn.body)
	g.module = fn.module
	g.back, t.frame = t.frame, g
	if !g.native() {
		t.depth++
	}
	for i, c := range fn.closure {
		g.locals[fn.body.free+i] = c.ref()
	}
	return g
}
