package text

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Fields is str.split(None, limit): the words of s; with limit >= 0 at most so many are split off, and the rest stays whole.
func Fields(s string, limit int) []string {
	var parts []string
	for s = strings.TrimLeftFunc(s, Space); s != ""; s = strings.TrimLeftFunc(s, Space) {
		if limit == 0 {
			return append(parts, s)
		}
		end := strings.IndexFunc(s, Space)
		if end < 0 {
			end = len(s)
		}
		parts = append(parts, s[:end])
		s = s[end:]
		limit--
	}
	return parts
}

// RFields is str.rsplit(None, limit): as Fields, from the right.
func RFields(s string, limit int) []string {
	var parts []string
	for s = strings.TrimRightFunc(s, Space); s != ""; s = strings.TrimRightFunc(s, Space) {
		if limit == 0 {
			parts = append(parts, s)
			break
		}
		start := 0
		if i := strings.LastIndexFunc(s, Space); i >= 0 {
			_, n := utf8.DecodeRuneInString(s[i:])
			start = i + n
		}
		parts = append(parts, s[start:])
		s = s[:start]
		limit--
	}
	slices.Reverse(parts)
	return parts
}

// Split is str.split(sep, limit) with a separator that is not empty; limit < 0 means all.
func Split(s, sep string, limit int) []string {
	if limit < 0 {
		return strings.Split(s, sep)
	}
	return strings.SplitN(s, sep, limit+1)
}

// RSplit is str.rsplit(sep, limit) with a separator that is not empty.
func RSplit(s, sep string, limit int) []string {
	var parts []string
	for limit != 0 {
		i := strings.LastIndex(s, sep)
		if i < 0 {
			break
		}
		parts = append(parts, s[i+len(sep):])
		s = s[:i]
		limit--
	}
	parts = append(parts, s)
	slices.Reverse(parts)
	return parts
}

// LineBreak reports whether a line ends at c for str.splitlines.
func LineBreak(c rune) bool {
	return '\n' <= c && c <= '\r' || 0x1c <= c && c <= 0x1e || c == 0x85 || c == 0x2028 || c == 0x2029
}

// Lines is str.splitlines(keep).
func Lines(s string, keep bool) []string {
	var lines []string
	for s != "" {
		end := strings.IndexFunc(s, LineBreak)
		if end < 0 {
			return append(lines, s)
		}
		_, n := utf8.DecodeRuneInString(s[end:])
		if strings.HasPrefix(s[end:], "\r\n") {
			n = 2
		}
		line := s[:end]
		if keep {
			line = s[:end+n]
		}
		lines = append(lines, line)
		s = s[end+n:]
	}
	return lines
}
