// This file defines how values become bytes: protocol 4, as CPython 3.8 to 3.13 write it.

package pickle

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/big"
	"reflect"
	"slices"
)

// frameLeast is how much a frame holds at least: shorter pickles have none.
const frameLeast = 4

// mostNested is how deep values can be nested.
const mostNested = 300

// batch is how many items of a list, a dictionary or a set are added at once.
const batch = 1000

// MostExpanded is how many bytes, roughly, a value may be when each of its parts is written wherever it is had.
const MostExpanded = 1 << 26

// A Tuple is a Python tuple, as []any is a list.
type Tuple []any

// A ByteArray is a Python bytearray, as []byte is bytes.
type ByteArray []byte

// A Global is a class or a function, known by the module that defines it and its name there.
type Global interface{ Global() (module, name string) }

// A Reducer is an object. It is pickled as a call that makes it again, and, unless the state is nil, as its state then:
// object.__reduce__.
type Reducer interface {
	Reduce() (callable Global, args Tuple, state any)
}

// Dumps returns the pickle of a value: one of those that the package lists, any other Go number, a Global or a Reducer.
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
	switch {
	case depth > mostNested:
		return ErrNested
	case len(p.out) > MostExpanded:
		return fmt.Errorf("MemoryError: the pickle is longer than %d bytes", MostExpanded)
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
	case ByteArray:
		p.saveByteArray(v)
	case *big.Int:
		p.saveBig(v)
	case Global:
		p.saveGlobal(v)
	default:
		return p.saveComposed(value, depth)
	}
	return nil
}

// A Refuser is what cannot be pickled, and says why: the class of the exception, and its text.
type Refuser interface{ Refuse() error }

func (p *pickler) saveComposed(value any, depth int) error {
	switch v := value.(type) {
	case []any:
		p.out = append(p.out, opList, opMemoize)
		return p.saveItems(v, 1, opAppend, opAppends, depth)
	case Tuple:
		return p.saveTuple(v, depth)
	case *Dict:
		p.out = append(p.out, opDict, opMemoize)
		return p.saveItems(v.flat(), 2, opSetItem, opSetItems, depth)
	case *Set:
		return p.saveSet(v, depth)
	case Reducer:
		return p.saveObject(v, depth)
	case Refuser:
		return v.Refuse()
	}
	return p.saveNumber(reflect.ValueOf(value))
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
	case v.CanUint():
		p.saveBig(new(big.Int).SetUint64(v.Uint()))
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
		p.saveLong(binary.LittleEndian.AppendUint64(nil, uint64(n)))
	}
}

// saveBig writes an integer of any size.
func (p *pickler) saveBig(n *big.Int) {
	if n.IsInt64() {
		p.saveInt(n.Int64())
		return
	}
	size := n.BitLen()/8 + 1
	positive := n
	if n.Sign() < 0 {
		positive = new(big.Int).Add(n, new(big.Int).Lsh(big.NewInt(1), uint(8*size)))
	}
	all := positive.FillBytes(make([]byte, size))
	slices.Reverse(all)
	p.saveLong(all)
}

// saveLong writes an integer in two's complement, the least byte first, without bytes that only repeat its sign.
func (p *pickler) saveLong(all []byte) {
	for len(all) > 1 && isSign(all[len(all)-1], all[len(all)-2]) {
		all = all[:len(all)-1]
	}
	if len(all) < 1<<8 {
		p.out = append(p.out, opLong1, byte(len(all)))
	} else {
		p.out = binary.LittleEndian.AppendUint32(append(p.out, opLong4), uint32(len(all)))
	}
	p.out = append(p.out, all...)
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

// saveByteArray writes it as protocol 4 does: bytearray(b'...').
func (p *pickler) saveByteArray(data ByteArray) {
	p.saveText(opString1, opString4, "builtins")
	p.saveText(opString1, opString4, "bytearray")
	p.out = append(p.out, opStackGlobal, opMemoize)
	if len(data) == 0 {
		p.out = append(p.out, opEmptyTuple, opReduce, opMemoize)
		return
	}
	p.saveText(opBytes1, opBytes4, string(data))
	p.out = append(p.out, opTuple1, opMemoize, opReduce, opMemoize)
}

func (p *pickler) saveGlobal(g Global) {
	module, name := g.Global()
	p.saveText(opString1, opString4, module)
	p.saveText(opString1, opString4, name)
	p.out = append(p.out, opStackGlobal, opMemoize)
}

// saveItems adds items to what has just been made, size of which belong together.
func (p *pickler) saveItems(items []any, size int, one, many byte, depth int) error {
	for len(items) > 0 {
		some := items[:min(len(items), size*batch)]
		items = items[len(some):]
		last := many
		if len(some) == size {
			last = one
		} else {
			p.out = append(p.out, opMark)
		}
		if err := p.saveAll(some, depth); err != nil {
			return err
		}
		p.out = append(p.out, last)
	}
	return nil
}

func (p *pickler) saveAll(items []any, depth int) error {
	for _, item := range items {
		if err := p.save(item, depth+1); err != nil {
			return err
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
	if err := p.saveAll(items, depth); err != nil {
		return err
	}
	if len(items) > 3 {
		p.out = append(p.out, opTuple, opMemoize)
	} else {
		p.out = append(p.out, opTuple1+byte(len(items)-1), opMemoize)
	}
	return nil
}

// saveSet writes a set, to which items are added, or a frozenset, which is made of them.
func (p *pickler) saveSet(s *Set, depth int) error {
	items := s.Items()
	if s.Frozen {
		p.out = append(p.out, opMark)
		if err := p.saveAll(items, depth); err != nil {
			return err
		}
		p.out = append(p.out, opFrozenSet, opMemoize)
		return nil
	}
	p.out = append(p.out, opSet, opMemoize)
	for some := range slices.Chunk(items, batch) {
		p.out = append(p.out, opMark)
		if err := p.saveAll(some, depth); err != nil {
			return err
		}
		p.out = append(p.out, opAddItems)
	}
	return nil
}

func (p *pickler) saveObject(r Reducer, depth int) error {
	callable, args, state := r.Reduce()
	p.saveGlobal(callable)
	if err := p.save(args, depth+1); err != nil {
		return err
	}
	p.out = append(p.out, opReduce, opMemoize)
	if state == nil {
		return nil
	}
	if err := p.save(state, depth+1); err != nil {
		return err
	}
	p.out = append(p.out, opBuild)
	return nil
}
