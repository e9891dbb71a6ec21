// This file defines quantiles: how a latency is spread, as a measurement gives it.

package sim

import (
	"fmt"
	"strconv"
	"strings"
)

// A spread is a setting of a configuration that is a list of quantiles.
type spread struct {
	key   string
	field func(*Config) *[]int64
}

// spreads lists them in the order of the header, where each stands only if it is set.
var spreads = []spread{
	{"wake-idle-quantiles-ns", func(c *Config) *[]int64 { return &c.WakeQuantiles }},
	{"wake-busy-quantiles-ns", func(c *Config) *[]int64 { return &c.BusyQuantiles }},
	{"lateness-quantiles-ns", func(c *Config) *[]int64 { return &c.LateQuantiles }},
}

// The bounds of how many quantiles there are.
const (
	minQuantiles = 2
	maxQuantiles = 33
)

// set sets the field to the list that the text is.
func (q *spread) set(c *Config, text string) error {
	var list []int64
	for word := range strings.SplitSeq(text, ",") {
		n, err := strconv.ParseInt(strings.TrimSpace(word), 10, 64)
		if err != nil {
			return fmt.Errorf("%q must be a whole number", word)
		}
		list = append(list, n)
	}
	*q.field(c) = list
	return validQuantiles(list)
}

// validQuantiles says what is wrong with a list, if anything is.
func validQuantiles(list []int64) error {
	if n := len(list); n < minQuantiles || n > maxQuantiles {
		return fmt.Errorf("%d quantiles: there must be %d to %d", n, minQuantiles, maxQuantiles)
	}
	for i, v := range list {
		if v < 0 || v > maxSetting {
			return fmt.Errorf("the quantile %d: it must be from 0 to %d", v, maxSetting)
		}
		if i > 0 && v < list[i-1] {
			return fmt.Errorf("the quantile %d comes after %d: they must ascend", v, list[i-1])
		}
	}
	return nil
}

// formatQuantiles is the list as text.
func formatQuantiles(list []int64) string {
	words := make([]string, len(list))
	for i, v := range list {
		words[i] = strconv.FormatInt(v, 10)
	}
	return strings.Join(words, ",")
}
