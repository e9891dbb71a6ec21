// This file tests the reader: what it accepts, and that damage is told in one sentence with the line.

package trace

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestBlanksCommentsAndEmptyLinesDoNotMatter(t *testing.T) {
	const tidy = `gilsim trace 1
program p
seed 1
thread T1 "main"
           0 c0  T1     start    -      0
object o3 greenlet "g"
object o2 var "v"
           5 -   T1.3   store    o2     -5
           5 -   T1     end      -      0
`
	const loose = `gilsim trace 1
# what ran
program p

# how
seed 1

thread   T1   "main"  
object  o2 var    "v"
object  o3 greenlet    "g"
# the events
0 c0 T1 start - 0
   5   -      T1.3       store             o2          -5     
5 - T1 end - 0

`
	want, got := readText(t, tidy), readText(t, loose)
	if diff := cmp.Diff(want.Events, got.Events); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(tidy, writeText(t, got)); diff != "" {
		t.Error(diff)
	}
}

func TestLinesMayEndAsOnWindows(t *testing.T) {
	for _, file := range goldenTraces(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(text), writeText(t, readText(t, strings.ReplaceAll(string(text), "\n", "\r\n")))); diff != "" {
			t.Errorf("%s, written again (-with newlines +with both):\n%s", filepath.Base(file), diff)
		}
	}
}

func TestNumbersOfObjectsAndTextsMayBeLeftOut(t *testing.T) {
	const text = `gilsim trace 1
seed 0
thread T1 "first"
           0 -   T1     start    -      0
object o5 ref "head"
text x4 ""
           0 -   T1     load     o5     4
object o2 var "v"
           0 -   T1     load     o2     4
`
	tr := readText(t, text)
	if got := writeText(t, tr); got != text {
		t.Errorf("written again:\n%s", got)
	}
	_, object := tr.Names.Object(3)
	if _, known := tr.Names.Text(3); object || known {
		t.Errorf("what was left out is defined: o3 %v, x3 %v", object, known)
	}
	if id := tr.Names.AddText(""); id != 4 {
		t.Errorf("the text of x4 gets the number %d", id)
	}
	if id := tr.Names.AddObject(ClassVar, "new"); id != 6 {
		t.Errorf("the next object gets the number %d, want 6", id)
	}
}

func TestDamagedFileIsToldInOneSentenceWithItsLine(t *testing.T) {
	const head = "gilsim trace 1\nseed 1\n"                                                             // lines 1 and 2
	const defs = head + "thread T1 \"main\"\nobject o1 var \"v\"\nobject o2 ref \"r\"\ntext x1 \"t\"\n" // 3 to 6
	long := strings.Repeat("x", maxLine)
	for _, tc := range []struct{ name, text, want string }{
		{"empty", "", `line 1: the file ends before its header does, with a line such as "seed 1"`},
		{"not a trace", "PK\x03\x04 something\n", `line 1: the file is no trace: it starts with "PK\x03\x04 something", not with "gilsim trace 1"`},
		{"binary", "\x1f\x8b\x00\xff\xfe\n", `line 1: the file is no trace: it starts with "\x1f\x8b\x00\xff\xfe", not with "gilsim trace 1"`},
		{"byte order mark", "\ufeff" + defs, `line 1: the file is no trace: it starts with "\ufeffgilsim trace 1", not with "gilsim trace 1"`},
		{"comment first", "# hello\n" + defs, `line 1: the file is no trace: it starts with "# hello", not with "gilsim trace 1"`},
		{"wrong version", "gilsim trace 2\nseed 1\n", `line 1: the trace has version "2", but only version 1 can be read`},
		{"version with more", "gilsim trace 1 \nseed 1\n", `line 1: the trace has version "1 ", but only version 1 can be read`},
		{"no version", "gilsim trace \nseed 1\n", `line 1: the trace has version "", but only version 1 can be read`},
		{"CR in an event", defs + "0 - T1 \rstart - 0\n", "line 7: the line holds a carriage return, a NUL or bytes that are not UTF-8: a line is plain text that ends in a newline, alone or after a carriage return"},
		{"CR twice", defs + "# hello\r\r\n", "line 7: the line holds a carriage return, a NUL or bytes"},
		{"CR alone at the end", defs + "0 - T1 start - 0\r", "line 7: the last line has no newline: the file is cut short"},
		{"NUL in an event", defs + "0 - T1 st\x00art - 0\n", "line 7: the line holds a carriage return, a NUL or bytes"},
		{"NUL in a name", head + "thread T1 \"a\x00b\"\n", "line 3: the line holds a carriage return, a NUL or bytes"},
		{"not UTF-8", head + "thread T1 \"a\xff\"\n", "line 3: the line holds a carriage return, a NUL or bytes"},
		{"empty header", "gilsim trace 1\n", `line 2: the file ends before its header does, with a line such as "seed 1"`},
		{"header without seed", "gilsim trace 1\nprogram p\n", `line 3: the file ends before its header does, with a line such as "seed 1"`},
		{"event in the header", "gilsim trace 1\n0 - T1 start - 0\n", `line 2: "0" in the header, whose lines start with program, param, config, source or seed`},
		{"seed twice", head + "seed 1\n", "line 3: seed after the header, which ends with its seed"},
		{"param late", defs + "param n 1\n", "line 7: param after the header, which ends with its seed"},
		{"program twice", "gilsim trace 1\nprogram a\nprogram b\nseed 1\n", "line 3: program after program: the header has program once, then param, config, source and seed"},
		{"param after config", "gilsim trace 1\nconfig a 1\nparam b 1\nseed 1\n", "line 3: param after config: the header has program once, then param, config, source and seed"},
		{"param without a key", "gilsim trace 1\nparam\nseed 1\n", `line 2: the key "" is not one word`},
		{"tab in a key", "gilsim trace 1\nparam a\tb 1\nseed 1\n", `line 2: the key "a\tb" is not one word`},
		{"no seed", "gilsim trace 1\nseed\n", `line 2: the seed is "", want a number up to 18446744073709551615`},
		{"negative seed", "gilsim trace 1\nseed -1\n", `line 2: the seed is "-1", want a number up to 18446744073709551615`},
		{"huge seed", "gilsim trace 1\nseed 18446744073709551616\n", `line 2: the seed is "18446744073709551616", want a number`},
		{"line too long", defs + "# " + long + "\n", "line 7: the line is longer than 65536 bytes"},
		{"unknown line", defs + "tread T2 \"x\"\n", `line 7: the line starts with "tread", want a time, thread, object, text, place or #`},
		{"tab first", defs + "\t0 - T1 start - 0\n", `line 7: the line starts with "\t0", want a time, thread, object, text, place or #`},
		{"defined twice", defs + "thread T1 \"main\"\n", "line 7: thread T1 is defined a second time"},
		{"same text twice", defs + "text x2 \"t\"\n", "line 7: text x2 is the same as x1: a text has one number"},
		{"number 0", defs + "object o0 var \"v\"\n", `line 7: object "o0" is defined, want o and a number from 1 to 1026`},
		{"negative number", defs + "object o-1 var \"v\"\n", `line 7: object "o-1" is defined, want o and a number`},
		{"object too far ahead", defs + "object o1027 var \"v\"\n", `line 7: object "o1027" is defined, want o and a number from 1 to 1026, which is 1024 more than stand defined so far`},
		{"text too far ahead", defs + "text x1026 \"v\"\n", `line 7: text "x1026" is defined, want x and a number from 1 to 1025`},
		{"number overflows", defs + "text x99999999999999999999 \"v\"\n", `line 7: text "x99999999999999999999" is defined, want x and a number`},
		{"a gap between threads", defs + "thread T3 \"v\"\n", `line 7: thread "T3" is defined, want T2: the numbers of threads have no gaps`},
		{"a gap before the first thread", head + "thread T16777216 \"v\"\n", `line 3: thread "T16777216" is defined, want T1: `},
		{"wrong letter", defs + "thread o9 \"v\"\n", `line 7: thread "o9" is defined, want T2`},
		{"process 0, which is not named", defs + "thread T2 P0 \"v\"\n", "line 7: the process is P0, want P and a number from 1 to 1025, or none for the first one"},
		{"process with a leading zero", defs + "thread T2 P01 \"v\"\n", "line 7: the process is P01, want P and a number"},
		{"process too high", defs + "thread T2 P1026 \"v\"\n", "line 7: the process is P1026, want P and a number"},
		{"process without number", defs + "thread T2 P\n", "line 7: the process is P, want P and a number"},
		{"too long when quoted", defs + "text x2 \"" + strings.Repeat("\x7f", maxLine/4) + "\"\n", "line 7: x2 needs 65547 bytes with what cannot be printed written in escapes, but a line holds 65536"},
		{"no number", defs + "thread\n", `line 7: thread "" is defined, want T2`},
		{"no class", defs + "object o3\n", `line 7: the class "" of o3 is not one word`},
		{"no name", defs + "object o3 var\n", `line 7: "" is not one text in double quotes, as Go quotes it`},
		{"name not quoted", defs + "thread T2 main\n", `line 7: "main" is not one text in double quotes, as Go quotes it`},
		{"name in back quotes", defs + "thread T2 `main`\n", "line 7: \"`main`\" is not one text in double quotes, as Go quotes it"},
		{"name and more", defs + "thread T2 \"main\" 5\n", `line 7: "\"main\" 5" is not one text in double quotes, as Go quotes it`},
		{"bad escape", defs + "thread T2 \"\\q\"\n", `line 7: "\"\\q\"" is not one text in double quotes, as Go quotes it`},
		{"no newline at the end", defs + "0 - T1 start - 0", "line 7: the last line has no newline: the file is cut short"},
		{"only a time", defs + "0\n", "line 7: the line ends where it should have a core such as c0, up to c32767, or - for none"},
		{"only blanks", defs + "   \n", "line 7: the line ends where it should have a time in nanoseconds"},
		{"no argument", defs + "0 - T1 start -\n", "line 7: the line ends where it should have an integer of 64 bits"},
		{"seven columns", defs + "0 - T1 start - 0 0\n", `line 7: "0" stands where the line should have its end`},
		{"bad time", defs + "0x1 - T1 start - 0\n", `line 7: "0x1" stands where the line should have a time in nanoseconds`},
		{"only a sign", defs + "- c0 T1 start - 0\n", `line 7: "-" stands where the line should have a time in nanoseconds`},
		{"time overflows", defs + "9223372036854775808 - T1 start - 0\n", `line 7: "9223372036854775808" stands where the line should have a time`},
		{"core overflows", defs + "0 c32768 T1 start - 0\n", `line 7: "c32768" stands where the line should have a core such as c0, up to c32767, or - for none`},
		{"core without number", defs + "0 c T1 start - 0\n", `line 7: "c" stands where the line should have a core`},
		{"core of a digit", defs + "0 0 T1 start - 0\n", `line 7: "0" stands where the line should have a core`},
		{"core with a sign", defs + "0 -1 T1 start - 0\n", `line 7: "-1" stands where the line should have a core`},
		{"thread overflows", defs + "0 - T2147483648 start - 0\n", `line 7: "T2147483648" stands where the line should have a thread such as T1, or T1.3 for its greenlet 3`},
		{"thread overflows far", defs + "0 - T18446744073709551617 start - 0\n", `line 7: "T18446744073709551617" stands where the line should have a thread`},
		{"greenlet without number", defs + "0 - T1. start - 0\n", `line 7: "T1." stands where the line should have a thread`},
		{"greenlet overflows", defs + "0 - T1.2147483648 start - 0\n", `line 7: "T1.2147483648" stands where the line should have a thread`},
		{"two greenlets", defs + "0 - T1.1.1 start - 0\n", `line 7: "T1.1.1" stands where the line should have a thread`},
		{"unknown thread", defs + "0 - T2 start - 0\n", "line 7: thread T2 is not defined"},
		{"unknown kind", defs + "0 - T1 begin - 0\n", `line 7: "begin" stands where the line should have a kind of event such as take`},
		{"kind none", defs + "0 - T1 none - 0\n", `line 7: "none" stands where the line should have a kind of event such as take`},
		{"long kind", defs + "0 - T1 " + long[:99] + " - 0\n", `line 7: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" stands where the line should have a kind`},
		{"object where none", defs + "0 - T1 start o1 0\n", `line 7: "o1" stands where the line should have -, as start has no object`},
		{"thread for object", defs + "0 - T1 load T1 0\n", `line 7: "T1" stands where the line should have an object such as o2, or - for none`},
		{"object for thread", defs + "0 - T1 spawn o1 0\n", `line 7: "o1" stands where the line should have a thread such as T2, or - for none`},
		{"unknown object", defs + "0 - T1 load o9 0\n", "line 7: object o9 is not defined"},
		{"unknown greenlet", defs + "0 - T1.9 load o1 0\n", "line 7: greenlet o9 is not defined"},
		{"unknown greenlet as object", defs + "0 - T1 switch o9 0\n", "line 7: object o9 is not defined"},
		{"thread for greenlet", defs + "0 - T1 switch T1 0\n", `line 7: "T1" stands where the line should have a greenlet such as o2, or - for the thread's own code`},
		{"unknown thread as object", defs + "0 - T1 spawn T9 0\n", "line 7: thread T9 is not defined"},
		{"unknown text", defs + "0 - T1 print - 9\n", "line 7: text x9 is not defined"},
		{"negative text", defs + "0 - T1 print - -1\n", "line 7: text x-1 is not defined"},
		{"unknown value of a ref", defs + "0 - T1 load o2 9\n", "line 7: text x9 is not defined"},
		{"argument where none", defs + "0 - T1 start - 1\n", "line 7: the argument is 1, but start has none, which is written 0"},
		{"argument overflows", defs + "0 - T1 load o1 -9223372036854775809\n", `line 7: "-9223372036854775809" stands where the line should have an integer of 64 bits`},
		{"argument with a plus", defs + "0 - T1 load o1 +5\n", `line 7: "+5" stands where the line should have an integer of 64 bits`},
		{"columns by tabs", defs + "0\t-\tT1\tstart\t-\t0\n", `line 7: "0\t-\tT1\tstart\t-\t0" stands where the line should have a time in nanoseconds`},
		{"error after good lines", defs + "0 - T1 start - 0\n# fine\n\n0 - T1 stop - 0\n", `line 10: "stop" stands where the line should have a kind`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := Read(strings.NewReader(tc.text))
			var format *FormatError
			if !errors.As(err, &format) || !strings.HasPrefix(err.Error(), "trace: "+tc.want) {
				t.Fatalf("error %v\nwant  trace: %s", err, tc.want)
			}
			if got := err.Error(); strings.Contains(got, "\n") || len(got) > 250 {
				t.Errorf("not one sentence: %q", got)
			}
		})
	}
}

func TestLongestLineDoesNotDependOnTheBufferBelow(t *testing.T) {
	const head = "gilsim trace 1\nseed 1\n"
	for n, ok := range map[int]bool{maxLine - 1: true, maxLine: false} {
		text := head + "#" + strings.Repeat("x", n-1) + "\n"
		for _, size := range []int{16, maxLine, 4 * maxLine} {
			if _, err := Read(bufio.NewReaderSize(strings.NewReader(text), size)); (err == nil) != ok {
				t.Errorf("a line of %d bytes through a buffer of %d: error %v", n, size, err)
			}
			if _, err := Read(bufio.NewReaderSize(strings.NewReader(strings.ReplaceAll(text, "\n", "\r\n")), size)); (err == nil) != ok {
				t.Errorf("a line of %d bytes and a carriage return through a buffer of %d: error %v", n, size, err)
			}
		}
	}
}

// A table by number is as long as the file has definitions, and 1024 longer at most; and whatever may be written may be read.
func TestNumbersAreBoundedByWhatTheFileHolds(outer *testing.T) {
	rapid.Check(outer, func(t *rapid.T) {
		names, tr := new(Names), new(Trace)
		threads, objects := rapid.IntRange(1, 3000).Draw(t, "threads"), rapid.IntRange(1, 5000).Draw(t, "objects")
		for range threads {
			names.AddThread("t")
		}
		for i := range objects {
			names.AddObject(ClassVar, "v")
			names.AddText(fmt.Sprint("x", i))
		}
		for range rapid.IntRange(1, 20).Draw(t, "events") {
			thread := int32(rapid.IntRange(1, threads).Draw(t, "thread"))
			object, text := int32(rapid.IntRange(1, objects).Draw(t, "object")), int64(rapid.IntRange(1, objects).Draw(t, "text"))
			tr.Events = append(tr.Events, Event{Thread: thread, Kind: Load, Obj: object, Core: NoCore}, Event{Thread: thread, Kind: Print, Arg: text, Core: NoCore})
		}
		tr.Names = names
		text := writeText(outer, tr)
		back := readText(outer, text)
		if diff := cmp.Diff(tr.Events, back.Events); diff != "" {
			t.Fatal(diff)
		}
		if again := writeText(outer, back); again != text {
			t.Fatal("written again, it is another text")
		}
		if n := strings.Count(text, "\nobject "); back.Names.Objects() > n+maxAhead || back.Names.Threads() != strings.Count(text, "\nthread ") {
			t.Fatalf("%d threads and %d objects are kept of %d defined", back.Names.Threads(), back.Names.Objects(), n)
		}
	})
}

func TestExtremeNumbersAreRead(t *testing.T) {
	const text = `gilsim trace 1
seed 18446744073709551615
thread T1 "t"
object o1 var "v"
object o1025 greenlet "g"
-9223372036854775808 c32767 T1.1025 load o1 9223372036854775807
000000000000000000000012 - T0000000000001 load o1 -9223372036854775808
`
	want := []Event{
		{Time: math.MinInt64, Core: math.MaxInt16, Thread: 1, Actor: 1025, Kind: Load, Obj: 1, Arg: math.MaxInt64},
		{Time: 12, Core: NoCore, Thread: 1, Kind: Load, Obj: 1, Arg: math.MinInt64},
	}
	if diff := cmp.Diff(want, readText(t, text).Events); diff != "" {
		t.Error(diff)
	}
}

// Whatever is cut off the end: either the cut is between two lines after the header, or it is an error.
func TestEveryCutWithinALineIsNoticed(t *testing.T) {
	for _, file := range goldenTraces(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		header := bytes.Index(text, []byte("\nseed ")) + 1
		for n := range text {
			tr, err := Read(bytes.NewReader(text[:n]))
			if whole := n > header && text[n-1] == '\n'; whole != (err == nil) {
				t.Fatalf("%s cut to %d bytes: error %v", filepath.Base(file), n, err)
			}
			if err != nil && tr != nil && !strings.Contains(err.Error(), fmt.Sprintf("line %d: ", 1+bytes.Count(text[:n], []byte("\n")))) {
				t.Fatalf("%s cut to %d bytes: %v", filepath.Base(file), n, err)
			}
		}
	}
}

// Whatever single byte is changed: an error names that line or, if a definition was changed, a later one.
func TestAnEditedByteIsHarmless(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine at a time, for long")
	}
	for _, file := range goldenTraces(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for n := range text {
			for _, b := range []byte{0, '\n', ' ', '0', '9', '-', 'T', '"', 0xff} {
				edited := bytes.Clone(text)
				edited[n] = b
				_, err := Read(bytes.NewReader(edited))
				var format *FormatError
				if line := 1 + bytes.Count(text[:n], []byte("\n")); err != nil && (!errors.As(err, &format) || format.Line < line) {
					t.Fatalf("%s with %q at %d in line %d: %v", filepath.Base(file), b, n, line, err)
				}
			}
		}
	}
}

func TestTheReaderKeepsItsError(t *testing.T) {
	r, err := NewReader(strings.NewReader("gilsim trace 1\nseed 1\n0 - T1 start - 0\nthread T1 \"late\"\n0 - T1 start - 0\n"))
	if err != nil {
		t.Fatal(err)
	}
	_, first := r.Next()
	if _, second := r.Next(); first == nil || second != first {
		t.Errorf("first %v, then %v, want the same error", first, second)
	}
}

func TestReadReturnsWhatWasBeforeTheDamage(t *testing.T) {
	tr, err := Read(strings.NewReader("gilsim trace 1\nseed 1\nthread T1 \"main\"\n0 - T1 start - 0\n0 - T1 end"))
	if err == nil || tr == nil || len(tr.Events) != 1 {
		t.Errorf("trace %v, error %v, want one event and an error", tr, err)
	}
}

func TestErrorOfTheUnderlyingReaderIsKept(t *testing.T) {
	broken := errors.New("cable cut")
	for _, text := range []string{"", "gilsim trace 1\nse", "gilsim trace 1\nseed 1\nthread T1"} {
		_, err := Read(io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken)))
		want := fmt.Sprintf("trace: line %d: reading failed: cable cut", 1+strings.Count(text, "\n"))
		if !errors.Is(err, broken) || err.Error() != want {
			t.Errorf("after %q: error %v, want %s", text, err, want)
		}
	}
}

func TestHowTheBytesArriveDoesNotMatter(t *testing.T) {
	for _, file := range goldenTraces(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, slow := range []func(io.Reader) io.Reader{iotest.OneByteReader, iotest.HalfReader, iotest.DataErrReader} {
			tr, err := Read(slow(bytes.NewReader(text)))
			if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			if diff := cmp.Diff(string(text), writeText(t, tr)); diff != "" {
				t.Error(diff)
			}
		}
	}
}

func TestReaderAllocatesNothingForAnEvent(t *testing.T) {
	events, names := benchEvents(20_000)
	r := newReaderOf(t, []byte(writeText(t, &Trace{Names: names, Events: events})))
	for range 100 { // the names
		if _, err := r.Next(); err != nil {
			t.Fatal(err)
		}
	}
	n := testing.AllocsPerRun(100, func() {
		for range 100 {
			if _, err := r.Next(); err != nil {
				t.Fatal(err)
			}
		}
	})
	if n != 0 {
		t.Errorf("%v allocations for 100 events", n)
	}
}

// drawTrace draws a trace that the text form can hold, from all kinds and all numbers.
func drawTrace(t *rapid.T) *Trace {
	word := rapid.StringMatching(`[^\x00-\x20\x7f]{1,8}`)
	line := rapid.StringMatching(`[^\x00\r\n]{0,20}`)
	param := rapid.Custom(func(t *rapid.T) Param { return Param{word.Draw(t, "key"), line.Draw(t, "value")} })
	tr := &Trace{Names: new(Names), Header: Header{
		Program: line.Draw(t, "program"),
		Params:  rapid.SliceOfN(param, 0, 3).Draw(t, "params"),
		Config:  rapid.SliceOfN(param, 0, 3).Draw(t, "config"),
		Seed:    rapid.Uint64().Draw(t, "seed"),
	}}
	for range rapid.IntRange(0, 2).Draw(t, "files") {
		tr.Sources = append(tr.Sources, SourceFile{rapid.String().Draw(t, "name"), drawSource(t)})
	}
	for range rapid.IntRange(1, 5).Draw(t, "names") {
		tr.Names.AddThread(rapid.String().Draw(t, "thread"))
		tr.Names.AddObject(rapid.SampledFrom([]string{ClassVar, ClassRef, ClassGreenlet, "ü"}).Draw(t, "class"), rapid.String().Draw(t, "object"))
		tr.Names.AddText(string(rapid.SliceOf(rapid.Byte()).Draw(t, "text")))
		tr.Names.AddPlace(Place{rapid.String().Draw(t, "file"), rapid.Int32Min(1).Draw(t, "line"), rapid.Int32Min(NoColumn).Draw(t, "column"), rapid.Int32Min(0).Draw(t, "step")})
	}
	tr.Events = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Event { return drawEvent(t, tr.Names) }), 0, 20).Draw(t, "events")
	return tr
}

// drawSource draws the text of a file: lines, and whatever else a file may hold.
func drawSource(t *rapid.T) string {
	piece := rapid.OneOf(rapid.SampledFrom([]string{"\n", "x = 1\n", "  y\n", "|\n", "+ z\n", "\r\n", "\x00", "\xff", strings.Repeat("ü", maxLine/2) + "\n"}), rapid.String())
	return strings.Join(rapid.SliceOfN(piece, 0, 6).Draw(t, "source"), "")
}

func drawEvent(t *rapid.T, names *Names) Event {
	n := int32(names.Threads())
	kind := rapid.SampledFrom(Kinds()).Draw(t, "kind")
	e := Event{
		Time: rapid.Int64().Draw(t, "time"), Core: rapid.Int16Min(NoCore).Draw(t, "core"), Kind: kind,
		Thread: rapid.Int32Range(0, n).Draw(t, "who"), Actor: rapid.Int32Range(0, n).Draw(t, "actor"),
	}
	if kind.Spec().Obj != Nothing {
		e.Obj = rapid.Int32Range(0, n).Draw(t, "obj")
	}
	info, _ := names.Object(e.Obj)
	switch arg := kind.Spec().Arg; {
	case arg == Text || arg == Position || arg == Value && info.Class == ClassRef:
		e.Arg = rapid.Int64Range(0, 1).Draw(t, "text")
	case arg != Nothing:
		e.Arg = rapid.Int64().Draw(t, "arg")
	}
	return e
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := drawTrace(t)
		var text bytes.Buffer
		if err := want.Write(&text); err != nil {
			t.Fatal(err)
		}
		got, err := Read(bytes.NewReader(text.Bytes()))
		if err != nil {
			t.Fatalf("%v in:\n%s", err, text.String())
		}
		if len(want.Events) == 0 {
			want.Events = nil
		}
		if len(want.Params) == 0 {
			want.Params = nil
		}
		if len(want.Config) == 0 {
			want.Config = nil
		}
		if diff := cmp.Diff(want.Header, got.Header); diff != "" {
			t.Fatal(diff)
		}
		if diff := cmp.Diff(want.Events, got.Events); diff != "" {
			t.Fatal(diff)
		}
		for _, e := range got.Events {
			checkSameNames(t, e, want.Names, got.Names)
		}
		if again := new(bytes.Buffer); got.Write(again) != nil || !bytes.Equal(again.Bytes(), text.Bytes()) {
			t.Fatalf("written:\n%s\nwritten again:\n%s", text.String(), again.String())
		}
	})
}

// checkSameNames makes sure that what an event refers to has the same name in both tables.
func checkSameNames(t *rapid.T, e Event, want, got *Names) {
	thread := func(n *Names) string { name, _ := n.Thread(e.Thread); return name }
	object := func(n *Names) Info { info, _ := n.Object(e.Obj); return info }
	actor := func(n *Names) Info { info, _ := n.Object(e.Actor); return info }
	text := func(n *Names) string { name, _ := n.Text(e.Arg); return name }
	spec := e.Kind.Spec()
	switch {
	case thread(want) != thread(got),
		spec.Obj == Object && object(want) != object(got),
		spec.Obj == Actor && object(want) != object(got),
		actor(want) != actor(got),
		spec.Arg == Text && text(want) != text(got):
		t.Fatalf("the names of %v differ", e)
	}
}
