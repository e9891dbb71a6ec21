// This file reads the words of a command line: how many may follow a command, what somebody meant who mistyped a name, and the
// profile that --profile names.

package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/sched/sim"
)

// exactly refuses any other number of words than that of the names.
func exactly(names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < len(names):
			return fmt.Errorf("%s is missing: %s", names[len(args)], usage(cmd))
		case len(args) > len(names):
			return fmt.Errorf("%q is too much: %s", args[len(names)], usage(cmd))
		}
		return nil
	}
}

// atMost refuses more than n words.
func atMost(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > n {
			return fmt.Errorf("%q is too much: %s", args[n], usage(cmd))
		}
		return nil
	}
}

// usage is how a command is called, flags left out.
func usage(cmd *cobra.Command) string { return strings.TrimSuffix(cmd.UseLine(), " [flags]") }

// completeFirst offers what complete does for the first word, and nothing for others.
func completeFirst(complete cobra.CompletionFunc) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return complete(cmd, args, typed)
	}
}

// readProfile returns the machine of the profile that is called so or stands in this file.
func readProfile(name string) (sim.Config, error) {
	if slices.Contains(sim.Profiles(), name) {
		return sim.Profile(name)
	}
	f, err := os.Open(name)
	if os.IsNotExist(err) && !strings.ContainsRune(name, os.PathSeparator) {
		return sim.Config{}, fmt.Errorf("there is no profile %q, and no file of that name%s: there are %s",
			name, didYouMean(name, sim.Profiles()), layout.Or(sim.Profiles()))
	}
	if err != nil {
		return sim.Config{}, err
	}
	defer f.Close()
	c, err := sim.ParseProfile(f)
	if err != nil {
		return c, fmt.Errorf("%s, %w", name, err)
	}
	return c, nil
}

func completeProfiles(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return sim.Profiles(), cobra.ShellCompDirectiveDefault
}

// didYouMean returns the end of an error about an unknown name: the nearest of the names that there are, if one is near.
func didYouMean(typed string, names []string) string {
	best, distance := "", 1+len(typed)/3
	for _, name := range names {
		if d := editDistance(typed, name); d <= distance && (best == "" || d < distance) {
			best, distance = name, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %s?", best)
}

// editDistance returns how many letters must be put in, left out or replaced to make b of a.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
