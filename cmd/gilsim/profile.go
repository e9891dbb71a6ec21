// This file finds the profile that --profile names: a shipped one, or a file.

package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gilsim/gilsim/sched"
)

// readProfile returns the machine of the profile that is called so or stands in this file.
func readProfile(name string) (sched.Config, error) {
	if slices.Contains(sched.Profiles(), name) {
		return sched.Profile(name)
	}
	f, err := os.Open(name)
	if os.IsNotExist(err) && !strings.ContainsRune(name, os.PathSeparator) {
		return sched.Config{}, fmt.Errorf("there is no profile %q, and no file of that name%s: there are %s",
			name, didYouMean(name, sched.Profiles()), orList(sched.Profiles()))
	}
	if err != nil {
		return sched.Config{}, err
	}
	defer f.Close()
	c, err := sched.ParseProfile(f)
	if err != nil {
		return c, fmt.Errorf("%s, %w", name, err)
	}
	return c, nil
}

// completeProfiles offers the names of the shipped profiles, and files.
func completeProfiles(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return sched.Profiles(), cobra.ShellCompDirectiveDefault
}
