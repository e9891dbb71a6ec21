package syntax

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// FuzzParse holds, of any bytes, that the parser does not panic, that the place of an error is in the source, and that each node's
// span is ordered, and inside that of its parent.
func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/trees/*.py")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
		for statement := range strings.SplitSeq(string(src), "\n") {
			f.Add([]byte(statement))
		}
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		m, notes, err := Parse("f.py", src)
		lines := strings.Count(strings.ReplaceAll(strings.ReplaceAll(string(src), "\r\n", "\n"), "\r", "\n"), "\n") + 2
		for _, n := range notes {
			if n.Line < 1 || int(n.Line) > lines || n.Col < 0 {
				t.Errorf("the note %q is at %v", n.Text, n.Pos)
			}
		}
		var e *Error
		if errors.As(err, &e) {
			if e.Start.Line < 1 || int(e.Start.Line) > lines || e.Start.Col < 0 || e.Report() == "" {
				t.Errorf("the error %v is at %v", e, e.Span)
			}
			return
		}
		if m == nil || m.Start != (Pos{1, 0}) || int(m.End.Line) > lines {
			t.Fatal("no module, or its span is not the source")
		}
		checkSpans(t, reflect.ValueOf(m).Elem(), m.Span, "Module")
	})
}

// checkSpans checks the spans of what is in a value; within is the span of the node that it belongs to.
func checkSpans(t *testing.T, v reflect.Value, within Span, where string) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			checkSpans(t, v.Elem(), within, where)
		}
	case reflect.Slice:
		for i := range v.Len() {
			checkSpans(t, v.Index(i), within, where)
		}
	case reflect.Struct:
		field := v.FieldByName("Span")
		if !field.IsValid() {
			return
		}
		s := field.Interface().(Span)
		name := where + "." + v.Type().Name()
		if s.End.Before(s.Start) || s.Start.Before(within.Start) || within.End.Before(s.End) {
			t.Errorf("%s: %v is not in order, or not inside %v", name, s, within)
		}
		for i := range v.NumField() {
			if v.Type().Field(i).Name != "Decorators" { // they are before the span of what they decorate
				checkSpans(t, v.Field(i), s, name)
			}
		}
	}
}

// BenchmarkParse reads a program of every form, so that its speed is in MB/s.
func BenchmarkParse(b *testing.B) {
	src, err := os.ReadFile("testdata/trees/statements.py")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if _, _, err := Parse("f.py", src); err != nil {
			b.Fatal(err)
		}
	}
}
