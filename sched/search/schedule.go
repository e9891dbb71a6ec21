// This file defines the schedule of a run, and its form as one line of text.

package search

import (
	"fmt"
	"hash/crc32"
	"math"
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/trace"
)

// A Schedule says whose turn it is, one after the other, and where each turn ends. It does not count steps: a turn ends before a
// step that is named by what it does to which object for the how manieth time. So it survives a change of the program that leaves
// these steps alone.
type Schedule struct {
	// Settings say what runs, and under which lock; search itself does not read them.
	Settings []trace.Param
	Phase    int64   // of the tick counter; 0 where there is none
	Answers  []int64 // to what turns leave open, in order: see serial.Chooser
	Turns    []Turn
}

// A Turn is one of a schedule.
type Turn struct {
	Thread string // its path: T0 is the main thread, T1 the first one that it starts, T1.2 the second one that T1 starts
	Until  Anchor // the step that the thread does not make any more; the zero Anchor: it goes on until it waits or ends
}

// An Anchor names a step of a thread.
type Anchor struct {
	Kind   trace.Kind
	Object string // what it is done to: its name, and its creator and number where that is needed; "" if it is done to nothing
	Nth    int    // of the thread's steps of this kind to this object, from 1
	Step   int    // of all steps of the thread, from 1: of use only if the object is called otherwise now
	Line   Line   // where it is, in a program that has source
}

// A Line is one of a program's source, found again by its text.
type Line struct {
	Number int32  // from 1; 0: there is no source
	Nth    int    // of the thread's steps of this kind to this object there, from 1
	Hash   uint16 // of its text
}

// scheduleVersion is the first word of each schedule.
const scheduleVersion = "gs1"

// String returns the schedule in one line of words:
//
//	gs1 balance count=1 threads=2 gil=interval checks=every T0$ T2@store(balance)1/4 T1$ #0d3f2c11
//
// A turn is a thread and where it ends: $ where it waits or ends, or else @ and the step before which it does, with the number of
// that among the thread's steps of this kind to this object, and, after a slash, among all of its steps. The last word is a checksum.
func (s *Schedule) String() string {
	words := []string{scheduleVersion}
	for _, p := range s.Settings {
		words = append(words, p.Key+"="+escape(p.Value))
	}
	if s.Phase != 0 {
		words = append(words, "phase="+strconv.FormatInt(s.Phase, 10))
	}
	if answers := s.answers(); answers != "" {
		words = append(words, "answers="+answers)
	}
	for i := range s.Turns {
		words = append(words, s.Turns[i].String())
	}
	text := strings.Join(words, " ")
	return text + " #" + checksum(text)
}

// answers writes the answers with points between them. Where nothing comes after the first answers, they are left out.
func (s *Schedule) answers() string {
	list := s.Answers
	for len(list) > 0 && list[len(list)-1] == 0 {
		list = list[:len(list)-1]
	}
	var words []string
	for _, a := range list {
		words = append(words, strconv.FormatInt(a, 10))
	}
	return strings.Join(words, ".")
}

// parseAnswers reads what answers writes.
func (s *Schedule) parseAnswers(text string) error {
	for word := range strings.SplitSeq(text, ".") {
		a, err := strconv.ParseInt(word, 10, 64)
		if err != nil || a < 0 {
			return fmt.Errorf("an answer of the schedule is %.20q: it must be a whole number of 0 or more", word)
		}
		s.Answers = append(s.Answers, a)
	}
	return nil
}

// String returns the turn as a word of its schedule.
func (t *Turn) String() string {
	a := &t.Until
	if a.Kind == trace.None {
		return t.Thread + "$"
	}
	word := t.Thread + "@" + a.Kind.String()
	if a.Object != "" {
		word += "(" + a.Object + ")"
	}
	word += fmt.Sprintf("%d/%d", a.Nth, a.Step)
	if a.Line.Number > 0 {
		word += fmt.Sprintf(":%d#%d~%04x", a.Line.Number, a.Line.Nth, a.Line.Hash)
	}
	return word
}

func checksum(text string) string { return fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(text))) }

// ParseSchedule reads what String returns. How many blanks, or line ends, are between two words does not matter. The error says in
// one sentence what is wrong.
func ParseSchedule(text string) (*Schedule, error) {
	words := strings.Fields(text)
	if len(words) == 0 || words[0] != scheduleVersion {
		return nil, fmt.Errorf("this is no schedule: its first word must be %s", scheduleVersion)
	}
	last := len(words) - 1
	sum, ok := strings.CutPrefix(words[last], "#")
	if !ok || last < 1 {
		return nil, fmt.Errorf("the schedule is cut short: its last word must be #, and a checksum of eight digits")
	}
	if want := checksum(strings.Join(words[:last], " ")); sum != want {
		return nil, fmt.Errorf("the schedule was changed or cut: its checksum is %.20q, and that of its words is %s", sum, want)
	}
	s := &Schedule{}
	for _, word := range words[1:last] {
		if err := s.parse(word); err != nil {
			return nil, err
		}
	}
	if len(s.Turns) == 0 {
		return nil, fmt.Errorf("the schedule has no turns")
	}
	return s, nil
}

// parse reads a word: a setting or a turn. A turn has a thread in front, and no = before its first @ or $.
func (s *Schedule) parse(word string) error {
	i := strings.IndexAny(word, "=@$")
	switch {
	case i > 0 && word[i] == '=' && len(s.Turns) == 0:
		value, err := unescape(word[i+1:])
		if err != nil {
			return fmt.Errorf("the word %.40q of the schedule has an escape that is none", word)
		}
		switch word[:i] {
		case "answers":
			return s.parseAnswers(value)
		case "phase":
			if s.Phase, err = strconv.ParseInt(value, 10, 64); err != nil || s.Phase < 1 {
				return fmt.Errorf("the phase of the schedule is %.20q: it must be a whole number of 1 or more", value)
			}
			return nil
		}
		s.Settings = append(s.Settings, trace.Param{Key: word[:i], Value: value})
		return nil
	case i > 0 && isPath(word[:i]) && word[i:] == "$":
		s.Turns = append(s.Turns, Turn{Thread: word[:i]})
		return nil
	case i > 0 && isPath(word[:i]) && word[i] == '@':
		if a, ok := parseAnchor(word[i+1:]); ok {
			s.Turns = append(s.Turns, Turn{word[:i], a})
			return nil
		}
	}
	return fmt.Errorf("the word %.60q of the schedule is neither a setting in front of all turns, such as gil=off, nor a turn, such as T1$ or T1@store(x)1/2", word)
}

// isPath reports whether the text is the path of a thread.
func isPath(text string) bool {
	digits, ok := strings.CutPrefix(text, "T")
	if !ok {
		return false
	}
	for part := range strings.SplitSeq(digits, ".") {
		if n, err := strconv.Atoi(part); err != nil || n < 0 || part[0] == '+' {
			return false
		}
	}
	return true
}

// parseAnchor reads the part of a turn behind the @.
func parseAnchor(text string) (a Anchor, ok bool) {
	i := strings.IndexFunc(text, func(r rune) bool { return r < 'a' || r > 'z' })
	if i < 0 {
		return a, false
	}
	for _, k := range trace.Kinds() {
		if k.String() == text[:i] {
			a.Kind = k
		}
	}
	rest := text[i:]
	if inside, found := strings.CutPrefix(rest, "("); found {
		if a.Object, rest, found = strings.Cut(inside, ")"); !found || a.Object == "" {
			return a, false
		}
	}
	numbers, line, lined := strings.Cut(rest, ":")
	nth, step, ok := strings.Cut(numbers, "/")
	ok = ok && a.Kind != trace.None && number(nth, &a.Nth) && number(step, &a.Step)
	if lined {
		ok = ok && a.Line.parse(line)
	}
	return a, ok
}

func (l *Line) parse(text string) bool {
	at, hash, ok := strings.Cut(text, "~")
	line, nth, ok2 := strings.Cut(at, "#")
	var n int
	h, err := strconv.ParseUint(hash, 16, 16)
	ok = ok && ok2 && err == nil && number(line, &n) && n <= math.MaxInt32 && number(nth, &l.Nth)
	l.Number, l.Hash = int32(n), uint16(h)
	return ok
}

// number reads a whole number of 1 or more.
func number(text string, n *int) bool {
	x, err := strconv.ParseInt(text, 10, 32)
	*n = int(x)
	return err == nil && x >= 1 && text[0] != '+'
}
