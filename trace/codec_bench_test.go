// This file measures the codec beside plain loops over the same fields, which do what cannot be left out and check nothing.

package trace

import (
	"bufio"
	"bytes"
	"io"
	"runtime"
	"strconv"
	"testing"
)

// benchEvents is the start of a run under the interval discipline: two threads on two cores count, and hand the lock
// over after every 20 steps.
func benchEvents(n int) ([]Event, *Names) {
	names := new(Names)
	names.AddThread("main")
	names.AddThread("worker")
	names.AddObject(ClassGIL, "gil")
	names.AddObject(ClassVar, "balance")
	events := append(make([]Event, 0, n+40),
		Event{Core: 0, Thread: 1, Kind: Run, Arg: 20000},
		Event{Core: 0, Thread: 1, Kind: Take, Obj: 1},
		Event{Core: 0, Thread: 1, Kind: Start},
		Event{Core: 0, Thread: 1, Kind: Spawn, Obj: 2},
		Event{Core: 0, Thread: 1, Kind: Drop, Obj: 1},
		Event{Core: 1, Thread: 2, Kind: Run, Arg: 20000},
		Event{Core: 1, Thread: 2, Kind: Take, Obj: 1},
		Event{Core: 1, Thread: 2, Kind: Start},
		Event{Core: 1, Thread: 2, Kind: Drop, Obj: 1},
		Event{Core: 1, Thread: 2, Kind: Park, Obj: 1, Arg: 5_000_000},
		Event{Core: 0, Thread: 1, Kind: Take, Obj: 1, Arg: 1})
	for turn := int64(1); len(events) < n; turn++ {
		a := int32(2 - turn%2) // who holds the lock
		events = appendTurn(events, turn, a, 3-a)
	}
	return events[:n], names
}

// appendTurn appends 20 steps of thread a and the hand-over to thread b. Each thread has a core of its own.
func appendTurn(events []Event, turn int64, a, b int32) []Event {
	now, coreA, coreB := turn*5_004_220, int16(a-1), int16(b-1)
	for i := range int64(10) {
		events = append(events,
			Event{Time: now + i*40, Core: coreA, Thread: a, Kind: Load, Obj: 2, Arg: turn*10 + i},
			Event{Time: now + i*40 + 20, Core: coreA, Thread: a, Kind: Store, Obj: 2, Arg: turn*10 + i + 1})
	}
	return append(events,
		Event{Time: now + 1000, Core: NoCore, Thread: b, Kind: Timeout},
		Event{Time: now + 3000, Core: coreB, Thread: b, Kind: Run, Arg: 20000},
		Event{Time: now + 3000, Core: coreB, Thread: b, Kind: Request, Obj: a},
		Event{Time: now + 3000, Core: coreB, Thread: b, Kind: Park, Obj: 1, Arg: 5_000_000},
		Event{Time: now + 3020, Core: coreA, Thread: a, Kind: Drop, Obj: 1, Arg: turn * 125_000},
		Event{Time: now + 3020, Core: coreA, Thread: a, Kind: Unpark, Obj: b, Arg: 2000},
		Event{Time: now + 3020, Core: coreA, Thread: a, Kind: Park, Obj: 1, Arg: -1},
		Event{Time: now + 5020, Core: coreB, Thread: b, Kind: Run, Arg: 20000},
		Event{Time: now + 5020, Core: coreB, Thread: b, Kind: Take, Obj: 1, Arg: turn + 1},
		Event{Time: now + 5020, Core: coreB, Thread: b, Kind: Unpark, Obj: a, Arg: 2000},
		Event{Time: now + 7020, Core: coreA, Thread: a, Kind: Run, Arg: 20000},
		Event{Time: now + 7020, Core: coreA, Thread: a, Kind: Park, Obj: 1, Arg: 5_000_000})
}

const benchSize = 100_000

func BenchmarkWrite(b *testing.B) {
	events, names := benchEvents(benchSize)
	w := NewWriter(io.Discard, Header{}, names)
	w.Record(events) // the names
	b.ReportAllocs()
	b.ResetTimer()
	for done := 0; done < b.N; done += benchSize {
		w.Record(events[:min(benchSize, b.N-done)])
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkWritePlain writes the seven fields as integers, one blank apart.
func BenchmarkWritePlain(b *testing.B) {
	events, _ := benchEvents(benchSize)
	w := bufio.NewWriterSize(io.Discard, batchSize)
	b.ReportAllocs()
	b.ResetTimer()
	for done := 0; done < b.N; done += benchSize {
		writePlain(w, events[:min(benchSize, b.N-done)])
	}
	w.Flush()
}

func writePlain(w *bufio.Writer, events []Event) {
	for i := range events {
		e := &events[i]
		line := w.AvailableBuffer()
		for _, field := range [...]int64{e.Time, int64(e.Core), int64(e.Thread), int64(e.Actor), int64(e.Kind), int64(e.Obj)} {
			line = append(strconv.AppendInt(line, field, 10), ' ')
		}
		w.Write(append(strconv.AppendInt(line, e.Arg, 10), '\n'))
	}
}

func benchText(tb testing.TB) []byte {
	events, names := benchEvents(benchSize)
	return []byte(writeText(tb, &Trace{Names: names, Events: events}))
}

func newReaderOf(tb testing.TB, text []byte) *Reader {
	r, err := NewReader(bytes.NewReader(text))
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

func BenchmarkRead(b *testing.B) {
	text := benchText(b)
	r := newReaderOf(b, text)
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		if _, err := r.Next(); err == io.EOF {
			r = newReaderOf(b, text)
		} else if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkReadPlain reads the same file and parses its integers by hand; it skips blanks and letters, and takes no
// notice of the kind.
func BenchmarkReadPlain(b *testing.B) {
	text := benchText(b)
	in := bufio.NewReaderSize(bytes.NewReader(text), maxLine)
	b.ReportAllocs()
	b.ResetTimer()
	sum := int64(0)
	for range b.N {
		line, err := in.ReadSlice('\n')
		if err == io.EOF {
			in.Reset(bytes.NewReader(text))
		} else if isEvent(line) {
			sum += readPlain(line).Arg
		}
	}
	runtime.KeepAlive(sum)
}

func readPlain(line []byte) Event {
	var fields [6]int64
	at := 0
	for i := range fields {
		for line[at] == ' ' || line[at] >= 'A' && line[at] <= 'Z' {
			at++
		}
		n, sign := int64(0), int64(1)
		if line[at] == '-' {
			sign, at = -1, at+1
		}
		for ; line[at] > ' '; at++ {
			n = n*10 + int64(line[at]-'0')
		}
		fields[i] = n * sign
	}
	return Event{
		Time: fields[0], Core: int16(fields[1]), Thread: int32(fields[2]), Kind: Kind(fields[3]),
		Obj: int32(fields[4]), Arg: fields[5],
	}
}
