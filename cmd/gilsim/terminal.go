// This file defines the streams that the command writes to, how wide the terminal behind them is, and which colours it gets.

package main

import (
	"bufio"
	"io"
	"os"
	"strconv"

	"github.com/fatih/color"
	"golang.org/x/term"

	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/trace/view"
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

// styles lists the attributes of each style, from the sixteen colours of the terminal's own theme.
var styles = []struct {
	name       string
	attributes []color.Attribute
}{
	{view.StyleRunning, []color.Attribute{color.FgGreen}},
	{view.StyleLock, []color.Attribute{color.FgRed}},
	{view.StyleReady, []color.Attribute{color.FgYellow}},
	{view.StyleBlocked, []color.Attribute{color.FgHiBlack}},
	{view.StyleIO, []color.Attribute{color.FgCyan}},
	{view.StyleTime, []color.Attribute{color.FgHiBlack}},
	{view.StyleName, []color.Attribute{color.Bold}},
	{view.StyleSwitch, []color.Attribute{color.FgMagenta}},
	{view.StyleFailure, []color.Attribute{color.FgRed, color.Bold}},
	{view.StyleNote, []color.Attribute{color.FgHiBlack}},
	{layout.StyleGood, []color.Attribute{color.FgGreen, color.Bold}},
	{layout.StyleTitle, []color.Attribute{color.Bold}},
}

// A palette gives styles their colours on one stream. Whether it does is its own affair: the colour package's global
// switch looks at standard output alone, and its objects look at NO_COLOR even against the flag.
type palette map[string]*color.Color

func newPalette(on bool) palette {
	p := make(palette, len(styles))
	for _, s := range styles {
		c := color.New(s.attributes...)
		if on {
			c.EnableColor()
		} else {
			c.DisableColor()
		}
		p[s.name] = c
	}
	return p
}

// paint returns a text, which must be of one line, as the style shows it.
func (p palette) paint(style, text string) string {
	if c, ok := p[style]; ok && text != "" {
		return c.Sprint(text)
	}
	return text
}

// The values of --color.
const (
	colorAuto   = "auto"
	colorAlways = "always"
	colorNever  = "never"
)

// colored reports whether a stream gets colours: as the flag says, else not if NO_COLOR is set or the terminal is dumb,
// else if it is a terminal.
func colored(flag string, tty bool) bool {
	switch flag {
	case colorAlways:
		return true
	case colorNever:
		return false
	}
	return tty && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}
