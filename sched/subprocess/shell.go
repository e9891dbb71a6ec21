// This file defines what stands for the shell, as far as programs call it to show what a command is.

package subprocess

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/sched"
)

// A command is one of a line: how it depends on the one before, its words, and where its output goes.
type command struct {
	after  string // ;, && or ||
	words  []string
	errors bool // its standard output goes to the standard error: >&2
	quiet  [2]bool
}

// Shell returns what stands for /bin/sh -c LINE. A line has programs of Standard, exit, quotes, ;, && and ||, and >&2, >/dev/null and
// 2>/dev/null after a command; the error says what else there is.
func Shell(line string) (Program, error) {
	commands, err := parse(line)
	if err != nil {
		return nil, err
	}
	return func(t *sched.Thread, run *Running) (code int) {
		for _, c := range commands {
			if c.after == "&&" && code != 0 || c.after == "||" && code == 0 {
				continue
			}
			if c.words[0] == "exit" {
				if len(c.words) > 1 {
					code, _ = strconv.Atoi(c.words[1])
				}
				return code
			}
			code = c.run(t, run)
		}
		return code
	}, nil
}

// run runs the command with the streams of the shell.
func (c *command) run(t *sched.Thread, shell *Running) int {
	its := &Running{Args: c.words, stdin: shell.stdin, stdout: shell.stdout, stderr: shell.stderr}
	for i, s := range [...]*stream{&its.stdout, &its.stderr} {
		if c.quiet[i] {
			*s = stream{null: true}
		}
	}
	if c.errors {
		its.stdout = its.stderr
	}
	p := Standard(c.words[0])
	if p == nil {
		its.WriteError(t, []byte("/bin/sh: 1: "+c.words[0]+": not found\n"))
		return notFound
	}
	return p(t, its)
}

// parse splits a line into commands.
func parse(line string) (list []command, err error) {
	c := command{after: ";"}
	ends := func(next string) {
		if len(c.words) > 0 {
			list = append(list, c)
		}
		c = command{after: next}
	}
	for i := 0; i < len(line); {
		rest := line[i:]
		switch {
		case strings.HasPrefix(rest, "&&"), strings.HasPrefix(rest, "||"):
			ends(rest[:2])
			i += 2
		case rest[0] == ';', rest[0] == '\n':
			ends(";")
			i++
		case rest[0] == ' ', rest[0] == '\t':
			i++
		case strings.HasPrefix(rest, ">&2"), strings.HasPrefix(rest, "1>&2"):
			c.errors = true
			i += strings.Index(rest, "2") + 1
		case strings.HasPrefix(rest, ">/dev/null"), strings.HasPrefix(rest, "> /dev/null"), strings.HasPrefix(rest, "2>/dev/null"), strings.HasPrefix(rest, "2> /dev/null"):
			if rest[0] == '2' {
				c.quiet[1] = true
			} else {
				c.quiet[0] = true
			}
			i += strings.Index(rest, "null") + len("null")
		default:
			word, n, err := parseWord(rest)
			if err != nil {
				return nil, err
			}
			c.words = append(c.words, word)
			i += n
		}
	}
	ends("")
	return list, nil
}

// parseWord returns the word that a text begins with, without its quotes, and how long that is.
func parseWord(text string) (word string, n int, err error) {
	var b strings.Builder
	for n < len(text) {
		switch ch := text[n]; ch {
		case ' ', '\t', '\n', ';':
			return b.String(), n, nil
		case '\'', '"':
			end := strings.IndexByte(text[n+1:], ch)
			if end < 0 {
				return "", 0, fmt.Errorf("the shell line %q has a quote that does not end", text)
			}
			inner := text[n+1 : n+1+end]
			if ch == '"' && strings.ContainsAny(inner, "$`\\") {
				return "", 0, unsupported(inner)
			}
			b.WriteString(inner)
			n += end + 2
		case '&', '|', '<', '>', '$', '`', '(', ')', '*', '?', '\\', '{', '~', '#':
			if strings.HasPrefix(text[n:], "&&") || strings.HasPrefix(text[n:], "||") {
				return b.String(), n, nil
			}
			return "", 0, unsupported(text[n:])
		default:
			b.WriteByte(ch)
			n++
		}
	}
	return b.String(), n, nil
}

func unsupported(text string) error {
	return fmt.Errorf("the shell here knows commands, quotes, ;, &&, ||, exit, >&2 and >/dev/null, and not %q", text)
}
