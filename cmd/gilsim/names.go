// This file finds what is meant by a name: what somebody may have meant who mistyped one, and the profile that --profile names.

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

// completeProfiles offers the names of the shipped profiles, and files.
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
