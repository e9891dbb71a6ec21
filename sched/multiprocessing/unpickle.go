// This file defines how bytes become what was sent: the opcodes that Dumps writes.

package multiprocessing

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// errTruncated is Python's EOFError of a pickle that is too short, or is none.
var errTruncated = errors.New("pickle data was truncated")

// Loads returns the value of a pickle that Dumps has made. An integer is an int, and a function one of those given.
func Loads(data []byte, funcs func(name string) *Func) (any, error) {
	u := unpickler{data: data, funcs: funcs}
	for len(u.data) > 0 {
		op := u.data[0]
		u.data = u.data[1:]
		if op == opStop && len(u.stack) == 1 {
			return u.stack[0], nil
		}
		if err := u.load(op); err != nil {
			return nil, err
		}
	}
	return nil, errTruncated
}

// An unpickler carries opcodes out.
type unpickler struct {
	data  []byte
	stack []any
	marks []int
	funcs func(name string) *Func
}

func (u *unpickler) push(value any) { u.stack = append(u.stack, value) }

// take takes n bytes of the pickle.
func (u *unpickler) take(n uint64) ([]byte, error) {
	if uint64(len(u.data)) < n {
		return nil, errTruncated
	}
	taken := u.data[:n:n]
	u.data = u.data[n:]
	return taken, nil
}

// number takes a number of so many bytes.
func (u *unpickler) number(size uint64) (uint64, error) {
	b, err := u.take(size)
	if err != nil {
		return 0, err
	}
	return binary.LittleEndian.Uint64(append(append([]byte(nil), b...), make([]byte, 8-size)...)), nil
}

// pop takes the last n values off the stack.
func (u *unpickler) pop(n int) ([]any, error) {
	if n < 0 || len(u.stack) < n {
		return nil, errTruncated
	}
	values := append([]any(nil), u.stack[len(u.stack)-n:]...)
	u.stack = u.stack[:len(u.stack)-n]
	return values, nil
}

// popMark takes the values since the last mark.
func (u *unpickler) popMark() ([]any, error) {
	if len(u.marks) == 0 {
		return nil, errTruncated
	}
	at := u.marks[len(u.marks)-1]
	u.marks = u.marks[:len(u.marks)-1]
	return u.pop(len(u.stack) - at)
}

func (u *unpickler) load(op byte) error {
	switch op {
	case opProto:
		_, err := u.take(1)
		return err
	case opFrame:
		_, err := u.take(8)
		return err
	case opMemoize: // nothing that is written refers to it
	case opNone:
		u.push(nil)
	case opTrue, opFalse:
		u.push(op == opTrue)
	case opInt1, opInt2, opInt4, opLong1, opFloat:
		return u.loadNumber(op)
	case opString1, opString4, opBytes1, opBytes4:
		return u.loadText(op)
	case opMark:
		u.marks = append(u.marks, len(u.stack))
	default:
		return u.loadComposed(op)
	}
	return nil
}

func (u *unpickler) loadNumber(op byte) error {
	size := map[byte]uint64{opInt1: 1, opInt2: 2, opInt4: 4, opFloat: 8}[op]
	if op == opLong1 {
		n, err := u.number(1)
		if err != nil || n == 0 || n > 8 {
			return errTruncated
		}
		size = n
	}
	n, err := u.number(size)
	switch {
	case err != nil:
		return err
	case op == opFloat:
		u.push(math.Float64frombits(binary.BigEndian.Uint64(binary.LittleEndian.AppendUint64(nil, n))))
	case op == opInt4 || op == opLong1:
		shift := 64 - 8*size
		u.push(int(int64(n<<shift) >> shift))
	default:
		u.push(int(n))
	}
	return nil
}

func (u *unpickler) loadText(op byte) error {
	size := uint64(1)
	if op == opString4 || op == opBytes4 {
		size = 4
	}
	n, err := u.number(size)
	if err != nil {
		return err
	}
	text, err := u.take(n)
	if err != nil {
		return err
	}
	if op == opString1 || op == opString4 {
		u.push(string(text))
	} else {
		u.push(append([]byte{}, text...))
	}
	return nil
}

// loadComposed carries out the opcodes that make one value of several.
func (u *unpickler) loadComposed(op byte) (err error) {
	var items []any
	switch op {
	case opList:
		u.push([]any{})
	case opEmptyTuple:
		u.push(Tuple{})
	case opAppend, opAppends:
		if op == opAppend {
			items, err = u.pop(1)
		} else {
			items, err = u.popMark()
		}
		if err == nil {
			err = u.extend(items)
		}
	case opTuple1, opTuple1 + 1, opTuple1 + 2:
		items, err = u.pop(int(op-opTuple1) + 1)
		u.push(Tuple(items))
	case opTuple:
		items, err = u.popMark()
		u.push(Tuple(items))
	case opStackGlobal:
		return u.loadFunc()
	default:
		text := fmt.Sprintf("invalid load key, '%c'.", op) // with the full stop that Python has there
		return fmt.Errorf("UnpicklingError: %s", text)
	}
	return err
}

// extend appends items to the list on the top of the stack.
func (u *unpickler) extend(items []any) error {
	if len(u.stack) == 0 {
		return errTruncated
	}
	top := &u.stack[len(u.stack)-1]
	list, ok := (*top).([]any)
	if !ok {
		return errTruncated
	}
	*top = append(list, items...)
	return nil
}

func (u *unpickler) loadFunc() error {
	names, err := u.pop(2)
	if err != nil {
		return err
	}
	name, _ := names[1].(string)
	f := u.funcs(name)
	if f == nil {
		return fmt.Errorf("AttributeError: Can't get attribute '%s' on <module '__main__'>", name)
	}
	u.push(f)
	return nil
}
