// This file tests pictures against golden ones, and their model.

package trace

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// checkGolden compares a text with a golden file, whose first line says what it shows.
func checkGolden(t *testing.T, name, shows, got string) {
	t.Helper()
	got = "# " + shows + "\n" + got
	path := filepath.Join("testdata", "picture", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got); rewrite it with -update if that is meant:\n%s", path, diff)
	}
}

// pictureText returns the plain text of a picture.
func pictureText(t *testing.T, p *Picture) string {
	t.Helper()
	var text strings.Builder
	if err := p.WriteText(&text, nil); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

func TestPicturesAreAsTheyWere(t *testing.T) {
	crowd := newScene("MainThread", "one", "two", "three", "four", "five")
	crowd.at(1000)
	for id := int32(1); id <= 6; id++ {
		crowd.after(50).do(id, Store, theBalance, int64(id))
	}
	plan := newScene("MainThread", "Thread-1", "Thread-2")
	plan.do(1, Turn, 0, 12).do(2, Turn, 0, 3).do(3, Turn, 0, 14).do(2, Turn, 0, 14)
	match := recorded(t, "../greenlet/testdata/pingpong.trace")
	for _, c := range []struct {
		file, shows string
		picture     *Picture
	}{
		{"balance-columns.txt", "The tutorials' balance race, step by step: the switch after a load makes a store go lost.",
			Columns(balance(), ColumnsOptions{})},
		{"balance-columns-all.txt", "The first steps of the same run with all that the lock and the scheduler did.",
			Columns(balance(), ColumnsOptions{Width: 100, Limit: 30, All: true})},
		{"balance-timeline.txt", "The same run on one core: who was on it, who waited for what.",
			Timeline(balance(), TimelineOptions{Cores: true})},
		{"duel-timeline.txt", "Two threads that compute on two cores: with the lock, one waits while the other runs.",
			Timeline(duel(8), TimelineOptions{Cores: true})},
		{"duel-zoom.txt", "A forced switch under the glass: asked, let go, woken, taken.",
			Timeline(duel(8), TimelineOptions{Width: 100, From: 4_990_000, To: 5_030_000})},
		{"crowd-columns.txt", "More threads than there is room for: the last column is for all that have none of their own.",
			Columns(&crowd.Trace, ColumnsOptions{Width: 60})},
		{"schedule-columns.txt", "A schedule made by hand has no times.", Columns(&plan.Trace, ColumnsOptions{})},
		{"states-timeline.txt", "Every state that a thread can be in.", Timeline(&allStates().Trace, TimelineOptions{})},
		{"greenlets-columns.txt", "Greenlets of one thread: each has a column, and an arrow says to whom it hands over.",
			Columns(greenlets(), ColumnsOptions{Width: 110})},
		{"greenlets-narrow.txt", "The same run where there is less room than greenlets.", Columns(greenlets(), ColumnsOptions{Width: 70})},
		{"greenlets-timeline.txt", "The same run: the rows of the greenlets stand below their thread's.",
			Timeline(greenlets(), TimelineOptions{Cores: true})},
		{"loops-columns.txt", "Greenlets of two threads: they are called by the thread's name, too.",
			Columns(twoLoops(), ColumnsOptions{Width: 100})},
		{"pingpong-columns.txt", "Two greenlets that package greenlet has run, and a generator in whose midst they switch.",
			Columns(match, ColumnsOptions{Width: 120})},
		{"pingpong-timeline.txt", "The same run.", Timeline(match, TimelineOptions{Cores: true, From: 21_000, To: 21_300})},
		{"many-timeline.txt", "More greenlets than a timeline shows: those with the first turns have rows.",
			Timeline(throng(10_000), TimelineOptions{Width: 60, Actors: 4})},
		{"failure-columns.txt", "A run that fails: what failed stands across the columns.",
			Columns(&failure().Trace, ColumnsOptions{Width: 60})},
	} {
		t.Run(c.file, func(t *testing.T) { checkGolden(t, c.file, c.shows, pictureText(t, c.picture)) })
	}
}

// recorded returns the trace in a file.
func recorded(t *testing.T, path string) *Trace {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return readText(t, string(text))
}

// allStates returns a run in which a thread goes through all its states.
func allStates() *scene {
	s := newScene("MainThread", "worker with a very long name", "größer")
	s.on(0).do(1, Run, 0, 2000).do(1, Take, theGIL, 0).do(1, Spawn, 2, 0).at(10*ms).do(1, Drop, theGIL, 5).wait(1, theEnd)
	s.do(2, Run, 0, 2000).do(2, Take, theGIL, 1).do(2, Spawn, 3, 0).on(1).do(3, Run, 0, 2000).wait(3, theGIL).on(0)
	s.at(20*ms).do(2, Drop, theGIL, 5).do(2, Unpark, 3, 0).do(2, Park, theDisk, 5*ms)
	s.on(1).do(3, Run, 0, 2000).do(3, Take, theGIL, 2)
	s.at(25*ms).do(2, Timeout, 0, 0).at(30*ms).do(3, Drop, theGIL, 9).do(3, Exit, 0, 9)
	s.on(0).do(2, Run, 0, 2000).do(2, Take, theGIL, 3)
	s.at(32*ms).do(2, End, 0, 9).do(2, Unpark, 1, 0).do(2, Drop, theGIL, 9).do(2, Exit, 0, 9)
	return s.at(34*ms).do(1, Run, 0, 2000).at(40*ms).do(1, Exit, 0, 9)
}

// failure returns a run that ends with a crash and a halt.
func failure() *scene {
	s := newScene("MainThread", "Thread-1")
	s.do(1, Run, 0, 2000).do(1, Start, 0, 0).do(1, Spawn, 2, 0).after(1000).do(1, Sleep, 0, 5*ms).do(1, Park, theTimer, 5*ms)
	s.do(2, Run, 0, 2000).after(500).do(2, Start, 0, 0).after(500).do(2, Load, theName, int64(s.Names.AddText("Bob")))
	s.after(500).do(2, IO, theDisk, 2*ms).do(2, Random, 0, 17).do(2, Now, 0, 2500)
	s.after(500).do(2, Crash, 0, int64(s.Names.AddText("release of lock mutex,\nwhich it does not hold")))
	s.do(0, Halt, 0, int64(s.Names.AddText("a thread failed")))
	return s
}

func TestPaintGetsEveryCellWithItsStyle(t *testing.T) {
	p := &Picture{Rows: []Row{{{"a", StyleName}, {"  ", StyleNote}, {"b ", ""}, {"   ", StyleEnded}}, {{"  ", ""}}}}
	var text strings.Builder
	if err := p.WriteText(&text, func(style, text string) string { return "<" + style + ":" + text + ">" }); err != nil {
		t.Fatal(err)
	}
	if want := "<name:a><note:  ><:b>\n\n"; text.String() != want {
		t.Errorf("got %q, want %q", text.String(), want)
	}
	if len(p.Rows[0]) != 4 || p.Rows[0][2].Text != "b " {
		t.Errorf("writing has changed the picture: %q", p.Rows)
	}
}

// A brokenWriter cannot write.
type brokenWriter struct{}

var errBroken = errors.New("broken")

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

func TestWritersReturnTheErrorOfTheirWriter(t *testing.T) {
	for name, write := range map[string]func() error{
		"text":    func() error { return Timeline(balance(), TimelineOptions{}).WriteText(brokenWriter{}, nil) },
		"program": func() error { return WriteProgram(brokenWriter{}, balance()) },
		"chrome":  func() error { return WriteChrome(brokenWriter{}, balance()) },
	} {
		if err := write(); !errors.Is(err, errBroken) {
			t.Errorf("%s: got error %v, want that of the writer", name, err)
		}
	}
}

func TestTextsFit(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{cutText("größer", 6), "größer"},
		{cutText("größer", 5), "größ…"},
		{cutText("größer", 0), ""},
		{padText("äö", 4), "äö  "},
		{alignText("äö", 4), "  äö"},
		{plainText("a\tb"), `a\tb`},
		{plainText("größer → 5"), "größer → 5"},
		{groupDigits(0), "0"},
		{groupDigits(999), "999"},
		{groupDigits(1000), "1,000"},
		{groupDigits(-123456), "-123,456"},
		{groupDigits(-1 << 63), "-9,223,372,036,854,775,808"},
		{timeText(0), "0 ns"},
		{timeText(999), "999 ns"},
		{timeText(1000), "1 µs"},
		{timeText(1_250_000), "1.25 ms"},
		{timeText(10_000_000_000), "10 s"},
		{timeUnit{"µs", 1e3}.thousandths(-50), "-0.050"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
