package main

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"
)

// consoleBlock is a block of the README that shows commands, each after "$ ", with what they print.
var consoleBlock = regexp.MustCompile("(?s)```console\n(.*?)```\n")

// TestReadmeShowsWhatIsReallyPrinted runs every command of the README's console blocks and compares what it prints.
// With -update it writes that into the README.
func TestReadmeShowsWhatIsReallyPrinted(t *testing.T) {
	const root = "../.."
	t.Chdir(root)
	old, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := 0
	now := consoleBlock.ReplaceAllStringFunc(string(old), func(block string) string {
		blocks++
		return "```console\n" + printed(t, commandsOf(block)) + "```\n"
	})
	if blocks == 0 {
		t.Fatal("the README shows no command")
	}
	if now == string(old) {
		return
	}
	if !*update {
		t.Fatalf("the README does not show what is printed now: %s\nIf that is meant, go test ./cmd/gilsim -run Readme -update",
			firstDifference(string(old), now))
	}
	if err := os.WriteFile("README.md", []byte(now), 0o644); err != nil {
		t.Fatal(err)
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

// TestReadmeShowsExamplesThatRun holds that each piece of Go in the README's section on greenlets is part of an example, which
// go test runs.
func TestReadmeShowsExamplesThatRun(t *testing.T) {
	const root = "../../"
	readme := fileText(t, root+"README.md")
	_, section, found := strings.Cut(readme, "\n## Greenlets, generators and the hub\n")
	section, _, _ = strings.Cut(section, "\n## ")
	var examples string
	for _, dir := range []string{"greenlet", "greenlet/generator", "greenlet/gevent"} {
		examples += fileText(t, root+dir+"/example_test.go")
	}
	blocks := regexp.MustCompile("(?s)```go\n(.*?)```\n").FindAllStringSubmatch(section, -1)
	if !found || len(blocks) == 0 {
		t.Error("the README has no section on greenlets with a piece of Go")
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
