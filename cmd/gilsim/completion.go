// This file says what the shell offers to complete: words of flags, programs, their parameters and the values of those.

package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/gilsim/gilsim/cmd/gilsim/schedules"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/sched/sim"
)

// completeChoices makes the shell offer the words of every flag that takes one or more of a few.
func completeChoices(cmd *cobra.Command) {
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		switch v := f.Value.(type) {
		case *choice:
			_ = cmd.RegisterFlagCompletionFunc(f.Name, cobra.FixedCompletions(v.words, cobra.ShellCompDirectiveNoFileComp))
		case *list:
			if c, ok := v.one.(*choice); ok {
				_ = cmd.RegisterFlagCompletionFunc(f.Name, completeList(c.words))
			}
		}
	})
}

// completeList offers the words that are not yet in a list, each behind those that are.
func completeList(words []string) cobra.CompletionFunc {
	return func(_ *cobra.Command, _ []string, typed string) (offered []string, _ cobra.ShellCompDirective) {
		before := typed[:strings.LastIndexByte(typed, ',')+1]
		for _, word := range words {
			if !slices.Contains(strings.Split(before, ","), word) {
				offered = append(offered, before+word)
			}
		}
		return offered, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	}
}

// completeFirst offers what complete does for the first word, and nothing for others.
func completeFirst(complete cobra.CompletionFunc) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return complete(cmd, args, typed)
	}
}

func completeWorkloads(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	_, described := workloadNames()
	return described, cobra.ShellCompDirectiveNoFileComp
}

// completeListed offers what gilsim list can tell about.
func completeListed(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	offered := []string{listWords + "\twhat the words of the tables mean"}
	for _, p := range workload.All() {
		if about := p.Family + "\twhat some programs are about"; !slices.Contains(offered, about) {
			offered = append(offered, about)
		}
	}
	programs, directive := completeWorkloads(cmd, args, typed)
	return append(offered, programs...), directive
}

// completeParams offers the parameters of the program that is chosen on the command line, and behind the = of one its values.
func completeParams(chosen *word) cobra.CompletionFunc {
	return func(_ *cobra.Command, _ []string, typed string) (offered []string, _ cobra.ShellCompDirective) {
		w := workload.Find(chosen.value)
		if w == nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		name, _, valued := strings.Cut(typed, "=")
		for _, param := range w.Params {
			if !valued {
				offered = append(offered, param.Name+"=\t"+param.Doc)
			}
			if !valued || param.Name != name {
				continue
			}
			for _, value := range param.Choices() {
				offered = append(offered, name+"="+value)
			}
			if len(offered) == 0 {
				offered = append(offered, name+"="+param.Default+"\tthe default")
			}
		}
		if valued {
			return offered, cobra.ShellCompDirectiveNoFileComp
		}
		return offered, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	}
}

// completeSchedules offers the schedules that the command brings along, and files.
func completeSchedules(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return schedules.Names(), cobra.ShellCompDirectiveDefault
}

func completeProfiles(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return sim.Profiles(), cobra.ShellCompDirectiveDefault
}
