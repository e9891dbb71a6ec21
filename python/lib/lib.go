package lib

import (
	"embed"
	"io/fs"
	"path"
	"slices"
	"strings"
)

//go:embed *.py all:py2 all:asyncio all:collections all:concurrent all:gevent all:json all:multiprocessing
var files embed.FS

// A Module is the source of a module of the library.
type Module struct {
	Path    string // below the library, with slashes: "collections/abc.py"
	Source  []byte
	Package bool // its parts are modules, too
	Native  bool // it stands for C code of the interpreter, and is the same under every version
}

// Native returns the names of the modules that stand for C code, sorted.
func Native() []string {
	var names []string
	entries, _ := files.ReadDir(".")
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".py"); ok && native(name) {
			names = append(names, name)
		}
	}
	return names
}

// native reports whether a module stands for C code: those do whose name begins with one underscore.
func native(name string) bool { return strings.HasPrefix(name, "_") && !strings.HasPrefix(name, "__") }

// Find returns the module of that dotted name under a version of Python, for example "3.11" or "2.7".
func Find(version, name string) (Module, bool) {
	at := strings.ReplaceAll(name, ".", "/")
	if strings.ContainsAny(name, `/\`) || path.Clean(at) != at || at == "." || strings.HasPrefix(at, "py2") {
		return Module{}, false
	}
	if !has(version, at) {
		return Module{}, false
	}
	if name == "Queue" && len(roots(version)) > 1 { // no file of its own: some systems know no difference of case
		at = "queue"
	}
	for _, root := range roots(version) {
		for _, end := range []string{".py", "/__init__.py"} {
			file := path.Join(root, at+end)
			if source, err := files.ReadFile(file); err == nil {
				return Module{Path: file, Source: source, Package: end != ".py", Native: native(name)}, true
			}
		}
	}
	return Module{}, false
}

// has reports whether a version has the module of the library at a path.
func has(version, at string) bool {
	if at == "multiprocessing/shared_memory" {
		return !slices.Contains([]string{"2.7", "3.6", "3.7"}, version)
	}
	return len(roots(version)) == 1 || inPython2(at)
}

// inPython2 reports whether Python 2 has a module of the library at a path: none that needs coroutines.
func inPython2(at string) bool {
	return at != "asyncio" && !strings.HasPrefix(at, "asyncio/") && at != "contextvars" && at != "_asyncio" && at != "_contextvars"
}

// roots returns the folders that are searched under a version, one after the other.
func roots(version string) []string {
	if strings.HasPrefix(version, "2.") {
		return []string{"py2", "."}
	}
	return []string{"."}
}

// Names returns the dotted names of all modules that programs may import under a version, sorted. Those that begin with one
// underscore are the machine's own.
func Names(version string) []string {
	var names []string
	for _, root := range roots(version) {
		tree, _ := fs.Sub(files, root)
		fs.WalkDir(tree, ".", func(file string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil || entry.IsDir():
				if file == "py2" {
					return fs.SkipDir
				}
				return err
			case !strings.HasSuffix(file, ".py"):
				return nil
			}
			name := strings.TrimSuffix(strings.TrimSuffix(file, ".py"), "/__init__")
			if !has(version, name) {
				return nil
			}
			if !strings.HasPrefix(path.Base(name), "_") || name == "__future__" {
				if root == "py2" && name == "queue" {
					name = "Queue"
				}
				names = append(names, strings.ReplaceAll(name, "/", "."))
			}
			return nil
		})
	}
	slices.Sort(names)
	return slices.Compact(names)
}
