package syntax

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"testing"
)

// mistake is a line of testdata/errors.txt: a source and what CPython 3.12 says of it.
type mistake struct {
	source, kind, msg string
	span              Span
}

func mistakes(t *testing.T, name string) []mistake {
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var list []mistake
	for in := bufio.NewScanner(f); in.Scan(); {
		var m mistake
		row := []any{&m.source, &m.kind, &m.msg, &m.span.Start.Line, &m.span.Start.Col, &m.span.End.Line, &m.span.End.Col}
		if err := json.Unmarshal(in.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		list = append(list, m)
	}
	return list
}

// TestErrorsAreThoseOfCPython holds that a mistake is told in the words of CPython 3.12, at its place.
func TestErrorsAreThoseOfCPython(t *testing.T) {
	same := 0
	list := mistakes(t, "testdata/errors.txt")
	for _, m := range list {
		_, _, err := Parse("f.py", []byte(m.source))
		var e *Error
		switch {
		case !errors.As(err, &e):
			t.Errorf("%q: no error, but CPython says %s", m.source, m.msg)
		case e.Kind != m.kind || e.Msg != m.msg:
			t.Errorf("%q: %s: %s, but CPython says %s: %s", m.source, e.Kind, e.Msg, m.kind, m.msg)
		case e.Span != m.span:
			t.Errorf("%q: %s: is at %v, but CPython has it at %v", m.source, e.Msg, e.Span, m.span)
		default:
			same++
		}
	}
	t.Logf("%d of %d", same, len(list))
}
