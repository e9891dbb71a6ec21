// This file checks the words that follow a command.

package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
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
