package code

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// This file follows the values of one body through its variables and its stack, as far as it takes to find which writes of shared
// variables rest on a read that another thread may have made void.

// A readOf is a read of a shared variable that a value was made from.
type readOf struct {
	variable string
	line     int32
}

// A fate is what may have happened since a read.
type fate struct {
	switched bool
	held     set // the locks that have been held all the time
}

// A value is what the analysis knows of a value: how it is spelled, if it is a variable or an attribute of one, and what it was made from.
type value struct {
	spelling string
	reads    map[readOf]fate
}

// A situation is the stack and the locals at one place.
type situation struct {
	stack  []value
	locals []value
	held   set
}

func (s *situation) clone() situation {
	return situation{slices.Clone(s.stack), slices.Clone(s.locals), maps.Clone(s.held)}
}

// size is how many values and reads there are.
func (s *situation) size() int {
	n := len(s.stack) + len(s.locals)
	for _, list := range [][]value{s.stack, s.locals} {
		for i := range list {
			n += len(list[i].reads)
		}
	}
	return n + 1
}

// join merges another path into the situation, and reports whether that changed it.
func (s *situation) join(o situation) (changed bool) {
	for i := range s.stack {
		changed = s.stack[i].join(o.stack[i]) || changed
	}
	for i := range s.locals {
		changed = s.locals[i].join(o.locals[i]) || changed
	}
	for _, l := range s.held.sorted() {
		if !o.held[l] {
			delete(s.held, l)
			changed = true
		}
	}
	return changed
}

func (v *value) join(o value) (changed bool) {
	if v.spelling != o.spelling && v.spelling != "" {
		v.spelling, changed = "", true
	}
	for _, r := range sortedReads(o.reads) {
		theirs := o.reads[r]
		ours, ok := v.reads[r]
		n := fate{ours.switched || theirs.switched, theirs.held}
		if ok {
			n.held = both(ours.held, theirs.held)
		}
		if !ok || n.switched != ours.switched || len(n.held) != len(ours.held) {
			v.reads = maps.Clone(v.reads)
			if v.reads == nil {
				v.reads = map[readOf]fate{}
			}
			v.reads[r] = n
			changed = true
		}
	}
	return changed
}

func both(a, b set) set {
	c := set{}
	for _, n := range a.sorted() {
		if b[n] {
			c[n] = true
		}
	}
	return c
}

func sortedReads(m map[readOf]fate) []readOf {
	return slices.SortedFunc(maps.Keys(m), compareReads)
}

func compareReads(a, b readOf) int {
	return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(a.variable, b.variable))
}

// changeAll applies f to every read that a value of the situation was made from.
func (s *situation) changeAll(f func(fate) fate) {
	for _, list := range [][]value{s.stack, s.locals} {
		for i := range list {
			if len(list[i].reads) == 0 {
				continue
			}
			n := make(map[readOf]fate, len(list[i].reads))
			for _, r := range sortedReads(list[i].reads) {
				n[r] = f(list[i].reads[r])
			}
			list[i].reads = n
		}
	}
}

// An analyst follows the values of one body.
type analyst struct {
	c        *Code
	r        release
	free     bool
	before   map[int32]*situation
	worklist []int32 // instructions that have been reached in a situation that is new
	stored   set     // globals that the file stores: they are not built-ins
	updates  map[foundKey]*foundUpdate
}

type foundKey struct {
	read  readOf
	write int32
}

// mostWork bounds the analysis of one body, in values and reads that its steps look at: some tenths of a second. Situations can
// only grow to an end, but the product of a body's places, values and reads can be far away.
const mostWork = 1_000_000

// updatesOf finds the updates of one body under its version. It reports false if the body is too large to be followed to the end.
func updatesOf(c *Code) (list []foundUpdate, ok bool) {
	r, _ := parseVersion(c.File.Version)
	a := &analyst{c: c, r: r, free: free(c.File.Version), before: map[int32]*situation{}, stored: set{}, updates: map[foundKey]*foundUpdate{}}
	for _, o := range c.File.Code {
		for _, in := range o.Instrs {
			if in.Op == StoreGlobal {
				a.stored[c.File.Globals[in.Arg]] = true
			}
		}
	}
	a.reach(0, situation{locals: make([]value, len(c.Locals)), held: set{}})
	for i, l := range c.Locals {
		a.before[0].locals[i].spelling = l.Name
	}
	for work := 0; len(a.worklist) > 0; {
		last := len(a.worklist) - 1
		pc := a.worklist[last]
		a.worklist = a.worklist[:last]
		if work += a.before[pc].size(); work > mostWork {
			return nil, false
		}
		a.step(pc, a.before[pc].clone())
	}
	keys := slices.SortedFunc(maps.Keys(a.updates), func(x, y foundKey) int {
		return cmp.Or(cmp.Compare(x.write, y.write), compareReads(x.read, y.read))
	})
	for _, k := range keys {
		list = append(list, *a.updates[k])
	}
	return list, true
}

// reach notes that an instruction is reached in a situation.
func (a *analyst) reach(pc int32, s situation) {
	b := a.before[pc]
	if b == nil {
		a.before[pc] = &s
		a.worklist = append(a.worklist, pc)
		return
	}
	if len(b.stack) == len(s.stack) && b.join(s) {
		a.worklist = append(a.worklist, pc)
	}
}

// step executes an instruction.
func (a *analyst) step(pc int32, s situation) {
	in := a.c.Instrs[pc]
	for _, h := range a.c.Handlers {
		if h.Start <= pc && pc < h.End {
			e := s.clone()
			e.stack = append(e.stack[:min(int(h.Depth), len(e.stack))], value{})
			a.reach(h.Target, e)
		}
	}
	i := inst{op: plain(in.Op), arg: in.Arg}
	next, jump := i.effect(a.c)
	callee := a.callee(in, s)
	taken := s.clone()
	a.apply(in, pc, &s, next)
	if a.switches(in, callee) {
		s.changeAll(func(f fate) fate { return fate{true, f.held} })
	}
	if in.Jumps() {
		taken.resize(jump)
		if in.Flags&(Check|CheckTaken) != 0 || a.free {
			taken.changeAll(func(f fate) fate { return fate{true, f.held} })
		}
		a.reach(in.Arg, taken)
		if in.Op == Jump {
			return
		}
	}
	if i.ends() || int(pc)+1 == len(a.c.Instrs) {
		return
	}
	a.reach(pc+1, s)
}

// plain is the first instruction of a pair.
func plain(op Op) Op {
	switch op {
	case LoadFastLoadFast, LoadFastLoadConst, LoadFastLoadAttr:
		return LoadFast
	case StoreFastLoadFast:
		return StoreFast
	case ForIterStoreFast:
		return ForIter
	case CompareOpJump:
		return CompareOp
	case LoadConstReturn:
		return LoadConst
	}
	return op
}

// resize drops values, or pushes some that nothing is known of.
func (s *situation) resize(effect int) {
	for ; effect > 0; effect-- {
		s.stack = append(s.stack, value{})
	}
	s.stack = s.stack[:max(0, len(s.stack)+effect)]
}

// callee is how the callable of a call is spelled.
func (a *analyst) callee(in Instr, s situation) string {
	deep := 0
	switch in.Op {
	case Call:
		deep = int(in.Arg) + 1
	case CallMethod:
		deep = int(in.Arg) + 2
	default:
		return ""
	}
	if n := len(s.stack); deep <= n {
		return s.stack[n-deep].spelling
	}
	return ""
}

// switches reports whether another thread may come in behind an instruction.
func (a *analyst) switches(in Instr, callee string) bool {
	switch {
	case a.free:
		return in.N > 0
	case in.Flags&Check != 0:
		return true
	case in.Flags&CheckNative != 0:
		if in.Flags&FastCall == 0 {
			return true
		}
		fast := in.Op == Call && (callee == "len" && in.Arg == 1 || callee == "type" && in.Arg == 1 || callee == "isinstance" && in.Arg == 2) && !a.stored[callee]
		return !fast && !(in.Op == CallMethod && in.Arg == 1 && strings.HasSuffix(callee, ".append"))
	}
	switch in.Op {
	case Call, CallMethod, CallKw, CallMethodKw, CallEx, YieldValue, ImportName:
		return true // a Python function may be called, or somebody else runs meanwhile
	}
	return false
}

// apply changes the situation as an instruction does.
func (a *analyst) apply(in Instr, pc int32, s *situation, effect int) {
	n := len(s.stack)
	line := a.c.Positions[pc].Line
	push := func(v value) { s.stack = append(s.stack, v) }
	top := func(i int) value { // 1 is the top
		if i <= n {
			return s.stack[n-i]
		}
		return value{}
	}
	f := a.c.File
	switch plain(in.Op) {
	case LoadFast:
		push(s.locals[in.Arg])
	case StoreFast:
		v := top(1)
		s.resize(-1)
		v.spelling = a.c.Locals[in.Arg].Name
		s.locals[in.Arg] = v
	case LoadGlobal:
		push(a.read(s, f.Globals[in.Arg], line, value{}))
	case LoadName:
		push(value{spelling: f.Names[in.Arg]})
	case LoadDeref, LoadClassDeref:
		push(a.read(s, a.c.Locals[in.Arg].Name, line, value{}))
	case LoadAttr:
		o := top(1)
		s.resize(-1)
		push(a.read(s, attribute(o.spelling, f.Names[in.Arg]), line, o))
	case LoadMethod:
		o := top(1)
		s.resize(-1)
		push(value{spelling: attribute(o.spelling, f.Names[in.Arg])})
		push(o)
	case BinarySubscr:
		o, i := top(2), top(1)
		s.resize(-2)
		push(a.read(s, item(o.spelling, i.spelling), line, o))
	case LoadConst:
		push(value{spelling: Repr(a.c.Consts[in.Arg])})
	case StoreGlobal:
		a.write(s, f.Globals[in.Arg], line, top(1))
		s.resize(-1)
	case StoreDeref:
		a.write(s, a.c.Locals[in.Arg].Name, line, top(1))
		s.resize(-1)
	case StoreAttr:
		a.write(s, attribute(top(1).spelling, f.Names[in.Arg]), line, top(2))
		s.resize(-2)
	case StoreSubscr:
		a.write(s, item(top(2).spelling, top(1).spelling), line, top(3))
		s.resize(-3)
	case DupTop:
		push(top(1))
	case DupTopTwo:
		push(top(2))
		push(top(1))
	case Copy:
		push(top(int(in.Arg)))
	case RotTwo:
		a.rotate(s, 2)
	case RotThree:
		a.rotate(s, 3)
	case RotFour:
		a.rotate(s, 4)
	case RotN:
		a.rotate(s, int(in.Arg))
	case Swap:
		if k := int(in.Arg); k <= n {
			s.stack[n-1], s.stack[n-k] = s.stack[n-k], s.stack[n-1]
		}
	case BeforeWith:
		m := top(1)
		s.resize(-1)
		push(value{spelling: "with " + m.spelling})
		push(value{})
		a.acquire(s, m.spelling)
	case Call, CallMethod, CallKw, CallMethodKw, CallEx:
		a.call(in, s, effect)
	default:
		a.combine(in, s, effect)
	}
}

// attribute spells o.name, if o is spelled.
func attribute(o, name string) string {
	if o == "" {
		return ""
	}
	return o + "." + name
}

// item spells o[i], if both are spelled.
func item(o, i string) string {
	if o == "" || i == "" {
		return ""
	}
	return o + "[" + i + "]"
}

// read is a value that was just read from a shared variable, made from o.
func (a *analyst) read(s *situation, variable string, line int32, o value) value {
	v := value{spelling: variable, reads: map[readOf]fate{}}
	maps.Copy(v.reads, o.reads)
	if variable != "" {
		v.reads[readOf{variable, line}] = fate{held: maps.Clone(s.held)}
	}
	return v
}

// write notes an update if what is written was made from the same variable.
func (a *analyst) write(s *situation, variable string, line int32, v value) {
	if variable == "" {
		return
	}
	for _, r := range sortedReads(v.reads) {
		if r.variable != variable {
			continue
		}
		k := foundKey{r, line}
		u := a.updates[k]
		if u == nil {
			u = &foundUpdate{Update: Update{Function: a.c.Qualname, Read: r.line, Write: line, Variable: variable}}
			a.updates[k] = u
		}
		u.switched = u.switched || v.reads[r].switched
		if held := v.reads[r].held.sorted(); len(held) > 0 {
			u.Lock = held[0]
		}
	}
}

// rotate puts the top below the count-1 values under it.
func (a *analyst) rotate(s *situation, count int) {
	n := len(s.stack)
	if count < 2 || count > n {
		return
	}
	v := s.stack[n-1]
	copy(s.stack[n-count+1:], s.stack[n-count:n-1])
	s.stack[n-count] = v
}

// call pops a callable and its arguments, and pushes what was made from them. It knows acquire, release and the end of a with.
func (a *analyst) call(in Instr, s *situation, effect int) {
	callee := a.callee(in, *s)
	if lock, ok := strings.CutSuffix(callee, ".acquire"); ok {
		a.acquire(s, lock)
	} else if lock, ok := strings.CutSuffix(callee, ".release"); ok {
		a.release(s, lock)
	} else if lock, ok := strings.CutPrefix(callee, "with "); ok {
		a.release(s, lock)
	}
	a.combine(in, s, effect)
}

func (a *analyst) acquire(s *situation, lock string) {
	if lock != "" {
		s.held[lock] = true
	}
}

// release lets go of a lock: what was read under it is not protected from now on.
func (a *analyst) release(s *situation, lock string) {
	delete(s.held, lock)
	s.changeAll(func(f fate) fate {
		if f.held[lock] {
			f.held = maps.Clone(f.held)
			delete(f.held, lock)
		}
		return f
	})
}

// combine pops what an instruction takes; what it pushes was made from all of that.
func (a *analyst) combine(in Instr, s *situation, effect int) {
	pushes := pushed(plain(in.Op), in.Arg)
	pops := min(pushes-effect, len(s.stack))
	made := value{}
	for _, v := range s.stack[len(s.stack)-pops:] {
		made.join(v)
	}
	made.spelling = ""
	s.stack = s.stack[:len(s.stack)-pops]
	for range pushes {
		s.stack = append(s.stack, made)
	}
}

// pushed returns how many values an instruction leaves of its own.
func pushed(op Op, arg int32) int {
	switch op {
	case Nop, Resume, PopTop, DeleteFast, DeleteGlobal, DeleteName, MakeCell, DeleteDeref, DeleteAttr, DeleteSubscr, StoreName, Jump, PopJumpIfFalse,
		PopJumpIfTrue, PopJumpIfNone, PopJumpIfNotNone, ReturnValue, RaiseVarargs, PopExcept, Reraise, ImportStar, SetupAnnotations, JumpIfFalseOrPop,
		JumpIfTrueOrPop, EndAsyncFor:
		return 0
	case UnpackSequence:
		return int(arg)
	case UnpackEx:
		return int(arg&0xff + arg>>8 + 1)
	case ForIter, Send, GetLen, MatchMapping, MatchSequence, CheckExcMatch, ImportFrom, PushExcInfo:
		return 2
	case WithExceptStart, MatchKeys:
		return 3
	}
	return 1
}
