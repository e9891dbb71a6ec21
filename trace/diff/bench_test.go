// This file measures the diff beside its bounds: a bare loop over two slices, and reading two traces without comparing.

package diff_test

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/diff"
)

const diffBenchSize = 1_000_000

// benchRun is a run of four threads that take turns: each reads and writes its balance forty times and hands the lock on.
func benchRun(n int) *trace.Trace {
	t := &trace.Trace{Names: new(trace.Names)}
	gil := t.Names.AddObject(trace.ClassGIL, "gil")
	for i := range 4 {
		t.Names.AddThread("worker-" + string(rune('1'+i)))
		t.Names.AddObject(trace.ClassVar, "balance-"+string(rune('1'+i)))
	}
	for turn := int32(0); len(t.Events) < n; turn++ {
		me, next := 1+turn%4, 1+(turn+1)%4
		add := func(thread int32, kind trace.Kind, obj int32, arg int64) {
			t.Events = append(t.Events, trace.Event{Time: int64(len(t.Events)) * 1250, Kind: kind, Thread: thread, Obj: obj, Arg: arg})
		}
		for i := range int64(40) {
			add(me, trace.Load, gil+me, i)
			add(me, trace.Store, gil+me, i+1)
		}
		add(next, trace.Timeout, 0, 0)
		add(next, trace.Run, 0, 2000)
		add(next, trace.Request, me, 0)
		add(next, trace.Park, gil, 5_000_000)
		add(me, trace.Drop, gil, int64(len(t.Events)))
		add(me, trace.Unpark, next, 50_000)
		add(me, trace.Park, gil, -1)
		add(next, trace.Run, 0, 2000)
		add(next, trace.Take, gil, int64(turn))
	}
	t.Events = t.Events[:n]
	return t
}

// benchPair makes two runs of a million events that differ in the last one, or not at all.
func benchPair(differ bool) (a, b *trace.Trace) {
	a, b = benchRun(diffBenchSize), benchRun(diffBenchSize)
	if differ {
		b.Events[diffBenchSize-1] = trace.Event{Thread: 1, Kind: trace.Store, Obj: 2, Arg: -1}
	}
	return a, b
}

// BenchmarkDiffPlain is the bound in memory: a loop that compares.
func BenchmarkDiffPlain(b *testing.B) {
	left, right := benchPair(true)
	for b.Loop() {
		at := 0
		for at < len(left.Events) && left.Events[at] == right.Events[at] {
			at++
		}
		if at != diffBenchSize-1 {
			b.Fatal(at)
		}
	}
	perEvent(b)
}

func BenchmarkDiff(b *testing.B) {
	for level := diff.Exact; level <= diff.Equivalent; level++ {
		for _, differ := range []bool{false, true} {
			b.Run(fmt.Sprintf("%v/differ=%v", level, differ), func(b *testing.B) {
				left, right := benchPair(differ)
				b.ReportAllocs()
				for b.Loop() {
					if d := diff.Traces(left, right, level); (d != nil) != differ {
						b.Fatal(d)
					}
				}
				perEvent(b)
			})
		}
	}
}

// BenchmarkDiffText reads two traces from text and compares them; BenchmarkDiffTextPlain is its bound and only reads.
func BenchmarkDiffText(b *testing.B) {
	for level := diff.Exact; level <= diff.Steps; level++ {
		b.Run(level.String(), func(b *testing.B) {
			left, right := benchTexts(b)
			for b.Loop() {
				d, err := diff.Streams(openTrace(b, left), openTrace(b, right), level)
				if d == nil || err != nil {
					b.Fatal(d, err)
				}
			}
			perEvent(b)
		})
	}
}

func BenchmarkDiffTextPlain(b *testing.B) {
	left, right := benchTexts(b)
	for b.Loop() {
		for _, text := range []string{left, right} {
			r := openTrace(b, text)
			for _, err := r.Next(); err != io.EOF; _, err = r.Next() {
				if err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	perEvent(b)
}

func benchTexts(b *testing.B) (left, right string) {
	x, y := benchPair(true)
	var bufX, bufY bytes.Buffer
	if x.Write(&bufX) != nil || y.Write(&bufY) != nil {
		b.Fatal("the traces cannot be written")
	}
	return bufX.String(), bufY.String()
}

// perEvent reports the time for each pair of events.
func perEvent(b *testing.B) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/diffBenchSize, "ns/pair")
}
