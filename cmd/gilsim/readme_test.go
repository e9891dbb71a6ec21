package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// consoleBlock is a block of the README that shows commands, each after "$ ", with what they print.
var consoleBlock = regexp.MustCompile("(?s)```console\n(.*?)```\n")

// pages returns the README and the pages that it leads to, from the root of the repository.
func pages(t *testing.T) []string {
	t.Helper()
	docs, err := filepath.Glob("docs/*.md")
	if err != nil || len(docs) == 0 {
		t.Fatalf("there are no pages in docs: %v", err)
	}
	return append(docs, "README.md")
}

// TestReadmeShowsWhatIsReallyPrinted runs every command of the console blocks in the README and in docs, and compares what it
// prints. With -update it writes that there.
func TestReadmeShowsWhatIsReallyPrinted(t *testing.T) {
	if testing.Short() {
		t.Skip("it makes hundreds of simulated runs")
	}
	t.Chdir("../..")
	blocks := 0
	for _, page := range pages(t) {
		old := fileText(t, page)
		now := consoleBlock.ReplaceAllStringFunc(old, func(block string) string {
			blocks++
			return "```console\n" + printed(t, commandsOf(block)) + "```\n"
		})
		switch {
		case now == old:
		case !*update:
			t.Errorf("%s does not show what is printed now: %s\nIf that is meant, go test ./cmd/gilsim -run Readme -update", page, firstDifference(old, now))
		default:
			if err := os.WriteFile(page, []byte(now), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if blocks == 0 {
		t.Error("the README shows no command")
	}
}

// TestReadmeIsShortEnoughToBeReadToItsEnd also holds that what it and docs refer to is there.
func TestReadmeIsShortEnoughToBeReadToItsEnd(t *testing.T) {
	t.Chdir("../..")
	if lines := strings.Count(fileText(t, "README.md"), "\n"); lines >= 250 {
		t.Errorf("the README has %d lines, want fewer than 250: what is longer goes to docs", lines)
	}
	for _, page := range pages(t) {
		for _, link := range regexp.MustCompile(`\]\(([^):]+)\)`).FindAllStringSubmatch(fileText(t, page), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), link[1])); err != nil {
				t.Errorf("%s refers to %s: %v", page, link[1], err)
			}
		}
	}
}

// commandsOf returns the commands of a block.
func commandsOf(block string) (commands []string) {
	for line := range strings.Lines(block) {
		if command, ok := strings.CutPrefix(line, "$ gilsim "); ok {
			commands = append(commands, strings.TrimSpace(command))
		}
	}
	return commands
}

// printed returns a block's text: each command and what it prints, on either stream.
func printed(t *testing.T, commands []string) string {
	var b strings.Builder
	for _, command := range commands {
		var out bytes.Buffer
		if code := run(strings.Fields(command), strings.NewReader(""), &out, &out); code > 1 {
			t.Errorf("gilsim %s: exit code %d: %s", command, code, out.String())
		}
		b.WriteString("$ gilsim " + command + "\n")
		b.Write(out.Bytes())
	}
	return b.String()
}

// firstDifference returns the first line that differs, as it was and as it is.
func firstDifference(old, now string) string {
	a, b := strings.Split(old, "\n"), strings.Split(now, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return "\nthere  " + a[i] + "\nnow    " + b[i]
		}
	}
	return "one is longer than the other"
}

// TestReadmeShowsExamplesThatRun holds that each piece of Go on the page on greenlets is part of an example, which go test
// runs.
func TestReadmeShowsExamplesThatRun(t *testing.T) {
	const root = "../../"
	page := fileText(t, root+"docs/greenlets.md")
	var examples string
	for _, dir := range []string{"greenlet", "greenlet/generator", "greenlet/gevent"} {
		examples += fileText(t, root+dir+"/example_test.go")
	}
	blocks := regexp.MustCompile("(?s)```go\n(.*?)```\n").FindAllStringSubmatch(page, -1)
	if len(blocks) == 0 {
		t.Error("the page on greenlets has no piece of Go")
	}
	for _, block := range blocks {
		if !strings.Contains(unindented(examples), unindented(block[1])) {
			t.Errorf("this is no part of an example:\n%s", block[1])
		}
	}
}

// fileText returns what a file holds.
func fileText(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// unindented returns a text without the tabs at the beginning of its lines.
func unindented(text string) string {
	return regexp.MustCompile(`(?m)^\t+`).ReplaceAllString(text, "")
}

func TestReadmeShowsTheTestOfTheUsersModule(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	example, err := os.ReadFile("../../testdata/usermodule/bank_test.go")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(readme), "```go\n"+string(example)+"```\n") {
		t.Error("the README's example is not testdata/usermodule/bank_test.go")
	}
}
