package main

import (
	"encoding/json"
	"path/filepath"
	"regexp"
	"testing"
)

// versionLine is what differs from build to build.
var versionLine = regexp.MustCompile(`"version": "[^"]*"`)

// The golden documents are the schema: what stands in them must stay, as scripts rely on it.
func TestJSONIsAsScriptsKnowIt(t *testing.T) {
	dir := t.TempDir()
	on, off := filepath.Join(dir, "on.trace"), filepath.Join(dir, "off.trace")
	small := []string{"--real=false", "--threads=2", "--param=rounds=1000", "--cores=2"}
	mustRun(t, append(small, "--trace="+on)...)
	mustRun(t, append(small, "--gil=off", "--trace="+off)...)
	for name, tt := range map[string]struct {
		code int
		args []string
	}{
		"run":       {exitFine, append(small, "--python=3.11")},
		"run-off":   {exitFine, append(small, "--gil=off")},
		"run-mixed": {exitFine, []string{"--real=false", "--workload=mixed", "--param=requests=2"}},
		"deadlock":  {exitFinding, []string{"--real=false", "--workload=deadlock"}},
		"seeds":     {exitFine, append(small, "--seeds=3")},
		"list":      {exitFine, []string{"list", "deadlock"}},
		"replay":    {exitFine, []string{"replay", on}},
		"diff":      {exitFinding, []string{"diff", on, off}},
		"view":      {exitFine, []string{"view", on}},
	} {
		code, out, stderr := gilsim(append(tt.args, "--format=json")...)
		if code != tt.code {
			t.Errorf("%s exits with %d, want %d: %s", name, code, tt.code, stderr)
		}
		if !json.Valid([]byte(out)) {
			t.Errorf("%s is no JSON: %s", name, out)
			continue
		}
		golden(t, filepath.Join("json", name+".json"), versionLine.ReplaceAllString(out, `"version": "VERSION"`))
	}
}
