// This file defines the types of flags: each refuses what it cannot take, and says what it can.

package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gilsim/gilsim/trace"
)

// A choice is a flag that takes one of a few words.
type choice struct {
	value string
	words []string
}

// Set takes one of the words.
func (c *choice) Set(text string) error {
	if !slices.Contains(c.words, text) {
		return fmt.Errorf("it must be %s", orList(c.words))
	}
	c.value = text
	return nil
}

// String returns the word.
func (c *choice) String() string { return c.value }

// Type returns all of the words, for the help.
func (c *choice) Type() string { return strings.Join(c.words, "|") }

// orList joins words as a sentence does.
func orList(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// A number is a flag that takes a whole number within bounds.
type number struct {
	value    uint64
	min, max uint64
}

// Set takes a number.
func (n *number) Set(text string) error {
	v, err := strconv.ParseUint(text, 10, 64)
	if err != nil || v < n.min || v > n.max {
		return fmt.Errorf("it must be a whole number from %d to %d", n.min, n.max)
	}
	n.value = v
	return nil
}

// String returns the number; "" for 0, which is outside the bounds and stands for no number at all.
func (n *number) String() string {
	if n.value == 0 {
		return ""
	}
	return strconv.FormatUint(n.value, 10)
}

// Type stands for the value in the help.
func (n *number) Type() string { return "N" }

// A span is a flag that takes a length of time within bounds.
type span struct {
	value    time.Duration
	min, max time.Duration
}

// Set takes a duration.
func (s *span) Set(text string) error {
	v, err := time.ParseDuration(text)
	switch {
	case (err != nil || v < s.min) && s.max == math.MaxInt64:
		return fmt.Errorf("it must be a time such as 5ms, and not before %s", shortDuration(s.min))
	case err != nil || v < s.min || v > s.max:
		return fmt.Errorf("it must be a time from %s to %s, such as 5ms", shortDuration(s.min), shortDuration(s.max))
	}
	s.value = v
	return nil
}

// String returns the duration; "" for none at all.
func (s *span) String() string {
	if s.value == 0 {
		return ""
	}
	return shortDuration(s.value)
}

// Type stands for the value in the help.
func (s *span) Type() string { return "TIME" }

// shortDuration is a duration as Go writes it, without the minutes and seconds that it has none of.
func shortDuration(d time.Duration) string {
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}

// params is a flag that collects name=value pairs.
type params []trace.Param

// Set takes a pair.
func (p *params) Set(text string) error {
	key, value, ok := strings.Cut(text, "=")
	if !ok || key == "" || value == "" {
		return fmt.Errorf("it must be name=value")
	}
	*p = append(*p, trace.Param{Key: key, Value: value})
	return nil
}

// String returns nothing: there are none by default.
func (p *params) String() string { return "" }

// Type stands for the value in the help.
func (p *params) Type() string { return "NAME=VALUE" }

// A word is a flag that takes any text.
type word struct {
	value string
	kind  string // what it is, for the help
}

// Set takes the text.
func (w *word) Set(text string) error {
	if text == "" {
		return fmt.Errorf("it must not be empty")
	}
	w.value = text
	return nil
}

// String returns the text.
func (w *word) String() string { return w.value }

// Type stands for the value in the help.
func (w *word) Type() string { return w.kind }
