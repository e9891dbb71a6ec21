// This file makes what errors say fit for a terminal: names and messages of a program are part of it.

package layout

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/view"
)

// longestLine is how many columns a line of an error has at most: more is a name or a message that nobody reads to its end.
const longestLine = 600

// Told returns what an error says as a terminal may be told it: characters that cannot be printed are escaped, as in Go, so that none
// reaches it as a control sequence or turns the text around, and of a line that is very long the middle is left out.
func Told(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = shortened(escaped(line))
	}
	return strings.Join(lines, "\n")
}

func escaped(line string) string {
	var b strings.Builder
	for i, size := 0, 0; i < len(line); i += size {
		_, size = utf8.DecodeRuneInString(line[i:])
		if char := line[i : i+size]; char == "\t" {
			b.WriteString(char)
		} else {
			b.WriteString(trace.Printable(char))
		}
	}
	return b.String()
}

func shortened(line string) string {
	if Width(line) <= longestLine {
		return line
	}
	head, tail := view.Head(line, longestLine*2/3), view.Tail(line, longestLine/6)
	left := utf8.RuneCountInString(line) - utf8.RuneCountInString(head) - utf8.RuneCountInString(tail)
	return fmt.Sprintf("%s… (%s more characters) …%s", head, Count(left), tail)
}
