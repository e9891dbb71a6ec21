// This file writes what travels between those who exhaust a tree together, and reads it.

package search

import (
	"encoding/binary"
	"errors"

	"github.com/gilsim/gilsim/sched/serial"
)

// A codec reads or writes values, in their order: one function says both how a type is written and how it is read. The same values
// give the same bytes.
//
// The numbers of objects are those of a machine. What travels has places of a list instead, which says where the objects come from.
type codec struct {
	reads   bool
	data    []byte // what is written, or left to be read
	err     error
	machine *serial.Machine
	origins []serial.Origin
	local   []int32         // by place in that list: the number here
	placed  map[int32]int32 // the place of a number
}

// A traveller is what can be written and read.
type traveller interface{ travel(c *codec) }

// foreign is the lowest number of an object in what travels, above all numbers that are the same everywhere.
const foreign = 1 << 24

// encode writes what has numbers of a machine.
func encode(m *serial.Machine, what traveller) []byte {
	body := &codec{machine: m, placed: map[int32]int32{}}
	what.travel(body)
	head := &codec{}
	head.directory(&body.origins)
	return append(head.data, body.data...)
}

// decode reads it on another machine.
func decode(data []byte, m *serial.Machine, to traveller) error {
	c := &codec{reads: true, data: data}
	c.directory(&c.origins)
	for _, from := range c.origins {
		c.local = append(c.local, m.ObjectFrom(from))
	}
	to.travel(c)
	if c.err == nil && len(c.data) > 0 {
		c.fail()
	}
	return c.err
}

func (c *codec) directory(l *[]serial.Origin) {
	list(c, l, func(o *serial.Origin) {
		integer(c, &o.Creator)
		c.text(&o.Class)
		integer(c, &o.Nth)
	})
}

// integer is a number.
func integer[T ~int | ~int32 | ~int64](c *codec, n *T) {
	if !c.reads {
		c.data = binary.AppendVarint(c.data, int64(*n))
		return
	}
	read, size := binary.Varint(c.data)
	if *n = T(read); size <= 0 || int64(*n) != read {
		c.fail()
		*n = 0
		return
	}
	c.data = c.data[size:]
}

// list is a list, whose items each writes or reads.
func list[T any](c *codec, l *[]T, each func(*T)) {
	n := len(*l)
	if integer(c, &n); c.reads {
		if *l = nil; n < 0 || n > len(c.data) { // an item has a byte at least
			c.fail()
			return
		}
		if n > 0 {
			*l = make([]T, n)
		}
	}
	for i := 0; i < n && c.err == nil; i++ {
		each(&(*l)[i])
	}
}

func integers[T ~int | ~int32 | ~int64](c *codec, l *[]T) {
	list(c, l, func(n *T) { integer(c, n) })
}

func (c *codec) bit(is *bool) {
	n := 0
	if *is {
		n = 1
	}
	integer(c, &n)
	*is = n != 0
}

func (c *codec) text(s *string) {
	n := len(*s)
	integer(c, &n)
	switch {
	case !c.reads:
		c.data = append(c.data, *s...)
	case n < 0 || n > len(c.data):
		c.fail()
	default:
		*s, c.data = string(c.data[:n]), c.data[n:]
	}
}

func (c *codec) accesses(l *[]serial.Access) {
	list(c, l, func(a *serial.Access) {
		what, object := int(flagsOf(*a)), a.Obj
		if !c.reads {
			object = c.place(object)
		}
		integer(c, &what)
		integer(c, &object)
		if !c.reads {
			return
		}
		setFlags(a, what)
		a.Obj = object
		switch at := int(a.Obj) - foreign; {
		case at >= len(c.local):
			c.fail()
		case at >= 0:
			a.Obj = c.local[at]
		}
	})
}

// place returns what travels in place of the number of an object.
func (c *codec) place(object int32) int32 {
	from, ok := c.machine.Origin(object)
	if !ok {
		return object
	}
	at, known := c.placed[object]
	if !known {
		at = foreign + int32(len(c.origins))
		c.placed[object] = at
		c.origins = append(c.origins, from)
	}
	return at
}

// flagsOf is an access but for its object.
func flagsOf(a serial.Access) byte {
	b := byte(a.Again)
	for _, is := range [...]bool{a.Write, a.Free, a.Waits} {
		if b <<= 1; is {
			b |= 1
		}
	}
	return b
}

func setFlags(a *serial.Access, b int) {
	a.Waits, a.Free, a.Write, a.Again = b&1 != 0, b&2 != 0, b&4 != 0, serial.Again(b>>3)
}

var errNonsense = errors.New("what travels between those who search makes no sense")

func (c *codec) fail() {
	if c.err == nil {
		c.err = errNonsense
	}
	c.data = nil
}
