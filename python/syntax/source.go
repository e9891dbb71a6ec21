package syntax

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// maxSource is the size of the largest file that is read, in bytes: hand-written ones are far smaller.
const maxSource = 4 << 20

// cookie is the encoding that a comment in the first two lines declares (PEP 263).
var cookie = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)`) })

// blank is a line that may stand before the cookie.
var blank = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[ \t\f]*(?:#[^\n]*)?$`) })

// decode returns a file as UTF-8 in which each line, the last too, ends with \n.
func decode(src []byte) (string, *Error) {
	if len(src) > maxSource {
		return "", &Error{Kind: "SyntaxError", Span: at(1, 0), Msg: fmt.Sprintf("the file is %d bytes long; at most %d are read", len(src), maxSource)}
	}
	if i := bytes.IndexByte(src, 0); i >= 0 {
		return "", &Error{Kind: "SyntaxError", Span: at(1+bytes.Count(src[:i], []byte("\n")), 0), Msg: "source code cannot contain null bytes"}
	}
	rest, hasBOM := bytes.CutPrefix(src, []byte("\uFEFF"))
	text, err := decodeAs(declared(rest), rest, hasBOM)
	if err != nil {
		return "", err
	}
	if strings.Contains(text, "\r") {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	return text, nil
}

// at is a place without extent.
func at(line, col int) Span {
	p := Pos{int32(line), int32(col)}
	return Span{p, p}
}

// declared returns the encoding that the file declares, in the form in which encodings are compared, or nothing.
func declared(src []byte) string {
	for range 2 {
		line, rest, _ := bytes.Cut(src, []byte("\n"))
		line = bytes.TrimSuffix(line, []byte("\r"))
		if m := cookie().FindSubmatch(line); m != nil {
			return strings.ReplaceAll(strings.ToLower(string(m[1])), "_", "-")
		}
		if !blank().Match(line) {
			return ""
		}
		src = rest
	}
	return ""
}

// decodeAs decodes what is written in an encoding.
func decodeAs(encoding string, src []byte, hasBOM bool) (string, *Error) {
	if hasBOM && encoding != "" && encoding != "utf-8" && !strings.HasPrefix(encoding, "utf-8-") {
		return "", &Error{Kind: "SyntaxError", Span: at(1, 0), Msg: "encoding problem: " + encoding + " with BOM"}
	}
	switch encoding {
	case "", "utf-8", "utf8", "utf-8-sig", "u8", "utf", "ascii", "us-ascii", "646":
		if i := invalid(src); i >= 0 {
			line := 1 + bytes.Count(src[:i], []byte("\n"))
			return "", &Error{Kind: "SyntaxError", Span: at(line, 0), Msg: notUTF8(src, i, line, encoding)}
		}
		return string(src), nil
	case "latin-1", "iso-8859-1", "latin1", "iso-latin-1", "iso8859-1", "l1", "8859", "cp819":
		return latin1(src), nil
	}
	return "", &Error{Kind: "SyntaxError", Span: at(1, 0), Msg: "encoding problem: " + encoding, Hint: "utf-8 and latin-1 are read: save the file as UTF-8"}
}

// invalid returns where the first byte is that belongs to no character, or -1.
func invalid(src []byte) int {
	if utf8.Valid(src) {
		return -1
	}
	for i := 0; ; {
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
}

// notUTF8 says that byte i belongs to no character.
func notUTF8(src []byte, i, line int, encoding string) string {
	if encoding == "" {
		return fmt.Sprintf("Non-UTF-8 code starting with '\\x%02x' on line %d, but no encoding declared; see https://peps.python.org/pep-0263/ for details", src[i], line)
	}
	return fmt.Sprintf("(unicode error) '%s' codec can't decode byte 0x%02x in position %d: invalid start byte", encoding, src[i], i)
}

// latin1 decodes bytes that are characters.
func latin1(src []byte) string {
	var b strings.Builder
	b.Grow(len(src))
	for _, c := range src {
		b.WriteRune(rune(c))
	}
	return b.String()
}
