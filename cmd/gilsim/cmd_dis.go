// This file defines gilsim dis, which shows the bytecode of a Python file and where another thread may come in.

package main

import (
	"cmp"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/gilsim/gilsim/cmd/gilsim/pyfile"
	"github.com/gilsim/gilsim/cmd/gilsim/report"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/python/code"
)

type disFlags struct {
	python choice
	format choice
}

func (a *app) disCommand() *cobra.Command {
	var o disFlags
	cmd := &cobra.Command{
		Use:   "dis FILE.py",
		Short: "the bytecode of a Python file, and where another thread may come in",
		Long: "Shows the bytecode of a Python file as that version of CPython has it, with a mark behind each bytecode at which a thread may lose the lock. Then it says in words which statements read a shared variable and write what they made of it, " +
			"and under which versions another thread may come in between the two: there an update can be lost. Operators are taken to be those of built-in types: a property or an operator that is written in Python may switch under every version. Nothing is run.",
		Example: "gilsim dis mine.py\ngilsim dis --python 3.9 mine.py",
		Args:    exactly("FILE.py"),
		RunE:    func(_ *cobra.Command, args []string) error { return a.dis(args[0], &o) },
	}
	o.python = choice{"", eraNames()}
	cmd.Flags().Var(&o.python, "python", "the version of CPython (default: "+pythonOf("", usualLock(gil.On))+")")
	declareFormat(cmd.Flags(), &o.format)
	return cmd
}

func (a *app) dis(path string, o *disFlags) error {
	file, err := pyfile.Read(path)
	if err != nil {
		return err
	}
	file.Version = pythonOf(o.python.value, usualLock(gil.On))
	b, err := file.Bytecode()
	switch {
	case err != nil:
		return err
	case o.format.value == formatJSON && b.TooLarge != nil:
		return b.TooLarge
	case o.format.value == formatJSON:
		return report.BytecodeDocument(b.File, b.Updates).Write(a.stdout)
	}
	for _, n := range b.Notes {
		fmt.Fprintf(a.stdout, "%s:%d: %s\n", path, n.Line, n.Text)
	}
	if err := cmp.Or(code.Disassemble(a.stdout, b.File), b.TooLarge); err != nil {
		return err
	}
	return a.sayUpdates(b.Updates)
}

// sayUpdates says what other threads can spoil.
func (a *app) sayUpdates(updates []code.Update) error {
	if len(updates) == 0 {
		_, err := fmt.Fprintln(a.stdout, "\nNo statement reads a variable that threads can share and writes it again.")
		return err
	}
	fmt.Fprintln(a.stdout, "\nIf threads share these variables:")
	for _, u := range updates {
		if _, err := fmt.Fprintln(a.stdout, " ", u); err != nil {
			return err
		}
	}
	return nil
}
