// This file defines the flags that write a run as a page for browsers, and the file.

package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/report"
	"github.com/gilsim/gilsim/trace"
	webpage "github.com/gilsim/gilsim/trace/export/page"
)

// The languages of pages.
const (
	langEnglish = "en"
	langChinese = "zh"
)

// errNoPage says that the flag has no effect.
var errNoPage = errors.New("--lang is for a page, --html: without one there is nothing in another language")

// pageFlags say where the page of a run goes, and in which language it begins.
type pageFlags struct {
	path word
	lang choice
}

// declare declares the flags of a command that writes a page beside what else it shows.
func (f *pageFlags) declare(to *pflag.FlagSet, what string) {
	f.path = word{"", "FILE"}
	grouped(to, groupOutput, func(fs *pflag.FlagSet) {
		fs.Var(&f.path, "html", "also writes "+what+" as one HTML file, to be looked at step by step in any browser, without a network")
		f.declareLang(fs)
	})
}

func (f *pageFlags) declareLang(fs *pflag.FlagSet) {
	f.lang = choice{"", []string{langEnglish, langChinese}}
	fs.Var(&f.lang, "lang", "the language in which the page begins: English or Chinese, its reader can switch (default: as LANG says)")
}

// language returns the language of the page: as the flag says, else as the environment does, else English.
func (f *pageFlags) language() string {
	if f.lang.value != "" {
		return f.lang.value
	}
	if set := cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG")); strings.HasPrefix(set, langChinese) {
		return langChinese
	}
	return langEnglish
}

// A pageFile is a page that is going to be written. A nil one is none.
type pageFile struct {
	view *report.WebPageView
	file io.WriteCloser
	path string
}

// createPage creates the page of a run, nil without a path.
func (a *app) createPage(f *pageFlags, h trace.Header, names *trace.Names) (*pageFile, error) {
	if f.path.value == "" {
		return nil, nil
	}
	p := &pageFile{path: f.path.value, view: report.NewWebPageView(h, names, f.language(), 0, 0)}
	if p.path == stdio {
		return nil, fmt.Errorf("--html=- is not to be had: standard output has the report; gilsim view --format=html writes a page there")
	}
	var err error
	if p.file, err = createFile(p.path); err != nil {
		return nil, fmt.Errorf("the page cannot be written: %w", err)
	}
	return p, nil
}

func (p *pageFile) recorder() trace.Recorder {
	if p == nil {
		return trace.Tee{}
	}
	return p.view
}

// write writes the page of a run that has ended like this. Without it what was there stays.
func (p *pageFile) write(info experiment.Info) error {
	if p == nil {
		return nil
	}
	if err := p.view.Draw(p.file, nil, info); err != nil {
		return fmt.Errorf("%s: %w", p.path, err)
	}
	return p.close()
}

// close ends the file.
func (p *pageFile) close() error {
	if p == nil || p.file == nil {
		return nil
	}
	file := p.file
	p.file = nil
	return file.Close()
}

// A pairFile is a page of two runs that is going to be written. A nil one is none.
type pairFile struct {
	file   io.WriteCloser
	path   string
	lang   string
	charts []webpage.Chart
}

// createPair creates the page of two runs, nil without a path.
func createPair(f *pageFlags) (*pairFile, error) {
	switch f.path.value {
	case "":
		return nil, nil
	case stdio:
		return nil, fmt.Errorf("--html=- is not to be had: standard output has the comparison: give the page a file")
	}
	file, err := createFile(f.path.value)
	if err != nil {
		return nil, fmt.Errorf("the page cannot be written: %w", err)
	}
	return &pairFile{file: file, path: f.path.value, lang: f.language()}, nil
}

// write writes the page. Without it what was there stays.
func (p *pairFile) write(a, b report.RecordedRun) error {
	if err := report.WritePairPage(p.file, a, b, p.lang, p.charts); err != nil {
		return fmt.Errorf("%s: %w", p.path, err)
	}
	return p.close()
}

// close ends the file.
func (p *pairFile) close() error {
	if p == nil || p.file == nil {
		return nil
	}
	file := p.file
	p.file = nil
	return file.Close()
}

// pairPage writes the page of two traces.
func (a *app) pairPage(pathA, pathB string, f *pageFlags) error {
	if pathA == stdio || pathB == stdio {
		return fmt.Errorf("with --html both traces are read twice: give files, not standard input")
	}
	page, err := createPair(f)
	if err != nil {
		return err
	}
	defer page.close()
	var runs [2]report.RecordedRun
	for i, path := range []string{pathA, pathB} {
		if runs[i], err = a.recordedRun(path); err != nil {
			return err
		}
	}
	return page.write(runs[0], runs[1])
}

// recordedRun reads a trace, and what is known of its run.
func (a *app) recordedRun(path string) (r report.RecordedRun, err error) {
	t, err := a.wholeTrace(path)
	if err != nil {
		return r, err
	}
	info, err := experiment.InfoFromHeader(t.Header)
	if err != nil {
		return r, inFile(path, err)
	}
	failure := experiment.NewFailureFinder(t.Names)
	failure.Record(t.Events)
	info.Failure = failure.Err()
	return report.RecordedRun{Trace: t, Info: info}, nil
}

// simulatePair makes two simulated runs and writes the page of them, with charts of more, nothing if there is none.
func (a *app) simulatePair(page *pairFile, setups [2]*experiment.Setup, charts func() []webpage.Chart) error {
	if page == nil {
		return nil
	}
	page.charts = charts()
	var runs [2]report.RecordedRun
	for i, s := range setups {
		names, events := new(trace.Names), new(trace.Buffer)
		info, err := a.record(s, names, "", events)
		if err != nil {
			return err
		}
		runs[i] = report.RecordedRun{Trace: &trace.Trace{Header: s.Header(), Names: names, Events: events.Events}, Info: info}
	}
	return page.write(runs[0], runs[1])
}
