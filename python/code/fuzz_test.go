package code

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/python/syntax"
)

// Rule: whatever the parser takes is compiled, or refused as a SyntaxError or as not supported; nothing panics, and every path
// through the code leads to the same depth of the stack.
func FuzzCompile(f *testing.F) {
	for _, s := range []string{
		"def f(a, *b, c=1, **d): return [x for x in a if (y := x)] or {**d, 'k': b}",
		"for x in y:\n    try:\n        with a as b, c:\n            continue\n    except E as e:\n        break\n    finally:\n        x\nelse:\n    pass",
		"class A(B, metaclass=C):\n    x: int = 1\n    def f(self):\n        super().f()\n        return __class__\n",
		"match x:\n    case [1, *a] | {'k': a, **_}: pass\n    case C(a, b=c) if a: pass\n    case _: pass",
		"def g():\n    x = yield from (yield)\n    return (lambda: x)\n",
		"while 1:\n    try:\n        return\n    finally:\n        while 0: break",
		"a, (b, *c), d[1:2], e.f = a if b else c < d <= e, f'{x!r:>{w}}'",
		"async def f():\n    await g()\n    async with a: x = 3j\nprint(1j if False else '')", "type X = int\nclass A[T](B): x: T = 2j\ntry: pass\nexcept* E: y",
		"nonlocal x", "return", "global a; a = 1; x = -(1 << 200) % 7 ** 2",
	} {
		f.Add(s, byte(0))
	}
	f.Fuzz(func(t *testing.T, source string, version byte) {
		m, _, err := syntax.Parse("t.py", []byte(source))
		if err != nil {
			return
		}
		v := Versions()[int(version)%len(Versions())]
		file, err := Compile(m, Options{Name: "t.py", Source: []byte(source), Version: v, Listing: true})
		var invalid *syntax.Error
		var unsupported *UnsupportedError
		switch {
		case errors.As(err, &invalid), errors.As(err, &unsupported):
			return
		case err != nil:
			t.Fatalf("%s: %v", v, err)
		}
		checkCode(t, file, false)
		checkCounts(t, file)
		if err := Disassemble(&strings.Builder{}, file); err != nil {
			t.Fatal(err)
		}
		for _, c := range file.Code {
			updatesOf(c)
		}
	})
}

// asynchronous is what a file has that Python 2.7 refuses.
var asynchronous = regexp.MustCompile(`(?m)^ *async def `)

// Rule: every file of an installed standard library that the supported language covers compiles for a version of each kind, with one
// depth of the stack at each place. Without one it is left out.
func TestStandardLibraryCompiles(t *testing.T) {
	home, _ := os.UserHomeDir()
	files, _ := filepath.Glob(filepath.Join(home, ".pyenv", "versions", "3.12*", "lib", "python3.12", "*.py"))
	if system, _ := filepath.Glob("/usr/lib/python3.12/*.py"); len(files) == 0 {
		files = system
	}
	if len(files) == 0 {
		t.Skip("there is no Python 3.12")
	}
	if testing.Short() {
		files = files[:20]
	}
	done := 0
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		m, _, err := syntax.Parse(file, source)
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		for _, v := range []string{"2.7", "3.8", "3.10", "3.12", "3.14"} {
			f, err := Compile(m, Options{Name: file, Source: source, Version: v})
			var unsupported *UnsupportedError
			if errors.As(err, &unsupported) {
				break
			}
			if v == "2.7" && asynchronous.Match(source) {
				if err == nil {
					t.Errorf("%s: 2.7 takes async def", file)
				}
				continue
			}
			if err != nil {
				t.Errorf("%s, %s: %v", file, v, err)
				continue
			}
			checkCode(t, f, false)
			done++
		}
	}
	if done < len(files)*3 {
		t.Errorf("only %d of %d files compile", done/5, len(files))
	}
}
