// This file defines gilsim check, which says whether a Python file can be run.

package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gilsim/gilsim/cmd/gilsim/pyfile"
	"github.com/gilsim/gilsim/gil"
)

func (a *app) checkCommand() *cobra.Command {
	var python choice
	cmd := &cobra.Command{
		Use:   "check FILE.py",
		Short: "says whether a Python file can be run, and all that is missing",
		Long: "Says whether a Python file can be run, with the modules beside it, and lists at once every construct and module that gilsim has not. Nothing is run. The exit code is 1 if something is missing.\n\n" +
			"gilsim list python tells what there is.",
		Example: "gilsim check mine.py\ngilsim check --python 2.7 mine.py",
		Args:    exactly("FILE.py"),
		RunE:    func(_ *cobra.Command, args []string) error { return a.check(args[0], python.value) },
	}
	python = choice{"", eraNames()}
	cmd.Flags().Var(&python, "python", "the version that it is to run as (default: the latest one)")
	return cmd
}

func (a *app) check(path, python string) error {
	file, err := pyfile.Read(path)
	if err != nil {
		return err
	}
	file.Version = pythonOf(python, usualLock(gil.On))
	_, notes, err := file.Program()
	for _, n := range notes {
		fmt.Fprintf(a.stdout, "%s:%d: %s\n", path, n.Line, n.Text)
	}
	if err != nil {
		fmt.Fprintln(a.stdout, strings.TrimRight(err.Error(), "\n"))
		return found()
	}
	fmt.Fprintf(a.stdout, "%s can be run: gilsim %s --python %s\n", path, path, file.Version)
	return nil
}
