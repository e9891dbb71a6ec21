package python

import (
	"bytes"
	"os"
	"testing"

	"github.com/gilsim/gilsim/python/code"
	"github.com/gilsim/gilsim/python/lib"
)

// What is stored of the library is what its source compiles to, and reads back as it was. With GILSIM_UPDATE=1 it is written: that is what
// go generate does.
func TestLibraryIsCompiled(t *testing.T) {
	stored, err := compiledFiles.ReadDir("compiled")
	if err != nil {
		t.Fatal(err)
	}
	names := lib.Native()
	if len(names) < 5 {
		t.Fatalf("the modules that stand for C code are %q", names)
	}
	if len(stored) != len(names) && os.Getenv("GILSIM_UPDATE") == "" {
		t.Errorf("%d modules are stored, and %d there are: go generate ./python makes them anew", len(stored), len(names))
	}
	for _, name := range names {
		m, _ := lib.Find("3.11", name)
		f, err := compileNative(m)
		if err != nil {
			t.Fatal(err)
		}
		file, want := "compiled/"+name+".code", f.Encode()
		if os.Getenv("GILSIM_UPDATE") != "" {
			if err := os.WriteFile(file, want, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if got, _ := compiledFiles.ReadFile(file); !bytes.Equal(got, want) {
			t.Errorf("%s is not what lib/%s.py compiles to: go generate ./python makes it anew", file, name)
		}
		again, err := code.Decode(want)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !bytes.Equal(again.Encode(), want) {
			t.Errorf("%s is another file when it has been read", name)
		}
	}
}
