package code

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/big"
)

// Encode returns a file as bytes that Decode reads: reading them takes far less than compiling the source. Listings
// are left out.
func (f *File) Encode() []byte {
	s := &store{writing: true, known: map[string]int{}}
	f.show(s)
	return s.data
}

// Decode returns the file that Encode has written. The error says that the bytes are none.
func Decode(data []byte) (*File, error) {
	s := &store{data: data}
	f := new(File)
	f.show(s)
	switch {
	case s.broken:
		return nil, errors.New("these bytes are no stored code: they break off, or name what there is not")
	case len(s.data) > 0:
		return nil, fmt.Errorf("these bytes are no stored code: %d follow its end", len(s.data))
	}
	return f, nil
}

// A store writes what it is shown, or reads it: one description of the order of things serves both ways.
type store struct {
	writing bool
	broken  bool // what was read is no stored file
	data    []byte
	texts   []string
	known   map[string]int // while writing: the place of each text in texts
}

// show shows a file.
func (f *File) show(s *store) {
	s.text(&f.Name)
	s.text(&f.Version)
	hash := string(f.Hash[:])
	s.text(&hash)
	copy(f.Hash[:], hash)
	list(s, &f.Globals, s.text)
	list(s, &f.Names, s.text)
	list(s, &f.NameGlobals, func(n *int32) { number(s, n) })
	bodies := len(f.Code)
	number(s, &bodies)
	if !s.fits(bodies) {
		return
	}
	if !s.writing {
		all := make([]Code, bodies)
		for i := range all {
			f.Code = append(f.Code, &all[i])
			all[i].File, all[i].Number = f, i
		}
	}
	for _, c := range f.Code {
		c.show(s)
	}
	if bodies > 0 {
		f.Main = f.Code[0]
	}
}

// show shows a body.
func (c *Code) show(s *store) {
	s.text(&c.Name)
	s.text(&c.Qualname)
	number(s, &c.Flags)
	number(s, &c.FirstLine)
	s.constant(&c.Doc)
	list(s, &c.Instrs, func(in *Instr) {
		number(s, &in.Op)
		number(s, &in.Arg)
		if c.Flags&Native == 0 {
			number(s, &in.N)
			number(s, &in.Ticks)
			number(s, &in.Flags)
		}
	})
	last := Position{}
	list(s, &c.Positions, func(p *Position) {
		step := Position{p.Line - last.Line, p.EndLine - p.Line, p.Col, p.EndCol - p.Col}
		number(s, &step.Line)
		number(s, &step.EndLine)
		number(s, &step.Col)
		number(s, &step.EndCol)
		last = Position{last.Line + step.Line, last.Line + step.Line + step.EndLine, step.Col, step.Col + step.EndCol}
		*p = last
	})
	list(s, &c.Handlers, func(h *Handler) {
		number(s, &h.Start)
		number(s, &h.End)
		number(s, &h.Target)
		number(s, &h.Depth)
	})
	number(s, &c.StackSize)
	list(s, &c.Consts, s.constant)
	list(s, &c.Calls, func(k *CallKeywords) {
		number(s, &k.Args)
		list(s, &k.Names, s.text)
	})
	list(s, &c.Imports, func(i *Import) {
		s.text(&i.Name)
		number(s, &i.Level)
		list(s, &i.From, s.text)
	})
	list(s, &c.Codes, func(inner **Code) {
		n := 0
		if s.writing {
			n = (*inner).Number
		}
		number(s, &n)
		if n < 0 || n >= len(c.File.Code) {
			s.broken = true
			return
		}
		*inner = c.File.Code[n]
	})
	list(s, &c.Locals, func(l *Local) {
		s.text(&l.Name)
		number(s, &l.Kind)
	})
	list(s, &c.Closure, func(n *int32) { number(s, n) })
	number(s, &c.PosOnly)
	number(s, &c.Args)
	number(s, &c.KwOnly)
	number(s, &c.Makes)
}

// number shows a number.
func number[T ~int | ~int32 | ~int64 | ~uint8 | ~uint16](s *store, n *T) {
	if s.writing {
		s.data = binary.AppendVarint(s.data, int64(*n))
		return
	}
	var x int64
	if len(s.data) > 0 && s.data[0] < 0x80 { // most have one byte
		x = int64(s.data[0]>>1) ^ -int64(s.data[0]&1)
		s.data = s.data[1:]
	} else {
		var size int
		if x, size = binary.Varint(s.data); size <= 0 {
			s.broken, s.data = true, nil
			return
		}
		s.data = s.data[size:]
	}
	if *n = T(x); int64(*n) != x {
		s.broken = true
	}
}

// text shows a text: itself the first time, and its place among those before from then on.
func (s *store) text(t *string) {
	at := len(s.texts)
	if s.writing {
		if place, old := s.known[*t]; old {
			at = place
		} else {
			s.known[*t] = at
		}
	}
	number(s, &at)
	if at < len(s.texts) && at >= 0 {
		*t = s.texts[at]
		return
	}
	size := len(*t)
	number(s, &size)
	if at != len(s.texts) || !s.fits(size) {
		s.broken = true
		return
	}
	if s.writing {
		s.data = append(s.data, *t...)
	} else {
		*t, s.data = string(s.data[:size]), s.data[size:]
	}
	s.texts = append(s.texts, *t)
}

// fits reports whether so many things can follow: each has a byte at least.
func (s *store) fits(n int) bool {
	if !s.writing && (n < 0 || n > len(s.data)) {
		s.broken = true
	}
	return !s.broken
}

// list shows the elements of a list.
func list[T any](s *store, l *[]T, each func(*T)) {
	n := len(*l)
	number(s, &n)
	if !s.fits(n) {
		return
	}
	if !s.writing && n > 0 {
		*l = make([]T, n)
	}
	for i := range *l {
		if each(&(*l)[i]); s.broken {
			return
		}
	}
}

// The kinds of constants that are stored.
const (
	storedNone = iota
	storedFalse
	storedTrue
	storedInt
	storedLong
	storedFloat
	storedStr
	storedBytes
	storedEllipsis
	storedTuple
	storedFrozenSet
)

// kindOf returns the kind of a constant.
func kindOf(k Const) int {
	switch k := k.(type) {
	case nil:
		return storedNone
	case Bool:
		if k {
			return storedTrue
		}
		return storedFalse
	case Int:
		return storedInt
	case Long:
		return storedLong
	case Float:
		return storedFloat
	case Str:
		return storedStr
	case Bytes:
		return storedBytes
	case Ellipsis:
		return storedEllipsis
	case Tuple:
		return storedTuple
	case FrozenSet:
		return storedFrozenSet
	}
	panic(fmt.Sprintf("code: a constant of type %T", k))
}

// constant shows a constant.
func (s *store) constant(k *Const) {
	kind := kindOf(*k)
	number(s, &kind)
	switch kind {
	case storedNone:
	case storedFalse, storedTrue:
		*k = Bool(kind == storedTrue)
	case storedEllipsis:
		*k = Ellipsis{}
	case storedInt:
		n, _ := (*k).(Int)
		number(s, &n)
		*k = n
	case storedFloat:
		x, _ := (*k).(Float)
		bits := int64(math.Float64bits(float64(x)))
		number(s, &bits)
		*k = Float(math.Float64frombits(uint64(bits)))
	case storedLong, storedStr, storedBytes:
		s.textual(kind, k)
	case storedTuple:
		l, _ := (*k).(Tuple)
		list(s, (*[]Const)(&l), s.constant)
		*k = l
	case storedFrozenSet:
		l, _ := (*k).(FrozenSet)
		list(s, (*[]Const)(&l), s.constant)
		*k = l
	default:
		s.broken = true
	}
}

// textual shows a constant that is stored as a text.
func (s *store) textual(kind int, k *Const) {
	var text string
	switch k := (*k).(type) {
	case Long:
		text = k.Text(62)
	case Str:
		text = string(k)
	case Bytes:
		text = string(k)
	}
	s.text(&text)
	switch kind {
	case storedStr:
		*k = Str(text)
	case storedBytes:
		*k = Bytes(text)
	default:
		n, ok := new(big.Int).SetString(text, 62)
		s.broken = s.broken || !ok
		*k = n
	}
}
