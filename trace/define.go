// This file defines the definition lines, written and read: which numbers a file may use, which ones it has defined so
// far, and how it fills Names.

package trace

import (
	"strconv"
	"strings"
)

// maxNumber is the highest number of a thread, object or text in a file. A file may leave numbers out, and Names then
// holds empty names in the gap; the limit keeps one damaged line from asking for all memory.
const maxNumber = 1 << 24

// A mark is what writer and reader remember of a number.
type mark uint8

const (
	markNone mark = iota
	markDefined
	markRef // a defined object of ClassRef, whose values are texts
)

// marks tells which numbers of one sort stand defined in the file so far.
// Invariant: number 0, nobody and nothing, needs no definition.
type marks []mark

func newMarks() marks { return marks{markDefined} }

// of returns the mark of a number, which may be any integer.
func (m marks) of(id int64) mark {
	if uint64(id) >= uint64(len(m)) {
		return markNone
	}
	return m[id]
}

func (m *marks) set(id int32, to mark) {
	*m = extend(*m, int(id)+1)
	(*m)[id] = to
}

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

func (w *Writer) defineThread(id int32) {
	if name, ok := w.names.Thread(id); w.accept("thread", int64(id), ok) {
		w.define("thread T", id, processRef(w.names.Process(id)), name)
		w.threads.set(id, markDefined)
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
	info, ok := w.names.Object(id)
	if !w.accept("object", int64(id), ok) {
		return
	}
	if !isWord(info.Class) {
		w.refuse("refers to object %d, whose class %.40q is not one word", id, info.Class)
		return
	}
	w.define("object o", id, info.Class+" ", info.Name)
	w.objects.set(id, markOf(info.Class))
}

func (w *Writer) defineText(id int64) {
	if text, ok := w.names.Text(id); w.accept("text", id, ok) {
		w.define("text x", int32(id), "", text)
		w.texts.set(int32(id), markDefined)
	}
}

// accept refuses a number that is not defined or that a file cannot hold.
func (w *Writer) accept(sort string, id int64, ok bool) bool {
	switch {
	case id > maxNumber && ok:
		w.refuse("refers to %s %d: numbers end at %d", sort, id, maxNumber)
	case !ok:
		w.refuse("refers to %s %d, which is not defined", sort, id)
	}
	return w.err == nil
}

// define appends a definition line; class is empty or ends in a blank.
func (w *Writer) define(word string, id int32, class, name string) {
	start := len(w.buf)
	w.buf = append(w.buf, word...)
	w.buf = strconv.AppendInt(w.buf, int64(id), 10)
	w.buf = append(w.buf, ' ')
	w.buf = append(w.buf, class...)
	w.buf = strconv.AppendQuote(w.buf, name)
	w.buf = append(w.buf, '\n')
	if n := len(w.buf) - start; n > maxLine {
		w.buf = w.buf[:start]
		w.refuse("needs a definition of %d bytes, but a line holds %d", n, maxLine)
	}
}

func (r *Reader) readDefinition(word, text string) error {
	ref, rest := cutWord(text)
	id, err := r.newNumber(word, ref)
	if err != nil {
		return err
	}
	var info Info
	if word == "object" {
		if info.Class, rest = cutWord(rest); !isWord(info.Class) {
			return r.fail("the class %.40q of %s is not one word", info.Class, ref)
		}
	}
	var process int32
	if word == "thread" {
		if process, rest, err = r.process(rest); err != nil {
			return err
		}
	}
	if info.Name, err = r.unquote(rest); err != nil {
		return err
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
	n, err := strconv.ParseUint(ref, 10, 32)
	if err != nil || n < 1 || n > maxNumber || ref[0] == '0' {
		return 0, "", r.fail("the process is P%.40s, want P and a number from 1 to %d, or none for the first one", ref, maxNumber)
	}
	return int32(n), rest, nil
}

func (r *Reader) newNumber(word, ref string) (int32, error) {
	letter, known := "x", r.texts
	switch word {
	case "thread":
		letter, known = "T", r.threads
	case "object":
		letter, known = "o", r.objects
	}
	digits, ok := strings.CutPrefix(ref, letter)
	id, err := strconv.ParseUint(digits, 10, 32)
	if !ok || err != nil || id < 1 || id > maxNumber {
		return 0, r.fail("%s %.40q is defined, want %s and a number from 1 to %d", word, ref, letter, maxNumber)
	}
	if known.of(int64(id)) != markNone {
		return 0, r.fail("%s %s is defined a second time", word, ref)
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
