// This file defines gilsim calibrate, which measures this computer and writes a profile for the simulated machine.

package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/gilsim/gilsim/cmd/gilsim/report"
	"github.com/gilsim/gilsim/cmd/gilsim/survey"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
)

type calibrateFlags struct {
	output word
	format choice
}

func (a *app) calibrateCommand() *cobra.Command {
	var o calibrateFlags
	cmd := &cobra.Command{
		Use:   "calibrate",
		Short: "measures this computer, and writes a profile of it",
		Long: "Measures what the simulated machine must know to be like this computer: what bytecodes, wake-ups, context switches and calls on sockets cost, how late timers are, how long a thread keeps a core. It takes some seconds, in which nothing else should run.\n\n" +
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

func (a *app) calibrate(o *calibrateFlags) error {
	var file io.WriteCloser
	if path := o.output.value; path != "" && path != stdio {
		var err error
		if file, err = createFile(path); err != nil {
			return fmt.Errorf("the profile cannot be written: %w", err)
		}
		defer file.Close() // if nothing was written, what was there stays
	}
	ctx, stop := interruptible()
	defer stop()
	shown := newProgress(a.stderr)
	figures, err := survey.Take(ctx, func(what string) { shown.say("measuring %s (Ctrl-C ends it)", what) })
	shown.clear()
	if errors.Is(err, sched.ErrInterrupted) && len(figures) > 0 {
		known := calibrateFlags{format: o.format} // what is not whole is not written into a file
		return cmp.Or(a.showFigures(figures, &known, nil), interrupted("before all was measured"))
	}
	if errors.Is(err, sched.ErrInterrupted) {
		return interrupted("before anything was measured")
	}
	if err != nil {
		return err
	}
	return a.showFigures(figures, o, file)
}

func (a *app) showFigures(figures []native.Figure, o *calibrateFlags, file io.WriteCloser) error {
	text := report.ProfileText(figures)
	switch {
	case o.output.value == stdio:
		_, err := a.stdout.Write([]byte(text))
		return err
	case file != nil:
		if _, err := io.WriteString(file, text); err != nil {
			return err
		}
		if err := file.Close(); err != nil {
			return err
		}
	}
	if o.format.value == formatJSON {
		return report.CalibrationDocument(figures).Write(a.stdout)
	}
	return a.print(a.stdout, report.CalibrationPage(figures, o.output.value, a.width(a.stdout)))
}
