// This file reads the profile that --profile names.

package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

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
		return sim.Config{}, fmt.Errorf("there is no profile %q, and no file of that name: it must be %s, or a file%s",
			name, layout.Or(sim.Profiles()), didYouMean(name, sim.Profiles()))
	}
	if err != nil {
		return sim.Config{}, fmt.Errorf("the profile cannot be read: %w", plainly(err))
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return sim.Config{}, fmt.Errorf("the profile cannot be read: %s is a directory", name)
	}
	c, err := sim.ParseProfile(f)
	if err != nil {
		return c, fmt.Errorf("%s, %w", name, err)
	}
	return c, nil
}
