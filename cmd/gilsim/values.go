// This file defines the types of flags: each refuses what it cannot take, and says what it can.

package main

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/trace"
)

// A choice is a flag that takes one of a few words.
type choice struct {
	value string
	words []string
}

func (c *choice) Set(text string) error {
	if !slices.Contains(c.words, text) {
		return errors.New(c.allowed())
	}
	c.value = text
	return nil
}

func (c *choice) allowed() string { return "it must be " + layout.Or(c.words) }

func (c *choice) String() string { return c.value }

func (c *choice) Type() string { return strings.Join(c.words, "|") }

// A number is a flag that takes a whole number within bounds.
type number struct {
	value    uint64
	min, max uint64
}

func (n *number) Set(text string) error {
	v, err := strconv.ParseUint(text, 10, 64)
	if err != nil || v < n.min || v > n.max {
		return errors.New(n.allowed())
	}
	n.value = v
	return nil
}

func (n *number) allowed() string {
	return fmt.Sprintf("it must be a whole number from %d to %d", n.min, n.max)
}

// String returns the number; "" for 0, which is outside the bounds and stands for no number at all.
func (n *number) String() string {
	if n.value == 0 {
		return ""
	}
	return strconv.FormatUint(n.value, 10)
}

func (n *number) Type() string { return "N" }

// A size is a flag that takes an amount of memory: a number of MB, or one with a unit.
type size struct {
	mb    uint64
	given bool
}

// maxSizeMB is the most that a size may be: 1 TB.
const maxSizeMB = 1 << 20

func (s *size) Set(text string) error {
	digits := strings.TrimRight(text, "kKmMgGiIbB ")
	factor, ok := map[string]uint64{"": 1, "m": 1, "mb": 1, "mib": 1, "g": 1024, "gb": 1024, "gib": 1024}[strings.ToLower(strings.TrimSpace(text[len(digits):]))]
	v, err := strconv.ParseUint(digits, 10, 32)
	if !ok || err != nil || v == 0 || v*factor > maxSizeMB {
		return errors.New("it must be from 1MB to 1024GB, such as 64MB or 2GB")
	}
	s.mb, s.given = v*factor, true
	return nil
}

func (s *size) String() string { return strconv.FormatUint(s.mb, 10) + "MB" }

func (s *size) Type() string { return "SIZE" }

// A span is a flag that takes a length of time within bounds.
type span struct {
	value    time.Duration
	min, max time.Duration
}

func (s *span) Set(text string) error {
	v, err := time.ParseDuration(text)
	if err != nil || v < s.min || v > s.max {
		return errors.New(s.allowed())
	}
	s.value = v
	return nil
}

func (s *span) allowed() string {
	if s.max == math.MaxInt64 {
		return "it must be a time such as 5ms, and not before " + layout.Compact(s.min)
	}
	return fmt.Sprintf("it must be a time from %s to %s, such as 5ms", layout.Compact(s.min), layout.Compact(s.max))
}

// String returns the duration; "" for none at all.
func (s *span) String() string {
	if s.value == 0 {
		return ""
	}
	return layout.Compact(s.value)
}

func (s *span) Type() string { return "TIME" }

// params is a flag that collects name=value pairs.
type params []trace.Param

func (p *params) Set(text string) error {
	key, value, ok := strings.Cut(text, "=")
	if !ok || key == "" || value == "" {
		return errors.New(p.allowed())
	}
	*p = append(*p, trace.Param{Key: key, Value: value})
	return nil
}

func (p *params) allowed() string { return "it must be name=value" }

// words returns the pairs as they are written.
func (p *params) words() (words []string) {
	for _, param := range *p {
		words = append(words, param.Key+"="+param.Value)
	}
	return words
}

// String returns nothing: there are none by default.
func (p *params) String() string { return "" }

func (p *params) Type() string { return "NAME=VALUE" }

// A toggle is a flag that is on or off.
type toggle struct{ on bool }

// declare declares the flag, which given alone is on.
func (t *toggle) declare(to *pflag.FlagSet, name, usage string) {
	to.Var(t, name, usage)
	to.Lookup(name).NoOptDefVal = "true"
}

func (t *toggle) Set(text string) error {
	on, ok := workload.ParseBool(text)
	if !ok {
		return errors.New(t.allowed())
	}
	t.on = on
	return nil
}

func (t *toggle) allowed() string { return "it must be true or false" }

func (t *toggle) String() string { return strconv.FormatBool(t.on) }

// Type is what pflag calls it: the help shows no value.
func (t *toggle) Type() string { return "bool" }

// A word is a flag that takes any text.
type word struct {
	value string
	kind  string // what it is, for the help
}

func (w *word) Set(text string) error {
	if text == "" {
		return fmt.Errorf("it must not be empty")
	}
	w.value = text
	return nil
}

func (w *word) String() string { return w.value }

func (w *word) Type() string { return w.kind }

// A list is a flag that takes several values, separated by commas.
type list struct {
	one    pflag.Value // takes one of the values
	values []string
}

// Set takes the values, none of them twice.
func (l *list) Set(text string) error {
	var values []string
	for value := range strings.SplitSeq(text, ",") {
		value = strings.TrimSpace(value)
		if err := l.one.Set(value); err != nil {
			return fmt.Errorf("%q: %w", value, err)
		}
		if slices.Contains(values, value) {
			return fmt.Errorf("%q is there twice", value)
		}
		values = append(values, value)
	}
	l.values = values
	return nil
}

func (l *list) allowed() string {
	if b, ok := l.one.(bounded); ok {
		return "of each, separated by commas, " + b.allowed()
	}
	return "it must be names, separated by commas"
}

// String returns the values as Set takes them.
func (l *list) String() string { return strings.Join(l.values, ",") }

func (l *list) Type() string {
	if c, ok := l.one.(*choice); ok {
		return strings.Join(c.words, "|") + ",…"
	}
	return l.one.Type() + ",…"
}
