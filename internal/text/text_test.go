package text

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"reflect"
	"testing"
)

var predicates = map[string]func(string) bool{
	"isalpha": IsAlpha, "isdecimal": IsDecimal, "isdigit": IsDigit, "isnumeric": IsNumeric, "isalnum": IsAlnum,
	"isspace": IsSpace, "isprintable": IsPrintable, "isascii": IsASCII, "islower": IsLower, "isupper": IsUpper,
	"istitle": IsTitle, "isidentifier": IsIdentifier,
}

var changes = map[string]func(string) string{
	"repr": Repr, "ascii": ASCII, "reprbytes": ReprBytes, "upper": Upper, "lower": Lower, "casefold": Fold,
	"capitalize": Capitalize, "title": Title, "swapcase": SwapCase,
}

var others = map[string]func(s string, a []any) any{
	"fields":     func(s string, a []any) any { return list(Fields(s, int(a[0].(float64)))) },
	"rfields":    func(s string, a []any) any { return list(RFields(s, int(a[0].(float64)))) },
	"split":      func(s string, a []any) any { return list(Split(s, a[0].(string), int(a[1].(float64)))) },
	"rsplit":     func(s string, a []any) any { return list(RSplit(s, a[0].(string), int(a[1].(float64)))) },
	"lines":      func(s string, a []any) any { return list(Lines(s, a[0].(bool))) },
	"ljust":      func(s string, a []any) any { return Left(s, int(a[0].(float64)), '€') },
	"rjust":      func(s string, a []any) any { return Right(s, int(a[0].(float64)), '€') },
	"center":     func(s string, a []any) any { return Center(s, int(a[0].(float64)), '€') },
	"zfill":      func(s string, a []any) any { return ZFill(s, int(a[0].(float64))) },
	"expandtabs": func(s string, a []any) any { return ExpandTabs(s, int(a[0].(float64))) },
}

func list(parts []string) any {
	all := []any{}
	for _, p := range parts {
		all = append(all, p)
	}
	return all
}

// TestAsCPython holds that every function answers the questions of python/internal/testdata/tables.py as CPython 3.11 did.
func TestAsCPython(t *testing.T) {
	data, err := os.ReadFile("testdata/text.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); {
		var r []any
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		op, s, want := r[0].(string), r[1].(string), r[len(r)-1]
		var got any
		switch {
		case predicates[op] != nil:
			got = predicates[op](s)
		case changes[op] != nil:
			got = changes[op](s)
		default:
			got = others[op](s, r[2:])
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %q", lines.Bytes(), got)
		}
	}
}
