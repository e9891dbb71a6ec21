package main

import (
	"strings"
	"testing"

	"github.com/gilsim/gilsim/trace/view"
)

func TestTheFlagDecidesOnColoursThenTheEnvironmentThenTheTerminal(t *testing.T) {
	for _, tt := range []struct {
		flag, noColor, term string
		tty, want           bool
	}{
		{colorAuto, "", "xterm", true, true},
		{colorAuto, "", "xterm", false, false},
		{colorAuto, "1", "xterm", true, false},
		{colorAuto, "", "dumb", true, false},
		{colorAlways, "1", "dumb", false, true},
		{colorNever, "", "xterm", true, false},
	} {
		t.Setenv("NO_COLOR", tt.noColor)
		t.Setenv("TERM", tt.term)
		if got := colored(tt.flag, tt.tty); got != tt.want {
			t.Errorf("%+v: colours are %v", tt, got)
		}
	}
}

func TestAlwaysBeatsNoColor(t *testing.T) {
	t.Setenv("NO_COLOR", "1")
	if got := newPalette(true).paint(view.StyleRunning, "x"); got != "\x1b[32mx\x1b[0m" {
		t.Errorf("painted %q", got)
	}
	if got := mustRun(t, "list", "--color=always"); !strings.Contains(got, "\x1b[") {
		t.Error("there is no colour in the list")
	}
	if got := mustRun(t, "list"); strings.Contains(got, "\x1b[") {
		t.Error("there are colours in the list, which goes to no terminal")
	}
}

func TestEveryStyleOfAPictureIsKnown(t *testing.T) {
	plain := map[string]bool{view.StyleEnded: true, view.StyleValue: true} // shown as they are
	p := newPalette(true)
	for _, style := range []string{
		view.StyleRunning, view.StyleLock, view.StyleReady, view.StyleBlocked, view.StyleIO, view.StyleEnded,
		view.StyleTime, view.StyleName, view.StyleSwitch, view.StyleValue, view.StyleFailure, view.StyleNote,
	} {
		if (p[style] == nil) != plain[style] {
			t.Errorf("style %q: colour %v", style, p[style])
		}
	}
}
