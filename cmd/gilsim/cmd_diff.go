// This file defines gilsim diff, which says whether two recorded runs are the same, and if not where they part.

package main

import (
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/gilsim/gilsim/cmd/gilsim/report"
	"github.com/gilsim/gilsim/trace/diff"
)

type diffFlags struct {
	level  choice
	format choice
	page   pageFlags
}

func (a *app) diffCommand() *cobra.Command {
	var o diffFlags
	cmd := &cobra.Command{
		Use:   "diff A B",
		Short: "where two recorded runs part",
		Long: "Says whether two recorded runs are the same, and if not where they part first: what both had done, what each did next, which values differ. One of them can be -, standard input.\n\n" +
			"At the level exact every event counts, its time too. At steps only the program's own steps count, in the order of the whole run. At equivalent each thread's own steps count, and the order of every two steps that conflict: on one object, and one of them writes.",
		Example: "gilsim diff on.trace off.trace     where what the program did is no longer the same\n" +
			"gilsim diff on.trace off.trace --html both.html     both side by side in a browser, step by step\n" +
			"gilsim --trace simulated.trace --real-trace real.trace; gilsim diff simulated.trace real.trace     what was simulated and what was measured\n" +
			"gilsim diff --level equivalent a.trace b.trace     whether only independent steps changed places",
		Args: exactly("A", "B"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if cmd.Flags().Changed("lang") && o.page.path.value == "" {
				return errNoPage
			}
			return a.diff(args[0], args[1], &o)
		},
	}
	levels := names([]diff.Level{diff.Exact, diff.Steps, diff.Equivalent})
	o.level = choice{"", levels}
	grouped(cmd.Flags(), groupCompare, func(fs *pflag.FlagSet) {
		fs.Var(&o.level, "level", "what must be the same (default: exact, or steps if the locks or the sources differ, or a run is a real one)")
	})
	declareFormat(cmd.Flags(), &o.format)
	o.page.declare(cmd.Flags(), "both side by side")
	return cmd
}

func (a *app) diff(pathA, pathB string, o *diffFlags) error {
	c, err := a.compare(pathA, pathB, o)
	if err != nil {
		return err
	}
	if o.page.path.value != "" {
		if err := a.pairPage(pathA, pathB, &o.page); err != nil {
			return err
		}
	}
	if o.format.value == formatJSON {
		err = report.DifferenceDocument(c).Write(a.stdout)
	} else {
		err = a.print(a.stdout, report.DifferencePage(c, a.width(a.stdout)))
	}
	if err == nil && (c.First != nil || c.Other != "") {
		return found()
	}
	return err
}

// compare reads both traces at the same time, and compares them on the way.
func (a *app) compare(pathA, pathB string, o *diffFlags) (*report.Difference, error) {
	if pathA == stdio && pathB == stdio {
		return nil, fmt.Errorf("only one of the two traces can be standard input")
	}
	ra, err := a.readTrace(pathA)
	if err != nil {
		return nil, err
	}
	defer ra.close()
	rb, err := a.readTrace(pathB)
	if err != nil {
		return nil, err
	}
	defer rb.close()
	c := &report.Difference{Paths: [2]string{pathA, pathB}, Other: diff.OtherPrograms(ra.Header(), rb.Header())}
	if o.level.value == "" {
		c.Level, c.Note = diff.DefaultLevel(ra.Header(), rb.Header())
	} else if c.Level, err = diff.ParseLevel(o.level.value); err != nil {
		return nil, err
	}
	c.Settings = diff.Headers(ra.Header(), rb.Header())
	c.First, err = diff.Streams(ra, rb, c.Level)
	c.Events = ra.count
	return c, err
}
