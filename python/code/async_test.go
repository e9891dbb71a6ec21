package code

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/python/syntax"
)

// Rule: the bytecodes of asynchronous functions are those that dis lists under each version. Since 3.12 there are handlers besides, which
// this machine does without: of a throw into an await, and of StopIteration in a coroutine. Up to 3.8 bodies with a with, whose
// blocks this compiler copies, are left out.
func TestListingsOfAsynchronousFunctions(t *testing.T) {
	for _, version := range []string{"3.6", "3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13"} {
		f := compiledFile(t, version, "testdata/asynchronous.py")
		checkCounts(t, f)
		checkCode(t, f, false)
		got := map[string]string{}
		listings(f.Main, "<module>", got)
		compared := 0
		for path, want := range readListings(t, filepath.Join("testdata", "figures", "asynchronous-"+version+".txt")) {
			r, _ := parseVersion(version)
			switch name := strings.TrimPrefix(path, "<module>."); {
			case r <= v38 && (name == "aw" || name == "aw2" || name == "nested"):
				continue
			}
			compared++
			if have := sorted(r, got[path]); have != sorted(r, want) {
				t.Errorf("%s %s:\n got %s\nwant %s", version, path, have, sorted(r, want))
			}
		}
		if compared < 8 {
			t.Errorf("%s: only %d bodies are compared", version, compared)
		}
	}
}

// sorted returns a listing without the handlers that this machine does without.
func sorted(r release, names string) string {
	if r < v312 {
		return names
	}
	names = strings.ReplaceAll(names, " CLEANUP_THROW JUMP_BACKWARD_NO_INTERRUPT", "")
	names = strings.ReplaceAll(names, " CLEANUP_THROW JUMP_BACKWARD", "")
	names = strings.ReplaceAll(names, " CLEANUP_THROW", "")
	return strings.TrimSuffix(names, " CALL_INTRINSIC_1 RERAISE")
}

// Rule: what is asynchronous outside its place is refused with CPython's words.
func TestAsynchronousOutsideItsPlace(t *testing.T) {
	for source, want := range map[string]string{
		"await x":               "'await' outside function",
		"class A:\n    await x": "'await' outside function",
		"def f():\n    await x": "'await' outside async function",
		"async def f():\n    return lambda: await x":        "'await' outside async function",
		"def f():\n    async with x: pass":                  "'async with' outside async function",
		"async with x: pass":                                "'async with' outside async function",
		"def f():\n    async for y in x: pass":              "'async for' outside async function",
		"def f():\n    return [y async for y in x]":         "asynchronous comprehension outside of an asynchronous function",
		"def f():\n    return {await y for y in x}":         "asynchronous comprehension outside of an asynchronous function",
		"[y async for y in x]":                              "asynchronous comprehension outside of an asynchronous function",
		"async def f():\n    yield from x":                  "'yield from' inside async function",
		"async def f():\n    yield 1\n    return 2":         "'return' with value in async generator",
		"async def f():\n    return [(yield 1) for y in x]": "'yield' inside list comprehension",
	} {
		for _, version := range []string{"3.8", "3.11", "3.13"} {
			m, _, err := syntax.Parse("t.py", []byte(source))
			if err != nil {
				t.Fatal(err)
			}
			_, err = Compile(m, Options{Name: "t.py", Source: []byte(source), Version: version})
			var refused *syntax.Error
			if !errors.As(err, &refused) || refused.Msg != want {
				t.Errorf("%s, %q: %v, want %s", version, source, err, want)
			}
		}
	}
}

// Rule: a comprehension may hold an asynchronous one since 3.11; a generator expression may await anywhere.
func TestAsynchronousComprehensionsInOthers(t *testing.T) {
	const nested = "async def f():\n    return [[y async for y in x] for x in z]"
	m, _, err := syntax.Parse("t.py", []byte(nested))
	if err != nil {
		t.Fatal(err)
	}
	for version, fine := range map[string]bool{"3.10": false, "3.11": true, "3.12": true} {
		if _, err := Compile(m, Options{Name: "t.py", Source: []byte(nested), Version: version}); (err == nil) != fine {
			t.Errorf("%s: %v", version, err)
		}
	}
	f := compiled(t, "3.11", "def f():\n    return (await y for y in x)")
	if flags := f.Code[2].Flags; flags&AsyncGenerator == 0 {
		t.Errorf("the flags of a generator expression that awaits are %b", flags)
	}
}

// Rule: Python 2.7 has no async def, and what it cannot have is no reason to say nothing of the updates of a program.
func TestPython2HasNoCoroutines(t *testing.T) {
	const source = "async def f():\n    global g\n    t = g\n    await x\n    g = t + 1\n"
	m, _, err := syntax.Parse("t.py", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Compile(m, Options{Name: "t.py", Source: []byte(source), Version: "2.7"}); err == nil || !strings.Contains(err.Error(), "async def came with Python 3.5") {
		t.Errorf("2.7: %v", err)
	}
	list, err := Updates(m, Options{Name: "t.py", Source: []byte(source)})
	if err != nil || len(list) != 1 || !strings.Contains(list[0].String(), "can lose an update under every version") {
		t.Errorf("%v, %v", list, err)
	}
}
