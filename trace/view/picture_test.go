// This file tests pictures against golden ones, and their model.

package view

import (
	"errors"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/internal/scene"
	"github.com/gilsim/gilsim/trace"
)

var update = flag.Bool("update", os.Getenv("GILSIM_UPDATE") == "1", "rewrite the golden files")

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
	crowd := scene.New("MainThread", "one", "two", "three", "four", "five")
	crowd.At(1000)
	for id := int32(1); id <= 6; id++ {
		crowd.After(50).Do(id, trace.Store, scene.TheBalance, int64(id))
	}
	plan := scene.New("MainThread", "Thread-1", "Thread-2")
	plan.Do(1, trace.Turn, 0, 12).Do(2, trace.Turn, 0, 3).Do(3, trace.Turn, 0, 14).Do(2, trace.Turn, 0, 14)
	match := scene.Read(t, "../../greenlet/testdata/pingpong.trace")
	for _, c := range []struct {
		file, shows string
		picture     *Picture
	}{
		{"balance-columns.txt", "The tutorials' balance race, step by step: the switch after a load makes a store go lost.",
			Columns(scene.Balance(), ColumnsOptions{})},
		{"balance-columns-all.txt", "The first steps of the same run with all that the lock and the scheduler did.",
			Columns(scene.Balance(), ColumnsOptions{Width: 100, Limit: 30, Filter: Filter{All: true}})},
		{"balance-timeline.txt", "The same run on one core: who was on it, who waited for what.",
			Timeline(scene.Balance(), TimelineOptions{Cores: true})},
		{"duel-timeline.txt", "Two threads that compute on two cores: with the lock, one waits while the other runs.",
			Timeline(scene.Duel(8), TimelineOptions{Cores: true})},
		{"duel-zoom.txt", "A forced switch under the glass: asked, let go, woken, taken.",
			Timeline(scene.Duel(8), TimelineOptions{Width: 100, From: 4_990_000, To: 5_030_000})},
		{"crowd-columns.txt", "More threads than there is room for: the last column is for all that have none of their own.",
			Columns(&crowd.Trace, ColumnsOptions{Width: 60})},
		{"schedule-columns.txt", "A schedule made by hand has no times.", Columns(&plan.Trace, ColumnsOptions{})},
		{"states-timeline.txt", "Every state that a thread can be in.", Timeline(&scene.AllStates().Trace, TimelineOptions{})},
		{"greenlets-columns.txt", "Greenlets of one thread: each has a column, and an arrow says to whom it hands over.",
			Columns(scene.Greenlets(), ColumnsOptions{Width: 110})},
		{"greenlets-narrow.txt", "The same run where there is less room than greenlets.", Columns(scene.Greenlets(), ColumnsOptions{Width: 70})},
		{"greenlets-timeline.txt", "The same run: the rows of the greenlets stand below their thread's.",
			Timeline(scene.Greenlets(), TimelineOptions{Cores: true})},
		{"loops-columns.txt", "Greenlets of two threads: they are called by the thread's name, too.",
			Columns(scene.TwoLoops(), ColumnsOptions{Width: 100})},
		{"pingpong-columns.txt", "Two greenlets that package greenlet has run, and a generator in whose midst they switch.",
			Columns(match, ColumnsOptions{Width: 120})},
		{"pingpong-timeline.txt", "The same run.", Timeline(match, TimelineOptions{Cores: true, From: 21_000, To: 21_300})},
		{"many-timeline.txt", "More greenlets than a timeline shows: those with the first turns have rows.",
			Timeline(scene.Throng(10_000), TimelineOptions{Width: 60, Actors: 4})},
		{"failure-columns.txt", "A run that fails: what failed stands across the columns.",
			Columns(&scene.Failure().Trace, ColumnsOptions{Width: 60})},
	} {
		t.Run(c.file, func(t *testing.T) { scene.CheckGolden(t, *update, c.file, c.shows, pictureText(t, c.picture)) })
	}
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

func TestWriteTextReturnsTheErrorOfItsWriter(t *testing.T) {
	if err := Timeline(scene.Balance(), TimelineOptions{}).WriteText(brokenWriter{}, nil); !errors.Is(err, errBroken) {
		t.Errorf("got error %v, want that of the writer", err)
	}
}

func TestTextsFit(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{cutText("größer", 6), "größer"},
		{cutText("größer", 5), "größ…"},
		{cutText("größer", 0), ""},
		{padText("äö", 4), "äö  "},
		{alignText("äö", 4), "  äö"},
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
