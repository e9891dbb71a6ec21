package code

import (
	"bytes"
	"reflect"
	"testing"
)

const everyConstant = `
a = (None, True, False, ..., 1, -5, 1 << 70, 1.5, -0.0, 1e999, "text", "\ud800", b"\x00\xff", (1, (2, "x")))
def f(x, /, y=1, *args, z: int = 2, **kw):
    "what it says"
    def g():
        return x
    from os.path import join as j, split
    if x in {1, 2, "three"}:
        try:
            return g(k=1)
        finally:
            yield y
class C:
    def m(self): return __class__
`

// What has been stored is read back as it was, with constants of every kind; what is cut or changed is refused, and never panics.
func TestStoredCodeIsReadBack(t *testing.T) {
	f := compiled(t, "3.11", everyConstant)
	data := f.Encode()
	again, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(again.Encode(), data) {
		t.Error("what was read is another file")
	}
	for i, c := range f.Code {
		if d := again.Code[i]; !reflect.DeepEqual(c.Instrs, d.Instrs) || !reflect.DeepEqual(c.Positions, d.Positions) || !reflect.DeepEqual(c.Consts, d.Consts) ||
			c.Qualname != d.Qualname || c.Flags != d.Flags || c.Makes != d.Makes || c.StackSize != d.StackSize || !reflect.DeepEqual(c.Locals, d.Locals) {
			t.Errorf("%s is another one when it has been read", c.Qualname)
		}
	}
	for cut := range data {
		if _, err := Decode(data[:cut]); err == nil {
			t.Fatalf("the first %d of %d bytes are taken", cut, len(data))
		}
	}
	for i := range data {
		damaged := bytes.Clone(data)
		damaged[i] ^= 0xff
		Decode(damaged)
	}
	if _, err := Decode(append(data, 0)); err == nil {
		t.Error("a byte too many is taken")
	}
}
