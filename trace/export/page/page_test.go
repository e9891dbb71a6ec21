// This file tests the file around the page: that it is whole, deterministic, and safe whatever the names in a run are.

package page

import (
	"encoding/json"
	"errors"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/gilsim/gilsim/internal/scene"
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/diff"
)

var update = flag.Bool("update", os.Getenv("GILSIM_UPDATE") == "1", "rewrite the golden files")

// pageOf returns the page of a trace.
func pageOf(t testing.TB, tr *trace.Trace, opt Options) string {
	t.Helper()
	var out strings.Builder
	if err := Write(&out, Run{Trace: tr}, opt); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// between returns what stands between two texts of a page, each of which is there once.
func between(t testing.TB, text, begin, end string) string {
	t.Helper()
	_, rest, ok := strings.Cut(text, begin)
	inside, _, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("the page has no %q followed by %q", begin, end)
	}
	return inside
}

const dataBegin = `<script type="application/json" id="data">`

// dataOf returns what a page is told.
func dataOf(t testing.TB, text string) *document {
	t.Helper()
	d := new(document)
	if err := json.Unmarshal([]byte(between(t, text, dataBegin, "</script>")), d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestAPageNeedsNothingElse(t *testing.T) {
	text := pageOf(t, scene.Balance(), Options{})
	for _, pattern := range []string{`(?i)https?://`, `(?i)\bsrc\s*=`, `(?i)<link`, `url\(`, `\bimport\b.*\bfrom\b`, `\bfetch\(`, `XMLHttpRequest`, `\{\{`, `\beval\(`, `innerHTML`} {
		if found := regexp.MustCompile(pattern).FindString(text); found != "" {
			t.Errorf("the page has %q", found)
		}
	}
}

func TestThePolicyPermitsThePagesOwnScriptAndStyle(t *testing.T) {
	text := pageOf(t, scene.Balance(), Options{})
	policy := between(t, text, `http-equiv="Content-Security-Policy" content="`, `"`)
	for what, part := range map[string]string{"script-src": between(t, text, "</script>\n<script>", "</script>"), "style-src": between(t, text, "<style>", "</style>")} {
		if want := what + " '" + digest(part) + "'"; !strings.Contains(policy, want) {
			t.Errorf("the policy is %q, it lacks %q", policy, want)
		}
	}
	if !strings.Contains(policy, "default-src 'none'") {
		t.Errorf("the policy is %q: it permits what it does not name", policy)
	}
}

func TestNamesAreData(t *testing.T) {
	hostile := []string{`</script><script>alert(1)</script>`, "<!--<script>", "\u202eevil", "\x1b[31m", strings.Repeat("x", 10_000), `"{{data}}{{script}}`, "\u2028"}
	s := scene.New(hostile...)
	for i, name := range hostile {
		object := s.Names.AddObject(trace.ClassLock, name)
		s.Do(int32(i+1), trace.Run, 0, 2000).Do(int32(i+1), trace.Acquire, object, 0).Do(int32(i+1), trace.Print, 0, int64(s.Names.AddText(name)))
	}
	s.Program, s.Params = hostile[0], []trace.Param{{Key: "a", Value: hostile[0]}}
	text := pageOf(t, &s.Trace, Options{})
	data := between(t, text, dataBegin, "</script>")
	if strings.ContainsAny(data, "<>\x1b") || strings.Contains(data, "\u202e") {
		t.Error("a name stands in the page as it is")
	}
	if got, plain := strings.Count(text, "<script"), strings.Count(pageOf(t, scene.Balance(), Options{}), "<script"); got != plain {
		t.Errorf("the page has %d scripts, want %d", got, plain)
	}
	d := dataOf(t, text)
	for i, name := range hostile {
		if got, want := d.Runs[0].Threads[i], trace.Printable(name); got != want {
			t.Errorf("thread %d is called %q, want %q", i+1, got, want)
		}
	}
	if d.Runs[0].Title != hostile[0] {
		t.Errorf("the title is %q", d.Runs[0].Title)
	}
}

func TestThePageOfARunIsAlwaysTheSame(t *testing.T) {
	first, again := pageOf(t, scene.Greenlets(), Options{}), pageOf(t, scene.Greenlets(), Options{})
	if first != again {
		t.Error("two pages of one run differ")
	}
}

func TestAPageBearsWithAnything(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		tr := scene.AnyTrace(r, scene.AnyStep(r))
		var out strings.Builder
		err := Write(&out, Run{Trace: tr}, Options{})
		if err != nil || !utf8.ValidString(out.String()) {
			r.Fatalf("error %v, or no UTF-8", err)
		}
		if d := dataOf(t, out.String()); len(d.Runs[0].Time) != len(tr.Events) || len(d.Runs[0].Level) != len(tr.Events) {
			r.Fatalf("%d events, want %d", len(d.Runs[0].Time), len(tr.Events))
		}
	})
}

// The size of the pages of runs that are as long as a page may be: a browser reads them in a moment.
func TestALongRunFitsIntoAFewMegabytes(t *testing.T) {
	tr := scene.Duel(100_000 / 28)
	n := len(tr.Events)
	text := pageOf(t, tr, Options{})
	if perEvent := (len(text) - len(script)) / n; n < 60_000 || perEvent > 24 {
		t.Errorf("%d events take %d bytes each, want at most 24", n, perEvent)
	}
}

func TestWhatIsTooLongIsRefused(t *testing.T) {
	events := make([]trace.Event, MaxEvents+2)
	err := Write(&strings.Builder{}, Run{Trace: &trace.Trace{Names: new(trace.Names), Events: events}}, Options{})
	var size *SizeError
	if !errors.As(err, &size) || size.Events != MaxEvents+2 || !strings.Contains(err.Error(), "1,000,000") {
		t.Fatalf("got error %v", err)
	}
}

func TestAWindowLeavesTheRestOut(t *testing.T) {
	s := scene.New("MainThread")
	for i := range 1000 {
		s.At(int64(i)).Do(1, trace.Load, scene.TheBalance, 7)
	}
	d := dataOf(t, pageOf(t, &s.Trace, Options{From: 10, To: 20}))
	if r := d.Runs[0]; len(r.Time) != 10 || r.Left != 990 || r.Start != 10 {
		t.Errorf("%d events from %d on, %d left out", len(r.Time), r.Start, r.Left)
	}
	if err := Write(&strings.Builder{}, Run{Trace: &s.Trace}, Options{From: 1 << 40}); err == nil {
		t.Error("a window without events is shown")
	}
}

func TestTwoRunsAreToldSideBySide(t *testing.T) {
	a, b := scene.Balance(), scene.Duel(2)
	var out strings.Builder
	if err := WritePair(&out, Run{Trace: a, Title: "one"}, Run{Trace: b, Title: "other"}, Options{From: 5, Lang: Chinese}); err != nil {
		t.Fatal(err)
	}
	d := dataOf(t, out.String())
	if len(d.Runs) != 2 || d.Runs[0].Title != "one" || len(d.Runs[0].Time) != len(a.Events) || len(d.Runs[1].Time) != len(b.Events) || d.Lang != Chinese {
		t.Fatalf("%d runs in %s", len(d.Runs), d.Lang)
	}
	al := diff.Align(a, b)
	if p := d.Parting; !p.Parts || p.At != [2]int{al.A, al.B} || len(p.Pairs[0]) != len(al.Pairs) || len(p.Pairs[1]) != len(al.Pairs) {
		t.Errorf("they part at %v, want %d and %d", p.At, al.A, al.B)
	}
	if one := dataOf(t, pageOf(t, a, Options{})); one.Parting != nil {
		t.Error("a single run parts from nothing")
	}
}
