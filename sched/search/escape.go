// This file writes values into words of a schedule.

package search

import (
	"net/url"
	"strings"
)

// escape returns the value without blanks and the characters that have a meaning in a schedule or to a shell in quotes.
func escape(value string) string {
	return strings.NewReplacer("%2F", "/", "%2C", ",", "%3A", ":").Replace(url.QueryEscape(value))
}

// unescape returns what escape was given.
func unescape(word string) (string, error) { return url.QueryUnescape(word) }
