// This file defines the columns of an event line, written and read. It is the codec's inner loop.

package trace

import (
	"encoding/binary"
	"math"
	"strconv"
)

// The widths of the columns, each with the blank after it; an entry that is longer shifts what follows. The time
// stands to the right of its column, all others to the left.
const (
	timeWidth = 12 // without the blank
	coreWidth = 4
	whoWidth  = 7
	kindWidth = 9
	objWidth  = 7
)

const (
	twelveBlanks = "            "
	eightBlanks  = "        "
)

func appendEvent(b []byte, e *Event, spec *Spec) []byte {
	b = append(appendTime(b, e.Time), ' ')
	at := len(b)
	b = padTo(appendCore(b, e.Core), at+coreWidth)
	at = len(b)
	b = padTo(appendWho(b, e.Thread, e.Actor), at+whoWidth)
	at = len(b)
	b = padTo(append(b, spec.Name...), at+kindWidth)
	at = len(b)
	b = padTo(appendObj(b, e.Obj, spec.Obj), at+objWidth)
	b = strconv.AppendInt(b, e.Arg, 10)
	return append(b, '\n')
}

// padTo appends blanks up to column to, one at least. No entry leaves more than eight to fill, and a copy of a constant
// length is a single store.
func padTo(b []byte, to int) []byte {
	end := max(to, len(b)+1)
	return append(b, eightBlanks...)[:end]
}

func appendTime(b []byte, t int64) []byte {
	var room [20]byte
	digits := strconv.AppendInt(room[:0], t, 10)
	end := len(b) + max(0, timeWidth-len(digits))
	return append(append(b, twelveBlanks...)[:end], digits...)
}

func appendCore(b []byte, core int16) []byte {
	if core == NoCore {
		return append(b, '-')
	}
	return appendRef(b, 'c', int32(core))
}

func appendWho(b []byte, thread, actor int32) []byte {
	b = appendRef(b, 'T', thread)
	if actor != 0 {
		b = appendRef(b, '.', actor)
	}
	return b
}

func appendObj(b []byte, obj int32, subject Subject) []byte {
	switch {
	case obj == 0:
		return append(b, '-')
	case subject == Thread:
		return appendRef(b, 'T', obj)
	case subject == Repeat:
		return strconv.AppendInt(b, int64(obj), 10)
	default:
		return appendRef(b, 'o', obj)
	}
}

func appendRef(b []byte, letter byte, id int32) []byte {
	return strconv.AppendInt(append(b, letter), int64(id), 10)
}

// The parse functions skip blanks from line[i] on, read one column and return the index after it, or noColumn. They go
// byte by byte: the columns of one trace are so much alike that the loops' branches are predicted well, and then they
// beat words of eight bytes, whose result each next load must wait for.

const noColumn = -1 // the column is not what it should be

func parseInt(line []byte, i int) (n int64, end int) {
	i = skipBlanks(line, i)
	start := i
	if i < len(line) && line[i] == '-' {
		start++
	}
	n, end = parseDigits(line, start)
	if end > start+maxDigits {
		return parseLong(line[i:end], end)
	}
	if start > i {
		n = -n
	}
	return n, checkEnd(line, start, end)
}

// parseLong reads an integer that may be too long for 64 bits.
func parseLong(word []byte, end int) (int64, int) {
	n, err := strconv.ParseInt(string(word), 10, 64)
	if err != nil {
		return 0, noColumn
	}
	return n, end
}

// parseDigits reads digits from line[i] on; the number is right if they are at most maxDigits.
func parseDigits(line []byte, i int) (n int64, end int) {
	for ; i < len(line); i++ {
		digit := line[i] - '0'
		if digit > 9 {
			break
		}
		n = n*10 + int64(digit)
	}
	return n, i
}

// maxDigits is how many digits always fit 64 bits.
const maxDigits = 18

// checkEnd returns end if the column is not empty and a blank or the end of the line follows it.
func checkEnd(line []byte, start, end int) int {
	if end > start && (end >= len(line) || line[end] == ' ') {
		return end
	}
	return noColumn
}

func skipBlanks(line []byte, i int) int {
	for i < len(line) && line[i] == ' ' {
		i++
	}
	return i
}

// parseCore reads c0, or - for NoCore.
func parseCore(line []byte, i int) (core int16, end int) {
	i = skipBlanks(line, i)
	if i < len(line) && line[i] == '-' {
		return NoCore, checkEnd(line, i, i+1)
	}
	n, end := parseRef(line, i, 'c')
	if n > math.MaxInt16 {
		return 0, noColumn
	}
	return int16(n), checkEnd(line, i, end)
}

// parseWho reads T1, or T1.3 for greenlet 3 of it.
func parseWho(line []byte, i int) (thread, actor int32, end int) {
	i = skipBlanks(line, i)
	thread, end = parseRef(line, i, 'T')
	if end != noColumn && end < len(line) && line[end] == '.' {
		actor, end = parseRef(line, end, '.')
	}
	return thread, actor, checkEnd(line, i, end)
}

// parseObj reads what the subject says, T2 or o2, or - for 0.
func parseObj(line []byte, i int, subject Subject) (obj int32, end int) {
	i = skipBlanks(line, i)
	switch {
	case i < len(line) && line[i] == '-':
		end = i + 1
	case subject == Object || subject == Actor:
		obj, end = parseRef(line, i, 'o')
	case subject == Thread:
		obj, end = parseRef(line, i, 'T')
	case subject == Repeat:
		var n int64
		if n, end = parseDigits(line, i); end > i+maxDigits || n < 1 || n > math.MaxInt32 {
			end = noColumn
		}
		obj = int32(n)
	default:
		end = noColumn
	}
	return obj, checkEnd(line, i, end)
}

// parseRef reads a letter and a number of at most 31 bits at line[i]; what follows is not its business.
func parseRef(line []byte, i int, letter byte) (id int32, end int) {
	if i >= len(line) || line[i] != letter {
		return 0, noColumn
	}
	n, end := parseDigits(line, i+1)
	if uint(end-i-2) >= maxDigits || n > math.MaxInt32 {
		return 0, noColumn
	}
	return int32(n), end
}

// parseKind reads a kind's name. In a line as the Writer makes it the name and the blanks after it are the key as they
// stand.
func parseKind(line []byte, i int) (kind Kind, end int) {
	i = skipBlanks(line, i)
	if end = i + len(eightBlanks); end <= len(line) && line[end-1] == ' ' {
		if kind = kindOf(binary.LittleEndian.Uint64(line[i:])); kind != None {
			return kind, end - 1
		}
	}
	for end = i; end < len(line) && line[end] != ' '; {
		end++
	}
	if kind = kindOf(kindKey(line[i:end])); kind == None {
		return None, noColumn
	}
	return kind, checkEnd(line, i, end)
}

// kindTable finds a kind by the key of its name. A taken slot moves the kind to the next one; most slots stay empty,
// so a look-up is mostly one comparison.
type kindTable [kindSlots]struct {
	key  uint64
	kind Kind
}

const kindSlots = 128

// kindsByKey is made once and never changes.
var kindsByKey = makeKindTable()

func makeKindTable() (table kindTable) {
	for _, kind := range Kinds() {
		key := kindKey([]byte(kind.String()))
		i := kindSlot(key)
		for table[i].kind != None {
			i = (i + 1) % kindSlots
		}
		table[i].key, table[i].kind = key, kind
	}
	return table
}

func kindOf(key uint64) Kind {
	for i := kindSlot(key); ; i = (i + 1) % kindSlots {
		if slot := &kindsByKey[i]; slot.key == key || slot.kind == None {
			return slot.kind
		}
	}
}

// kindKey returns a name and the blanks after it, eight bytes in all, as a number; 0 for a longer name.
// Invariant: no kind has one.
func kindKey(name []byte) uint64 {
	var room [len(eightBlanks)]byte
	if len(name) > len(room) {
		return 0
	}
	copy(room[copy(room[:], name):], eightBlanks)
	return binary.LittleEndian.Uint64(room[:])
}

// kindSlot hashes a key: the upper bits of its product with the golden ratio.
func kindSlot(key uint64) uint64 { return key * 0x9e3779b97f4a7c15 >> 32 % kindSlots }
