package syntax

import (
	"errors"
	"strings"
	"testing"
)

// TestPython2IsToldByName holds that what only Python 2 had has a sentence of its own, beside that of CPython 3.
func TestPython2IsToldByName(t *testing.T) {
	for src, want := range map[string]string{
		"print 'a'\n":                        "Missing parentheses in call to 'print'. Did you mean print(...)? (print is a function in Python 3)",
		"if x:\n    print x, y,\n":           "Missing parentheses in call to 'print'. Did you mean print(...)? (print is a function in Python 3)",
		"exec 'a' in b\n":                    "Missing parentheses in call to 'exec'. Did you mean exec(...)? (exec is a function in Python 3)",
		"a = `b`\n":                          "invalid syntax (backticks belong to Python 2; in Python 3 it is repr(x))",
		"if a <> b: pass\n":                  "invalid syntax (<> belongs to Python 2; in Python 3 it is !=)",
		"try: a\nexcept X, e: b\n":           "multiple exception types must be parenthesized (in Python 3 the exception gets its name with as: except E as e)",
		"raise E, 'a'\n":                     "invalid syntax (in Python 3 it is: raise E(value))",
		"a = 0777\n":                         "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
		"a = 10L\n":                          "invalid decimal literal (the L belongs to Python 2; in Python 3 an integer is as long as it needs to be)",
		"a = ur'b'\n":                        "invalid syntax (the prefix ur belongs to Python 2; in Python 3 all text is Unicode: write r)",
		"def f(a, (b, c)): pass\n":           "Function parameters cannot be parenthesized (parameters that are tuples belong to Python 2)",
		">>> a = 1\n":                        "invalid syntax (this was copied from an interactive session: leave out >>> and ... at the beginning of each line)",
		"def f():\nreturn 1\n":               "expected an indented block after function definition on line 1 (no line of the file is indented: the indentation has been lost)",
		"if a:\n\tb\n        c\n":            "inconsistent use of tabs and spaces in indentation (this line begins with tabs and another of its block with spaces: use only spaces)",
		"print(\"a”)\n":                      "unterminated string literal (detected at line 1) (it begins with \", and ” (U+201D) does not end it)",
		"a = 1\x00\n":                        "source code cannot contain null bytes",
		"# coding: gbk\na = 1\n":             "encoding problem: gbk (utf-8 and latin-1 are read: save the file as UTF-8)",
		"a = '\xff'\n":                       "Non-UTF-8 code starting with '\\xff' on line 1, but no encoding declared; see https://peps.python.org/pep-0263/ for details",
		strings.Repeat("#", maxSource) + "#": "the file is 4194305 bytes long; at most 4194304 are read",
	} {
		_, _, err := Parse("f.py", []byte(src))
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%.60q: no error", src)
			continue
		}
		if _, have, _ := strings.Cut(e.sentence(), ": "); have != want {
			t.Errorf("%.60q: have\n%s\nwant\n%s", src, have, want)
		}
	}
}

// TestWhatPagesDoToAProgramIsUndone holds that characters of printed text are read as those of the program, that it is noted, and that
// columns stay what they are.
func TestWhatPagesDoToAProgramIsUndone(t *testing.T) {
	for _, c := range []struct{ src, plain, notes string }{
		{"print(“it’s ‘a’”)\n", "print(\"it’s ‘a’\")\n", `1: the typographic quotation mark “ (U+201C) is read as "`},
		{"a = ‘b’\n", "a = 'b'\n", `1: the typographic quotation mark ‘ (U+2018) is read as '`},
		{"a = f“{b[‘c’]}d”\n", "a = f\"{b['c']}d\"\n", "1: the typographic quotation mark “ (U+201C) is read as \"|1: the typographic quotation mark ‘ (U+2018) is read as '"},
		{"“““a\nb”””\n", "\"\"\"a\nb\"\"\"\n", `1: the typographic quotation mark “ (U+201C) is read as "`},
		{"f（a，b）\n", "f(a,b)\n", "1: （ (U+FF08) is read as (|1: ， (U+FF0C) is read as ,|1: ） (U+FF09) is read as )"},
		{"if a：\n    b＝1；c＝d＋2\n", "if a:\n    b=1;c=d+2\n", "1: ： (U+FF1A) is read as :|2: ＝ (U+FF1D) is read as =|2: ； (U+FF1B) is read as ;|2: ＋ (U+FF0B) is read as +"},
		{"a ＝＝ b !＝ c\n", "a == b != c\n", "1: ＝ (U+FF1D) is read as ="},
		{"[a、b]\n", "[a,b]\n", "1: 、 (U+3001) is read as ,"},
		{"a – b − c\n", "a - b - c\n", "1: – (U+2013) is read as -|1: − (U+2212) is read as -"},
		{"if a:\n\u00a0\u00a0\u00a0 b\n", "if a:\n    b\n", "2: the space U+00A0 is read as an ordinary one"},
		{"a\u3000=\u00a01\n", "a = 1\n", "1: the space U+3000 is read as an ordinary one|1: the space U+00A0 is read as an ordinary one"},
		{"\ufeffa = 'b，“c”'\r\nd = 1\r", "a = 'b，“c”'\nd = 1\n", ""},
	} {
		m, notes, err := Parse("f.py", []byte(c.src))
		if err != nil {
			t.Errorf("%q: %v", c.src, err)
			continue
		}
		plain, _, err := Parse("f.py", []byte(c.plain))
		if err != nil {
			t.Fatal(err)
		}
		if have, want := dump(m), dump(plain); have != want {
			t.Errorf("%q: have\n%s\nwant\n%s", c.src, have, want)
		}
		var list []string
		for _, n := range notes {
			list = append(list, itoa(n.Line)+": "+n.Text)
		}
		if have := strings.Join(list, "|"); have != c.notes {
			t.Errorf("%q: have the notes\n%s\nwant\n%s", c.src, have, c.notes)
		}
	}
}

// TestDeepSourceIsRefused holds that nothing that is nested or chained without end ends the process.
func TestDeepSourceIsRefused(t *testing.T) {
	const many = 100_000
	deep := "too many nested statements or expressions: more than 3000 are inside each other"
	for src, want := range map[string]string{
		strings.Repeat("(", 10_000) + strings.Repeat(")", 10_000):     "too many nested parentheses",
		strings.Repeat("[", 10_000):                                   "too many nested parentheses",
		strings.Repeat("f(", 10_000):                                  "too many nested parentheses",
		strings.Repeat("not ", many) + "a":                            deep,
		strings.Repeat("-", many) + "a":                               deep,
		strings.Repeat("lambda: ", many) + "a":                        deep,
		strings.Repeat("a if b else ", many) + "c":                    deep,
		strings.Repeat("a ** ", many) + "b":                           deep,
		strings.Repeat("a + ", many) + "b":                            deep,
		strings.Repeat("a - b * ", many) + "c":                        deep,
		"a" + strings.Repeat(".b", many):                              deep,
		"a" + strings.Repeat("()", many):                              deep,
		"a" + strings.Repeat("[0]", many):                             deep,
		"if a: pass\n" + strings.Repeat("elif b: pass\n", many):       deep,
		"match a:\n case a" + strings.Repeat(".b", many) + ": pass\n": deep,
		"match a:\n case " + strings.Repeat("[", many) + ": pass\n":   "too many nested parentheses",
		strings.Repeat("f'{", many):                                   "too many nested f-strings",
		strings.Repeat("f'{a:", many):                                 "too many nested parentheses",
		nestedBlocks(150):                                             "too many levels of indentation",
		strings.Repeat("await ", many) + "a":                          generic,
		strings.Repeat("“", many):                                     "unterminated triple-quoted string literal (detected at line 1)",
		"a = " + strings.Repeat("9", 5000):                            "Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.",
	} {
		_, _, err := Parse("f.py", []byte(src))
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%.60q: no error, want %s", src, want)
		} else if e.Msg != want {
			t.Errorf("%.60q: have %s, want %s", src, e.Msg, want)
		}
	}
	for _, src := range []string{
		strings.Repeat("a and ", many) + "b",
		strings.Repeat("a < ", many) + "b",
		strings.Repeat("a = ", many) + "b",
		"[" + strings.Repeat("a, ", many) + "]",
		strings.Repeat("a + ", 2900) + "b",
		strings.Repeat("(", 200) + strings.Repeat(")", 200),
		strings.Repeat("a; ", many),
		strings.Repeat("'a' ", many),
		strings.Repeat("if a: b\n", many),
	} {
		if _, _, err := Parse("f.py", []byte(src)); err != nil {
			t.Errorf("%.60q: %v", src, err)
		}
	}
}

// nestedBlocks is n ifs inside each other.
func nestedBlocks(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "if a:\n")
	}
	return b.String() + strings.Repeat(" ", n) + "b\n"
}

// TestReportHasCaretsBelowWhatIsWrong holds that a report is CPython's, with carets that count the columns of a terminal.
func TestReportHasCaretsBelowWhatIsWrong(t *testing.T) {
	for src, want := range map[string]string{
		"x = 1\nif x:\n    foo(a, b c)\n": `  File "f.py", line 3
    foo(a, b c)
           ^^^
SyntaxError: invalid syntax. Perhaps you forgot a comma?
`,
		"打印(\"你好\" 世界)\n": `  File "f.py", line 1
    打印("你好" 世界)
         ^^^^^^^^^^^
SyntaxError: invalid syntax. Perhaps you forgot a comma?
`,
		"if x:\n": `  File "f.py", line 1
    if x:
         ^
IndentationError: expected an indented block after 'if' statement on line 1 (no line of the file is indented: the indentation has been lost)
`,
	} {
		_, _, err := Parse("f.py", []byte(src))
		var e *Error
		if !errors.As(err, &e) {
			t.Fatal(err)
		}
		if have := e.Report(); have != want {
			t.Errorf("%q: have\n%swant\n%s", src, have, want)
		}
	}
}
