// This file defines the memo: what a pickle refers to again.

package pickle

// A memo holds values by number: looked up only.
type memo map[uint64]any

func (u *unpickler) loadPut(size uint64) error {
	n, err := u.number(size)
	if err != nil {
		return err
	}
	return u.put(n)
}

// put notes the top of the stack.
func (u *unpickler) put(n uint64) error {
	if len(u.stack) == u.bottom() {
		return unpickling("a memo of nothing")
	}
	if u.memo == nil {
		u.memo = make(memo)
	}
	u.memo[n] = u.top()
	return nil
}

func (u *unpickler) loadGet(size uint64) error {
	n, err := u.number(size)
	if err != nil {
		return err
	}
	value, ok := u.memo[n]
	if !ok {
		return unpickling("Memo value not found at index %d", n)
	}
	u.push(value)
	return nil
}
