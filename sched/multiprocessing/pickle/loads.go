// This file defines how bytes are read: the opcodes, one after the other.

package pickle

import (
	"encoding/binary"
	"slices"
	"unicode/utf8"
)

// A Loader reads pickles. The zero value knows no classes.
type Loader struct {
	// Find returns what makes objects of a class, or calls a function, that a pickle names, or an error; nil knows none. To find
	// it must have no effect.
	Find func(module, name string) (Maker, error)
}

// A Maker makes what a pickle describes: it is called when all of the pickle has been read.
type Maker interface {
	// Make returns the object that the call of the class or function with these arguments makes, whose state is set then,
	// unless there is none: state is nil. The state of an object with slots is a Tuple of nil, or its dictionary, and that of
	// the slots.
	Make(args Tuple, state any) (any, error)
}

// Loads returns the value of a pickle. What comes after it is ignored, as by Python.
func (l Loader) Loads(data []byte) (any, error) {
	u := unpickler{data: data, find: l.Find}
	for len(u.data) > 0 {
		op := u.data[0]
		u.data = u.data[1:]
		if op == opStop {
			return u.stop()
		}
		if err := u.load(op); err != nil {
			return nil, err
		}
	}
	return nil, ErrTruncated
}

// An unpickler carries opcodes out. What is on its stack is a value, or a *node that becomes one.
type unpickler struct {
	data  []byte
	stack []any
	marks []int
	memo  memo
	find  func(module, name string) (Maker, error)
}

// stop returns the value that is left.
func (u *unpickler) stop() (any, error) {
	values, err := u.pop(1)
	if err != nil {
		return nil, err
	}
	whole, err := finish(values[0], 0)
	return whole.value, err
}

func (u *unpickler) push(value any) { u.stack = append(u.stack, value) }

// take takes n bytes of the pickle.
func (u *unpickler) take(n uint64) ([]byte, error) {
	if uint64(len(u.data)) < n {
		return nil, ErrTruncated
	}
	taken := u.data[:n:n]
	u.data = u.data[n:]
	return taken, nil
}

// number takes a number of so many bytes, at most 8.
func (u *unpickler) number(size uint64) (uint64, error) {
	b, err := u.take(size)
	if err != nil {
		return 0, err
	}
	var all [8]byte
	copy(all[:], b)
	return binary.LittleEndian.Uint64(all[:]), nil
}

// bottom returns how far the stack can be popped: to the last mark.
func (u *unpickler) bottom() int {
	if len(u.marks) == 0 {
		return 0
	}
	return u.marks[len(u.marks)-1]
}

// pop takes the last n values off the stack.
func (u *unpickler) pop(n int) ([]any, error) {
	if len(u.stack)-u.bottom() < n {
		return nil, unpickling("unexpected MARK or end of the stack")
	}
	values := slices.Clone(u.stack[len(u.stack)-n:])
	u.stack = u.stack[:len(u.stack)-n]
	return values, nil
}

// popMark takes the values since the last mark, and the mark.
func (u *unpickler) popMark() ([]any, error) {
	if len(u.marks) == 0 {
		return nil, unpickling("could not find MARK")
	}
	values, err := u.pop(len(u.stack) - u.bottom())
	u.marks = u.marks[:len(u.marks)-1]
	return values, err
}

// load carries out an opcode. Those of one kind are together; the last function says that there is no such.
func (u *unpickler) load(op byte) error {
	switch op {
	case opProto:
		return u.loadProto()
	case opFrame:
		_, err := u.number(8) // its end is where another opcode begins
		return err
	case opNone:
		u.push(nil)
	case opTrue, opFalse:
		u.push(op == opTrue)
	case opMark:
		u.marks = append(u.marks, len(u.stack))
	case opPopMark:
		_, err := u.popMark()
		return err
	case opPop:
		return u.loadPop()
	case opDup:
		return u.loadDup()
	case opOldString1, opOldString4:
		return ErrPython2
	default:
		return u.loadScalar(op)
	}
	return nil
}

func (u *unpickler) loadProto() error {
	version, err := u.number(1)
	if err == nil && (version < 2 || version > 5) {
		err = unpickling("pickle protocol %d: it must be from 2 to 5", version)
	}
	return err
}

// loadPop drops the top of the stack, be it a mark.
func (u *unpickler) loadPop() error {
	if len(u.marks) > 0 && u.bottom() == len(u.stack) {
		u.marks = u.marks[:len(u.marks)-1]
		return nil
	}
	_, err := u.pop(1)
	return err
}

func (u *unpickler) loadDup() error {
	values, err := u.pop(1)
	if err == nil {
		u.stack = append(u.stack, values[0], values[0])
	}
	return err
}

func (u *unpickler) loadScalar(op byte) error {
	switch op {
	case opInt1, opInt2, opInt4, opFloat:
		return u.loadNumber(op)
	case opLong1:
		return u.loadLong(1)
	case opLong4:
		return u.loadLong(4)
	case opString1, opBytes1:
		return u.loadText(op, 1)
	case opString4, opBytes4:
		return u.loadText(op, 4)
	case opString8, opBytes8, opByteArray8:
		return u.loadText(op, 8)
	case opGet1:
		return u.loadGet(1)
	case opGet4:
		return u.loadGet(4)
	case opPut1:
		return u.loadPut(1)
	case opPut4:
		return u.loadPut(4)
	case opMemoize:
		return u.put(uint64(len(u.memo)))
	}
	return u.loadComposed(op)
}

// loadText reads a string, or bytes, whose length takes so many bytes.
func (u *unpickler) loadText(op byte, size uint64) error {
	n, err := u.number(size)
	if err != nil {
		return err
	}
	text, err := u.take(n)
	switch {
	case err != nil:
		return err
	case op == opByteArray8:
		u.push(ByteArray(slices.Clone(text)))
	case op != opString1 && op != opString4 && op != opString8:
		u.push(slices.Clone(text))
	case !utf8.Valid(text):
		return unpickling("a str that is no UTF-8")
	default:
		u.push(string(text))
	}
	return nil
}

// loadComposed carries out the opcodes that make one value of several.
func (u *unpickler) loadComposed(op byte) error {
	switch op {
	case opEmptyTuple:
		u.push(Tuple{})
	case opTuple1, opTuple2, opTuple3:
		return u.compose(isTuple, int(op-opTuple1)+1)
	case opTuple:
		return u.composeMarked(isTuple)
	case opFrozenSet:
		return u.composeMarked(isFrozenSet)
	case opList:
		u.push(&node{kind: isList})
	case opDict:
		u.push(&node{kind: isDict})
	case opSet:
		u.push(&node{kind: isSet})
	case opAppend:
		return u.add(isList, 1)
	case opAppends:
		return u.addMarked(isList)
	case opSetItem:
		return u.add(isDict, 2)
	case opSetItems:
		return u.addMarked(isDict)
	case opAddItems:
		return u.addMarked(isSet)
	default:
		return u.loadObject(op)
	}
	return nil
}

// compose makes a value of the last n.
func (u *unpickler) compose(k kind, n int) error {
	items, err := u.pop(n)
	if err == nil {
		u.push(&node{kind: k, items: items})
	}
	return err
}

// composeMarked makes a value of those since the last mark.
func (u *unpickler) composeMarked(k kind) error {
	items, err := u.popMark()
	if err == nil {
		u.push(&node{kind: k, items: items})
	}
	return err
}

// add adds the last n values to what is below them.
func (u *unpickler) add(k kind, n int) error {
	items, err := u.pop(n)
	if err != nil {
		return err
	}
	return u.extend(k, items)
}

func (u *unpickler) addMarked(k kind) error {
	items, err := u.popMark()
	if err != nil {
		return err
	}
	return u.extend(k, items)
}

func (u *unpickler) extend(k kind, items []any) error {
	top, ok := u.top().(*node)
	switch {
	case !ok || top.kind != k:
		return unpickling("items are added to what is no %s", k)
	case k == isDict && len(items)%2 != 0:
		return unpickling("odd number of items for SETITEMS")
	}
	top.items = append(top.items, items...)
	return nil
}

// top returns the last value, nil if there is none.
func (u *unpickler) top() any {
	if len(u.stack) == u.bottom() {
		return nil
	}
	return u.stack[len(u.stack)-1]
}

// loadObject carries out the opcodes that name what makes an object, and have it made.
func (u *unpickler) loadObject(op byte) error {
	switch op {
	case opGlobal:
		return u.loadGlobal()
	case opStackGlobal:
		return u.loadStackGlobal()
	case opReduce, opNewObj:
		return u.loadCall()
	case opNewObjEx:
		return u.loadCallWithKeywords()
	case opBuild:
		return u.loadState()
	}
	return unpickling("%s", invalidKey(op))
}
