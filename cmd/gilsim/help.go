// This file writes the help: short, with examples first, flags under headings, exit codes and environment at the end.

package main

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/gilsim/gilsim/cmd/gilsim/layout"
)

const exitCodes = `0    fine, or the same
1    a finding: traces differ, a replay departs, a run failed, took too long or is wrong (of many runs, --seeds or compare, a wrong one counts with --fail-on-wrong only)
2    trouble: a bad flag, a file that cannot be read, a combination that makes no sense
3    a search found nothing wrong, and could not run everything
130  interrupted; what was found up to there is printed, and the trace is kept`

const environment = `NO_COLOR  if it is not empty there are no colours, unless --color=always
COLUMNS   the width if the output is no terminal, unless --width is given`

// finish gives a command and those below it what all have: help, completion of their flags, errors that help.
func (a *app) finish(cmd *cobra.Command) {
	grouped(cmd.Flags(), groupOther, func(fs *pflag.FlagSet) {
		fs.BoolP("help", "h", false, "shows this help")
		if cmd.Version != "" {
			fs.Bool("version", false, "shows the version")
		}
	})
	cmd.SetVersionTemplate("gilsim {{.Version}}\n")
	cmd.SetHelpFunc(func(cmd *cobra.Command, _ []string) { a.help(cmd) })
	cmd.SetFlagErrorFunc(flagError)
	completeChoices(cmd)
	for _, sub := range cmd.Commands() {
		a.finish(sub)
	}
}

// ownWords makes the commands that cobra adds, and puts what they do in our words.
func ownWords(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "help":
			cmd.Short = "the help of a command"
			cmd.Run, cmd.RunE = nil, helpOf
		case "completion":
			cmd.Short = "a script with which the shell completes commands, flags and their values"
			cmd.Args = noSuchCommand
			cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() } // or else cobra does not look at Args
			for _, shell := range cmd.Commands() {
				shell.Args = exactly()
			}
		}
	}
}

func helpOf(cmd *cobra.Command, words []string) error {
	about, more, err := cmd.Root().Find(words)
	if err != nil {
		return err
	}
	if err := noSuchCommand(about, more); err != nil {
		return err
	}
	about.InitDefaultHelpFlag() // so that it has the flags of all commands
	return about.Help()
}

// A helpPage is a page that the parts of a command's help are written on.
type helpPage struct{ *layout.Page }

func (a *app) help(cmd *cobra.Command) {
	p := helpPage{layout.New(a.width(a.stdout))}
	about := cmd.Long
	if about == "" {
		about = cmd.Short
	}
	p.Paragraphs(about)
	p.examples(cmd.Example)
	p.usage(cmd)
	p.commands(cmd)
	p.flags(cmd)
	if !cmd.HasParent() {
		p.Heading("Exit codes")
		p.Definitions(exitCodes)
		p.Heading("Environment")
		p.Definitions(environment)
	}
	_ = p.Write(a.stdout, a.colors(a.stdout).paint) // run sees the stream's error when it flushes
}

// examples adds the examples: a command each, blanks, and what it is for.
func (p helpPage) examples(text string) {
	if text == "" {
		return
	}
	p.Heading("Examples")
	for line := range strings.Lines(text) {
		command, about, _ := strings.Cut(strings.TrimSpace(line), "  ")
		p.Entry(command, strings.TrimSpace(about), layout.ExampleWidth)
	}
}

func (p helpPage) usage(cmd *cobra.Command) {
	p.Heading("Usage")
	p.Line(layout.Plain("  " + cmd.UseLine()))
	if cmd.HasAvailableSubCommands() {
		p.Line(layout.Plain("  " + cmd.CommandPath() + " COMMAND [flags]"))
	}
}

func (p helpPage) commands(cmd *cobra.Command) {
	if !cmd.HasAvailableSubCommands() {
		return
	}
	p.Heading("Commands")
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() {
			p.Entry(sub.Use, sub.Short, layout.EntryWidth)
		}
	}
}

func (p helpPage) flags(cmd *cobra.Command) {
	for _, heading := range []string{groupCompare, groupReplay, groupSearch, groupPlay, groupProgram, groupFile, groupLock, groupMachine, groupReal, groupMachines, groupPicture, groupOutput, groupOther} {
		first := true
		add := func(f *pflag.Flag) {
			if f.Hidden || headingOf(f) != heading {
				return
			}
			if first {
				p.Heading(heading)
			}
			first = false
			p.Entry(flagName(f), flagDoc(f), layout.EntryWidth)
		}
		cmd.Flags().VisitAll(add)
	}
}

func headingOf(f *pflag.Flag) string {
	if h := f.Annotations["heading"]; len(h) > 0 {
		return h[0]
	}
	return groupOther
}

// flagName returns a flag as it is written, with what stands for its value.
func flagName(f *pflag.Flag) string {
	name := "--" + f.Name
	if f.Shorthand != "" {
		name = "-" + f.Shorthand + ", " + name
	}
	if f.Value.Type() == "bool" {
		return name
	}
	return name + " " + f.Value.Type()
}

// flagDoc returns what a flag does, and its default.
func flagDoc(f *pflag.Flag) string {
	if f.DefValue == "" || f.Value.Type() == "bool" {
		return f.Usage
	}
	return f.Usage + " (default " + f.DefValue + ")"
}
