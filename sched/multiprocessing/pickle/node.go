// This file defines what composed values are while a pickle is read, and how they become values when it has been.

package pickle

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// A kind says what a node becomes.
type kind uint8

const (
	isTuple kind = iota
	isList
	isDict
	isSet
	isFrozenSet
	isGlobal
	isObject
)

func (k kind) String() string {
	return [...]string{"tuple", "list", "dict", "set", "frozenset", "class", "object"}[k]
}

// A node is a composed value that is not made yet. A pickle may name it at several places, and add to it as long as it goes
// on: so it is made at the end, once.
type node struct {
	kind  kind
	items []any // of a dictionary, keys and values in turn; of an object, its arguments: a tuple
	maker Maker // of a class, or of an object's
	state any   // of an object

	made part // its weight is 0 if it is not made yet
	busy bool // it is being made
}

// loadGlobal reads the name of a class or a function: two lines.
func (u *unpickler) loadGlobal() error {
	var names [2]string
	for i := range names {
		end := bytes.IndexByte(u.data, '\n')
		if end < 0 {
			return ErrTruncated
		}
		if names[i] = string(u.data[:end]); !utf8.ValidString(names[i]) {
			return unpickling("a name that is no UTF-8")
		}
		u.data = u.data[end+1:]
	}
	return u.name(names[0], names[1])
}

func (u *unpickler) loadStackGlobal() error {
	names, err := u.pop(2)
	if err != nil {
		return err
	}
	module, ok1 := names[0].(string)
	name, ok2 := names[1].(string)
	if !ok1 || !ok2 {
		return unpickling("STACK_GLOBAL requires str")
	}
	return u.name(module, name)
}

// name looks a class or a function up.
func (u *unpickler) name(module, name string) error {
	if f := builtinOf(module, name); f != nil {
		u.push(&node{kind: isGlobal, maker: f})
		return nil
	}
	if u.find == nil {
		return &ForbiddenError{module, name}
	}
	maker, err := u.find(module, name)
	if err == nil {
		u.push(&node{kind: isGlobal, maker: maker})
	}
	return err
}

// loadCall notes the call of what is below its arguments.
func (u *unpickler) loadCall() error {
	values, err := u.pop(2)
	if err != nil {
		return err
	}
	return u.call(values[0], values[1])
}

// loadCallWithKeywords notes a call of __new__ that may have keywords, which nothing here has.
func (u *unpickler) loadCallWithKeywords() error {
	values, err := u.pop(3)
	if err != nil {
		return err
	}
	if keywords, ok := values[2].(*node); !ok || keywords.kind != isDict || len(keywords.items) > 0 {
		return unpickling("a call with keywords")
	}
	return u.call(values[0], values[1])
}

func (u *unpickler) call(callable, args any) error {
	class, ok := callable.(*node)
	if !ok || class.kind != isGlobal {
		return unpickling("a call of what is no class or function")
	}
	if tuple, isNode := args.(*node); !isNode || tuple.kind != isTuple {
		if _, empty := args.(Tuple); !empty {
			return unpickling("a call with arguments that are no tuple")
		}
	}
	u.push(&node{kind: isObject, maker: class.maker, items: []any{args}})
	return nil
}

// loadState notes the state of the object below it.
func (u *unpickler) loadState() error {
	values, err := u.pop(1)
	if err != nil {
		return err
	}
	object, ok := u.top().(*node)
	if !ok || object.kind != isObject || object.state != nil {
		return unpickling("a state for what is no object, or has one")
	}
	object.state = values[0]
	return nil
}

// A part is a value that is made.
type part struct {
	value  any
	weight int64 // the bytes, roughly, that it takes when each of its parts is written wherever it is had
	height int   // how deep it is nested
}

// finish makes the value of what is on the stack.
func finish(value any, depth int) (part, error) {
	switch v := value.(type) {
	case *node:
		return v.finish(depth)
	case string:
		return part{v, int64(len(v)) + 1, 0}, nil
	case []byte:
		return part{v, int64(len(v)) + 1, 0}, nil
	case ByteArray:
		return part{v, int64(len(v)) + 1, 0}, nil
	}
	return part{value, 1, 0}, nil
}

func (n *node) finish(depth int) (part, error) {
	switch {
	case n.made.weight > 0:
		return n.made, nil
	case n.busy:
		return part{}, unpickling("a value that contains itself")
	case depth > mostNested:
		return part{}, ErrNested
	}
	n.busy = true
	defer func() { n.busy = false }()
	whole := part{weight: 1}
	items, err := whole.finishAll(n.items, depth)
	if err != nil {
		return part{}, err
	}
	state, err := whole.finishAll([]any{n.state}, depth)
	if err != nil {
		return part{}, err
	}
	if whole.value, err = n.make(items, state[0]); err != nil {
		return part{}, err
	}
	n.made = whole
	return whole, nil
}

// finishAll makes parts of the whole.
func (p *part) finishAll(items []any, depth int) ([]any, error) {
	made := make([]any, len(items))
	for i, item := range items {
		one, err := finish(item, depth+1)
		if err != nil {
			return nil, err
		}
		p.weight += one.weight
		p.height = max(p.height, one.height+1)
		switch {
		case p.height > mostNested:
			return nil, ErrNested
		case p.weight > MostExpanded:
			return nil, unpickling("a value that would be larger than %d bytes", MostExpanded)
		}
		made[i] = one.value
	}
	return made, nil
}

// make makes the value, of parts that are made.
func (n *node) make(items []any, state any) (any, error) {
	switch n.kind {
	case isTuple:
		return Tuple(items), nil
	case isList:
		return items, nil
	case isDict:
		return NewDict(items...)
	case isSet, isFrozenSet:
		s, err := NewSet(items...)
		if err != nil {
			return nil, err
		}
		s.Frozen = n.kind == isFrozenSet
		return s, nil
	case isGlobal:
		return n.maker, nil
	}
	return n.maker.Make(slices.Clone(items[0].(Tuple)), state)
}
