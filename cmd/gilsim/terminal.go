// This file defines the streams that the command writes to, and what is known of the terminal behind them.

package main

import (
	"bufio"
	"io"
	"os"
	"strconv"

	"golang.org/x/term"
)

// The widths of what is printed, in characters.
const (
	minWidth     = 40
	maxWidth     = 1000
	defaultWidth = 80 // where neither the terminal nor COLUMNS tells
)

// A stream is a buffered writer that knows whether there is a terminal behind it.
type stream struct {
	*bufio.Writer
	fd  int // of the terminal or file; -1 if it is neither
	tty bool
}

// newStream returns the stream to a writer.
func newStream(w io.Writer) *stream {
	s := &stream{Writer: bufio.NewWriter(w), fd: -1}
	if f, ok := w.(*os.File); ok {
		s.fd = int(f.Fd())
		s.tty = term.IsTerminal(s.fd)
	}
	return s
}

// width returns how wide a line may be: as the terminal is, else as COLUMNS says, else 80.
func (s *stream) width() int {
	if s.tty {
		if width, _, err := term.GetSize(s.fd); err == nil && width > 0 {
			return min(max(width, minWidth), maxWidth)
		}
	}
	if width, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && width > 0 {
		return min(max(width, minWidth), maxWidth)
	}
	return defaultWidth
}
