// This file shows what this computer was measured to be like, and makes a profile of it.

package report

import (
	"fmt"
	"runtime"
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/sched/native"
)

// A jsonFigure is a property of the computer.
type jsonFigure struct {
	Key     string  `json:"key"` // its unit is at the end
	Doc     string  `json:"doc"`
	Setting bool    `json:"setting"` // it is one of the profile
	Values  []int64 `json:"values"`  // one number, or quantiles at equal steps; empty if it cannot be measured
}

const figuresWidth = 32

// CalibrationPage shows the figures of this computer, and what can be done with them: file holds them as a profile, "" if
// there is none.
func CalibrationPage(figures []native.Figure, file string, width int) *layout.Page {
	p := layout.New(width)
	p.List("", layout.Styled(layout.StyleTitle, "this computer"), layout.Plain(fmt.Sprintf("%s in reach", layout.Plural(native.Cores(), "core"))), layout.Plain(platform()))
	p.Blank()
	for _, f := range figures {
		p.Entry(f.Key+" "+valuesText(f.Values), f.Doc, figuresWidth)
	}
	p.Blank()
	if file == "" {
		p.Note("gilsim calibrate -o FILE writes a profile, for --profile FILE")
	} else {
		p.Note("gilsim --profile " + file + " simulates this computer")
	}
	return p
}

// CalibrationDocument returns the figures as JSON.
func CalibrationDocument(figures []native.Figure) *Document {
	d := NewDocument("calibrate")
	for _, f := range figures {
		d.Figures = append(d.Figures, jsonFigure{f.Key, f.Doc, f.Setting, append([]int64{}, f.Values...)})
	}
	return d
}

func platform() string { return runtime.GOOS + "/" + runtime.GOARCH }

// valuesText is a number, or the ends and the middle of quantiles.
func valuesText(values []int64) string {
	switch n := len(values); n {
	case 0:
		return "n/a"
	case 1:
		return layout.Count(values[0])
	default:
		return layout.Count(values[0]) + " … " + layout.Count(values[n/2]) + " … " + layout.Count(values[n-1])
	}
}

// ProfileText is the figures as a profile: the settings, and the others as comments.
func ProfileText(figures []native.Figure) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# A profile for gilsim --profile: %s in reach, %s.\n", layout.Plural(native.Cores(), "core"), platform())
	for _, f := range figures {
		words := make([]string, len(f.Values))
		for i, v := range f.Values {
			words[i] = strconv.FormatInt(v, 10)
		}
		line := f.Key + " " + strings.Join(words, ",")
		switch {
		case len(words) == 0:
			line = "# " + f.Key + " cannot be measured here"
		case !f.Setting:
			line = "# " + line
		}
		fmt.Fprintf(&b, "%s    # %s\n", line, f.Doc)
	}
	return b.String()
}
