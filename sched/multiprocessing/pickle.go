// This file defines how what is sent becomes bytes: pickle, protocol 4, as CPython 3.8 to 3.13 write it.

package multiprocessing

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"reflect"
)

// The opcodes of pickle that are written (Lib/pickle.py).
const (
	opProto       = '\x80'
	opFrame       = '\x95'
	opStop        = '.'
	opNone        = 'N'
	opTrue        = '\x88'
	opFalse       = '\x89'
	opInt1        = 'K'
	opInt2        = 'M'
	opInt4        = 'J'
	opLong1       = '\x8a'
	opFloat       = 'G'
	opString1     = '\x8c'
	opString4     = 'X'
	opBytes1      = 'C'
	opBytes4      = 'B'
	opMemoize     = '\x94'
	opList        = ']'
	opAppend      = 'a'
	opAppends     = 'e'
	opMark        = '('
	opEmptyTuple  = ')'
	opTuple       = 't'
	opTuple1      = '\x85'
	opStackGlobal = '\x93'
)

// frameLeast is how much a frame holds at least: shorter pickles have none.
const frameLeast = 4

// mostNested is how deep lists and tuples can be nested in what is pickled.
const mostNested = 300

// batch is how many items of a list are appended at once.
const batch = 1000

// A Tuple is a Python tuple, as []any is a list.
type Tuple []any

// errNested is Python's RecursionError.
var errNested = errors.New("RecursionError: maximum recursion depth exceeded while pickling an object")

// Dumps returns the pickle of a value. What can be pickled is what Python has the same of: nil, booleans, numbers, strings, []byte,
// lists ([]any), tuples (Tuple), and functions (*Func).
func Dumps(value any) ([]byte, error) {
	p := pickler{}
	if err := p.save(value, 0); err != nil {
		return nil, err
	}
	p.out = append(p.out, opStop)
	head := []byte{opProto, 4}
	if len(p.out) >= frameLeast {
		head = binary.LittleEndian.AppendUint64(append(head, opFrame), uint64(len(p.out)))
	}
	return append(head, p.out...), nil
}

// A pickler writes the opcodes of a value.
type pickler struct{ out []byte }

func (p *pickler) save(value any, depth int) error {
	if depth > mostNested {
		return errNested
	}
	switch v := value.(type) {
	case nil:
		p.out = append(p.out, opNone)
	case bool:
		p.saveBool(v)
	case string:
		p.saveText(opString1, opString4, v)
	case []byte:
		p.saveText(opBytes1, opBytes4, string(v))
	case []any:
		return p.saveList(v, depth)
	case Tuple:
		return p.saveTuple(v, depth)
	case *Func:
		p.saveText(opString1, opString4, "__main__")
		p.saveText(opString1, opString4, v.name)
		p.out = append(p.out, opStackGlobal, opMemoize)
	default:
		return p.saveNumber(reflect.ValueOf(value))
	}
	return nil
}

func (p *pickler) saveBool(v bool) {
	if v {
		p.out = append(p.out, opTrue)
		return
	}
	p.out = append(p.out, opFalse)
}

func (p *pickler) saveNumber(v reflect.Value) error {
	switch {
	case v.CanInt():
		p.saveInt(v.Int())
	case v.CanUint() && v.Uint() <= math.MaxInt64:
		p.saveInt(int64(v.Uint()))
	case v.CanFloat():
		p.out = binary.BigEndian.AppendUint64(append(p.out, opFloat), math.Float64bits(v.Float()))
	default:
		return fmt.Errorf("TypeError: cannot pickle '%s' object", v.Type())
	}
	return nil
}

func (p *pickler) saveInt(n int64) {
	switch {
	case n >= 0 && n < 1<<8:
		p.out = append(p.out, opInt1, byte(n))
	case n >= 0 && n < 1<<16:
		p.out = binary.LittleEndian.AppendUint16(append(p.out, opInt2), uint16(n))
	case n >= math.MinInt32 && n <= math.MaxInt32:
		p.out = binary.LittleEndian.AppendUint32(append(p.out, opInt4), uint32(n))
	default:
		all := binary.LittleEndian.AppendUint64(nil, uint64(n))
		size := 8
		for size > 5 && isSign(all[size-1], all[size-2]) {
			size--
		}
		p.out = append(append(p.out, opLong1, byte(size)), all[:size]...)
	}
}

// isSign reports whether a byte of a number only repeats the sign of the one below it.
func isSign(top, below byte) bool { return top == 0 && below < 0x80 || top == 0xff && below >= 0x80 }

// saveText writes a string, or bytes, by one of two opcodes.
func (p *pickler) saveText(short, long byte, text string) {
	if len(text) < 1<<8 {
		p.out = append(p.out, short, byte(len(text)))
	} else {
		p.out = binary.LittleEndian.AppendUint32(append(p.out, long), uint32(len(text)))
	}
	p.out = append(append(p.out, text...), opMemoize)
}

func (p *pickler) saveList(list []any, depth int) error {
	p.out = append(p.out, opList, opMemoize)
	for len(list) > 0 {
		some := list[:min(len(list), batch)]
		list = list[len(some):]
		if len(some) > 1 {
			p.out = append(p.out, opMark)
		}
		for _, item := range some {
			if err := p.save(item, depth+1); err != nil {
				return err
			}
		}
		if len(some) > 1 {
			p.out = append(p.out, opAppends)
		} else {
			p.out = append(p.out, opAppend)
		}
	}
	return nil
}

func (p *pickler) saveTuple(items Tuple, depth int) error {
	if len(items) == 0 {
		p.out = append(p.out, opEmptyTuple)
		return nil
	}
	if len(items) > 3 {
		p.out = append(p.out, opMark)
	}
	for _, item := range items {
		if err := p.save(item, depth+1); err != nil {
			return err
		}
	}
	if len(items) > 3 {
		p.out = append(p.out, opTuple, opMemoize)
	} else {
		p.out = append(p.out, opTuple1+byte(len(items)-1), opMemoize)
	}
	return nil
}
