// This file writes the file around the page: markup, style, what the page is told, and its script.

package page

import (
	"bufio"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	_ "embed" // the page's parts
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/diff"
	"github.com/gilsim/gilsim/trace/export"
)

var errPacked = errors.New("page: a list of numbers ends in the middle of one")

// The parts of the page. The script is made of app by go generate.
var (
	//go:embed page.html
	frame string
	//go:embed page.css
	style string
	//go:embed page.js
	script string
)

// The languages of the page: that of Options.Lang is shown first, and the reader can switch.
const (
	English = "en"
	Chinese = "zh"
)

// MaxEvents is how many events a page holds at most: more would make a file that opens slowly.
const MaxEvents = 1_000_000

// A SizeError says that a window has more events than a page holds.
type SizeError struct{ Events int }

// Error says so in a sentence.
func (e *SizeError) Error() string {
	return fmt.Sprintf("a page holds %s events at most, and these are %s", grouped(MaxEvents), grouped(e.Events))
}

// Options says what a page shows besides the events. The zero value is the whole run, in English.
type Options struct {
	Lang     string // English or Chinese; "" is English
	From, To int64  // the window of time that is shown, in nanoseconds; a To of 0 is the end of the run
	Glossary []Glossary
	Charts   []Chart
}

// A Glossary is words that stand in one place, in both languages.
type Glossary struct {
	Heading Text   `json:"heading"`
	Words   []Word `json:"words"`
}

// A Word is a word of tables and pictures, or several that go together, and what it means.
type Word struct {
	Name    Text `json:"name"`
	Meaning Text `json:"meaning"`
}

// A Text is one text in the languages of the page.
type Text struct {
	English string `json:"en"`
	Chinese string `json:"zh"`
}

// A Run is a trace, and what is known of the run besides.
type Run struct {
	*trace.Trace
	Title  string // what the run is called; "" is the program of the header
	Result Text   // what came out; empty if that is not known
	Want   string // and what should have; "" if that is not known, or has come out
	Wrong  bool   // it is not as it should be

	// Short is a line on what the program is, and Doc paragraphs; they are empty if nothing is known of it.
	Short, Doc Text
}

// Write writes the page of a run. The error is w's, a SizeError, or says that nothing happened in the window.
func Write(w io.Writer, r Run, opt Options) error {
	d, err := newDocument(opt, r)
	if err != nil {
		return err
	}
	return d.write(w)
}

// WritePair writes a page of two runs, to be seen side by side: which steps belong together, and where the runs part. They are
// shown whole.
func WritePair(w io.Writer, a, b Run, opt Options) error {
	opt.From, opt.To = 0, 0
	d, err := newDocument(opt, a, b)
	if err != nil {
		return err
	}
	d.Parting = newParting(diff.Align(a.Trace, b.Trace))
	return d.write(w)
}

// A Frame is a page with a script of its own, which is given what it shows by where the page comes from: it may connect to nowhere else.
// The script finds the elements of a page, and makes them live with what app has for that.
type Frame struct {
	Lang   string // English or Chinese
	Body   string // what the page has besides, above the timeline
	Style  string // and how that looks
	Script string
}

// Write writes the page.
func (f Frame) Write(w io.Writer) error {
	return writeFile(w, f.Lang, []byte("null"), f.Body, style+f.Style, f.Script, "; connect-src 'self'")
}

// Data returns what a page is told of a run, as JSON for the script of a Frame. The error is as of Write.
func Data(r Run, opt Options) ([]byte, error) {
	d, err := newDocument(opt, r)
	if err != nil {
		return nil, err
	}
	return json.Marshal(d)
}

func newParting(al diff.Alignment) *parting {
	p := &parting{Parts: al.Parts, At: [2]int{al.A, al.B}}
	for _, pair := range al.Pairs {
		p.Pairs[0] = append(p.Pairs[0], int64(pair[0]))
		p.Pairs[1] = append(p.Pairs[1], int64(pair[1]))
	}
	return p
}

// write writes the file.
func (d *document) write(w io.Writer) error {
	data, err := json.Marshal(d)
	if err != nil {
		return err
	}
	return writeFile(w, d.Lang, data, "", style, script, "")
}

// The forms in which a file holds what the page is told: as it is, or, beyond so many bytes, compressed and in base64.
const (
	formPlain      = "application/json"
	formCompressed = "application/x-deflate"
	mostPlain      = 1 << 20
)

// packed returns what the page is told as the file holds it, in which no "<" is written as such.
func packed(data []byte) (form string, text []byte) {
	data = export.EscapeInvisible(data)
	if len(data) <= mostPlain {
		return formPlain, data
	}
	var b bytes.Buffer
	to := base64.NewEncoder(base64.StdEncoding, &b)
	c, _ := flate.NewWriter(to, flate.DefaultCompression) // there is this level, and a buffer takes everything
	_, _ = c.Write(data)
	_ = c.Close()
	_ = to.Close()
	return formCompressed, b.Bytes()
}

// writeFile writes a file of these parts.
func writeFile(w io.Writer, lang string, data []byte, body, style, script, connect string) error {
	out := bufio.NewWriter(w)
	form, text := packed(data)
	parts := strings.NewReplacer(
		"{{policy}}", fmt.Sprintf("default-src 'none'; script-src '%s'; style-src '%s'; base-uri 'none'; form-action 'none'%s", digest(script), digest(style), connect),
		"{{title}}", "gilsim", // the script puts the run's name in front: it is data
		"{{lang}}", lang,
		"{{body}}", body,
		"{{form}}", form,
	)
	before, after, _ := strings.Cut(frame, "{{data}}")
	if _, err := parts.WriteString(out, strings.Replace(before, "{{style}}", style, 1)); err != nil {
		return err
	}
	if _, err := out.Write(text); err != nil {
		return err
	}
	if _, err := out.WriteString(strings.Replace(after, "{{script}}", script, 1)); err != nil {
		return err
	}
	return out.Flush()
}

// digest names a part of the page in its content security policy.
func digest(part string) string {
	sum := sha256.Sum256([]byte(part))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}
