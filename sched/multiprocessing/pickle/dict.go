// This file defines the dictionary, and when two keys are equal.

package pickle

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"strconv"
)

// A Dict is a Python dict: it keeps the order in which its keys came. Keys are equal where Python's are: 1, 1.0 and True are
// one key. The zero value is empty.
type Dict struct {
	pairs []pair
	index map[string]int // where a key is, by its hash text: looked up only
	gone  int            // pairs that were deleted
}

type pair struct {
	key, value any
	gone       bool
}

// NewDict returns a dictionary of keys and values, in turn. It fails where Set does.
func NewDict(keysAndValues ...any) (*Dict, error) {
	d := new(Dict)
	for some := range slices.Chunk(keysAndValues, 2) {
		if err := d.Set(some[0], some[1]); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// Len returns how many keys there are.
func (d *Dict) Len() int { return len(d.pairs) - d.gone }

// Set sets the value of a key. A key that there is keeps its place. The error is the TypeError of a key that cannot be hashed.
func (d *Dict) Set(key, value any) error {
	hash, err := hashOf(key, 0)
	if err != nil {
		return err
	}
	if i, ok := d.index[hash]; ok {
		d.pairs[i].value = value
		return nil
	}
	if d.index == nil {
		d.index = make(map[string]int)
	}
	d.index[hash] = len(d.pairs)
	d.pairs = append(d.pairs, pair{key: key, value: value})
	return nil
}

// Get returns the value of a key, and whether there is one. The error is that of Set.
func (d *Dict) Get(key any) (value any, ok bool, err error) {
	hash, err := hashOf(key, 0)
	if err != nil {
		return nil, false, err
	}
	i, ok := d.index[hash]
	if !ok {
		return nil, false, nil
	}
	return d.pairs[i].value, true, nil
}

// Delete takes a key out, and reports whether it was there. The error is that of Set.
func (d *Dict) Delete(key any) (was bool, err error) {
	hash, err := hashOf(key, 0)
	if err != nil {
		return false, err
	}
	i, ok := d.index[hash]
	if !ok {
		return false, nil
	}
	delete(d.index, hash)
	d.pairs[i] = pair{gone: true}
	if d.gone++; d.gone > len(d.pairs)/2 {
		d.compact()
	}
	return true, nil
}

// compact forgets the places of the keys that were deleted.
func (d *Dict) compact() {
	d.pairs = slices.DeleteFunc(d.pairs, func(p pair) bool { return p.gone })
	d.gone = 0
	for i, p := range d.pairs {
		hash, _ := hashOf(p.key, 0) // it had one
		d.index[hash] = i
	}
}

// Items returns the keys and their values.
func (d *Dict) Items() []Tuple {
	list := make([]Tuple, 0, d.Len())
	for _, p := range d.pairs {
		if !p.gone {
			list = append(list, Tuple{p.key, p.value})
		}
	}
	return list
}

// flat returns keys and values in turn.
func (d *Dict) flat() []any {
	list := make([]any, 0, 2*d.Len())
	for _, p := range d.pairs {
		if !p.gone {
			list = append(list, p.key, p.value)
		}
	}
	return list
}

// Clone returns a copy, as dict.copy does: the values are the same.
func (d *Dict) Clone() *Dict {
	c := new(Dict)
	for _, p := range d.pairs {
		if !p.gone {
			_ = c.Set(p.key, p.value) // it has a hash
		}
	}
	return c
}

// hashOf returns a text that is the same for keys that are equal in Python, and for no others.
func hashOf(key any, depth int) (string, error) {
	switch k := key.(type) {
	case nil:
		return "n", nil
	case bool:
		if k {
			return "i1", nil
		}
		return "i0", nil
	case int:
		return "i" + strconv.Itoa(k), nil
	case int64:
		return "i" + strconv.FormatInt(k, 10), nil
	case *big.Int:
		return hashOfBig(k), nil
	case float64:
		return hashOfFloat(k), nil
	case string:
		return "s" + k, nil
	case []byte:
		return "b" + string(k), nil
	case Tuple:
		return hashOfTuple(k, depth)
	case *Set:
		if k.Frozen {
			return k.hash(depth)
		}
	}
	return "", fmt.Errorf("TypeError: unhashable type: '%s'", TypeName(key))
}

// hashOfFloat is that of an integer where the number is one.
func hashOfFloat(x float64) string {
	if x == math.Trunc(x) && !math.IsInf(x, 0) {
		n, _ := big.NewFloat(x).Int(nil)
		return hashOfBig(n)
	}
	return "f" + strconv.FormatFloat(x, 'g', -1, 64)
}

func hashOfBig(n *big.Int) string {
	if n.IsInt64() {
		return "i" + n.String()
	}
	return "i" + n.Text(big.MaxBase) // decimal digits would take long for long numbers
}

// longestHash is how long the hash text of a tuple or a frozenset may be.
const longestHash = 1 << 20

func hashOfTuple(items Tuple, depth int) (string, error) {
	if depth > mostNested {
		return "", ErrNested
	}
	text := "t"
	for _, item := range items {
		hash, err := hashOf(item, depth+1)
		if err != nil {
			return "", err
		}
		if text += strconv.Itoa(len(hash)) + ":" + hash; len(text) > longestHash {
			return "", errLargeKey
		}
	}
	return text, nil
}

// TypeName returns the name of the value's type in Python.
func TypeName(value any) string {
	switch value.(type) {
	case nil:
		return "NoneType"
	case bool:
		return "bool"
	case int, int64, *big.Int:
		return "int"
	case float64:
		return "float"
	case string:
		return "str"
	case []byte:
		return "bytes"
	case ByteArray:
		return "bytearray"
	case []any:
		return "list"
	case Tuple:
		return "tuple"
	case *Dict:
		return "dict"
	case *Set:
		return "set"
	}
	return "object"
}
