// This file defines which of two values is less.

package managers

import (
	"bytes"
	"cmp"
	"fmt"
	"math/big"
	"strings"

	"github.com/gilsim/gilsim/sched/multiprocessing/pickle"
)

// compare returns how two values stand to each other: numbers, texts, bytes, or lists and tuples of those. The error is Python's
// TypeError of values that cannot be compared.
func compare(a, b any) (int, error) {
	if x, ok := numberOf(a); ok {
		if y, ok := numberOf(b); ok {
			return x.Cmp(y), nil
		}
	}
	switch x := a.(type) {
	case string:
		if y, ok := b.(string); ok {
			return strings.Compare(x, y), nil
		}
	case []byte:
		if y, ok := b.([]byte); ok {
			return bytes.Compare(x, y), nil
		}
	case []any:
		if y, ok := b.([]any); ok {
			return compareAll(x, y)
		}
	case Tuple:
		if y, ok := b.(Tuple); ok {
			return compareAll(x, y)
		}
	}
	return 0, Raised("TypeError", fmt.Sprintf("'<' not supported between instances of '%s' and '%s'", pickle.TypeName(a), pickle.TypeName(b)))
}

func compareAll(a, b []any) (int, error) {
	for i := range min(len(a), len(b)) {
		if order, err := compare(a[i], b[i]); order != 0 || err != nil {
			return order, err
		}
	}
	return cmp.Compare(len(a), len(b)), nil
}

// numberOf returns the value of a number; of a float that is none, false.
func numberOf(value any) (*big.Float, bool) {
	switch v := value.(type) {
	case bool:
		if v {
			return big.NewFloat(1), true
		}
		return new(big.Float), true
	case int:
		return new(big.Float).SetInt64(int64(v)), true
	case *big.Int:
		return new(big.Float).SetInt(v), true
	case float64:
		if v != v {
			return nil, false
		}
		return new(big.Float).SetFloat64(v), true
	}
	return nil, false
}
