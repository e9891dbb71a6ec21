package pickle_test

import (
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"math/big"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gilsim/gilsim/sched/multiprocessing/pickle"
)

// values are what the expressions of testdata/record.py stand for.
func values(t *testing.T) map[string]any {
	long := func(base, exponent int64, sign int64) any {
		n := new(big.Int).Exp(big.NewInt(base), big.NewInt(exponent), nil)
		return pickle.Int(n.Mul(n, big.NewInt(sign)))
	}
	var numbers []any
	for i := range 1003 {
		numbers = append(numbers, i)
	}
	frozen := set(t, 7)
	frozen.Frozen = true
	shared := []any{1}
	return map[string]any{
		"None": nil, "True": true, "False": false, "255": 255, "65535": 65535, "-1": -1, "2**31-1": math.MaxInt32, "2**31": long(2, 31, 1),
		"-2**63": long(2, 63, -1), "2**64": long(2, 64, 1), "-2**64": long(2, 64, -1), "2**100": long(2, 100, 1), "-2**2100": long(2, 2100, -1),
		"0.1": 0.1, "float('-inf')": math.Inf(-1), "''": "", "'a\\u4e2d'": "a\u4e2d", "'x'*300": strings.Repeat("x", 300), "b''": []byte{},
		"b'\\x00\\xff'": []byte{0, 255}, "bytearray(b'ab')": pickle.ByteArray("ab"), "()": pickle.Tuple{}, "(1,)": pickle.Tuple{1}, "(1,2,3,4)": pickle.Tuple{1, 2, 3, 4},
		"[]": []any{}, "[1]": []any{1}, "[1,[2,'x']]": []any{1, []any{2, "x"}}, "list(range(1003))": numbers, "{}": dict(t), "{1:'a'}": dict(t, 1, "a"),
		"{'b':1,'a':(None,)}": dict(t, "b", 1, "a", pickle.Tuple{nil}), "{7}": set(t, 7), "frozenset({7})": frozen, "[s,s]": []any{shared, shared},
		"(None,'create',('q',),{})": pickle.Tuple{nil, "create", pickle.Tuple{"q"}, dict(t)},
	}
}

func dict(t *testing.T, keysAndValues ...any) *pickle.Dict {
	d, err := pickle.NewDict(keysAndValues...)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func set(t *testing.T, items ...any) *pickle.Set {
	s, err := pickle.NewSet(items...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// show lets values be compared, types included.
func show(value any) string {
	switch v := value.(type) {
	case []any:
		return "[" + showAll(v) + "]"
	case pickle.Tuple:
		return "(" + showAll(v) + ")"
	case *pickle.Dict:
		text := "{"
		for _, item := range v.Items() {
			text += show(item)
		}
		return text + "}"
	case *pickle.Set:
		return fmt.Sprintf("set %v %s", v.Frozen, showAll(v.Items()))
	}
	return fmt.Sprintf("%T %#v", value, value)
}

func showAll(items []any) (text string) {
	for _, item := range items {
		text += show(item) + ","
	}
	return text
}

// Every pickle of protocols 2 to 5 that CPython 3.6 to 3.13 wrote of these values is read as that value; and what is written is
// byte for byte what 3.8 to 3.13 write with protocol 4, unless one object is in two places, which nothing here knows.
func TestPicklesOfEveryVersion(t *testing.T) {
	recorded, err := os.ReadFile("testdata/pickles.txt")
	if err != nil {
		t.Fatal(err)
	}
	want, written := values(t), 0
	for line := range strings.Lines(string(recorded)) {
		fields := strings.Fields(line)
		if fields[0] == "#" {
			continue
		}
		protocol, expression, versions := fields[0], fields[1], fields[3]
		data, err := hex.DecodeString(fields[2])
		value, known := want[expression]
		if err != nil || !known {
			t.Fatalf("%s: %v", line, err)
		}
		back, err := pickle.Loader{}.Loads(data)
		if err != nil || show(back) != show(value) {
			t.Errorf("%s of %s with protocol %s is read as %s (%v)", expression, versions, protocol, show(back), err)
		}
		if protocol != "4" || !strings.Contains(versions, "3.13") || expression == "[s,s]" {
			continue
		}
		written++
		if out, err := pickle.Dumps(value); err != nil || string(out) != string(data) {
			t.Errorf("%s is written as %q (%v), CPython writes %q", expression, out, err, data)
		}
	}
	if written < 30 {
		t.Errorf("only %d values were compared", written)
	}
}

// A pickle that names a function to be called is refused where it names it.
func TestWhatIsNotKnownIsForbidden(t *testing.T) {
	for _, data := range []string{
		"cos\nsystem\n(X\x06\x00\x00\x00id > xtR.",             // protocol 0 with a str
		"\x80\x02cos\nsystem\nX\x02\x00\x00\x00id\x85R.",       // protocol 2
		"\x80\x04\x8c\x02os\x8c\x06system\x93\x8c\x02id\x85R.", // protocol 4
		"\x80\x02cbuiltins\neval\n.",                           // the function itself, not called
		"\x80\x04)cposix\nsystem\n0.",                          // and dropped
	} {
		var forbidden *pickle.ForbiddenError
		if value, err := (pickle.Loader{}).Loads([]byte(data)); !errors.As(err, &forbidden) {
			t.Errorf("%q is read as %v (%v)", data, value, err)
		}
	}
}

// A recorder makes objects, and notes that it did.
type recorder struct{ made *int }

func (r recorder) Make(args pickle.Tuple, state any) (any, error) {
	*r.made++
	return fmt.Sprint(args, state), nil
}

// Nothing is made of a pickle that turns out to be broken at its end; and what a whole one names is made once, wherever it is had.
func TestObjectsAreMadeOnceAndAtTheEnd(t *testing.T) {
	made := 0
	loader := pickle.Loader{Find: func(module, name string) (pickle.Maker, error) { return recorder{&made}, nil }}
	const object = "\x80\x04(cm\nC\nK\x01\x85\x81\x94K\x02bh\x00"
	if _, err := loader.Loads([]byte(object)); err == nil || made != 0 {
		t.Errorf("a pickle without an end: %v, %d objects made", err, made)
	}
	value, err := loader.Loads([]byte(object + "t."))
	if err != nil || made != 1 || show(value) != show(pickle.Tuple{"[1] 2", "[1] 2"}) {
		t.Errorf("%v (%v), %d objects made", value, err, made)
	}
}

// What is wrong is told, and costs neither much time nor much memory.
func TestWrongPickles(t *testing.T) {
	bomb := "\x80\x02]q\x00K\x01a"
	for range 60 {
		bomb += "2\x86\x85" // a tuple of a tuple with the same part twice
	}
	for _, c := range []struct{ what, data, want string }{
		{"nothing", "", "truncated"},
		{"no end", "\x80\x04K\x01", "truncated"},
		{"an unknown opcode", "\x80\x04\xff.", `invalid load key, '\xff'.`},
		{"protocol 0", "I1\n.", "invalid load key, 'I'."},
		{"protocol 6", "\x80\x06N.", "must be from 2 to 5"},
		{"a str of Python 2", "\x80\x02U\x01a.", "Python 2"},
		{"more bytes than there are", "\x80\x04B\xff\xff\xff\xffab.", "truncated"},
		{"8 bytes of a length", "\x80\x04\x8e\xff\xff\xff\xff\xff\xff\xff\xffab.", "truncated"},
		{"an endless int", "\x80\x02\x8b\xff\xff\xff\x7f.", "an int of"},
		{"an empty stack", "\x80\x04.", "end of the stack"},
		{"a mark that is not there", "\x80\x04t.", "could not find MARK"},
		{"a memo that is not there", "\x80\x04h\x07.", "Memo value not found at index 7"},
		{"an item for no list", "\x80\x04NK\x01a.", "no list"},
		{"a key that is a list", "\x80\x04}]K\x01s.", "unhashable type: 'list'"},
		{"a key without value", "\x80\x04}(K\x01u.", "odd number"},
		{"a list in itself", "\x80\x02]q\x00h\x00a.", "contains itself"},
		{"no text", "\x80\x04\x8c\x01\xff.", "no UTF-8"},
		{"a call of a number", "\x80\x04K\x01)R.", "no class"},
		{"a state of a number", "\x80\x04K\x01)b.", "no object"},
		{"deep", "\x80\x02" + strings.Repeat("]", 5000) + strings.Repeat("a", 4999) + ".", "recursion"},
		{"deep, by steps", "\x80\x02)" + strings.Repeat("\x85", 5000) + ".", "recursion"},
		{"twice as large with each byte", bomb + ".", "larger than"},
	} {
		value, err := pickle.Loader{}.Loads([]byte(c.data))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v (%v), want %q", c.what, value, err, c.want)
		}
	}
}

// Keys are equal where they are in Python, and keep their order.
func TestKeysOfADictionary(t *testing.T) {
	d := dict(t, 1, "a", true, "b", 1.0, "c", "1", "d", pickle.Tuple{1, "x"}, "e", pickle.Tuple{1.0, "x"}, "f", 1.5, "g")
	if got, want := show(d), show(dict(t, 1, "c", "1", "d", pickle.Tuple{1, "x"}, "f", 1.5, "g")); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for i := range 100 {
		if err := d.Set(i, i); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 100 {
		if was, err := d.Delete(float64(i)); !was || err != nil {
			t.Errorf("%d is not there: %v", i, err)
		}
	}
	if value, ok, err := d.Get("1"); value != "d" || !ok || err != nil {
		t.Errorf("%v %v %v", value, ok, err)
	}
	if diff := cmp.Diff(3, d.Len()); diff != "" {
		t.Error(diff)
	}
	if _, _, err := d.Get([]any{}); err == nil || err.Error() != "TypeError: unhashable type: 'list'" {
		t.Error(err)
	}
}

// Whatever is read can be written, and is read as the same again.
func FuzzLoads(f *testing.F) {
	recorded, err := os.ReadFile("testdata/pickles.txt")
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(string(recorded)) {
		if fields := strings.Fields(line); fields[0] != "#" {
			data, _ := hex.DecodeString(fields[2])
			f.Add(data)
		}
	}
	made := 0
	f.Fuzz(func(t *testing.T, data []byte) {
		loader := pickle.Loader{Find: func(module, name string) (pickle.Maker, error) {
			if module == "m" {
				return recorder{&made}, nil
			}
			return nil, &pickle.ForbiddenError{Module: module, Name: name}
		}}
		value, err := loader.Loads(data)
		if _, isMaker := value.(pickle.Maker); err != nil || isMaker {
			return
		}
		out, err := pickle.Dumps(value)
		if err != nil {
			return // a class inside
		}
		if back, err := (pickle.Loader{}).Loads(out); err != nil || show(back) != show(value) {
			t.Errorf("%s is read again as %s (%v)", show(value), show(back), err)
		}
	})
}
