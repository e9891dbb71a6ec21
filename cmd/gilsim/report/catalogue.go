// This file tells what programs there are, and all about one.

package report

import (
	"slices"
	"strings"

	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
)

// CataloguePage has a line for each program, family by family.
func CataloguePage(programs []*workload.Program, columns int, chinese bool) *layout.Page {
	p := layout.New(columns)
	at := 0
	for _, w := range programs {
		at = max(at, layout.Width(w.Name)+4)
	}
	family := ""
	for _, w := range programs {
		if w.Family != family {
			family = w.Family
			heading := family
			if chinese {
				heading = workload.ChineseFamily(family)
			}
			p.Heading(heading)
		}
		p.Entry(w.Name, shortOf(w, chinese), at)
	}
	p.Blank()
	p.Note("gilsim --workload NAME runs one; gilsim list NAME tells all about it, gilsim list words what the words of the tables mean")
	return p
}

func shortOf(w *workload.Program, chinese bool) string {
	if short, _ := w.Chinese(); chinese && short != "" {
		return short
	}
	return w.Short
}

// ProgramPage tells all about one program, what it shows in Chinese if that is wanted.
func ProgramPage(w *workload.Program, width int, chinese bool) *layout.Page {
	p := newPage(width)
	p.List("", layout.Styled(layout.StyleTitle, w.Name), layout.Plain(shortOf(w, chinese)))
	p.Blank()
	if _, doc := w.Chinese(); chinese && doc != "" {
		p.Line(layout.Plain(doc))
	} else {
		p.Paragraphs(w.Doc)
	}
	words := headingsOf(chinese)
	p.Heading(words.parameters)
	p.Entry("--threads "+layout.Count(w.Threads), words.threads, layout.EntryWidth)
	for i := range w.Params {
		param := &w.Params[i]
		p.Entry("--param "+param.Name+"="+param.Default, paramDoc(param, chinese), layout.EntryWidth)
	}
	_, python := w.Python()
	if len(w.Try) > 0 || python {
		p.Heading(words.try)
	}
	tries := slices.Clone(w.Try)
	if python {
		tries = append(tries, "gilsim list "+w.Name+" --python > mine.py  # the same as a short Python file, for gilsim and for Python itself")
	}
	for _, try := range tries {
		if chinese {
			try = workload.ChineseTry(try)
		}
		p.try(try)
	}
	return &p.Page
}

// headings are those of a program's page.
type headings struct{ parameters, threads, try string }

func headingsOf(chinese bool) headings {
	if chinese {
		return headings{"参数", "除主线程外启动多少个线程", "试试"}
	}
	return headings{"Parameters", "how many threads it starts beside the main one", "Try"}
}

// paramDoc says what a parameter is, and which words it may be.
func paramDoc(param *workload.Param, chinese bool) string {
	doc, choices := param.Doc, param.Choices()
	if in := param.Chinese(); chinese && in != "" {
		if doc = in; len(choices) > 0 {
			doc += "：" + strings.Join(choices, "、")
		}
		return doc
	}
	if len(choices) > 0 {
		doc += ": " + layout.Or(choices)
	}
	return doc
}

// CatalogueDocument returns programs as JSON.
func CatalogueDocument(programs []*workload.Program) *Document {
	d := NewDocument("list")
	for _, p := range programs {
		d.Workloads = append(d.Workloads, jsonWorkloadOf(p))
	}
	return d
}

type jsonWorkload struct {
	Name    string      `json:"name"`
	Family  string      `json:"family"`
	Short   string      `json:"short"`
	Doc     string      `json:"doc"`
	Threads int         `json:"threads"` // by default
	Params  []jsonParam `json:"params"`
	Try     []string    `json:"try"`
}

type jsonParam struct {
	Name    string   `json:"name"`
	Default string   `json:"default"`
	Words   []string `json:"words"` // null unless it is one of a few words
	Doc     string   `json:"doc"`
}

func jsonWorkloadOf(w *workload.Program) jsonWorkload {
	j := jsonWorkload{
		Name: w.Name, Family: w.Family, Short: w.Short, Doc: w.Doc, Threads: w.Threads,
		Params: []jsonParam{}, Try: append([]string{}, w.Try...),
	}
	for _, p := range w.Params {
		j.Params = append(j.Params, jsonParam{p.Name, p.Default, p.Choices(), p.Doc})
	}
	return j
}
