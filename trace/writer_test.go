// This file tests the writer: that the text form is one form only, and that what it cannot hold is refused.

package trace

import (
	"bytes"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", os.Getenv("GILSIM_UPDATE") == "1", "rewrite the golden files")

// goldenTraces returns the files of testdata/codec: each is in the canonical form and obeys the rules.
func goldenTraces(tb testing.TB) []string {
	tb.Helper()
	files, err := filepath.Glob("testdata/codec/*.trace")
	if err != nil || len(files) == 0 {
		tb.Fatalf("no traces in testdata/codec: %v", err)
	}
	return files
}

// writeText returns a trace in the text form.
func writeText(tb testing.TB, t *Trace) string {
	tb.Helper()
	var text strings.Builder
	if err := t.Write(&text); err != nil {
		tb.Fatal(err)
	}
	return text.String()
}

// readText returns the trace that a text holds.
func readText(tb testing.TB, text string) *Trace {
	tb.Helper()
	t, err := Read(strings.NewReader(text))
	if err != nil {
		tb.Fatalf("%v in:\n%s", err, text)
	}
	return t
}

func TestWritingWhatWasReadGivesTheSameBytes(t *testing.T) {
	for _, file := range goldenTraces(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := writeText(t, readText(t, string(want)))
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestExampleOfThePackageCommentIsCanonical(t *testing.T) {
	source, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	_, example, _ := strings.Cut(string(source), "\n//\tgilsim trace 1\n")
	example, _, _ = strings.Cut("//\tgilsim trace 1\n"+example, "\n//\n")
	want := strings.ReplaceAll(example+"\n", "//\t", "")
	if diff := cmp.Diff(want, writeText(t, readText(t, want))); diff != "" {
		t.Error(diff)
	}
}

func TestColumnsLineUpAndGiveWay(t *testing.T) {
	names := new(Names)
	names.AddThread("")
	for range 123_456 {
		names.AddObject(ClassVar, "v")
	}
	for _, tc := range []struct {
		e    Event
		want string
	}{
		{Event{Time: 0, Core: 0, Thread: 1, Kind: Run, Arg: 2000}, "           0 c0  T1     run      -      2000"},
		{Event{Time: 1250, Core: 0, Thread: 1, Actor: 3, Kind: Store, Obj: 2, Arg: -5}, "        1250 c0  T1.3   store    o2     -5"},
		{Event{Time: 7, Core: NoCore, Thread: 1, Kind: Timeout, Arg: -1}, "           7 -   T1     timeout  -      -1"},
		{Event{Time: 7, Core: 12, Thread: 1, Kind: Spawn, Obj: 1}, "           7 c12 T1     spawn    T1     0"},
		{Event{Time: 7, Core: 0, Thread: 1, Actor: 3, Kind: Switch, Obj: 123}, "           7 c0  T1.3   switch   o123   0"},
		{Event{Time: 7, Core: 0, Thread: 1, Actor: 3, Kind: Switch, Arg: 1}, "           7 c0  T1.3   switch   -      1"},
		{Event{Time: 7, Core: 0, Thread: 1, Kind: Store, Obj: 99999, Arg: 1}, "           7 c0  T1     store    o99999 1"},
		{Event{Time: 7, Core: 0, Thread: 1, Kind: Acquire, Obj: 123456}, "           7 c0  T1     acquire  o123456 0"},
		{Event{Time: 1234567890123, Core: 123, Thread: 1, Actor: 123456, Kind: End, Arg: 9}, "1234567890123 c123 T1.123456 end      -      9"},
		{Event{Time: -9223372036854775808, Core: 0, Thread: 0, Kind: Halt}, "-9223372036854775808 c0  T0     halt     -      0"},
	} {
		text := writeText(t, &Trace{Names: names, Events: []Event{tc.e}})
		lines := strings.Split(text, "\n")
		if got := lines[len(lines)-2]; got != tc.want {
			t.Errorf("\ngot  %q\nwant %q", got, tc.want)
		}
		if got := readText(t, text).Events[0]; got != tc.e {
			t.Errorf("%q reads as %v, want %v", tc.want, got, tc.e)
		}
	}
}

func TestDefinitionsStandBeforeTheirFirstUseOnly(t *testing.T) {
	names := new(Names)
	names.AddThread("main")
	names.AddThread("child")
	names.AddObject(ClassVar, "unused")
	names.AddObject(ClassRef, "head")
	names.AddText("unused")
	used := names.AddText("used")
	tr := &Trace{Names: names, Events: []Event{
		{Thread: 1, Kind: Spawn, Obj: 2, Core: NoCore},
		{Thread: 1, Kind: Store, Obj: 2, Arg: int64(used), Core: NoCore},
		{Thread: 2, Kind: Load, Obj: 2, Arg: int64(used), Core: NoCore},
		{Thread: 2, Kind: Store, Obj: 2, Arg: 0, Core: NoCore},
	}}
	const want = `gilsim trace 1
seed 0
thread T1 "main"
thread T2 "child"
           0 -   T1     spawn    T2     0
object o2 ref "head"
text x2 "used"
           0 -   T1     store    o2     2
           0 -   T2     load     o2     2
           0 -   T2     store    o2     0
`
	if diff := cmp.Diff(want, writeText(t, tr)); diff != "" {
		t.Error(diff)
	}
}

func TestWhatTheTextFormCannotHoldIsRefused(t *testing.T) {
	names := new(Names)
	names.AddThread("main")
	names.AddObject(ClassVar, "v")
	names.AddObject(ClassRef, "r")
	names.AddObject("two words", "o3")
	long := int64(names.AddText(strings.Repeat("x", maxLine)))
	for _, tc := range []struct {
		e    Event
		want string
	}{
		{Event{Thread: 1}, "trace: event 1 is no event: kind 0"},
		{Event{Thread: 1, Kind: numKinds}, "trace: event 1 is no event: kind"},
		{Event{Thread: -1, Kind: Start}, "thread -1"},
		{Event{Thread: 1, Actor: -1, Kind: Start}, "actor -1"},
		{Event{Thread: 1, Core: -2, Kind: Start}, "core -2"},
		{Event{Thread: 2, Kind: Start}, "trace: event 1 refers to thread 2, which is not defined"},
		{Event{Thread: 1, Actor: 5, Kind: Start}, "trace: event 1 refers to object 5, which is not defined"},
		{Event{Thread: 1, Kind: Switch, Obj: 5}, "trace: event 1 refers to object 5, which is not defined"},
		{Event{Thread: 1, Kind: Spawn, Obj: 2}, "trace: event 1 refers to thread 2, which is not defined"},
		{Event{Thread: 1, Kind: Load, Obj: 4}, "trace: event 1 refers to object 4, which is not defined"},
		{Event{Thread: 1, Kind: Load, Obj: -4}, "trace: event 1 refers to object -4, which is not defined"},
		{Event{Thread: 1, Kind: Load, Obj: 3}, `trace: event 1 refers to object 3, whose class "two words" is not one word`},
		{Event{Thread: 1, Kind: Load, Obj: 2, Arg: 5}, "trace: event 1 refers to text 5, which is not defined"},
		{Event{Thread: 1, Kind: Print, Arg: -1}, "trace: event 1 refers to text -1, which is not defined"},
		{Event{Thread: 1, Kind: Print, Arg: 1<<32 + 1}, "trace: event 1 refers to text 4294967297, which is not defined"},
		{Event{Thread: 1, Kind: Print, Arg: long}, "trace: event 1 needs a definition of 65547 bytes, but a line holds 65536"},
		{Event{Thread: 1, Kind: Start, Obj: 1}, "trace: event 1 has Obj 1, but start has none"},
		{Event{Thread: 1, Kind: Start, Arg: 1}, "trace: event 1 has Arg 1, but start has none"},
	} {
		err := (&Trace{Names: names, Events: []Event{tc.e}}).Write(io.Discard)
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%v: error %v, want %q", tc.e, err, tc.want)
		}
	}
}

func TestHeaderThatWouldNotReadBackIsRefused(t *testing.T) {
	for _, tc := range []struct {
		h    Header
		want string
	}{
		{Header{Program: "a\nseed 2"}, `trace: header: "program a\nseed 2" is not one line`},
		{Header{Program: "a\r"}, "is not one line"},
		{Header{Params: []Param{{"n", "\x00"}}}, "is not one line"},
		{Header{Config: []Param{{"n", "\xff"}}}, "is not one line"},
		{Header{Params: []Param{{"", "1"}}}, `trace: header: the key "" is not one word`},
		{Header{Config: []Param{{"a b", "1"}}}, `trace: header: the key "a b" is not one word`},
		{Header{Params: []Param{{"n", strings.Repeat("x", maxLine-len("param n "))}}}, "has 65536 bytes, but it may have 65535"},
	} {
		var text bytes.Buffer
		err := (&Trace{Header: tc.h}).Write(&text)
		if err == nil || !strings.Contains(err.Error(), tc.want) || text.Len() > 0 {
			t.Errorf("%v: error %v after %q, want %q and nothing written", tc.h, err, text.String(), tc.want)
		}
	}
}

func TestHeaderReadsBackAsItWas(t *testing.T) {
	want := Header{
		Program: " a program with blanks ", Seed: 1<<64 - 1,
		Params: []Param{{"n", ""}, {"n", "again"}, {"label", `  "quoted" # no comment `}},
		Config: []Param{{"größe", "ü"}, {"longest", strings.Repeat("x", maxLine-len("config longest \n"))}},
	}
	if diff := cmp.Diff(want, readText(t, writeText(t, &Trace{Header: want})).Header); diff != "" {
		t.Error(diff)
	}
}

func TestLinesBeforeARefusedEventAreWritten(t *testing.T) {
	names := new(Names)
	names.AddThread("main")
	long := int64(names.AddText(strings.Repeat("x", maxLine)))
	for _, refused := range []Event{{Thread: 9, Kind: Start}, {Thread: 1, Kind: Print, Arg: long}} {
		var text bytes.Buffer
		w := NewWriter(&text, Header{}, names)
		w.Record([]Event{{Thread: 1, Kind: Start}, refused, {Thread: 1, Kind: End}})
		first := w.Flush()
		w.Record([]Event{{Thread: 8, Kind: Start}})
		if second := w.Close(); first == nil || second != first {
			t.Errorf("Flush: %v, then Close: %v, want the same error", first, second)
		}
		if n := len(readText(t, text.String()).Events); n != 1 {
			t.Errorf("%d events written, want the one before the refused one", n)
		}
	}
}

// A fullDisk fails after some bytes.
type fullDisk struct{ left int }

var errFull = errors.New("disk full")

func (b *fullDisk) Write(p []byte) (int, error) {
	if len(p) > b.left {
		return b.left, errFull
	}
	b.left -= len(p)
	return len(p), nil
}

func TestFirstWriteErrorIsKept(t *testing.T) {
	events, names := benchEvents(10_000)
	w := NewWriter(&fullDisk{left: 100_000}, Header{}, names)
	w.Record(events)
	err := w.Close()
	if !errors.Is(err, errFull) || !strings.HasPrefix(err.Error(), "trace: event ") {
		t.Errorf("error %v, want %v with the event", err, errFull)
	}
	if again := w.Close(); again != err {
		t.Errorf("closing again: %v, want %v", again, err)
	}
}

func TestErrorBeforeAWriteErrorIsKept(t *testing.T) {
	w := NewWriter(&fullDisk{}, Header{}, nil)
	w.Record([]Event{{Thread: 1, Kind: Start}})
	if err := w.Close(); err == nil || errors.Is(err, errFull) {
		t.Errorf("error %v, want the refused event, not the failed write after it", err)
	}
}

// A shortWriter claims success for less than it was given.
type shortWriter struct{}

func (shortWriter) Write(p []byte) (int, error) { return len(p) / 2, nil }

func TestShortWriteIsAnError(t *testing.T) {
	if err := (&Trace{}).Write(shortWriter{}); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("error %v, want %v", err, io.ErrShortWrite)
	}
}

func TestWriterAllocatesNothingForAnEvent(t *testing.T) {
	events, names := benchEvents(10_000)
	w := NewWriter(io.Discard, Header{}, names)
	w.Record(events) // the names
	if n := testing.AllocsPerRun(10, func() { w.Record(events) }); n != 0 {
		t.Errorf("%v allocations for %d events", n, len(events))
	}
	if len(w.buf) >= batchSize+1<<10 || cap(w.buf) > 2*batchSize {
		t.Errorf("the buffer has grown to %d of %d bytes", len(w.buf), cap(w.buf))
	}
}

func TestAThreadsDefinitionNamesItsProcessUnlessThatIsTheFirst(t *testing.T) {
	names := new(Names)
	names.AddThread("main")
	names.AddThreadOf(3, "child")
	text := writeText(t, &Trace{Names: names, Events: []Event{{Thread: 1, Obj: 2, Core: NoCore, Kind: Fork}}})
	for _, line := range []string{"\nthread T1 \"main\"\n", "\nthread T2 P3 \"child\"\n"} {
		if !strings.Contains(text, line) {
			t.Errorf("the text has no line %q:\n%s", line, text)
		}
	}
	back := readText(t, text)
	if back.Names.Process(1) != 0 || back.Names.Process(2) != 3 || !back.Names.Equal(names) {
		t.Errorf("read again, the threads belong to processes %d and %d", back.Names.Process(1), back.Names.Process(2))
	}
}
