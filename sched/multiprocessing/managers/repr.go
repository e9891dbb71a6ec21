// This file defines repr() of values, as far as they can be sent.

package managers

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/gilsim/gilsim/internal/number"
	"github.com/gilsim/gilsim/internal/text"
	"github.com/gilsim/gilsim/sched/multiprocessing/pickle"
)

// Repr returns repr(value) of a value that can be sent.
func Repr(value any) string {
	switch v := value.(type) {
	case nil:
		return "None"
	case bool:
		if v {
			return "True"
		}
		return "False"
	case float64:
		return number.Repr(v)
	case string:
		return text.Repr(v)
	case []byte:
		return text.ReprBytes(string(v))
	case pickle.ByteArray:
		return "bytearray(" + text.ReprBytes(string(v)) + ")"
	case *big.Int:
		return v.String()
	case *Exception:
		return v.Class + Repr(v.Args)
	}
	return reprOfComposed(value)
}

func reprOfComposed(value any) string {
	switch v := value.(type) {
	case []any:
		return "[" + reprs(v) + "]"
	case Tuple:
		if len(v) == 1 {
			return "(" + Repr(v[0]) + ",)"
		}
		return "(" + reprs(v) + ")"
	case *pickle.Dict:
		return reprOfDict(v)
	case *pickle.Set:
		return reprOfSet(v)
	}
	return fmt.Sprint(value)
}

// str is str(value).
func str(value any) string {
	if text, ok := value.(string); ok {
		return text
	}
	return Repr(value)
}

func reprs(items []any) string {
	list := make([]string, len(items))
	for i, item := range items {
		list[i] = Repr(item)
	}
	return strings.Join(list, ", ")
}

func reprOfDict(d *pickle.Dict) string {
	var list []string
	for _, item := range d.Items() {
		list = append(list, Repr(item[0])+": "+Repr(item[1]))
	}
	return "{" + strings.Join(list, ", ") + "}"
}

func reprOfSet(s *pickle.Set) string {
	text := "{" + reprs(s.Items()) + "}"
	switch {
	case s.Frozen && s.Len() == 0:
		return "frozenset()"
	case s.Frozen:
		return "frozenset(" + text + ")"
	case s.Len() == 0:
		return "set()"
	}
	return text
}
