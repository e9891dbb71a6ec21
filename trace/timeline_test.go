// This file tests timelines by random traces and by what they must say in so many words.

package trace

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestPicturesKeepTheirWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr := anyTrace(t, anyStep(t))
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
		columns := ColumnsOptions{Width: opt.Width, All: opt.Cores, Limit: int(max(0, opt.From))}
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
		tr := anyTrace(t, 60) // at most 60 events: all of the run has buckets of 1 ns
		line := NewTimeliner(tr.Names, TimelineOptions{Width: rapid.IntRange(40, 120).Draw(t, "width")})
		line.Record(tr.Events)
		p := line.Picture()
		if line.states.now == 0 {
			return
		}
		by := statesByNanosecond(tr)
		v := line.view(uint64(line.states.now))
		for id, r := range threadRows(p) {
			text := ""
			for _, c := range r {
				text += c.Text
			}
			cells := []rune(text)[v.name+1:]
			for cell := range v.cells {
				lo, hi := v.bounds(cell)
				want := commonest(by[id][lo:hi])
				if id == leading(by, lo, hi) {
					want = stateRunning
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
func statesByNanosecond(tr *Trace) [][]threadState {
	k := newStateTracker(tr.Names)
	var spans []stateSpan
	for i := range tr.Events {
		if span, ok := k.step(&tr.Events[i]); ok {
			spans = append(spans, span)
		}
	}
	by := make([][]threadState, tr.Names.Threads())
	for id := range by {
		by[id] = make([]threadState, k.now)
		if span, ok := k.settle(int32(id + 1)); ok {
			spans = append(spans, span)
		}
	}
	for _, s := range spans {
		for at := s.from; at < s.to; at++ {
			by[s.thread-1][at] = s.state
		}
	}
	return by
}

// commonest returns the state that is there most often; of equals, a state of life, and of these the first.
func commonest(list []threadState) threadState {
	var count [stateEnded + 1]int
	for _, s := range list {
		count[s]++
	}
	best := stateRunning
	for s := stateRunning; s < stateEnded; s++ {
		if count[s] > count[best] {
			best = s
		}
	}
	if count[stateUnborn] > count[best] {
		return stateUnborn
	}
	return best
}

// leading returns who ran longest in this time, -1 if all together ran for less than half of it.
func leading(by [][]threadState, lo, hi uint64) int {
	leader, most, all := -1, 0, 0
	for id := range by {
		ran := 0
		for _, s := range by[id][lo:hi] {
			if s == stateRunning {
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
		tr := anyTrace(t, anyStep(t))
		line := NewTimeliner(tr.Names, TimelineOptions{Cores: true})
		line.Record(tr.Events)
		line.Picture()
		sum := Summarize(tr)
		for i := range line.lanes {
			var all stateShares
			for b := range line.lanes[i].buckets {
				all.add(&line.lanes[i].buckets[b])
			}
			th := sum.Threads[i]
			want := stateShares{stateRunning: uint64(th.Ran), stateLock: uint64(th.LockWait), stateReady: uint64(th.Ready),
				stateIO: uint64(th.IO), stateBlocked: uint64(th.Blocked - th.IO)}
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
	s := newScene("one", "two", "three").do(1, Run, 0, 0).at(10).do(1, Exit, 0, 0)
	for threads, want := range map[int]string{0: "three", 3: "three", 2: "… and 1 more"} {
		got := pictureText(t, Timeline(&s.Trace, TimelineOptions{Threads: threads}))
		if !strings.Contains(got, want) || strings.Contains(got, "three") != (want == "three") {
			t.Errorf("at most %d threads: want %q in\n%s", threads, want, got)
		}
	}
}

func TestPicturesOfNothingSaySo(t *testing.T) {
	still := newScene("one").do(1, Run, 0, 0)
	for name, p := range map[string]*Picture{
		"no event":        Timeline(&Trace{Names: &Names{}}, TimelineOptions{}),
		"no time":         Timeline(&still.Trace, TimelineOptions{}),
		"after the end":   Timeline(balance(), TimelineOptions{From: 1 << 60}),
		"an empty window": Timeline(balance(), TimelineOptions{From: 20, To: 10}),
		"no step":         Columns(&still.Trace, ColumnsOptions{}),
	} {
		if got := pictureText(t, p); !strings.HasPrefix(got, "nothing to show: ") || strings.Count(got, "\n") != 1 {
			t.Errorf("%s: got %q", name, got)
		}
	}
}
