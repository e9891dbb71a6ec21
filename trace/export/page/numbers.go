// This file keeps the texts of steps small: those that differ in nothing but numbers are one.

package page

import (
	"strconv"
	"strings"
)

// slot stands in a pattern where a text has a number. No text has it: view shows no control characters as they are.
const slot = '\x01'

// A packer packs the texts of steps. A text is a pattern, and the numbers that stand in its slots, each as the distance from the
// one that stood there when the pattern was used last.
type packer struct {
	last map[string][]int64 // by pattern
}

// pack returns a text as a pattern and numbers.
func (p *packer) pack(text string) (pattern string, distances []int64) {
	pattern, numbers := split(text)
	last := p.last[pattern]
	if last == nil {
		last = make([]int64, len(numbers))
		p.last[pattern] = last
	}
	for i, n := range numbers {
		distances = append(distances, n-last[i])
		last[i] = n
	}
	return pattern, distances
}

// split takes the numbers out of a text. Those are digits as strconv writes them, and few enough to be exact in a script.
func split(text string) (pattern string, numbers []int64) {
	text = strings.ReplaceAll(text, string(slot), "\ufffd")
	var b strings.Builder
	for i := 0; i < len(text); {
		end := i
		for end < len(text) && '0' <= text[end] && text[end] <= '9' {
			end++
		}
		digits := text[i:end]
		if n, err := strconv.ParseInt(digits, 10, 64); err == nil && len(digits) < 16 && strconv.FormatInt(n, 10) == digits {
			b.WriteByte(slot)
			numbers = append(numbers, n)
			i = end
			continue
		}
		end = max(end, i+1)
		b.WriteString(text[i:end])
		i = end
	}
	return b.String(), numbers
}

// packed returns what a variable holds as a number: twice an integer, or twice the number of the text and one.
func (m *runMaker) packed(value string) int64 {
	n, err := strconv.ParseInt(value, 10, 64)
	if err == nil && -1<<50 < n && n < 1<<50 && strconv.FormatInt(n, 10) == value {
		return 2 * n
	}
	return 2*m.text(value) + 1
}
