// This file defines the numbers of objects: in the same place of two runs that are alike up to there, an object has the same one.

package serial

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// firstObject is the lowest number of an object of an Access, above all numbers of a trace.
const firstObject = 1 << 24

// objects numbers what threads share. A trace numbers its objects in the order of their making, which differs between runs of one
// class; so a step that sleeps through one run would be taken for a step on another object in the next. A search
// numbers them by who makes them, and the how many-th of its class, and of sockets and pollers of its name, that is.
//
// Numbers stay from run to run.
type objects struct {
	numbers map[origin]int32
	origins []origin         // of the numbers from firstObject on
	of      []int32          // of this run: by number of the trace
	made    map[origin]int32 // of this run: how many of a class a thread has made; Nth is 0
}

// An origin is where an object comes from. Of a Place it is the owner and the name.
type origin struct {
	creator int64
	class   string // of what is waited for outside, with its name
	nth     int32
}

// ofPlace is the class of what is no object of a trace, which no object of a trace has.
const ofPlace = -1

// ofAllValues is the same of a place that stands for all values of its owner.
const ofAllValues = -2

func (o *objects) reset() {
	o.of = append(o.of[:0], 0)
	clear(o.made)
}

// adopt numbers what has been made since the last call, by the thread.
func (o *objects) adopt(names *trace.Names, creator int32) {
	for n := names.Objects(); len(o.of) <= n; {
		info, _ := names.Object(int32(len(o.of)))
		by := origin{int64(creator), info.Class, 0}
		if info.Class == trace.ClassIO { // what is made for all by whoever needs it first must not count among the others of who does
			by.class += " " + info.Name
		}
		if o.made == nil {
			o.made = map[origin]int32{}
		}
		o.made[by]++
		by.nth = o.made[by]
		o.of = append(o.of, o.number(by))
	}
}

// number returns the number of what comes from there.
func (o *objects) number(from origin) int32 {
	n, known := o.numbers[from]
	if !known {
		if o.numbers == nil {
			o.numbers = map[origin]int32{}
		}
		n = firstObject + int32(len(o.numbers))
		o.numbers[from] = n
		o.origins = append(o.origins, from)
	}
	return n
}

// object returns the number, in an Access, of what has this one in the trace. A number of an Access stays what it is.
func (m *Machine) object(traced int32) int32 {
	if traced <= 0 || traced >= firstObject {
		return traced
	}
	if int(traced) >= len(m.objects.of) {
		m.objects.adopt(&m.names, m.current)
	}
	if int(traced) >= len(m.objects.of) {
		return traced
	}
	return m.objects.of[traced]
}

// Place returns the number of a place of an owner, such as an item of a list, that the trace does not know. Owners must have the
// same number in all runs that are alike so far.
func (m *Machine) Place(owner int64, name string) int32 {
	return m.objects.number(origin{owner, name, ofPlace})
}

// AllValues returns the number of the place that stands for all values of an owner.
func (m *Machine) AllValues(owner int64) int32 {
	return m.objects.number(origin{owner, "*", ofAllValues})
}

// isPlace reports whether the number is that of a place, or of what stands for all values of an owner.
func (m *Machine) isPlace(number int32) bool {
	i := int(number) - firstObject
	return i >= 0 && i < len(m.objects.origins) && m.objects.origins[i].nth < 0
}

// isAllValues reports whether the number is that of such a place.
func (m *Machine) isAllValues(number int32) bool {
	i := int(number) - firstObject
	return i >= 0 && i < len(m.objects.origins) && m.objects.origins[i].nth == ofAllValues
}

// lineOf returns the number of the line of those who wait for an object: who stands in it first is woken first.
func (m *Machine) lineOf(object int32) int32 {
	of := origin{creator: int64(object)} // the end of a thread
	if object >= firstObject {
		of = m.objects.origins[object-firstObject]
	}
	of.class += " line" // which no class of objects ends with
	return m.objects.number(of)
}

// Traced returns the number that an object of an Access has in the trace of the last run; 0: none.
func (m *Machine) Traced(object int32) int32 {
	for n := range m.objects.of {
		if n > 0 && m.objects.of[n] == object {
			return int32(n)
		}
	}
	return 0
}

// PlaceName returns the name of a place, as Place was told it, and reports whether the number is that of one.
func (m *Machine) PlaceName(number int32) (name string, ok bool) {
	i := int(number) - firstObject
	if i < 0 || i >= len(m.objects.origins) || m.objects.origins[i].nth > ofPlace {
		return "", false
	}
	return m.objects.origins[i].class, true
}

// EndOf returns the number of the end of a thread.
func (m *Machine) EndOf(t *sched.Thread) int32 { return EndOf(t.ID()) }
