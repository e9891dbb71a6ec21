// This file defines how the header holds the program's source.

package trace

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// The first characters of the lines that hold a source, below the line with its file's name: a line of it as it stands, or, where
// that would not be a line of a trace, a part of the text as Go quotes it.
const (
	plainLine  = "|"
	quotedPart = "+"
)

// maxPart is how many bytes of a text that must be quoted go on a line: each can take ten there.
const maxPart = 4 << 10

// appendSource appends the header's lines of a file.
func appendSource(lines []string, f SourceFile) []string {
	lines = append(lines, "source "+strconv.Quote(f.Name))
	for text := range strings.Lines(f.Text) {
		line, whole := strings.CutSuffix(text, "\n")
		switch {
		case !whole || !isPlain(line) || len(line) >= maxLine-len(plainLine+" "):
			for len(text) > 0 {
				part := partOf(text)
				lines = append(lines, quotedPart+" "+strconv.Quote(part))
				text = text[len(part):]
			}
		case line == "":
			lines = append(lines, plainLine)
		default:
			lines = append(lines, plainLine+" "+line)
		}
	}
	return lines
}

// partOf returns the beginning of a text that a line can hold quoted. It ends with a whole character.
func partOf(text string) string {
	if len(text) <= maxPart {
		return text
	}
	end := maxPart
	for end > maxPart-utf8.UTFMax && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

func isSourceLine(text string) bool {
	return strings.HasPrefix(text, plainLine) || strings.HasPrefix(text, quotedPart)
}

// readSource reads the line with a file's name.
func (r *Reader) readSource(value string) error {
	name, err := r.unquote(value)
	if err == nil {
		r.header.Sources = append(r.header.Sources, SourceFile{Name: name})
		r.source = new(strings.Builder)
	}
	return err
}

// readSourceLine reads a line below it.
func (r *Reader) readSourceLine(text string) error {
	if part, quoted := strings.CutPrefix(text, quotedPart); quoted {
		part, err := r.unquote(strings.TrimPrefix(part, " "))
		if err != nil {
			return err
		}
		r.source.WriteString(part)
	} else {
		line := strings.TrimPrefix(text, plainLine)
		r.source.WriteString(strings.TrimPrefix(line, " ") + "\n")
	}
	return nil
}

// endSource gives the file that has been read last its text.
func (r *Reader) endSource() {
	if n := len(r.header.Sources); n > 0 && r.source != nil {
		r.header.Sources[n-1].Text = r.source.String()
		r.source = nil
	}
}
