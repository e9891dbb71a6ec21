// This file defines the reader of the text form.

package trace

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A FormatError says which line of a file is not in the text form, and why.
type FormatError struct {
	Line int    // from 1
	Msg  string // what is wrong, and what is allowed
}

// Error returns one sentence.
func (e *FormatError) Error() string { return fmt.Sprintf("trace: line %d: %s", e.Line, e.Msg) }

// A Reader reads the text form, an event at a time. It holds one line, the names, and a byte for each number, however
// long the trace is, and allocates nothing for an event.
type Reader struct {
	in     *bufio.Reader
	line   int // the number of the line last read, from 1
	header Header
	names  *Names
	err    error            // the first one, io.EOF at the end
	source *strings.Builder // the text of the file whose lines are being read; nil outside the header

	threads, objects, texts, places numbering // what the file has defined so far
}

// NewReader reads the header and returns a Reader that stands before the first event. The error is a *FormatError if
// the header is not in the text form, or holds the error of r with the line.
func NewReader(r io.Reader) (*Reader, error) {
	rd := &Reader{
		in: bufio.NewReaderSize(r, maxLine+len("\r")), names: new(Names),
		threads: newNumbering(), objects: newNumbering(), texts: newNumbering(), places: newNumbering(),
	}
	if err := rd.readHeader(); err != nil {
		return nil, err
	}
	return rd, nil
}

// Header returns the header.
func (r *Reader) Header() Header { return r.header }

// Names returns the names that were defined up to the event last read; it grows while one reads.
func (r *Reader) Names() *Names { return r.names }

// Next returns the next event; at the end io.EOF, for a line that is not in the text form a *FormatError. After an
// error it returns the same one again.
func (r *Reader) Next() (Event, error) {
	var e Event
	for r.err == nil {
		line, err := r.readLine()
		if err == nil && isEvent(line) {
			if err = r.readEvent(line, &e); err == nil {
				return e, nil
			}
		} else if err == nil {
			err = r.readOther(line)
		}
		r.err = err
	}
	return Event{}, r.err
}

// Read reads a whole trace. With an error it returns what was read before the line that it names, or nil if that is in
// the header.
func Read(r io.Reader) (*Trace, error) {
	rd, err := NewReader(r)
	if err != nil {
		return nil, err
	}
	t := &Trace{Header: rd.header, Names: rd.names}
	for {
		e, err := rd.Next()
		if err == io.EOF {
			return t, nil
		}
		if err != nil {
			return t, err
		}
		t.Events = append(t.Events, e)
	}
}

// readLine returns the next line without its end; it is valid until the next call.
func (r *Reader) readLine() ([]byte, error) {
	line, err := r.in.ReadSlice('\n')
	if err == nil {
		text := line[:len(line)-1]
		if n := len(text); n > 0 && text[n-1] == '\r' { // as editors on Windows end it
			text = text[:n-1]
		}
		if len(text) < maxLine {
			r.line++
			return text, nil
		}
	}
	if err == io.EOF && len(line) == 0 {
		return nil, io.EOF
	}
	r.line++
	switch err {
	case nil, bufio.ErrBufferFull:
		return nil, r.fail("the line is longer than %d bytes", maxLine)
	case io.EOF:
		return nil, r.fail("the last line has no newline: the file is cut short")
	default:
		return nil, fmt.Errorf("trace: line %d: reading failed: %w", r.line, err)
	}
}

func (r *Reader) fail(format string, args ...any) error {
	return &FormatError{r.line, fmt.Sprintf(format, args...)}
}

// isEvent tells an event line from all others: it starts with blanks or the time.
func isEvent(line []byte) bool {
	return len(line) > 0 && (line[0] == ' ' || line[0] == '-' || line[0]-'0' <= 9)
}

// plain returns a line as text, or refuses what no line may hold.
func (r *Reader) plain(line []byte) (string, error) {
	text := string(line)
	if !isPlain(text) {
		return "", r.fail("the line holds a carriage return, a NUL or bytes that are not UTF-8: " +
			"a line is plain text that ends in a newline, alone or after a carriage return")
	}
	return text, nil
}

func isNote(text string) bool { return text == "" || text[0] == '#' }

// readOther reads a line that is no event: a definition or a note.
func (r *Reader) readOther(line []byte) error {
	text, err := r.plain(line)
	if err != nil || isNote(text) {
		return err
	}
	word, rest := cutWord(text)
	switch {
	case word == "thread" || word == "object" || word == "text":
		return r.readDefinition(word, rest)
	case word == "place":
		return r.readPlace(rest)
	case slices.Contains(headerWords, word):
		return r.fail("%s after the header, which ends with its seed", word)
	}
	return r.fail("the line starts with %.40q, want a time, thread, object, text, place or #", word)
}

// cutWord returns the first word of a text and what follows the blanks after it.
func cutWord(text string) (word, rest string) {
	word, rest, _ = strings.Cut(text, " ")
	return word, strings.TrimLeft(rest, " ")
}

func (r *Reader) readEvent(line []byte, e *Event) error {
	var i int
	if e.Time, i = parseInt(line, 0); i == noColumn {
		return r.badColumn(line, 0, "a time in nanoseconds")
	}
	if e.Core, i = parseCore(line, i); i == noColumn {
		return r.badColumn(line, 1, "a core such as c0, up to c32767, or - for none")
	}
	if e.Thread, e.Actor, i = parseWho(line, i); i == noColumn {
		return r.badColumn(line, 2, "a thread such as T1, or T1.3 for its greenlet 3")
	}
	if e.Kind, i = parseKind(line, i); i == noColumn {
		return r.badColumn(line, 3, "a kind of event such as take")
	}
	spec := e.Kind.Spec()
	if e.Obj, i = parseObj(line, i, spec.Obj); i == noColumn {
		return r.badColumn(line, 4, wantObj(spec))
	}
	if e.Arg, i = parseInt(line, i); i == noColumn {
		return r.badColumn(line, 5, "an integer of 64 bits")
	}
	if skipBlanks(line, i) < len(line) {
		return r.badColumn(line, 6, "its end")
	}
	return r.checkRefs(e, spec)
}

func wantObj(spec *Spec) string {
	switch spec.Obj {
	case Thread:
		return "a thread such as T2, or - for none"
	case Object:
		return "an object such as o2, or - for none"
	case Actor:
		return "a greenlet such as o2, or - for the thread's own code"
	case Repeat:
		return "how many times, or - for once"
	}
	return "-, as " + spec.Name + " has no object"
}

func (r *Reader) badColumn(line []byte, column int, want string) error {
	text, err := r.plain(line)
	if err != nil {
		return err
	}
	words := strings.FieldsFunc(text, func(c rune) bool { return c == ' ' })
	if column >= len(words) {
		return r.fail("the line ends where it should have %s", want)
	}
	return r.fail("%.40q stands where the line should have %s", words[column], want)
}

func (r *Reader) checkRefs(e *Event, spec *Spec) error {
	switch {
	case r.threads.of(int64(e.Thread)) == markNone:
		return r.fail("thread T%d is not defined", e.Thread)
	case r.objects.of(int64(e.Actor)) == markNone:
		return r.fail("greenlet o%d is not defined", e.Actor)
	case spec.Obj == Thread && r.threads.of(int64(e.Obj)) == markNone:
		return r.fail("thread T%d is not defined", e.Obj)
	case (spec.Obj == Object || spec.Obj == Actor) && r.objects.of(int64(e.Obj)) == markNone:
		return r.fail("object o%d is not defined", e.Obj)
	}
	isText := spec.Arg == Text || spec.Arg == Value && r.objects.of(int64(e.Obj)) == markRef
	switch {
	case isText && r.texts.of(e.Arg) == markNone:
		return r.fail("text x%d is not defined", e.Arg)
	case spec.Arg == Position && r.places.of(e.Arg) == markNone:
		return r.fail("place p%d is not defined", e.Arg)
	case spec.Arg == Nothing && e.Arg != 0:
		return r.fail("the argument is %d, but %s has none, which is written 0", e.Arg, spec.Name)
	}
	return nil
}
