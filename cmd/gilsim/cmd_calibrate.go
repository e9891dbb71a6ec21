// This file defines gilsim calibrate, which measures this computer and writes a profile for the simulated machine.

package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
)

// calibrateFlags are the flags of gilsim calibrate.
type calibrateFlags struct {
	output word
	format choice
}

// calibrateCommand returns the command.
func (a *app) calibrateCommand() *cobra.Command {
	var o calibrateFlags
	cmd := &cobra.Command{
		Use:   "calibrate",
		Short: "measures this computer, and writes a profile of it",
		Long: "Measures what the simulated machine must know to be like this computer: what bytecodes, wake-ups and context switches cost, how late timers are, how long a thread keeps a core. It takes some seconds, in which nothing else should run.\n\n" +
			"With --output it writes the settings into a file for --profile; what cannot be measured here keeps its default. Traces do not depend on the file: their headers hold the settings.",
		Example: "gilsim calibrate\n" +
			"gilsim calibrate -o mine.txt\n" +
			"gilsim --profile mine.txt --gil=ticks     predicted for this computer",
		Args: exactly(),
		RunE: func(*cobra.Command, []string) error { return a.calibrate(&o) },
	}
	o.output = word{"", "FILE"}
	grouped(cmd.Flags(), groupOutput, func(fs *pflag.FlagSet) {
		fs.VarP(&o.output, "output", "o", "writes the profile into this file; - is standard output, without the table")
	})
	declareFormat(cmd.Flags(), &o.format)
	return cmd
}

// calibrate carries the command out.
func (a *app) calibrate(o *calibrateFlags) error {
	ctx, stop := interruptible()
	defer stop()
	shown := newProgress(a.stderr)
	figures, err := native.Survey(ctx, func(what string) { shown.say("measuring %s (Ctrl-C ends it)", what) })
	shown.clear()
	if errors.Is(err, sched.ErrInterrupted) {
		return interrupted("before all was measured")
	}
	if err != nil {
		return err
	}
	return a.showFigures(figures, o)
}

// showFigures writes the profile, and shows the figures.
func (a *app) showFigures(figures []native.Figure, o *calibrateFlags) error {
	text := profileText(figures)
	switch o.output.value {
	case "":
	case "-":
		_, err := a.stdout.Write([]byte(text))
		return err
	default:
		if err := os.WriteFile(o.output.value, []byte(text), 0o666); err != nil {
			return err
		}
	}
	if o.format.value == formatJSON {
		doc := newDocument("calibrate")
		for _, f := range figures {
			doc.Figures = append(doc.Figures, jsonFigure{f.Key, f.Doc, f.Setting, append([]int64{}, f.Values...)})
		}
		return doc.write(a.stdout)
	}
	p := &page{width: a.width(a.stdout)}
	p.figures(figures, o.output.value)
	return p.write(a.stdout, a.colors(a.stdout))
}

// A jsonFigure is a property of the computer.
type jsonFigure struct {
	Key     string  `json:"key"` // its unit is at the end
	Doc     string  `json:"doc"`
	Setting bool    `json:"setting"` // it is one of the profile
	Values  []int64 `json:"values"`  // one number, or quantiles at equal steps; empty if it cannot be measured
}

// figuresWidth is the room for the names of figures and their values.
const figuresWidth = 32

// figures adds the figures to a page, and what can be done with them.
func (p *page) figures(figures []native.Figure, file string) {
	p.list("", styled(styleTitle, "this computer"), plain(fmt.Sprintf("%s in reach", plural(native.Cores(), "core"))), plain(platform()))
	p.blank()
	for _, f := range figures {
		p.entry(f.Key+" "+valuesText(f.Values), f.Doc, figuresWidth)
	}
	p.blank()
	if file == "" {
		p.note("gilsim calibrate -o FILE writes a profile, for --profile FILE")
		return
	}
	p.note("gilsim --profile " + file + " simulates this computer")
}

// platform is the operating system and the architecture.
func platform() string { return runtime.GOOS + "/" + runtime.GOARCH }

// valuesText is a number, or the ends and the middle of quantiles.
func valuesText(values []int64) string {
	switch n := len(values); n {
	case 0:
		return "n/a"
	case 1:
		return count(values[0])
	default:
		return count(values[0]) + " … " + count(values[n/2]) + " … " + count(values[n-1])
	}
}

// profileText is the figures as a profile: the settings, and the others as comments.
func profileText(figures []native.Figure) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# A profile for gilsim --profile: %s in reach, %s.\n", plural(native.Cores(), "core"), platform())
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
