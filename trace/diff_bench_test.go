// This file measures the diff beside its bounds: a bare loop over two slices, and reading two traces without comparing.

package trace

import (
	"bytes"
	"fmt"
	"io"
	"testing"
)

const diffBenchSize = 1_000_000

// benchRun is a run of four threads that take turns: each reads and writes its balance forty times and hands the lock on.
func benchRun(n int) *Trace {
	t := &Trace{Names: new(Names)}
	gil := t.Names.AddObject(ClassGIL, "gil")
	for i := range 4 {
		t.Names.AddThread("worker-" + string(rune('1'+i)))
		t.Names.AddObject(ClassVar, "balance-"+string(rune('1'+i)))
	}
	for turn := int32(0); len(t.Events) < n; turn++ {
		me, next := 1+turn%4, 1+(turn+1)%4
		add := func(thread int32, kind Kind, obj int32, arg int64) {
			t.Events = append(t.Events, Event{Time: int64(len(t.Events)) * 1250, Kind: kind, Thread: thread, Obj: obj, Arg: arg})
		}
		for i := range int64(40) {
			add(me, Load, gil+me, i)
			add(me, Store, gil+me, i+1)
		}
		add(next, Timeout, 0, 0)
		add(next, Run, 0, 2000)
		add(next, Request, me, 0)
		add(next, Park, gil, 5_000_000)
		add(me, Drop, gil, int64(len(t.Events)))
		add(me, Unpark, next, 50_000)
		add(me, Park, gil, -1)
		add(next, Run, 0, 2000)
		add(next, Take, gil, int64(turn))
	}
	t.Events = t.Events[:n]
	return t
}

// benchPair makes two runs of a million events that differ in the last one, or not at all.
func benchPair(differ bool) (a, b *Trace) {
	a, b = benchRun(diffBenchSize), benchRun(diffBenchSize)
	if differ {
		b.Events[diffBenchSize-1] = Event{Thread: 1, Kind: Store, Obj: 2, Arg: -1}
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
	for level := Exact; level <= Equivalent; level++ {
		for _, differ := range []bool{false, true} {
			b.Run(fmt.Sprintf("%v/differ=%v", level, differ), func(b *testing.B) {
				left, right := benchPair(differ)
				b.ReportAllocs()
				for b.Loop() {
					if d := Diff(left, right, level); (d != nil) != differ {
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
	for level := Exact; level <= Steps; level++ {
		b.Run(level.String(), func(b *testing.B) {
			left, right := benchTexts(b)
			for b.Loop() {
				d, err := DiffStreams(newReaderOf(b, left), newReaderOf(b, right), level)
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
		for _, text := range [][]byte{left, right} {
			r := newReaderOf(b, text)
			for _, err := r.Next(); err != io.EOF; _, err = r.Next() {
				if err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	perEvent(b)
}

func benchTexts(b *testing.B) (left, right []byte) {
	x, y := benchPair(true)
	var bufX, bufY bytes.Buffer
	if x.Write(&bufX) != nil || y.Write(&bufY) != nil {
		b.Fatal("the traces cannot be written")
	}
	return bufX.Bytes(), bufY.Bytes()
}

// perEvent reports the time for each pair of events.
func perEvent(b *testing.B) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/diffBenchSize, "ns/pair")
}
