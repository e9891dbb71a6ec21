// This file defines profiles: a machine's settings as a small text, and those that come with the simulator.

package sim

import (
	"bufio"
	"embed"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

//go:embed profiles/*.txt
var shipped embed.FS

// Profiles returns the names of the profiles that come with the simulator, the default first.
func Profiles() []string { return []string{"default", "bare-metal", "vm"} }

// Profile returns the settings of a shipped profile.
func Profile(name string) (Config, error) {
	if !slices.Contains(Profiles(), name) {
		return Config{}, fmt.Errorf("sim: no profile is called %q: there are %v", name, Profiles())
	}
	f, err := shipped.Open("profiles/" + name + ".txt")
	if err != nil {
		return Config{}, err
	}
	defer f.Close()
	return ParseProfile(f)
}

// ParseProfile reads a machine's settings: a line has the key of a setting, as in a trace's header, and its value; #
// begins a comment. What the text does not mention has its default. The number of cores and the seed are no settings:
// they belong to a run. An error is one sentence with the number of the line.
func ParseProfile(r io.Reader) (Config, error) {
	var c Config
	seen := map[string]bool{}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		text, _, _ := strings.Cut(lines.Text(), "#")
		words := strings.Fields(text)
		if len(words) == 0 {
			continue
		}
		if err := c.setLine(words, seen); err != nil {
			return Config{}, fmt.Errorf("line %d: %w", n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return Config{}, fmt.Errorf("sim: the profile cannot be read: %w", err)
	}
	return c, nil
}

// setLine sets what a line of a profile says. Seen holds the keys of the lines before.
func (c *Config) setLine(words []string, seen map[string]bool) error {
	key := words[0]
	if len(words) < 2 {
		return fmt.Errorf("%s has no value", key)
	}
	if seen[key] {
		return fmt.Errorf("%s is set twice", key)
	}
	seen[key] = true
	if err := c.setKey(key, strings.Join(words[1:], " ")); err != nil {
		return err
	}
	if _, err := c.complete(); err != nil {
		return errors.New(strings.TrimPrefix(err.Error(), "sim: "))
	}
	return nil
}

func (c *Config) setKey(key, value string) error {
	for _, s := range settings {
		if s.key == key {
			if err := s.set(c, value); err != nil {
				return fmt.Errorf("%s is %q: %w", key, value, err)
			}
			return nil
		}
	}
	for _, q := range spreads {
		if q.key == key {
			if err := q.set(c, value); err != nil {
				return fmt.Errorf("%s: %w", key, err)
			}
			return nil
		}
	}
	return fmt.Errorf("there is no setting %q: there are %s", key, strings.Join(keys(), ", "))
}

func keys() (list []string) {
	for _, s := range settings {
		list = append(list, s.key)
	}
	for _, q := range spreads {
		list = append(list, q.key)
	}
	return list
}

// WriteProfile writes the settings as ParseProfile reads them, or says what is wrong with them.
func (c Config) WriteProfile(w io.Writer) error {
	full, err := c.complete()
	if err != nil {
		return err
	}
	var text strings.Builder
	for _, p := range full.params() {
		fmt.Fprintf(&text, "%s %s\n", p.Key, p.Value)
	}
	_, err = io.WriteString(w, text.String())
	return err
}
