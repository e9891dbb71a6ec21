// This file measures what summary and timeline cost for each event, beside a loop that only looks at it.

package view

import (
	"testing"

	"github.com/gilsim/gilsim/internal/scene"
	"github.com/gilsim/gilsim/trace"
)

// A looker looks at each event and does nothing.
type looker struct{ sum int64 }

func (l *looker) Record(events []trace.Event) {
	for i := range events {
		l.sum += events[i].Time ^ int64(events[i].Kind)
	}
}

func BenchmarkRecorders(b *testing.B) {
	tr := scene.Duel(40_000)
	for _, c := range []struct {
		name string
		make func() trace.Recorder
	}{
		{"loop", func() trace.Recorder { return &looker{} }},
		{"summary", func() trace.Recorder { return trace.NewSummarizer(tr.Names) }},
		{"timeline", func() trace.Recorder { return NewTimeliner(tr.Names, TimelineOptions{}) }},
		{"timeline-cores", func() trace.Recorder { return NewTimeliner(tr.Names, TimelineOptions{Cores: true}) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.make().Record(tr.Events)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(tr.Events)), "ns/event")
		})
	}
}

func TestRecordingAllocatesNothing(t *testing.T) {
	tr := scene.Duel(40)
	for name, r := range map[string]trace.Recorder{
		"summary":  trace.NewSummarizer(tr.Names),
		"timeline": NewTimeliner(tr.Names, TimelineOptions{Cores: true}),
	} {
		r.Record(tr.Events[:len(tr.Events)/2])
		rest := tr.Events[len(tr.Events)/2:]
		if n := testing.AllocsPerRun(1, func() { r.Record(rest) }); n != 0 {
			t.Errorf("%s: %v allocations while recording, want none", name, n)
		}
	}
}
