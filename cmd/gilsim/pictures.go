// This file declares the flags that say what a picture of a run shows, for every command that draws one.

package main

import (
	"fmt"
	"math"
	"slices"

	"github.com/spf13/pflag"

	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/cmd/gilsim/report"
	"github.com/gilsim/gilsim/trace/view"
)

// pictureFlags choose what the views show of a run: steps, rows and time.
type pictureFlags struct {
	limit, rows      number
	all, library     toggle
	threads, objects list
	from, to         span
}

func (f *pictureFlags) declare(to *pflag.FlagSet) {
	f.limit = number{report.DefaultSteps, 0, math.MaxInt32}
	f.rows = number{0, 1, 500}
	f.threads.one, f.objects.one = &word{kind: "NAME"}, &word{kind: "NAME"}
	f.from.max, f.to.max = math.MaxInt64, math.MaxInt64
	grouped(to, groupPicture, func(fs *pflag.FlagSet) {
		fs.Var(&f.limit, "limit", "of columns: how many steps at most; 0 is all")
		f.library.declare(fs, "library", "of columns: also the steps inside threading, queue and concurrent.futures")
		f.all.declare(fs, "all", "of columns: these, and also those of the interpreter lock and the scheduler")
		fs.Var(&f.threads, "only-threads", "of columns and timeline: only these threads or greenlets")
		fs.Var(&f.objects, "only-objects", "of columns: only what happens to these variables, locks, queues")
		fs.Var(&f.rows, "rows", "of timeline and report: how many threads have a row (default: 40, and 16 in the report)")
		fs.Var(&f.from, "from", "when the picture begins")
		fs.Var(&f.to, "to", "when it ends (default: with the run)")
	})
}

// pictureFlagsOf says in which views a flag has an effect.
var pictureFlagsOf = []struct {
	flag  string
	views []string
}{
	{"limit", []string{report.ViewColumns}},
	{"library", []string{report.ViewColumns}},
	{"all", []string{report.ViewColumns}},
	{"only-threads", []string{report.ViewColumns, report.ViewTimeline}},
	{"only-objects", []string{report.ViewColumns}},
	{"rows", []string{report.ViewTimeline, report.ViewReport}},
	{"from", []string{report.ViewColumns, report.ViewTimeline, report.ViewReport, formatHTML}},
	{"to", []string{report.ViewColumns, report.ViewTimeline, report.ViewReport, formatHTML}},
}

// refuse refuses flags without an effect: what is shown is this view, "" for none, because of what else was said.
func (f *pictureFlags) refuse(shown, because string, given func(flag string) bool) error {
	for _, p := range pictureFlagsOf {
		switch {
		case !given(p.flag) || slices.Contains(p.views, shown):
		case because == "":
			return fmt.Errorf("--%s is for %s, not for %s", p.flag, layout.Or(p.views), shown)
		default:
			return fmt.Errorf("--%s is for %s, which %s does not show", p.flag, layout.Or(p.views), because)
		}
	}
	if given("to") && f.to.value <= f.from.value {
		return fmt.Errorf("--to is %v: it must be later than --from, which is %v", f.to.value, f.from.value)
	}
	return nil
}

// options returns what the flags say, for a view of this width.
func (f *pictureFlags) options(width int) report.ViewOptions {
	from, to := int64(f.from.value), int64(f.to.value)
	return report.ViewOptions{
		Width: width,
		Steps: report.StepOptions{Limit: int(f.limit.value), Filter: view.Filter{
			All: f.all.on, Library: f.library.on, Threads: f.threads.values, Objects: f.objects.values, From: from, To: to,
		}},
		Time: view.TimelineOptions{From: from, To: to, Threads: int(f.rows.value), Only: f.threads.values},
	}
}
