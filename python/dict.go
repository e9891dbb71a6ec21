// This file defines the table of a dict.

package python

// A Dict is a dict: its entries in the order in which their keys were first set, and an index over them by open addressing.
type Dict struct {
	Object
	entries []entry // the zero key: deleted
	index   []int32 // 1 + the place of an entry; 0: free; -1: deleted. Its length is a power of two; nil for a few entries
	live    int
	used    int // places of the index that are not free: some must be, or else a key that is not there is sought for ever
	// changes counts the insertions and deletions, so that an iterator finds that the dict has changed.
	changes int
	// shows is the module whose variables it is, as globals() returns them: what is set in it is set there. nil: none.
	shows *Module
}

type entry struct {
	hash       int64
	key, value Value
}

// fewEntries is up to how many entries a dict does without an index.
const fewEntries = 8

func newDict() *Dict { return &Dict{Object: Object{class: dictClass}} }

// find returns the place of a key, or -1. It reports false if only Python can tell, since one of the keys in question has an
// __eq__ of its own.
func (d *Dict) find(key Value, h int64) (i int, known bool) {
	if d.index == nil {
		for i := range d.entries {
			if e := &d.entries[i]; e.hash == h && e.key.valid() {
				if equal, known := same(e.key, key); equal || !known {
					return i, known
				}
			}
		}
		return -1, true
	}
	mask := len(d.index) - 1
	for j, perturb := int(h)&mask, uint64(h); ; j = (5*j + int(perturb) + 1) & mask {
		switch at := d.index[j]; {
		case at == 0:
			return -1, true
		case at > 0:
			if e := &d.entries[at-1]; e.hash == h {
				if equal, known := same(e.key, key); equal || !known {
					return int(at - 1), known
				}
			}
		}
		perturb >>= 5
	}
}

// insert adds a key that is not there.
func (d *Dict) insert(key Value, h int64, v Value) {
	if len(d.entries) >= fewEntries && 3*(len(d.entries)+1) > 2*len(d.index) || 3*(d.used+1) > 2*len(d.index) && d.index != nil {
		d.grow()
	}
	d.entries = append(d.entries, entry{h, key, v})
	d.live++
	d.changes++
	if d.index != nil {
		d.indexEntry(len(d.entries) - 1)
	}
}

// grow makes the index anew, with room for twice as many entries, and drops those that have been deleted.
func (d *Dict) grow() {
	d.compact()
	size := 4 * fewEntries
	for size < 4*d.live {
		size *= 2
	}
	d.index, d.used = make([]int32, size), 0
	for i := range d.entries {
		d.indexEntry(i)
	}
}

// compact drops the entries that have been deleted. What iterates by place must not be under way, which the count of changes
// makes sure of.
func (d *Dict) compact() {
	if d.live == len(d.entries) {
		return
	}
	n := 0
	for _, e := range d.entries {
		if e.key.valid() {
			d.entries[n] = e
			n++
		}
	}
	clear(d.entries[n:])
	d.entries = d.entries[:n]
}

// indexEntry puts an entry into the index.
func (d *Dict) indexEntry(i int) {
	h := d.entries[i].hash
	mask := len(d.index) - 1
	for j, perturb := int(h)&mask, uint64(h); ; j = (5*j + int(perturb) + 1) & mask {
		if d.index[j] <= 0 {
			if d.index[j] == 0 {
				d.used++
			}
			d.index[j] = int32(i + 1)
			return
		}
		perturb >>= 5
	}
}

// remove deletes the entry at a place.
func (d *Dict) remove(i int) {
	d.shown(d.entries[i].key, Value{})
	if d.index != nil {
		h := d.entries[i].hash
		mask := len(d.index) - 1
		for j, perturb := int(h)&mask, uint64(h); ; j = (5*j + int(perturb) + 1) & mask {
			if d.index[j] == int32(i+1) {
				d.index[j] = -1
				break
			}
			perturb >>= 5
		}
	}
	d.entries[i] = entry{}
	d.live--
	d.changes++
	if i == len(d.entries)-1 {
		d.entries = d.entries[:i]
	}
}

// clear deletes all entries.
func (d *Dict) clear() {
	if d.shows != nil {
		clear(d.shows.slots)
	}
	d.entries, d.index, d.live, d.used = nil, nil, 0, 0
	d.changes++
}

// shown sets a variable of the module that the dict shows, if it shows one; the zero Value deletes it.
func (d *Dict) shown(key, v Value) {
	if d.shows != nil && key.isStr() {
		d.shows.set(key.text(), v)
	}
}

// all yields the entries in their order.
func (d *Dict) all(yield func(key, v Value) bool) {
	for i := 0; i < len(d.entries); i++ {
		if e := &d.entries[i]; e.key.valid() && !yield(e.key, e.value) {
			return
		}
	}
}

// get returns the value of a key, or the zero Value. It reports false if only Python can tell.
func (d *Dict) get(t *Thread, key Value) (v Value, known bool) {
	h, ok := hash(t, key)
	if !ok {
		return Value{}, false
	}
	i, known := d.find(key, h)
	if i < 0 || !known {
		return Value{}, known
	}
	return d.entries[i].value, true
}

// set sets the value of a key. It reports false, and has done nothing, if only Python can tell where it belongs.
func (d *Dict) set(t *Thread, key, v Value) (known bool) {
	h, ok := hash(t, key)
	if !ok {
		return false
	}
	return d.setHashed(key, h, v)
}

func (d *Dict) setHashed(key Value, h int64, v Value) (known bool) {
	i, known := d.find(key, h)
	switch {
	case !known:
		return false
	case i >= 0:
		d.entries[i].value = v
	default:
		d.insert(key, h, v)
	}
	d.shown(key, v)
	return true
}

// findStr returns the place of a str key, or -1. Keys of other types with an __eq__ of their own are passed over.
func (d *Dict) findStr(name string) int {
	h := hashString(name)
	if d.index == nil {
		for i := range d.entries {
			if d.entries[i].isStr(h, name) {
				return i
			}
		}
		return -1
	}
	mask := len(d.index) - 1
	for j, perturb := int(h)&mask, uint64(h); ; j = (5*j + int(perturb) + 1) & mask {
		switch at := d.index[j]; {
		case at == 0:
			return -1
		case at > 0 && d.entries[at-1].isStr(h, name):
			return int(at - 1)
		}
		perturb >>= 5
	}
}

func (e *entry) isStr(h int64, name string) bool {
	return e.hash == h && e.key.valid() && e.key.isStr() && e.key.text() == name
}

// getStr returns the value of a str key, or the zero Value.
func (d *Dict) getStr(name string) Value {
	if i := d.findStr(name); i >= 0 {
		return d.entries[i].value
	}
	return Value{}
}

// setStr sets the value of a str key.
func (d *Dict) setStr(name string, v Value) {
	if i := d.findStr(name); i >= 0 {
		d.entries[i].value = v
		return
	}
	d.insert(newStr(name), hashString(name), v)
}

// deleteStr deletes a str key, and reports whether it was there.
func (d *Dict) deleteStr(name string) bool {
	i := d.findStr(name)
	if i >= 0 {
		d.remove(i)
	}
	return i >= 0
}
