// This file defines the table of a set, which is CPython's (Objects/setobject.c): members come out in the same order.

package python

const (
	fewMembers   = 8 // PySet_MINSIZE
	linearProbes = 9 // LINEAR_PROBES
)

// A Set is a set or a frozenset: CPython's table, so that ints come in the same order.
type Set struct {
	Object
	table  []setEntry // its length is a power of two; nil: no member was ever added
	live   int
	filled int // with those that have been deleted
	finger int // where pop looks next
}

type setEntry struct {
	hash    int64
	key     Value // the zero Value: free, or deleted
	deleted bool
}

// mask is the number of places less one.
func (s *Set) mask() int { return max(fewMembers, len(s.table)) - 1 }

// probe calls visit for the places of a table where a member of this hash may be, until it returns false.
func probe(table []setEntry, h int64, visit func(e *setEntry) bool) {
	mask := uint64(len(table) - 1)
	perturb := uint64(h)
	for i := uint64(h) & mask; ; i = (5*i + 1 + perturb) & mask {
		last := i
		if i+linearProbes <= mask {
			last = i + linearProbes
		}
		for at := i; at <= last; at++ {
			if !visit(&table[at]) {
				return
			}
		}
		perturb >>= 5
	}
}

// find returns the place of a member, nil if it is none. It reports false if only Python can tell.
func (s *Set) find(key Value, h int64) (place *setEntry, known bool) {
	known = true
	if s.table == nil {
		return nil, true
	}
	probe(s.table, h, func(e *setEntry) bool {
		switch {
		case !e.key.valid():
			return e.deleted
		case e.hash != h:
			return true
		}
		equal, sure := identical(e.key, key, deepest)
		switch {
		case !sure:
			known = false
		case equal:
			place = e
		default:
			return true
		}
		return false
	})
	return place, known
}

// add adds a member, and reports false, having done nothing, if only Python can tell whether it is there.
func (s *Set) add(key Value, h int64) (known bool) {
	at, known := s.find(key, h)
	if at == nil && known {
		s.insert(key, h)
	}
	return known
}

// insert adds what is no member: into the last of the deleted places that lie on its way, or else into a free one.
func (s *Set) insert(key Value, h int64) {
	if s.table == nil {
		s.table = make([]setEntry, fewMembers)
	}
	var at *setEntry
	probe(s.table, h, func(e *setEntry) bool {
		if e.deleted || !e.key.valid() && at == nil {
			at = e
		}
		return e.deleted || e.key.valid()
	})
	again := at.deleted
	*at = setEntry{hash: h, key: key}
	s.live++
	if again {
		return
	}
	s.filled++
	if s.filled*5 >= s.mask()*3 {
		s.grow()
	}
}

// grow makes the table anew, as large as the number of members asks for.
func (s *Set) grow() {
	if s.live > 50000 {
		s.resize(2 * s.live)
	} else {
		s.resize(4 * s.live)
	}
}

// insertClean puts a member into the first free place.
func insertClean(table []setEntry, key Value, h int64) {
	probe(table, h, func(e *setEntry) bool {
		if e.key.valid() || e.deleted {
			return true
		}
		*e = setEntry{hash: h, key: key}
		return false
	})
}

// resize makes the table anew, with more places than least.
func (s *Set) resize(least int) {
	size := fewMembers
	for size <= least {
		size *= 2
	}
	old := s.table
	s.table = make([]setEntry, size)
	for i := range old {
		if e := &old[i]; e.key.valid() {
			insertClean(s.table, e.key, e.hash)
		}
	}
	s.filled = s.live
}

// discard deletes the member at a place.
func (s *Set) discard(e *setEntry) {
	*e = setEntry{deleted: true}
	s.live--
}

// merge adds all members of another set, as set_merge. It reports false if only Python can tell; members may have been added.
func (s *Set) merge(other *Set) (known bool) {
	if other == s || other.live == 0 {
		return true
	}
	if (s.filled+other.live)*5 >= s.mask()*3 {
		s.resize((s.live + other.live) * 2)
	}
	switch {
	case s.filled == 0 && s.mask() == other.mask() && other.filled == other.live:
		s.table = append([]setEntry(nil), other.table...)
	case s.filled == 0:
		if s.table == nil {
			s.table = make([]setEntry, fewMembers)
		}
		clear(s.table) // deleted places, if there were any, are gone with the resize
		for i := range other.table {
			if e := &other.table[i]; e.key.valid() {
				insertClean(s.table, e.key, e.hash)
			}
		}
	default:
		for i := range other.table {
			if e := &other.table[i]; e.key.valid() && !s.add(e.key, e.hash) {
				return false
			}
		}
		return true
	}
	s.filled, s.live = other.live, other.live
	return true
}

// copyOf returns a set of class with the same members, as make_new_set.
func (s *Set) copyOf(class *Class) *Set {
	c := alloc[Set](class)
	c.merge(s)
	return c
}

// snapshot returns a set whose table is the same, place by place; a copy has one that is made anew.
func (s *Set) snapshot() *Set {
	return &Set{Object: Object{class: setClass}, live: s.live, filled: s.filled, table: append([]setEntry(nil), s.table...)}
}

// members returns them in the order of the table.
func (s *Set) members() []Value {
	all := make([]Value, 0, s.live)
	for i := range s.table {
		if e := &s.table[i]; e.key.valid() {
			all = append(all, e.key)
		}
	}
	return all
}

func (s *Set) all(yield func(key Value, h int64) bool) {
	for i := 0; i < len(s.table); i++ {
		if e := &s.table[i]; e.key.valid() && !yield(e.key, e.hash) {
			return
		}
	}
}

func newSet(class *Class) *Set { return alloc[Set](class) }

// become takes over the members of another set, which nobody else has.
func (s *Set) become(other *Set) { s.table, s.live, s.filled = other.table, other.live, other.filled }
