// This file finds the profile that --profile names: a shipped one, or a file.

package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gilsim/gilsim/sched/sim"
)

// readProfile returns the machine of the profile that is called so or stands in this file.
func readProfile(name string) (sim.Config, error) {
	if slices.Contains(sim.Profiles(), name) {
		return sim.Profile(name)
	}
	f, err := os.Open(name)
	if os.IsNotExist(err) && !strings.ContainsRune(name, os.PathSeparator) {
		return sim.Config{}, fmt.Errorf("there is no profile %q, and no file of that name%s: there are %s",
			name, didYouMean(name, sim.Profiles()), orList(sim.Profiles()))
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

// completeProfiles offers the names of the shipped profiles, and files.
func completeProfiles(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return sim.Profiles(), cobra.ShellCompDirectiveDefault
}
