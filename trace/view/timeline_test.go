// This file tests timelines by random traces and by what they must say in so many words.

package view

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/gilsim/gilsim/internal/scene"
	"github.com/gilsim/gilsim/trace"
)

func TestPicturesKeepTheirWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr := scene.AnyTrace(t, scene.AnyStep(t))
		for range rapid.IntRange(0, 50).Draw(t, "more threads") {
			tr.Names.AddThread("one more")
		}
		opt := TimelineOptions{
			Width: rapid.IntRange(0, 150).Draw(t, "width"), Cores: rapid.Bool().Draw(t, "cores"),
			From: rapid.Int64Range(-5, 500).Draw(t, "from"), To: rapid.Int64Range(-5, 1500).Draw(t, "to"),
			Threads: rapid.IntRange(-1, 50).Draw(t, "threads"),
		}
		limit := opt.defaults().Width
		for _, r := range Timeline(tr, opt).Rows {
			if r.Width() > limit || isLane(r) && r.Width() != limit {
				t.Fatalf("a row has %d characters of %d: %q", r.Width(), limit, r)
			}
		}
		columns := ColumnsOptions{Width: opt.Width, Filter: Filter{All: opt.Cores}, Limit: int(max(0, opt.From))}
		for _, r := range Columns(tr, columns).Rows {
			if r.Width() > limit {
				t.Fatalf("a row has %d characters of %d: %q", r.Width(), limit, r)
			}
		}
	})
}

// isLane reports whether the row is one of a thread or a core.
func isLane(r Row) bool {
	return len(r) > 1 && r[0].Style == StyleName && r[len(r)-1].Style == StyleValue
}

func TestTimelineShowsWhatTookMostOfEachCellAndWhoLeads(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr := scene.AnyTrace(t, 60) // at most 60 events: all of the run has buckets of 1 ns
		line := NewTimeliner(tr.Names, TimelineOptions{Width: rapid.IntRange(40, 120).Draw(t, "width")})
		line.Record(tr.Events)
		p := line.Picture()
		if line.spans.Now() == 0 {
			return
		}
		by := statesByNanosecond(tr)
		v := line.view(uint64(line.spans.Now()))
		for id, r := range threadRows(p)[:len(by)] { // rows of locks follow
			text := ""
			for _, c := range r {
				text += c.Text
			}
			cells := []rune(text)[v.name+1:]
			for cell := range v.cells {
				lo, hi := v.bounds(cell)
				want := commonest(by[id][lo:hi])
				if id == leading(by, lo, hi) {
					want = trace.StateRunning
				}
				if string(cells[cell]) != stateLooks[want].glyph {
					t.Fatalf("thread %d from %d to %d: got %q, want %q", id+1, lo, hi, cells[cell], stateLooks[want].glyph)
				}
			}
		}
	})
}

// threadRows returns the rows of the threads: those of greenlets are indented.
func threadRows(p *Picture) (rows []Row) {
	for _, r := range p.Rows[2:] {
		if isLane(r) && !strings.HasPrefix(r[0].Text, " ") {
			rows = append(rows, r)
		}
	}
	return rows
}

// statesByNanosecond returns the state of each thread in each nanosecond.
func statesByNanosecond(tr *trace.Trace) [][]trace.State {
	var list []trace.Span
	spans := trace.NewSpans(tr.Names, func(s trace.Span) { list = append(list, s) })
	for i := range tr.Events {
		spans.Step(&tr.Events[i])
	}
	spans.Settle()
	by := make([][]trace.State, tr.Names.Threads())
	for id := range by {
		by[id] = make([]trace.State, spans.Now())
	}
	for _, s := range list {
		for at := s.From; at < s.To && s.Actor == 0; at++ {
			by[s.Thread-1][at] = s.State
		}
	}
	return by
}

// commonest returns the state that is there most often; of equals, a state of life, and of these the first.
func commonest(list []trace.State) trace.State {
	var count [trace.StateEnded + 1]int
	for _, s := range list {
		count[s]++
	}
	best := trace.StateRunning
	for s := trace.StateRunning; s < trace.StateEnded; s++ {
		if count[s] > count[best] {
			best = s
		}
	}
	if count[trace.StateUnborn] > count[best] {
		return trace.StateUnborn
	}
	return best
}

// leading returns who ran longest in this time, -1 if all together ran for less than half of it.
func leading(by [][]trace.State, lo, hi uint64) int {
	leader, most, all := -1, 0, 0
	for id := range by {
		ran := 0
		for _, s := range by[id][lo:hi] {
			if s == trace.StateRunning {
				ran++
			}
		}
		all += ran
		if ran > most {
			leader, most = id, ran
		}
	}
	if uint64(all)*2 < hi-lo {
		return -1
	}
	return leader
}

func TestDoublingLosesNoTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr := scene.AnyTrace(t, scene.AnyStep(t))
		line := NewTimeliner(tr.Names, TimelineOptions{Cores: true})
		line.Record(tr.Events)
		line.Picture()
		sum := trace.Summarize(tr)
		for i := range line.lanes {
			var all stateShares
			for b := range line.lanes[i].buckets {
				all.add(&line.lanes[i].buckets[b])
			}
			for _, state := range [...]trace.State{trace.StateAcquire, trace.StateJoin, trace.StateHub, trace.StateWait} { // the summary has one figure for all
				all[trace.StateSleep], all[state] = all[trace.StateSleep]+all[state], 0
			}
			th := sum.Threads[i]
			want := stateShares{trace.StateRunning: uint64(th.Ran), trace.StateLock: uint64(th.LockWait), trace.StateReady: uint64(th.Ready),
				trace.StateIO: uint64(th.IO), trace.StateSleep: uint64(th.Blocked - th.IO)}
			if all != want {
				t.Fatalf("thread %d has %v in its buckets, want %v", i+1, all, want)
			}
		}
		for i := range line.cores {
			var busy uint64
			for _, b := range line.cores[i].buckets {
				busy += b.busy
			}
			if busy != uint64(sum.Busy[i]) {
				t.Fatalf("core %d has %d in its buckets, want %d", i, busy, sum.Busy[i])
			}
		}
	})
}

func TestALeaderWithMoreThanHalfOfTheTimeIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var lane coreLane
		took := map[int32]uint64{}
		at := uint64(0)
		for range rapid.IntRange(1, 60).Draw(t, "spans") {
			thread, span := rapid.Int32Range(1, 3).Draw(t, "thread"), rapid.Uint64Range(1, 50).Draw(t, "span")
			lane.add(timeGrid{}, at, at+span, thread)
			took[thread] += span
			at += span
		}
		g := timeGrid{shift: uint(rapid.IntRange(0, 3).Draw(t, "doublings"))}
		for range g.shift {
			lane.halve()
		}
		got := lane.share(g, 0, at, at)
		for thread, time := range took {
			if got.busy != at || time*2 > at && got.leader != thread {
				t.Fatalf("thread %d had %d of %d, but the share is %+v", thread, time, at, got)
			}
		}
	})
}

func TestTimelineSaysHowManyThreadsItLeavesOut(t *testing.T) {
	s := scene.New("one", "two", "three").Do(1, trace.Run, 0, 0).At(10).Do(1, trace.Exit, 0, 0)
	for threads, want := range map[int]string{0: "three", 3: "three", 2: "… and 1 more"} {
		got := pictureText(t, Timeline(&s.Trace, TimelineOptions{Threads: threads}))
		if !strings.Contains(got, want) || strings.Contains(got, "three") != (want == "three") {
			t.Errorf("at most %d threads: want %q in\n%s", threads, want, got)
		}
	}
}

func TestPicturesOfNothingSaySo(t *testing.T) {
	still := scene.New("one").Do(1, trace.Run, 0, 0)
	for name, p := range map[string]*Picture{
		"no event":        Timeline(&trace.Trace{Names: &trace.Names{}}, TimelineOptions{}),
		"no time":         Timeline(&still.Trace, TimelineOptions{}),
		"after the end":   Timeline(scene.Balance(), TimelineOptions{From: 1 << 60}),
		"an empty window": Timeline(scene.Balance(), TimelineOptions{From: 20, To: 10}),
		"no step":         Columns(&still.Trace, ColumnsOptions{}),
	} {
		if got := pictureText(t, p); !strings.HasPrefix(got, "nothing to show: ") || strings.Count(got, "\n") != 1 {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

func TestLookingWhileTheRunGoesOnChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr := scene.AnyTrace(t, scene.AnyStep(t))
		figures, line := trace.NewSummarizer(tr.Names), NewTimeliner(tr.Names, TimelineOptions{})
		cut := rapid.IntRange(0, len(tr.Events)).Draw(t, "cut")
		for _, part := range [][]trace.Event{tr.Events[:cut], tr.Events[cut:]} {
			trace.Tee{figures, line}.Record(part)
			figures.Summary()
			line.Picture()
		}
		if diff := cmp.Diff(trace.Summarize(tr), figures.Summary()); diff != "" {
			t.Fatalf("summary (-at the end +in between):\n%s", diff)
		}
		if diff := cmp.Diff(Timeline(tr, TimelineOptions{}), line.Picture()); diff != "" {
			t.Fatalf("timeline (-at the end +in between):\n%s", diff)
		}
	})
}

func TestEachWayToWaitLooksDifferentAndTheLegendNamesIt(t *testing.T) {
	seen := map[string]bool{}
	for meaning, object := range map[string]int32{
		"asleep": scene.TheTimer, "waits for a lock": scene.TheMutex, "waits for a queue or condition": scene.TheQueue,
		"joins a thread": scene.TheEnd, "input or output": scene.TheDisk, "waits for the interpreter lock": scene.TheGIL,
	} {
		s := scene.New("a", "b").Do(1, trace.Run, 0, 0).At(1).Do(1, trace.Park, object, 100).At(100).Do(2, trace.Now, 0, 0)
		text := pictureText(t, Timeline(&s.Trace, TimelineOptions{Width: 60}))
		cells := []rune(strings.Split(text, "\n")[2])
		glyph := string(cells[len(cells)/2])
		if seen[glyph] {
			t.Errorf("%s looks like another way to wait, %q", meaning, glyph)
		}
		seen[glyph] = true
		if !strings.Contains(text, glyph+" "+meaning) {
			t.Errorf("the legend has no %q:\n%s", glyph+" "+meaning, text)
		}
	}
}

// The legend explains each state within the narrowest picture that there is.
func TestTheLegendOfEachStateFitsTheNarrowestPicture(t *testing.T) {
	for state, look := range stateLooks {
		entry := look.glyph + " " + trace.State(state).String()
		if Width(entry) > timelineMinWidth {
			t.Errorf("%q takes %d columns, want at most %d", entry, Width(entry), timelineMinWidth)
		}
	}
}

func TestLongNamesAreCutWhereTheyAreAlike(t *testing.T) {
	s := scene.New("ThreadPoolExecutor-0_0", "ThreadPoolExecutor-0_1").Do(1, trace.Run, 0, 0).At(10).Do(1, trace.Exit, 0, 0)
	text := pictureText(t, Timeline(&s.Trace, TimelineOptions{}))
	for _, end := range []string{"or-0_0 ", "or-0_1 "} {
		if !strings.Contains(text, end) {
			t.Errorf("no name ends in %q:\n%s", end, text)
		}
	}
}
