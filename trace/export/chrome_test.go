// This file tests the export for Chrome and Perfetto by the rules of these viewers.

package export

import (
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/gilsim/gilsim/internal/scene"
	"github.com/gilsim/gilsim/trace"
)

var update = flag.Bool("update", os.Getenv("GILSIM_UPDATE") == "1", "rewrite the golden files")

// A chromeLine is an event as a viewer reads it. Its times are kept as they are written.
type chromeLine struct {
	Ph, Name, Cat, Bp string
	Pid, Tid, ID      int64
	Ts, Dur           json.Number
	Args              map[string]any
}

// from and to return when a slice begins and ends, in nanoseconds.
func (l *chromeLine) from() int64 { return nanoseconds(l.Ts) }
func (l *chromeLine) to() int64   { return l.from() + nanoseconds(l.Dur) }

// nanoseconds returns microseconds with three decimals as a whole number; -1 if there are not exactly three.
func nanoseconds(micros json.Number) int64 {
	whole, rest, _ := strings.Cut(micros.String(), ".")
	ns, err := strconv.ParseInt(whole+rest, 10, 64)
	if err != nil || len(rest) != 3 {
		return -1
	}
	return ns
}

// A failer is what a test and a property have in common.
type failer interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// readChrome parses an export.
func readChrome(t failer, text string) []chromeLine {
	t.Helper()
	var file struct{ TraceEvents []chromeLine }
	if err := json.Unmarshal([]byte(text), &file); err != nil {
		t.Fatalf("%v in:\n%s", err, text)
	}
	return file.TraceEvents
}

// chromeText returns the export of a trace.
func chromeText(t *testing.T, tr *trace.Trace) string {
	t.Helper()
	var out strings.Builder
	if err := Chrome(&out, tr); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// checkSlices checks that the slices of one track do not overlap, for the viewers would move them.
func checkSlices(t failer, lines []chromeLine) {
	t.Helper()
	lines = slices.DeleteFunc(slices.Clone(lines), func(l chromeLine) bool { return l.Ph != "X" })
	slices.SortFunc(lines, func(a, b chromeLine) int { return cmp.Or(cmp.Compare(a.Tid, b.Tid), cmp.Compare(a.from(), b.from())) })
	for i := range lines {
		l := &lines[i]
		if l.from() < 0 || l.to() <= l.from() {
			t.Errorf("slice without length: %+v", *l)
		}
		if i > 0 && lines[i-1].Tid == l.Tid && lines[i-1].to() > l.from() {
			t.Errorf("slices overlap: %+v and %+v", lines[i-1], *l)
		}
	}
}

func TestChromeSlicesDoNotOverlap(t *testing.T) {
	for _, tr := range []*trace.Trace{scene.Balance(), scene.Duel(8), &scene.AllStates().Trace, &scene.Failure().Trace, scene.Greenlets(), scene.TwoLoops()} {
		checkSlices(t, readChrome(t, chromeText(t, tr)))
	}
}

func TestChromeArrowsLeadFromOneRunningSliceToAnother(t *testing.T) {
	lines := readChrome(t, chromeText(t, scene.Duel(8)))
	arrows := 0
	for i := range lines {
		tail := &lines[i]
		if tail.Ph != "s" {
			continue
		}
		arrows++
		head := slices.IndexFunc(lines, func(l chromeLine) bool {
			return l.Ph == "f" && l.ID == tail.ID && l.Name == tail.Name && l.Cat == tail.Cat && l.Bp == "e"
		})
		if head < 0 || lines[head].Tid == tail.Tid || lines[head].from() <= tail.from() {
			t.Fatalf("arrow %+v has no head, or one on the same track or before it", *tail)
		}
		for _, end := range []*chromeLine{tail, &lines[head]} {
			if !slices.ContainsFunc(lines, func(l chromeLine) bool {
				return l.Ph == "X" && l.Name == "running" && l.Tid == end.Tid && l.from() < end.from() && end.from() < l.to()
			}) {
				t.Errorf("%+v lies in no running slice of its track", *end)
			}
		}
	}
	if arrows != 8 {
		t.Errorf("8 hand-overs have %d arrows", arrows)
	}
}

func TestChromeCounterTellsHowManyCouldRun(t *testing.T) {
	got := map[int64]any{}
	for _, l := range readChrome(t, chromeText(t, &scene.AllStates().Trace)) {
		if l.Ph == "C" {
			got[l.from()/scene.Millisecond] = l.Args["threads"]
		}
	}
	for at, want := range map[int64]any{0: 2.0, 10: 1.0, 25: 2.0, 30: 1.0} {
		if got[at] != want {
			t.Errorf("at %d ms the counter shows %v, want %v", at, got[at], want)
		}
	}
}

func TestChromeIsAsItWas(t *testing.T) {
	tr := scene.Duel(1)
	tr.Program, tr.Seed = "duel", math.MaxUint64
	tr.Params, tr.Config = []trace.Param{{Key: "threads", Value: "2"}}, []trace.Param{{Key: "cores", Value: "2"}, {Key: "gil", Value: "interval"}}
	got := chromeText(t, tr)
	const shows = "A hand-over between two threads on two cores, as Chrome and Perfetto show it; this line is not part of it."
	scene.CheckGolden(t, *update, "duel-chrome.json.txt", shows, got)
}

func TestChromeShowsGreenletsAsTheyDid(t *testing.T) {
	const shows = "Two threads with a greenlet each, as Chrome and Perfetto show it; this line is not part of it."
	scene.CheckGolden(t, *update, "loops-chrome.json.txt", shows, chromeText(t, scene.TwoLoops()))
}

// The slices of a thread's greenlets lie within the time in which it runs, and are as long as the summary has it.
func TestChromeSlicesOfGreenletsAddUp(t *testing.T) {
	tr := scene.Greenlets()
	got := map[string]int64{}
	for _, l := range readChrome(t, chromeText(t, tr)) {
		if l.Cat == "greenlet" {
			got[l.Name] += l.to() - l.from()
		}
	}
	for _, a := range trace.Summarize(tr).Threads[0].Actors[1:] {
		if got[a.Name] != int64(a.Ran) {
			t.Errorf("%s has slices of %d ns, want %d", a.Name, got[a.Name], a.Ran)
		}
	}
	if len(got) != 4 {
		t.Errorf("%d greenlets have slices, want 4", len(got))
	}
}

func TestExportsBearWithAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr := scene.AnyTrace(t, scene.AnyStep(t))
		tr.Params = []trace.Param{{Key: "n", Value: rapid.String().Draw(t, "value")}}
		var out strings.Builder
		if err := Chrome(&out, tr); err != nil || !json.Valid([]byte(out.String())) || !utf8.ValidString(out.String()) {
			t.Fatalf("error %v, or no valid JSON:\n%s", err, out.String())
		}
		checkSlices(t, readChrome(t, out.String()))
		trace.WriteProgram(io.Discard, tr)
	})
}

// A brokenWriter cannot write.
type brokenWriter struct{}

var errBroken = errors.New("broken")

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

func TestChromeReturnsTheErrorOfItsWriter(t *testing.T) {
	if err := Chrome(brokenWriter{}, scene.Balance()); !errors.Is(err, errBroken) {
		t.Errorf("got error %v, want that of the writer", err)
	}
}
