// This file tests that the glossary has the words of the tables.

package report

import (
	"strings"
	"testing"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/trace"
)

func TestEveryWordOfTheTablesIsExplained(t *testing.T) {
	known := map[string]bool{}
	for _, g := range glossary() {
		for _, w := range g.words {
			if w.meaning == "" {
				t.Errorf("%s has no meaning", w.name)
			}
			for name := range strings.SplitSeq(w.name, ", ") {
				known[name] = true
			}
		}
	}
	var words []string
	for _, locked := range []bool{true, false} {
		for _, c := range threadColumns(layout.ScaleFor(1), locked)[1:] {
			words = append(words, c.Title)
		}
	}
	for _, f := range experiment.Figures() {
		words = append(words, strings.Split(f.Name, ", ")...)
	}
	for _, c := range matrixTable(new(experiment.Matrix)).Columns {
		words = append(words, c.Title)
	}
	for r := trace.Reason(0); r <= trace.ReasonExit; r++ {
		words = append(words, r.String())
	}
	for _, word := range words {
		word = strings.TrimSuffix(word, "/s")
		if word != "" && word != "threads" && !known[word] {
			t.Errorf("the word %q of a table is not in the glossary", word)
		}
	}
}
