// This file defines gilsim list, which tells what programs there are.

package main

import (
	"github.com/spf13/cobra"

	"github.com/gilsim/gilsim/cmd/gilsim/report"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
)

func (a *app) listCommand() *cobra.Command {
	var format choice
	cmd := &cobra.Command{
		Use:               "list [NAME]",
		Short:             "the programs that it knows; with a name, all about one",
		Example:           "gilsim list\ngilsim list balance    what it shows, its parameters, what to try",
		Args:              atMost(1),
		ValidArgsFunction: completeFirst(completeWorkloads),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.list(args, format.value)
		},
	}
	declareFormat(cmd.Flags(), &format)
	return cmd
}

func (a *app) list(args []string, format string) error {
	programs := workload.All()
	if len(args) == 1 {
		p, err := findWorkload(args[0])
		if err != nil {
			return err
		}
		programs = []*workload.Program{p}
	}
	if format == formatJSON {
		return report.CatalogueDocument(programs).Write(a.stdout)
	}
	if len(args) == 1 {
		return a.print(a.stdout, report.ProgramPage(programs[0], a.width(a.stdout)))
	}
	return a.print(a.stdout, report.CataloguePage(programs, a.width(a.stdout)))
}
