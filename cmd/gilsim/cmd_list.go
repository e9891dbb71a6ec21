// This file defines gilsim list, which tells what programs there are.

package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/gilsim/gilsim/cmd/gilsim/workload"
)

// listCommand returns the command.
func (a *app) listCommand() *cobra.Command {
	var format choice
	cmd := &cobra.Command{
		Use:               "list [NAME]",
		Short:             "the programs that it knows; with a name, all about one",
		Example:           "gilsim list\ngilsim list balance    what it shows, its parameters, what to try",
		Args:              atMost(1),
		ValidArgsFunction: completeFirst(completeWorkloads),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.list(args, format.value)
		},
	}
	declareFormat(cmd.Flags(), &format)
	return cmd
}

// list carries the command out.
func (a *app) list(args []string, format string) error {
	programs := workload.All()
	if len(args) == 1 {
		p, err := findWorkload(args[0])
		if err != nil {
			return err
		}
		programs = []*workload.Program{p}
	}
	if format == formatJSON {
		doc := newDocument("list")
		for _, p := range programs {
			doc.Workloads = append(doc.Workloads, jsonWorkloadOf(p))
		}
		return doc.write(a.stdout)
	}
	p := &page{width: a.width(a.stdout)}
	if len(args) == 1 {
		p.program(programs[0])
	} else {
		p.catalogue(programs)
	}
	return p.write(a.stdout, a.colors(a.stdout))
}

// catalogue adds a line for each program, family by family.
func (p *page) catalogue(programs []*workload.Program) {
	at := 0
	for _, w := range programs {
		at = max(at, width(w.Name)+4)
	}
	family := ""
	for _, w := range programs {
		if w.Family != family {
			family = w.Family
			p.heading(family)
		}
		p.entry(w.Name, w.Short, at)
	}
	p.blank()
	p.note("gilsim --workload NAME runs one; gilsim list NAME tells all about it")
}

// program adds all about one program.
func (p *page) program(w *workload.Program) {
	p.list("", styled(styleTitle, w.Name), plain(w.Short))
	p.blank()
	p.paragraphs(w.Doc)
	p.heading("Parameters")
	p.entry("--threads "+count(w.Threads), "how many threads it starts beside the main one", entryWidth)
	for _, param := range w.Params {
		doc := param.Doc
		if len(param.Words) > 0 {
			doc += ": " + orList(param.Words)
		}
		p.entry("--param "+param.Name+"="+param.Default, doc, entryWidth)
	}
	if len(w.Try) > 0 {
		p.heading("Try")
	}
	for _, try := range w.Try {
		command, about, _ := strings.Cut(try, "  ")
		p.line(plain("  " + command))
		p.entry("", strings.TrimLeft(about, "# "), 6)
	}
}

// A jsonWorkload is a program of the catalogue.
type jsonWorkload struct {
	Name    string      `json:"name"`
	Family  string      `json:"family"`
	Short   string      `json:"short"`
	Doc     string      `json:"doc"`
	Threads int         `json:"threads"` // by default
	Params  []jsonParam `json:"params"`
	Try     []string    `json:"try"`
}

// A jsonParam is a parameter of a program.
type jsonParam struct {
	Name    string   `json:"name"`
	Default string   `json:"default"`
	Words   []string `json:"words"` // null unless it is one of a few words
	Doc     string   `json:"doc"`
}

// jsonWorkloadOf returns a program.
func jsonWorkloadOf(w *workload.Program) jsonWorkload {
	j := jsonWorkload{
		Name: w.Name, Family: w.Family, Short: w.Short, Doc: w.Doc, Threads: w.Threads,
		Params: []jsonParam{}, Try: append([]string{}, w.Try...),
	}
	for _, p := range w.Params {
		j.Params = append(j.Params, jsonParam{p.Name, p.Default, p.Words, p.Doc})
	}
	return j
}
