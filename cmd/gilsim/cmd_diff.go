// This file defines gilsim diff, which says whether two recorded runs are the same, and if not where they part.

package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/diff"
	"github.com/gilsim/gilsim/trace/view"
)

// diffFlags are the flags of gilsim diff.
type diffFlags struct {
	level  choice
	format choice
}

// diffCommand returns the command.
func (a *app) diffCommand() *cobra.Command {
	var o diffFlags
	cmd := &cobra.Command{
		Use:   "diff A B",
		Short: "where two recorded runs part",
		Long: "Says whether two recorded runs are the same, and if not where they part first: what both had done, what each did next, which values differ. One of them can be -, standard input.\n\n" +
			"At the level exact every event counts, its time too. At steps only the program's own steps count, in the order of the whole run. At equivalent each thread's own steps count, and the order of every two steps that conflict: on one object, and one of them writes.",
		Example: "gilsim diff on.trace off.trace     where what the program did is no longer the same\n" +
			"gilsim diff --level equivalent a.trace b.trace     whether only independent steps changed places",
		Args: exactly("A", "B"),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.diff(args[0], args[1], &o)
		},
	}
	levels := names([]diff.Level{diff.Exact, diff.Steps, diff.Equivalent})
	o.level = choice{"", levels}
	grouped(cmd.Flags(), groupCompare, func(fs *pflag.FlagSet) {
		fs.Var(&o.level, "level", "what must be the same (default: exact, or steps if the locks differ)")
	})
	declareFormat(cmd.Flags(), &o.format)
	return cmd
}

// A comparison is two traces and how they differ.
type comparison struct {
	paths    [2]string
	headers  [2]trace.Header
	level    diff.Level
	note     string // why this level, if nobody asked for it
	events   int64  // that A has
	settings []diff.Field
	first    *diff.Result // nil if they are the same
}

// diff carries the command out.
func (a *app) diff(pathA, pathB string, o *diffFlags) error {
	c, err := a.compare(pathA, pathB, o)
	if err != nil {
		return err
	}
	if o.format.value == formatJSON {
		doc := newDocument("diff")
		doc.Difference = c.json()
		err = doc.write(a.stdout)
	} else {
		p := &page{width: a.width(a.stdout)}
		p.comparison(c)
		err = p.write(a.stdout, a.colors(a.stdout))
	}
	if err == nil && c.first != nil {
		return found()
	}
	return err
}

// compare reads both traces at the same time, and compares them on the way.
func (a *app) compare(pathA, pathB string, o *diffFlags) (*comparison, error) {
	if pathA == stdio && pathB == stdio {
		return nil, fmt.Errorf("only one of the two traces can be standard input")
	}
	ra, err := a.readTrace(pathA)
	if err != nil {
		return nil, err
	}
	defer ra.close()
	rb, err := a.readTrace(pathB)
	if err != nil {
		return nil, err
	}
	defer rb.close()
	c := &comparison{paths: [2]string{pathA, pathB}, headers: [2]trace.Header{ra.Header(), rb.Header()}}
	if err := c.chooseLevel(o.level.value); err != nil {
		return nil, err
	}
	c.settings = diff.Headers(ra.Header(), rb.Header())
	c.first, err = diff.Streams(ra, rb, c.level)
	c.events = ra.count
	return c, err
}

// chooseLevel takes the level that was asked for, or else the one that suits the two.
func (c *comparison) chooseLevel(asked string) (err error) {
	if asked != "" {
		c.level, err = diff.ParseLevel(asked)
		return err
	}
	c.level, c.note = diff.DefaultLevel(c.headers[0], c.headers[1])
	return nil
}

// comparison adds what came out.
func (p *page) comparison(c *comparison) {
	p.side("A", c.paths[0], c.settings, func(f diff.Field) string { return f.A })
	p.side("B", c.paths[1], c.settings, func(f diff.Field) string { return f.B })
	if c.note != "" {
		p.paragraphs(c.note)
	}
	p.blank()
	if c.first == nil {
		p.line(styled(styleGood, "✓ "), plain(c.same()))
		return
	}
	p.picture(view.Difference(c.first, p.width))
}

// side adds one of the two traces, with those of its settings that the other one does not share.
func (p *page) side(name, path string, settings []diff.Field, value func(diff.Field) string) {
	cells := []view.Cell{plain(path)}
	for _, f := range settings {
		if v := value(f); v != "" {
			_, key, found := strings.Cut(f.Name, " ") // without the word param or config
			if !found {
				key = f.Name
			}
			cells = append(cells, styled(view.StyleNote, key+" "+v))
		}
	}
	p.list(name, cells...)
}

// same says in which way the traces are the same.
func (c *comparison) same() string {
	switch c.level {
	case diff.Exact:
		return "the same: all " + plural(c.events, "event")
	case diff.Steps:
		return "the same steps of the program in the same order (level steps)"
	}
	return "equivalent: each thread's own steps, and the order of all that conflict (level equivalent)"
}

// A jsonDifference says whether two traces are the same, and if not how they differ.
type jsonDifference struct {
	Same     bool         `json:"same"`
	Level    diff.Level   `json:"level"`
	Note     *string      `json:"note"`     // why this level, if nobody asked for it
	Settings []diff.Field `json:"settings"` // what differs in the headers
	First    *diff.Result `json:"first"`    // where they part; null if they are the same. Its times are nanoseconds
}

// json returns the comparison as JSON.
func (c *comparison) json() *jsonDifference {
	return &jsonDifference{c.first == nil, c.level, known(c.note), append([]diff.Field{}, c.settings...), c.first}
}
