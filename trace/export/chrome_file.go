// This file writes the lines of the trace event format.

package export

import (
	"bufio"
	"encoding/json"
	"strconv"

	"github.com/gilsim/gilsim/trace"
)

// A chromeEvent is one line of the file. Which of its fields are written depends on the phase.
type chromeEvent struct {
	phase  byte // M names a track, X is a slice, i an instant, s and f are the ends of an arrow, C is a counter
	name   string
	group  string // what the format calls a category
	track  int64  // what the format calls a thread
	time   int64  // nanoseconds
	length int64  // of an X, in nanoseconds
	id     int64  // of an s and its f
	arg    string // the name of the one argument; "" if there is none
	value  string // of the argument, in JSON
}

// A chromeFile writes the file. The first error stays with w and is what close returns.
type chromeFile struct {
	w     *bufio.Writer
	line  []byte
	lines int64
}

func (f *chromeFile) open(t *trace.Trace) {
	f.w.WriteString(`{"displayTimeUnit":"ns","otherData":{"version":"` + strconv.Itoa(trace.Version) + `"`)
	f.setting("program", t.Program)
	for _, p := range t.Params {
		f.setting("param "+p.Key, p.Value)
	}
	for _, p := range t.Config {
		f.setting("config "+p.Key, p.Value)
	}
	f.setting("seed", strconv.FormatUint(t.Seed, 10))
	f.w.WriteString(`},"traceEvents":[`)
}

// setting writes one setting of the run; always as text, for a seed may have more digits than a JSON number keeps.
func (f *chromeFile) setting(key, value string) {
	f.w.WriteString("," + jsonText(key) + ":" + jsonText(value))
}

func (f *chromeFile) close() error {
	f.w.WriteString("\n]}\n")
	return f.w.Flush()
}

func (f *chromeFile) write(ev *chromeEvent) {
	b := f.line[:0]
	if f.lines > 0 {
		b = append(b, ',')
	}
	b = append(b, "\n{\"ph\":\""...)
	b = append(b, ev.phase)
	b = appendField(b, `","name":`, jsonText(ev.name))
	if ev.group != "" {
		b = appendField(b, `,"cat":`, jsonText(ev.group))
	}
	b = append(b, `,"pid":1`...)
	if ev.phase != 'C' {
		b = strconv.AppendInt(append(b, `,"tid":`...), ev.track, 10)
	}
	b = ev.appendPhase(b)
	if ev.arg != "" {
		b = appendField(append(b, `,"args":{`...), jsonText(ev.arg)+":", ev.value)
		b = append(b, '}')
	}
	f.line = append(b, '}')
	f.w.Write(f.line)
	f.lines++
}

func (ev *chromeEvent) appendPhase(b []byte) []byte {
	if ev.phase != 'M' {
		b = appendMicros(append(b, `,"ts":`...), ev.time)
	}
	switch ev.phase {
	case 'X':
		b = appendMicros(append(b, `,"dur":`...), ev.length)
	case 's':
		b = strconv.AppendInt(append(b, `,"id":`...), ev.id, 10)
	case 'f':
		b = strconv.AppendInt(append(b, `,"bp":"e","id":`...), ev.id, 10)
	case 'i':
		b = append(append(b, `,"s":"`...), ev.scope(), '"')
	}
	return b
}

// scope returns how far an instant reaches: over its track, or over all.
func (ev *chromeEvent) scope() byte {
	if ev.track == 0 {
		return 'g'
	}
	return 't'
}

func appendField(b []byte, key, value string) []byte { return append(append(b, key...), value...) }

// appendMicros appends a time in microseconds, exactly.
func appendMicros(b []byte, ns int64) []byte {
	b = strconv.AppendInt(b, ns/1000, 10)
	rest := strconv.AppendInt(nil, 1000+ns%1000, 10)
	return append(append(b, '.'), rest[1:]...)
}

// jsonText returns a text in JSON. Bytes that are no UTF-8 become replacement characters.
func jsonText(text string) string {
	quoted, _ := json.Marshal(text) // cannot fail for a string
	return string(EscapeInvisible(quoted))
}
