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

// pairPage writes the page of two traces.
func (a *app) pairPage(pathA, pathB string, f *pageFlags) error {
	if pathA == stdio || pathB == stdio {
		return fmt.Errorf("with --html both traces are read twice: give files, not standard input")
	}
	if f.path.value == stdio {
		return fmt.Errorf("--html=- is not to be had: standard output has the comparison: give the page a file")
	}
	file, err := createFile(f.path.value)
	if err != nil {
		return fmt.Errorf("the page cannot be written: %w", err)
	}
	defer file.Close() // if nothing was written, what was there stays
	var runs [2]report.RecordedRun
	for i, path := range []string{pathA, pathB} {
		t, err := a.wholeTrace(path)
		if err != nil {
			return err
		}
		info, err := experiment.InfoFromHeader(t.Header)
		if err != nil {
			return inFile(path, err)
		}
		failure := experiment.NewFailureFinder(t.Names)
		failure.Record(t.Events)
		info.Failure = failure.Err()
		runs[i] = report.RecordedRun{Trace: t, Info: info}
	}
	if err := report.WritePairPage(file, runs[0], runs[1], f.language()); err != nil {
		return fmt.Errorf("%s: %w", f.path.value, err)
	}
	return file.Close()
}
