// This file defines how numbers are read.

package pickle

import (
	"fmt"
	"math"
	"math/big"
	"math/bits"
	"slices"
)

func (u *unpickler) loadNumber(op byte) error {
	size := uint64(1)
	switch op {
	case opInt2:
		size = 2
	case opInt4:
		size = 4
	case opFloat:
		size = 8
	}
	n, err := u.number(size)
	switch {
	case err != nil:
		return err
	case op == opFloat:
		u.push(math.Float64frombits(bits.ReverseBytes64(n)))
	case op == opInt4:
		u.push(int(int32(uint32(n))))
	default:
		u.push(int(n))
	}
	return nil
}

// longestInt is how many bytes an integer can have: Python has no such limit, but takes longer and longer with one.
const longestInt = 1 << 16

// loadLong reads an integer of any size: two's complement, the least byte first.
func (u *unpickler) loadLong(size uint64) error {
	n, err := u.number(size)
	if err != nil {
		return err
	}
	if n > longestInt {
		return unpickling("an int of %d bytes: it may have %d", n, longestInt)
	}
	data, err := u.take(n)
	if err == nil {
		u.push(intOf(data))
	}
	return err
}

func intOf(data []byte) any {
	all := slices.Clone(data)
	slices.Reverse(all)
	n := new(big.Int).SetBytes(all)
	if len(all) > 0 && all[0] >= 0x80 {
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(all))))
	}
	return Int(n)
}

// Int returns an integer as this package has it: an int if it fits, and else the number itself.
func Int(n *big.Int) any {
	if n.IsInt64() && int64(int(n.Int64())) == n.Int64() {
		return int(n.Int64())
	}
	return n
}

// invalidKey is the text of Python, with the full stop that it has there.
func invalidKey(op byte) string {
	if op < ' ' || op > '~' {
		return fmt.Sprintf("invalid load key, '\\x%02x'.", op)
	}
	return fmt.Sprintf("invalid load key, '%c'.", op)
}
