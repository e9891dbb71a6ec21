// This file says where the numbers of objects come from, so that another machine finds its own.

package serial

// An Origin is where an object of an Access comes from. It is the same on every machine that runs the program, which the number is not:
// that depends on the runs before.
type Origin struct {
	Creator int64  // the thread that made it; of a place, its owner
	Class   string // of a place, its name
	Nth     int32  // which of the class it was that the creator made, from 1; less: it is a place
}

// Origin returns where an object of an Access comes from, and false if its number is the same everywhere.
func (m *Machine) Origin(object int32) (from Origin, ok bool) {
	i := int(object) - firstObject
	if i < 0 || i >= len(m.objects.origins) {
		return Origin{}, false
	}
	o := m.objects.origins[i]
	return Origin{o.creator, o.class, o.nth}, true
}

// ObjectFrom returns the number of the object that comes from there.
func (m *Machine) ObjectFrom(from Origin) int32 {
	return m.objects.number(origin{from.Creator, from.Class, from.Nth})
}
