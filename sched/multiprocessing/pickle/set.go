// This file defines the set.

package pickle

import (
	"slices"
	"strconv"
)

// A Set is a Python set, or a frozenset. It keeps the order in which its items came, which Python's does not. The zero value is
// empty.
type Set struct {
	Frozen bool
	items  Dict
}

// NewSet returns a set of these items. The error is the TypeError of an item that cannot be hashed.
func NewSet(items ...any) (*Set, error) {
	s := new(Set)
	for _, item := range items {
		if err := s.items.Set(item, nil); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// Len returns how many items there are.
func (s *Set) Len() int { return s.items.Len() }

// Items returns the items.
func (s *Set) Items() []any {
	list := make([]any, 0, s.Len())
	for _, p := range s.items.pairs {
		list = append(list, p.key)
	}
	return list
}

// hash is hashOf of a frozenset: the order of its items does not count.
func (s *Set) hash(depth int) (string, error) {
	if depth > mostNested {
		return "", ErrNested
	}
	var hashes []string
	length := 0
	for _, p := range s.items.pairs {
		hash, err := hashOf(p.key, depth+1)
		if err != nil {
			return "", err
		}
		if length += len(hash); length > longestHash {
			return "", errLargeKey
		}
		hashes = append(hashes, hash)
	}
	slices.Sort(hashes)
	text := "z"
	for _, hash := range hashes {
		text += strconv.Itoa(len(hash)) + ":" + hash
	}
	return text, nil
}
