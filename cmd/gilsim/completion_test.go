package main

import (
	"strings"
	"testing"
)

func TestTheShellCompletesValuesAndNames(t *testing.T) {
	for _, tt := range []struct {
		args []string
		want []string // among what is offered
	}{
		{[]string{"--gil", ""}, []string{"on", "off", "ticks", "interval", "coop"}},
		{[]string{"--python", "3"}, []string{"3.6", "3.7", "3.8", "3.13t"}},
		{[]string{"--view", ""}, []string{"report", "columns", "timeline", "program"}},
		{[]string{"--color", ""}, []string{"auto", "always", "never"}},
		{[]string{"--wake-order", ""}, []string{"fifo", "mixed", "shuffled"}},
		{[]string{"--workload", ""}, []string{"spin", "deadlock"}},
		{[]string{"--workload", "balance", "--param", ""}, []string{"count="}},
		{[]string{"list", ""}, []string{"spin", "deadlock"}},
		{[]string{"diff", "--level", ""}, []string{"exact", "steps", "equivalent"}},
		{[]string{"view", "--format", ""}, []string{"chrome", "columns"}},
		{[]string{"replay", "--checks", ""}, []string{"every", "calls311"}},
		{[]string{"compare", "--workload", ""}, []string{"spin", "deadlock"}},
		{[]string{""}, []string{"list", "compare", "calibrate", "replay", "diff", "view"}},
	} {
		offered := map[string]bool{}
		for line := range strings.Lines(mustRun(t, append([]string{"__complete"}, tt.args...)...)) {
			word, _, _ := strings.Cut(strings.TrimSpace(line), "\t")
			offered[word] = true
		}
		for _, word := range tt.want {
			if !offered[word] {
				t.Errorf("%v does not offer %q", tt.args, word)
			}
		}
	}
}

func TestEveryFlagHasAHeadingInTheHelp(t *testing.T) {
	a := &app{stdout: newStream(new(strings.Builder)), stderr: newStream(new(strings.Builder))}
	root := a.rootCommand()
	for _, cmd := range append(root.Commands(), root) {
		if cmd.Name() == "completion" || cmd.Name() == "help" {
			continue
		}
		help := mustRun(t, append(strings.Fields(cmd.CommandPath())[1:], "--help")...)
		for flag := range strings.FieldsSeq(cmd.LocalFlags().FlagUsages()) {
			if strings.HasPrefix(flag, "--") && !strings.Contains(help, flag) {
				t.Errorf("%s --help does not tell of %s", cmd.CommandPath(), flag)
			}
		}
	}
}
