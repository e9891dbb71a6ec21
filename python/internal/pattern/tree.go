package pattern

// Flags are those of the module re, with its numbers.
type Flags int

// The flags.
const (
	Template   Flags = 1
	IgnoreCase Flags = 2
	Locale     Flags = 4
	Multiline  Flags = 8
	DotAll     Flags = 16
	Unicode    Flags = 32
	Verbose    Flags = 64
	Debug      Flags = 128
	ASCII      Flags = 256
)

const (
	typeFlags   = ASCII | Locale | Unicode
	globalFlags = Debug
)

// unlimited is the largest number of repetitions, which stands for any. No text has as many characters.
const unlimited = 1 << 30

// mostCount is CPython's MAXREPEAT: an expression may not name as many repetitions.
const mostCount = 1<<32 - 1

// times returns the product of two numbers, at most unlimited.
func times(a, b int) int { return int(min(int64(a)*int64(b), unlimited)) }

// A node is a part of an expression.
type node interface {
	// width returns the least and the most characters that the part matches; unlimited stands for any number.
	width() (least, most int)
}

type (
	// A literal is one character.
	literal struct {
		c     rune
		flags Flags
	}
	// A class is one character of a set.
	class struct{ set *set }
	// A sequence is its parts, one behind the other.
	sequence []node
	// A branch is one of its parts, the first that fits.
	branch []node
	// A repeat is its body so many times.
	repeat struct {
		body        node
		least, most int
		lazy        bool
		possessive  bool
	}
	// A group remembers what its body matches; number is 0 of one that does not.
	group struct {
		number int
		body   node
	}
	// An atomic group keeps the first way in which its body matches.
	atomic struct{ body node }
	// A look is an assertion of what stands ahead, or behind.
	look struct {
		body   node
		behind bool
		not    bool
	}
	// A place is an assertion of where a match is.
	place struct{ at at }
	// A reference matches what a group, with this body, has matched.
	reference struct {
		number int
		flags  Flags
		body   node
	}
	// A conditional is yes if a group has matched, no if not.
	conditional struct {
		number  int
		yes, no node
	}
)

// An at is a kind of place.
type at uint8

const (
	atBeginning at = iota // ^
	atBeginningOfLine
	atEnd // $
	atEndOfLine
	atStart // \A
	atFinish
	atBoundary
	atNoBoundary
	atASCIIBoundary
	atNoASCIIBoundary
)

func (literal) width() (least, most int)     { return 1, 1 }
func (class) width() (least, most int)       { return 1, 1 }
func (look) width() (least, most int)        { return 0, 0 }
func (place) width() (least, most int)       { return 0, 0 }
func (g group) width() (least, most int)     { return g.body.width() }
func (a atomic) width() (least, most int)    { return a.body.width() }
func (r reference) width() (least, most int) { return r.body.width() }

func (s sequence) width() (least, most int) {
	for _, n := range s {
		l, m := n.width()
		least, most = min(least+l, unlimited), min(most+m, unlimited)
	}
	return least, most
}

func (b branch) width() (least, most int) {
	least = unlimited
	for _, n := range b {
		l, m := n.width()
		least, most = min(least, l), max(most, m)
	}
	return least, most
}

func (r repeat) width() (least, most int) {
	l, m := r.body.width()
	if m > 0 && (r.most == unlimited || m == unlimited) {
		return times(l, r.least), unlimited
	}
	return times(l, r.least), times(m, r.most)
}

func (c conditional) width() (least, most int) { return branch{c.yes, c.no}.width() }

// An Error is what is wrong with an expression, in the words of CPython.
type Error struct {
	Text string
	At   int // the place in the expression, in characters
	Kind ErrorKind
}

// An ErrorKind says which exception an Error is.
type ErrorKind uint8

// The kinds.
const (
	Wrong    ErrorKind = iota // re.error
	TooLarge                  // OverflowError
	Value                     // ValueError
)

func (e *Error) Error() string { return e.Text }

// wrong returns the error that reading or compiling an expression was left with, given what was recovered; other panics go on.
func wrong(recovered any) error {
	if recovered == nil {
		return nil
	}
	err, ok := recovered.(*Error)
	if !ok {
		panic(recovered)
	}
	return err
}
