package main

import (
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/cmd/gilsim/layout"
)

func TestNothingIsWiderThanTheWidth(t *testing.T) {
	file := filepath.Join(t.TempDir(), "balance.trace")
	mustRun(t, "--real=false", "--workload=balance", "--param=count=20", "--trace="+file)
	for _, args := range [][]string{
		{"--real=false", "--threads=3", "--param=rounds=100000"},
		{"--real=false", "--threads=40", "--cores=20", "--gil=ticks", "--param=rounds=1000", "--seed=18446744073709551615"},
		{"--workload=mixed", "--view=timeline", "--param=spin=100000"},
		{"--workload=balance", "--param=count=20", "--view=columns"},
		{"--workload=balance", "--param=count=2000", "--python=2.7", "--seeds=3"},
		{"view", file}, {"view", file, "--all"}, {"view", file, "--format=report"}, {"replay", file, "--by-order"},
		{"list"}, {"list", "deadlock"},
		{"compare", "--real=false", "--cores=2", "--gil=off,on,ticks", "--switch-interval=1ms,5ms", "--param=rounds=10000"},
	} {
		for _, to := range []int{40, 60, 79, 132} {
			out := mustRun(t, append([]string{"--width=" + strconv.Itoa(to)}, args...)...)
			for line := range strings.Lines(out) {
				if n := layout.Width(strings.TrimSuffix(line, "\n")); n > to && !strings.HasPrefix(line, "  gilsim ") {
					t.Errorf("%v in %d characters: %d in %q", args, to, n, line)
				}
			}
		}
	}
}
