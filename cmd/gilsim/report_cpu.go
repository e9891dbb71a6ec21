// This file writes the part of a report that tells how busy the cores were.

package main

import (
	"strconv"
	"strings"
	"time"

	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/view"
)

// The bars of the cores.
const (
	barWidth  = 40
	shownBars = 8 // cores with a bar; the others are summed up
)

// cpu adds the processor use: of all cores together, in percent of one, and of each.
func (p *page) cpu(sum *trace.Summary, cores int) {
	p.list("CPU use",
		styled(view.StyleRunning, percent(sum.CPUPercent)+" of one core"),
		plain(duration(sum.CPU)+" of CPU time in "+duration(sum.Wall)))
	if len(sum.Busy) == 0 {
		return // a real machine does not tell
	}
	busy := make([]time.Duration, max(cores, len(sum.Busy)))
	copy(busy, sum.Busy)
	for core, b := range busy {
		if core == shownBars {
			p.otherCores(busy[core:], sum.Wall)
			return
		}
		p.core("core "+strconv.Itoa(core), b, sum.Wall)
	}
}

// core adds the bar of one core.
func (p *page) core(name string, busy, wall time.Duration) {
	share := 0.0
	if wall > 0 {
		share = float64(busy) / float64(wall)
	}
	full := min(barWidth, p.width-labelWidth-len("100 %  "))
	filled := int(share*float64(full) + 0.5)
	p.line(plain(pad("  "+name, labelWidth)+padLeft(percent(100*share), len("100 %"))+"  "),
		styled(view.StyleRunning, strings.Repeat("█", filled)),
		styled(view.StyleNote, strings.Repeat("·", full-filled)))
}

// otherCores adds one line for all further cores.
func (p *page) otherCores(busy []time.Duration, wall time.Duration) {
	var all time.Duration
	for _, b := range busy {
		all += b
	}
	share := 0.0
	if wall > 0 {
		share = 100 * float64(all) / float64(wall)
	}
	p.line(plain(strings.Repeat(" ", labelWidth) + percent(share) + " on " + plural(len(busy), "other core") + " together"))
}
