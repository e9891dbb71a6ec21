// This file defines the view that is a file for browsers.

package report

import (
	"errors"
	"fmt"
	"io"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/trace"
	webpage "github.com/gilsim/gilsim/trace/export/page"
)

// A WebPageView keeps a run and writes it as one HTML file. It is told how many events a page holds, and keeps no more of
// them than shows that there are too many, unless it shows a window of time.
type WebPageView struct {
	trace.Trace
	lang     string
	from, to int64
	over     int // how many events were not kept

	// Charts are of more runs than this one.
	Charts []webpage.Chart
}

// NewWebPageView returns the view at the start of a run, in a language of package page. It shows what happens from one time
// to another, in nanoseconds; to 0 is the end of the run.
func NewWebPageView(h trace.Header, names *trace.Names, lang string, from, to int64) *WebPageView {
	return &WebPageView{Trace: trace.Trace{Header: h, Names: names}, lang: lang, from: from, to: to}
}

// Record takes in the next events.
func (v *WebPageView) Record(events []trace.Event) {
	if v.from == 0 && v.to == 0 && len(v.Events) > webpage.MaxEvents {
		v.over += len(events)
		return
	}
	v.Events = append(v.Events, events...)
}

// Draw writes the file.
func (v *WebPageView) Draw(out io.Writer, _ layout.Paint, info experiment.Info) error {
	if v.over > 0 {
		return tooLarge(&webpage.SizeError{Events: len(v.Events) + v.over})
	}
	return tooLarge(webpage.Write(out, webRun(&v.Trace, info), webpage.Options{Lang: v.lang, From: v.from, To: v.to, Glossary: WebGlossary(), Charts: v.Charts}))
}

// A RecordedRun is a trace with what is known of the run.
type RecordedRun struct {
	*trace.Trace
	Info experiment.Info
}

// WritePairPage writes a page of two runs side by side, in a language of package page, with charts of more.
func WritePairPage(out io.Writer, a, b RecordedRun, lang string, charts []webpage.Chart) error {
	return tooLarge(webpage.WritePair(out, webRun(a.Trace, a.Info), webRun(b.Trace, b.Info), webpage.Options{Lang: lang, Glossary: WebGlossary(), Charts: charts}))
}

// tooLarge says what to do about a run that is too large for a page.
func tooLarge(err error) error {
	var size *webpage.SizeError
	if errors.As(err, &size) {
		return fmt.Errorf("%w: gilsim view --format=html shows a window of time of a trace, --from and --to", size)
	}
	return err
}

// webRun returns a run with what is known of it.
func webRun(t *trace.Trace, info experiment.Info) webpage.Run {
	r := webpage.Run{Trace: t, Result: webResult(&info)}
	r.Short, r.Doc = WebAbout(t.Program)
	switch {
	case info.Failure != nil:
		r.Wrong = true
	case info.Outcome == nil:
	case info.Outcome.Wrong != "":
		r.Wrong = true
		r.Result.English += " · " + info.Outcome.Wrong
		r.Result.Chinese += " · " + info.Outcome.Wrong
	case !info.Outcome.OK:
		r.Want, r.Wrong = info.Outcome.Want, true
	}
	return r
}

// webResult returns what came out. What the program says itself is the same in both languages.
func webResult(info *experiment.Info) webpage.Text {
	result := info.Result()
	if info.Failure != nil {
		return webpage.Text{English: result, Chinese: chineseFailures[result]}
	}
	return webpage.Text{English: result, Chinese: result}
}

// chineseFailures are the kinds of failures.
var chineseFailures = map[string]string{
	experiment.FailDeadlock: "死锁", "crash": "异常", "misuse": "误用", "step limit": "步数超限", "divergence": "偏离", "timeout": "超时", "interrupted": "被中断", "failure": "失败",
}

// WebAbout returns what a program of the catalogue is, in a line and in paragraphs; nothing for one that is none.
func WebAbout(program string) (short, doc webpage.Text) {
	p := workload.Find(program)
	if p == nil {
		return short, doc
	}
	line, told := p.Chinese()
	return webpage.Text{English: p.Short, Chinese: line}, webpage.Text{English: p.Doc + params(p, false), Chinese: told + params(p, true)}
}

// params tells of the parameters of a program, a paragraph each.
func params(p *workload.Program, chinese bool) (text string) {
	for i := range p.Params {
		param := &p.Params[i]
		text += "\n\n" + param.Name + ": " + paramDoc(param, chinese)
	}
	return text
}

// WebGlossary returns the glossary in the languages of the page; a word that has no Chinese stays as it is.
func WebGlossary() (list []webpage.Glossary) {
	chinese := chineseGlossary()
	for _, g := range glossary() {
		in := chinese[g.heading]
		group := webpage.Glossary{Heading: webpage.Text{English: g.heading, Chinese: in.heading}}
		for _, w := range g.words {
			c := in.words[w.name]
			group.Words = append(group.Words, webpage.Word{
				Name:    webpage.Text{English: w.name, Chinese: c.name},
				Meaning: webpage.Text{English: w.meaning, Chinese: c.meaning},
			})
		}
		list = append(list, group)
	}
	return list
}
