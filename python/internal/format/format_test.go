package format

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"math/big"
	"os"
	"strconv"
	"testing"
)

type question struct {
	op, class, value, spec string
	want                   string
	wantError              *Error
}

func questions(t *testing.T) []question {
	data, err := os.ReadFile("testdata/format.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var all []question
	for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); {
		var row [5]json.RawMessage
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		var q question
		for i, to := range []*string{&q.op, &q.class, &q.value, &q.spec} {
			if err := json.Unmarshal(row[i], to); err != nil {
				t.Fatal(err)
			}
		}
		if json.Unmarshal(row[4], &q.want) != nil {
			var e struct{ Class, Text string }
			if err := json.Unmarshal(row[4], &e); err != nil {
				t.Fatal(err)
			}
			q.wantError = &Error{e.Class, e.Text}
		}
		all = append(all, q)
	}
	return all
}

func (q question) answer() (string, error) {
	x, _ := new(big.Int).SetString(q.value, 10)
	f, _ := strconv.ParseFloat(q.value, 64)
	if q.op == "format" {
		s, err := ParseSpec(q.spec, q.class, q.class != "str")
		switch {
		case err != nil:
			return "", err
		case q.class == "str":
			return s.Str(q.value, q.class)
		case q.class == "int":
			return s.Int(x, q.class)
		}
		return s.Float(f, q.class)
	}
	c, _, err := Piece([]rune(q.spec), 0)
	if err != nil {
		return "", err
	}
	switch c.Verb {
	case 's':
		return c.Str(q.value), nil
	case 'd', 'i', 'x', 'X', 'o':
		return c.Int(x), nil
	}
	return c.Float(f), nil
}

// TestAsCPython holds that format() and "%" give what CPython 3.11 gives, text or exception, to the questions of
// ../testdata/tables.py.
func TestAsCPython(t *testing.T) {
	for _, q := range questions(t) {
		got, err := q.answer()
		if q.wantError != nil {
			var e *Error
			if !errors.As(err, &e) || *e != *q.wantError {
				t.Errorf("%s of %s %q by %q: %q, %v, want %v", q.op, q.class, q.value, q.spec, got, err, q.wantError)
			}
			continue
		}
		if err != nil || got != q.want {
			t.Errorf("%s of %s %q by %q: %q, %v, want %q", q.op, q.class, q.value, q.spec, got, err, q.want)
		}
	}
}

// TestFields holds the error texts of str.format's strings as CPython 3.11 words them.
func TestFields(t *testing.T) {
	for text, want := range map[string]string{
		"{":            "Single '{' encountered in format string",
		"}":            "Single '}' encountered in format string",
		"{0":           "expected '}' before end of string",
		"{0!":          "end of string while looking for conversion specifier",
		"{0!r":         "unmatched '{' in format spec",
		"{0!rx}":       "expected ':' after conversion specifier",
		"{0:{1":        "unmatched '{' in format spec",
		"{0[a}":        "expected '}' before end of string",
		"{0.}":         "Empty attribute in format string",
		"{0[]}":        "Empty attribute in format string",
		"{0[a]b}":      "Only '.' or '[' may follow ']' in format field specifier",
		"{}{0}":        "cannot switch from automatic field numbering to manual field specification",
		"{0}{}":        "cannot switch from manual field specification to automatic field numbering",
		"{}}":          "Single '}' encountered in format string",
		"{a{b}}":       "unexpected '{' in field name",
		"{0!}":         "unmatched '{' in format spec",
		"{{}} {a[1].b": "expected '}' before end of string",

		"{99999999999999999999}": "Too many decimal digits in format string",
	} {
		if err := readFields(text); err == nil || err.Error() != "ValueError: "+want {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	for _, text := range []string{"", "a", "{{}}", "{}{}", "{0}{1}", "{a.b[c]!r:>{w}}", "{0[-1]}", "{:{}}"} {
		if err := readFields(text); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func readFields(text string) error {
	r := []rune(text)
	var n Numbering
	for at := 0; at < len(r); {
		f, next, err := NextField(r, at)
		if err != nil {
			return err
		}
		at = next
		if !f.Present {
			continue
		}
		first, index, _, err := SplitName(f.Name)
		if err != nil {
			return err
		}
		if _, err := n.Take(first, index); err != nil {
			return err
		}
	}
	return nil
}
