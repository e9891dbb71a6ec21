package syntax

// kind is what a token is.
type kind uint8

const (
	endMarker kind = iota
	broken         // where the lexer found an error: no rule takes it
	newline
	indent
	dedent
	name
	keyword
	number
	text          // a string without fields
	fstringStart  // f" and what else can begin an f-string
	fstringMiddle // text of an f-string up to a field or its end
	fstringEnd
	operator
)

// token is a word of the source.
type token struct {
	kind     kind
	prefix   prefix // of text, fstringStart and fstringMiddle
	level    uint8  // how many brackets are open behind it
	off, end int32  // where it is, in bytes
	span     Span
	text     string // as written; of strings what is between the quotes
}

// prefix says what stands before the quotes of a string.
type prefix uint8

const (
	raw prefix = 1 << iota
	bytesPrefix
	formatted
	unicodePrefix
)

// isKeyword reports whether a name is reserved. match, case, type and _ are not.
func isKeyword(s string) bool {
	switch s {
	case "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif",
		"else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or",
		"pass", "raise", "return", "try", "while", "with", "yield":
		return true
	}
	return false
}

// operatorLength returns how long the operator is with which s begins, or 0.
func operatorLength(s string) int {
	if len(s) >= 3 {
		switch s[:3] {
		case "**=", "//=", "<<=", ">>=", "...":
			return 3
		}
	}
	if len(s) >= 2 {
		switch s[:2] {
		case "!=", "%=", "&=", "**", "*=", "+=", "-=", "->", "//", "/=", ":=", "<<", "<=", "<>", "==", ">=", ">>", "@=", "^=", "|=":
			return 2
		}
	}
	switch s[0] {
	case '!', '%', '&', '(', ')', '*', '+', ',', '-', '.', '/', ':', ';', '<', '=', '>', '@', '[', ']', '^', '{', '|', '}', '~',
		'$', '?', '`': // the last three belong to no rule
		return 1
	}
	return 0
}
