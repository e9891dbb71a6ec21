// This file defines the module _sre, on which lib/_re.py stands: regular expressions of package pattern. An expression is given as its
// text each time, and its program is found in a table: nothing that a clone would have to copy holds it.

package python

import (
	"sync"

	"github.com/gilsim/gilsim/python/internal/pattern"
)

// mostPrograms is how many programs of expressions a run keeps; it forgets all when there are more.
const mostPrograms = 512

// stepOfMatch is the time of one step of a match, in tenths of a nanosecond.
const stepOfMatch = 40

// An expressionKey is what a program was made of.
type expressionKey struct {
	text  string
	flags pattern.Flags
	bytes bool
}

// An expressionTable has the programs of the expressions that a run has used.
type expressionTable struct {
	mu   sync.Mutex
	made map[expressionKey]*pattern.Program
}

// compile returns the program of an expression.
func (e *expressionTable) compile(v Value, flags int64) (*pattern.Program, error) {
	key := expressionKey{text: bytesOrText(v), flags: pattern.Flags(flags), bytes: !v.isStr()}
	e.mu.Lock()
	defer e.mu.Unlock()
	if p := e.made[key]; p != nil {
		return p, nil
	}
	p, err := pattern.Compile(subject(v), key.flags, key.bytes)
	if err != nil {
		return nil, err
	}
	if e.made == nil || len(e.made) >= mostPrograms {
		e.made = map[expressionKey]*pattern.Program{}
	}
	e.made[key] = p
	return p, nil
}

func bytesOrText(v Value) string {
	if v.isStr() {
		return v.text()
	}
	return string(bytesOf(v))
}

// subject returns what is matched as characters: those of a str, or the bytes.
func subject(v Value) []rune {
	if v.isStr() {
		return runes(v.text())
	}
	b := bytesOf(v)
	r := make([]rune, len(b))
	for i, c := range b {
		r[i] = rune(c)
	}
	return r
}

// sreCompile is compile(pattern, flags): (flags, groups, names and numbers of groups), or (kind, text, place) of what is wrong with it.
func sreCompile(t *Thread, a []Value) (Value, *Exception) {
	p, err := t.interp.expressions.compile(a[0], a[1].i)
	if err != nil {
		wrong := err.(*pattern.Error)
		kind := [...]string{pattern.Wrong: "error", pattern.TooLarge: "OverflowError", pattern.Value: "ValueError"}[wrong.Kind]
		return newTuple(newStr(kind), newStr(wrong.Text), integer(int64(wrong.At))), nil
	}
	var names []Value
	for _, name := range p.Names {
		names = append(names, newTuple(newStr(name), integer(int64(p.Index[name]))))
	}
	t.labors(len(subject(a[0])), stepOfMatch)
	return newTuple(integer(int64(p.Flags)), integer(int64(p.Groups)), newTuple(names...)), nil
}

// matcher returns a matcher for the first arguments of a native: pattern, flags, string, pos and endpos.
func (t *Thread) matcher(a []Value) (m *pattern.Matcher, pos int, err *Exception) {
	p, wrong := t.interp.expressions.compile(a[0], a[1].i)
	if wrong != nil {
		return nil, 0, newException(systemError, "%s", wrong)
	}
	text := subject(a[2])
	end := int(min(max(a[4].i, 0), int64(len(text))))
	return pattern.NewMatcher(p, text, end), int(min(max(a[3].i, 0), int64(len(text)))), nil
}

// matched returns the result of Find as a value.
func (t *Thread) matched(slots []int, last int, err error) (Value, *Exception) {
	switch {
	case err == pattern.ErrTooLarge:
		return Value{}, exceptionOf(memoryError)
	case err != nil:
		return raise(runtimeError, "%s", err)
	case slots == nil:
		return none, nil
	}
	all := make([]Value, len(slots)+1)
	for i, at := range slots {
		all[i] = integer(int64(at))
	}
	all[len(slots)] = integer(int64(last))
	return newTuple(all...), nil
}

// sreMatch is match(pattern, flags, string, pos, endpos, mode): where the match and its groups begin and end, and the last group
// that was closed; None: there is no match.
func sreMatch(t *Thread, a []Value) (Value, *Exception) {
	m, pos, err := t.matcher(a)
	if err != nil {
		return Value{}, err
	}
	slots, last, wrong := m.Find(pos, pattern.Mode(a[5].i), false)
	t.labors(m.Steps, stepOfMatch)
	return t.matched(slots, last, wrong)
}

// sreMatches is matches(pattern, flags, string, pos, endpos, most): a list of all matches that do not overlap, at most so many if most is
// not 0.
func sreMatches(t *Thread, a []Value) (Value, *Exception) {
	m, pos, err := t.matcher(a)
	if err != nil {
		return Value{}, err
	}
	var all []Value
	advance := false
	for a[5].i == 0 || int64(len(all)) < a[5].i {
		slots, last, wrong := m.Find(pos, pattern.Search, advance)
		v, err := t.matched(slots, last, wrong)
		if err != nil {
			return Value{}, err
		}
		if slots == nil {
			break
		}
		if all = append(all, v); t.tooMany(int64(len(all) * (len(slots) + 1))) {
			return Value{}, exceptionOf(memoryError)
		}
		pos, advance = slots[1], slots[0] == slots[1]
	}
	t.labors(m.Steps, stepOfMatch)
	return newList(all...), nil
}

func defineSre() {
	registerModule(&NativeModule{name: "_sre", functions: []Native{
		{name: "compile", signature: "(pattern, flags, /)", call: sreCompile},
		{name: "match", signature: "(pattern, flags, string, pos, endpos, mode, /)", call: sreMatch},
		{name: "matches", signature: "(pattern, flags, string, pos, endpos, most, /)", call: sreMatches},
	}})
}
