// This file defines the module time. The time is the machine's: that of a run begins with it.

package python

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/gilsim/gilsim/python/code"
	"github.com/gilsim/gilsim/sched"
)

// epoch is the time of day at which a run begins: 2024-01-01 00:00:00 UTC, so that each run of a program is the same.
const epoch = 1_704_067_200

// A telling is a call that asks for the time, under way.
type telling struct {
	now  time.Duration
	base int64 // seconds
	ns   bool

	forDeadline bool // it is only asked for to see how long somebody may still wait
}

// Step is one step of it.
func (c *telling) Step(s *sched.Thread, w sched.Wake) (sched.Request, bool) {
	if e, ok := s.Engine().(sched.Patient); ok && c.forDeadline && w == sched.Begin {
		e.ForDeadline(s)
	}
	return s.StepNow(w, &c.now)
}

func (c *telling) value(*Thread) (Value, *Exception) {
	if c.ns {
		return integer(c.base*1e9 + int64(c.now)), nil
	}
	return float(float64(c.base) + c.now.Seconds()), nil
}

// clock is a function that asks for the time.
func clock(name string, base int64, ns bool) Native {
	return Native{name: name, signature: "()", cost: engages, call: func(t *Thread, _ []Value) (Value, *Exception) {
		return t.perform(&telling{base: base, ns: ns, forDeadline: t.caller().looksForDeadline()})
	}}
}

// waits are the modules of the library that look at the clock only to see how long a wait may still take.
var waits = map[string]bool{"threading": true, "queue": true, "concurrent.futures._base": true}

// looksForDeadline reports whether a frame that looks at the clock does so for a deadline. The module logging notes when it was imported,
// which only matters to who looks at the clock again.
func (f *frame) looksForDeadline() bool {
	u := f.body.unit
	switch {
	case u.own:
		return false
	case u.module == "logging":
		return f.body.code.Flags&code.Module != 0
	case u.module == "asyncio.base_events":
		return f.back != nil && f.back.runsNoTimer()
	}
	return waits[u.module]
}

// runsNoTimer reports whether the frame is a round of an event loop in which no timer is set: it asks for the time, and makes no use of it.
func (f *frame) runsNoTimer() bool {
	if f.body.unit.module != "asyncio.base_events" || f.body.code.Name != "_run_once" {
		return false
	}
	i := slices.IndexFunc(f.body.code.Locals, func(l code.Local) bool { return l.Name == "scheduled" })
	return i >= 0 && f.locals[i].is(listClass) && len(as[List](f.locals[i]).items) == 0
}

// A sleeping is sleep under way.
type sleeping struct{ sched.Op }

func (*sleeping) value(*Thread) (Value, *Exception) { return none, nil }

func sleepFunction(t *Thread, a []Value) (Value, *Exception) {
	seconds, err := secondsOf(a[0])
	switch {
	case err != nil:
		return Value{}, err
	case seconds < 0:
		return raise(valueError, "sleep length must be non-negative")
	}
	d, err := t.durationOf(seconds, a[0].isInt())
	if err != nil {
		return Value{}, err
	}
	return t.perform(&sleeping{sched.SleepOp(d)})
}

// structTimeClass is time.struct_time: a tuple whose elements have names.
var structTimeClass = builtin("struct_time", layoutTuple, tupleClass).in("time")

func structTime(at time.Time) Value {
	weekday := (int(at.Weekday()) + 6) % 7
	s := &Tuple{Object: Object{class: structTimeClass}}
	for _, n := range [...]int{at.Year(), int(at.Month()), at.Day(), at.Hour(), at.Minute(), at.Second(), weekday, at.YearDay(), 0} {
		s.items = append(s.items, integer(int64(n)))
	}
	return s.ref()
}

// timeOf returns the time of seconds since 1970, or of a struct_time.
func timeOf(v Value) (time.Time, *Exception) {
	if v.layout() == layoutTuple {
		n := v.items()
		if len(n) < 6 {
			return time.Time{}, newException(typeError, "time tuple must have exactly 9 elements")
		}
		return time.Date(int(n[0].i), time.Month(n[1].i), int(n[2].i), int(n[3].i), int(n[4].i), int(n[5].i), 0, time.UTC), nil
	}
	seconds, err := secondsOf(v)
	if err != nil {
		return time.Time{}, err
	}
	if math.Abs(seconds) > 1e11 {
		return time.Time{}, newException(overflowError, "timestamp out of range for platform time_t")
	}
	return time.Unix(int64(math.Floor(seconds)), 0).UTC(), nil
}

// A broken is a call that makes something of the present time, under way.
type broken struct {
	telling
	format string // of strftime; empty: a struct_time is wanted
}

func (b *broken) value(*Thread) (Value, *Exception) {
	at := time.Unix(epoch, 0).UTC().Add(b.now)
	if b.format == "" {
		return structTime(at), nil
	}
	return newStr(strftime(b.format, at)), nil
}

// ofTime is a function of a time, which is the present one if none is given.
func ofTime(name, format string) Native {
	return Native{name: name, signature: "(seconds=None, /)", cost: engages, call: func(t *Thread, a []Value) (Value, *Exception) {
		if a[0] == none {
			return t.perform(&broken{format: format})
		}
		at, err := timeOf(a[0])
		if err != nil {
			return Value{}, err
		}
		if format == "" {
			return structTime(at), nil
		}
		return newStr(strftime(format, at)), nil
	}}
}

const ctimeFormat = "%a %b %e %H:%M:%S %Y"

// strftime formats a time as that of C does in the locale C.
func strftime(format string, at time.Time) string {
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] != '%' || i+1 == len(format) {
			b.WriteByte(format[i])
			continue
		}
		i++
		if layout, ok := timeFormats[format[i]]; ok {
			b.WriteString(at.Format(layout))
			continue
		}
		switch format[i] {
		case 'j':
			fmt.Fprintf(&b, "%03d", at.YearDay())
		case 'w':
			fmt.Fprint(&b, int(at.Weekday()))
		case 's':
			fmt.Fprint(&b, at.Unix())
		case 'f':
			fmt.Fprintf(&b, "%06d", at.Nanosecond()/1000)
		case '%':
			b.WriteByte('%')
		default:
			b.WriteString("%" + format[i:i+1])
		}
	}
	return b.String()
}

// timeFormats are the letters of strftime, as layouts of package time.
var timeFormats = map[byte]string{'Y': "2006", 'm': "01", 'd': "02", 'H': "15", 'M': "04", 'S': "05", 'y': "06", 'a': "Mon", 'A': "Monday", 'b': "Jan", 'B': "January",
	'I': "03", 'p': "PM", 'e': "_2", 'T': "15:04:05", 'D': "01/02/06", 'F': "2006-01-02", 'X': "15:04:05", 'x': "01/02/06", 'c': "Mon Jan _2 15:04:05 2006", 'Z': "UTC", 'z': "+0000"}

func defineTime() {
	for i, name := range [...]string{"tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst"} {
		structTimeClass.define(readOnly(name, func(v Value) Value { return v.items()[i] }))
	}
	registerModule(&NativeModule{name: "time", values: []namedValue{{"struct_time", structTimeClass.ref()}, {"timezone", integer(0)}, {"altzone", integer(0)}, {"daylight", integer(0)}}, functions: []Native{
		{name: "sleep", signature: "(seconds, /)", call: sleepFunction, cost: engages},
		clock("time", epoch, false), clock("time_ns", epoch, true),
		clock("monotonic", 0, false), clock("monotonic_ns", 0, true), clock("perf_counter", 0, false), clock("perf_counter_ns", 0, true),
		clock("process_time", 0, false), clock("process_time_ns", 0, true), clock("thread_time", 0, false), clock("clock", 0, false),
		ofTime("localtime", ""), ofTime("gmtime", ""), ofTime("ctime", ctimeFormat), ofTime("asctime", ctimeFormat),
		{name: "mktime", signature: "(t, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
			at, err := timeOf(a[0])
			return float(float64(at.Unix())), err
		}},
		{name: "strftime", signature: "(format, t=None, /)", cost: engages, call: func(t *Thread, a []Value) (Value, *Exception) {
			if !a[0].isStr() {
				return raise(typeError, "strftime() argument 1 must be str, not %s", a[0].class().typeName())
			}
			if a[1] == none {
				return t.perform(&broken{format: a[0].text()})
			}
			at, err := timeOf(a[1])
			return newStr(strftime(a[0].text(), at)), err
		}},
	}})
}
