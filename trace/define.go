// This file defines the definition lines, written and read: which numbers a file may use, which ones it has defined so
// far, and how it fills Names.

package trace

import (
	"strconv"
	"strings"
)

// maxAhead is how far the number of an object, a text or a process may be above the count of what the file has defined so
// far. Readers keep tables by number: so a file makes them as long as it is itself, and this much longer, but no more. The
// threads' numbers have no gaps at all.
const maxAhead = 1024

// A mark is what writer and reader remember of a number.
type mark uint8

const (
	markNone mark = iota
	markDefined
	markRef // a defined object of ClassRef, whose values are texts
)

// A numbering tells which numbers of one sort stand defined in the file so far.
// Invariant: number 0, nobody and nothing, needs no definition.
type numbering struct {
	marks []mark
	count int64 // how many stand defined, 0 not counted
	low   int32 // of a Writer: it looks for numbers to fill from here on
}

func newNumbering() numbering { return numbering{marks: []mark{markDefined}, low: 1} }

// of returns the mark of a number, which may be any integer.
func (n *numbering) of(id int64) mark {
	if uint64(id) >= uint64(len(n.marks)) {
		return markNone
	}
	return n.marks[id]
}

func (n *numbering) set(id int32, to mark) {
	n.marks = extend(n.marks, int(id)+1)
	n.marks[id] = to
	n.count++
}

// highest returns the highest number that may be defined next.
func (n *numbering) highest() int64 { return n.count + maxAhead }

func markOf(class string) mark {
	if class == ClassRef {
		return markRef
	}
	return markDefined
}

// extend returns the list with at least n elements, new ones zero.
func extend[T any](list []T, n int) []T {
	if more := n - len(list); more > 0 {
		list = append(list, make([]T, more)...)
	}
	return list
}

// needThread defines a thread unless it stands defined. The three need methods are small, so that the common case
// costs a load and a comparison.
func (w *Writer) needThread(id int32) {
	if w.threads.of(int64(id)) == markNone {
		w.defineThread(id)
	}
}

func (w *Writer) needObject(id int32) {
	if w.objects.of(int64(id)) == markNone {
		w.defineObject(id)
	}
}

func (w *Writer) needText(id int64) {
	if w.texts.of(id) == markNone {
		w.defineText(id)
	}
}

// defineThread defines a thread, and before it those with lower numbers.
func (w *Writer) defineThread(id int32) {
	if _, ok := w.names.Thread(id); !w.accept("thread", int64(id), ok) {
		return
	}
	for next := int32(len(w.threads.marks)); next <= id && w.err == nil; next++ {
		name, _ := w.names.Thread(next)
		w.define("thread T", next, processRef(w.names.Process(next)), name)
		w.threads.set(next, markDefined)
	}
}

// processRef is how a thread's definition names its process: not at all if that is the first one.
func processRef(process int32) string {
	if process == 0 {
		return ""
	}
	return "P" + strconv.Itoa(int(process)) + " "
}

func (w *Writer) defineObject(id int32) {
	if _, ok := w.names.Object(id); w.accept("object", int64(id), ok) {
		w.fill(&w.objects, int64(id), w.writeObject)
		w.writeObject(id)
	}
}

func (w *Writer) writeObject(id int32) {
	info, ok := w.names.Object(id)
	switch {
	case !ok:
	case !isWord(info.Class):
		w.refuse("refers to object %d, whose class %.40q is not one word", id, info.Class)
	default:
		w.define("object o", id, info.Class+" ", info.Name)
		w.objects.set(id, markOf(info.Class))
	}
}

func (w *Writer) defineText(id int64) {
	if _, ok := w.names.Text(id); w.accept("text", id, ok) {
		w.fill(&w.texts, id, w.writeText)
		w.writeText(int32(id))
	}
}

func (w *Writer) writeText(id int32) {
	if text, ok := w.names.Text(int64(id)); ok {
		w.define("text x", id, "", text)
		w.texts.set(id, markDefined)
	}
}

// fill defines the lowest numbers that are not defined yet, as many as it takes for id to be no longer too far ahead.
func (w *Writer) fill(n *numbering, id int64, define func(id int32)) {
	for ; id > n.highest() && int64(n.low) < id && w.err == nil; n.low++ {
		if n.of(int64(n.low)) == markNone {
			define(n.low)
		}
	}
}

// accept refuses a number that is not defined.
func (w *Writer) accept(sort string, id int64, ok bool) bool {
	if !ok {
		w.refuse("refers to %s %d, which is not defined", sort, id)
	}
	return w.err == nil
}

// define appends a definition line.
func (w *Writer) define(word string, id int32, class, name string) {
	start := len(w.buf)
	w.buf = appendDefinition(w.buf, word, id, class, name)
	if n := len(w.buf) - start; n > maxLine {
		w.buf = w.buf[:start]
		w.refuse("needs a definition of %d bytes, but a line holds %d", n, maxLine)
	}
}

// appendDefinition appends a definition line; word ends in the letter of the number, class is empty or ends in a blank.
func appendDefinition(b []byte, word string, id int32, class, name string) []byte {
	b = strconv.AppendInt(append(b, word...), int64(id), 10)
	b = append(append(b, ' '), class...)
	return append(strconv.AppendQuote(b, name), '\n')
}

func (r *Reader) readDefinition(word, text string) error {
	ref, rest := cutWord(text)
	id, err := r.newNumber(word, ref)
	if err != nil {
		return err
	}
	var info Info
	var process int32
	class := ""
	switch word {
	case "object":
		if info.Class, rest = cutWord(rest); !isWord(info.Class) {
			return r.fail("the class %.40q of %s is not one word", info.Class, ref)
		}
		class = info.Class + " "
	case "thread":
		if process, rest, err = r.process(rest); err != nil {
			return err
		}
		class = processRef(process)
	}
	if info.Name, err = r.unquote(rest); err != nil {
		return err
	}
	const growth = 4 // a character as Go quotes it takes at most so many times the bytes
	if len(text)*growth > maxLine-len("object ")*growth {
		if n := len(appendDefinition(nil, word+" "+ref[:1], id, class, info.Name)); n > maxLine {
			return r.fail("%s needs %d bytes with what cannot be printed written in escapes, but a line holds %d", ref, n, maxLine)
		}
	}
	return r.define(word, id, info, process)
}

// process reads the process that a thread's definition names, if it does.
func (r *Reader) process(text string) (process int32, rest string, err error) {
	digits, named := strings.CutPrefix(text, "P")
	if !named {
		return 0, text, nil
	}
	ref, rest := cutWord(digits)
	highest := r.threads.highest()
	n, err := strconv.ParseUint(ref, 10, 31)
	if err != nil || n < 1 || int64(n) > highest || ref[0] == '0' {
		return 0, "", r.fail("the process is P%.40s, want P and a number from 1 to %d, or none for the first one", ref, highest)
	}
	return int32(n), rest, nil
}

func (r *Reader) newNumber(word, ref string) (int32, error) {
	letter, known := "x", &r.texts
	switch word {
	case "place":
		letter, known = "p", &r.places
	case "thread":
		letter, known = "T", &r.threads
	case "object":
		letter, known = "o", &r.objects
	}
	digits, ok := strings.CutPrefix(ref, letter)
	id, err := strconv.ParseUint(digits, 10, 31)
	switch highest := known.highest(); {
	case err == nil && known.of(int64(id)) != markNone && id > 0 && ok:
		return 0, r.fail("%s %s is defined a second time", word, ref)
	case word == "thread" && (!ok || err != nil || int64(id) != known.count+1):
		return 0, r.fail("thread %.40q is defined, want T%d: the numbers of threads have no gaps", ref, known.count+1)
	case !ok || err != nil || id < 1 || int64(id) > highest:
		return 0, r.fail("%s %.40q is defined, want %s and a number from 1 to %d, which is %d more than stand defined so far",
			word, ref, letter, highest, maxAhead)
	}
	return int32(id), nil
}

// unquote returns the text that stands in double quotes at the end of a line.
func (r *Reader) unquote(quoted string) (string, error) {
	quoted = strings.TrimRight(quoted, " ")
	text, err := strconv.Unquote(quoted)
	if err != nil || quoted[0] != '"' {
		return "", r.fail("%.40q is not one text in double quotes, as Go quotes it", quoted)
	}
	return text, nil
}

func (r *Reader) define(word string, id int32, info Info, process int32) error {
	switch word {
	case "thread":
		r.threads.set(id, markDefined)
		r.names.defineThread(id, threadInfo{info.Name, process})
	case "object":
		r.objects.set(id, markOf(info.Class))
		r.names.defineObject(id, info)
	default:
		if other := r.names.defineText(id, info.Name); other != 0 {
			return r.fail("text x%d is the same as x%d: a text has one number", id, other)
		}
		r.texts.set(id, markDefined)
	}
	return nil
}

// defineThread gives thread id its name and process. The caller has made sure that id is from 1 to maxNumber and not yet defined.
func (n *Names) defineThread(id int32, info threadInfo) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.threads = extend(n.threads, int(id))
	n.threads[id-1] = info
}

// defineObject gives object id its class and name, under the same conditions as defineThread.
func (n *Names) defineObject(id int32, info Info) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.objects = extend(n.objects, int(id))
	n.objects[id-1] = info
}

// defineText gives text id its text, under the same conditions as defineThread. A text has one number: if it has
// another one already, that is returned and nothing changes; otherwise 0.
func (n *Names) defineText(id int32, text string) (other int32) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if other, ok := n.textID[text]; ok {
		return other
	}
	if n.textID == nil {
		n.textID = make(map[string]int32)
	}
	n.texts = extend(n.texts, int(id))
	n.texts[id-1] = text
	n.textID[text] = id
	return 0
}
