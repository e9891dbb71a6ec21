// This file ends the report of a single run: what the figures mean, and what to try next.

package report

import (
	"slices"
	"strings"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/trace"
)

// NextPage says what a run means, in the sentence of RunMeaning or ComparisonMeaning, and what to try next.
func NextPage(meaning, try string, width int) *layout.Page {
	p := newPage(width)
	if meaning != "" {
		p.Line()
		p.Paragraphs(meaning)
	}
	if try != "" {
		p.Line()
		p.Line(layout.Styled(layout.StyleTitle, "Try"))
		p.try(try)
	}
	return &p.Page
}

// try adds a command to try, in a line that can be copied, and what to look at.
func (p *page) try(try string) {
	command, about := splitTry(try)
	p.Line(layout.Plain("  " + command))
	p.Entry("", about, 6)
}

// splitTry cuts what a program says to try into the command and what to look at.
func splitTry(try string) (command, about string) {
	command, about, _ = strings.Cut(try, "  ")
	return command, strings.TrimLeft(about, "# ")
}

// NextTry returns the first command that a program says to try which is not the one that was given, flag by flag; "" if there
// is none.
func NextTry(p *workload.Program, given []string) string {
	for _, try := range p.Try {
		command, _ := splitTry(try)
		flags := strings.Fields(command)[1:]
		if slices.ContainsFunc(flags, func(flag string) bool { return flag != "--workload="+p.Name && !slices.Contains(given, flag) }) {
			return try
		}
	}
	return ""
}

// RunMeaning says in a sentence what a simulated run shows; "" for one that failed, which has said so.
func RunMeaning(info experiment.Info, sum *trace.Summary) string {
	switch {
	case info.Outcome == nil:
		return ""
	case !info.Outcome.OK:
		return "The result is wrong: how fast the run is does not matter before it is right (predicted, from one run)."
	}
	used := layout.Percent(sum.CPUPercent) + " of one core"
	cores := ""
	if info.Cores > 1 {
		cores = ", where there are " + layout.Count(info.Cores)
	}
	text := ""
	switch nature := experiment.NatureOf(sum); {
	case nature == experiment.Awaits:
		text = "The threads wait for most of their time: together they use " + used
	case nature == experiment.Both:
		text = "Some threads compute, some wait: together they use " + used
	case sum.CPUPercent < experiment.Bound:
		text = "The threads use " + used + ": that is not CPU-bound, which begins at " + layout.Percent(experiment.Bound)
	case info.Locked() && startsProcesses(info) && sum.CPUPercent > oneLock:
		text = "The processes compute, each under a lock of its own: together they use " + used + cores
	case info.Locked():
		text = "The threads compute, and with the lock they take turns: together they use " + used + cores
	default:
		text = "The threads compute, and without the lock they run side by side: together they use " + used + cores
	}
	return text + " (predicted, from one run)."
}

// oneLock is more, in percent of one core, than threads that compute can use which have one lock.
const oneLock = 110

// startsProcesses reports whether the program has processes, each with a lock of its own.
func startsProcesses(info experiment.Info) bool {
	p := workload.Find(info.Workload)
	return p != nil && p.StartsProcesses(info.Params)
}

// ComparisonMeaning says in a sentence what a run means that was made for real, with the lock and without it.
func ComparisonMeaning(c *experiment.Comparison) string {
	text := meaning(c.Matrix())
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

// LeftOut says what a simulated run shows of a Python file that was not run for real, as it takes so long, and how it is.
func LeftOut(info experiment.Info, sum *trace.Summary) string {
	text := "Each real run would take some " + layout.Duration(sum.Wall) + ", and there are several: --real makes them."
	if meaning := RunMeaning(info, sum); meaning != "" {
		text = meaning + " " + text
	}
	return text
}
