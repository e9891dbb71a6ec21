package lib_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/python/lib"
	"github.com/gilsim/gilsim/python/syntax"
)

// Every module is found under its name, and can be parsed.
func TestEveryModuleIsFoundAndParses(t *testing.T) {
	for _, version := range []string{"2.7", "3.11"} {
		names := lib.Names(version)
		if !slices.IsSorted(names) || len(names) < 20 {
			t.Fatalf("%s: the names are %q", version, names)
		}
		for _, name := range names {
			m, ok := lib.Find(version, name)
			if !ok {
				t.Errorf("%s: %s is listed and not found", version, name)
				continue
			}
			if _, _, err := syntax.Parse(m.Path, m.Source); err != nil {
				t.Errorf("%s: %v", version, err)
			}
		}
	}
}

// Python 2.7 has its own threads and queues, and nobody else sees them.
func TestPython2HasModulesOfItsOwn(t *testing.T) {
	old, _ := lib.Find("2.7", "threading")
	if !strings.HasPrefix(old.Path, "py2/") {
		t.Errorf("threading under 2.7 is %s", old.Path)
	}
	if m, ok := lib.Find("3.9", "thread"); ok {
		t.Errorf("3.9 finds a module that is Python 2's: %s", m.Path)
	}
	if slices.Contains(lib.Names("3.9"), "Queue") {
		t.Error("3.9 lists the module Queue of Python 2")
	}
}

// A name is never a way out of the library.
func TestFindKnowsDottedNamesOnly(t *testing.T) {
	for _, name := range []string{"", ".", "..", "../lib", "py2/threading", "py2.threading", "collections/abc", `a\b`, "nowhere", "concurrent."} {
		if m, ok := lib.Find("3.9", name); ok {
			t.Errorf("%q is found: %s", name, m.Path)
		}
	}
	for name, pkg := range map[string]bool{"collections": true, "collections.abc": false, "concurrent.futures.thread": false, "queue": false} {
		if m, ok := lib.Find("3.9", name); !ok || m.Package != pkg {
			t.Errorf("%q: %v, package %v", name, ok, m.Package)
		}
	}
}
