// This file defines what belongs together in two traces: which thread, object and text of one is which of the other.

package diff

import "github.com/gilsim/gilsim/trace"

// A pairing grows while two traces are compared: what two steps that are otherwise alike refer to is paired when it is
// met, if it bears the same name, and stays so.
type pairing struct {
	level   Level
	a, b    *trace.Names
	threads pairs
	objects pairs
	texts   pairs
	refs    []bool // by A's number of an object: its values are texts
}

// pairs are the pairs of one sort. Invariant: if ofA[x] is y and not 0, then ofB[y] is x.
type pairs struct {
	ofA []int32 // by A's number: B's, 0 for none
	ofB []int32 // by B's number: A's, 0 for none
}

func newPairing(left, right *side) *pairing {
	return &pairing{level: left.level, a: left.names, b: right.names}
}

// same tells whether an event of A is the same as one of B at the level of the pairing. Two steps are if the same thread
// did the same to the same thing with the same value; when, where, and how many bytecodes it had executed does not count.
func (p *pairing) same(e, f *trace.Event) bool {
	if p.level == Exact && *e != *f || !p.alike(e, f) {
		return false
	}
	switch e.Kind.Spec().Arg {
	case trace.Position:
		return p.samePlace(e.Arg, f.Arg)
	case trace.Text:
		return p.text(e.Arg, f.Arg)
	case trace.Value:
		if p.isRef(e.Obj) {
			return p.text(e.Arg, f.Arg)
		}
	case trace.Bytecodes:
		return true
	}
	return e.Arg == f.Arg || e.Kind == trace.Now // which time it was does not count, but at Exact
}

// alike tells whether two events are the same but for the value, the time and the core. What they refer to is paired.
func (p *pairing) alike(e, f *trace.Event) bool {
	return e.Kind == f.Kind && refersAlike(e, f, p.sameThread, p.sameObject)
}

// couldBeAlike tells whether alike would say so, and pairs nothing.
func (p *pairing) couldBeAlike(e, f *trace.Event) bool {
	return e.Kind == f.Kind && refersAlike(e, f, p.couldBeThread, p.couldBeObject)
}

// refersAlike tells whether two events of a kind refer to what belongs together, as thread and object say.
func refersAlike(e, f *trace.Event, thread, object func(a, b int32) bool) bool {
	if !thread(e.Thread, f.Thread) || e.Actor|f.Actor != 0 && !object(e.Actor, f.Actor) {
		return false
	}
	switch e.Kind.Spec().Obj {
	case trace.Thread:
		return thread(e.Obj, f.Obj)
	case trace.Object, trace.Actor:
		return object(e.Obj, f.Obj)
	}
	return e.Obj == f.Obj
}

func (p *pairing) sameThread(a, b int32) bool { return p.threads.has(a, b) || p.joinThreads(a, b) }

func (p *pairing) sameObject(a, b int32) bool { return p.objects.has(a, b) || p.joinObjects(a, b) }

func (p *pairing) couldBeThread(a, b int32) bool {
	same, defined := p.sameThreadName(a, b)
	return p.threads.has(a, b) || same && (!defined || p.threads.free(a, b))
}

func (p *pairing) couldBeObject(a, b int32) bool {
	same, defined := p.sameObjectName(a, b)
	return p.objects.has(a, b) || same && (!defined || p.objects.free(a, b))
}

// sameThreadName tells whether a thread of A and one of B bear the same name, and whether they are defined. A number that is not defined
// belongs to the same number that is not defined either; so it is for all three sorts.
func (p *pairing) sameThreadName(a, b int32) (same, defined bool) {
	nameA, okA := p.a.Thread(a)
	nameB, okB := p.b.Thread(b)
	if !okA || !okB {
		return a == b && okA == okB, false
	}
	return nameA == nameB, true
}

// sameObjectName is sameThreadName for objects, whose class counts, too.
func (p *pairing) sameObjectName(a, b int32) (same, defined bool) {
	infoA, okA := p.a.Object(a)
	infoB, okB := p.b.Object(b)
	if !okA || !okB {
		return a == b && okA == okB, false
	}
	return infoA == infoB, true
}

// isRef tells whether the values of an object of A, which has been paired, are texts.
func (p *pairing) isRef(object int32) bool {
	return uint(object) < uint(len(p.refs)) && p.refs[object]
}

// inB returns what A's variables hold as B would have it, of those that have been paired.
func (p *pairing) inB(values []variable) []variable {
	var out []variable
	for a, v := range values {
		if a >= len(p.objects.ofA) || p.objects.ofA[a] == 0 {
			continue
		}
		if p.refs[a] && uint64(v.arg) < uint64(len(p.texts.ofA)) {
			v.arg = int64(p.texts.ofA[v.arg])
		}
		b := int(p.objects.ofA[a])
		out = extend(out, b+1)
		out[b] = v
	}
	return out
}

// joinThreads pairs a thread of A with one of B, and tells whether they belong together.
func (p *pairing) joinThreads(a, b int32) bool {
	same, defined := p.sameThreadName(a, b)
	return same && (!defined || p.threads.join(a, b))
}

func (p *pairing) joinObjects(a, b int32) bool {
	switch same, defined := p.sameObjectName(a, b); {
	case !same || !defined:
		return same
	case !p.objects.join(a, b):
		return false
	}
	info, _ := p.a.Object(a)
	p.refs = extend(p.refs, len(p.objects.ofA))
	p.refs[a] = info.Class == trace.ClassRef
	return true
}

func (p *pairing) text(a, b int64) bool {
	x, y := int32(a), int32(b)
	if int64(x) != a || int64(y) != b {
		return a == b
	}
	return p.texts.has(x, y) || p.joinTexts(a, b)
}

// samePlace tells whether two places are the same. Their numbers need no pairing: a place is nothing but what it says.
func (p *pairing) samePlace(a, b int64) bool {
	placeA, okA := p.a.Place(a)
	placeB, okB := p.b.Place(b)
	if !okA || !okB {
		return a == b && okA == okB
	}
	return placeA == placeB
}

func (p *pairing) joinTexts(a, b int64) bool {
	textA, okA := p.a.Text(a)
	textB, okB := p.b.Text(b)
	if !okA || !okB {
		return a == b && okA == okB
	}
	return textA == textB && p.texts.join(int32(a), int32(b))
}

func (p *pairs) has(a, b int32) bool {
	return uint(a) < uint(len(p.ofA)) && p.ofA[a] == b && b != 0
}

func extend[T any](list []T, n int) []T {
	return append(list, make([]T, max(0, n-len(list)))...)
}

// free tells whether neither of two numbers has a partner.
func (p *pairs) free(a, b int32) bool {
	return (int(a) >= len(p.ofA) || p.ofA[a] == 0) && (int(b) >= len(p.ofB) || p.ofB[b] == 0)
}

// join pairs two defined numbers if neither has a partner yet.
func (p *pairs) join(a, b int32) bool {
	if !p.free(a, b) {
		return false
	}
	p.ofA = extend(p.ofA, int(a)+1)
	p.ofB = extend(p.ofB, int(b)+1)
	p.ofA[a], p.ofB[b] = b, a
	return true
}
