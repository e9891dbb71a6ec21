// This file defines gilsim list, which tells what programs there are.

package main

import (
	"github.com/spf13/cobra"

	"github.com/gilsim/gilsim/cmd/gilsim/report"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/python"
	"github.com/gilsim/gilsim/python/code"
)

func (a *app) listCommand() *cobra.Command {
	var format choice
	cmd := &cobra.Command{
		Use:   "list [NAME]",
		Short: "the programs that it knows; with a name, all about one; with words, what the words of the tables mean",
		Example: "gilsim list\n" +
			"gilsim list race       the programs that are about races\n" +
			"gilsim list balance    what it shows, its parameters, what to try\n" +
			"gilsim list words      what the words of the tables mean\n" +
			"gilsim list python     what a Python file can use, and what not",
		Args:              atMost(1),
		ValidArgsFunction: completeFirst(completeListed),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.list(args, format.value)
		},
	}
	declareFormat(cmd.Flags(), &format)
	return cmd
}

func (a *app) list(args []string, format string) error {
	if len(args) == 1 && args[0] == listWords {
		return a.listWords(format)
	}
	if len(args) == 1 && args[0] == "python" {
		return a.listPython(format)
	}
	programs := workload.All()
	if len(args) == 1 {
		programs = workload.Family(args[0])
	}
	if programs == nil || len(args) == 1 && workload.Find(args[0]) != nil {
		p, err := findWorkload(args[0])
		if err != nil {
			return err
		}
		programs = []*workload.Program{p}
	}
	if format == formatJSON {
		return report.CatalogueDocument(programs).Write(a.stdout)
	}
	if len(args) == 1 && programs[0].Name == args[0] {
		return a.print(a.stdout, report.ProgramPage(programs[0], a.width(a.stdout)))
	}
	return a.print(a.stdout, report.CataloguePage(programs, a.width(a.stdout)))
}

// listPython tells what a Python file can use in the latest version.
func (a *app) listPython(format string) error {
	version := pythonOf("", usualLock(gil.On))
	p := report.Python{Version: version, Modules: python.Modules(version), Builtins: python.Builtins(), Without: code.Unsupportable()}
	if format == formatJSON {
		return report.PythonDocument(p).Write(a.stdout)
	}
	return a.print(a.stdout, report.PythonPage(p, a.width(a.stdout)))
}

// listWords is what gilsim list takes for the glossary.
const listWords = "words"

func (a *app) listWords(format string) error {
	if format == formatJSON {
		return report.WordsDocument().Write(a.stdout)
	}
	return a.print(a.stdout, report.WordsPage(a.width(a.stdout)))
}
