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

// alike tells whether two events are the same but for the value, the time and the core.
func (p *pairing) alike(e, f *trace.Event) bool {
	if e.Kind != f.Kind || !p.threads.has(e.Thread, f.Thread) && !p.joinThreads(e.Thread, f.Thread) {
		return false
	}
	if e.Actor|f.Actor != 0 && !p.sameObject(e.Actor, f.Actor) {
		return false
	}
	switch e.Kind.Spec().Obj {
	case trace.Thread:
		return p.threads.has(e.Obj, f.Obj) || p.joinThreads(e.Obj, f.Obj)
	case trace.Object, trace.Actor:
		return p.sameObject(e.Obj, f.Obj)
	}
	return e.Obj == f.Obj
}

// couldBeAlike tells whether alike would say so, and pairs nothing.
func (p *pairing) couldBeAlike(e, f *trace.Event) bool {
	if e.Kind != f.Kind || !p.couldBeThread(e.Thread, f.Thread) || !p.couldBeObject(e.Actor, f.Actor) {
		return false
	}
	switch e.Kind.Spec().Obj {
	case trace.Thread:
		return p.couldBeThread(e.Obj, f.Obj)
	case trace.Object, trace.Actor:
		return p.couldBeObject(e.Obj, f.Obj)
	}
	return e.Obj == f.Obj
}

func (p *pairing) couldBeThread(a, b int32) bool {
	if p.threads.has(a, b) {
		return true
	}
	nameA, okA := p.a.Thread(a)
	nameB, okB := p.b.Thread(b)
	if !okA || !okB {
		return a == b && okA == okB
	}
	return nameA == nameB && p.threads.free(a, b)
}

func (p *pairing) couldBeObject(a, b int32) bool {
	if p.objects.has(a, b) {
		return true
	}
	infoA, okA := p.a.Object(a)
	infoB, okB := p.b.Object(b)
	if !okA || !okB {
		return a == b && okA == okB
	}
	return infoA == infoB && p.objects.free(a, b)
}

func (p *pairing) sameObject(a, b int32) bool {
	return p.objects.has(a, b) || p.joinObjects(a, b)
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

// joinThreads pairs a thread of A with one of B, and tells whether they belong together. A number that is not defined
// belongs to the same number that is not defined either; so it is for all three sorts.
func (p *pairing) joinThreads(a, b int32) bool {
	nameA, okA := p.a.Thread(a)
	nameB, okB := p.b.Thread(b)
	if !okA || !okB {
		return a == b && okA == okB
	}
	return nameA == nameB && p.threads.join(a, b)
}

func (p *pairing) joinObjects(a, b int32) bool {
	infoA, okA := p.a.Object(a)
	infoB, okB := p.b.Object(b)
	if !okA || !okB {
		return a == b && okA == okB
	}
	if infoA != infoB || !p.objects.join(a, b) {
		return false
	}
	p.refs = extend(p.refs, len(p.objects.ofA))
	p.refs[a] = infoA.Class == trace.ClassRef
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
	p.ofA = extend(p.ofA, int(a)+1)
	p.ofB = extend(p.ofB, int(b)+1)
	if p.ofA[a] != 0 || p.ofB[b] != 0 {
		return false
	}
	p.ofA[a], p.ofB[b] = b, a
	return true
}
