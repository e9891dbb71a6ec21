// This file defines gilsim dis, which shows the bytecode of a Python file and where another thread may come in.

package main

import (
	"cmp"
	"fmt"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/gilsim/gilsim/cmd/gilsim/report"
	"github.com/gilsim/gilsim/python/code"
	"github.com/gilsim/gilsim/python/syntax"
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
	versions := code.Versions()
	o.python = choice{"", versions}
	cmd.Flags().Var(&o.python, "python", "the version of CPython (default: "+latest(versions)+")")
	declareFormat(cmd.Flags(), &o.format)
	return cmd
}

// latest returns the latest version that has a lock.
func latest(versions []string) string {
	for _, v := range slices.Backward(versions) {
		if v[len(v)-1] != 't' {
			return v
		}
	}
	return ""
}

func (a *app) dis(path string, o *disFlags) error {
	source, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	tree, notes, err := syntax.Parse(path, source)
	if err != nil {
		return err
	}
	options := code.Options{Name: path, Source: source, Version: o.python.value, Listing: true}
	if options.Version == "" {
		options.Version = latest(code.Versions())
	}
	file, err := code.Compile(tree, options)
	if err != nil {
		return err
	}
	updates, failed := code.Updates(tree, options)
	if o.format.value == formatJSON {
		if failed != nil {
			return failed
		}
		return report.BytecodeDocument(file, updates).Write(a.stdout)
	}
	for _, n := range notes {
		fmt.Fprintf(a.stdout, "%s:%d: %s\n", path, n.Line, n.Text)
	}
	if err := cmp.Or(code.Disassemble(a.stdout, file), failed); err != nil {
		return err
	}
	return a.sayUpdates(updates)
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
