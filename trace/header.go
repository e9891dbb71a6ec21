// This file defines the lines of the header, written and read.

package trace

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// magic is what a file starts with, before the version.
const magic = "gilsim trace "

// headerWords are the first words of the header's lines, in their order. The last one ends the header.
var headerWords = []string{"program", "param", "config", "source", "seed"}

// appendHeader appends the header's lines, or returns an error if one would not read back as it was.
func appendHeader(b []byte, h *Header) ([]byte, error) {
	for _, p := range slices.Concat(h.Params, h.Config) {
		if !isWord(p.Key) {
			return b, fmt.Errorf("trace: header: the key %.40q is not one word", p.Key)
		}
	}
	for _, line := range headerLines(h) {
		if !isPlain(line) || strings.Contains(line, "\n") {
			return b, fmt.Errorf("trace: header: %.60q is not one line of UTF-8 text without carriage return and NUL", line)
		}
		if len(line) >= maxLine {
			return b, fmt.Errorf("trace: header: the line %.40q… has %d bytes, but it may have %d", line, len(line), maxLine-1)
		}
		b = append(append(b, line...), '\n')
	}
	return b, nil
}

func headerLines(h *Header) []string {
	lines := []string{magic + strconv.Itoa(Version)}
	if h.Program != "" {
		lines = append(lines, "program "+h.Program)
	}
	for _, p := range h.Params {
		lines = append(lines, paramLine("param", p))
	}
	for _, p := range h.Config {
		lines = append(lines, paramLine("config", p))
	}
	for _, f := range h.Sources {
		lines = appendSource(lines, f)
	}
	return append(lines, "seed "+strconv.FormatUint(h.Seed, 10))
}

// paramLine is a parameter's line; an empty value leaves no blank behind.
func paramLine(word string, p Param) string {
	if p.Value == "" {
		return word + " " + p.Key
	}
	return word + " " + p.Key + " " + p.Value
}

// isPlain tells whether a file may hold s: UTF-8 text, with no carriage return and no NUL.
func isPlain(s string) bool { return utf8.ValidString(s) && !strings.ContainsAny(s, "\r\x00") }

// isWord tells whether s is one word: UTF-8 text, not empty, without blanks and control characters.
func isWord(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] == 0x7f {
			return false
		}
	}
	return s != "" && utf8.ValidString(s)
}

func (r *Reader) readHeader() error {
	if err := r.readVersion(); err != nil {
		return err
	}
	for last := ""; last != "seed"; {
		line, err := r.headerLine()
		if err != nil {
			return err
		}
		text, err := r.plain(line)
		if err != nil {
			return err
		}
		if isNote(text) {
			continue
		}
		if last == "source" && isSourceLine(text) {
			if err := r.readSourceLine(text); err != nil {
				return err
			}
			continue
		}
		r.endSource()
		if last, err = r.readSetting(text, last); err != nil {
			return err
		}
	}
	return nil
}

// headerLine returns the next line; the header is not over, so the end of the file is an error.
func (r *Reader) headerLine() ([]byte, error) {
	line, err := r.readLine()
	if err == io.EOF {
		r.line++
		return nil, r.fail("the file ends before its header does, with a line such as \"seed 1\"")
	}
	return line, err
}

func (r *Reader) readVersion() error {
	line, err := r.headerLine()
	if err != nil {
		return err
	}
	version, ok := bytes.CutPrefix(line, []byte(magic))
	if !ok {
		return r.fail("the file is no trace: it starts with %.40q, not with %q", line, magic+strconv.Itoa(Version))
	}
	if _, err := r.plain(line); err != nil {
		return err
	}
	if string(version) != strconv.Itoa(Version) {
		return r.fail("the trace has version %.40q, but only version %d can be read", version, Version)
	}
	return nil
}

// readSetting reads one header line, which follows one that started with the word last, and returns its own first word.
func (r *Reader) readSetting(line, last string) (word string, err error) {
	word, value, _ := strings.Cut(line, " ")
	at := slices.Index(headerWords, word)
	switch {
	case at < 0:
		return "", r.fail("%.40q in the header, whose lines start with program, param, config, source or seed", word)
	case at < slices.Index(headerWords, last) || word == "program" && last == word:
		return "", r.fail("%s after %s: the header has program once, then param, config, source and seed", word, last)
	}
	switch word {
	case "program":
		r.header.Program = value
	case "param":
		r.header.Params, err = r.readParam(r.header.Params, value)
	case "config":
		r.header.Config, err = r.readParam(r.header.Config, value)
	case "source":
		err = r.readSource(value)
	default:
		r.header.Seed, err = r.readSeed(value)
	}
	return word, err
}

func (r *Reader) readParam(params []Param, text string) ([]Param, error) {
	key, value, _ := strings.Cut(text, " ")
	if !isWord(key) {
		return params, r.fail("the key %.40q is not one word", key)
	}
	return append(params, Param{key, value}), nil
}

func (r *Reader) readSeed(text string) (uint64, error) {
	seed, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return 0, r.fail("the seed is %.40q, want a number up to %d", text, uint64(math.MaxUint64))
	}
	return seed, nil
}
