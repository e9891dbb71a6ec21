// This file defines the type of flags that take several values.

package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

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

// String returns the values as Set takes them.
func (l *list) String() string { return strings.Join(l.values, ",") }

// Type stands for the value in the help.
func (l *list) Type() string {
	if c, ok := l.one.(*choice); ok {
		return strings.Join(c.words, "|") + ",…"
	}
	return l.one.Type() + ",…"
}
