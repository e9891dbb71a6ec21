// This file defines gilsim list, which tells what programs there are.

package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/cmd/gilsim/report"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/python"
	"github.com/gilsim/gilsim/python/code"
)

func (a *app) listCommand() *cobra.Command {
	var format choice
	var python toggle
	var lang pageFlags
	cmd := &cobra.Command{
		Use:   "list [NAME]",
		Short: "the programs that it knows; with a name, all about one; with words, what the words of the tables mean",
		Example: "gilsim list\n" +
			"gilsim list race       the programs that are about races\n" +
			"gilsim list balance    what it shows, its parameters, what to try\n" +
			"gilsim list balance --python    the same as a short Python file\n" +
			"gilsim list words      what the words of the tables mean\n" +
			"gilsim list python     what a Python file can use, and what not",
		Args:              atMost(1),
		ValidArgsFunction: completeFirst(completeListed),
		RunE: func(_ *cobra.Command, args []string) error {
			if python.on {
				return a.listSource(args)
			}
			return a.list(args, format.value, lang.language() == langChinese)
		},
	}
	python.declare(cmd.Flags(), "python", "prints the program as a Python file that shows the same, if there is one")
	declareFormat(cmd.Flags(), &format)
	grouped(cmd.Flags(), groupOutput, func(fs *pflag.FlagSet) {
		lang.declareLang(fs)
		fs.Lookup("lang").Usage = "what programs are and show, and what words mean, in English or Chinese (default: as LANG says)"
	})
	return cmd
}

// listSource prints a program as a Python file.
func (a *app) listSource(args []string) error {
	var names []string
	for _, p := range workload.All() {
		if _, ok := p.Python(); ok {
			names = append(names, p.Name)
		}
	}
	if len(args) == 0 {
		return fmt.Errorf("--python prints one program: give its name, %s", layout.Or(names))
	}
	p, err := findWorkload(args[0])
	if err != nil {
		return err
	}
	source, ok := p.Python()
	if !ok {
		return fmt.Errorf("workload %s is not there as a Python file: there are %s", p.Name, strings.Join(names, ", "))
	}
	_, err = a.stdout.WriteString(source)
	return err
}

func (a *app) list(args []string, format string, chinese bool) error {
	if len(args) == 1 && args[0] == listWords {
		return a.listWords(format, chinese)
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
		return a.print(a.stdout, report.ProgramPage(programs[0], a.width(a.stdout), chinese))
	}
	return a.print(a.stdout, report.CataloguePage(programs, a.width(a.stdout), chinese))
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

func (a *app) listWords(format string, chinese bool) error {
	if format == formatJSON {
		return report.WordsDocument().Write(a.stdout)
	}
	return a.print(a.stdout, report.WordsPage(a.width(a.stdout), chinese))
}
