// This file defines the colours: which style has which, and when there are any.

package main

import (
	"os"

	"github.com/fatih/color"

	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/trace/view"
)

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

// newPalette returns a palette with all of its colours on or off.
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
