// This file defines memoryview (Objects/memoryobject.c): a view of shared memory, which is all that has one here. What is read or written by one
// call is one step, which is announced.

package python

import (
	endian "encoding/binary"
	"fmt"
	"math"
	"math/big"
	"slices"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
)

// A memoryView is the state of a memoryview of one dimension.
type memoryView struct {
	memory   *ipc.Memory
	first    int // the place of the first item in the memory
	length   int // how many items there are
	stride   int // bytes from an item to the next
	format   byte
	readOnly bool
	released bool
}

func (m *memoryView) clone(cloner) state {
	c := *m
	return &c
}

var memoryViewClass = builtin("memoryview", layoutOther, objectClass).with(final)

func memoryViewOf(v Value) *memoryView { return as[Other](v).state.(*memoryView) }

func isMemoryView(v Value) bool { return v.valid() && v.class() == memoryViewClass }

func (m *memoryView) ref() Value {
	return (&Other{Object: Object{class: memoryViewClass}, state: m}).ref()
}

// itemSizes are those of the formats that C has on a machine of 64 bits.
var itemSizes = map[byte]int{'b': 1, 'B': 1, 'c': 1, '?': 1, 'h': 2, 'H': 2, 'i': 4, 'I': 4, 'l': 8, 'L': 8, 'q': 8, 'Q': 8, 'n': 8, 'N': 8, 'f': 4, 'd': 8}

func (m *memoryView) itemSize() int { return itemSizes[m.format] }

// contiguous reports whether there is nothing between the items.
func (m *memoryView) contiguous() bool { return m.stride == m.itemSize() || m.length <= 1 }

// usable is the error of a view that has been released, or nil.
func (m *memoryView) usable() *Exception {
	if m.released {
		return newException(valueError, "operation forbidden on released memoryview object")
	}
	return nil
}

// changeable is the error of a view that cannot be written through, or nil.
func (m *memoryView) changeable() *Exception {
	if err := m.usable(); err != nil {
		return err
	}
	if m.readOnly {
		return newException(typeError, "cannot modify read-only memory")
	}
	return nil
}

// item returns what an item's bytes stand for.
func (m *memoryView) item(b []byte) Value {
	var word [8]byte
	copy(word[:], b)
	n := endian.LittleEndian.Uint64(word[:])
	unused := 64 - 8*len(b)
	switch m.format {
	case 'c':
		return newBytes(string(b))
	case '?':
		return boolean(n != 0)
	case 'f':
		return float(float64(math.Float32frombits(uint32(n))))
	case 'd':
		return float(math.Float64frombits(n))
	case 'b', 'h', 'i', 'l', 'q', 'n':
		return integer(int64(n<<unused) >> unused)
	}
	return bigInt(new(big.Int).SetUint64(n))
}

// encoded returns the bytes of an item.
func (m *memoryView) encoded(t *Thread, v Value) ([]byte, *Exception) {
	wrongType := fmt.Sprintf("memoryview: invalid type for format '%c'", m.format)
	wrongValue := fmt.Sprintf("memoryview: invalid value for format '%c'", m.format)
	switch m.format {
	case 'c':
		if v.layout() != layoutBytes {
			return nil, newException(typeError, "%s", wrongType)
		}
		if b := bytesOf(v); len(b) == 1 {
			return slices.Clone(b), nil
		}
		return nil, newException(valueError, "%s", wrongValue)
	case '?':
		if b, known := t.truth(v); known {
			return []byte{byte(boolean(b).i)}, nil
		}
		return nil, newException(typeError, "%s", wrongType)
	case 'f', 'd':
		f, err := secondsOf(v)
		switch {
		case err != nil:
			return nil, newException(typeError, "%s", wrongType)
		case m.format == 'd':
			return endian.LittleEndian.AppendUint64(nil, math.Float64bits(f)), nil
		}
		return endian.LittleEndian.AppendUint32(nil, math.Float32bits(float32(f))), nil
	}
	if !v.isInt() {
		return nil, newException(typeError, "%s", wrongType)
	}
	size := m.itemSize()
	least, most := new(big.Int), new(big.Int).Lsh(big.NewInt(1), uint(8*size))
	if m.format >= 'a' {
		most.Rsh(most, 1)
		least.Neg(most)
	}
	n := v.big()
	if n.Cmp(least) < 0 || n.Cmp(most) >= 0 {
		return nil, newException(valueError, "%s", wrongValue)
	}
	word := n.Uint64()
	if n.Sign() < 0 {
		word = uint64(n.Int64())
	}
	return endian.LittleEndian.AppendUint64(nil, word)[:size], nil
}

// A viewing is the reading of the items of a view under way.
type viewing struct {
	sched.Call[[]byte]
	of     *memoryView
	become func(items [][]byte) Value
}

// reads reads all items in one step, and makes something of them.
func (m *memoryView) reads(t *Thread, by sched.Point, become func(items [][]byte) Value) (Value, *Exception) {
	from, to := m.extent()
	return t.perform(&viewing{m.memory.ReadOp(from, to-from, by), m, become})
}

// extent returns where the items begin and end.
func (m *memoryView) extent() (from, to int) {
	if m.length == 0 {
		return 0, 0
	}
	last := m.first + (m.length-1)*m.stride
	return min(m.first, last), max(m.first, last) + m.itemSize()
}

func (r *viewing) value(*Thread) (Value, *Exception) {
	data, err := r.Result()
	if err != nil {
		return raise(valueError, "operation forbidden on released memoryview object")
	}
	m := r.of
	from, _ := m.extent()
	items := make([][]byte, m.length)
	for i := range items {
		at := m.first + i*m.stride - from
		items[i] = data[at : at+m.itemSize()]
	}
	return r.become(items), nil
}

// A storing is the writing of items under way: of those that lie side by side in one step.
type storing struct {
	sched.Call[int]
	more []sched.Call[int]
}

func (s *storing) value(t *Thread) (Value, *Exception) {
	if _, err := s.Result(); err != nil {
		return raise(valueError, "operation forbidden on released memoryview object")
	}
	if len(s.more) > 0 {
		return t.perform(&storing{s.more[0], s.more[1:]})
	}
	return none, nil
}

// writes writes data, which is as long as the view.
func (m *memoryView) writes(t *Thread, data []byte) (Value, *Exception) {
	if m.contiguous() {
		return t.perform(&storing{m.memory.WriteOp(m.first, data, sched.Plain), nil})
	}
	var all []sched.Call[int]
	for i := range m.length {
		all = append(all, m.memory.WriteOp(m.first+i*m.stride, data[i*m.itemSize():(i+1)*m.itemSize()], sched.Plain))
	}
	return t.perform(&storing{all[0], all[1:]})
}

// at returns the view of one item.
func (m *memoryView) at(t *Thread, key Value) (*memoryView, *Exception) {
	if !key.isInt() && !key.class().find("__index__").valid() {
		return nil, newException(typeError, "memoryview: invalid slice key")
	}
	i, err := t.place(key, m.length, "memoryview: invalid slice key", "index out of bounds on dimension 1")
	if err != nil {
		return nil, err
	}
	one := *m
	one.first, one.length = m.first+i*m.stride, 1
	return &one, nil
}

// cut returns the view of a slice.
func (m *memoryView) cut(t *Thread, s *Slice) (*memoryView, *Exception) {
	start, step, n, err := t.bounds(s, m.length)
	if err != nil {
		return nil, err
	}
	part := *m
	part.first, part.length, part.stride = m.first+start*m.stride, n, m.stride*step
	return &part, nil
}

func memoryViewGet(t *Thread, a []Value) (Value, *Exception) {
	m := memoryViewOf(a[0])
	if err := m.usable(); err != nil {
		return Value{}, err
	}
	if a[1].is(sliceClass) {
		part, err := m.cut(t, as[Slice](a[1]))
		if err != nil {
			return Value{}, err
		}
		return t.perform(&idling{sched.Code{N: 1, Last: sched.Plain}, part.ref()})
	}
	one, err := m.at(t, a[1])
	if err != nil {
		return Value{}, err
	}
	return one.reads(t, sched.Plain, func(items [][]byte) Value { return m.item(items[0]) })
}

func memoryViewSet(t *Thread, a []Value) (Value, *Exception) {
	m := memoryViewOf(a[0])
	if err := m.changeable(); err != nil {
		return Value{}, err
	}
	if !a[1].is(sliceClass) {
		one, err := m.at(t, a[1])
		if err != nil {
			return Value{}, err
		}
		data, err := m.encoded(t, a[2])
		if err != nil {
			return Value{}, err
		}
		return one.writes(t, data)
	}
	part, err := m.cut(t, as[Slice](a[1]))
	if err != nil {
		return Value{}, err
	}
	switch {
	case isMemoryView(a[2]):
		return Value{}, handOver // its bytes are read first
	case !isBytes(a[2]):
		return raise(typeError, "a bytes-like object is required, not '%s'", a[2].class().typeName())
	case m.format != 'B' || len(bytesOf(a[2])) != part.length:
		return raise(valueError, "memoryview assignment: lvalue and rvalue have different structures")
	case part.length == 0:
		return t.perform(&idling{sched.Code{N: 1, Last: sched.Plain}, none})
	}
	return part.writes(t, slices.Clone(bytesOf(a[2])))
}

func memoryViewCast(t *Thread, a []Value) (Value, *Exception) {
	m := memoryViewOf(a[0])
	if err := m.usable(); err != nil {
		return Value{}, err
	}
	if !a[1].isStr() {
		return raise(typeError, "cast() argument 'format' must be str, not %s", argumentType(a[1]))
	}
	name := a[1].text()
	if len(name) == 2 && name[0] == '@' {
		name = name[1:]
	}
	bytewise := func(format byte) bool { return format == 'b' || format == 'B' || format == 'c' }
	switch {
	case !m.contiguous():
		return raise(typeError, "memoryview: casts are restricted to C-contiguous views")
	case len(name) != 1 || itemSizes[name[0]] == 0:
		return raise(valueError, "memoryview: destination format must be a native single character format prefixed with an optional '@'")
	case !bytewise(m.format) && !bytewise(name[0]):
		return raise(typeError, "memoryview: cannot cast between two non-byte formats")
	}
	c, bytes := *m, m.length*m.itemSize()
	c.format = name[0]
	c.stride = c.itemSize()
	if bytes%c.stride != 0 {
		return raise(typeError, "memoryview: length is not a multiple of itemsize")
	}
	c.length = bytes / c.stride
	return c.ref(), nil
}

// newMemoryView is memoryview(object).
func newMemoryView(_ *Thread, a []Value) (Value, *Exception) {
	switch {
	case isMemoryView(a[1]):
		m := memoryViewOf(a[1])
		if err := m.usable(); err != nil {
			return Value{}, err
		}
		c := *m
		return c.ref(), nil
	case isBytes(a[1]):
		return raise(notImplementedError, "memoryview of %s is not supported: gilsim has those of shared memory", a[1].class().typeName())
	}
	return raise(typeError, "memoryview: a bytes-like object is required, not '%s'", a[1].class().typeName())
}

// memoryViewRead makes a method that reads the view in one step.
func memoryViewRead(name string, become func(m *memoryView, items [][]byte) Value) Native {
	return Native{name: name, signature: "($self, /)", cost: engages, call: func(t *Thread, a []Value) (Value, *Exception) {
		m := memoryViewOf(a[0])
		if err := m.usable(); err != nil {
			return Value{}, err
		}
		return m.reads(t, sched.Jump, func(items [][]byte) Value { return become(m, items) })
	}}
}

// memoryViewAttribute makes an attribute that a released view has not.
func memoryViewAttribute(name string, get func(m *memoryView) Value) Native {
	return Native{name: name, kind: anAttribute, call: func(_ *Thread, a []Value) (Value, *Exception) {
		m := memoryViewOf(a[0])
		if err := m.usable(); err != nil {
			return Value{}, err
		}
		return get(m), nil
	}}
}

func defineMemoryView() {
	release := func(_ *Thread, a []Value) (Value, *Exception) {
		memoryViewOf(a[0]).released = true
		return none, nil
	}
	contiguous := func(m *memoryView) Value { return boolean(m.contiguous()) }
	memoryViewClass.define(
		Native{name: "__new__", kind: aStatic, signature: "($cls, /, object)", call: newMemoryView},
		Native{name: "__getitem__", signature: "($self, key, /)", cost: engages, call: memoryViewGet, twin: "_memoryview_getitem"},
		Native{name: "__setitem__", signature: "($self, key, value, /)", cost: engages, call: memoryViewSet, twin: "_memoryview_setitem"},
		Native{name: "__delitem__", signature: "($self, key, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
			if err := memoryViewOf(a[0]).changeable(); err != nil {
				return Value{}, err
			}
			return raise(typeError, "cannot delete memory")
		}},
		Native{name: "__eq__", signature: "($self, value, /)", twin: "_memoryview_eq", call: func(*Thread, []Value) (Value, *Exception) {
			return Value{}, handOver
		}},
		Native{name: "__ne__", signature: "($self, value, /)", twin: "_memoryview_ne", call: func(*Thread, []Value) (Value, *Exception) {
			return Value{}, handOver
		}},
		unary("__hash__", func(*Thread, Value) (Value, *Exception) {
			return raise(valueError, "cannot hash writable memoryview object")
		}),
		unary("__len__", func(_ *Thread, v Value) (Value, *Exception) {
			m := memoryViewOf(v)
			return integer(int64(m.length)), m.usable()
		}),
		unary("__repr__", func(t *Thread, v Value) (Value, *Exception) {
			what := "memory"
			if memoryViewOf(v).released {
				what = "released memory"
			}
			return newStr(fmt.Sprintf("<%s at 0x%x>", what, t.id(v))), nil
		}),
		unary("__enter__", func(_ *Thread, v Value) (Value, *Exception) { return v, memoryViewOf(v).usable() }),
		Native{name: "__exit__", signature: "($self, /, *exc_info)", call: release},
		Native{name: "release", signature: "($self, /)", call: release},
		Native{name: "cast", signature: "($self, /, format)", call: memoryViewCast},
		unary("toreadonly", func(_ *Thread, v Value) (Value, *Exception) {
			c := *memoryViewOf(v)
			c.readOnly = true
			return c.ref(), c.usable()
		}),
		memoryViewRead("tobytes", func(_ *memoryView, items [][]byte) Value { return newBytes(string(slices.Concat(items...))) }),
		memoryViewRead("tolist", func(m *memoryView, items [][]byte) Value {
			list := make([]Value, len(items))
			for i, b := range items {
				list[i] = m.item(b)
			}
			return newList(list...)
		}),
		memoryViewRead("hex", func(_ *memoryView, items [][]byte) Value { return newStr(fmt.Sprintf("%x", slices.Concat(items...))) }),
		memoryViewAttribute("nbytes", func(m *memoryView) Value { return integer(int64(m.length * m.itemSize())) }),
		memoryViewAttribute("itemsize", func(m *memoryView) Value { return integer(int64(m.itemSize())) }),
		memoryViewAttribute("format", func(m *memoryView) Value { return newStr(string(rune(m.format))) }),
		memoryViewAttribute("ndim", func(*memoryView) Value { return integer(1) }),
		memoryViewAttribute("shape", func(m *memoryView) Value { return newTuple(integer(int64(m.length))) }),
		memoryViewAttribute("strides", func(m *memoryView) Value { return newTuple(integer(int64(m.stride))) }),
		memoryViewAttribute("readonly", func(m *memoryView) Value { return boolean(m.readOnly) }),
		memoryViewAttribute("contiguous", contiguous),
		memoryViewAttribute("c_contiguous", contiguous),
		memoryViewAttribute("f_contiguous", contiguous),
	)
}
