// This file defines what a program is expected to print.

package pyfile

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"

	"github.com/gilsim/gilsim/python"
)

// An Expectation is what a run must have printed: a text that is its result or all of it, or a regular expression that matches a
// part of it.
type Expectation struct {
	text    string
	pattern *regexp.Regexp
	whole   string // the file that has the text; "" if the text was given itself
}

// ParseExpectation reads the value of --expect: /REGEX/ between slashes, the name of a file that exists, which holds all that is to
// be printed, or the text of the last line.
func ParseExpectation(value string) (*Expectation, error) {
	if len(value) > 2 && strings.HasPrefix(value, "/") && strings.HasSuffix(value, "/") {
		pattern, err := regexp.Compile("(?m)" + value[1:len(value)-1])
		if err != nil {
			return nil, fmt.Errorf("--expect=%s is no regular expression: %w", value, err)
		}
		return &Expectation{pattern: pattern}, nil
	}
	if info, err := os.Stat(value); err == nil && info.Mode().IsRegular() {
		text, err := os.ReadFile(value)
		return &Expectation{text: normal(string(text)), whole: value}, err
	}
	return &Expectation{text: value}, nil
}

// expectationText is an expectation as it travels. Texts are bytes: what a program prints need not be UTF-8.
type expectationText struct {
	Text    []byte
	Pattern string
	Whole   string
}

// MarshalJSON writes it with all that it needs: the machine that reads it need not have the file.
func (e *Expectation) MarshalJSON() ([]byte, error) {
	w := expectationText{Text: []byte(e.text), Whole: e.whole}
	if e.pattern != nil {
		w.Pattern = e.pattern.String()
	}
	return json.Marshal(w)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (e *Expectation) UnmarshalJSON(data []byte) (err error) {
	var w expectationText
	if err = json.Unmarshal(data, &w); err != nil {
		return err
	}
	*e = Expectation{text: string(w.Text), whole: w.Whole}
	if w.Pattern != "" {
		e.pattern, err = regexp.Compile(w.Pattern)
	}
	return err
}

// holds reports whether a run has printed what is expected.
func (e *Expectation) holds(r *python.Result) bool {
	switch {
	case e.pattern != nil:
		return e.pattern.MatchString(r.Stdout)
	case e.whole != "":
		return normal(r.Stdout) == e.text
	}
	return r.LastLine() == e.text || normal(r.Stdout) == normal(e.text)
}

// String says what is expected.
func (e *Expectation) String() string {
	switch {
	case e.pattern != nil:
		return "output that matches " + strings.TrimPrefix(e.pattern.String(), "(?m)")
	case e.whole != "":
		return "the output that " + e.whole + " holds"
	}
	return e.text
}

// normal is a text without the differences that editors make at its end.
func normal(text string) string {
	return strings.TrimRight(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
}
